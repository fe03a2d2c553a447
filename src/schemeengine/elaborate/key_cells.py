"""The cells a table is looked up by: values, ranges and "anything but", as they are written.

Japanese ordinances write 10人以上20人未満, 18未満 / 65以上 and 金 以外; English ones "10 or more",
">= 10", "from 10 to under 20"; DMN writes [10 .. 20). All of them are the same few cells.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.counted_time import counted
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.ir import types
from schemeengine.ir.cells import Cell
from schemeengine.ir.types import Kind, Type
from schemeengine.syntax.answers import yes_or_no
from schemeengine.syntax.literals import read_signed_literal
from schemeengine.syntax.tree import Scalar
from schemeengine.values import Stated

ANYTHING: Cell = ("any",)
#: What the other rows leave; the table fills in which rows these are.
THE_REST: Cell = ("rest", ())
_ANY_WORDS = frozenset({"-", "－", "—", "−", "", "any", "問わない", "問わず"})
_REST_WORDS = frozenset({"その他", "上記以外", "それ以外", "otherwise", "else", "other"})
_NAMED = (Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER)


@dataclass(frozen=True, slots=True)
class _Form:
    """A way of writing a range: its pattern, and whether its ends belong to it."""

    pattern: re.Pattern[str]
    lo_in: bool = True
    hi_in: bool = True


def _form(pattern: str, lo_in: bool = True, hi_in: bool = True) -> _Form:
    return _Form(re.compile(pattern, re.IGNORECASE), lo_in, hi_in)


_FROM, _TO = "(?:from|at least)", "(?:up to|to|and at most|but at most)"
_OVER, _UNDER = "(?:over|more than|above)", "(?:under|below|less than|fewer than)"
_FORMS = (
    _form(r"^(?P<lo>[^以超を]+?)以上(?P<hi>.+?)以[下内]$"),
    _form(r"^(?P<lo>[^以超を]+?)以上(?P<hi>.+?)未満$", hi_in=False),
    _form(r"^(?P<lo>[^以超を]+?)(?:を?超え?る?)(?P<hi>.+?)以[下内]$", lo_in=False),
    _form(r"^(?P<lo>[^以超を]+?)(?:を?超え?る?)(?P<hi>.+?)未満$", lo_in=False, hi_in=False),
    _form(r"^(?P<lo>.+?)以上$"),
    _form(r"^(?P<lo>.+?)(?:を?超え?る?)$", lo_in=False),
    _form(r"^(?P<hi>.+?)以[下内]$"),
    _form(r"^(?P<hi>.+?)未満$", hi_in=False),
    _form(r"^(?P<lo>.+?)(?:から|[〜～~])(?P<hi>.+?)(?:まで)?$"),
    _form(r"^(?P<lo>.+?)(?:から|[〜～~])$"),
    _form(r"^[〜～~](?P<hi>.+?)(?:まで)?$"),
    _form(r"^(?P<hi>.+?)まで$"),
    _form(r"^\[(?P<lo>.+?)\.\.(?P<hi>.+?)\]$"),
    _form(r"^\[(?P<lo>.+?)\.\.(?P<hi>.+?)[)\[]$", hi_in=False),
    _form(r"^[(\]](?P<lo>.+?)\.\.(?P<hi>.+?)\]$", lo_in=False),
    _form(r"^[(\]](?P<lo>.+?)\.\.(?P<hi>.+?)[)\[]$", lo_in=False, hi_in=False),
    _form(r"^(?:>=|≧|≥)(?P<lo>.+?)(?:and|,)?\s*(?:<=|≦|≤)(?P<hi>.+)$"),
    _form(r"^(?:>=|≧|≥)(?P<lo>.+?)(?:and|,)?\s*<(?P<hi>.+)$", hi_in=False),
    _form(r"^>(?P<lo>[^=].*?)(?:and|,)?\s*(?:<=|≦|≤)(?P<hi>.+)$", lo_in=False),
    _form(r"^>(?P<lo>[^=].*?)(?:and|,)?\s*<(?P<hi>.+)$", lo_in=False, hi_in=False),
    _form(r"^(?:>=|≧|≥)(?P<lo>.+)$"),
    _form(r"^>(?P<lo>[^=].*)$", lo_in=False),
    _form(r"^(?:<=|≦|≤)(?P<hi>.+)$"),
    _form(r"^<(?P<hi>[^=].*)$", hi_in=False),
    _form(rf"^{_FROM}\s+(?P<lo>.+?)\s+(?:to|and|but)\s+{_UNDER}\s+(?P<hi>.+)$", hi_in=False),
    _form(rf"^{_OVER}\s+(?P<lo>.+?)\s+(?:to|and|but)\s+{_UNDER}\s+(?P<hi>.+)$", lo_in=False, hi_in=False),
    _form(rf"^{_OVER}\s+(?P<lo>.+?)\s+{_TO}\s+(?P<hi>.+)$", lo_in=False),
    _form(rf"^{_FROM}\s+(?P<lo>.+?)\s+{_TO}\s+(?P<hi>.+)$"),
    _form(r"^at least\s+(?P<lo>.+)$"),
    _form(r"^(?P<lo>.+?)\s+or (?:more|over|later)$"),
    _form(rf"^{_OVER}\s+(?P<lo>.+)$", lo_in=False),
    _form(r"^(?:at most|up to)\s+(?P<hi>.+)$"),
    _form(r"^(?P<hi>.+?)\s+or (?:less|fewer|under|earlier)$"),
    _form(rf"^{_UNDER}\s+(?P<hi>.+)$", hi_in=False),
)  # fmt: skip
_BUT = re.compile(r"^(?:not\s*\((?P<a>.+)\)|not\s+(?P<b>.+)|(?P<c>.+?)\s*(?:以外|を除く))$")


def key_cell(el: Elaborator, scalar: Scalar, type_: Type, owner: str = "") -> Cell | None:
    """What a key cell says of a key of this type; None after a diagnostic."""
    text = scalar.text
    if text not in type_.choices:
        if text in _ANY_WORDS:
            return ANYTHING
        if text in _REST_WORDS:
            return THE_REST
        but = _BUT.match(text)
        if but is not None and not (type_.kind in _NAMED and text.strip('"') in type_.choices):
            which = next(g for g in "abc" if but[g] is not None)
            inner = _alternatives(el, _part(scalar, *but.span(which)), type_, owner, commas=which == "a")
            return None if inner is None else ("rest", (inner,))
    return _alternatives(el, scalar, type_, owner)


def _part(scalar: Scalar, start: int, end: int) -> Scalar:
    text = scalar.text[start:end]
    lead = len(text) - len(text.lstrip())
    return Scalar(text.strip(), scalar.part(start + lead, start + max(len(text.rstrip()), lead + 1)))


def _alternatives(
    el: Elaborator, scalar: Scalar, type_: Type, owner: str, commas: bool = False
) -> Cell | None:
    """One of several values or ranges: ``a / b``, ``18未満 / 65以上``."""
    values: set[Hashable] = set()
    ranges: list[Cell] = []
    named = "below" if type_.classification else "is"
    for piece in _pieces(scalar, type_, commas):
        found = _one(el, piece, type_, owner)
        if found is None:
            return None
        if found[0] == "is":
            values |= found[1]
        else:
            ranges.append(found)
    cells: list[Cell] = [(named, frozenset(values))] if values else []
    cells += ranges
    return cells[0] if len(cells) == 1 else ("or", tuple(cells))


def _pieces(scalar: Scalar, type_: Type, commas: bool) -> list[Scalar]:
    """The alternatives of a cell, each with its place; ``2024/6/1`` is one day."""
    between = r"\s+/\s+|／" if type_.kind in (*types.DAYS, Kind.DATETIME) else r"/|／"
    found, start = [], 0
    for cut in re.finditer(between + ("|,|、" if commas else ""), scalar.text):
        found.append(_part(scalar, start, cut.start()))
        start = cut.end()
    return [*found, _part(scalar, start, len(scalar.text))]


def _one(el: Elaborator, scalar: Scalar, type_: Type, owner: str) -> Cell | None:
    text = scalar.text
    if type_.kind is Kind.YES_NO and (said := yes_or_no(text)) is not None:
        return ("is", frozenset({1 if said else 2}))
    if type_.kind in types.ORDERED:
        for form in _FORMS:
            matched = form.pattern.match(text)
            if matched is not None:
                return _range(el, scalar, form, matched, type_)
    value = _exact(el, scalar, type_, owner)
    return None if value is None else ("is", frozenset({value}))


def _range(el: Elaborator, scalar: Scalar, form: _Form, matched: re.Match[str], type_: Type) -> Cell | None:
    ends: dict[str, Hashable] = {"lo": None, "hi": None}
    written = {side: text for side, text in matched.groupdict().items() if text is not None}
    for side in written:
        piece = _part(scalar, *matched.span(side))
        ends[side] = _exact(el, piece, type_)
        if ends[side] is None:
            return None
    return ("range", ends["lo"], form.lo_in and "lo" in written, ends["hi"], form.hi_in and "hi" in written)


def _exact(el: Elaborator, scalar: Scalar, type_: Type, owner: str = "") -> Hashable:
    if type_.kind in _NAMED:
        text = scalar.text.strip('"')
        if type_.choices and text not in type_.choices:
            el.unknown_choice(scalar.span, text, type_, owner)
            return None
        return text
    before = el.problems.count
    literal = read_signed_literal(scalar.text, scalar.span, el.problems)
    if literal is None:
        if el.problems.count == before:
            el.problems.add(
                codes.BAD_LITERAL, scalar.span, got=scalar.text, want_ja="値", want_en="a value",
                example="3,000万円",
            )  # fmt: skip
        return None
    const = el.literal(literal)
    if type_.kind is Kind.QUANTITY:
        const = el.in_unit(const, type_.unit)
    const = counted(el, const, type_)
    return const.data[0] if el.expect(const, type_, scalar.span) else None


def hits(cell: Cell, value: Any) -> bool:
    """Whether an exact value, or none, falls into a cell; None stands for a code that no cell names."""
    match cell[0]:
        case "any":
            return True
        case "range" if isinstance(value, Stated):
            return False
        case "is":
            return value in cell[1]
        case "below":
            return isinstance(value, str) and value.startswith(tuple(cell[1]))
        case "or":
            return any(hits(c, value) for c in cell[1])
        case "rest":
            return not any(hits(c, value) for c in cell[1])
        case _:
            _, lo, lo_in, hi, hi_in = cell
            above = lo is None or (value >= lo if lo_in else value > lo)
            below = hi is None or (value <= hi if hi_in else value < hi)
            return bool(above and below)


def named_values(cell: Cell) -> frozenset[Hashable]:
    """The values a cell names: its codes, and the ends of its ranges."""
    match cell[0]:
        case "any":
            return frozenset()
        case "is" | "below":
            return frozenset(cell[1])
        case "or" | "rest":
            return frozenset().union(*(named_values(c) for c in cell[1]))
        case _:
            return frozenset(v for v in (cell[1], cell[3]) if v is not None)
