"""What this program wrote is known by what it carries inside, and is never read as a ledger."""

import io
import json
import shutil
import subprocess
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from little_plans import little_plan
from openpyxl.packaging.custom import StringProperty
from scenes import report_of

import ecoreport as er
from ecoreport.model import MARK, MEMORY_SHEET, Ledger
from ecoreport.outputs import OUTPUTS
from ecoreport.pipeline import open_office
from ecoreport.reading import discover, read

REPORT = report_of([{"subject": "43", "department": "市城管局", "actual": "96.5"}], little_plan())


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("输出")
    written = open_office(little_plan()).write(REPORT, out, self_reports=True, letters=True).files
    return {path.relative_to(out).as_posix(): path for path in written}


def open_book(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it does not keep
        return openpyxl.load_workbook(io.BytesIO(path.read_bytes()))


def read_at(path: Path) -> list[Ledger]:
    return [ledger for source in discover([path]) for ledger in read(source)]


def assert_known(path: Path, says: str = "本程序写出的") -> None:
    for ledger in read_at(path):
        assert (ledger.outcome, ledger.sheets, ledger.findings) == ("skipped", (), ()), ledger.file
        assert ledger.message.startswith(says), ledger.file
        assert ledger.message.endswith("不是台账，未读取")


def test_every_output_of_a_run_is_known(outputs: dict[str, Path]) -> None:
    assert {output.name.rstrip("/") for output in OUTPUTS if output.asked_for in ("", "self_reports")} < {
        name.partition("/")[0] for name in outputs
    }
    for name, path in outputs.items():
        kinds = {".xlsx": "本程序写出的汇总表", ".docx": "本程序写出的报告（Word）", ".json": "本程序写出的结果数据（result.json）"}
        assert_known(path, kinds[Path(name).suffix])


@pytest.mark.parametrize("name", ["市水利局台账.xlsx", "汇总表(新1).xlsx", "汇总表 - 副本.xls", "没有扩展名", "台账.zip"])
def test_it_is_known_under_any_name(outputs: dict[str, Path], tmp_path: Path, name: str) -> None:
    for given in outputs.values():
        (tmp_path / name).write_bytes(given.read_bytes())
        assert_known(tmp_path / name)


def test_it_is_known_inside_an_archive(outputs: dict[str, Path], tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "上轮.zip", "w") as archive:
        for name, path in outputs.items():
            archive.writestr(f"输出/{name}", path.read_bytes())
    whole, *members = read_at(tmp_path / "上轮.zip")
    assert whole.outcome == "read"
    assert {member.outcome for member in members} == {"skipped"}
    assert len(members) == len(outputs)


def test_it_is_known_when_another_program_saved_it_again(outputs: dict[str, Path], tmp_path: Path) -> None:
    book = open_book(outputs["汇总表.xlsx"])
    book.save(tmp_path / "汇总表.xlsx")
    paper = docx.Document(outputs["技术报告.docx"])
    paper.add_paragraph("人工补写的一段")
    paper.save(tmp_path / "技术报告.docx")
    result = json.loads(outputs["result.json"].read_bytes())
    (tmp_path / "result.json").write_text(json.dumps(result), "utf-8-sig")
    assert_known(tmp_path)
    assert len(read_at(tmp_path)) == 3


def test_a_workbook_without_the_mark_is_known_by_its_hidden_sheet(outputs: dict[str, Path], tmp_path: Path) -> None:
    book = open_book(outputs["汇总表.xlsx"])
    del book.custom_doc_props[MARK[0]]
    book.save(tmp_path / "汇总表.xlsx")
    with zipfile.ZipFile(tmp_path / "汇总表.xlsx") as package:
        assert "docProps/custom.xml" not in package.namelist()
    assert_known(tmp_path / "汇总表.xlsx", "本程序写出的汇总表")


def test_a_paper_without_the_mark_is_known_by_its_styles(outputs: dict[str, Path], tmp_path: Path) -> None:
    for name, path in outputs.items():
        if name.endswith(".docx") and not name.startswith("文书/"):  # letters came after the mark
            paper = docx.Document(path)
            paper.part.package.rels.pop(
                next(key for key, rel in paper.part.package.rels.items() if rel.reltype.endswith("custom-properties"))
            )
            paper.save(tmp_path / Path(name).name)
            with zipfile.ZipFile(tmp_path / Path(name).name) as package:
                assert "docProps/custom.xml" not in package.namelist()
    assert len(read_at(tmp_path)) > 1
    assert_known(tmp_path, "本程序写出的报告（Word）")


@pytest.mark.office
@pytest.mark.parametrize(("name", "kinds"), [("汇总表.xlsx", ("ods", "xls")), ("技术报告.docx", ("odt", "doc"))])
def test_it_is_known_when_libreoffice_saved_it_again(outputs: dict[str, Path], tmp_path: Path, name: str, kinds: tuple[str, ...]) -> None:
    soffice = shutil.which("soffice")
    assert soffice
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    for kind in kinds:
        given = (soffice, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path / "另存"), str(outputs[name]))
        subprocess.run(given, check=True, capture_output=True)
    assert len(list((tmp_path / "另存").iterdir())) == len(kinds)
    assert_known(tmp_path / "另存")


