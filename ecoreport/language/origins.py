"""Where a text says that figures come from, on whose orders they are told, and how it says that they were worked out."""

from ecoreport.language import patterns as re

_TITLE = r"《[^《》]{2,40}》[^，,。；;]{0,12}"
_GIVEN = r"(?:数据|资料|指标值?)?(?:(?:来源|出处)(?:于|为|是|[:：])|取自|摘自|引自|出自)|(?:数据|资料)(?:来自于?|由)"
_FROM = re.compile(rf"(?:{_GIVEN})[“\"]?(?P<from>{_TITLE}|[^，,。；;：:]{{2,40}}?)(?=[，,。；;]|提供|$)")
_DIVIDED = re.compile(r"[^，,。；;\n]*\d[^，,。；;\n]{0,12}(?:÷|/|除以)[^，,。；;\n]{0,8}\d[^，,。；;\n]*")
_GROUNDS = re.compile(  # 根据《…行动计划》(浙政发〔2018〕3号)要求报送的|2020年指标数据
    r"(?:根据|依据|依照|按照?|遵照|参照|对照|围绕|为?(?:落实|贯彻|执行|响应))[^《》,，。;；:：]{0,8}"
    r"(?:《[^《》]*》(?:[(（〔][^()（）]*[)）])?[、和及与]?)+"
    r"(?:[^,，。;；:：《》\d]{0,10}?(?:要求|规定|精神|部署|办法|通知|安排|标准|方法|口径|规则|细则)|(?:统计|测算|核算|计算|编制|填报|报送|上报|开展|实施|评价|完成))*的?"
)
_DATED = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")


def without_grounds(text: str) -> str:
    """Leave out on what grounds something is told, 根据《…计划》要求报送的, 按照《…办法》(2016年)统计的: they say nothing of it."""
    return _GROUNDS.sub("", text) if "《" in text else text


def source_in(text: str) -> str:
    """Name where a text says that its figures come from: 数据来源于《2020年统计年鉴》; "" where it does not say."""
    match = _FROM.search(text)
    return match["from"].strip('“”" ') if match else ""


def working_in(text: str) -> str:
    """Give the clause in which a text divides one number by another: 187÷200=93.5%; "" where none does."""
    match = _DIVIDED.search(_DATED.sub("", text))
    return match[0].strip() if match else ""
