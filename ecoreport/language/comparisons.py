"""Words and signs that hold a number against another: before it (不少于, 达到, 降至), and behind it (以上, 以内)."""

from ecoreport.language.alternatives import any_of
from ecoreport.language.changes import FALLS, RISES

_MUST = r"(?:(?:应当?|须|必须|需)?不(?:得|应当?|能|可|宜|会|再)?)"
AT_LEAST = any_of(
    rf"{_MUST}(?:低于|少于|小于|短于|亚于|差于) (?:大于|高于|多于)或?等于 等于或者?(?:大于|高于) 达到或者?(?:超过|高于|优于|大于)",
    "至少(?:达到|为)? 最低(?:达到|为)? 最少",
)
AT_MOST = any_of(
    rf"{_MUST}(?:高于|超过|大于|多于|超出|突破|长于|超(?!过|出|标|越)) 未(?:超过|超出|高于|大于|突破) (?:小于|低于|少于)或?等于",
    "等于或者?(?:小于|低于) 至多 最多 最高不?(?:超过)?",
)
MORE = any_of("大于 高于 超过 多于 超出 高出")
LESS = any_of("小于 低于 少于 不足 不到 不满")
REACHES = any_of("达到 达 达至", *(f"{word}{to}" for word in RISES.split() for to in ("到", "至")), "增至 升至 升到")
FALLS_TO = any_of(*(f"{word}{to}" for word in FALLS.split() for to in ("到", "至")), "降至 降到 减至 控制在 控制到 控制于 限制在")
COMPARED = any_of(AT_LEAST, AT_MOST, MORE, LESS, REACHES, FALLS_TO)  # whatever leads to a number
BEHIND_LEAST, BEHIND_MOST = "(?:及|或)?以上", any_of("及?以下 或以下 以内 之内")
