"""Rows of the other tables: key tasks, 佐证材料, 亮点与特色; the lines of a cover; the account of every cell."""

from datetime import date
from decimal import Decimal

import pytest
from written_ledgers import FILE, STAMP, at, codes, held, read, told

from ecoreport.model import CellCount, Evidence, Figure, Highlight, KeyTaskReport, Note, Signature, Source, Subject, UnusedCell

DEPARTMENT = "市资源规划局"
FIRST, SECOND, EIGHTH, NINTH = "完善生态文明考评制度", "自然资源资产离任审计", "调整优化产业结构", "重点行业重点企业废气整治"

# ---- key tasks ---------------------------------------------------------------------------------


def test_every_cell_of_a_tasks_row_stands_in_its_field():
    batch = read(f"""
任务编码 | 任务名称 | 目标编码 | 量化目标 | 目标量 | 目标单位 | 完成量 | 完成情况 | 进度 | 状态 | 资金 | 存在问题 | 下一步 | 佐证编号 | 备注 | 责任人 | 填报单位
T8 | {EIGHTH} | T8-1 | 企业落后产能 | 20 | 家 | 21家 | 已淘汰 | 80% | 推进中 | 1.2亿元 | 缺人 | 加快 | 8-01 | 无 | 张三 | 市水利局
""")

    def note(cell: str, text: str) -> Note:
        return Note(text, at(cell))

    assert batch.tasks == (
        KeyTaskReport(
            Subject("T8"),
            "市水利局",
            FILE,
            at("G2"),
            status=note("J2", "推进中"),
            progress=Figure("value", "80%", at("I2"), Decimal(80), written=Decimal(80), unit="%"),
            done=note("H2", "已淘汰"),
            quantities=(Figure("value", "21家", at("G2"), Decimal(21), written=Decimal(21), unit="家"),),
            other_notes=(note("P2", "张三"), note("Q2", "市水利局")),
            funds=Figure("value", "1.2亿元", at("K2"), Decimal(12000), None, Decimal("1.2"), "亿元", "1.2亿元 → 12000万元"),
            problem=note("L2", "缺人"),
            next_step=note("M2", "加快"),
            evidence=note("N2", "8-01"),
            remark=note("O2", "无"),
        ),
    )
    (finding,) = (finding for finding in batch.findings if finding.code == "N151")
    assert finding.message == "重点任务8的资金按方案的计量单位换算：1.2亿元 → 12000万元"
    assert (finding.task, finding.item, finding.department, finding.source) == (8, None, "市水利局", at("K2"))
    assert batch.unused == ()


@pytest.mark.parametrize(
    ("progress", "state", "shown"),
    [
        ("已完成", "", {"status": "已完成 @B2"}),
        ("已完成", "推进中", {"status": "推进中 @C2", "other_notes": ["已完成 @B2"]}),
        ("完成80%", "", {"progress": "80 “完成80%” % prose @B2"}),
        ("80", "推进中", {"progress": "80 “80” @B2", "status": "推进中 @C2"}),
        ("不太清楚", "", {"progress": "asked “不太清楚” @B2"}),
    ],
)
def test_a_progress_in_words_is_a_state_where_the_row_has_no_other(progress, state, shown):
    batch = read(f"任务名称 | 进度 | 状态 | 完成情况\n{FIRST} | {progress} | {state} | \n{SECOND} | 90 | 推进中 | 好")
    report = told(batch.tasks[0])
    assert {name: report[name] for name in ("status", "progress", "other_notes") if name in report} == {
        name: value.replace("asked “", "asked 不太清楚 “") if isinstance(value, str) and "不太" in value else value
        for name, value in shown.items()
    }
    assert batch.unused == ()


def test_a_state_before_the_progress_stays_the_state():
    report = told(read(f"任务名称 | 状态 | 进度\n{FIRST} | 推进中 | 已完成\n{SECOND} | 推进中 | 90").tasks[0])
    assert (report["status"], report["other_notes"]) == ("推进中 @B2", ["已完成 @C2"])