# ---- what is not ours ------------------------------------------------------------------------------


def test_a_paper_with_one_of_our_styles_is_no_output(tmp_path: Path) -> None:
    paper = docx.Document()
    for name in ("待补", "表题"):
        paper.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    paper.save(tmp_path / "来文.docx")
    assert read_at(tmp_path / "来文.docx")[0].outcome == "failed"


def test_a_blank_ledger_is_a_ledger(tmp_path: Path) -> None:
    system = er.load_system()
    ledger = er.issue_ledgers(replace(system, indicators=system.indicators[:1], key_tasks=(), main_tasks=()), tmp_path)[0]
    assert MEMORY_SHEET in open_book(ledger).sheetnames  # its own stamps lie under the same name
    assert read_at(ledger)[0].outcome == "read"


@pytest.mark.parametrize("told", [("KSOProductBuildVer", "2052-12.1.0.17133"), ("ecoreport", "按 ecoreport 的要求填写"), ("备注", MARK[1])])
def test_a_ledger_with_properties_of_its_own_is_a_ledger(tmp_path: Path, told: tuple[str, str]) -> None:
    book = openpyxl.Workbook()
    book.active.append(("指标名称", "单位", "2020年"))
    book.custom_doc_props.append(StringProperty(name=told[0], value=told[1]))
    book.save(tmp_path / "市水利局.xlsx")
    assert read_at(tmp_path / "市水利局.xlsx")[0].outcome == "read"


def test_a_template_s_own_properties_stay_beside_the_mark(tmp_path: Path) -> None:
    template = docx.Document(Path(__file__).parent.parent / "templates" / "technical_report.docx")
    blob = (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        b'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
        b'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052</vt:lpwstr></property></Properties>'
    )
    package = template.part.package
    package.relate_to(
        Part(PackURI("/docProps/custom.xml"), CONTENT_TYPE.OFC_CUSTOM_PROPERTIES, blob, package), RELATIONSHIP_TYPE.CUSTOM_PROPERTIES
    )
    template.save(tmp_path / "模板.docx")
    paper = er.write_document(REPORT, tmp_path / "报告.docx", tmp_path / "模板.docx")
    with zipfile.ZipFile(io.BytesIO(paper.read_bytes())) as written:
        assert written.namelist().count("docProps/custom.xml") == 1
        said = written.read("docProps/custom.xml").decode()
    assert 'pid="2" name="KSOProductBuildVer"' in said
    assert 'pid="3" name="ecoreport"' in said
    assert_known(paper, "本程序写出的报告")


# ---- a whole run -----------------------------------------------------------------------------------


def test_older_outputs_among_the_ledgers_change_nothing(tmp_path: Path) -> None:
    ledgers = tmp_path / "台账"
    ledgers.mkdir()
    (ledgers / "市城管局指标数据.csv").write_text("指标名称,单位,2020年\n城镇污水处理率,%,96.5\n", "utf-8")
    alone = er.run(ledgers, tmp_path / "输出", little_plan(), self_reports=True)
    shutil.copytree(tmp_path / "输出", ledgers / "上轮输出")
    for name in ("汇总表(新1).xlsx", "汇总表 - 副本.xlsx"):
        shutil.copyfile(tmp_path / "输出" / "汇总表.xlsx", ledgers / name)
    shutil.make_archive(str(ledgers / "存档"), "zip", tmp_path / "输出")
    among = er.run(ledgers, ledgers / "输出", little_plan())
    assert (among.items, among.tasks, among.findings, among.unused) == (alone.items, alone.tasks, alone.findings, alone.unused)
    added = {each.file: each for each in among.submissions if each not in alone.submissions}
    assert {each.outcome for name, each in added.items() if name != "存档.zip"} == {"skipped"}
    assert {each.cells.counted for each in added.values()} == {0}
    first = (ledgers / "输出" / "result.json").read_bytes()
    er.run(ledgers, ledgers / "输出", little_plan())  # its own OUT below the input: the same again gives the same bytes
    assert (ledgers / "输出" / "result.json").read_bytes() == first
