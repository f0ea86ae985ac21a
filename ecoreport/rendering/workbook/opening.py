"""Links to ledgers and evidence, from wherever the workbook lies: to the file, and where its format has sheets and cells, to the cell."""

from ecoreport.model import Source
from ecoreport.rendering.workbook.content import Content, centred
from ecoreport.rendering.workbook.scene import Scene, quote

_LONGEST = 2_000  # characters of an address, a little less than Excel takes; a Hanzi is nine of them
_WITH_CELLS = frozenset({"xlsx", "xls", "ods", "xml2003"})  # containers whose programs go to a cell that a link names


def open_cell(scene: Scene, source: Source, words: str) -> Content:
    """Lead to the file and cell by these words; plain where nothing opens it."""
    url = scene.report.links.get(source.file, "")
    if not url or len(url) > _LONGEST:
        return centred(words if words == source.cell else scene.say("nothing"))
    return Content(words, "link", opens=url, place=_place(scene, source))


def open_file(scene: Scene, path: str) -> Content:
    """Lead from the path of a file below the evidence folder to the file; plain where nothing opens it, as within a .zip."""
    url = scene.report.evidence_links.get(path, "")
    return Content(path, "path", opens=url if len(url) <= _LONGEST else "")


def _place(scene: Scene, source: Source) -> str:
    """Name sheet and cell; of what lies in an archive only the archive can be opened."""
    if not source.sheet or not source.cell or scene.containers.get(source.file) not in _WITH_CELLS:
        return ""
    return f"{quote(source.sheet)}!{source.cell}"
