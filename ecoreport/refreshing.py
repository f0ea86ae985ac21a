"""A paper that people have edited, brought up to date: `refresh` joins what they wrote with what the ledgers say now."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ecoreport import outputs, pipeline
from ecoreport.errors import OutputError
from ecoreport.language.filenames import native_path, shown_name
from ecoreport.model import Report
from ecoreport.model.texts import TextChange
from ecoreport.paths import read_given
from ecoreport.privacy import covered
from ecoreport.publish import originals, write_new
from ecoreport.records import dataclass
from ecoreport.rendering.papers import WORDING
from ecoreport.rendering.refresh import Voice, refresh_paper
from ecoreport.rules import Rule
from ecoreport.work import Inputs, Progress

__all__ = ["RefreshedPaper", "refresh"]


@dataclass(frozen=True, slots=True)
class RefreshedPaper:
    """A paper brought up to date: where it was written, what was changed in it, and the report that it tells."""

    path: Path
    changes: tuple[TextChange, ...]
    report: Report


def refresh(
    edited: str | Path,
    inputs: Inputs,
    out: str | Path,
    *,
    system: str | Path | None = None,
    period: int | str | None = None,
    as_of: date | str | None = None,
    previous: str | Path | None = None,
    passwords: Iterable[str] | str = (),
    evidence: str | Path | None = None,
    rules: Iterable[Rule | str | Path] | str | Path = (),
    templates: str | Path | None = None,
    progress: Progress | None = None,
) -> RefreshedPaper:
    """Join a 技术报告.docx that people have edited with what the ledgers say now, sentence by sentence, and write it as `out`.

    What people wrote, moved, split or deleted stays so; what only the program wrote is written anew; where both changed, people's words
    stay with a comment that says the new ones. The options are those of `run`; `progress` is called with the files done, the files in
    all and the file's name. The same inputs give the same bytes. Raise InputError where the paper is none of ours or nobody knows what
    the program wrote then, OutputError where something else lies under `out`.
    """
    path, target = Path(native_path(edited)), Path(native_path(out))
    data = read_given(path, "改过的报告")
    office = pipeline.open_office(system, templates, rules, passwords, evidence, period, as_of, previous)
    report = office.examine(inputs, progress=progress)
    words = office.templates.words(WORDING)["refresh"]
    voice = Voice(words["author"], words["changed"], words["gone"], report.as_of)
    done = refresh_paper(data, outputs.draft(covered(report), office.templates).data, voice, originals(path), shown_name(path))
    (written,) = write_new(target.parent, [(shown_name(target.name), done.data)]).values()
    if written is None:
        raise OutputError(f"“{shown_name(target)}”已经有了，里面可能有人写的内容，没有改动。请用 -o 另取一个名字。")
    return RefreshedPaper(written, done.changes, report)
