"""What this library writes today, under other names: it is no ledger, wherever it lies (contract, “Who speaks”)."""

import functools
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.expect import Case
from corpus.fixed_cases import stored
from corpus.tables import zipped

NAMES = (
    ("汇总表（改名）.xlsx", "汇总表.xlsx"),
    ("表格.xls", "汇总表.xlsx"),
    ("省里要的报告.docx", "技术报告.docx"),
    ("某局来文.docx", "市财政局自查报告.docx"),
    ("data.json", "result.json"),
    ("data.txt", "result.json"),
)


@functools.cache
def written() -> dict[str, bytes]:
    """Run the command over one ledger and give its outputs by name."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        ledger = folder / "in" / "市财政局-台账.xlsx"
        ledger.parent.mkdir()
        ledger.write_bytes(stored("市财政局-台账.xlsx"))
        command = [sys.executable, "-m", "ecoreport", "run", ledger.parent, "-o", folder / "out", "--self-reports"]
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        return {path.name: path.read_bytes() for path in sorted((folder / "out").rglob("*.*")) if path.is_file()}


def cases() -> Iterator[Case]:
    for name, output in NAMES:
        yield Case("wrong", name, lambda _, output=output: written().get(output, b""), outcomes=("skipped",))
    together = "outputs in an archive.zip"
    yield Case(
        "wrong",
        together,
        lambda _: zipped([("输出/汇总表.xlsx", written()["汇总表.xlsx"]), ("输出/result.json", written()["result.json"])]),
        outcomes=("read", "partly", "skipped"),
    )
    for inside in ("输出/汇总表.xlsx", "输出/result.json"):
        yield Case("wrong", f"{together}/{inside}", outcomes=("skipped",))
