"""The form in which a case is quick to read: one slot a value, records as rows of the fields used.

Made once a case. What is not known exactly becomes :data:`~.doubt.OPEN`, in its own slot or field
only: it is in nobody's way until it is touched.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from schemeengine.execute.compiled.exact.doubt import Doubt
from schemeengine.execute.compiled.writer import Pool
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.types import Kind, Type
from schemeengine.values import Duration, Interval, Stated

#: How a judgment is read: "decided" (with what its silence means) or "recorded"; "" for all else.
View = str
#: A field of a record: where it stands, how it is read.
Place = tuple[int, View]

#: A code field of a list's records, by its number, and the codes told apart.
Coded = tuple[int, tuple[str, ...]]

_WHOLE = frozenset({int})
_NUMBER = frozenset({int, Fraction})
_WORD = frozenset({str})
_TYPES: Mapping[Kind, frozenset[type]] = {
    Kind.YEN: _WHOLE, Kind.COUNT: _WHOLE, Kind.FISCAL_YEAR: _WHOLE,
    Kind.NUMBER: _NUMBER, Kind.RATIO: _NUMBER, Kind.QUANTITY: _NUMBER,
    Kind.DATE: frozenset({date}), Kind.EVENT: frozenset({date, Stated}),
    Kind.DATETIME: frozenset({datetime}), Kind.DURATION: frozenset({Duration}),
    Kind.INTERVAL: frozenset({Interval}),
    Kind.TEXT: _WORD, Kind.CODE: _WORD, Kind.CORPORATE_NUMBER: _WORD,
}  # fmt: skip


class Numbers(dict[Any, int]):
    """Codes by number; any other word is 0, and what is no word cannot be told."""

    __slots__ = ()

    def __missing__(self, key: object) -> int:
        if type(key) is str:
            return 0
        raise Doubt


@dataclass(slots=True)
class Slots:
    """Slots and row layouts, asked for while the short function is written."""

    pool: Pool
    #: Which position of the inputs an address has.
    positions: Mapping[Address, int]
    _slots: dict[Hashable, tuple[Expr, View, Coded | None]] = field(default_factory=dict)
    #: Fields used of each record type, with their place in a row.
    _rows: dict[str, dict[Place, tuple[int, Type]]] = field(default_factory=dict)

    def slot(self, expr: Expr, view: View = "") -> str:
        """The local name of an input, or of a field of a record that is one."""
        return self._slot(expr, view, None)

    def coded(self, expr: Expr, index: int, codes: tuple[str, ...]) -> str:
        """The name of one code of every record of a list, as bytes: 1 for the first of ``codes`` …,
        0 for any other."""
        return self._slot(expr, "", (index, codes))

    def _slot(self, expr: Expr, view: View, coded: Coded | None) -> str:
        key = (expr.number, view, coded)
        if key not in self._slots:
            self._slots[key] = (expr, view, coded)
        return f"s{list(self._slots).index(key)}"

    def place(self, record: Type, index: int, type_: Type, view: View = "") -> int:
        """Where a field stands in the rows of a record type."""
        row = self._rows.setdefault(record.record, {})
        if (index, view) not in row:
            row[(index, view)] = (len(row), type_)
        return row[(index, view)][0]

    def names(self) -> list[str]:
        return [f"s{n}" for n in range(len(self._slots))]

    # -- the function that fills them
    def source(self) -> str:
        """``ready(i)``: the slots from the inputs, in order."""
        lines = ["def ready(i):"]
        named: dict[Address, str] = {}
        for expr, _, _ in self._slots.values():
            address = _root(expr).address
            if address not in named:
                named[address] = f"a{len(named)}"
                lines.append(f"    {named[address]} = i[{self.positions[address]}]")
        shown = []
        for number, (expr, view, coded) in enumerate(list(self._slots.values())):
            address = _root(expr).address
            text = named[address]
            for index in _path(expr):
                lines.append(f"    x{number} = {text}")
                lines.append(f"    x{number} = x{number}[{index}] if type(x{number}) is tuple else None")
                text = f"x{number}"
            shown.append(self._read(text, expr.type, view) if coded is None else self._bytes(text, coded))
        end = f"    return ({', '.join(shown)}{',' if len(shown) == 1 else ''})"
        return "\n".join([*self._row_functions(), *lines, end, ""])

    def _row_functions(self) -> list[str]:
        """One function a record type: its rows from whole records. Fields may need rows in turn."""
        found: list[str] = []
        done: set[str] = set()
        while left := [name for name in self._rows if name not in done]:
            for name in left:
                done.add(name)
                fields = [self._field(place, type_) for place, (_, type_) in self._rows[name].items()]
                row = f"({', '.join(fields)}{',' if len(fields) == 1 else ''})"
                number = list(self._rows).index(name)
                found.append(f"def row{number}(r): return {row} if type(r) is tuple else OPEN\n")
        return found

    def _field(self, place: Place, type_: Type) -> str:
        index, view = place
        return self._read(f"r[{index}]", type_, view)

    def _read(self, x: str, type_: Type, view: View) -> str:
        match type_.kind:
            case Kind.YES_NO:
                return f"TRUTHS[{x}]"
            case Kind.JUDGMENT:
                return self._judgment(x, view)
            case Kind.RECORD:
                return f"{self._row(type_)}({x})"
            case Kind.LIST:
                return self._list(x, type_)
            case _:
                pass
        types = types_of(type_)
        if not types:
            return "OPEN"
        return f"({x} if type({x}) in {self.pool.constant(types)} else OPEN)"

    def _judgment(self, x: str, view: View) -> str:
        if view == "recorded":
            return f"(True if type({x}) is JUDGMENT else OPEN)"
        silent = "False" if view == "decided to_refuse" else "OPEN"
        return f"({x}.decision if type({x}) is JUDGMENT else {silent})" if view else "OPEN"

    def _row(self, record: Type) -> str:
        self._rows.setdefault(record.record, {})
        return f"row{list(self._rows).index(record.record)}"

    def _list(self, x: str, type_: Type) -> str:
        element = type_.of
        if element is None:
            return "OPEN"
        match element.kind:
            case Kind.RECORD:
                each = self._row(element)
            case Kind.YES_NO:
                each = "TRUTHS.__getitem__"
            case _:
                return f"LISTED({x}, {self.pool.constant(types_of(element))})"
        return f"(tuple(map({each}, {x})) if type({x}) is tuple else OPEN)"

    def _bytes(self, x: str, coded: Coded) -> str:
        index, codes = coded
        numbers = Numbers({code: n for n, code in enumerate(codes, 1)})
        return f"CODED({x}, {index}, {self.pool.constant(numbers)})"


def types_of(type_: Type) -> frozenset[type]:
    """The Python types of an exact value; none for what has no short form."""
    types = _TYPES.get(type_.kind, frozenset())
    return types | {Stated} if types and type_.may_be_none else types


def _root(expr: Expr) -> Expr:
    while expr.op is Op.FIELD:
        expr = expr.args[0]
    return expr


def _path(expr: Expr) -> list[int]:
    """The field numbers from the input to a field of it, outermost first."""
    found: list[int] = []
    while expr.op is Op.FIELD:
        found.append(expr.index)
        expr = expr.args[0]
    return found[::-1]
