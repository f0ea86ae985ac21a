"""The day of a report is heard without a label: beside the sender, under the title, at the foot, in a sign-off."""

import pytest
from written_ledgers import read

TABLE = "序号 | 指标名称 | 单位 | 2020年\n43 | 城镇污水处理率 | % | 96.9"
HEARD = [
    ("beside the sender", f"指标完成情况\n填报单位：市城管局 | | 2021年1月17日\n{TABLE}", "2021年1月17日"),
    ("written with points", f"指标完成情况\n填报单位：市城管局 | | 2021.1.17\n{TABLE}", "2021.1.17"),
    ("without its year", f"指标完成情况\n填报单位：市城管局 | | 1月17日\n{TABLE}", "1月17日"),
    ("in Chinese numerals", f"指标完成情况\n填报单位：市城管局 | | 二〇二一年一月十七日\n{TABLE}", "二〇二一年一月十七日"),
    ("beside the title", f"指标完成情况 | | 2021-01-17\n{TABLE}", "2021-01-17"),
    ("right over the headings too", f"指标完成情况 | | 2021年1月17日\n{TABLE}", "2021年1月17日"),
    ("in brackets under the title", f"指标完成情况\n（2021年1月17日）\n{TABLE}", "（2021年1月17日）"),
    ("alone under the table", f"指标完成情况\n{TABLE}\n\n | | | 2021年1月17日", "2021年1月17日"),
    ("in a sign-off", f"指标完成情况\n{TABLE}\n市城管局 2021年1月17日", "市城管局 2021年1月17日"),
    ("in one with a seal", f"指标完成情况\n{TABLE}\n | 市城管局（盖章）2021年1月17日", "市城管局（盖章）2021年1月17日"),
    ("with the word for filling in", f"指标完成情况\n{TABLE}\n | 2021年1月17日填报", "2021年1月17日填报"),
    ("beside who filled in", f"指标完成情况\n{TABLE}\n填报人：张三 | | 2021年1月17日", "2021年1月17日"),
    ("at the foot and at the head", f"指标完成情况 | | 2021年1月12日\n{TABLE}\n2021年1月17日", "2021年1月12日 2021年1月17日"),
    ("a labelled day is enough", f"指标完成情况\n填报日期：2021年1月15日 | | 2021年1月17日\n{TABLE}", "2021年1月15日"),
    ("a blank for it is not", f"指标完成情况\n填报日期：  年  月  日\n{TABLE}\n2021年1月17日", "2021年1月17日"),
    ("the end of a quarter is what figures stand for", f"指标完成情况\n（2020年12月31日）\n{TABLE}", ""),
    ("as is that of another one", f"指标完成情况\n填报单位：市城管局 | | 9月30日\n{TABLE}", ""),
    ("another year's day is something else's", f"指标完成情况\n2018年9月20日\n{TABLE}", ""),
    ("a month is no day", f"指标完成情况\n2021年1月\n{TABLE}", ""),
    ("nor is a number", f"指标完成情况 | 1.17\n{TABLE}", ""),
    ("nor a day told of something", f"指标完成情况\n{TABLE}\n注：污水处理厂于2020年5月6日投运", ""),
    ("nor that of a paper", f"指标完成情况\n{TABLE}\n舟政发〔2020〕12号 2020年5月6日", ""),
    ("nor one in a table", "序号 | 指标名称 | 单位 | 2020年 | 备注\n43 | 城镇污水处理率 | % | 96.9 | 2021年1月17日", ""),
    ("nor one beside a row", f"{TABLE} | 2021年1月17日", ""),
    ("several are a list", f"指标完成情况\n{TABLE}\n\n2020年5月6日\n2020年6月7日\n2020年7月8日", ""),
    ("no day of the calendar", f"指标完成情况\n2021年13月17日\n{TABLE}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("ledger", "days"), [pytest.param(*case, id=name) for name, *case in HEARD])
def test_a_day_that_stands_by_itself_is_the_report_s(ledger: str, days: str) -> None:
    batch = read(ledger)
    assert " ".join(sign.text for sign in batch.signatures if sign.role == "filled_on" and sign.source.cell) == days
    assert [entry.actual.raw for entry in batch.entries] == ["96.9"]
