"""An office tries its own rules: a table of cases is typed into ledgers, the real stages read them, and each case passes or does not."""

import re
from pathlib import Path

import pytest

import ecoreport as er
from ecoreport.casebook import COLUMNS, Expectation, Trial

SYSTEM = er.load_system()
RULES = """
from ecoreport import Breach, rule

@rule("X001", "verify", "合理性", "绿地面积偏大", "{item}填报{raw}，超过本市历年最高值{most}", "请核对")
def too_green(review):
    '''本市历年不超过15。'''
    for item in ("46", "43"):
        assessment = review.assessments[item]
        if assessment.value is not None and assessment.value > 15 and item == "46":
            words = {"item": item, "raw": assessment.chosen.actual.raw, "most": 15}
            yield Breach(assessment.source, assessment.chosen.department, item, words=words)

@rule("X002", "notice", "完整性", "没有进展", "任务{no}没有写进展", "请补写")
def idle(review):
    '''进展应写明。'''
    for no, task in review.tasks.items():
        if task.chosen is not None and task.chosen.done is None:
            yield Breach(task.chosen.source, task.chosen.department, f"T{no}", words={"no": no})

@rule("X003", "notice", "佐证", "佐证太少", "{department}只有{count}份佐证材料", "请补充")
def few(review):
    '''至少两份。'''
    counts = {}
    for piece in review.batch.evidence:
        counts[piece.department] = counts.get(piece.department, 0) + 1
    for department, count in counts.items():
        if count < 2:
            yield Breach(department=department, words={"department": department, "count": count})

RULES = (too_green, idle, few)
"""


def try_table(folder: Path, table: str, rules: str = RULES, encoding: str = "utf-8", **options) -> tuple[Trial, ...]:
    options.setdefault("system", SYSTEM)
    (folder / "我的规则.py").write_text(rules, "utf-8")
    (folder / "例子.csv").write_bytes(table.encode(encoding))
    return er.open_office(rules=[folder / "我的规则.py"], **options).try_rules(folder / "例子.csv")


def outcomes(trials: tuple[Trial, ...]) -> list[tuple[str, bool]]:
    return [(trial.case.name, trial.passed) for trial in trials]


TABLE = """情形,单位,对象,完成值,状态,完成情况,应报,应说
绿地偏大,市城管局,46,15.2,,,X001,46填报15.2，超过本市历年最高值15
绿地正常,市城管局,城镇人均公园绿地面积,14.8,,,,
没有进展,市城管局,T40,,推进中,,X002,
,市财政局,绿色采购,,推进中,已采购,,
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_case_passes_where_the_rules_say_what_it_expects(tmp_path: Path, encoding: str) -> None:
    trials = try_table(tmp_path, TABLE, encoding=encoding)
    assert outcomes(trials) == [("绿地偏大", True), ("绿地正常", True), ("没有进展", True)]
    assert [[finding.message for finding in trial.found] for trial in trials] == [
        ["46填报15.2，超过本市历年最高值15"], [], ["任务40没有写进展"],
    ]  # fmt: skip


FAILING = {
    "what is expected is not said": ("市城管局,46,14.8,,X001,", [Expectation("X001", "46")], []),
    "what is not expected is said": ("市城管局,46,15.2,,,", [], ["X001"]),
    "it is said in other words": ("市城管局,46,15.2,,X001,偏大", [Expectation("X001", "46", "偏大")], ["X001"]),
    "it is said of another item": ("市城管局,43,96,,X001,\n,市城管局,46,15.2,,,", [Expectation("X001", "43")], ["X001"]),
    "it is said of a task": ("市城管局,46,14.8,,X002,\n,市城管局,T40,,推进中,,", [Expectation("X002", "46")], ["X002"]),
    "it is said once and expected twice": (
        "市城管局,46,15.2,,X001,\n,市城管局,46,,,X001,", [Expectation("X001", "46")], [],
    ),
    "one of two is said": ("市城管局,46,15.2,,X001、X002,", [Expectation("X002", "46")], []),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "missing", "surplus"), FAILING.values(), ids=FAILING.keys())
def test_a_case_fails_and_says_why(tmp_path: Path, lines: str, missing: list[Expectation], surplus: list[str]) -> None:
    (trial,) = try_table(tmp_path, f"情形,单位,对象,完成值,状态,应报,应说\n一,{lines}\n")
    assert not trial.passed
    assert (list(trial.missing), [finding.code for finding in trial.surplus]) == (missing, surplus)


def test_a_finding_of_a_department_answers_the_row_of_any_subject(tmp_path: Path) -> None:
    table = "情形,类别,单位,对象,编号,材料名称,文号,应报\n只有一份,佐证,市城管局,43、46,1,年报,舟城管〔2020〕1号,X003\n两份,佐证,市城管局,43,1,年报,,\n两份,佐证,市城管局,T40,2,名单,,\n"
    assert outcomes(try_table(tmp_path, table)) == [("只有一份", True), ("两份", True)]


def test_everything_that_a_row_may_say_is_typed_into_its_ledger(tmp_path: Path) -> None:
    rules = """
