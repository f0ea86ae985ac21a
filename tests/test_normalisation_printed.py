"""The plan's cells of a row: what only repeats the plan is printed matter, what a person wrote in its place is kept and told."""

import pytest
from written_ledgers import STAMP, at, codes, read, told

# ---- a department's own ledger -----------------------------------------------------------------


def kept(item: str, heading: str, cell: str, value: str = "50") -> tuple[object, object]:
    """Say what of a plan's cell is kept, and how many cells are printed matter."""
    batch = read(f"序号 | 指标名称 | {heading} | 2020年\n1 | 水面率 | | 4\n2 | {item} | {cell} | {value}")
    entry = told(batch.entries[-1])
    cells = batch.submissions[0].cells
    assert cells.unused == 0
    return entry.get("plan_cells") or entry.get("unit_written") or entry.get("name_written"), cells.furniture


PLAIN, KEPT = 9, 8  # cells of that ledger that are printed matter


@pytest.mark.parametrize(
    ("item", "heading", "cell"),
    [
        ("森林覆盖率", "编码", "18"),
        ("优良天数比例", "编码", "14-1"),
        ("森林覆盖率", "领域", "生态安全"),
        ("森林覆盖率", "领域/任务", "(三)生态系统保护"),
        ("森林覆盖率", "领域/任务", "生态系统保护"),
        ("优良天数比例", "领域/任务", "环境空气质量"),
        ("森林覆盖率", "领域", "/"),
        ("森林覆盖率", "分项", "森林覆盖率"),
        ("优良天数比例", "分项", "环境空气质量"),
        ("优良天数比例", "分项", "空气优良率"),
        ("森林覆盖率", "单位", "%"),
        ("森林覆盖率", "单位", "％"),
        ("生态环境状况指数(EI)", "单位", "-"),
        ("生态环境状况指数(EI)", "单位", "—"),
        ("生态环境状况指数(EI)", "单位", "/"),
        ("生态环境状况指数(EI)", "单位", "无"),
        ("生态环境状况指数(EI)", "单位", "——"),
        ("生态环境状况指数(EI)", "单位", "–"),
        ("城镇开发边界", "单位", "—"),  # the plan prints nothing
        ("生态环境状况指数(EI)", "指标值", "≥ 60"),
        ("森林覆盖率", "指标值", "山区≥70，丘陵区≥40，平原地区≥19"),
        ("森林覆盖率", "属性", "参考性"),
        ("森林覆盖率", "属性", "参考性指标"),
        ("市控断面达标率", "属性", "正文目标"),
        ("森林覆盖率", "责任类型", "牵头"),
        ("森林覆盖率", "责任类型", "配合"),
        ("森林覆盖率", "责任单位", "市资源规划局"),
        ("优良天数比例", "责任单位", "市生态环境局、市发改委"),
        ("优良天数比例", "责任单位", "市生态环境局,市发改委;市住建局/市公安局 交通局"),
    ],
)
def test_what_repeats_the_plan_is_printed_matter(item, heading, cell):
    assert kept(item, heading, cell) == (None, PLAIN)


@pytest.mark.parametrize(
    ("item", "heading", "cell"),
    [
        ("森林覆盖率", "领域", "生态"),
        ("森林覆盖率", "领域/任务", "(三)别的"),
        ("森林覆盖率", "单位", "百分数"),
        ("森林覆盖率", "单位", "—"),
        ("生态环境状况指数(EI)", "单位", "分"),
        ("森林覆盖率", "指标值", "山区大于等于70"),
        ("森林覆盖率", "属性", "约束性"),
        ("森林覆盖率", "属性", "重要"),
        ("市控断面达标率", "属性", "重要"),
        ("森林覆盖率", "责任类型", "主办"),
        ("森林覆盖率", "责任单位", "市水利局"),
        ("森林覆盖率", "责任单位", "市资源规划局、市水利局"),
        ("森林覆盖率", "责任单位", "/"),
    ],
)
def test_what_a_person_wrote_in_the_plans_place_is_kept(item, heading, cell):
    what, furniture = kept(item, heading, cell)
    assert what == (f"{cell} @C3" if heading == "单位" else [f"{cell} @C3"])
    assert furniture == KEPT


