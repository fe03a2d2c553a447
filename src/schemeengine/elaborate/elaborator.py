"""From documents to meaning: names resolved, types checked, expressions built, all in one pass.

Named rules are elaborated when first referred to, so their order in the file never matters and a
circle of references is noticed where it closes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from schemeengine.diagnostics import Code, Label, Problems
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import AS_OF, Address, Expr, Interner, Op
from schemeengine.ir.life_cycle import TURN
from schemeengine.ir.naming import both, units_beside
from schemeengine.ir.scheme import (
    Catalogue,
    Checklist,
    Clause,
    FactDecl,
    InputDecl,
    Reading,
    Record,
    Wording,
)
from schemeengine.ir.types import Kind, Type
from schemeengine.model.place import Raw
from schemeengine.model.suggest import closest
from schemeengine.opening_days import ClosingDays
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literal_model import Literal
from schemeengine.syntax.tree import MapNode, Node, Scalar
from schemeengine.truth import FALSE, TRUE
from schemeengine.units import DAYS, MONTHS, factor
from schemeengine.values import Duration, Quantity

#: How many layers of conditions a rule may have, all that it refers to included. Real programmes
#: have about fifteen; executors walk expressions by recursion.
MAX_LAYERS = 60

#: What a declared name gives when it is referred to: its clause, elaborated on demand.
Resolve = Callable[[], "Clause | None"]


@dataclass(slots=True)
class Elaborator:
    """The state of elaborating one scheme. Lives only while its file is being loaded."""

    scheme: str
    problems: Problems
    interner: Interner = field(default_factory=Interner)
    records: dict[str, Record] = field(default_factory=dict)
    #: The computed fields of a record, by its name: name -> the node as written.
    computed: dict[str, Mapping[str, Raw]] = field(default_factory=dict)
    #: Computed fields already read: by record expression, name and level of iteration.
    computed_done: dict[tuple[int, str, int], Clause | None] = field(default_factory=dict)
    computing: list[str] = field(default_factory=list)
    #: Reads a node; handed in like the heads.
    read_clause: Callable[..., Any] = lambda *args: None
    catalogues: dict[str, Catalogue] = field(default_factory=dict)
    #: The declared classifications: whether a code stands for all codes that begin with it.
    classifications: dict[str, bool] = field(default_factory=dict)
    #: The days of written times in other zones, by the number of their expression.
    written_days: dict[int, date] = field(default_factory=dict)
    #: Expressions, by number, that subtract and yet cannot come out below zero.
    never_below_zero: set[int] = field(default_factory=set)
    #: While the columns of a catalogue are being read.
    in_catalogue: bool = False
    inputs: dict[Address, InputDecl] = field(default_factory=dict)
    facts: dict[str, Address] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    checklists: dict[str, Checklist] = field(default_factory=dict)
    #: The guards of the items of a checklist, as written: (item, "applies_when" or "unless", condition).
    item_guards: dict[str, tuple[tuple[str, str, Node], ...]] = field(default_factory=dict)
    #: Definitions, provisions, amounts, dates, parameters: name -> how to elaborate it.
    named: dict[str, Resolve] = field(default_factory=dict)
    #: Where each top-level name was declared, for "used twice" and "did you mean".
    declared: dict[str, Span] = field(default_factory=dict)
    #: Names whose own declaration is wrong (``fact``, ``record.field``): using them is no mistake.
    broken: set[str] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    #: The definitions of the programme, which may ask for their result to be shown.
    definitions: set[str] = field(default_factory=set)
    #: Rules named as the list of an iteration (they do not stand among a clause's parts).
    mentioned: set[str] = field(default_factory=set)
    cited: set[str] = field(default_factory=set)
    #: The further days on which the office of the programme is closed.
    closing_days: ClosingDays = frozenset()
    #: The readers of the heads, by canonical name (see :mod:`schemeengine.elaborate.assemble`).
    heads: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    #: Gives a member's place in a ranked list; handed in like the heads.
    position: Callable[..., Any] = lambda *args: None
    check_cite: Callable[[str, Span], None] = lambda cite, span: None
    #: Ranked lists, by the number of the list's expression (see :mod:`schemeengine.elaborate.ranking`).
    rankings: dict[int, Any] = field(default_factory=dict)
    #: Examples written beside nodes: (clause, syntax).
    examples: list[tuple[Clause, Node]] = field(default_factory=list)
    _done: dict[str, Clause | None] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _entangled: bool = False
    _labels: dict[str, list[str]] = field(default_factory=dict)
    #: How often an unknown name was met.
    _unknown: dict[tuple[str, ...], int] = field(default_factory=dict)

    # -- expressions
    def make(
        self, op: Op, args: tuple[Expr, ...] = (), data: tuple[Hashable, ...] = (),
        type_: Type = types.YES_NO,
    ) -> Expr:  # fmt: skip
        if type_.may_be_none and op not in _AS_DECLARED:
            type_ = replace(type_, may_be_none=False)  # what is computed is not itself stated
        if op not in _WITHIN_LIMITS and not (op is Op.FUNCTION and data[0] in _OF_MEMBERS):
            type_ = type_.unlimited()
        return self.interner.make(op, args, data, type_)

    def const(self, value: Hashable, type_: Type) -> Expr:
        return self.make(Op.CONST, (), (value,), type_)

    def truth(self, value: bool) -> Expr:
        return self.const(TRUE if value else FALSE, types.YES_NO)

    def negate(self, expr: Expr) -> Expr:
        if expr.op is Op.NOT:
            return expr.args[0]
        return self.make(Op.NOT, (expr,))

    def all(self, *parts: Expr) -> Expr:
        return parts[0] if len(parts) == 1 and parts[0].op is not Op.GUARD else self.make(Op.ALL, parts)

    def guard(self, condition: Expr, body: Expr) -> Expr:
        return self.make(Op.GUARD, (condition, body), (), body.type)

    def input(self, address: Address, decl: FactDecl, **more: object) -> Expr:
        """The value of an input, declared at first use."""
        if address not in self.inputs:
            wording = more.get("wording", Wording())
            assert isinstance(wording, Wording)
            self.inputs[address] = InputDecl(
                address, decl, wording, str(more.get("power", "")), str(more.get("set_by", ""))
            )
        return self.make(Op.INPUT, (), (address,), decl.type)

    @property
    def as_of(self) -> Expr:
        return self.input(AS_OF, FactDecl("as_of", types.DATE, "判定の基準日", "The day in question"))

    @property
    def turn(self) -> Expr:
        """The first day of the turn of a duty (see :mod:`schemeengine.elaborate.life_cycle`)."""
        return self.input(TURN, FactDecl("turn", types.DATE, "当回の初日", "The first day of the turn"))

    def as_date(self, expr: Expr) -> Expr:
        """An event as a date: one that has not happened comes after the day in question."""
        if expr.type.kind is not Kind.EVENT:
            return expr
        return self.make(Op.AS_DATE, (expr, self.as_of), (), types.DATE)

    def literal(self, literal: Literal) -> Expr:
        kind = Kind(_LITERAL_KINDS[literal.kind])
        value: Hashable = literal.value
        unit = literal.unit if kind in (Kind.COUNT, Kind.QUANTITY) else ""
        if isinstance(literal.value, Quantity):
            value, unit = literal.value.amount, literal.value.unit
        if isinstance(value, Fraction) and value.denominator == 1 and kind is not Kind.RATIO:
            value = value.numerator
        found = self.const(value, Type(kind, unit=unit))
        if literal.day is not None:
            self.written_days[found.number] = literal.day
        return found

    def beside_day(self, limit: Expr, other: Expr) -> Expr:
        """A time as it is compared with ``other``: with a day by the day that is written, whatever the
        day in Japan was then (23:59 in Vienna is the next morning in Japan)."""
        written = self.written_days.get(limit.number)
        if written is None or other.type.kind is Kind.DATETIME:
            return limit
        return self.const(written, types.DATE)

    def in_unit(self, expr: Expr, unit: str) -> Expr:
        """A quantity in another unit of its kind (1ha as 10,000m2); as it is where they are not of one kind.

        A length of time written in an expression (7年) becomes a measured one where that is meant.
        """
        if expr.op is Op.CONST and isinstance(expr.data[0], Duration):
            number = measured(expr.data[0], unit)
            return expr if number is None else self.const(number, Type(Kind.QUANTITY, unit=unit))
        if expr.op is Op.CONST and expr.type.kind is Kind.COUNT and expr.type.unit == unit:
            return self.const(expr.data[0], Type(Kind.QUANTITY, unit=unit))  # 80点 beside 82.5点
        if expr.op is Op.CONST and expr.type == Type(Kind.COUNT, unit="キロ") and unit in ("kg", "km"):
            return self.const(expr.data[0], Type(Kind.QUANTITY, unit=unit))  # the other side says
        if expr.type.kind is not Kind.QUANTITY or not unit or expr.type.unit in ("", unit):
            return expr
        times = factor(expr.type.unit, unit)
        if times is None:
            return expr
        type_ = replace(expr.type, unit=unit)
        if expr.op is Op.CONST and isinstance(expr.data[0], (int, Fraction)):
            return self.const(_tidy(expr.data[0] * times), type_)
        return self.make(Op.ARITH, (expr, self.const(_tidy(times), types.RATIO)), ("*",), type_)

    def in_one_unit(self, a: Expr, b: Expr) -> tuple[Expr, Expr]:
        """Two quantities of one kind in the unit of the first; a written amount follows the other."""
        if Kind.QUANTITY not in (a.type.kind, b.type.kind):
            return a, b
        if a.op is Op.CONST or a.type.kind is not Kind.QUANTITY:
            return self.in_unit(a, b.type.unit), b
        return a, self.in_unit(b, a.type.unit)

    # -- names
    def declare(self, name: str, span: Span, resolve: Resolve | None = None) -> None:
        """Enter a top-level name; a name used twice is a mistake."""
        if name in self.declared:
            first = Label(self.declared[name], "初めはここ", "first declared here")
            self.problems.add(codes.NAME_TWICE, span, first, name=name)
            return
        self.declared[name] = span
        if resolve is not None:
            self.named[name] = resolve

    def labelled(self, label: str) -> list[str]:
        """The facts of a label."""
        if not self._labels:
            for name, address in self.facts.items():
                self._labels.setdefault(self.inputs[address].decl.label, []).append(name)
        return self._labels.get(label, [])

    def clause_of(self, name: str, span: Span) -> Clause | None:
        """The clause a name stands for, elaborated now if it has not been."""
        self.used.add(name)
        if name in self._done:
            return self._done[name]
        if name in self._open:
            path = " → ".join([*self._open[self._open.index(name) :], name])
            self.problems.add(codes.CYCLE, self.declared.get(name, span), path=path)
            return None
        if len(self._open) > MAX_LAYERS:
            self._too_entangled(self._open[0], span)
            return None
        self._open.append(name)
        found: Clause | None = None
        try:
            found = self.named[name]()
        except RecursionError:  # few rules, but each of many layers
            self._too_entangled(name, span)
        finally:
            self._open.pop()
        if found is not None and self.interner.depth(found.expr) > MAX_LAYERS:
            self._too_entangled(name, span)
            found = None
        self._done[name] = found
        return found

    def is_computed(self, record: Type, name: str) -> bool:
        """Whether a record has a computed field of this name or label."""
        return self.computed_name(record, name) is not None

    @property
    def computed_names(self) -> set[str]:
        """What any computed field is called."""
        found = {n for fields in self.computed.values() for n in fields}
        return found | {_label_of(raw) for fields in self.computed.values() for raw in fields.values()}

    def computed_name(self, record: Type, name: str) -> str | None:
        """The name of a computed field, which may be called by its label."""
        found = self.computed.get(record.record, {})
        if name in found:
            return name
        return next((n for n, raw in found.items() if _label_of(raw) == name), None)

    def is_open(self, name: str) -> bool:
        """Whether the rule of this name is being read just now."""
        return name in self._open

    def _too_entangled(self, name: str, span: Span) -> None:
        """Report the first such rule: those that refer to it and those it refers to are the same."""
        if not self._entangled:
            place = self.declared.get(name, span)
            self.problems.add(codes.TOO_ENTANGLED, place, name=name, limit=MAX_LAYERS)
        self._entangled = True

    def assert_complete(self) -> None:
        """Without an error every rule has a meaning; one that has none was dropped in silence."""
        lost = [name for name, clause in self._done.items() if clause is None]
        assert not lost, lost

    def unknown(
        self, code: Code, span: Span, got: str, known: Mapping[str, object] | list[str], **args: str
    ) -> None:
        """Report a name that is not known, with the nearest one that is.

        The same name is reported three times at most: if it is written twenty times, it is the
        declaration that is missing.
        """
        again = (code.id, got, *args.values())
        self._unknown[again] = self._unknown.get(again, 0) + 1
        if self._unknown[again] > 3 or self.problems.full:
            return
        names = list(known)
        near = "" if self.problems.crowded else closest(got, names)
        listed = ", ".join(names[:8])
        ja = near or (f"ありません（ここで使えるもの: {listed}）" if listed else "-")
        en = near or (f"one of {listed}" if listed else "-")
        self.problems.add(code, span, got=got, near_ja=ja, near_en=en, **args)

    def unknown_choice(self, span: Span, got: str, type_: Type, owner: str) -> None:
        """Report a code that is none of the choices, or no entry of the catalogue."""
        if self.problems.full:
            return
        near = closest(got, type_.choices)
        if type_.catalogue:
            shown = near or ", ".join(type_.choices[:12])
            self.problems.add(codes.UNKNOWN_ENTRY, span, catalogue=type_.catalogue, got=got, near=shown)
            return
        labels = {code: label for code, label, _ in type_.labels if label != code}
        allowed = ", ".join(f"{c}({labels[c]})" if c in labels else c for c in type_.choices[:12])
        self.problems.add(codes.UNKNOWN_CHOICE, span, got=got, owner=owner, allowed=allowed)

    def cite(self, places: tuple[tuple[str, Span], ...]) -> tuple[str, ...]:
        for place, span in places:
            self.cited.add(place)
            self.check_cite(place, span)
        return tuple(place for place, _ in places)

    def expect(self, expr: Expr, wanted: Type, span: Span) -> bool:
        """Report an expression whose type is not assignable to the wanted one."""
        if types.assignable(expr.type, wanted) or (wanted.kind is Kind.RATIO and is_quotient(expr)):
            return True
        if expr.type.kind is Kind.NUMBER and wanted.kind in types.ORDERED:
            self.problems.add(
                codes.MISSING_UNIT,
                span,
                got=span.text,
                units=units_beside(expr, wanted),
                **both("want", wanted),
            )
        else:
            self.problems.add(codes.WRONG_TYPE, span, **both("want", wanted), **both("got", expr.type))
        return False

    def scope(self, name: str) -> Scope:
        return Scope(path=name)


def is_quotient(expr: Expr) -> bool:
    """A bare number divided by another (180 days by 365): it may stand for a share."""
    return expr.op is Op.ARITH and expr.data == ("/",) and expr.type.kind is Kind.NUMBER


def _label_of(raw: Raw) -> str:
    """The label a node carries, as it is written."""
    if not isinstance(raw.node, MapNode):
        return ""
    labels = (e.value for e in raw.node.entries if keywords.key(e.key.text) == "label")
    return next((v.text for v in labels if isinstance(v, Scalar)), "")


def _tidy(value: Fraction | int) -> Fraction | int:
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def measured(length: Duration, unit: str) -> Fraction | int | None:
    """3年 as a number of months, 7日 as one of weeks; None where they are not of one kind."""
    if unit in MONTHS and not length.days:
        return _tidy(length.months / MONTHS[unit])
    if unit in DAYS and not length.months:
        return _tidy(length.days / DAYS[unit])
    return None


#: Nodes that read a fact, which may be stated as none, or a list of such facts.
_AS_DECLARED = frozenset({Op.INPUT, Op.FIELD, Op.VAR, Op.FUNCTION})

#: Nodes whose values are stated ones, one by one or in a list: they keep to the limits of the type.
_WITHIN_LIMITS = frozenset({Op.INPUT, Op.FIELD, Op.VAR, Op.SELECT, Op.PROJECT})
#: Functions whose type tells of one member of their list, not of what they give.
_OF_MEMBERS = frozenset(
    {
        "sum", "mean", "mean_without_extremes", "min", "max",
        "sum_of_greatest", "mean_of_greatest", "sum_of_least", "mean_of_least",
    }
)  # fmt: skip

_LITERAL_KINDS: Mapping[str, str] = {
    "yen": "yen", "ratio": "percent", "count": "count", "quantity": "quantity",
    "number": "number", "duration": "duration", "date": "date", "datetime": "datetime",
    "fiscal_year": "fiscal_year", "month_day": "text",
}  # fmt: skip