def test_a_tasks_field_that_is_taken_leaves_its_cell_among_the_other_notes():
    report = told(read(f"任务名称 | 进度 | 完成进度 | 资金 | 投资额 | 备注 | 备注\n{FIRST} | 80 | 85 | 5 | 6 | 甲 | 乙").tasks[0])
    assert (report["progress"], report["funds"], report["remark"]) == ("80 “80” @B2", "5 “5” @D2", "甲 @F2")
    assert report["other_notes"] == ["85 @C2", "6 @E2", "乙 @G2"]


def test_figures_of_a_task_are_told_by_their_names_under_ids_of_their_own():
    batch = read(f"""
任务编码 | 任务名称 | 目标编码 | 目标单位 | 完成量 | 进度 | 资金
T8 | {EIGHTH} | T8-1 | 家 | 约20 | 约80 | 约5
=^ | =^ | T8-2 | 家 | 约30 | =^ | =^
T9 | {NINTH} | | | 约3 | |
""")
    messages = [(finding.message.split("写作")[0], finding.task, finding.source) for finding in batch.findings]
    assert messages == [
        ("重点任务8的进度", 8, at("F2")),
        ("重点任务8的资金", 8, at("G2")),
        ("重点任务8的完成量", 8, at("E2")),
        ("重点任务8的完成量", 8, at("E3")),
        ("重点任务9的完成量", 9, at("E4")),
    ]
    assert len({finding.id for finding in batch.findings}) == 5
    assert {finding.code for finding in batch.findings} == {"N101"}


def test_each_goal_of_a_task_has_its_quantity_in_the_goals_order():
    batch = read(f"""
任务编码 | 任务名称 | 目标编码 | 目标单位 | 完成量 | 完成情况
T8 | {EIGHTH} | T8-1 | 家 | | 已淘汰
=^ | =^ | T8-2 | 家 | 51 | =^
T9 | {NINTH} | T9-1 | 个 | 3个 |
=^ | =^ | T9-2 | 千个 | 0.002 | =^
""")
    assert [told(report)["quantities"] for report in batch.tasks] == [["blank @C2", "51 “51” @E3"], ["3 “3个” 个 @E4", "0.002 “0.002” @E5"]]


def test_a_quantity_may_say_of_which_year_it_is():
    batch = read(f"任务名称 | 完成量 | 进度\n{FIRST} | 2019年:3;2020年:5 | 2019年:30;2020年:50")
    assert told(batch.tasks[0])["quantities"] == ["5 “2019年:3;2020年:5” @B2"]
    assert batch.tasks[0].progress.value == 50


def test_the_id_of_a_goals_finding_goes_with_the_goal_and_not_with_the_row():
    rows = f"任务编码 | 任务名称 | 目标编码 | 完成量 | 完成情况\n{{}}T8 | {EIGHTH} | T8-1 | 约20 | 推进中"
    one, other = (read(rows.format(before)).findings for before in ("", f"T2 | {SECOND} | | | 推进中\n"))
    assert [finding.id for finding in one] == [finding.id for finding in other]
    assert [finding.source for finding in one] != [finding.source for finding in other]


def test_a_second_quantity_of_a_row_is_kept_beside():
    batch = read(f"任务名称 | 完成量 | 完成数 | 完成情况\n{FIRST} | 3 | 5 | 好\n{SECOND} | | 6 | 好")
    assert [told(report)["quantities"] for report in batch.tasks] == [["3 “3” @B2"], ["6 “6” @C3"]]
    assert told(batch.tasks[0])["other_notes"] == ["5 @C2"]
    assert len(held(batch.tasks)) == batch.submissions[0].cells.used


