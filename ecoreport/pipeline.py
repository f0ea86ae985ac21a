"""The order of the stages; nothing else."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Self, Unpack

from ecoreport import checks, consolidation, machine, own_rules, rounds, work
from ecoreport.explain.readback import read_result
from ecoreport.judging import scopes, versions
from ecoreport.judging.proofs import meant
from ecoreport.judging.review import review
from ecoreport.language.filenames import native_name
from ecoreport.model import Batch, Decisions, Finding, IndicatorSystem, Pending, Report
from ecoreport.office import Office
from ecoreport.paths import require_earlier
from ecoreport.publish import claim, require_writable, write_new
from ecoreport.reading import Input
from ecoreport.reading.evidence import survey
from ecoreport.records import dataclass
from ecoreport.rules import Review, Rule
from ecoreport.system import load_system
from ecoreport.work import Hands, Inputs, Progress

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from ecoreport import casebook, issuing, outputs
    from ecoreport.rendering import papers
else:  # what few calls need
    casebook, issuing, outputs, papers = machine.later("ecoreport", "casebook", "issuing", "outputs", "rendering.papers")

__all__ = [
    "RULES", "Inputs", "OpenOffice", "Written", "check", "check_plan", "consolidate", "issue",
    "issue_ledgers", "open_office", "read_ledgers", "read_one", "run",
]  # fmt: skip

RULES: tuple[Rule, ...] = (*work.RULES, *versions.RULES, *scopes.RULES, *own_rules.RULES, *checks.RULES, *rounds.RULES)


class Findings(tuple[Finding, ...]):  # noqa: SLOT001 — it carries what it was judged from
    """What `check` found, with the review that it judged, so that `consolidate` need not judge again."""

    review: Review
    office: Office
    decisions: Decisions


@dataclass(frozen=True, slots=True)
class Written:
    """What a run left behind: its report, its files, what people must still supply, and what it could not replace."""

    report: Report
    files: tuple[Path, ...]
    pending: tuple[Pending, ...]
    held: tuple[tuple[Path, Path], ...]  # outputs that another program held open, and where the new ones lie instead
    aside: tuple[str, ...] = ()  # what the round before had written, below 历史


class OpenOffice(Office):
    """An office with its doors open: each stage is a method. Made by `open_office`."""

    __slots__ = ()

    def read(self, inputs: Inputs, *, executor: "Executor | None" = None, progress: Progress | None = None) -> Batch:
        """Read every ledger below the inputs (paths, folders, open files) into one batch.

        Raise InputError where an input does not exist.
        """
        return work.read_all(work.discover(inputs), self, executor, progress)

    def check(self, batch: Batch, rules: tuple[Rule, ...] | None = None, *, progress: Progress | None = None) -> tuple[Finding, ...]:
        """Give everything that reading found, then what every rule finds; `rules` stands for all of them, shipped and own."""
        judged = self._review(batch, progress)
        found = checks.check(judged, (*RULES, *self.rules) if rules is None else rules)
        told, decisions = self._live(found, judged)
        findings = Findings(told)
        findings.review, findings.office, findings.decisions = judged, self, decisions
        return findings

    def consolidate(self, batch: Batch, findings: tuple[Finding, ...], *, explained: bool = True) -> Report:
        """Bring batch and findings together into one frozen Report, complete before anything is rendered."""
        if isinstance(findings, Findings) and findings.office == self and findings.review.whole == batch:
            judged, told, decisions = findings.review, tuple(findings), findings.decisions
        else:  # plain findings, or those of an office that remembers another round
            judged = self._review(batch)
            told, decisions = self._live(findings, judged)
        return rounds.carry_on(consolidation.consolidate(judged, told, explained=explained), judged.batch, self.memory, decisions)

    def _live(self, found: tuple[Finding, ...], judged: Review) -> tuple[tuple[Finding, ...], Decisions]:
        """Say where each finding stands in its life, and what the office's answers have come to."""
        decisions = rounds.hold_against(self.decisions, judged.batch, self.memory)
        days = outputs.deadlines(self.templates, self.system)
        unchecked = checks.OF_FILES if judged.evidence_files is None else frozenset()
        return rounds.live(found, judged.batch, self.memory, decisions, days, self.as_of, self.system, unchecked), decisions

    def remembering(self, previous: str | Path) -> Self:
        """Give the office with the memory of the run that wrote `previous`: a folder, its 汇总表.xlsx or its result.json.

        Of a run of another plan or year nothing is remembered. Raise InputError where what people typed there cannot be read.
        """
        memory = outputs.recall(previous, self.templates, self.passwords)
        if memory is None or (memory.system, memory.period) != (self.system.name, self.period):
            return self
        made = rounds.decide(memory, self.system, self.vocabulary, self.period)
        return replace(self, memory=memory, decisions=made, system=rounds.informed(self.system, made.facts))

    def examine(
        self,
        inputs: Inputs,
        out: str | Path | None = None,
        *,
        executor: "Executor | None" = None,
        progress: Progress | None = None,
        explained: bool = True,
    ) -> Report:
        """Read, check and consolidate, and write nothing; what an earlier run wrote into `out` is no ledger.

        What would turn each verdict is left out where it is not to be `explained`. Raise InputError where nothing could be read.
        """
        sources = work.discover(inputs)
        return self._examine(sources if out is None else outputs.without_own(sources, out), Hands(executor), progress, explained=explained)

    def _examine(self, sources: tuple[Input, ...], hands: Hands, progress: Progress | None, *, explained: bool = True) -> Report:
        batch = work.read_all(sources, self, hands=hands, progress=progress)
        work.require_readable(batch)
        return self.consolidate(batch, self.check(batch, progress=progress), explained=explained)

    def write(
        self,
        report: Report,
        out: str | Path,
        *,
        returns: Inputs | None = None,
        redact: bool = False,
        fresh: bool = False,
        **papers: "Unpack[outputs.Papers]",
    ) -> Written:
        """Write every output into the folder `out`: everything is rendered before anything is written, then all appears together.

        `papers` are the options of `run` that ask for more. Papers never name persons; `redact` keeps them out of 汇总表.xlsx and
        result.json too. `returns` are the inputs that were read: each department's own file is given back marked up, in 退回修改. What
        an earlier round wrote goes to 历史, `fresh`: with all rounds before.
        Raise OutputError where `out` cannot be written or another run is at work there, TemplateError where a template cannot serve;
        then what lay there is as it was.
        """
        with claim(out) as folder:
            asked = outputs.asked(**papers, returns=returns is not None)
            if returns is not None:
                report = outputs.with_returns(report, self, outputs.without_own(work.discover(returns), out))
            return self._publish(report, folder, asked, redact=redact, fresh=fresh)

    def run(
        self,
        inputs: Inputs,
        out: str | Path,
        *,
        hands: Hands = Hands(),  # noqa: B008 — frozen
        redact: bool = False,
        fresh: bool = False,
        progress: Progress | None = None,
        **options: "Unpack[outputs.Asked]",
    ) -> Written:
        """Do the whole job while the folder `out` is held: a second run into it is told who is at work, before it reads anything.

        An earlier run of the same plan and year that lies there is continued, unless the office remembers another, or `fresh` is asked.
        Raise InputError where nothing could be read, OutputError and TemplateError as `write` does; then `out` is as it was.
        """
        with claim(out) as folder, hands.keeping(folder, redact=redact) as kept:
            office = self if fresh or self.memory else self.remembering(folder)
            if redact and office is not self:
                outputs.require_nothing_typed(office.memory, folder)
            sources = outputs.without_own(work.discover(inputs), out)
            report = office._examine(sources, replace(hands, kept=kept), progress)  # noqa: SLF001  the same office, with its memory
            asked = outputs.asked(**options)
            if "returns" in asked:
                report = outputs.with_returns(report, self, sources)
            return self._publish(report, folder, asked, redact=redact, fresh=fresh or office.memory is None)

    def _publish(self, report: Report, folder: Path, asked: frozenset[str], *, redact: bool, fresh: bool) -> Written:
        report, rendered = outputs.render_all(report, self.templates, asked, folder, redact=redact)
        laid = outputs.lay_aside(report, folder, fresh=fresh)
        written = outputs.publish(report, rendered, folder, laid, redact=redact)
        held = tuple((wanted, path) for name, path in written.items() if (wanted := folder / native_name(name)) != path)
        return Written(report, tuple(written.values()), report.paper.open if report.paper else (), held, tuple(laid.aside))

    def try_rules(self, cases: str | Path) -> "tuple[casebook.Trial, ...]":
        """Hold the office's own rules against a table of cases (CSV): what each must say to ledgers that the real stages read.

        Raise InputError for a table that does not exist or asks for what the plan and the rules do not have, and for a rules' file
        that cannot be loaded.
        """
        own_rules.require_loaded(self.rules)
        codes = [rule.code for rule in self.rules]
        return tuple(casebook.compare(case, self._own_findings(case)) for case in casebook.read_casebook(cases, self.system, codes))

    def _own_findings(self, case: "casebook.Case") -> list[Finding]:
        codes = {rule.code for rule in (*self.rules, *own_rules.RULES)}
        batch = work.understand_all(case.ledgers(self.system, self.period), self)
        return [finding for finding in self.check(batch) if finding.code in codes]

    def _review(self, batch: Batch, progress: Progress | None = None) -> Review:
        files = None if self.evidence is None else survey(self.evidence, lambda paths: meant(batch, self.system, paths), progress)
        return review(batch, self.system, self.period, self.as_of, self.vocabulary, files, self.decisions.adjudications)


