"""What a row, its headings, the sections over it and the parts below it tell of the state of the task that it names."""

from collections.abc import Sequence

from ecoreport.language import patterns as re
from ecoreport.language.clauses import names_stage
from ecoreport.language.dates import is_day
from ecoreport.language.periods import part_of_state, part_of_year
from ecoreport.language.remarks import narrowing_in
from ecoreport.language.widths import fold
from ecoreport.model import Cell, Scope, TaskStatus
from ecoreport.model.layout import Slot, written
from ecoreport.recognition.blocks import Setting
from ecoreport.recognition.grid import Grid
from ecoreport.recognition.keytasks.answers import ASKED, answered, ends_work, tells_end
from ecoreport.recognition.keytasks.around import Around
from ecoreport.recognition.keytasks.contents import by_contents
from ecoreport.recognition.keytasks.heads import NO_SECTION, WIDEST, HeadFinder, Heads
from ecoreport.recognition.keytasks.names import Named
from ecoreport.recognition.keytasks.rows import Claim, Row
from ecoreport.recognition.morphemes import AMOUNT, leans_to
from ecoreport.recognition.signs import LONGEST_MARK, is_mark, ticked
from ecoreport.recognition.subjects import SubjectFinder
from ecoreport.records import dataclass

_LABEL = re.compile(r".{0,4}(?:进度|情况|状态|结果|结论|程度)")
_SAYS = ("status", "done", "progress", "quantity")
_NO_STATE = (
    "number", "code", "domain", "departments", "content", "goal", "goal_code", "goal_number", "goal_unit", "reporter", "funds", "problem",
    "next_step", "evidence", "remark", "notes", "former", "name",
)  # fmt: skip
_FURTHER: tuple[TaskStatus, ...] = ("not_started", "behind", "in_progress", "completed")