def test_a_goal_may_be_told_by_its_words_or_by_nothing():
    batch = read(f"任务名称 | 量化目标 | 完成量 | 完成情况\n{EIGHTH} | 企业落后产能 | | 已淘汰\n{NINTH} | | 3 | 好")
    assert [told(report)["quantities"] for report in batch.tasks] == [["blank @B2"], ["3 “3” @C3"]]


def test_a_row_with_nothing_but_a_part_of_the_year_is_no_report():
    batch = read(f"任务名称 | 上半年 | 完成情况\n{FIRST} | 过半 | \n{SECOND} | 过半 | 好")
    assert [report.subject.task for report in batch.tasks] == [2]
    assert [cell.text for cell in batch.unused] == ["过半", "过半"]


def test_a_tasks_row_may_name_its_reporter():
    batch = read(f"任务名称 | 填报单位 | 完成情况\n{FIRST} | 市水利局 | 好\n{SECOND} | 市审计局 | 好")
    assert [report.department for report in batch.tasks] == ["市水利局", "市审计局"]
    assert batch.submissions[0].department == DEPARTMENT


def test_where_code_and_name_of_a_task_disagree_every_number_is_asked():
    batch = read(f"任务编码 | 任务名称 | 进度 | 完成量 | 完成情况\nT8 | {SECOND} | 80 | 5 | 好")
    report = told(batch.tasks[0])
    assert (report["subject"], report["progress"], report["quantities"], report["done"]) == (
        "T8",
        "asked “80” written 80 @C2",
        ["asked “5” written 5 @D2"],
        "好 @E2",
    )


# ---- 佐证材料 ----------------------------------------------------------------------------------


def listed(items: str) -> tuple[str, ...]:
    """Read what a piece of evidence stands for."""
    return read(f"# 佐证材料\n编号 | 材料名称 | 对应指标\n1 | 报告 | {items}").evidence[0].subjects


def test_every_cell_of_a_piece_of_evidence_stands_in_its_field():
    batch = read("""
# 佐证材料
编号 | 材料名称 | 文号 | 日期 | 页码 | 对应指标 | 文件名 | 发文单位 | 备注
3-02 | 规划文本 | 舟政发〔2020〕3号 | =d:2020-05-06 | 7-9 | 15.1、T7 | 规划.pdf | 市政府 | 原件
""")
    assert batch.evidence == (
        Evidence(
            "3-02", DEPARTMENT, FILE, at("B2", "佐证材料"), "规划文本", "舟政发〔2020〕3号", "2020-05-06", "", ("15.1", "T7"), "15.1、T7",
            "规划.pdf", "市政府；原件", at_pages="7-9",
            cells=cells("佐证材料", A2="3-02", B2="规划文本", C2="舟政发〔2020〕3号", D2="2020-05-06", E2="7-9", F2="15.1、T7", G2="规划.pdf",
                        H2="市政府", I2="原件"),
        ),
    )  # fmt: skip
    assert batch.submissions[0].cells == CellCount(18, 9, 9, 0)


@pytest.mark.parametrize(("heading", "written"), [("页数", "15"), ("总页数", "15页"), ("页码", "15"), ("页数", "7-9"), ("页数", "第7页")])
def test_pages_are_where_to_look_and_their_number_is_another_thing(heading: str, written: str) -> None:
    (piece,) = read(f"# 佐证材料\n编号 | 材料名称 | 文号 | {heading}\n1 | 甲 | 甲〔2020〕1号 | {written}").evidence
    where = heading == "页码" or "-" in written or "第" in written
    assert (piece.pages, piece.at_pages) == (("", written) if where else (written, ""))


def test_a_piece_of_evidence_stands_where_its_title_or_its_file_does():
    batch = read(
        "# 佐证材料\n编号 | 文号 | 文件名 | 材料名称\n1 | 甲〔2020〕1号 | 甲.pdf | 甲\n2 | 乙〔2020〕1号 | 乙.pdf |\n3 | 丙〔2020〕1号 | |"
    )
    assert [piece.source.cell for piece in batch.evidence] == ["D2", "C3", "A4"]
    assert [piece.number for piece in batch.evidence] == ["1", "2", "3"]