def open_office(
    system: IndicatorSystem | str | Path | None = None,
    templates: str | Path | None = None,
    rules: Iterable[Rule | str | Path] | str | Path = (),
    passwords: Iterable[str] | str = (),
    evidence: str | Path | None = None,
    period: int | str | None = None,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
) -> OpenOffice:
    """Load plan, words, templates and own rules once, to read, check, consolidate and write with them.

    `system` is a plan, its workbook, or None: the workbook in `templates`, else the built-in 舟山 2020 plan. `templates` is a
    folder that `ecoreport init` made; `rules` are Python files with a RULES tuple, or rules, besides the shipped ones; `passwords`
    are tried on encrypted ledgers; `evidence` is the folder of 佐证材料, without which no file is looked for; `period` is the year
    that is judged (None: the plan's 考核年), `as_of` the day up to which (None: 31 December of it, never the clock).
    `previous` is the folder of an earlier run, its 汇总表.xlsx or its result.json, which is continued: what was typed there counts.
    Raise InputError for what does not exist or is no year or day, IndicatorSystemError and TemplateError for files that cannot serve.
    """
    office = OpenOffice.open(system, templates, rules, passwords, evidence, period, as_of)
    if previous is not None:
        office = office.remembering(require_earlier(previous))
        outputs.require_memory(office, previous)
    return office


