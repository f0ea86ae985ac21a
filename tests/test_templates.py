"""Templates: the office's own first, and what cannot serve is refused with file, line and mend."""

import re
from pathlib import Path

import pytest

from ecoreport.errors import TemplateError
from ecoreport.templates import SHIPPED, Templates, shipped_files

ROOT = Path(__file__).parent.parent
WORDS = ["ledger.toml", "pack.toml", "report.toml", "system.toml", "vocabulary.toml", "workbook.toml"]


def own(folder: Path, name: str, old: str = "", new: str = "", encoding: str = "utf-8") -> Templates:
    """Lay an office's copy of a template into a folder, one place changed."""
    text = SHIPPED.path(name).read_text("utf-8")
    assert old in text
    (folder / name).write_bytes(text.replace(old, new, 1).encode(encoding))
    return Templates(folder)


def refusal(templates: Templates, name: str) -> str:
    with pytest.raises(TemplateError) as caught:
        templates.words(name)
    return str(caught.value).replace(f"{templates.folder}/", "").replace(f"{templates.folder}\\", "")


def test_the_shipped_templates_lie_in_the_checkout() -> None:
    assert {SHIPPED.path(name).parent for name, _ in shipped_files()} == {ROOT / "templates"}
    assert [name for name, _ in shipped_files()] == sorted(path.name for path in (ROOT / "templates").iterdir())
    assert dict(shipped_files())["ledger.toml"] == (ROOT / "templates" / "ledger.toml").read_bytes()


def test_an_own_template_goes_before_the_shipped_one(tmp_path: Path) -> None:
    templates = own(tmp_path, "vocabulary.toml")
    assert templates.path("vocabulary.toml") == templates.own("vocabulary.toml") == tmp_path / "vocabulary.toml"
    assert templates.path("workbook.toml") == ROOT / "templates" / "workbook.toml"
    assert templates.own("workbook.toml") is None
    assert SHIPPED.own("workbook.toml") is None


def test_a_template_that_nobody_ships_is_named() -> None:
    with pytest.raises(TemplateError, match=r"找不到模板文件“报告\.toml”。请重新安装"):
        SHIPPED.path("报告.toml")


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_copy_with_or_without_a_byte_order_mark_reads_as_the_shipped_file(name: str, encoding: str, tmp_path: Path) -> None:
    assert own(tmp_path, name, encoding=encoding).words(name) == SHIPPED.words(name)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
@pytest.mark.parametrize("name", WORDS)
def test_another_encoding_is_refused_with_the_mend(name: str, encoding: str, tmp_path: Path) -> None:
    templates = own(tmp_path, name, encoding=encoding)
    assert refusal(templates, name) == f"模板“{name}”不是 UTF-8 编码。请用记事本打开，另存为时把编码选为 UTF-8 后重试。"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fault_of_form_names_its_line(line_end: str, tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_bytes(f'[status]{line_end}met = "达标{line_end}'.encode("utf-8-sig"))
    assert refusal(Templates(tmp_path), "report.toml") == (
        "模板“report.toml”第2行第10个字符处不合 TOML 格式（多为引号、括号没有成对，或同一个键写了两次）。请改正该处，或删去该文件改用自带的。"
    )
    (tmp_path / "report.toml").write_bytes(b"[")
    assert "“report.toml”末尾不合 TOML 格式" in refusal(Templates(tmp_path), "report.toml")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("report.toml", "\nmet = ", "\nmett = ", "缺少“status.met”；第{line}行多出“status.mett”（是否应为“met”）"),
        ("report.toml", "[status]", "[zustand]", "缺少“status”；第{line}行多出“zustand”"),
        ("ledger.toml", "file_name =", "filename =", "缺少“file_name”；第{line}行多出“filename”（是否应为“file_name”）"),
        (
            "vocabulary.toml",
            'words = ["盖章"',
            'words = 3 # ["盖章"',
            "第{line}行“signature_noise.words”应写成一列，用方括号括起",
        ),
        ("ledger.toml", "years = ", "years = [1] #", "第{line}行“years”应写成一个整数"),
    ],
)
def test_a_key_that_is_missing_or_spare_is_named_with_its_line(name: str, old: str, new: str, said: str, tmp_path: Path) -> None:
    templates = own(tmp_path, name, old, new)
    changed = new.rsplit("\n", maxsplit=1)[-1]
    lines = (tmp_path / name).read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, 1) if text.startswith(changed))
    assert refusal(templates, name) == (
        f"模板“{name}”{said.format(line=line)}。请对照自带的 {name} 改正（ecoreport init 可再复制一份），或删去该文件改用自带的。"
    )


