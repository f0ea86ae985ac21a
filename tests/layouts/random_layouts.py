"""Ledgers put together at random (from a seed): every choice an office makes is a throw of the dice, and its right reading is known."""

import random
from decimal import Decimal
from typing import Any

from builder import C, Case, S
from scoring import SYSTEM

HEADINGS = {
    "number": ["序号", "编号", "序 号", "No.", "指标序号"],
    "name": ["指标名称", "指标", "考核指标", "指标内容", "项目", "名称", "指标项目", "评价指标", "建设指标", "具体指标", "指标名称及分项"],
    "unit": ["单位", "计量单位", "指标单位", "计量\n单位", "数据单位"],
    "target": ["指标值", "目标值", "考核要求", "创建目标", "标准值", "指标要求", "目标要求", "规划目标"],
    "nature": ["指标属性", "属性", "指标性质"],
    "departments": ["责任单位", "责任部门", "牵头单位", "牵头部门"],
    "self_assessment": ["是否达标", "达标情况", "自评", "自评结果", "达标与否", "完成与否", "自评结论"],
    "statement": ["完成情况说明", "情况说明", "工作开展情况", "主要做法", "说明", "工作进展情况", "文字说明"],
    "data_source": ["数据来源", "资料来源", "数据出处", "来源"],
    "evidence": ["佐证材料", "佐证编号", "证明材料", "佐证材料名称", "支撑材料"],
    "remark": ["备注", "其他说明", "备 注"],
    "numerator": ["分子", "计算分子"],
    "denominator": ["分母", "计算分母"],
    "average": ["全省平均值", "全省平均", "省平均水平"],
}
YEAR_FORMS = [
    "{y}年",
    "{y}",
    "{y}年完成值",
    "{y}年度",
    "{y}年实际值",
    "{y}年现状值",
    "{y}年完成情况",
    "{y}年度完成值",
    "完成值({y}年)",
    "{y}年数据",
]
RELATIVE = {
    2020: ["本年", "本年完成值", "当年完成值", "本年度"],
    2019: ["上年", "上年完成值", "去年", "上年度"],
    2018: ["前年", "前年完成值"],
}
OVER_YEARS = ["近三年完成情况", "完成值", "三年完成情况", "指标完成情况", "历年数据", "近三年数据", "实际完成值"]
TITLES = ["舟山市生态文明建设示范市创建指标完成情况表", "生态文明建设示范市创建指标填报表", "附表1 指标数据汇总", "{d}创建指标台账"]
NOTES = ["注:以上数据均为年末数。", "备注:数据以统计部门核定为准。", "本表一式两份。", "说明:部分数据待审定。"]
SOURCES = ["统计年鉴", "年度监测报告", "部门统计报表", "环境质量公报"]
SAID = ["按计划推进各项工作。", "工作机制健全,责任落实到位。", "已形成长效机制。", "严格落实上级要求。"]
STYLE_OF_PART = ["column", "joined", "indented", "circled", "lettered", "alone"]


