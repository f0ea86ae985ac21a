"""Formulas that put a picture into their cell."""

_PICTURES = ("DISPIMG(", "IMAGE(")  # by WPS, by Excel


def is_picture(formula: str) -> bool:
    """Does a formula put a picture into its cell; programs that do not know it write it in small letters or behind _xlfn."""
    return formula.lstrip("=").upper().removeprefix("_XLFN.").startswith(_PICTURES)
