"""What the office is asked where something that it typed cannot be taken as it stands."""

from collections.abc import Iterable, Iterator

from ecoreport.model import Finding, Question
from ecoreport.rules import VERIFY, Rule

NO_BASIS = Rule(
    "J101", VERIFY, "一致性", "核定值没有核定依据",
    "{subject}的{named}“{text}”没有写{ground}，暂不采用",
    "请在{sheet}该行的“{ground}”写明向谁、何时、凭什么核定，如“2021年2月3日电话向某某科核实”",
    note="核定值替代单位填报的数，要有据可查；没有依据的不采用。", doubts=False,
)  # fmt: skip
NOT_A_VALUE = Rule(
    "J102", VERIFY, "一致性", "核定值看不懂",
    "{subject}的{named}“{text}”{why}，暂不采用",
    "请按方案的单位（{unit}）只写一个数；重点任务写完成的百分数或“已完成”“推进中”“滞后”“未启动”",
    note="核定值按方案的单位填写，一格一个数；能两解的不替创建办定。", doubts=False,
)  # fmt: skip
SEVERAL = Rule(
    "J103", VERIFY, "一致性", "核定值写在涉及多项的问题旁",
    "核定值“{text}”写在涉及{subject}的问题旁，不知道是哪一项的，暂不采用",
    "请写在只涉及一项的问题旁；按表读法不明的，填“选读法”",
    note="一个问题涉及几项或不涉及任何一项时，一个核定值不能说明是谁的。", doubts=False,
)  # fmt: skip
NOT_A_DAY = Rule(
    "J104", VERIFY, "时限", "日期看不懂",
    "{subject}的{what}“{text}”不是一个完整的日期，暂不采用",
    "请写成 2021-03-31 这样的形式，写明年份",
    note="整改期限、豁免至写的是日期；缺年份的不代填。",
)  # fmt: skip
NO_REASON = Rule(
    "J105", VERIFY, "时限", "豁免没有理由",
    "{subject}豁免至{text}，没有写理由，暂不采用",
    "请在同一行的“备注”写明豁免的理由",
    note="豁免的理由写在备注里；没有理由的不算豁免。",
)  # fmt: skip
NOT_A_READING = Rule(
    "J106", VERIFY, "一致性", "选读法不在所列之中",
    "{subject}的选读法“{text}”不是所列读法之一（{letters}），暂不采用",
    "请只填问题中所列读法的字母；没有列出读法的，填“核定值”和“核定依据”",
    note="读法按问题里所列的字母选，选了的按表头记住，同样的表以后照此读。", doubts=False,
)  # fmt: skip
TWICE = Rule(
    "J107", VERIFY, "一致性", "同一处填了两个不同的内容",
    "{subject}的{what}有两个不同的内容：“{text}”（{one}）和“{other_text}”（{other}），{taken}",
    "请只留一个，另一处清空或改成一致",
    note="汇总表有几份副本，或同一个问题有几行时，两处填得不同的要问清。", doubts=False,
)  # fmt: skip
REPORTED_ANEW = Rule(
    "J108", VERIFY, "一致性", "核定之后又报来不同的数",
    "{subject}核定为“{text}”（当时填报为“{before}”），此后又报来“{after}”，现仍按核定值",
    "请确认以哪一个为准：仍用核定值的，在“核定依据”补写理由；改用新报数的，清空“核定值”",
    note="核定之后单位又重报了别的数，核定是否还有效，由创建办决定。", doubts=False,
)  # fmt: skip
NO_GROUND = Rule(
    "J109", VERIFY, "一致性", "参照值没有依据",
    "{subject}的{what}“{text}”没有写依据，已按它判定，依据存疑",
    "请在待补清单该行的“依据”写明文件、公报或何处何时取得",
    note="全省平均、上级下达目标是别处定的数，要有出处；没有写出处的照样参与判定，结论标存疑。",
)  # fmt: skip
NOT_LISTED = Rule(
    "J110", VERIFY, "一致性", "所属类型不在方案所列之中",
    "{subject}的{what}“{text}”不是方案分列的类型之一（{choices}），暂不采用",
    "请在待补清单该行只填所列类型之一",
    note="指标值按类型分档的，只有方案列出的类型能用来取一档。", doubts=False,
)  # fmt: skip

RULES: tuple[Rule, ...] = (NO_BASIS, NOT_A_VALUE, SEVERAL, NOT_A_DAY, NO_REASON, NOT_A_READING, TWICE, REPORTED_ANEW, NO_GROUND, NOT_LISTED)
_BY_KIND = {
    "no_basis": NO_BASIS, "not_a_value": NOT_A_VALUE, "several": SEVERAL, "not_a_day": NOT_A_DAY, "no_reason": NO_REASON,
    "not_a_reading": NOT_A_READING, "twice": TWICE, "reported_anew": REPORTED_ANEW, "no_ground": NO_GROUND, "not_listed": NOT_LISTED,
}  # fmt: skip


def ask(questions: Iterable[Question]) -> Iterator[Finding]:
    """Word what the office is asked about what it typed; it is the office's own, of no department."""
    for each in questions:
        key = f"{each.row}.{each.words.get('what', '')}"
        yield _BY_KIND[each.kind].finding(each.source, subject=each.subject, key=key, words=each.words)
