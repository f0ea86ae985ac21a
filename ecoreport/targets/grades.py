"""Classes of quality (达到或优于Ⅲ类, 国家二级标准, 噪声2类): the class told against the one asked for; the first is the best."""

from typing import ClassVar

from ecoreport.language import patterns as re
from ecoreport.model import Facts
from ecoreport.records import dataclass
from ecoreport.targets import lexicon
from ecoreport.targets.nodes import Answer
from ecoreport.targets.statements import fold_statement, hold_statement

_ORDER = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5} | {numeral: place for place, numeral in enumerate("一二三四五", 1)}
_GRADE = r"(?<![IVA\d.、~-])(?P<grade>I{1,3}|IV|V|[一二三四五1-5])(?P<kind>类|级)(?!以上的)"
_TO_BE = "达到|优于|好于|满足|符合|保持|维持|为|≥|>="
_HOW = rf"(?:达到|保持|维持|稳定|等于)(?:或|并|或者)(?:优于|好于)|(?:优于|好于)或?等于|不低于|不劣于|不差于|{_TO_BE}"
_ASKED = re.compile(
    rf"^.{{0,20}}?(?:全部|均|稳定|保持|总体|应)*(?P<how>{_HOW})?(?:国家|地表水|海水|环境|空气|质量|水质|声环境)*{_GRADE}"
    r"(?:水质|水体|海水|水|标准|要求|功能区)*(?:及以上|以上)?$"
)
_OF_QUALITY = re.compile(r"[水质]|空气|声|标准|断面|[IV]+类")
_TOLD = re.compile(rf"(?P<foul>劣)?(?P<beyond>超过了?|超出|劣于|差于|低于)?(?:国家|地表水|海水|环境|空气|质量|水质|声环境)*{_GRADE}")
_ROSE = re.compile(r"由[^,由]*?(?:提升|改善|上升|好转|提高|恢复|下降|恶化|降)(?:至|到|为)")
_SPAN = re.compile(r"(?P<first>[IV]+|[一二三四])(?:[~、-]|至|到)(?P<to>[IV]+|[二三四五])(?P<kind>[类级])")
_CLAUSES = re.compile(r"[,;。()\n\r]")
_NO_COUNT = re.compile(r"20\d\d年(?:\d+月)?|PM2\.5|PM10|GB\s*\d+(?:-\d+)?")
_DENIED = re.compile(r"(?:未|没有|不)(?:能|稳定|完全|全部|均)*(?:达到|满足|符合|达)")
_UNCLEAR = re.compile(r"目标|要求|至|到|~|-|部分|个别|占|比例|但|\d|基本|总体(?!水质)")
_AIM = re.compile("目标|要求")
_NO_WORSE = re.compile(rf"(?:无|没有|不存在|未出现|消除了?)劣?{_GRADE.replace('?P<grade>', '').replace('?P<kind>', '')}(?:水质|断面|水体)*")
_FOUL = 6  # 劣V类


@dataclass(frozen=True, slots=True)
class WaterGrade:
    """I类 is the best class, V类 the worst."""

    text: str
    worst: int  # the worst class that still meets it
    kind: str = "类"
    needs: ClassVar = frozenset({"statement"})

    def hold(self, facts: Facts) -> Answer:
        return hold_statement(self.text, facts, self._judge_words)

    def _judge_words(self, statement: str) -> bool | None:
        """Every clause that names a class must name one that is good enough."""
        plain = _SPAN.sub(r"\g<first>\g<kind>或\g<to>\g<kind>", lexicon.blank_seeming(fold_statement(statement)))  # II~III类
        clauses = [clause for clause in _CLAUSES.split(_NO_WORSE.sub("", plain)) if _TOLD.search(clause) and not _AIM.search(clause)]
        voices = [self._hear(_NO_COUNT.sub("", clause)) for clause in clauses]
        if False in voices:
            return False
        return True if voices and all(voices) and not re.search("但|不过|然而|除", plain) else None

    def _hear(self, clause: str) -> bool | None:
        clause = _ROSE.sub("为", clause)
        told = [match for match in _TOLD.finditer(clause) if match["kind"] == self.kind]
        if not told:
            return None
        grades = {
            _FOUL if match["foul"] else _order(match["grade"]) + (match["beyond"] is not None and not _is_denied(match)) for match in told
        }
        if lexicon.NEGATION.search(clause.replace("不低于", "").replace("不劣于", "").replace("不超过", "")):
            return False if _DENIED.search(clause) and min(grades) >= self.worst else None
        if lexicon.UNDER_WAY.search(clause):
            return False
        if lexicon.HALF.search(clause):
            return None
        if min(grades) > self.worst:
            return False
        if max(grades) > self.worst:
            return None
        return None if _UNCLEAR.search(re.sub(rf"达到|\d+个[^\d]*?(?:均|全部|都)|{_GRADE}", "", clause)) else True


def _is_denied(told: re.Match[str]) -> bool:
    """不劣于III类 is at least that."""
    return told.string[: told.start()].endswith("不")


def _order(grade: str) -> int:
    return _ORDER.get(grade) or int(grade)


def read_grade(text: str) -> WaterGrade | None:
    """Read a class of quality asked for; None where the text asks for something else."""
    match = _ASKED.match(fold_statement(text))
    denied = match and re.search("[劣未无不没]", re.sub("不[低劣差]于", "", match[0][: match.start("grade")]))
    if match is None or denied or not _OF_QUALITY.search(match[0]):
        return None
    return WaterGrade(text, _order(match["grade"]) - (match["how"] in ("优于", "好于")), match["kind"])


# ---- grades in words: 良好以上 ---------------------------------------------------------------------

_QUALITIES = ("优秀 优", "良好 良 较好", "一般 中等 合格 及格", "较差 偏差", "差 不合格 不及格 很差")
_PLACE_OF = {word: place for place, words in enumerate(_QUALITIES) for word in words.split()}
_QUALITY = "|".join(sorted(_PLACE_OF, key=len, reverse=True))
_RANK = "(?:等级|等次|档次|级别|级|等|档|水平)*"
_QUALITY_ASKED = re.compile(
    rf"(?:不低于|不差于|不劣于)(?P<one>{_QUALITY}){_RANK}|.{{0,12}}?(?:达到|保持|评?为|在)*(?P<other>{_QUALITY}){_RANK}(?:及|或)?以上{_RANK}"
)
_QUALITY_TOLD = re.compile(rf".{{0,20}}?(?:评价|评定|考核|等级|结果|状况|质量|达到|获评|[评列定判]?为|是|:)*(?P<grade>{_QUALITY}){_RANK}")


@dataclass(frozen=True, slots=True)
class Quality:
    """良好以上: a grade in words, 优 the best."""

    text: str
    worst: int
    needs: ClassVar = frozenset({"statement"})

    def hold(self, facts: Facts) -> Answer:
        return hold_statement(self.text, facts, self._judge_words)

    def _judge_words(self, statement: str) -> bool | None:
        clauses = [clause for clause in _CLAUSES.split(fold_statement(statement)) if clause]
        told = [match for clause in clauses if (match := _QUALITY_TOLD.fullmatch(clause))]
        if len(told) != 1 or lexicon.UNDER_WAY.search(statement) or re.search("[未没非不](?!合格|及格)", told[0][0]):
            return None
        return _PLACE_OF[told[0]["grade"]] <= self.worst


def read_quality(text: str) -> Quality | None:
    """Read a grade in words asked for; None where the text asks for something else."""
    match = _QUALITY_ASKED.fullmatch(fold_statement(text))
    return Quality(text, _PLACE_OF[match["one"] or match["other"]]) if match else None