@pytest.mark.parametrize("number", ["18", "18.1", "3-1", "①", "十二", "(十)", "（3）", "5、", "7."])
def test_a_number_of_any_count_is_printed_matter(number):
    batch = read(f"指标名称 | 序号 | 2020年\n水面率 | 1 | 4\n森林覆盖率 | {number} | 50")
    assert (batch.entries[1].plan_cells, batch.submissions[0].cells.furniture) == ((), 7)


@pytest.mark.parametrize("number", ["甲乙", "第1项", "1234567", "1a"])
def test_a_number_that_is_none_is_kept(number):
    batch = read(f"指标名称 | 序号 | 2020年\n水面率 | 1 | 4\n森林覆盖率 | {number} | 50")
    assert [note.text for note in batch.entries[1].plan_cells] == [number]


@pytest.mark.parametrize(
    ("year", "kept"), [("2019", []), ("2019年", []), ("2019年度", []), ("2019年 全年", []), ("2019年度全年的", ["2019年度全年的 @B3"])]
)
def test_a_rows_year_is_printed_matter_where_it_says_no_more(year, kept):
    batch = read(f"指标名称 | 年份 | 完成值\n水面率 | 2020 | 4\n森林覆盖率 | {year} | 50")
    assert told(batch.entries[1]).get("plan_cells", []) == kept


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("公共交通出行分担律", "公共交通出行分担律 @B3"),
        ("公共交通出行分担率(中小城市)", None),
    ],
)
def test_a_name_that_the_plan_does_not_know_is_kept(name, kept):
    batch = read(f"序号 | 指标名称 | 2020年\n1 | 水面率 | 4\n48 | {name} | 50")
    assert [(entry.subject, told(entry).get("name_written")) for entry in batch.entries[1:]] == [("48", kept)]


@pytest.mark.parametrize(
    ("item", "unit", "found"),
    [
        ("自然岸线修复长度", "米", ["N151 D3", "N403 C3"]),
        ("自然岸线修复长度", "千米", []),
        ("自然岸线修复长度", "km", []),
        ("自然岸线修复长度", "家", ["N214 D3"]),
        ("自然岸线修复长度", "随便", ["N214 D3"]),
        ("生态环境状况指数(EI)", "%", []),
    ],
)
def test_a_unit_is_told_where_it_can_be_converted(item, unit, found):
    assert codes(read(f"序号 | 指标名称 | 单位 | 2020年\n1 | 水面率 | % | 4\n2 | {item} | {unit} | 50")) == found


def test_another_unit_is_told_with_both():
    batch = read("指标名称 | 单位 | 2020年\n自然岸线修复长度 | 米 | 500")
    told_of = [(each.message, each.item, each.department, each.source) for each in batch.findings if each.code == "N403"]
    assert told_of == [("自然岸线修复长度（21.1）所写的计量单位“米”与方案的“公里”不同", "21.1", "市资源规划局", at("B2"))]


@pytest.mark.parametrize(
    ("item", "heading", "target", "found"),
    [
        ("水环境质量达到或优于III类水质比例", "指标值", "≥90,或逐年提高", ["N402 C3"]),
        ("水环境质量达到或优于III类水质比例", "指标值", "大于等于85", []),
        ("水环境质量达到或优于III类水质比例", "指标值", "85.5", ["N402 C3"]),
        ("水环境质量达到或优于III类水质比例", "指标值", "逐年提高", []),
        ("水环境质量达到或优于III类水质比例", "2020年目标值", "≥90", ["N402 C3"]),
        ("水环境质量达到或优于III类水质比例", "2019年目标值", "≥90", []),
        ("森林覆盖率", "指标值", "≥40", []),
        ("森林覆盖率", "指标值", "≥45", ["N402 C3"]),
        ("森林覆盖率", "考核标准", "≥45", ["N402 C3"]),
        ("森林覆盖率", "创建要求", "≥45", ["N402 C3"]),
        ("森林覆盖率", "国家标准", "≥45", []),
        ("森林覆盖率", "省级要求", "≥45", []),
        ("森林覆盖率", "行业标准值", "≥45", []),
        ("森林覆盖率", "评分标准", "达到45得满分，每低1个百分点扣0.5分", []),
        ("森林覆盖率", "计分办法", "达到45得满分", []),
        ("森林覆盖率", "属性", "45", []),
    ],
)
def test_a_target_with_a_number_that_the_plan_does_not_have_is_told(item, heading, target, found):
    assert codes(read(f"序号 | 指标名称 | {heading} | 2020年\n1 | 水面率 | | 4\n2 | {item} | {target} | 50")) == found