class Office:
    """One office and its habits."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.seed = seed
        r = self.random
        lead = r.choice(sorted({item.lead_department for item in SYSTEM.items}))
        own = [item for item in SYSTEM.items if item.lead_department == lead]
        others = [item for item in SYSTEM.items if lead in item.departments and item not in own]
        pool = own + others
        if len(pool) < 3:
            pool = pool + r.sample([item for item in SYSTEM.items if item not in pool], 3)
        size = r.randint(2, min(9, len(pool)))
        chosen = {item.id for item in r.sample(pool, size)}
        self.items = [item for item in SYSTEM.items if item.id in chosen]
        self.department = lead
        self.years = r.choice([(2018, 2019, 2020), (2018, 2019, 2020), (2019, 2020), (2020,)])
        self.values: dict[tuple[str, int], str] = {}
        self.cells: dict[tuple[str, int], Any] = {}
        self.unit_in = r.choice(["column", "column", "heading", "name", "value", "none"])
        for item in self.items:
            for year in self.years:
                self._fill(item, year)

    def _fill(self, item: Any, year: int) -> None:
        r = self.random
        key = (item.id, year)
        if r.random() < 0.08 and year != 2020:
            return
        if item.unit in ("", "-") and item.direction is None:
            word = item.target.split(",")[0]
            self.values[key] = (
                word if r.random() < 0.5 else "已" + word if not word.startswith(("不", "面积", "严格", "功能", "完成")) else word
            )
            self.cells[key] = self.values[key]
            return
        if item.unit == "%":
            number = Decimal(r.randint(300, 1000)) / 10
        elif item.unit in ("公里", "公顷", "亿元"):
            number = Decimal(r.randint(100, 90000)) / 10
        elif item.unit == "千克/公顷":
            number = Decimal(r.randint(2000, 4500)) / 10
        elif item.unit == "千克/亩":
            number = Decimal(r.randint(10, 30)) / 100
        else:
            number = Decimal(r.randint(20, 900)) / 10
        self.values[key] = plain(number)
        self.cells[key] = self._write(item, number)

    def _write(self, item: Any, number: Decimal) -> Any:
        r = self.random
        text = plain(number)
        forms: list[Any] = [number, number, number, number, text]
        if item.unit == "%":
            forms += [text + "%", text + "%", C(number / 100, "0.00%"), text + " %", text + "％", C(number, '0.0"%"')]
        elif item.unit not in ("", "-") and item.id not in ("37", "50.3"):
            forms += [text + item.unit]
        if number >= 1000:
            forms += [f"{number:,}", f"{number:,}"]
        if r.random() < 0.08:
            forms = [text.translate({ord(str(d)): chr(0xFF10 + d) for d in range(10)} | {ord("."): "．"})]
        if self.unit_in == "value" and item.unit not in ("", "-") and item.id not in ("37", "50.3"):
            forms = [text + item.unit]
        return r.choice(forms)

    # ---- names ------------------------------------------------------------------------------

    def name(self, item: Any, style: str, position: int) -> tuple[str | None, str | None]:
        """Write an item's name: the indicator's column and the part's."""
        r = self.random
        several = item.indicator != item.name
        name = item.name
        suffix = ""
        if self.unit_in == "name" and item.unit not in ("", "-"):
            suffix = r.choice([f"({item.unit})", f"（{item.unit}）"])
        if not several:
            prefix = r.choice(["", "", "", f"{item.no}.", f"{item.no}、"]) if style != "column" else ""
            return prefix + name + suffix, None
        if style == "column":
            return item.indicator, name + suffix
        if style == "joined":
            return item.indicator + r.choice(["——", "-", ":", "(", "—"]).replace("(", "-") + name + suffix, None
        if style == "circled":
            return "①②③④⑤"[position] + name + suffix, None
        if style == "lettered":
            return f"({'abcde'[position]}){name}{suffix}", None
        if style == "indented":
            return "    " + name + suffix, None
        return name + suffix, None


def plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def letters(column: int) -> str:
    out = ""
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def make_case(seed: int) -> Case:
    """Make the ledger of one seed."""
    office = Office(seed)
    kind = office.random.choice(
        [
            "plain",
            "plain",
            "plain",
            "two_rows",
            "two_rows",
            "turned",
            "turned_years",
            "long",
            "yearly_sheets",
            "cards",
            "card_sheets",
            "item_sheets",
            "side_by_side",
            "bare",
        ]
    )
    maker = globals()["make_" + kind]
    sheets = maker(office)
    file = office.random.choice(
        [f"{office.department}/台账.xlsx", f"{office.department}-指标填报表.xlsx", f"附件2 指标台账({office.department})0115.xlsx"]
    )
    extra = [S("Sheet2", []), S("Sheet3", [])] if office.random.random() < 0.2 else []
    return Case(f"{kind} #{seed}", [*sheets, *extra], office.values, file, office.department, in_order=True)


def _top(office: Office, width: int) -> tuple[list[list[Any]], list[str]]:
    r = office.random
    rows: list[list[Any]] = []
    merged = []
    if r.random() < 0.85:
        rows.append([r.choice(TITLES).format(d=office.department)])
        if width > 1 and r.random() < 0.8:
            merged.append(f"A1:{letters(width)}1")
    if r.random() < 0.6:
        label = r.choice(["填报单位:", "填报单位：", "报送单位:", "填报单位(盖章):"])
        row: list[Any] = [label + office.department]
        if width > 3 and r.random() < 0.7:
            row += [None] * (width - 2) + [r.choice(["填报日期:2021-01-15", "填报时间:2021年1月15日"])]
        rows.append(row)
    if rows and r.random() < 0.3:
        rows.append([])
    return rows, merged


def _bottom(office: Office) -> list[list[Any]]:
    r = office.random
    rows: list[list[Any]] = []
    if r.random() < 0.3:
        rows.append([r.choice(NOTES)])
    if r.random() < 0.5:
        rows.append(
            r.choice(
                [
                    ["填报人:张三", None, "审核人:李四"],
                    ["填表人:王五  联系电话:0580-2021234  审核人:赵六"],
                    ["填报人", "张三", "审核人", "李四"],
                ]
            )
        )
    return rows


