"""Where a text says that figures come from, and how it says that they were worked out."""

from ecoreport.language import patterns as re

_TITLE = r"《[^《》]{2,40}》[^，,。；;]{0,12}"
_GIVEN = r"(?:数据|资料|指标值?)?(?:(?:来源|出处)(?:于|为|是|[:：])|取自|摘自|引自|出自)|(?:数据|资料)(?:来自于?|由)"
_FROM = re.compile(rf"(?:{_GIVEN})[“\"]?(?P<from>{_TITLE}|[^，,。；;：:]{{2,40}}?)(?=[，,。；;]|提供|$)")
_DIVIDED = re.compile(r"[^，,。；;\n]*\d[^，,。；;\n]{0,12}(?:÷|/|除以)[^，,。；;\n]{0,8}\d[^，,。；;\n]*")
_DATED = re.compile(r"\d{4}/\d{1,2}/\d{1,2}")


def source_in(text: str) -> str:
    """Name where a text says that its figures come from: 数据来源于《2020年统计年鉴》; "" where it does not say."""
    match = _FROM.search(text)
    return match["from"].strip('“”" ') if match else ""


def working_in(text: str) -> str:
    """Give the clause in which a text divides one number by another: 187÷200=93.5%; "" where none does."""
    match = _DIVIDED.search(_DATED.sub("", text))
    return match[0].strip() if match else ""
