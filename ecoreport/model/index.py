"""A batch by what it is asked for: made once, where somebody first asks, so that no question goes through everything that came in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ecoreport.model.evidence import Evidence
    from ecoreport.model.ledger import Batch, Entry, KeyTaskReport, Signature, Submission

Record = TypeVar("Record")
Key = TypeVar("Key")
READ = ("read", "partly", "superseded")


class BatchIndex:
    """The records of a batch by item, task, department and file, in their order; what is asked about but did not come is empty."""

    def __init__(self, batch: "Batch") -> None:
        self._batch = batch

    @cached_property
    def entries(self) -> "Mapping[str, Sequence[Entry]]":
        """Entries of all years by the id of their item or goal."""
        return _by(self._batch.entries, lambda entry: (entry.subject,))

    @cached_property
    def tasks(self) -> "Mapping[str, Sequence[KeyTaskReport]]":
        """Reports of key tasks by the task's id ("T7")."""
        return _by(self._batch.tasks, lambda report: (report.subject,))

    @cached_property
    def evidence(self) -> "Mapping[str, Sequence[Evidence]]":
        """Pieces of evidence by the id of each subject that they are listed for."""
        return _by(self._batch.evidence, lambda piece: dict.fromkeys(piece.subjects))

    @cached_property
    def files(self) -> "Mapping[str, Sequence[Submission]]":
        """Submissions by the name of their file."""
        return _by(self._batch.submissions, lambda submission: (submission.file,))

    @cached_property
    def sent(self) -> "Mapping[str, Sequence[Submission]]":
        """Submissions, readable or not, by each department that speaks in them."""
        return _by(self._batch.submissions, lambda submission: dict.fromkeys(submission.senders))

    @cached_property
    def submitted(self) -> frozenset[str]:
        """Departments of which a file could be read."""
        return frozenset(name for name, files in self.sent.items() if any(each.outcome in READ for each in files))

    @cached_property
    def signatures(self) -> "Mapping[str, Sequence[Signature]]":
        """Lines of covers by the name of their file."""
        return _by(self._batch.signatures, lambda sign: (sign.file,))

    @cached_property
    def signed(self) -> "Mapping[str | None, Sequence[Signature]]":
        """Lines of covers by who signs; None: nobody knows who."""
        return _by(self._batch.signatures, lambda sign: (sign.department,))


class _Groups(dict[Key, list[Record]]):
    """Records by key; for what nothing came for there are none."""

    def __missing__(self, _: Key) -> list[Record]:
        return []


def _by(records: Iterable[Record], keys: Callable[[Record], Iterable[Key]]) -> Mapping[Key, Sequence[Record]]:
    groups = _Groups[Key, Record]()
    for record in records:
        for key in keys(record):
            groups.setdefault(key, []).append(record)
    return groups