def _extra_columns(office: Office) -> list[str]:
    r = office.random
    return [
        field
        for field in ("target", "nature", "departments", "self_assessment", "statement", "data_source", "evidence", "remark", "average")
        if r.random() < 0.35
    ]


def _extra(office: Office, field: str, item: Any) -> Any:
    r = office.random
    if field == "target":
        return item.target
    if field == "nature":
        return item.nature
    if field == "departments":
        return "、".join(item.departments)
    if field == "self_assessment":
        return r.choice(["达标", "已达标", "是", None])
    if field == "statement":
        return r.choice([*SAID, None])
    if field == "data_source":
        return r.choice([*SOURCES, None])
    if field == "evidence":
        return r.choice([f"{item.id}-01", f"附件{item.no}", None])
    if field == "average":
        return r.choice([None, None, "暂无"])
    return r.choice(["年报数", None, None])


def _value(office: Office, item: Any, year: int) -> Any:
    key = (item.id, year)
    if key in office.cells:
        return office.cells[key]
    return office.random.choice([None, None, "—", "/"])


def _columns(office: Office, style: str) -> list[tuple[str, Any]]:
    r = office.random
    columns: list[tuple[str, Any]] = []
    if r.random() < 0.7:
        columns.append(("number", None))
    columns.append(("name", None))
    if style == "column" and any(item.indicator != item.name for item in office.items):
        columns.append(("part", None))
    if office.unit_in == "column":
        columns.append(("unit", None))
    extras = [(field, None) for field in _extra_columns(office)]
    years = list(office.years)
    if r.random() < 0.25:
        years.reverse()
    values = [("actual", year) for year in years]
    if r.random() < 0.2:
        values += [("numerator", 2020), ("denominator", 2020)]
    before = [extra for extra in extras if r.random() < 0.4 or extra[0] in ("target", "nature")]
    after = [extra for extra in extras if extra not in before]
    return columns + before + values + after


def _heading(office: Office, field: str, year: int | None, form: str, chosen: dict[str, str]) -> str:
    r = office.random
    if field == "actual":
        if form == "relative":
            return r.choice(RELATIVE[year])
        if len(office.years) == 1 and form == "bare":
            return r.choice(["完成值", "现状值", "实际完成值", "完成情况", "完成数", "实际值"])
        return form.format(y=year) if "{" in form else f"{year}年"
    if field == "part":
        return r.choice(["分项", "分项指标", "子项", "具体指标"])
    if field not in chosen:
        chosen[field] = r.choice(HEADINGS[field])
    return chosen[field]


def _table(office: Office, style: str, columns: list[tuple[str, Any]], start: int, numbering: str) -> tuple[list[list[Any]], list[str]]:
    r = office.random
    rows: list[list[Any]] = []
    merged: list[str] = []
    previous = None
    count = 0
    group_rows = style in ("indented", "circled", "lettered")
    for item in office.items:
        several = item.indicator != item.name
        siblings = [other for other in office.items if other.indicator == item.indicator]
        first = previous is None or previous.indicator != item.indicator
        if first:
            count += 1
            if group_rows and several:
                row: list[Any] = []
                for field, _ in columns:
                    row.append({"number": item.no if numbering == "plan" else count, "name": item.indicator}.get(field))
                rows.append(row)
        position = [other.id for other in SYSTEM.items if other.indicator == item.indicator].index(item.id)
        name, part = office.name(item, style, position)
        row = []
        for place, (field, year) in enumerate(columns):
            value: Any = None
            if field == "number":
                value = item.no if numbering == "plan" else count
                if several and (group_rows or (not first and style == "column")):
                    value = None
            elif field == "name":
                value = name if (part is None or first) else None
                if part is not None and first and len(siblings) > 1 and office.seed % 3:
                    top = start + len(rows)
                    merged.append(f"{letters(place + 1)}{top}:{letters(place + 1)}{top + len(siblings) - 1}")
            elif field == "part":
                value = part
            elif field == "unit":
                value = item.unit or None
            elif field == "actual":
                value = _value(office, item, year)
            elif field in ("numerator", "denominator"):
                value = None if item.unit != "%" else r.choice([None, r.randint(10, 9999)])
            else:
                value = _extra(office, field, item)
            row.append(value)
        rows.append(row)
        previous = item
    if r.random() < 0.1:
        rows.append(["合计"] + [None] * (len(columns) - 1))
    return rows, merged