def test_another_target_is_told_with_both():
    (finding,) = read("指标名称 | 指标值 | 2020年\n城镇污水处理率 | ≥85 | 96").findings
    assert finding.message == "城镇污水处理率（43）所写的指标值“≥85”与方案的“≥95”不一致，仍按方案判定"
    assert (finding.item, finding.department, finding.source) == ("43", "市资源规划局", at("B2"))


def test_a_row_that_nobody_filled_in_is_printed_matter_but_for_what_was_changed():
    batch = read(
        "序号 | 指标名称 | 指标值 | 2020年\n1 | 水面率 | 面积不减少、功能不减退 | \n2 | 城镇污水处理率 | ≥85 | \n3 | 森林覆盖率 | | 50"
    )
    assert [entry.subject for entry in batch.entries] == ["18"]
    assert ([cell.text for cell in batch.unused], batch.submissions[0].cells.furniture, batch.findings) == (["≥85"], 11, ())


# ---- an issued ledger --------------------------------------------------------------------------

PRINTED = {
    "编码": "14.1", "序号": "14", "领域/任务": "生态安全 (二)改善", "指标名称": "环境空气质量", "分项": "优良天数比例", "单位": "%",
    "指标值": "完成上级下达的年度目标", "属性": "约束性", "责任": "牵头", "2020年": "95",
}  # fmt: skip
STAMPED = f"""{STAMP}
sheet | code | field | text
表 | 14.1 | no | 14
表 | 14.1 | group | 生态安全 (二)改善
表 | 14.1 | indicator | 环境空气质量
表 | 14.1 | name | 优良天数比例
表 | 14.1 | unit | %
表 | 14.1 | target | 完成上级下达的年度目标
表 | 14.1 | nature | 约束性
表 | 14.2 | target | 别项的指标值
"""


def issued(**changed: str):
    row = PRINTED | changed
    return read(f"{' | '.join(row)}\n{' | '.join(row.values())}{STAMPED}")


def test_what_was_printed_is_known_by_the_stamp():
    batch = issued()
    assert told(batch.entries[0]) == {
        "subject": "14.1", "year": 2020, "department": "市资源规划局", "actual": "95 “95” % @J2", "recognised_by": "stamp",
    }  # fmt: skip
    assert batch.submissions[0].period == 2020
    assert batch.submissions[0].edition == "舟山2020"
    assert [cell.text for cell in batch.unused] == []
    assert batch.findings == ()


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("指标名称", "环境质量", "优良天数比例（14.1）的名称一栏印好的内容被改为“环境质量”（原为“环境空气质量”），仍按方案处理"),
        ("分项", "优良天数比", "优良天数比例（14.1）的分项一栏印好的内容被改为“优良天数比”（原为“优良天数比例”），仍按方案处理"),
        ("指标值", "≥9", "优良天数比例（14.1）的指标值一栏印好的内容被改为“≥9”（原为“完成上级下达的年度目标”），仍按方案处理"),
        (
            "指标值",
            "别项的指标值",
            "优良天数比例（14.1）的指标值一栏印好的内容被改为“别项的指标值”（原为“完成上级下达的年度目标”），仍按方案处理",
        ),
        ("属性", "参考性", "优良天数比例（14.1）的属性一栏印好的内容被改为“参考性”（原为“约束性”），仍按方案处理"),
        ("领域/任务", "生态安全", None),  # the plan's own words, though others than were printed
        ("领域/任务", "别处", None),
        ("责任", "主办", None),
    ],
)
def test_a_printed_text_that_was_changed_is_told_with_what_it_was(column, cell, said):
    batch = issued(**{column: cell})
    place = at("ABCDEFGHIJ"[list(PRINTED).index(column)] + "2")
    assert [finding.message for finding in batch.findings] == ([said] if said else [])
    assert {(finding.code, finding.item, finding.department, finding.source) for finding in batch.findings} <= {
        ("N401", "14.1", "市资源规划局", place)
    }
    assert [note.text for note in batch.entries[0].plan_cells] == ([] if cell == "生态安全" else [cell])
    assert batch.entries[0].unit_written is None


