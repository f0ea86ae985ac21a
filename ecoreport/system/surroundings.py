"""From rows to what surrounds the duties: parameters, stages, regions, links, the office's own facts and texts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ecoreport.language import patterns as re
from ecoreport.language.numerals import read_count
from ecoreport.language.widths import fold
from ecoreport.model import (
    Condition,
    DefinitionNote,
    Deliverable,
    Explanation,
    InspectionIssue,
    Light,
    Link,
    Mark,
    Material,
    Parameters,
    Reference,
    Region,
    Stage,
    YearlyGoal,
)
from ecoreport.model.facts import JUDGED_FIELDS
from ecoreport.system.directory import Directory
from ecoreport.system.forms import Forms, Parameter
from ecoreport.system.tables import Faults, Row

VERDICTS = ("met", "doubted", "not_met", "undecided", "not_applicable", "not_reported")
STATES = ("completed", "in_progress", "behind", "not_started", "not_reported")
MARKS = ("complete", "timely", "accurate", "proven")
_REGION_ENDING = re.compile("地?区$")


def read_parameters(rows: Iterable[Row], forms: Forms, faults: Faults) -> Parameters:
    """Read the sheet 参数, one parameter a row."""
    found = _find_parameters(rows, forms.parameters)
    if found:
        for parameter in forms.parameters:
            if parameter.needed and parameter.field not in found:
                faults.add(f"工作表“{forms.sheets['parameters'].title}”", f"缺少参数“{parameter.heading}”", "请补上这一行")
    text = {parameter.field: _read_parameter(parameter, found.get(parameter.field)) for parameter in forms.parameters}
    return Parameters(
        name=text["name"],
        edition=text["edition"],
        city=text["city"],
        period=_read_year(found["period"], "value") if "period" in found else 0,
        terrain=text["terrain"],
        city_size=text["city_size"],
        coastal=text["coastal"] == forms.written["yes"] if text["coastal"] else None,
        government=text["government"],
        office=text["office"],
        province=text["province"],
        ledger_deadline=found["ledger_deadline"].date("value") if "ledger_deadline" in found else None,
    )


def _find_parameters(rows: Iterable[Row], known: tuple[Parameter, ...]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        parameter = next((one for one in known if fold(row["parameter"]) in one.names), None)
        if parameter is None:
            row.fault("parameter", f"参数“{row['parameter']}”不认识", "可用的参数有:" + "、".join(one.heading for one in known))
        elif parameter.field in found:
            row.fault("parameter", f"参数“{parameter.heading}”重复", "请只留一行")
        else:
            found[parameter.field] = row
    return found


def _read_parameter(parameter: Parameter, row: Row | None) -> str:
    """Take a parameter's text; where it has choices, the choice that is meant, with or without 区."""
    text = row["value"] if row else ""
    if row and not text and parameter.needed:
        row.fault("value", f"缺少{parameter.heading}", f"请补填{parameter.heading}")
    if not row or not text or not parameter.choices:
        return text
    for choice in parameter.choices:
        if _REGION_ENDING.sub("", fold(text)) == _REGION_ENDING.sub("", fold(choice)):
            return choice
    row.fault("value", f"{parameter.heading}“{text}”不认识", "请填其中之一，或留空：" + "、".join(parameter.choices))
    return text


def _read_year(row: Row, field: str) -> int:
    text = fold(row[field]).removesuffix("年度").removesuffix("年")
    if not text:
        return 0
    if text.isascii() and 1900 <= (year := read_count(text) or 0) <= 2199:
        return year
    row.fault(field, f"年度“{row[field]}”不是四位年份", "请填四位数字，例如 2020")
    return 0


def read_stages(rows: Iterable[Row]) -> tuple[Stage, ...]:
    """Read the sheet 阶段, one deliverable a row."""
    stages: list[Stage] = []
    for row in rows:
        level, name = row.need("level"), row.need("name")
        row.need("begins")
        row.need("ends")
        begins, ends = row.date("begins"), row.date("ends")
        if begins and ends and begins > ends:
            row.fault("ends", "结束日期早于开始日期", "请核对起止日期")
        stage = Stage(level, name, begins or date.min, ends or date.min, (Deliverable(row.need("text"), row.date("due")),))
        if stages and replace(stages[-1], deliverables=stage.deliverables) == stage:
            stages[-1] = replace(stage, deliverables=stages[-1].deliverables + stage.deliverables)
        else:
            stages.append(stage)
    return tuple(stages)


def read_yearly_goals(rows: Iterable[Row]) -> tuple[YearlyGoal, ...]:
    """Read the sheet 年度目标."""
    goals = []
    for row in rows:
        row.need("year")
        goals.append(YearlyGoal(_read_year(row, "year"), row.need("region"), row.need("goal")))
    return tuple(goals)


def read_regions(rows: Iterable[Row]) -> tuple[Region, ...]:
    """Read the sheet 区域."""
    regions: dict[str, Region] = {}
    for row in rows:
        region = Region(row.need("name"), row.need("kind"), row.says("origin", "outside"), row.list("aliases"))
        for known in (region.name, *region.aliases):
            owner = regions.setdefault(fold(known), region)
            if owner is not region:
                row.fault("name" if known == region.name else "aliases", f"“{known}”已经是“{owner.name}”的名称或别名", "请删去重复的一处")
    return tuple(dict.fromkeys(regions.values()))


