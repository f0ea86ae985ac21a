"""Formulas that put a picture into their cell."""

import pytest

from ecoreport.language.pictures import is_picture


@pytest.mark.parametrize(
    ("formula", "picture"),
    [
        ('=DISPIMG("ID",1)', True), ("=_xlfn.DISPIMG(1)", True), ("_xlfn.image(1)", True), ("=IMAGE(1)", True), ("=IMAGES(1)", False), ("=A1+IMAGE(1)", False), ("=DISPIMG", False),
        ("", False),
    ],
)  # fmt: skip
def test_a_formula_that_puts_a_picture_into_its_cell(formula: str, picture: bool) -> None:
    assert is_picture(formula) is picture