def make_plain(office: Office) -> list[S]:
    r = office.random
    style = r.choice(STYLE_OF_PART)
    columns = _columns(office, style)
    top, merged = _top(office, len(columns))
    form = r.choice([*YEAR_FORMS, "relative"]) if len(office.years) > 1 or r.random() < 0.5 else "bare"
    chosen: dict[str, str] = {}
    headings = [_heading(office, field, year, form, chosen) for field, year in columns]
    if office.unit_in == "heading" and len({item.unit for item in office.items}) == 1 and office.items[0].unit not in ("", "-"):
        headings = [
            heading + f"({office.items[0].unit})" if field == "actual" else heading
            for heading, (field, _) in zip(headings, columns, strict=True)
        ]
    rows = [*top, headings]
    if r.random() < 0.1:
        rows.append([n + 1 for n in range(len(columns))])
    numbering = r.choice(["plan", "running"])
    body, more = _table(office, style, columns, len(rows) + 1, numbering)
    return [S(r.choice(["Sheet1", "填报表", "指标完成情况", "台账"]), [*rows, *body, *_bottom(office)], [*merged, *more])]


def make_two_rows(office: Office) -> list[S]:
    r = office.random
    style = r.choice(STYLE_OF_PART)
    columns = _columns(office, style)
    top, merged = _top(office, len(columns))
    chosen: dict[str, str] = {}
    over = r.choice(OVER_YEARS)
    first: list[Any] = []
    second: list[Any] = []
    line = len(top) + 1
    merge_down = r.random() < 0.8
    actuals = [place for place, (field, _) in enumerate(columns) if field == "actual"]
    for place, (field, year) in enumerate(columns):
        if field == "actual":
            first.append(over if place == actuals[0] else None)
            second.append(r.choice([f"{year}年", f"{year}年", f"{year}", f"{year}年度"]))
        else:
            first.append(_heading(office, field, year, "", chosen))
            second.append(None)
            if merge_down:
                merged.append(f"{letters(place + 1)}{line}:{letters(place + 1)}{line + 1}")
    if len(actuals) > 1 and r.random() < 0.85:
        merged.append(f"{letters(actuals[0] + 1)}{line}:{letters(actuals[-1] + 1)}{line}")
    rows = [*top, first, second]
    body, more = _table(office, style, columns, len(rows) + 1, r.choice(["plan", "running"]))
    return [S("Sheet1", [*rows, *body, *_bottom(office)], [*merged, *more])]


def make_turned(office: Office) -> list[S]:
    """Items across, fields and years down."""
    r = office.random
    office.unit_in = "column"
    top, merged = _top(office, len(office.items) + 1)
    form = r.choice(YEAR_FORMS)
    rows: list[list[Any]] = list(top)
    rows.append([r.choice(["指标名称", "指标", "考核指标"]), *[office.name(item, "joined", 0)[0] for item in office.items]])
    rows.append(["计量单位", *[item.unit or None for item in office.items]])
    if r.random() < 0.5:
        rows.append([r.choice(HEADINGS["target"]), *[item.target for item in office.items]])
    rows += [[form.format(y=year), *[_value(office, item, year) for item in office.items]] for year in office.years]
    if r.random() < 0.5:
        rows.append(["数据来源", *[r.choice(SOURCES) for _ in office.items]])
    return [S("Sheet1", [*rows, *_bottom(office)], merged)]


def make_turned_years(office: Office) -> list[S]:
    """Items across the top, years down the side, units behind the names."""
    r = office.random
    office.unit_in = "name"
    top, merged = _top(office, len(office.items) + 1)
    rows: list[list[Any]] = list(top)
    rows.append([r.choice(["年份", "年度", "指标", None, "年份/指标"]), *[office.name(item, "joined", 0)[0] for item in office.items]])
    rows += [[r.choice([f"{year}年", year]), *[_value(office, item, year) for item in office.items]] for year in office.years]
    return [S("Sheet1", [*rows, *_bottom(office)], merged)]


def make_long(office: Office) -> list[S]:
    """One row for each item and year."""
    r = office.random
    merge = r.random() < 0.5
    repeat = r.random() < 0.5
    top, merged = _top(office, 4)
    rows: list[list[Any]] = list(top)
    rows.append(
        [r.choice(HEADINGS["name"]), "单位", r.choice(["年份", "年度"]), r.choice(["完成值", "数值", "实际值", "完成情况", "指标数值"])]
    )
    for item in office.items:
        start = len(rows) + 1
        for index, year in enumerate(office.years):
            shown = index == 0 or (repeat and not merge)
            name = office.name(item, "joined" if item.indicator != item.name else "alone", 0)[0] if index == 0 else rows[start - 1][0]
            rows.append(
                [name if shown else None, (item.unit or None) if shown else None, r.choice([f"{year}年", year]), _value(office, item, year)]
            )
        if merge and len(office.years) > 1:
            merged += [f"A{start}:A{len(rows)}", f"B{start}:B{len(rows)}"]
    return [S("Sheet1", [*rows, *_bottom(office)], merged)]