def test_what_has_no_field_of_its_own_stands_in_the_remark_of_the_evidence():
    (piece,) = read(
        "# 佐证材料\n编号 | 材料名称 | 日期 | 落款日期 | 备注 | 说明 | 对应指标 | 对应任务\n1 | 甲 | 2020-05-06 | 2020-05-07 | 乙 | 丙 | 18 | T8"
    ).evidence
    assert (piece.dated, piece.remark, piece.subjects, piece.subjects_written) == (
        "2020-05-06",
        "2020-05-07；乙；丙",
        ("18", "T8"),
        "18、T8",
    )


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("", ()),
        ("15.1", ("15.1",)),
        ("15-1", ("15.1",)),
        ("M4.1", ("M4.1",)),
        ("17", ("17",)),
        ("15", ("15.1", "15.2")),
        ("07", ("7",)),
        ("T7", ("T7",)),
        ("t8-1", ("T8",)),
        ("T99", ()),
        ("0", ()),
        ("99", ()),
        ("15.1、17，18；19,20.1;T7 T8\\n42", ("15.1", "17", "18", "19", "20.1", "T7", "T8", "42")),
        ("17和18及19", ("17", "18", "19")),
        ("18、18", ("18",)),
        ("指标18", ("18",)),
        ("第15项", ("15.1", "15.2")),
        ("第18号指标", ("18",)),
        ("18号", ("18",)),
        ("No.18", ("18",)),
        ("No18", ("18",)),
        ("任务8", ("T8",)),
        ("重点任务8", ("T8",)),
        ("任务第8项", ("T8",)),
        ("重点任务99", ()),
        ("指标任务8", ("8",)),
        ("森林覆盖率", ("18",)),
        ("空气优良率", ("14.1",)),
        ("森林复盖率", ()),  # only like a name
        ("环境空气质量", ("14.1", "14.2")),
        ("水面率、森林覆盖率", ("30", "18")),
        ("河(湖)长和湾(滩)长制", ("13",)),  # a name that holds a separator
        ("生态环境损害责任追究制、环境空气质量和水面率", ("6", "14.1", "14.2", "30")),
        (FIRST, ("T1",)),
        (f"{EIGHTH}、18", ("T8", "18")),
        ("调整优化产业结够", ()),
    ],
)
def test_what_a_piece_of_evidence_stands_for(written, items):
    assert listed(written) == items


# ---- 亮点与特色 --------------------------------------------------------------------------------


def cells(sheet, **told):
    return tuple(Note(text, at(cell, sheet)) for cell, text in told.items())


def test_a_highlight_has_a_title_and_what_was_done():
    batch = read("""
# 亮点与特色
序号 | 标题 | 主要做法 | 佐证编号 | 备注
1 | 湾长制 | 率先试行 | 1-01 | 省级
2 | 无废 | 全域推进 | |
""")
    sheet = "亮点与特色"
    assert batch.highlights == (
        Highlight(
            DEPARTMENT,
            FILE,
            "湾长制",
            "率先试行\n1-01\n省级",
            at("B2", sheet),
            cells(sheet, B2="湾长制", C2="率先试行", D2="1-01", E2="省级"),
            cells(sheet, D2="1-01"),
        ),
        Highlight(DEPARTMENT, FILE, "无废", "全域推进", at("B3", sheet), cells(sheet, B3="无废", C3="全域推进")),
    )
    assert batch.submissions[0].cells == CellCount(13, 6, 7, 0)


def test_prose_on_a_sheet_for_highlights_is_one():
    batch = read("# 亮点与特色\n我市在生态文明建设中先行先试，做法如下文所述\n短")
    text = "我市在生态文明建设中先行先试，做法如下文所述"
    assert batch.highlights == (Highlight(DEPARTMENT, FILE, "", text, at("A1", "亮点与特色"), cells("亮点与特色", A1=text)),)
    assert batch.submissions[0].cells == CellCount(2, 1, 0, 1)


