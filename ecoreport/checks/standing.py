"""依据: what the batch itself says against a value, as the judge found it (contract: Standing)."""

from collections.abc import Iterator

from ecoreport.checks.common import told
from ecoreport.rules import ERROR, VERIFY, Breach, Review, Rule, rule

_FOLLOWS = ("V101", "V102", "K101")


@rule(
    "K112",
    ERROR,
    "一致性",
    "旁注写的是另一个数",
    "{subject}填报“{raw}”，旁边却写着“{note}”，说的是{other}",
    "请核对以哪一个为准，改正另一处后重报",
    silences=_FOLLOWS,
)
def another_figure(review: Review) -> Iterator[Breach]:
    """完成情况说明、备注、批注里说到同一指标同一年的数，应与完成值一致。"""
    yield from told(review, "another_figure")


@rule(
    "K121",
    ERROR,
    "一致性",
    "旁注的数量算出另一个数",
    "{subject}填报“{raw}”，旁边却写着“{note}”，按此算是{other}",
    "请核对以哪一个为准，改正另一处后重报",
    silences=_FOLLOWS,
)
def counted_otherwise(review: Review) -> Iterator[Breach]:
    """完成情况说明、备注里写明应有多少、做到多少的，算出的比例应与完成值一致。"""
    yield from told(review, "counted_otherwise")


@rule(
    "K122",
    VERIFY,
    "一致性",
    "说明还有没做完的",
    "{subject}填报“{raw}”，旁边却写着“{note}”，“{said}”说明没有全部做到",
    "请核对是否确已做到；已经做到的，写明结果，没有做到的，改正填报的结论",
)
def left_undone(review: Review) -> Iterator[Breach]:
    """说做到了、又说缺一块、在报批、部分完成的，不能作为已经做到的依据。"""
    yield from told(review, "left_undone")


@rule(
    "K123",
    VERIFY,
    "一致性",
    "旁注对数值有保留",
    "{subject}填报“{raw}”，旁边写着“{note}”，“{said}”说明可能不是本年全年的实际数",
    "请填报{year}年全年实际数；这就是的，请改正旁注",
)
def held_back(review: Review) -> Iterator[Breach]:
    """旁注说是快报、推算、阶段数、往年来源、计划数、得分的，不能当作确数。"""
    yield from told(review, "held_back")


@rule(
    "K113",
    VERIFY,
    "一致性",
    "说明与历年数据不符",
    "{subject}填报“{raw}”（上年{last}），说明却是“{note}”",
    "请核对本年、上年数据和说明，改正不符的一处",
)
def against_series(review: Review) -> Iterator[Breach]:
    """说明里的升降应与两年的数一致。"""
    yield from told(review, "against_series")


@rule(
    "K114",
    ERROR,
    "一致性",
    "说明写数据尚未形成",
    "{subject}填报“{raw}”，旁边却写着“{note}”",
    "数据尚未形成的，完成值填“暂无”，形成后补报；已形成的，请改正说明",
    silences=_FOLLOWS,
)
def still_to_come(review: Review) -> Iterator[Breach]:
    """数据还没有形成，就不能有完成值。"""
    yield from told(review, "still_to_come")


@rule(
    "K115",
    VERIFY,
    "一致性",
    "完成值像是目标值",
    "{subject}填报“{raw}”，与指标值“{target}”相同，说明写的是“{note}”",
    "请填报实际完成值",
)
def copied_target(review: Review) -> Iterator[Breach]:
    """完成值与指标值一位不差、旁边说的又是目标或计划的，多为照抄。"""
    yield from told(review, "copied_target")


@rule(
    "K116",
    VERIFY,
    "一致性",
    "完成值像是上年数",
    "{subject}填报“{raw}”，与上年值相同，说明写的是“{note}”",
    "请填报{year}年的实际完成值；确与上年相同的，在备注中说明原因",
)
def copied_last(review: Review) -> Iterator[Breach]:
    """完成值与上年一位不差、说明也是上年的，多为照抄。"""
    yield from told(review, "copied_last")


@rule(
    "K117",
    VERIFY,
    "一致性",
    "判定依据几处不一",
    "{subject}的{fact}，{who}填“{first}”，{whose}填“{other}”，暂按前者判定",
    "请核对来源；由省里公布或下达的，创建办可填入汇总表的“待补清单”或指标体系工作簿的“参照值”表",
)
def facts_differ(review: Review) -> Iterator[Breach]:
    """全省平均、上级下达目标等判定依据，各处应一致。"""
    yield from told(review, "facts")


