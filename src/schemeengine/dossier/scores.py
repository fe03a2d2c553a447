"""Points given by people: the sheets of a scoring, read from the section ``scores``."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.dossier.reading import ValueReader, field_index
from schemeengine.dossier.scalars import Value
from schemeengine.ir import types
from schemeengine.ir.expr import Address
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import FactDecl, Scoring
from schemeengine.model.suggest import closest
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import Entry, ListNode, MapNode, Node, Scalar

#: What stands on a sheet besides the points.
_ABOUT = ("by", "on_date", "reason")
_BARE = re.compile(r"[0-9０-９]+([.．][0-9０-９]+)?")


def read_scores(reader: ValueReader, scoring: Scoring, node: Node, lenient: bool) -> Value:
    """The sheet of a scoring, or all jurors' sheets; None after a diagnostic or if there are none.

    Where the programme says how many jurors there are, sheets that have not come yet stand as
    empty ones, so that nothing is taken together before it is there.
    """
    blank = (None,) * len(scoring.record.fields)
    if not scoring.listed:
        return _sheet(reader, scoring, node, blank, lenient)
    if not isinstance(node, ListNode):
        reader.problems.add(codes.LIST_EXPECTED, node.span, fact=scoring.label)
        return None
    read = [_sheet(reader, scoring, item, blank, lenient) for item in node.items]
    found = [sheet for sheet in read if sheet is not None]
    if not found or len(found) < len(read):
        return None
    if scoring.jurors and len(found) > scoring.jurors:
        reader.problems.add(
            codes.TOO_MANY_SHEETS, node.items[scoring.jurors].span, fact=scoring.label,
            got=str(len(found)), want=str(scoring.jurors),
        )  # fmt: skip
        return None
    names = [sheet[0] for sheet in found]
    for number, name in enumerate(names):
        if name is not None and name in names[:number]:
            label = Label(node.items[names.index(name)].span, "一つめ", "the first one")
            said = keywords.spoken(key="by")
            place = node.items[number].span
            reader.problems.add(codes.DUPLICATE_KEY, place, label, fact=scoring.label, got=name, **said)
            return None
    return (*found, *(blank,) * (scoring.jurors - len(found)))


def read_unset(
    reader: ValueReader, address: Address, criteria: Mapping[str, str], node: MapNode
) -> Judgment | None:
    """Points of a scoring that publishes none: recorded once every criterion has its own."""
    given = {keywords.key(e.key.text): e for e in node.entries}
    points: dict[str, Value] = {}
    for name, entry in given.items():
        if name in _ABOUT:
            continue
        if name not in criteria:
            _unknown(reader.problems, list(criteria), entry)
            continue
        decl = FactDecl(name, types.POINTS, criteria[name])
        points[name] = reader.read(decl, decl.type, _in_points(entry.value), name)
    if set(points) != set(criteria) or any(v is None for v in points.values()):
        return None
    day = FactDecl("on_date", types.DATE, "年月日")
    on = reader.read(day, day.type, given["on_date"].value, "on_date") if "on_date" in given else None
    by = given["by"].value if "by" in given else None
    if not isinstance(by, Scalar) and not node.torn:
        missing = keywords.spoken(want="by")
        reader.problems.add(codes.INCOMPLETE_JUDGMENT, node.span, got=address.name, **missing)
    if not isinstance(by, Scalar):
        return None
    shown = "、".join(f"{criteria[n]} {v}点" for n, v in points.items())
    return Judgment(True, by.text, on, shown)


def _sheet(
    reader: ValueReader, scoring: Scoring, node: Node, blank: tuple[Value, ...], lenient: bool
) -> tuple[Value, ...] | None:
    problems, record = reader.problems, scoring.record
    if not isinstance(node, MapNode):
        problems.add(codes.RECORD_EXPECTED, node.span, fact=scoring.label)
        return None
    before = problems.error_count
    values: list[Value] = list(blank)
    for entry in node.entries:
        about = keywords.key(entry.key.text)
        index = record.index(about if about in _ABOUT else entry.key.text)
        if about == "reason":
            continue
        if index is None:
            index = field_index(scoring.record, entry.key.text, 2)
        if index is None:
            _unknown(problems, [n for c in scoring.criteria for n in (c.name, c.label)], entry)
            continue
        decl = record.fields[index]
        value_node = entry.value if about in _ABOUT else _in_points(entry.value)
        values[index] = reader.read(decl, decl.type, value_node, f"{scoring.id}.{decl.name}")
    if values[0] is None and not lenient and problems.error_count == before and not node.torn:
        problems.add(codes.INCOMPLETE_JUDGMENT, node.span, got=scoring.id, **keywords.spoken(want="by"))
    return None if problems.error_count > before else tuple(values)


def _unknown(problems: Problems, known: list[str], entry: Entry) -> None:
    if problems.full:
        return
    near = closest(entry.key.text, known) or ", ".join(dict.fromkeys(known[:8])) or "-"
    problems.add(
        codes.UNKNOWN_PATH, entry.key.span, got=entry.key.text, what_ja="審査項目", what_en="criterion",
        near=near,
    )  # fmt: skip


def _in_points(node: Node) -> Node:
    """Points may be written without their unit: 8 for 8点."""
    if isinstance(node, Scalar) and _BARE.fullmatch(node.text.strip()):
        return Scalar(f"{node.text.strip()}点", node.span)
    return node
