"""Counting members by one code each (a checklist): the codes as bytes, counted in C.

Where all that is asked of a member is how one code field compares with codes of the scheme, the
members fall into classes, one a code and one for the rest; each class is tried out beforehand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from schemeengine import truth
from schemeengine.execute.compiled.exact.writer import Short
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, TRUE, Mask

_WORDS = frozenset({Kind.CODE, Kind.TEXT})
#: More codes than this are quicker counted in one loop.
_MOST = 4
#: Stands for every word that the scheme does not name.
_OTHER = object()


class _NotOneCode(Exception):
    """What is asked is more than a comparison of one code."""


@dataclass(slots=True)
class _Asked:
    """Conditions on one member, tried out for one value of its code at a time."""

    w: Short
    level: int
    codes: dict[str, None] = field(default_factory=dict)
    place: tuple[str, int] | None = None

    def state(self, expr: Expr, value: object) -> Mask:
        expr = self.w.at(expr)
        known = self.w.shape.fixed.get(expr.number)
        if type(known) is int:
            return known
        match expr.op:
            case Op.ALL:
                return truth.all_of([self.state(a, value) for a in expr.args])
            case Op.ANY:
                return truth.any_of([self.state(a, value) for a in expr.args])
            case Op.NOT:
                return truth.negate(self.state(expr.args[0], value))
            case Op.GUARD:
                return truth.guard(*(self.state(a, value) for a in expr.args))
            case Op.COMPARE if expr.data[0] == "=":
                a, b = expr.args
                code, other = (b, a) if type(self.w.fixed(a)) is str else (a, b)
                self._field(code)
                return truth.of_bool(value == self._code(self.w.fixed(other)))
            case Op.MEMBER:
                self._field(expr.args[0])
                codes = expr.data[0]
                assert isinstance(codes, frozenset)
                for code in sorted(codes):
                    self._code(code)
                return truth.of_bool(value in codes)
            case _:
                raise _NotOneCode

    def _code(self, value: object) -> str:
        if type(value) is not str:
            raise _NotOneCode
        self.codes[value] = None
        return value

    def _field(self, expr: Expr) -> None:
        """The field, always the same one, of the member itself."""
        expr = self.w.at(expr)
        if expr.op is not Op.FIELD or expr.type.kind not in _WORDS or expr.type.may_be_none:
            raise _NotOneCode
        member = expr.args[0]
        place = (member.type.record, expr.index)
        if member.op is not Op.VAR or member.data[0] != self.level or self.place not in (None, place):
            raise _NotOneCode
        self.place = place


@dataclass(frozen=True, slots=True)
class Counted:
    """Texts: how many members hold, and how many fail (``held`` having been given its name)."""

    held: str
    failed: str


def counted(w: Short, coll: Expr, where: Expr, body: Expr, level: int, name: str) -> Counted | None:
    """The members counted by their code; None if they are to be gone through."""
    coll = w.at(coll)
    if coll.number in w.shape.fixed or not w.shape.is_leaf(coll):
        return None
    asked = _Asked(w, level)
    try:
        asked.state(where, _OTHER)
        asked.state(body, _OTHER)
    except _NotOneCode:
        return None
    if asked.place is None or not 0 < len(asked.codes) <= _MOST:
        return None
    codes = tuple(asked.codes)
    column = w.slots.coded(coll, asked.place[1], codes)
    states = [asked.state(body, v) if asked.state(where, v) & TRUE else 0 for v in (_OTHER, *codes)]
    held, failed = _number(column, states, TRUE, ""), _number(column, states, FALSE, name)
    return Counted(held, failed)


def _number(column: str, states: Sequence[Mask], wanted: Mask, held: str) -> str:
    """The members of the classes in the wanted state: counted, or all but the others. ``held``
    names the number of those that hold, once known."""
    if states[0] != wanted:
        found = [f"{column}.count({n})" for n, state in enumerate(states) if state == wanted]
        return " + ".join(found) or "0"
    left = [
        f"{column}.count({n})" for n, state in enumerate(states)
        if state != wanted and not (held and state == TRUE)
    ]  # fmt: skip
    return " - ".join([f"len({column})", *([held] if held else []), *left])