@dataclass(slots=True)
class Teller:
    """Tells the state of each task that a sheet names."""

    grid: Grid
    setting: Setting
    named: frozenset[tuple[int, int]]
    finder: SubjectFinder
    find: HeadFinder
    around: Around
    colours: dict[str, str]  # what they mean, by the sheet's own legend

    # ---- one row ------------------------------------------------------------------------------

    def row(self, line: int, place: int, named: Named) -> Row:
        cell = self.grid.own(line, place)
        assert cell is not None
        row = Row(line, place, cell, named)
        heads = self.find.heads(line)
        claims = self._of_ticks(row, heads) + self._of_cells(row, heads) + self._of_colours(row)
        said = self._of_rest(row)
        claims += [claim for claim in said if claim.slot.field == "status"]
        if not claims and (state := self.find.heading_state(heads.texts.get(place, ""))):
            claims.append(self._of_heading(row, heads, place, state))
        claims = self.around.of_parts(row, claims, beside=bool(self._beside(row)))
        section = self.around.section(line)
        if section and (not claims or section.state not in {claim.state for claim in claims}):
            claims.append(section)
            row.structured = True
        return self._settled(row, claims or said)

    def _of_rest(self, row: Row) -> list[Claim]:
        """Read the words behind a name in its own cell."""
        if not row.named.rest or not self.setting.vocabulary.says_of_work(row.named.rest, self.setting.year):
            return []
        state = self.find.state(row.named.rest)
        said = by_contents(self.find, self.finder, row.named.subject.id, "", row.named.rest) if state else "done"
        slot = Slot(said, self.grid.sheet.name, row.cell, part=row.named.rest)
        row.slots.insert(0, slot)  # what stands right behind it speaks of it before what stands beside it
        return [Claim(state, slot)] if state else []

    def _settled(self, row: Row, claims: Sequence[Claim]) -> Row:
        """Put the state first; where several are told the least advanced is taken, and all are asked."""
        row.told = bool(claims)
        if claims:
            least = min(claims, key=lambda claim: _FURTHER.index(claim.state))
            taken = claims[0] if least.state == claims[0].state else least
            row.slots = [taken.slot, *(slot for slot in row.slots if slot is not taken.slot)]
            states = {claim.state for claim in claims}
            row.rivals = tuple(dict.fromkeys(claim.slot.text for claim in claims)) if len(states) > 1 else ()
        return row

    def _beside(self, row: Row) -> list[tuple[int, Cell]]:
        """List the other cells of a row, merged ones included, without those of its headings and of other tasks."""
        heads = self.find.heads(row.line)
        above = {id(cell) for line in heads.lines for place in self.grid.owned(line) if (cell := self.grid.own(line, place))}
        found: list[tuple[int, Cell]] = []
        for place in self._own_places(row):
            cell = self.grid.at(row.line, place)
            if cell is None or cell is row.cell or (row.line, place) in self.named or id(cell) in above:
                continue
            over = self.grid.depth(row.line, place) > row.line or self.grid.own(row.line, place) is None  # merged over several rows
            if not any(other is cell for _, other in found) and not (over and NO_SECTION.search(written(cell))):
                found.append((place, cell))
        return found

    def _own_places(self, row: Row) -> list[int]:
        """List the places of a row that are its task's: up to an indicator beside it; where several tasks stand side by side, a label's."""
        tasks = sorted(place for line, place in self.named if line == row.line)
        own = next(place for place in tasks if self.grid.own(row.line, place) is row.cell)
        others = [place for place in self.grid.owned(row.line) if place not in tasks and self.finder.known(self.grid.text(row.line, place))]
        first = max((place for place in others if place < own), default=-1)
        last = min((place for place in others if place > own), default=10**6)
        first = own if first > 0 else first
        return [place for place in self.grid.places[:WIDEST] if first < place < last and (len(tasks) < 2 or place < tasks[0])]

    def _of_ticks(self, row: Row, heads: Heads) -> list[Claim]:
        """Read columns that are headed by states: the one that is ticked, or filled in at all."""
        states = ((place, self.find.heading_state(text)) for place, text in heads.texts.items() if not ASKED.search(fold(text)))
        told = {place: state for place, state in states if state}
        beside = {place: cell for place, cell in self._beside(row) if place in told}
        texts = {place: written(cell) for place, cell in beside.items()}
        if not texts or (len(told) < 2 and not all(is_mark(text) for text in texts.values())):
            return []
        if sum(map(is_day, texts.values())) > 1:
            return []  # 进点 | 取证 | 征求意见: the days of its stages
        claims = []
        for place in ticked(texts):
            head, words = heads.texts[place], texts[place]
            mark = len(words) <= LONGEST_MARK
            slot = Slot("status", self.grid.sheet.name, beside[place], head, part=f"{head}（{words}）" if mark else head)
            row.slots += [slot] if mark else [slot, Slot("done", self.grid.sheet.name, beside[place], head)]
            claims.append(Claim(told[place], slot))
            row.structured = True
        rest = [place for place in beside if place not in ticked(texts)]
        row.slots += [Slot("notes", self.grid.sheet.name, beside[place], heads.texts[place]) for place in rest]
        return claims

    def _of_cells(self, row: Row, heads: Heads) -> list[Claim]:
        """Read the cells beside a name, each by its heading, else by what it says."""
        ticks = {id(slot.cell) for slot in row.slots}
        claims: list[Claim] = []
        periods: list[tuple[int, Cell]] = []
        for place, cell in self._beside(row):
            if id(cell) in ticks:
                continue
            heading = heads.texts.get(place, "")
            if self.find.is_period(heading) and self.find.is_this_years(heads, place):
                periods.append((place, cell))
                continue
            said, part = self._field(row, place, heading, cell), None
            if said == "signed" or (said == "notes" and ends_work(self.find, heads, place, written(cell))):
                row.structured = True
                said, part = "status", f"{self.setting.legend.state(written(cell), heading) or '已完成'}（{written(cell)}）"
            elif said == "notes" and tells_end(heads, place) and self.find.state(written(cell)):
                said = "status"  # 未完成 where others have a day
            if (told := answered(heading, written(cell), self.find)) and said in ("status", "done", "notes"):
                said, part = told
            slot = Slot(said, self.grid.sheet.name, cell, heading, part=part)
            row.slots.append(slot)
            if said == "status" and (state := self.find.state(slot.text)):
                claims.append(Claim(state, slot))
        return claims + self._of_periods(row, periods, heads, told=bool(claims) or self.find.says(heads, "status", "done", "progress"))

    def _field(self, row: Row, place: int, heading: str, cell: Cell) -> str:
        text = written(cell)
        if self.setting.legend.state(text, heading) and not (text.isdecimal() and self._counts(heading)):
            return "signed"
        if not self.find.is_this_years(self.find.heads(row.line), place) or part_of_state(fold(heading), self.setting.year):
            return "notes"
        if (narrowed := narrowing_in(heading, self.setting.year)) and narrowed.kind in ("plan", "forecast"):
            return "notes"  # 到12月应有状态
        known = self.setting.reader.read("task", heading, whole=True) if heading else None
        fields = known.fields if known and known.exact and not known.by_year_only else ()
        if fields and fields[0] not in _SAYS:
            return fields[0] if fields[0] != "name" else "content"
        if fields:
            return fields[0]
        part = self.setting.reader.read("task", heading).fields[:1] == ("partial",)  # 本月完成
        if not part and AMOUNT.fullmatch(fold(text)) and leans_to(heading) == "actual" and self.find.state(text) is None:
            return "quantity"  # 全年完成 | 9.8万人
        if names_stage(heading):
            return "notes"  # 招标 | 已完成
        numbered = text.isdecimal() and place < row.place
        heads = self.setting.reader.read("task", text, whole=True).exact and not (heading and self.find.state(text))  # 完成 under 收口
        if numbered or heads or self._labels(row.line, place, text):
            return "notes"  # a heading of another reading, or the label of what stands beside it
        return by_contents(self.find, self.finder, row.named.subject.id, heading, text)

    def _labels(self, line: int, place: int, text: str) -> bool:
        """Is it a label in words of one's own, right before a state: 办理进度 | 已完成."""
        beside = self.grid.text(line, self.grid.span(line, place)[1] + 1)
        bare = self.setting.vocabulary.bare_status(text)
        return _LABEL.fullmatch(text) is not None and bare is None and self.find.state(beside) is not None

    def _counts(self, heading: str) -> bool:
        """Are numbers under a heading no signs: 序号, 完成数量; but 办理代码 where the legend explains it by its name."""
        known = self.setting.reader.read("task", heading, whole=True)
        return known.exact and known.fields[:1] in (("number",), ("quantity",), ("funds",))

    def _of_colours(self, row: Row) -> list[Claim]:
        """Read the colours of a row that the sheet explains."""
        told = {colour: None for line, _, colour in self.grid.sheet.fills if line == row.cell.row and colour in self.colours}
        claims = []
        for words in [self.colours[colour] for colour in told]:
            if not self.grid.turned and (state := self.find.state(words)):
                row.structured = True
                claims.append(Claim(state, Slot("status", self.grid.sheet.name, row.cell, part=f"{words}（底色）")))
        return claims

    def _of_periods(self, row: Row, periods: Sequence[tuple[int, Cell]], heads: Heads, *, told: bool) -> list[Claim]:
        """Read quarters or months side by side: the last that is filled in tells, of a part where it is not the year's last."""
        if not periods:
            return []
        *_, (place, last) = periods
        row.slots += [Slot("notes", self.grid.sheet.name, cell, heads.texts[at]) for at, cell in periods if told or cell is not last]
        if told:
            return []
        row.structured = True
        slot = Slot("done", self.grid.sheet.name, last, heads.texts[place])
        state = self.find.state(slot.text)
        final = max(at for at, text in heads.texts.items() if self.find.is_period(text))
        if place != final and state != "completed" and (part := part_of_year(fold(heads.texts[place]), self.setting.year)):
            row.scope = Scope(part=part.words, until=part.until, words=heads.texts[place])
        row.slots.insert(0, slot)
        return [Claim(state, slot)] if state else []

    def _of_heading(self, row: Row, heads: Heads, place: int, state: TaskStatus) -> Claim:
        """Read a list of names under a heading that is a state."""
        cell = next(cell for line in reversed(heads.lines) if (cell := self.grid.at(line, place)))
        row.structured = True
        return Claim(state, Slot("status", self.grid.sheet.name, cell, part=heads.texts[place]))
