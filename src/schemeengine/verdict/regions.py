"""The values of a fact that the rules can tell apart: one from each region between the bounds they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from itertools import pairwise

from schemeengine.execute import domain
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import AS_OF, Expr, Op, nodes_below
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.scheme import Checklist, FactDecl
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, TRUE
from schemeengine.verdict.stated import Fact, declaration, holds_records, key_of
from schemeengine.verdict.steps import Scale
from schemeengine.verdict.view import View

_NUMBERS = frozenset({Kind.NUMBER, Kind.COUNT, Kind.YEN, Kind.FISCAL_YEAR, Kind.RATIO, Kind.QUANTITY})
_BETWEEN = frozenset({Kind.NUMBER, Kind.RATIO, Kind.QUANTITY})
_DAYS = frozenset({Kind.DATE, Kind.EVENT, Kind.DATETIME})
#: A list of codes longer than this is not told through; the codes the rules name are, and one other.
_MOST_CODES = 12
_OTHER_TEXT = "…"


@dataclass(frozen=True, slots=True)
class Regions:
    """``complete``: every other value comes to the same as one of these, whatever else is stated."""

    values: tuple[Value, ...]
    complete: bool


def reads(expr: Expr, fact: Fact) -> bool:
    """Whether an expression may read a fact: the same input, or a field of the same name."""
    steps = fact.steps
    for node in nodes_below((expr,)):
        if steps and node.op is Op.FIELD and node.data[1] == steps[-1]:
            return True
        if not steps and node.op is Op.INPUT and node.data[0] == fact.address:
            return True
    return False


def regions(view: View, below: Sequence[Expr], fact: Fact) -> Regions:
    """The values of a fact that the nodes ``below`` can tell apart in this case; none where it has no
    such values (a list of records, a period, scores)."""
    decl = declaration(view.scheme, fact)
    found = _of_type(view, below, fact, decl)
    if decl.may_be_none and found.values:
        return Regions((*found.values, domain.NONE), found.complete)
    return found


def _of_type(view: View, below: Sequence[Expr], fact: Fact, decl: FactDecl) -> Regions:
    kind = decl.type.kind
    if fact.space == "checklist" and fact.path.endswith(".answer"):
        return Regions(tuple(view.scheme.checklists[fact.name].answers), True)
    if kind is Kind.YES_NO:
        return Regions((TRUE, FALSE), True)
    if kind is Kind.JUDGMENT and fact.space != "score":
        return Regions((Judgment(True, "", None), Judgment(False, "", None)), True)
    if kind in (Kind.CODE, Kind.TEXT):
        return _words(below, fact, decl)
    if kind in _NUMBERS or kind in _DAYS:
        return _along(view, below, fact, decl)
    if kind is Kind.LIST:
        return _lists(view, fact, decl)
    return Regions((), False)


def _lists(view: View, fact: Fact, decl: FactDecl) -> Regions:
    """A checklist with nothing answered yet; none, or one member of which nothing more is known."""
    checklist = view.scheme.checklists.get(fact.name) if fact.space == "checklist" else None
    if checklist is not None and checklist.items is not None:
        return Regions((blank_rows(checklist),), True)
    if not holds_records(decl.type):
        return Regions((), False)
    assert decl.type.of is not None
    record = view.scheme.records[decl.type.of.record]
    named = key_of(record)
    row = tuple("1" if named and f.name == named else None for f in record.fields)
    return Regions(((), (row,)) if record.key else ((),), False)


def blank_rows(checklist: Checklist) -> tuple[tuple[Value, ...], ...]:
    """The rows of a published checklist before any answer."""
    own = [None] * (len(checklist.record.fields) - 4)
    return tuple((i.id, None, i.kind, i.label, *own) for i in checklist.items or ())


def _words(below: Sequence[Expr], fact: Fact, decl: FactDecl) -> Regions:
    choices = decl.type.choices
    if choices and len(choices) <= _MOST_CODES:
        return Regions(tuple(choices), True)
    named: dict[Value, None] = {}
    complete = True
    for expr in _reading(below, fact):
        if expr.op in (Op.MEMBER, Op.INCLUDES) and is_leaf(expr.args[0]):
            codes = expr.data[0]
            assert isinstance(codes, frozenset)
            named.update(dict.fromkeys(sorted(codes)))
            complete = complete and expr.op is Op.MEMBER
        elif expr.op is Op.COMPARE and (word := _other(expr, fact)) is not None and word.op is Op.CONST:
            named[word.data[0]] = None
        else:
            complete = False
    other = next((c for c in choices if c not in named), _OTHER_TEXT) if choices else _OTHER_TEXT
    return Regions((*named, other), complete and len(named) <= _MOST_CODES)


def _along(view: View, below: Sequence[Expr], fact: Fact, decl: FactDecl) -> Regions:
    """The bounds a number or day is compared with, and a value next to each on either side."""
    found: set[Value] = set()
    complete = True
    for expr in _reading(below, fact):
        bounds = _bounds(view, expr, fact)
        if bounds is None:
            complete = False
            bounds = [b for b in _constants(view, expr, fact) if b is not None]
        for bound in bounds:
            found |= _around(decl, bound)
    if decl.type.kind in _DAYS:
        day = view.case.values[AS_OF]
        found |= _around(decl, day)
        if not complete:
            found |= {v for years in (-30, -1, 1) for v in _around(decl, _moved(day, 366 * years))}
    elif not complete or not found:
        found |= {v for n in (0, 10**9) for v in _around(decl, n)}
    values: list[Value] = sorted(found)
    if decl.type.kind in _BETWEEN:  # between two bounds closer than a step there is a region too
        values = sorted({*values, *(Fraction(a + b) / 2 for a, b in pairwise(values))})
    if decl.type.kind is Kind.EVENT:
        values.append(domain.NOT_YET)
    return Regions(tuple(values), complete)


def _around(decl: FactDecl, bound: Value) -> set[Value]:
    if isinstance(bound, date) and isinstance(bound, datetime) != (decl.type.kind is Kind.DATETIME):
        day = date(bound.year, bound.month, bound.day)
        bound = datetime(day.year, day.month, day.day) if decl.type.kind is Kind.DATETIME else day
    scale = Scale.of(decl, bound)
    if scale is None:
        return set()
    return {v for v in (scale.real(bound), scale.at(1), scale.at(-1)) if v is not None}


def _bounds(view: View, expr: Expr, fact: Fact) -> list[Value] | None:
    """What a node compares the fact itself with; None where it makes something else of it."""
    if expr.op is Op.HAPPENED and is_leaf(expr.args[0]):
        return [view.case.values[AS_OF]]
    if expr.op is Op.WITHIN and is_leaf(expr.args[0]) and not expr.args[1].free:
        interval = view.value(expr.args[1])
        ends = [getattr(interval, "first", interval), getattr(interval, "last", interval)]
        known = [e for e in ends if e is not None]
        return known if all(domain.is_exact(e) and isinstance(e, date) for e in known) else None
    if expr.op is not Op.COMPARE:
        return None
    other = _other(expr, fact)
    value = None if other is None or other.free else view.value(other)
    return [value] if value is not None and domain.is_exact(value) else None


def _constants(view: View, expr: Expr, fact: Fact) -> Iterator[Value]:
    """Values near which something made of the fact may come out otherwise: worth trying, no more."""
    for arg in expr.args:
        if not arg.free and not reads(arg, fact):
            value = view.value(arg)
            yield from (v for v in (domain.low(value), domain.high(value)) if domain.is_exact(v))


def _other(expr: Expr, fact: Fact) -> Expr | None:
    """What a comparison sets beside the fact itself."""
    one, other = expr.args
    if is_leaf(one) and not reads(other, fact):
        return other
    return one if is_leaf(other) and not reads(one, fact) else None


def _reading(below: Sequence[Expr], fact: Fact) -> Iterator[Expr]:
    """The nodes that take the fact itself as an operand."""
    for expr in below:
        if not is_leaf(expr) and any(is_leaf(a) and reads(a, fact) for a in expr.args):
            yield expr


def is_leaf(expr: Expr) -> bool:
    """A fact as it stands: an input, a field of one, a day with its time left off."""
    return expr.op in (Op.INPUT, Op.FIELD, Op.VAR) or (expr.op is Op.AS_DATE and is_leaf(expr.args[0]))


def _moved(day: date, days: int) -> date:
    """So many days later or earlier, within the calendar."""
    return date.fromordinal(min(max(1, day.toordinal() + days), date.max.toordinal())) if days else day
