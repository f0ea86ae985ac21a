"""Set a whole paper's fields as it is printed: full-width punctuation among Hanzi, whoever wrote the words."""

from typing import TypeVar

from ecoreport.rendering.papers.figures import in_full

View = TypeVar("View")


def set_in_full(view: View) -> View:
    """Set every text of a record, and of all records that it holds."""
    if isinstance(view, str):
        return in_full(view)  # type: ignore[return-value]  # what goes in comes out
    if isinstance(view, tuple):
        return tuple(map(set_in_full, view))  # type: ignore[return-value]
    if isinstance(view, dict):
        return type(view)((key, set_in_full(value)) for key, value in view.items())
    names = getattr(type(view), "__dataclass_fields__", ())
    return type(view)(*(set_in_full(getattr(view, name)) for name in names)) if names else view