def test_a_table_that_was_made_a_value_is_told(tmp_path: Path) -> None:
    text = SHIPPED.path("workbook.toml").read_text("utf-8")
    (tmp_path / "workbook.toml").write_text("style = 1\n" + text.replace("[style]", "[words.more]"), "utf-8")
    assert "第1行“style”应写成一节，下面再写各项" in refusal(Templates(tmp_path), "workbook.toml")


def test_names_that_an_office_chooses_itself_are_free(tmp_path: Path) -> None:
    templates = own(tmp_path, "vocabulary.toml", "[variants]", '[variants]\n"市文旅局" = ["文旅局"]')
    assert templates.words("vocabulary.toml")["variants"]["市文旅局"] == ["文旅局"]


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("vocabulary.toml", r"(?ms)^\[kinds\].*?(?=^\[(?!kinds)|\Z)"),
        ("vocabulary.toml", r"(?ms)^former = \[.*?\]\n"),
        ("vocabulary.toml", r"(?ms)^own_name = \[.*?\]\n"),
        ("report.toml", r"(?m)^departments_unread = .*\n"),
        ("ledger.toml", r"(?m)^file_name = .*\n"),
    ],
)
def test_what_a_copy_of_an_earlier_release_lacks_is_the_shipped_one_s(name: str, gone: str, tmp_path: Path) -> None:
    text = SHIPPED.path(name).read_text("utf-8")
    kept, count = re.subn(gone, "", text, count=1)
    (tmp_path / name).write_text(kept, "utf-8")
    assert count == 1
    assert Templates(tmp_path).words(name) == SHIPPED.words(name)


def test_what_a_copy_of_the_layout_leaves_out_is_taken_from_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "workbook.toml").write_text('[sheets]\n[words.status]\nmet = "已达标"\n', "utf-8")
    words = Templates(tmp_path).words("workbook.toml")
    shipped = SHIPPED.words("workbook.toml")
    assert words["words"]["status"] == {**shipped["words"]["status"], "met": "已达标"}
    assert (words["words"]["severity"], words["style"], words["sheets"]) == (shipped["words"]["severity"], shipped["style"], {})


def test_a_template_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    templates = own(tmp_path, "report.toml")
    (tmp_path / "report.toml").unlink()
    (tmp_path / "report.toml").mkdir()
    assert templates.path("report.toml").parent == ROOT / "templates"  # a folder of that name is no template


EARLIER_WORDS = """
[pending]
bare = "〔待补〕"
[sentences]
up = "{year}年比{earlier}年上升{difference}"
reported_by = "由{department}填报"
"""
EARLIER_SHEET = """
[sheets.definitions]
title = "口径与冲突"
heading = "口径与冲突"
note = ""
columns = [ { field = "name", heading = "指标", width = 20 }, { field = "chosen", heading = "采用", width = 20 } ]
"""


def test_a_copy_of_an_earlier_release_serves_though_keys_texts_and_sheets_of_it_are_others_now(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text(EARLIER_WORDS, "utf-8")
    (tmp_path / "workbook.toml").write_text(EARLIER_SHEET, "utf-8")
    found = Templates(tmp_path)
    assert found.words("report.toml")["sentences"]["up"] == SHIPPED.words("report.toml")["sentences"]["up"]
    assert found.words("workbook.toml")["sheets"]["definitions"] == SHIPPED.words("workbook.toml")["sheets"]["definitions"]


def test_a_text_of_an_earlier_release_that_an_office_reworded_is_told_with_its_blank(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_text('[sentences]\nup = "{year}年较{earlier}年升{difference}"\n', "utf-8")
    with pytest.raises(TemplateError, match=r"\{year\}"):
        Templates(tmp_path).words("report.toml")
