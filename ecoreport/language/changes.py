"""Words of change: what rises, what falls, and how names say that a change is what they measure (下降率, 年增量, 增幅)."""

from ecoreport.language import patterns as re

RISES = "提高 提升 上升 增长 增加 升高 递增 扩大 增大 增强 增多 上涨 上浮 加大"
FALLS = "下降 降低 减少 削减 递减 减小 缩小 缩减 压减 减低 减轻 回落 下调 下浮"
_VERB = f"(?:{'|'.join((*RISES.split(), *FALLS.split()))})"
# 减量化 and 增强型 name work or a thing; 变化 alone (气候变化) measures nothing.
_CHANGE = re.compile(
    rf"(?:{_VERB}|变化|变动|改善)的?(?:幅度?|比例|比率|率|量|数量|数|额|速度)"
    rf"|[增减升降涨跌变]幅|增速|增量|减量(?!化)|增减|同比|环比|{_VERB}(?=\(|（|$)"
)


def names_change(name: str) -> bool:
    """Does an item of this name report a change (and may therefore be negative), not a level."""
    return _CHANGE.search(name) is not None