# ---- step by step, without an office -----------------------------------------------------------


def read_ledgers(
    inputs: Inputs,
    system: IndicatorSystem,
    period: int | str | None = None,
    executor: "Executor | None" = None,
    passwords: Iterable[str] | str = (),
    *,
    templates: str | Path | None = None,
) -> Batch:
    """Read every ledger below the inputs (paths, folders, open files) into one batch.

    The result depends neither on the executor nor on the order of the inputs. `period` is the year asked for (None: the plan's),
    `passwords` are tried on encrypted files, `templates` is a folder with the office's own words, `executor` any
    concurrent.futures.Executor that reads the files beside one another. Unreadable files are submissions with outcome "failed" and a
    finding. Raise InputError where an input does not exist.
    """
    return open_office(system, templates, passwords=passwords, period=period).read(inputs, executor=executor)


def read_one(source: Input, system: IndicatorSystem, *, period: int | str | None = None, passwords: Iterable[str] | str = ()) -> Batch:
    """Read and understand one input, an archive with all its members; whatever the file holds, nothing is raised.

    For schedulers of one's own: `ecoreport.reading.discover` lists the inputs, the batches of all of them add up, in any order. A file that
    cannot be read is a Submission with outcome "failed" and a finding. Raise InputError for a `period` that is no year.
    """
    return work.read_one(source, open_office(system, passwords=passwords, period=period))


def check(
    batch: Batch,
    system: IndicatorSystem,
    as_of: date | str | None = None,
    rules: tuple[Rule, ...] | None = None,
    *,
    templates: str | Path | None = None,
    evidence: str | Path | None = None,
) -> tuple[Finding, ...]:
    """Give everything that reading found, then what every rule finds, the gravest first.

    `rules=None` stands for `RULES`, every shipped rule; own rules are added to them: `rules=(*er.RULES, my_rule)`. `as_of` is the
    day up to which deadlines are judged (None: 31 December of the batch's year). `templates` and `evidence` are folders, as for
    `open_office`. Raise InputError for a day that is none.
    """
    return open_office(system, templates, evidence=evidence, period=batch.period, as_of=as_of).check(batch, rules)


def consolidate(
    batch: Batch,
    findings: tuple[Finding, ...],
    system: IndicatorSystem,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
    *,
    templates: str | Path | None = None,
    evidence: str | Path | None = None,
) -> Report:
    """Bring batch and findings together into one frozen Report, complete before anything is rendered.

    The options are those of `check` and `open_office`; nothing is judged a second time where they are the same. Raise InputError
    for what does not exist or is no day.
    """
    office = open_office(system, templates, evidence=evidence, period=batch.period, as_of=as_of, previous=previous)
    return office.consolidate(batch, findings)