from ecoreport import Breach, rule

@rule("X001", "notice", "完整性", "抄录", "{told}", "无")
def copy(review):
    batch = review.batch
    entry = [entry for entry in batch.entries if entry.year == 2020][0]
    notes = [entry.statement, entry.self_assessment, entry.data_source, entry.evidence, entry.remark, entry.assigned_met]
    figures = [entry.actual, entry.numerator, entry.denominator, entry.average, entry.average_change, entry.assigned, entry.sample_size]
    report, piece = batch.tasks[0], batch.evidence[0]
    told = [entry.subject, entry.file, entry.actual.unit, *(note.text for note in notes), *(str(figure.value) for figure in figures)]
    told += [str(earlier.actual.value) for earlier in batch.entries if earlier.year == 2019]
    told += [note.text for note in (report.status, report.done, report.problem, report.next_step, report.remark)]
    told += [str(report.progress.value), *(str(figure.value) for figure in report.quantities)]
    told += [piece.number, piece.title, piece.document_number, piece.dated, piece.pages, piece.file_name, piece.remark, *piece.subjects]
    told += [f"{sign.role}={sign.text}" for sign in batch.signatures if sign.role != "department"]
    yield Breach(words={"told": " ".join(told)})

RULES = (copy,)
"""
    columns = [
        {"情形": "全", "单位": "市生态环境局", "文件": "年报.xlsx", "对象": "53", "完成值": "86.1", "计量单位": "%", "分子": "861", "分母": "1000",
         "全省平均值": "84", "全省平均变化幅度": "1", "上级下达目标值": "85", "上级认定": "是", "自评": "达标", "完成情况说明": "逐年上升", "数据来源": "调查",
         "佐证编号": "1", "备注": "属实", "样本量": "1000"},
        {"单位": "市生态环境局", "文件": "年报.xlsx", "对象": "53", "年份": "2019", "完成值": "85.5"},
        {"单位": "市生态环境局", "文件": "年报.xlsx", "对象": "T12", "类别": "任务", "状态": "推进中", "进度（%）": "60", "完成情况": "正在建设", "存在问题": "缺地",
         "下一步措施": "协调", "完成量": "2|20|7", "备注": "快了"},
        {"单位": "市生态环境局", "文件": "年报.xlsx", "类别": "佐证", "对象": "53", "编号": "1", "材料名称": "调查报告", "文号": "舟环发〔2020〕1号",
         "日期": "2020-12-01", "页数": "9", "文件名": "调查.pdf", "备注": "原件"},
        {"单位": "市生态环境局", "文件": "年报.xlsx", "类别": "签署", "栏目": "填报人", "内容": "张三", "应报": "X001"},
    ]  # fmt: skip
    table = "\n".join([",".join(COLUMNS), *(",".join(row.get(name, "") for name in COLUMNS) for row in columns)])
    (trial,) = try_table(tmp_path, table, rules)
    told = (
        "53 年报.xlsx % 逐年上升 达标 调查 1 属实 是 86.1 861 1000 84 1 85 1000 85.5 推进中 正在建设 缺地 协调 快了 60 2 20 7 "
        "1 调查报告 舟环发〔2020〕1号 2020-12-01 9 调查.pdf 原件 53 filled_by=张三"
    )
    assert [finding.message for finding in trial.found] == [told]
    assert trial.passed


HEAD = "情形,单位,对象,年份,完成值,应报,应说,类别,栏目\n"
WRONG = {
    "an unknown column": ("情形,单位,对象,完成情,应报\n", "例子文件“例子.csv”有不认识的列“完成情”，是不是“完成情况”；可用的列：情形、类别、单位、"),
    "an unknown column like no other": ("情形,应报,甲乙丙\n", "例子文件“例子.csv”有不认识的列“甲乙丙”；可用的列："),
    "no column of cases": ("单位,对象,应报\n", "例子文件“例子.csv”的第一行没有“情形”一列，请在表头补上。"),
    "no column of what is expected": ("情形,单位,对象\n", "例子文件“例子.csv”的第一行没有“应报”一列，请在表头补上。"),
    "no line": ("", "例子文件“例子.csv”的第一行没有“情形”一列，请在表头补上。"),
    "no case": (HEAD + ",,,,,,,,\n", "例子文件“例子.csv”里没有情形，请在表头下面逐行填写。"),
    "a first row without a case": (HEAD + ",市城管局,46,,15,,,,\n", "例子文件“例子.csv”第2行没有写“情形”。"),
    "a cell under no column": ("情形,对象,应报,\n一,46,,多\n", "例子文件“例子.csv”第2行有一格“多”不在任何列下面。"),
    "a cell beyond the columns": ("情形,对象,应报\n一,46,,多\n", "例子文件“例子.csv”第2行有一格“多”不在任何列下面。"),
    "an unknown department": (HEAD + "一,市城管,46,,15,,,,\n", "例子文件“例子.csv”第2行的单位“市城管”不在单位名录中，是不是“市城管局”。"),
    "an unknown subject": (
        HEAD + "一,市城管局,46,,15,,,,\n二,市城管局,99,,15,,,,\n",
        "例子文件“例子.csv”第3行的对象“99”不是方案中的指标、正文目标或重点任务；请写编码（如 15.1、M4.1、T7）或名称。",
    ),
    "a subject misspelt": (HEAD + "一,市城管局,城镇污水处理律,,15,,,,\n", "，是不是“城镇污水处理率”；请写编码"),
    "no subject": (HEAD + "一,市城管局,,,15,,,,\n", "第2行的对象“”不是方案中的指标"),
    "a name of two subjects": (
        HEAD + "一,市资源规划局,生态环境状况指数(EI),,15,,,,\n", "第2行的对象“生态环境状况指数(EI)”有2个，请改写编码：17、M7.3。",
    ),
    "a year that is none": (HEAD + "一,市城管局,46,去年,15,,,,\n", "第2行的年份“去年”不是四位数的年份。"),
    "an unknown kind": (HEAD + "一,市城管局,46,,15,,,台账,\n", "第2行的类别“台账”不对，应为指标、任务、佐证、签署。"),
    "an unknown place of the cover": (
        HEAD + "一,市城管局,,,,,,签署,局长\n", "第2行的栏目“局长”不对，应为填报人、审核人、单位负责人、联系电话、填报日期、单位盖章。",
    ),
    "a code of another rule": (HEAD + "一,市城管局,46,,15,V101,,,\n", "第2行的应报“V101”不是所给规则的编号（X001、X002、X003）。"),
    "a column of tasks for an item": (
        "情形,单位,对象,状态,应报\n一,市城管局,46,推进中,\n", "例子文件“例子.csv”第2行的“状态”对指标没有意义，请空着。",
    ),
    "a column of items for a task": ("情形,单位,对象,完成值,应报\n一,市城管局,T40,15,\n", "第2行的“完成值”对任务没有意义，请空着。"),
    "a column of items for evidence": ("情形,类别,单位,完成值,应报\n一,佐证,市城管局,15,\n", "第2行的“完成值”对佐证没有意义，请空着。"),
    "a subject for a cover": ("情形,类别,单位,对象,应报\n一,签署,市城管局,46,\n", "第2行的“对象”对签署没有意义，请空着。"),
    "a sentence for two codes": (HEAD + "一,市城管局,46,,15,X001 X002,偏大,,\n", "第2行的“应说”只能对一个“应报”的编号。"),
    "a sentence for no code": (HEAD + "一,市城管局,46,,15,,偏大,,\n", "第2行的“应说”只能对一个“应报”的编号。"),
}  # fmt: skip


@pytest.mark.parametrize(("table", "sentence"), WRONG.values(), ids=WRONG.keys())
def test_a_table_that_cannot_serve_is_one_sentence(tmp_path: Path, table: str, sentence: str) -> None:
    with pytest.raises(er.InputError) as stop:
        try_table(tmp_path, table)
    assert sentence in str(stop.value)


def test_a_table_that_is_not_there_or_is_no_text_is_one_sentence(tmp_path: Path) -> None:
    office = er.open_office()
    with pytest.raises(er.InputError, match=r"找不到例子文件“.*没有\.csv”。"):
        office.try_rules(tmp_path / "没有.csv")
    (tmp_path / "坏.csv").write_bytes(b"\xff\xff\xff")
    with pytest.raises(er.InputError, match=r"例子文件“坏\.csv”既不是 UTF-8 也不是 GBK 编码"):
        office.try_rules(tmp_path / "坏.csv")


def test_a_remark_that_explains_may_be_called_so(tmp_path: Path) -> None:
    table = "情形,单位,对象,说明,应报\n写了进展,市城管局,T40,正在建设,\n没有写,市城管局,T40,,\n"
    assert outcomes(try_table(tmp_path, table)) == [("写了进展", True), ("没有写", True)]
    trials = try_table(tmp_path, "情形,单位,对象,完成值,说明,应报\n一,市城管局,46,15.2,含口袋公园,X001\n")
    assert trials[0].case.rows[0]["statement"] == "含口袋公园"


def test_empty_columns_and_lines_are_passed_over(tmp_path: Path) -> None:
    table = "情形,单位,对象,完成值,应报,,\n\n一,市城管局,46,15.2,X001,,\n,,,,,,\n"
    assert outcomes(try_table(tmp_path, table)) == [("一", True)]


def test_a_case_may_be_told_in_several_places(tmp_path: Path) -> None:
    table = "情形,单位,对象,完成值,应报\n一,市城管局,46,15.2,X001\n二,市城管局,46,14,\n一,市城管局,43,96,\n"
    trials = try_table(tmp_path, table)
    assert outcomes(trials) == [("一", True), ("二", True)]
    assert len(trials[0].case.rows) == 2


def test_the_period_is_the_office_s(tmp_path: Path) -> None:
    table = "情形,单位,对象,年份,完成值,应报\n当年,市城管局,46,,15.2,X001\n往年,市城管局,46,2020,15.2,\n"
    assert outcomes(try_table(tmp_path, table, period=2021)) == [("当年", True), ("往年", True)]


def test_a_rule_that_fails_in_its_body_fails_its_case(tmp_path: Path) -> None:
    (trial,) = try_table(
        tmp_path, "情形,单位,对象,完成值,应报\n一,市城管局,46,15.2,X001\n", RULES.replace("assessment.value > 15", "assessment.none > 15")
    )
    assert not trial.passed
    assert [finding.code for finding in trial.found] == ["U101"]
    assert "没有“none”这一项" in trial.found[0].message


def test_rules_that_cannot_be_loaded_cannot_be_tried(tmp_path: Path) -> None:
    with pytest.raises(er.InputError, match=r"^规则文件未能运行（我的规则\.py第1行）：“too_green”没有定义。$"):
        try_table(tmp_path, "情形,应报\n", "RULES = (too_green,)")


def test_the_manual_s_cases_pass_with_the_manual_s_rule(tmp_path: Path) -> None:
    manual = (Path(__file__).parent.parent / "docs" / "操作手册.md").read_text("utf-8")
    rules, cases = (re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```", manual, re.DOTALL)[1] for mark in ("own-rule", "own-rule-cases"))
    assert [trial.passed for trial in try_table(tmp_path, cases, rules)] == [True, True, True]
