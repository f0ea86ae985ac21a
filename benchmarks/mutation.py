"""How many small faults do a room's own tests notice?

    python benchmarks/mutation.py [ROOM ...] [--seed 1] [--count 40] [--jobs 2]

In a copy of the project one place of the room is changed at a time: a comparison turned, a condition inverted, a word lost, a field
mistaken for its neighbour. Then the room's own tests run (tests/test_<room>*.py). A change that no test
notices is printed with its line. The same seed gives the same changes as long as the room's text is the same.
"""

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

ROOT = Path(__file__).resolve().parent.parent
COPIED = (
    "ecoreport",
    "templates",
    "tests",
    "sample_inputs",
    "docs",
    "benchmarks",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "LICENSE",
    "pyproject.toml",
)
_FOLDERS = (
    "language", "quantity", "targets", "demands", "judging", "matching", "reading", "recognition", "normalisation", "checks", "rendering",
    "model", "publish",
)  # fmt: skip
_FILES = ("casebook", "consolidation", "vocabulary", "summary", "machine", "privacy")
ROOMS = {room: (f"ecoreport/{room}",) for room in _FOLDERS} | {room: (f"ecoreport/{room}.py",) for room in _FILES}
ROOMS["rules"] = ("ecoreport/rules.py", "ecoreport/own_rules.py")
SLACK = 3  # a change that makes the tests run so many times longer counts as noticed: they hang

COMPARISONS = {
    "Lt": "<=",
    "LtE": "<",
    "Gt": ">=",
    "GtE": ">",
    "Eq": "!=",
    "NotEq": "==",
    "In": "not in",
    "NotIn": "in",
    "Is": "is not",
    "IsNot": "is",
}
ARITHMETIC = {"Add": "-", "Sub": "+", "Mult": "/", "Div": "*", "FloorDiv": "*", "Mod": "*", "BitOr": "&", "BitAnd": "|"}
_PAIRS = (("min", "max"), ("any", "all"), ("startswith", "endswith"), ("removeprefix", "removesuffix"), ("lstrip", "rstrip"))
TWINS = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])} | {"search": "match", "fullmatch": "match", "find": "rfind"}


@dataclass(frozen=True)
class Mutant:
    """One change: the text between two offsets of a file is replaced."""

    file: str
    line: int
    operator: str
    start: int
    end: int
    text: str


