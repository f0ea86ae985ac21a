"""Branches: one requirement for 山区, another for 丘陵区, and which of them a place belongs to."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from ecoreport.language import patterns as re
from ecoreport.model import Facts
from ecoreport.records import dataclass
from ecoreport.targets.nodes import KIND, YEAR, Answer, Node, gather_needs, join_answers
from ecoreport.targets.spelling import KIND_OF_PLACE
from ecoreport.targets.tokens import fold_widths, is_weak

_SUFFIX = re.compile(r"(?:地区|区域|地带|地|区)$")
_COASTS = frozenset({"沿海", "内陆", "滨海", "海岛", "平原", "丘陵", "东部", "中部", "西部", "南方", "北方"})
_JOINS = re.compile(r"[、,/]|以及|及|和|与|或")
_SPELT_OUT = {  # a label that covers more than its own name
    "超特大城市": ("超特大城市", "超大城市", "特大城市"),
    "大中城市": ("大中城市", "大城市", "中等城市"),
    "中小城市": ("中小城市", "中等城市", "小城市"),
    "山地丘陵": ("山地丘陵", "山", "丘陵"),
    "东中部": ("东中部", "东部", "中部"),
    "中西部": ("中西部", "中部", "西部"),
    "干旱半干旱": ("干旱半干旱", "干旱", "半干旱"),
}
_SAME = {
    "东": "东部", "中": "中部", "西": "西部", "中城市": "中等城市",
    "地级市": "市", "设区市": "市", "设区的市": "市", "市级": "市", "县级": "县", "县域": "县",
}  # fmt: skip
_SIZES = {"超": "超大", "超大": "超大", "特": "特大", "特大": "特大", "大": "大", "中": "中等", "中等": "中等", "小": "小"}
REST = "其他地区"
_REST = frozenset({"其他", "其余", "其它", "其他城市", "其余城市", "其它城市"})
BranchSort = Literal["terrain", "size", "coast", "climate", "region", "level", "year", "standing", "rest", "other"]
_SORTS: dict[BranchSort, str] = {
    "coast": "沿海|滨海|内陆|海岛",
    "terrain": "山|丘陵|平原|高原|高寒|草原|林区|牧区|农区|湖区|库区|水网|浅山",
    "size": "[大中小特]等?城市|型",
    "climate": "干旱|湿润|缺水|丰水",
    "region": "[东西南北]部|中部|中西部|东北|西北|西南|华北|华东|华南|[南北]方|^[东中西]$",
}
_REACHED, _NOT_REACHED = frozenset({"已达标", "达标"}), frozenset({"未达标", "不达标"})


def name_branch(text: str) -> str:
    """Fold a branch's name: 丘陵区, 丘陵地区 and 丘陵 are one, 大城市 and 特大城市 are two."""
    folded = re.sub(r"\s+", "", fold_widths(text))
    bare = _SUFFIX.sub("", folded)
    bare = _SUFFIX.sub("", bare) if bare.endswith(("地区", "山区")) else bare
    bare = bare.removesuffix("城市") if bare.removesuffix("城市") in _COASTS else bare
    return _SAME.get(bare, bare) or folded


def spell_out(label: str) -> frozenset[str]:
    """List every branch that a label covers: 超、特大城市 is 超大城市 and 特大城市."""
    parts = _JOINS.split(label)
    names: set[str] = set()
    for part in parts:
        name = f"{_SIZES[part]}城市" if part in _SIZES and parts[-1].endswith("城市") else name_branch(part)
        names.update(_SPELT_OUT.get(name, (name,)))
    if len(parts) > 1:
        names.add(name_branch(label))
    return frozenset(names)


def _spell(label: str) -> str:
    """≥50(东): 东 alone is no word."""
    return name_branch(label) if len(label) == 1 and label not in "市县区镇乡村" else label


def name_sort(label: str) -> BranchSort:
    """Name the dimension that a kind of place belongs to: 丘陵区 is of the terrain, 中小城市 of the size."""
    names = spell_out(label)
    if names & _REST:
        return "rest"
    if names <= _REACHED | _NOT_REACHED:
        return "standing"
    if is_weak(label):
        return "year" if re.search(r"\d", label) else "level"
    return next((sort for sort, words in _SORTS.items() if re.search(words, label)), "other")


def kinds_of(text: str) -> frozenset[str]:
    """Take a compound apart: 东部地区大城市 and 东部地区、大城市 are 东部 and 大城市; what is no compound is one kind."""
    folded = _JOINS.sub("", re.sub(r"\s+|的", "", fold_widths(text)))
    parts = [match[0] for match in KIND_OF_PLACE.finditer(folded)]
    return frozenset(map(name_branch, parts)) if "".join(parts) == folded else frozenset({name_branch(text)})