def read_links(rows: Iterable[Row], main_tasks: frozenset[int], indicators: frozenset[int], key_tasks: frozenset[int]) -> tuple[Link, ...]:
    """Read the sheet 对应关系; what it names must exist."""
    links = []
    for row in rows:
        row.need("main_task")
        links.append(
            Link(
                next(iter(_read_numbers(row, "main_task", main_tasks, "主要任务")), 0),
                _read_numbers(row, "indicators", indicators, "指标"),
                _read_numbers(row, "key_tasks", key_tasks, "重点任务"),
                row["note"],
            )
        )
    return tuple(links) if main_tasks else ()


def _read_numbers(row: Row, field: str, known: frozenset[int], kind: str) -> tuple[int, ...]:
    numbers = []
    for text in row.list(field, spaces=True):
        number = read_count(text)
        if text.isascii() and number in known:
            numbers.append(number)
        elif known or number is None:  # what points into a table that is not there points at nothing
            row.fault(field, f"没有序号为“{text}”的{kind}", f"请改为“{kind}”表中的序号")
    return tuple(numbers)


def read_references(rows: Iterable[Row], items: frozenset[str]) -> tuple[Reference, ...]:
    """Read the sheet 参照值; a row that states no fact is left out."""
    references: dict[tuple[str, int], Reference] = {}
    for row in rows:
        item = row.need("item")
        if item and items and item not in items:
            row.fault("item", f"没有编号为“{item}”的分项", "请改为“指标”表中的分项编号")
        row.need("year")
        year = _read_year(row, "year")
        met = row.choose("assigned_met", "请填“完成”或“未完成”，没有的留空", met="met", missed="missed")
        reference = Reference(
            item,
            year,
            **{field: row.decimal(field) for field in JUDGED_FIELDS},  # type: ignore[arg-type]  # each of them is a number
            assigned_met=None if not met else met == "met",
            actual=row.decimal("actual"),
            cell=f"{row.sheet}!{row.letters['item']}{row.number}",
        )
        if (item, year) in references:
            row.fault("item", f"分项{item}在{year}年有两行参照值", "请合并为一行")
        references.setdefault((item, year), reference)
    return tuple(references.values())


def read_notes(rows: Iterable[Row]) -> tuple[DefinitionNote, ...]:
    """Read the sheet 口径说明."""
    return tuple(
        DefinitionNote(row["no"], row.need("subject"), row.need("kind"), row["source_text"], row.need("treatment")) for row in rows
    )


def read_conditions(rows: Iterable[Row]) -> tuple[Condition, ...]:
    """Read the sheet 申报条件."""
    return tuple(
        Condition(
            row["no"],
            row.need("condition"),
            row["statement"],
            row["conclusion"],
            row["evidence"],
            row["basis"],
            row.says("checked", "unverified"),
        )
        for row in rows
    )


def read_inspections(rows: Iterable[Row], directory: Directory) -> tuple[InspectionIssue, ...]:
    """Read the sheet 督察整改."""
    return tuple(
        InspectionIssue(
            row["no"],
            row.need("issue"),
            row["requirement"],
            row["deadline"],
            row["status"],
            directory.read(row, needed=False),
        )
        for row in rows
    )


def read_explanations(rows: Iterable[Row]) -> tuple[Explanation, ...]:
    """Read the sheet 指标解释, one item a row; an item that the plan lacks is nobody's fault: plans are made of others, cut short."""
    explanations: dict[str, Explanation] = {}
    for row in rows:
        item = row.need("item")
        if item in explanations:
            row.fault("item", f"分项{item}有两行解释", "请合并为一行")
        unverified = row.says("checked", "unverified")
        told = Explanation(item, row["name"], row["meaning"], row["formula"], row["source"], row["basis"], unverified)
        explanations.setdefault(item, told)
    return tuple(explanations.values())


def read_lights(rows: Iterable[Row]) -> tuple[Light, ...]:
    """Read the sheet 亮灯, one light a row."""
    return tuple(
        Light(row.need("light"), _kinds(row, "verdicts", VERDICTS), _kinds(row, "states", STATES), row.decimal("least")) for row in rows
    )


def _kinds(row: Row, field: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Take words of a cell for the statuses that they name."""
    found = {text: next((kind for kind in known if fold(text) in row.words[f"is_{kind}"]), "") for text in row.list(field)}
    for text in (text for text, kind in found.items() if not kind):
        row.fault(field, f"{row.headings[field]}“{text}”不认识", "请用汇总表里的说法，如 达标、未达标、待定，已完成、推进中、滞后")
    return tuple(kind for kind in found.values() if kind)


def read_marks(rows: Iterable[Row]) -> tuple[Mark, ...]:
    """Read the sheet 计分, one part of the score a row."""
    return tuple(
        Mark(
            row.choose("kind", "请填“完整”“及时”“准确”或“佐证”", **{kind: f"for_{kind}" for kind in MARKS}) or "complete",  # type: ignore[arg-type]
            row.decimal("points") or Decimal(0),
            row.decimal("each") or Decimal(0),
            row.decimal("each_question") or Decimal(0),
        )
        for row in rows
    )


def read_materials(rows: Iterable[Row]) -> tuple[Material, ...]:
    """Read the sheet 报告素材."""
    materials: dict[str, Material] = {}
    for row in rows:
        key = row.need("key")
        if key in materials:
            row.fault("key", f"素材编号“{key}”重复", "请只留一行")
        materials.setdefault(key, Material(key, row.need("title"), row["text"], row["source"]))
    return tuple(materials.values())
