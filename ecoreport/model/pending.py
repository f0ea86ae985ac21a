"""What only people can supply: each thing that 技术报告 marks as 〔待补：…〕, with one place where it is filled in (待补清单)."""

import hashlib

from ecoreport.records import dataclass

OTHER = "other"  # a mark that an office wrote into its own template


@dataclass(frozen=True, slots=True)
class Pending:
    """One thing that is still to be supplied; a paper may mark it in several places, and 待补清单 asks for it once.

    `kind`, `matter` and `missing` are as printed; the id is made of what is asked and of what, never of a place, so that it is the same
    from run to run.
    """

    id: str
    key: str  # what is asked: "value", "measure", "average" … (`[pending]` of report.toml)
    kind: str  # 类别
    number: str  # 编号: of an item ("15.1"), a key task ("T7"), a condition
    matter: str  # 事项: its printed name
    missing: str  # 缺什么, as the mark says it
    year: int | None = None
    choices: tuple[str, ...] = ()  # what may be filled in, where that is a list
    places: tuple[str, ...] = ()  # 在哪里: the headings under which the paper marks it


@dataclass(frozen=True, slots=True)
class Drafted:
    """技术报告 as it was rendered, with what it still asks people for, and what of it they have supplied, each in the order of kinds."""

    data: bytes
    open: tuple[Pending, ...] = ()
    filled: tuple[Pending, ...] = ()


def pending_id(key: str, number: str, *blanks: object) -> str:
    """Give the id of what is asked: of whom, and of which year or in which words where that tells two things apart."""
    identity = "|".join((key, number, *(str(blank) for blank in blanks)))
    return f"P_{hashlib.blake2b(identity.encode(), digest_size=5).hexdigest()}"