@rule(
    "K118",
    ERROR,
    "一致性",
    "自称上级认定而未达下达目标",
    "{subject}填报“{raw}”，未达到上级下达目标值{assigned}，上级认定一栏却填“{said}”",
    "请核对上级下达目标值和认定结果，附认定文件",
)
def recognised_though_missed(review: Review) -> Iterator[Breach]:
    """上级认定应有文件，且与下达目标值的完成情况相符。"""
    yield from told(review, "recognised_though_missed")


@rule(
    "K119",
    VERIFY,
    "一致性",
    "没有填完成值",
    "{subject}没有填完成值，分子{numerator}÷分母{denominator}为{computed}，未予采用",
    "请填报完成值；就是{computed}的，照填即可",
)
def not_divided(review: Review) -> Iterator[Breach]:
    """只填了分子分母的，算出的数只作建议，由报送单位确认。"""
    yield from told(review, "not_divided")


@rule(
    "K120",
    VERIFY,
    "一致性",
    "分母为零",
    "{subject}填报“{raw}”，分子{numerator}、分母{denominator}，算不出这个数",
    "分母确为零的，在备注中说明本指标是否适用",
)
def divided_by_nothing(review: Review) -> Iterator[Breach]:
    """分母为零，比例无从谈起。"""
    yield from told(review, "divided_by_nothing")


@rule(
    "K124",
    ERROR,
    "一致性",
    "分子大于分母",
    "{subject}填报“{raw}”，分子{numerator}却大于分母{denominator}",
    "请核对分子、分母的数值、单位和口径",
    silences=("K104",),
)
def part_beyond_whole(review: Review) -> Iterator[Breach]:
    """比例的分子是分母的一部分，不会更大。"""
    yield from told(review, "part_beyond_whole")


@rule(
    "K126",
    VERIFY,
    "一致性",
    "同行另有两数算出别的比例",
    "{subject}填报“{raw}”，同一行没有认出的{first}、{second}两数相除为{computed}",
    "请核对这两个数是不是分子、分母；是的，改正不符的一处，并在表头写明“分子”“分母”",
)
def unread_parts(review: Review) -> Iterator[Breach]:
    """自行设计的表里没有写明分子、分母的，两数相除与完成值相近而不等，应核实。"""
    yield from told(review, "unread_parts")


@rule(
    "K127",
    VERIFY,
    "一致性",
    "旁注的各部分与总数不符",
    "{subject}填报“{raw}”，旁边却写着“{note}”，{other}",
    "请核对总数和各部分，改正不符的一处",
)
def parts_disagree(review: Review) -> Iterator[Breach]:
    """旁注逐个列出各部分的，量应加得起来，率应高低互见。"""
    yield from told(review, "parts_disagree")


@rule(
    "K125",
    VERIFY,
    "一致性",
    "旁注写的判定依据不同",
    "{subject}的{fact}填“{first}”，旁边却写着“{note}”，说的是{other}",
    "请核对判定依据，改正不符的一处",
)
def facts_noted(review: Review) -> Iterator[Breach]:
    """备注、说明里说到的全省平均、下达目标、往年值的更正，应与所填一致。"""
    yield from told(review, "facts_noted")


@rule(
    "A105",
    VERIFY,
    "责任",
    "判定依据仅由配合单位提供",
    "{subject}的{fact}“{fact_raw}”只有{who}填报，暂按此判定",
    "请{lead}核对后填报，或由创建办填入“参照值”表",
)
def fact_of_supporter(review: Review) -> Iterator[Breach]:
    """判定依据先取创建办的，再取牵头单位的；只有配合单位提供的须核实。"""
    yield from told(review, "fact_of_supporter")


@rule(
    "A106",
    VERIFY,
    "责任",
    "上级认定没有文件",
    "{subject}的上级认定由报送单位自填“{said}”，没有列出认定文件",
    "请在佐证材料中列出上级考核认定文件及文号",
)
def recognised_by_itself(review: Review) -> Iterator[Breach]:
    """上级认定应以文件为准。"""
    yield from told(review, "recognised_by_itself")


RULES: tuple[Rule, ...] = (
    another_figure,
    counted_otherwise,
    left_undone,
    held_back,
    against_series,
    still_to_come,
    copied_target,
    copied_last,
    facts_differ,
    recognised_though_missed,
    not_divided,
    divided_by_nothing,
    part_beyond_whole,
    unread_parts,
    parts_disagree,
    facts_noted,
    fact_of_supporter,
    recognised_by_itself,
)