def test_each_changed_text_is_a_finding_of_its_own():
    findings = issued(指标名称="环境质量", 指标值="≥9", 属性="参考性").findings
    assert len({finding.id for finding in findings}) == 3


def test_the_number_in_a_changed_target_of_an_issued_ledger_is_no_assignment():
    assert issued(指标值="90").entries[0].assigned is None


def test_a_unit_that_was_changed_is_taken_as_written():
    batch = issued(单位="‰")
    assert told(batch.entries[0])["unit_written"] == "‰ @F2"
    assert codes(batch) == ["N151 J2", "N403 F2"]


def test_a_row_of_ones_own_in_an_issued_ledger_is_told_of_like_any_other():
    batch = read(f"{' | '.join(PRINTED)}\n | | | 城镇污水处理率 | | % | ≥85 | 约束性 | 牵头 | 96{STAMPED}")
    assert codes(batch) == ["N402 G2"]


# ---- the plan's cells of a key task ------------------------------------------------------------

TASK = "调整优化产业结构"  # 淘汰20家企业落后产能,整治50家“低散乱”企业。


@pytest.mark.parametrize(
    ("heading", "cell", "kept"),
    [
        ("编码", "T8", False),
        ("序号", "8", False),
        ("序号", "（8）", False),
        ("序号", "3、", False),
        ("序号", "2.1-3", False),
        ("序号", "第八", True),
        ("目标编码", "T8-1", False),
        ("领域", "生态安全", False),
        ("领域", "生态经济", True),
        ("任务内容", "淘汰20家企业落后产能，整治50家低散乱企业", False),
        ("任务内容", "淘汰20家企业落后产能", True),
        ("任务内容", TASK, False),
        ("责任单位", "市经信局", False),
        ("责任单位", "市水利局", True),
        ("量化目标", "企业落后产能", False),
        ("量化目标", "别的目标", True),
        ("目标量", "20", False),
        ("目标量", "21", True),
        ("目标单位", "家", False),
        ("目标单位", "座", True),
    ],
)
def test_what_repeats_the_plan_of_a_task_is_printed_matter(heading, cell, kept):
    batch = read(f"重点任务名称 | {heading} | 完成情况\n{TASK} | {cell} | 已完成\n自然资源资产离任审计 | | 已完成")
    (first, _) = batch.tasks
    assert told(first).get("plan_cells", []) == ([f"{cell} @B2"] if kept else [])
    cells = batch.submissions[0].cells
    assert (cells.unused, cells.used) == (0, 3 if kept else 2)


def test_what_was_printed_of_a_task_and_its_goals_is_known_by_the_stamp():
    rows = f"编码 | 任务名称 | 量化目标 | 完成情况\nT8 | {TASK} | 淘汰落后 | 已完成{STAMP}表 | T8-1 | goal | 淘汰落后\n表 | T9-1 | goal | 别的目标\n"
    assert read(rows).tasks[0].plan_cells == ()
    assert [note.text for note in read(rows.replace("落后 | 已", "过剩 | 已")).tasks[0].plan_cells] == ["淘汰过剩"]
    assert [note.text for note in read(rows.replace("淘汰落后 | 已", "别的目标 | 已")).tasks[0].plan_cells] == ["别的目标"]


def test_a_task_that_nobody_filled_in_is_printed_matter_but_for_what_was_changed():
    batch = read(f"编码 | 任务名称 | 责任单位 | 完成情况\nT8 | {TASK} | 市水利局 | \nT2 | 自然资源资产离任审计 | 市审计局 | 已完成")
    assert ([report.subject.task for report in batch.tasks], [cell.text for cell in batch.unused]) == ([2], ["市水利局"])
    assert batch.submissions[0].cells.furniture == 9
