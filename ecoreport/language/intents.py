"""What a sentence speaks of before it comes to a number: what is to be reached, or what has been."""

from ecoreport.language import patterns as re
from ecoreport.language.alternatives import any_of

_AHEAD = re.compile(
    any_of(
        "预计 拟 力争 争取 确保 计划 规划 目标 要求 打算 下一步 下步 明年 下年 下一年 次年 今后 下阶段 远期 努力 有望 应达 须达 "
        "指标值 考核值"
    )
    + r"|十[四五]五|将(?:达|提高|提升|实现|进一步|继续)|(?<![直达])到20\d\d年"
)
_REACHED = re.compile(
    any_of("完成 实现 超额 达成 高于 优于 好于 超过 低于 对照 按照 按 根据 依据 围绕 满足 符合 落实 提前 优于 超出 制定 编制 印发")
)
_CLAUSES = re.compile(r"[,，:：()（）]")


def looks_ahead(text: str) -> bool:
    """Does a clause speak of what is planned, asked for or expected, and not of its having been reached: 力争到年底."""
    return any(_AHEAD.search(clause) and not _REACHED.search(clause) for clause in _CLAUSES.split(text))