class Sites(ast.NodeVisitor):
    """Every place of one module that can be changed, and how."""

    def __init__(self, file: str, source: str) -> None:
        self.file, self.source, self.found = file, source, list[Mutant]()
        lines = source.encode().splitlines(keepends=True)
        self._begins = [0]
        for line in lines:
            self._begins.append(self._begins[-1] + len(line))
        self._raw = source.encode()
        self._fields: dict[str, set[str]] = defaultdict(set)  # attributes read from the same name: neighbours of one another

    def offset(self, line: int, column: int) -> int:
        return self._begins[line - 1] + column

    def span(self, node: ast.AST) -> tuple[int, int]:
        return self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined, arg-type]

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self._raw[start:end].decode()

    def change(self, operator: str, node: ast.AST, text: str, span: tuple[int, int] | None = None) -> None:
        start, end = span or self.span(node)
        self.found.append(Mutant(self.file, node.lineno, operator, start, end, text))  # type: ignore[attr-defined]

    def collect(self) -> list[Mutant]:
        tree = ast.parse(self.source)
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                self._fields[node.value.id].add(node.attr)
        self.visit(tree)
        return self.found

    # ---- what is passed over: docstrings, annotations, assertions for the type checker, imports, __all__

    def visit_Import(self, node: ast.Import) -> None: ...
    def visit_ImportFrom(self, node: ast.ImportFrom) -> None: ...
    def visit_arg(self, node: ast.arg) -> None: ...
    def visit_Assert(self, node: ast.Assert) -> None: ...

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assign(self, node: ast.Assign) -> None:
        if not any(isinstance(target, ast.Name) and target.id == "__all__" for target in node.targets):
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for each in (*node.args.defaults, *(default for default in node.args.kw_defaults if default), *node.decorator_list):
            self.visit(each)
        for each in node.body:
            self.visit(each)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for each in node.body:
            self.visit(each)

    def visit_Expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Constant):
            return
        if isinstance(node.value, ast.Call):
            self.change("a call is left out", node, "None")
        self.generic_visit(node)

    # ---- what is changed

    def visit_Compare(self, node: ast.Compare) -> None:
        if len(node.ops) == 1 and (turned := COMPARISONS.get(type(node.ops[0]).__name__)):
            self.change("a comparison is turned", node, f"{self.text(node.left)} {turned} {self.text(node.comparators[0])}")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        word = " or " if isinstance(node.op, ast.And) else " and "
        self.change("and stands for or", node, f"({word.join(f'({self.text(value)})' for value in node.values)})")
        for value in node.values:
            rest = [other for other in node.values if other is not value]
            old = " and " if isinstance(node.op, ast.And) else " or "
            self.change("a condition is left out", node, f"({old.join(f'({self.text(other)})' for other in rest)})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.USub):
            self.change("a sign is lost", node, f"({self.text(node.operand)})")
        self.generic_visit(node)

    def visit_If(self, node: ast.If) -> None:
        self.change("a condition is inverted", node.test, f"not ({self.text(node.test)})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.change("a condition is inverted", node.test, f"(not ({self.text(node.test)}))")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for test in node.ifs:
            self.change("a filter is left out", test, "True")
            self.change("a condition is inverted", test, f"(not ({self.text(test)}))")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if turned := ARITHMETIC.get(type(node.op).__name__):
            self.change("a sum is turned", node, f"({self.text(node.left)} {turned} {self.text(node.right)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self.change("a flag is turned", node, str(not value))
        elif isinstance(value, int):
            self.change("a number is off by one", node, f"({value + 1})")
        elif isinstance(value, str) and value and self.text(node)[0] in "'\"r":
            self.change("a text is changed", node, repr(value[1:] if len(value) > 1 else value + "#"))
            for operator, lost in _lost_words(value):
                self.change(operator, node, repr(lost))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        for each in node.values:
            if isinstance(each, ast.FormattedValue):
                self.visit(each.value)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            self.change("nothing is returned", node.value, "None")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        if twin := TWINS.get(name):
            _, end = self.span(node.func)
            self.change("a word's twin stands for it", node, twin, (end - len(name), end))
        for keyword in node.keywords:
            if keyword.arg:
                self.change("an argument is left out", keyword, "", self._with_comma(keyword))
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load):
            _, end = self.span(node)
            for other in sorted(self._fields[node.value.id] - {node.attr})[:3]:
                self.change("a field is mistaken", node, other, (end - len(node.attr), end))
        self.generic_visit(node)

    def visit_Tuple(self, node: ast.Tuple) -> None:
        self._lose_elements(node, node.elts)

    def visit_List(self, node: ast.List) -> None:
        self._lose_elements(node, node.elts)

    def visit_Set(self, node: ast.Set) -> None:
        self._lose_elements(node, node.elts)

    def visit_Dict(self, node: ast.Dict) -> None:
        for key, value in zip(node.keys, node.values, strict=True):
            if key is not None and len(node.keys) > 1:
                span = (self.span(key)[0], self.span(value)[1])
                self.change("an entry is left out", key, "", self._comma_behind(span))
        self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self.change("a loop goes on", node, "pass")

    def visit_Break(self, node: ast.Break) -> None:
        self.change("a loop goes on", node, "pass")

    def _lose_elements(self, node: ast.expr, elements: list[ast.expr]) -> None:
        if isinstance(getattr(node, "ctx", ast.Load()), ast.Load) and len(elements) > 2:
            for each in elements:
                self.change("an entry is left out", each, "", self._comma_behind(self.span(each)))
        self.generic_visit(node)

    def _comma_behind(self, span: tuple[int, int]) -> tuple[int, int]:
        start, end = span
        rest = self._raw[end:]
        gap = len(rest) - len(rest.lstrip())
        return (start, end + gap + 1) if rest[gap : gap + 1] == b"," else span

    def _with_comma(self, node: ast.keyword) -> tuple[int, int]:
        return self._comma_behind(self.span(node))


def _lost_words(text: str) -> Iterator[tuple[str, str]]:
    """Lose one word of a list of words, or one branch of a pattern."""
    for mark, operator in ((" ", "a word is lost"), ("|", "a branch of a pattern is lost")):
        words = text.split(mark)
        if len(words) > 3 and all(words):
            yield from ((operator, mark.join((*words[:place], *words[place + 1 :]))) for place in range(len(words)))


def sites_of(room: str) -> list[Mutant]:
    """List every possible change of a room that still compiles."""
    files = sorted(file for place in ROOMS[room] for file in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py")))
    found = [mutant for file in files for mutant in Sites(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")).collect()]
    return [mutant for mutant in found if _compiles(mutant)]


def _compiles(mutant: Mutant) -> bool:
    try:
        compile(changed(mutant), mutant.file, "exec")
    except SyntaxError:
        return False
    return True


def changed(mutant: Mutant) -> str:
    """Give the module's text with the change made."""
    raw = (ROOT / mutant.file).read_bytes()
    return (raw[: mutant.start] + mutant.text.encode() + raw[mutant.end :]).decode()


def draw(room: str, seed: int, count: int) -> list[Mutant]:
    """Draw changes: every kind of change in turn, so that the rare ones are tried too."""
    dice = random.Random(f"{seed}|{room}")
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in sites_of(room):
        kinds[mutant.operator].append(mutant)
    for found in kinds.values():
        dice.shuffle(found)
    drawn: list[Mutant] = []
    while len(drawn) < count and any(kinds.values()):
        drawn += [kinds[kind].pop() for kind in sorted(kinds) if kinds[kind]]
    dice.shuffle(drawn)
    return drawn[:count]


def tests_of(room: str) -> list[str]:
    """Name the files of a room's own tests, the small ones first: they are the quickest to notice."""
    names = (ROOT / "tests").glob(f"test_{room}*.py")
    return [path.relative_to(ROOT).as_posix() for path in sorted(names, key=lambda path: path.stat().st_size)]


def run_tests(copy: Path, tests: list[str], limit: float | None) -> str:
    """Run the tests in a copy: "passed", "failed" or "too long"."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--no-header", *tests]
    environment = os.environ | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("CI", None)
    try:
        done = subprocess.run(command, cwd=copy, env=environment, timeout=limit, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        return "too long"
    return "passed" if done.returncode == 0 else "failed"


def examine(room: str, seed: int, count: int, copies: "Queue[Path]", jobs: int) -> tuple[int, int]:
    """Try a room's changes and print what its tests did not notice; return how many were noticed, and how many were tried."""
    tests = tests_of(room)
    drawn = draw(room, seed, count)
    if not tests:
        print(f"{room}: it has no tests of its own", flush=True)
        return 0, len(drawn)
    copy = copies.get()
    began = time.monotonic()
    if run_tests(copy, tests, None) != "passed":
        raise SystemExit(f"{room}: its own tests {tests} do not pass unchanged")
    limit = SLACK * (time.monotonic() - began) + 10
    copies.put(copy)

    def noticed(mutant: Mutant) -> bool:
        copy = copies.get()
        place = copy / mutant.file
        original = place.read_bytes()
        try:
            place.write_text(changed(mutant), "utf-8")
            return run_tests(copy, tests, limit) != "passed"
        finally:
            place.write_bytes(original)
            copies.put(copy)

    with ThreadPoolExecutor(jobs) as pool:
        results = list(pool.map(noticed, drawn))
    print(
        f"{room}: {sum(results)} of {len(drawn)} noticed ({sum(results) / len(drawn):.0%}), seed {seed}, tests of {limit / SLACK:.0f} s",
        flush=True,
    )
    for mutant, seen in sorted(zip(drawn, results, strict=True), key=lambda pair: (pair[0].file, pair[0].line)):
        if not seen:
            was = (ROOT / mutant.file).read_bytes()[mutant.start : mutant.end].decode()
            print(
                f"  {mutant.file}:{mutant.line}  {mutant.operator}: {' '.join(was.split())[:70]} → {' '.join(mutant.text.split())[:70]}",
                flush=True,
            )
    return sum(results), len(drawn)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS], metavar="ROOM", help=f"default: {' '.join(ROOMS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=40, help="changes a room")
    parser.add_argument("--jobs", type=int, default=2)
    told = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copies: Queue[Path] = Queue()
        for number in range(told.jobs):
            copy = Path(folder) / str(number)
            for name in COPIED:
                source = ROOT / name
                if source.is_dir():
                    shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
                elif source.exists():
                    copy.mkdir(exist_ok=True)
                    shutil.copy(source, copy / name)
            copies.put(copy)
        figures = [examine(room, told.seed, told.count, copies, told.jobs) for room in told.rooms or ROOMS]
    print(f"all: {sum(seen for seen, _ in figures)} of {sum(tried for _, tried in figures)} noticed")


if __name__ == "__main__":
    main()
