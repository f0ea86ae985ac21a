"""The house keeps its floors: who may import whom, which library enters by which door, who may print, open and write."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ecoreport"
MODULES = {path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", "."): path for path in sorted(PACKAGE.rglob("*.py"))}

STAGES = ("reading", "recognition", "normalisation", "checks", "consolidation", "rounds", "issuing", "rendering")
GROUND = ("model", "language", "errors", "machine", "records", "programs")
ABOVE = ("cli", "packing", "refreshing", "__init__", "__main__")
DOORS = {
    "xlrd": ("reading.",),
    "msoffcrypto": ("reading.crypto",),
    "xlsxwriter": ("rendering.workbook", "rendering.word.charts"),
    "openpyxl": ("system", "issuing", "rendering.returns"),
    "docxtpl": ("rendering.word",),
    "docx": ("rendering.word", "rendering.refresh"),
    "rapidfuzz": ("matching", "rendering.refresh"),
    "rich": ("cli", "summary"),
    "distributed": ("cluster",),
    "re": ("language.patterns", "programs"),  # which compiles when a pattern is first used
}
# One bad file, one bad rule of an office's own never stops the others; what nobody foresaw is one sentence.
WALLS = {
    "ecoreport.work": 1,
    "ecoreport.one_file": 1,
    "ecoreport.keeping": 1,
    "ecoreport.guard": 1,
    "ecoreport._worker": 1,
    "ecoreport.own_rules": 1,
    "ecoreport.cli": 1,
}
SOURCES = {module: path.read_text("utf-8") for module, path in MODULES.items()}
LONGEST = 400  # lines in one room
LONGEST_CLASS = 200
MOST_CAUGHT = 5  # classes of one handler


@cache
def nodes(source: str) -> tuple[ast.AST, ...]:
    """Parse a source once for all that is asked of it."""
    return tuple(ast.walk(ast.parse(source)))


def rooms(source: str) -> list[str]:
    """Name every module of ours that a source imports, below the package."""
    found = []
    for node in nodes(source):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" if node.module == "ecoreport" else node.module for alias in node.names]
    return found


def room_of(module: str) -> str:
    return [*module.split("."), "__init__"][1]


def faults(module: str, imports: list[str]) -> list[str]:
    """List what a module imports against the floors."""
    own = room_of(module)
    others = {room_of(name) for name in imports if name.startswith("ecoreport.")} - {own}
    wrong = []
    if own in STAGES and others & set(STAGES):
        wrong.append(f"{module} is a stage and imports the stage {others & set(STAGES)}")
    if own not in ("packing", "pipeline", "work", "one_file", "outputs", "refreshing", "__init__", *STAGES) and others & set(STAGES):
        wrong.append(f"{module} imports the stage {others & set(STAGES)}: only pipeline, work, outputs and the public names may")
    if own not in ABOVE and "pipeline" in others:
        wrong.append(f"{module} imports the pipeline")
    if own in GROUND and others - set(GROUND):
        wrong.append(f"{module} is the ground and imports {others - set(GROUND)}")
    for library, doors in DOORS.items():
        below = module.removeprefix("ecoreport.")
        if any(name.split(".")[0] == library for name in imports) and not below.startswith(doors):
            wrong.append(f"{module} imports {library} beside its door {doors}")
    return wrong


def test_every_module_keeps_to_its_floor() -> None:
    assert [fault for module, source in SOURCES.items() for fault in faults(module, rooms(source))] == []


def test_records_are_made_by_one_maker() -> None:
    theirs = {module for module, source in SOURCES.items() for node in nodes(source) if _takes_dataclass(node)}
    assert theirs == {"ecoreport.records"}


def _takes_dataclass(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "dataclasses" and "dataclass" in {alias.name for alias in node.names}


def test_a_stage_that_imports_another_is_seen() -> None:
    assert faults("ecoreport.reading.ooxml", ["ecoreport.recognition"])
    assert faults("ecoreport.model.plan", ["ecoreport.system"])
    assert faults("ecoreport.checks.values", ["rapidfuzz"])


def test_no_room_is_longer_than_its_limit() -> None:
    assert [module for module, source in SOURCES.items() if len(source.splitlines()) > LONGEST] == []


def prints(source: str) -> bool:
    return any(isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print" for node in nodes(source))


def test_only_the_command_prints() -> None:
    assert prints("def tell(): print(1)")
    assert [module for module, source in SOURCES.items() if room_of(module) not in ("cli", "__main__") and prints(source)] == []


def test_no_class_is_longer_than_its_limit() -> None:
    classes = [(module, node) for module, source in SOURCES.items() for node in nodes(source) if isinstance(node, ast.ClassDef)]
    assert len(classes) > 100
    assert [(module, node.name) for module, node in classes if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_CLASS] == []


def broad_catches(source: str) -> list[int]:
    """List the lines of handlers that catch everything, or more classes than can be meant; a named tuple counts by what it holds."""
    named = {
        target.id: node.value
        for node in nodes(source)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple)
        for target in node.targets
        if isinstance(target, ast.Name)
    }

    def classes(node: ast.expr) -> list[str]:
        if isinstance(node, ast.Tuple):
            return [name for each in node.elts for name in classes(each)]
        if isinstance(node, ast.Starred):
            return classes(node.value)
        return classes(named[node.id]) if isinstance(node, ast.Name) and node.id in named else [ast.unparse(node)]

    handlers = [node for node in nodes(source) if isinstance(node, ast.ExceptHandler)]
    caught = {handler.lineno: classes(handler.type) if handler.type else ["BaseException"] for handler in handlers}
    return [line for line, names in caught.items() if len(names) > MOST_CAUGHT or {"Exception", "BaseException"} & set(names)]


def test_nothing_catches_broadly_but_the_walls() -> None:
    assert {module: len(lines) for module, source in SOURCES.items() if (lines := broad_catches(source))} == WALLS


@pytest.mark.parametrize(
    ("caught", "broad"),
    [
        (": ...", True),
        (" Exception: ...", True),
        (" BaseException as fault: ...", True),
        (" (ValueError, Exception): ...", True),
        (" (A, B, C, D, E): ...", False),
        (" (A, B, C, D, E, F): ...", True),
        (" FEW: ...", False),
        (" MANY: ...", True),
        (" (A, *FEW): ...", True),
        (" (A, FEW): ...", True),
        (" ValueError: ...", False),
    ],
)
def test_a_long_tuple_is_broad_under_any_name(caught: str, broad: bool) -> None:
    source = f"FEW = (A, B, C, D, E)\nMANY = (*FEW, F)\ntry: ...\nexcept{caught}\n"
    assert bool(broad_catches(source)) == broad


ROOMS = sorted({room_of(module) for module in MODULES} - {"__main__"})  # packages and modules; `__init__` holds the public names


def test_every_room_has_a_test_of_its_own_name() -> None:
    called = {"__init__": "public", "own_rules": "rules_own", "_worker": "guard"}
    tests = {room: f"test_{called.get(room, room)}" for room in ROOMS}
    assert [name for name in tests.values() if not any(Path(__file__).parent.glob(f"{name}*.py"))] == []


# Who may touch files: by the operations called, whatever the name of what is opened.
READS = frozenset({"open", "read_bytes", "read_text", "run_path", "load_workbook", "iterdir", "rglob", "glob"})
WRITES = frozenset({"write_bytes", "write_text", "unlink", "mkdir", "rename", "rmdir", "touch", "rmtree", "copyfile"})
READERS = ("reading", "system", "templates", "casebook", "own_rules", "machine", "paths", "programs")  # an office's cases and rules; /proc
WRITERS = ("publish", "machine", "programs")  # programs: what is kept beside the bytecode


def operations(source: str) -> set[str]:
    """Name the file operations that a source calls; what works on bytes in memory (ZipFile(BytesIO(...))) is none."""
    calls = [node for node in nodes(source) if isinstance(node, ast.Call)]
    called = ((call, call.func.attr) for call in calls if isinstance(call.func, ast.Attribute))
    return {name for call, name in called if name in READS | WRITES and not _in_memory(call)} | {
        call.func.id for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("open", "load_workbook")
    }


def _in_memory(call: ast.Call) -> bool:
    text = ast.unparse(call)
    return "BytesIO" in text or text.startswith(("package.open", "self._package.open", "archive.open", "Office.open", "OpenOffice.open"))


def test_only_the_doors_open_and_write_files() -> None:
    done = {module: operations(source) for module, source in SOURCES.items() if room_of(module) not in WRITERS}
    assert {module: names & WRITES for module, names in done.items() if names & WRITES} == {}
    assert {module: names for module, names in done.items() if names & READS and room_of(module) not in READERS} == {}


@pytest.mark.parametrize(
    ("source", "done"),
    [
        ("Path('a').write_text('')", {"write_text"}),
        ("open('a')", {"open"}),
        ("path.unlink()", {"unlink"}),
        ("ZipFile(BytesIO(data)).open('a')", set()),
        ("load_workbook(path)", {"load_workbook"}),
        ("openpyxl.load_workbook(BytesIO(data))", set()),
    ],
)
def test_a_file_operation_is_seen_whatever_it_is_called_on(source: str, done: set[str]) -> None:
    assert operations(source) == done


LOADS = frozenset({"load_vocabulary", "load_forms", "load_system", "tomllib.loads", "tomllib.load"})


def loads(source: str) -> set[str]:
    """Name what a source calls or imports to open a vocabulary, a plan or a template by itself."""
    calls = {ast.unparse(node.func) for node in nodes(source) if isinstance(node, ast.Call)}
    return (calls & LOADS) | ({"ecoreport.templates"} & set(rooms(source)))


def test_no_stage_opens_a_vocabulary_or_a_template() -> None:
    assert loads("from ecoreport.templates import SHIPPED\nload_system()") == {"ecoreport.templates", "load_system"}
    assert {module: told for module, source in SOURCES.items() if room_of(module) in STAGES and (told := loads(source))} == {}