def run(
    inputs: Inputs,
    out: str | Path,
    system: IndicatorSystem | str | Path | None = None,
    period: int | str | None = None,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
    executor: "Executor | None" = None,
    *,
    passwords: Iterable[str] | str = (),
    evidence: str | Path | None = None,
    rules: Iterable[Rule | str | Path] | str | Path = (),
    templates: str | Path | None = None,
    self_reports: bool = False,
    letters: bool = False,
    returns: bool = False,
    bulletin: bool = False,
    everything: bool = False,
    redact: bool = False,
    fresh: bool = False,
    jobs: int | None = None,
    cluster: str | None = None,
    reread: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Do the main job in one call: read, check, consolidate, and write every output, result.json last.

    Each option of `ecoreport run` is taken by the same name; `open_office` says what they are. `executor` is any
    concurrent.futures.Executor, `jobs` the number of processes that read (None: one, from some 150 files on as many as there are
    processors), `cluster` the address of a Dask cluster: the outputs are the same, whoever reads. `reread` uses and keeps nothing that was
    read before. `self_reports` adds 部门自查报告, `letters` 文书, `returns` 退回修改, `bulletin` 工作通报, `everything` all of them;
    `redact` covers names, telephone and identity numbers of persons in 汇总表.xlsx and result.json too (in papers they always are); an
    earlier run that lies in `out`, or `previous`, is continued as its next round, unless `fresh` is asked; `progress` is called with the
    files done, the files in all and the file's name. Raise InputError where nothing could be read (`out` stays as it was), OutputError
    where `out` cannot be written.
    """
    office = open_office(system, templates, rules, passwords, evidence, period, as_of, previous)
    asked = outputs.Asked(self_reports=self_reports, letters=letters, returns=returns, bulletin=bulletin, everything=everything)
    hands = Hands(executor, jobs, cluster, reread)
    return office.run(inputs, out, hands=hands, redact=redact, fresh=fresh, progress=progress, **asked).report


def issue(
    out: str | Path,
    *,
    system: IndicatorSystem | str | Path | None = None,
    period: int | str | None = None,
    templates: str | Path | None = None,
    previous: str | Path | None = None,
    regions: bool = False,
    notices: bool = False,
) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Write one blank ledger for each department that has a duty; give those written, and those kept because somebody filled them in.

    `notices` asks for what goes out with them, each its 下发通知 and one 填报手册; one that people changed is kept too.
    """
    office = open_office(system, templates, period=period)
    words, earlier = office.templates.words(issuing.FORM), None if previous is None else read_result(previous)
    folder = require_writable(out)  # before minutes of work are done for it
    ledgers = issuing.draw_ledgers(office.system, words, office.period, earlier, regions=regions)
    if notices:
        told = papers.Issue(office.system, office.period, office.as_of, issuing.list_duties(office.system))
        write_new(folder, (*outputs.draw_notices(told, office.templates), *outputs.draw_manual(told, office.templates)))
    written = write_new(folder, ledgers)
    return tuple(path for path in written.values() if path), tuple(path for path, new in written.items() if not new)


def issue_ledgers(
    system: IndicatorSystem,
    out: str | Path,
    *,
    period: int | str | None = None,
    templates: str | Path | None = None,
    previous: str | Path | None = None,
    regions: bool = False,
) -> tuple[Path, ...]:
    """Write one blank ledger for each department that has a duty; give the paths written, in the plan's order.

    `period` is the year to be reported (None: the plan's); two years before it are asked for too. `templates` is the office's own
    folder (ledger.toml: texts, columns, prompts). `previous` is the output folder of a finished run for an earlier year: its values
    are filled in, to be corrected. `regions` asks for one of each county and zone of the plan too, with all items. What the plan
    prints is locked and stamped, so that it is known when it comes back. A file of that name that is not the blank one, filled in or
    issued for another plan, is kept and not among the paths. Raise InputError for a year that is none and a `previous` of no earlier
    year, OutputError where `out` cannot be written, TemplateError where ledger.toml cannot serve.
    """
    written, _ = issue(out, system=system, period=period, templates=templates, previous=previous, regions=regions)
    return written


def check_plan(workbook: str | Path | None = None) -> tuple[Finding, ...]:
    """Check the plan itself: text, 指标表 and 任务表 against one another, each demand for whether it can be judged.

    `workbook` is an indicator system workbook (None: the built-in one). Gives findings of the rules S…, the gravest first. Raise
    IndicatorSystemError where it cannot be loaded.
    """
    return checks.check_plan(load_system(workbook))