def make_yearly_sheets(office: Office) -> list[S]:
    r = office.random
    style = r.choice(["joined", "alone", "column"])
    form = r.choice(["{y}年", "{y}", "{y}年度数据"])
    in_title = r.random() < 0.4
    sheets = []
    years = office.years
    for year in years:
        office.years = (year,)
        columns = [column for column in _columns(office, style) if column[0] not in ("numerator", "denominator")]
        chosen: dict[str, str] = {}
        rows: list[list[Any]] = [[f"{year}年度生态文明建设指标完成情况表"]] if in_title else []
        rows.append([_heading(office, field, y, "bare", chosen) for field, y in columns])
        body, merged = _table(office, style, columns, len(rows) + 1, "running")
        sheets.append(S(f"表{year % 100}" if in_title else form.format(y=year), [*rows, *body], merged))
    office.years = years
    return sheets


def _card(office: Office, item: Any) -> list[list[Any]]:
    r = office.random
    pairs: list[tuple[str, Any]] = [(r.choice(["指标名称", "指标", "考核指标"]), office.name(item, "joined", 0)[0])]
    rest: list[tuple[str, Any]] = [("计量单位", item.unit or None), (r.choice(["指标值", "目标值"]), item.target)]
    rest += [(f"{year}年完成值" if r.random() < 0.5 else f"{year}年", _value(office, item, year)) for year in office.years]
    if r.random() < 0.5:
        rest.append(("数据来源", r.choice(SOURCES)))
    if r.random() < 0.5:
        rest.append(("完成情况说明", r.choice(SAID)))
    pairs += rest
    wide = office.seed % 2
    if not wide:
        return [[label, value] for label, value in pairs]
    return [[x for pair in pairs[i : i + 2] for x in pair] for i in range(0, len(pairs), 2)]


def make_cards(office: Office) -> list[S]:
    rows: list[list[Any]] = []
    if office.random.random() < 0.6:
        rows.append([f"{office.department}指标情况表"])
    for item in office.items:
        rows += [*_card(office, item), []]
    return [S("指标卡", [*rows, *_bottom(office)])]


def make_card_sheets(office: Office) -> list[S]:
    return [S(f"{item.id}", _card(office, item)) for item in office.items]


def make_item_sheets(office: Office) -> list[S]:
    """One sheet an item, its name on the tab or in the title, years down."""
    r = office.random
    sheets = []
    in_title = r.random() < 0.5
    for item in office.items:
        name = item.name if item.indicator == item.name else item.indicator + "-" + item.name
        title = f"{name}({item.unit})" if item.unit not in ("", "-") else name
        rows: list[list[Any]] = [[title]] if in_title else []
        rows.append(["年份", "完成值"])
        rows += [[f"{year}年", _value(office, item, year)] for year in office.years]
        tab = f"表{len(sheets) + 1}" if in_title else name.replace("/", "").replace("?", "")[:31]
        sheets.append(S(tab, rows))
    return sheets


def make_side_by_side(office: Office) -> list[S]:
    r = office.random
    gap = r.random() < 0.6
    half = (len(office.items) + 1) // 2
    year = office.years[-1]
    for other in office.years[:-1]:
        for item in office.items:
            office.values.pop((item.id, other), None)
    headings = [r.choice(["指标名称", "指标"]), "单位", f"{year}年完成值"]
    rows: list[list[Any]] = [[f"{office.department}指标数据"], headings + ([None] if gap else []) + headings]
    for left, right in zip(office.items[:half], [*office.items[half:], None], strict=False):
        row: list[Any] = []
        for index, item in enumerate((left, right)):
            if item is None:
                continue
            if index and gap:
                row.append(None)
            row += [office.name(item, "joined", 0)[0], item.unit or None, _value(office, item, year)]
        rows.append(row)
    return [S("Sheet1", [*rows, *_bottom(office)])]


def make_bare(office: Office) -> list[S]:
    """Names and values, and no headings at all."""
    year = office.years[-1]
    for other in office.years[:-1]:
        for item in office.items:
            office.values.pop((item.id, other), None)
    office.unit_in = "column"
    rows: list[list[Any]] = [[f"{year}年生态文明指标完成情况"]]
    rows += [[office.name(item, "joined", 0)[0], item.unit or "-", _value(office, item, year)] for item in office.items]
    return [S("Sheet1", rows)]