@dataclass(frozen=True, slots=True)
class Branch:
    label: str
    node: Node
    names: frozenset[str]

    def covers(self, kinds: frozenset[str]) -> bool:
        """Is a place of these kinds in it: for a compound (东部地区大城市) each of its parts must be among them."""
        own = kinds_of(self.label) if len(self.names) == 1 else frozenset[str]()
        return bool(kinds & self.names) or (len(own) > 1 and all(spell_out(part) & kinds for part in own))

    @property
    def sort(self) -> BranchSort:
        return name_sort(self.label)


@dataclass(frozen=True, slots=True)
class Branches:
    """One requirement for each kind of place; without knowing the kind nothing is decided."""

    parts: tuple[Branch, ...]
    standing: Node | None = None  # for 已达标地区/未达标地区: the requirement that tells which of them a place is

    @property
    def needs(self) -> frozenset[str]:
        own = gather_needs(branch.node for branch in self.parts)
        return own if self.tells_standing and self.standing else own | {"branch"}

    @property
    def tells_standing(self) -> bool:
        """Are these the places that have reached the target already, and those that have not."""
        return all(branch.names <= _REACHED | _NOT_REACHED for branch in self.parts)

    def choose(self, own: Iterable[str]) -> str | None:
        """Choose which of a place's own kinds (丘陵区, 中小城市, 沿海地区) the branches go by: a named one before 其他地区.

        The rest is for a place whose kind of the branches' own sort is known, and no other.
        """
        kinds = [kind for kind in own if kind.strip()]
        sorts = {branch.sort for branch in self.parts}
        named = (kind for kind in (*kinds, "、".join(kinds)) if (found := self.find(kind)) and found.sort != "rest")
        return next(named, None) or next((kind for kind in kinds if name_sort(kind) in sorts and self.find(kind)), None)

    def find(self, name: str | None) -> Branch | None:
        """Find the branch of a place, the rest (其他地区) last."""
        if not name or not name.strip():
            return None
        wanted = name_branch(name)
        found = [branch for branch in self.parts if wanted in branch.names] or [
            branch for branch in self.parts if branch.covers(kinds_of(name))
        ]
        if found:
            return found[0] if len(found) == 1 else None  # the same name twice: of two kinds of place, and only one is known
        return next((branch for branch in self.parts if branch.names & _REST and len(self.parts) > 1), None)

    def hold(self, facts: Facts) -> Answer:
        if branch := self.find(facts.branch) or self._find_by_year(facts):
            answer = branch.node.hold(facts)
            return Answer(answer.truth, f"属{_spell(branch.label)}，{answer.sentence}", answer.gap, answer.missing, answer.by_words)
        answers = [branch.node.hold(facts) for branch in self.parts]
        if self.tells_standing:
            return self._hold_by_standing(facts, answers)
        labels = "、".join(branch.label for branch in self.parts)
        if facts.branch and facts.branch.strip():
            return Answer(None, f"{facts.branch.strip()}不在指标值所列的{labels}之内，需确认{KIND}", missing=(KIND,))
        if agreed := self._agree(answers):
            return replace(agreed, reason=f"指标值按{labels}分列，属哪一类均同：{agreed.sentence}", quoted="")
        kind = YEAR if all(branch.sort == "year" for branch in self.parts) else KIND
        return Answer(None, f"指标值按{labels}分列，缺{kind}，无法判定", missing=(kind,))

    def _find_by_year(self, facts: Facts) -> Branch | None:
        """Find the branch of the year judged: 2020年≥70;2025年≥80."""
        if facts.year is None or any(branch.sort != "year" for branch in self.parts):
            return None
        return next((branch for branch in self.parts if str(facts.year) in branch.label), None)

    @staticmethod
    def _agree(answers: list[Answer]) -> Answer | None:
        """Give what all branches come to, if it is one and the same; without a gap, for none of their bounds decides alone."""
        if len(answers) < 2 or len({answer.truth for answer in answers}) > 1 or (answers[0].truth is None and len(set(answers)) > 1):
            return None
        joined = join_answers(answers, decisive=False)
        return replace(joined, gap=None)

    def _hold_by_standing(self, facts: Facts, answers: list[Answer]) -> Answer:
        """Tell by the requirement before it; where that is open, only what both branches agree on is decided."""
        reached = self.standing.hold(facts).truth if self.standing else None
        for branch, answer in zip(self.parts, answers, strict=True):
            if reached is not None and branch.names <= (_REACHED if reached else _NOT_REACHED):
                return Answer(answer.truth, f"属{_spell(branch.label)}，{answer.sentence}", answer.gap, answer.missing)
        if self._agree(answers):
            return replace(answers[-1], gap=None)
        labels = "还是".join(branch.label for branch in self.parts)
        if self.standing:  # what is lacking for that is told by the requirement before
            return Answer(None, f"尚不能确定属{labels}")
        return Answer(None, f"缺{KIND}（{labels}），无法判定", missing=(KIND,))
