"""Every open cell of an issued blank comes back at its own id, field and year, whatever departments did to the form before.

Every other department's, and of another city's every sixth: `python benchmarks/issued_forms.py` takes all of them.
"""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from another_city import another_city
from filled_ledgers import fill_blank, saved, wrong
from reworked_ledgers import REWORKINGS, Sent, foreign_to, together

from ecoreport.issuing.duties import list_duties
from ecoreport.issuing.form import FORM, read_form
from ecoreport.model import Batch
from ecoreport.office import Office
from ecoreport.reading import Input
from ecoreport.system import load_system
from ecoreport.templates import SHIPPED
from ecoreport.work import read_one

SYSTEMS = {"舟山": load_system(), "另一个市": another_city()}
OFFICES = {city: Office.open(system, period=2020) for city, system in SYSTEMS.items()}
DUTIES = {(city, duty.department): duty for city, system in SYSTEMS.items() for duty in list_duties(system)}
FORM_OF_LEDGERS = read_form(SHIPPED.words(FORM))
# One whose tasks have several goals, one whose sheet's name once misled, one with a task alone, one whose columns are hidden in part.
SOME = ("市水利局", "市发改委", "市民政局", "市综合考评办")


def send(city: str, department: str, rework: Callable[[Sent], None]) -> Sent:
    duty, system = DUTIES[city, department], SYSTEMS[city]
    book, answers = fill_blank(system, duty, 2020, FORM_OF_LEDGERS)
    sent = Sent(book, answers, foreign_to(system, duty))
    rework(sent)
    return sent


def undue(sent: Sent, batch: Batch) -> list[str]:
    return [finding.message for finding in batch.findings if finding.code not in sent.due]


@pytest.mark.parametrize(
    ("city", "department"), [duty for place, duty in enumerate(DUTIES) if place % (2 if duty[0] == "舟山" else 6) == 0]
)
def test_every_open_cell_comes_back_at_its_own_place(city: str, department: str) -> None:
    sent = send(city, department, lambda _: None)
    batch = read_one(Input(f"{department}/台账.xlsx", data=saved(sent.book)), OFFICES[city])
    assert len(sent.answers) > 300
    assert wrong(sent.answers, batch) == {}
    assert undue(sent, batch) == []
    assert list(batch.unused) == []
    assert batch.submissions[0].department == department


# Each is done by two of the four, and all at once by every one of them.
REWORKED = [(SOME[place % 4], rework) for number, rework in enumerate(REWORKINGS) for place in (number, number + 1)]


@pytest.mark.parametrize(("department", "rework"), [*REWORKED, *((department, together) for department in SOME)])
def test_what_departments_do_to_the_form_does_not_disturb_it(department: str, rework: Callable[[Sent], None]) -> None:
    sent = send("舟山", department, rework)
    batch = read_one(Input(f"{department}/台账.xlsx", data=saved(sent.book)), OFFICES["舟山"])
    assert wrong(sent.answers, batch) == {}
    assert undue(sent, batch) == []


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_save_by_libreoffice_does_not_disturb_it_either(kind: str, tmp_path: Path) -> None:
    reworked = zip(SOME[::2], (REWORKINGS[0], together), strict=True)
    sent = {(department, rework.__name__): send("舟山", department, rework) for department, rework in reworked}
    (tmp_path / "in").mkdir()
    for (department, name), each in sent.items():
        (tmp_path / "in" / f"{department}-{name}.xlsx").write_bytes(saved(each.book))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", tmp_path / "out", *(tmp_path / "in").iterdir()], check=True, capture_output=True, timeout=300)
    for (department, name), each in sent.items():
        data = (tmp_path / "out" / f"{department}-{name}.{kind}").read_bytes()
        batch = read_one(Input(f"{department}/台账.{kind}", data=data), OFFICES["舟山"])
        assert wrong(each.answers, batch) == {}, (department, name)
        assert [finding.message for finding in batch.findings if finding.code not in each.due and finding.severity != "notice"] == []