# ---- the lines of a cover ----------------------------------------------------------------------


def test_every_line_of_a_cover_is_a_signature():
    batch = read("""
填报单位:市资源规划局 | 填报日期:2021年1月15日
填报人:张三 | 审核人:李四
单位负责人:王五 | 联系电话:2050101
考核年度:2020 | 单位盖章:已盖章
指标名称 | 2020年
森林覆盖率 | 50.5
""")

    def line(role: str, cell: str, text: str, dated: date | None = None) -> Signature:
        return Signature(DEPARTMENT, FILE, role, text, at(cell), dated)

    assert batch.signatures == (
        line("department", "A1", "市资源规划局"),
        line("filled_on", "B1", "2021年1月15日", date(2021, 1, 15)),
        line("filled_by", "A2", "张三"),
        line("reviewed_by", "B2", "李四"),
        line("leader", "A3", "王五"),
        line("telephone", "B3", "2050101"),
        line("period", "A4", "2020"),
        line("seal", "B4", "已盖章"),
    )
    assert batch.submissions[0].cells == CellCount(12, 9, 3, 0)


@pytest.mark.parametrize("blank", ["年 月 日", "____年__月__日", "_____", "/", "—"])
def test_a_blank_that_nobody_filled_in_is_no_signature(blank):
    batch = read(f"# 封面\n填报日期 | {blank}\n填报人 | 张三")
    assert [signature.role for signature in batch.signatures] == ["filled_by"]
    assert batch.submissions[0].cells == CellCount(4, 1, 3, 0)


@pytest.mark.parametrize(
    ("label", "cell", "dated"),
    [
        ("填报日期", "=d:2021-01-16", date(2021, 1, 16)),
        ("填报日期", "二〇二一年一月十六日", date(2021, 1, 16)),
        ("填报日期", "上周", None),
        ("填报人", "张三 2021-01-16", None),
    ],
)
def test_the_day_on_which_a_ledger_was_filled_in(label, cell, dated):
    batch = read(f"# 封面\n填报单位 | 市资源规划局\n{label} | {cell}")
    assert [(signature.source, signature.dated) for signature in batch.signatures[1:]] == [(at("B2", "封面"), dated)]


# ---- the file ----------------------------------------------------------------------------------


def test_a_file_says_whose_it_is_and_for_which_year():
    (submission,) = read(f"编码 | 指标名称 | 完成值\n18 | 森林覆盖率 | 50.5{STAMP}").submissions
    assert (submission.department, submission.period, submission.edition, submission.container) == (DEPARTMENT, 2020, "舟山2020", "xlsx")
    assert (submission.file, submission.sha256, submission.outcome, submission.message) == (FILE, "0" * 64, "read", "")


def test_every_cell_is_used_or_printed_or_left():
    batch = read("指标名称 | 2020年 | 局长批示\n森林覆盖率 | 50.5 | 同意\n | |\n此表请速报 | =s: | =n:12\n# 另表\n=e:#N/A | =f:A1 | =b:1")
    assert batch.unused == (
        UnusedCell(at("C2"), "同意"),
        UnusedCell(at("A4"), "此表请速报"),
        UnusedCell(at("C4"), "12"),
        UnusedCell(Source(FILE, "另表", "A1"), "#N/A"),
        UnusedCell(Source(FILE, "另表", "B1"), "=A1"),
        UnusedCell(Source(FILE, "另表", "C1"), "TRUE"),
    )
    assert batch.submissions[0].cells == CellCount(11, 1, 4, 6)


def test_a_finding_of_recognition_is_kept_beside_those_of_normalisation():
    assert codes(read("# 表 sheet hidden\n指标名称 | 2020年\n森林覆盖率 | 约50")) == ["H402 ", "N101 B2"]
