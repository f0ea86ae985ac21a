"""Find the files of templates/: the user's folder first, then the package's own, then the checkout's."""

from pathlib import Path

from ecoreport.errors import TemplateError

_HERE = Path(__file__).resolve().parent
_SHIPPED = (_HERE / "templates", _HERE.parent / "templates")


def template_path(name: str, folder: Path | None = None) -> Path:
    """Find one template by its file name; raise TemplateError where no folder holds it."""
    places = ((folder,) if folder else ()) + _SHIPPED
    for place in places:
        if (path := place / name).is_file():
            return path
    raise TemplateError(f"找不到模板文件“{name}”。请重新安装 ecoreport，或用 ecoreport init 复制一份模板后再试。")


def shipped_templates() -> tuple[Path, ...]:
    """List every shipped template, by name."""
    folder = next(place for place in _SHIPPED if place.is_dir())
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))
