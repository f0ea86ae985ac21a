"""The house keeps its floors: who may import whom, which library enters by which door, who may print, open and write."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ecoreport"
MODULES = {path.relative_to(PACKAGE.parent).with_suffix("").as_posix().replace("/", "."): path for path in sorted(PACKAGE.rglob("*.py"))}

STAGES = ("reading", "recognition", "normalisation", "checks", "consolidation", "rounds", "issuing", "rendering")
GROUND = ("model", "language", "errors", "machine")
ABOVE = ("cli", "__init__", "__main__")
DOORS = {
    "xlrd": ("reading.",),
    "msoffcrypto": ("reading.crypto",),
    "xlsxwriter": ("rendering.workbook", "rendering.word.charts"),
    "openpyxl": ("system", "issuing", "rendering.returns"),
    "docxtpl": ("rendering.word",),
    "docx": ("rendering.word",),
    "rapidfuzz": ("matching",),
    "typer": ("cli", "usage"),
    "rich": ("cli", "summary"),
}
# One bad file, one bad rule of an office's own never stops the others; what nobody foresaw is one sentence.
WALLS = {"ecoreport.work": 2, "ecoreport.guard": 1, "ecoreport._worker": 1, "ecoreport.own_rules": 1, "ecoreport.cli": 1}
LONGEST = 400  # lines in one room
LONGEST_CLASS = 200
MOST_CAUGHT = 5  # classes of one handler


def rooms(path: Path) -> list[str]:
    """Name every module of ours that a file imports, below the package."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
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
    if own not in ("pipeline", "work", "outputs", "__init__", *STAGES) and others & set(STAGES):
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


@pytest.mark.parametrize("module", MODULES)
def test_every_module_keeps_to_its_floor(module: str) -> None:
    assert faults(module, rooms(MODULES[module])) == []


def test_a_stage_that_imports_another_is_seen() -> None:
    assert faults("ecoreport.reading.ooxml", ["ecoreport.recognition"])
    assert faults("ecoreport.model.plan", ["ecoreport.system"])
    assert faults("ecoreport.checks.values", ["rapidfuzz"])


@pytest.mark.parametrize("module", MODULES)
def test_no_room_is_longer_than_its_limit(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("module", MODULES)
def test_only_the_command_prints(module: str) -> None:
    if room_of(module) in ("cli", "__main__"):
        return
    calls = [
        node.func.id
        for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    assert "print" not in calls


@pytest.mark.parametrize("module", MODULES)
def test_no_class_is_longer_than_its_limit(module: str) -> None:
    classes = [node for node in ast.walk(ast.parse(MODULES[module].read_text("utf-8"))) if isinstance(node, ast.ClassDef)]
    assert [node.name for node in classes if (node.end_lineno or 0) - node.lineno + 1 > LONGEST_CLASS] == []


def broad_catches(source: str) -> list[int]:
    """List the lines of handlers that catch everything, or more classes than can be meant; a named tuple counts by what it holds."""
    tree = ast.parse(source)
    named = {
        target.id: node.value
        for node in ast.walk(tree)
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

    handlers = [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]
    caught = {handler.lineno: classes(handler.type) if handler.type else ["BaseException"] for handler in handlers}
    return [line for line, names in caught.items() if len(names) > MOST_CAUGHT or {"Exception", "BaseException"} & set(names)]


@pytest.mark.parametrize("module", MODULES)
def test_nothing_catches_broadly_but_the_walls(module: str) -> None:
    assert len(broad_catches(MODULES[module].read_text("utf-8"))) == WALLS.get(module, 0)


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


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_test_of_its_own_name(room: str) -> None:
    name = {"__init__": "public", "own_rules": "rules_own", "_worker": "guard"}.get(room, room)
    assert sorted(Path(__file__).parent.glob(f"test_{name}*.py")), f"tests/test_{name}.py is missing"


# Who may touch files: by the operations called, whatever the name of what is opened.
READS = frozenset({"open", "read_bytes", "read_text", "run_path", "load_workbook", "iterdir", "rglob", "glob"})
WRITES = frozenset({"write_bytes", "write_text", "unlink", "mkdir", "rename", "rmdir", "touch", "rmtree", "copyfile"})
READERS = ("reading", "system", "templates", "casebook", "own_rules", "machine", "paths")  # an office's cases and rules; /proc
WRITERS = ("publish", "machine")


def operations(source: str) -> set[str]:
    """Name the file operations that a source calls; what works on bytes in memory (ZipFile(BytesIO(...))) is none."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    found = {call.func.attr for call in calls if isinstance(call.func, ast.Attribute) and not _in_memory(call)}
    return (found & (READS | WRITES)) | {
        call.func.id for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("open", "load_workbook")
    }


def _in_memory(call: ast.Call) -> bool:
    text = ast.unparse(call)
    return "BytesIO" in text or text.startswith(("package.open", "self._package.open", "archive.open", "Office.open", "OpenOffice.open"))


@pytest.mark.parametrize("module", MODULES)
def test_only_the_doors_open_and_write_files(module: str) -> None:
    done = operations(MODULES[module].read_text("utf-8"))
    own = room_of(module)
    if own not in READERS and own not in WRITERS:
        assert done & READS == set()
    if own not in WRITERS:
        assert done & WRITES == set()


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


@pytest.mark.parametrize("module", MODULES)
def test_no_stage_opens_a_vocabulary_or_a_template(module: str) -> None:
    if room_of(module) not in STAGES:
        return
    source = MODULES[module].read_text("utf-8")
    assert "ecoreport.templates" not in rooms(MODULES[module])
    calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)}
    assert not calls & {"load_vocabulary", "load_forms", "load_system", "tomllib.loads", "tomllib.load"}
