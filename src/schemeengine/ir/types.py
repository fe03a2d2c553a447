"""Static types. Units are part of the type: yen against a percentage never type-checks."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of value a fact, field or expression can have."""

    YES_NO = "yes_no"
    NUMBER = "number"  # dimensionless, exact
    COUNT = "count"  # whole number of things; its unit (人, 社) is a counter word
    YEN = "yen"
    RATIO = "percent"  # exact fraction
    QUANTITY = "quantity"  # exact amount with a physical unit
    DURATION = "duration"
    DATE = "date"
    DATETIME = "datetime"  # Japanese local time
    EVENT = "event"  # a date, or stated not to have happened yet
    INTERVAL = "interval"  # a stretch of days
    FISCAL_YEAR = "fiscal_year"
    TEXT = "text"
    CODE = "code"
    CORPORATE_NUMBER = "corporate_number"
    JUDGMENT = "judgment"
    RECORD = "record"
    LIST = "list"


#: Kinds whose values are ordered, so that a missing one still has bounds.
ORDERED = frozenset(
    {
        Kind.NUMBER, Kind.COUNT, Kind.YEN, Kind.RATIO, Kind.QUANTITY, Kind.DURATION,
        Kind.DATE, Kind.DATETIME, Kind.EVENT, Kind.FISCAL_YEAR,
    }
)  # fmt: skip
NUMERIC = frozenset({Kind.NUMBER, Kind.COUNT, Kind.YEN, Kind.RATIO, Kind.QUANTITY})
DAYS = frozenset({Kind.DATE, Kind.EVENT})
#: Kinds that can name the members of a list in a path; others leave them numbered.
NAMING = frozenset({Kind.TEXT, Kind.CODE, Kind.CORPORATE_NUMBER})
#: Kinds whose missing value is nevertheless known not to be negative.
NON_NEGATIVE = frozenset({Kind.COUNT, Kind.YEN})


@dataclass(frozen=True, slots=True)
class Type:
    """A static type; ``unit`` for counts and quantities, ``of`` for lists, ``record`` by name."""

    kind: Kind
    unit: str = ""
    of: Type | None = None
    record: str = ""
    #: Codes this value can take, () where the set is open.
    choices: tuple[str, ...] = ()
    #: What the codes are called: (code, label, label in English).
    labels: tuple[tuple[str, str, str], ...] = ()
    #: The classification whose code hierarchy applies ("jsic14"), or "".
    classification: str = ""
    #: Whether "none" may be stated instead of a value.
    may_be_none: bool = False
    #: Whether the value may lie below zero (a loss, a decrease), so that an absent one has no bound.
    may_be_negative: bool = False
    #: Whether a bare number may have decimals (a coefficient, a rate); otherwise it is whole.
    decimals: bool = False
    #: The catalogue whose entries are the values, or "".
    catalogue: str = ""
    #: The least and the greatest value that can be stated (both included; None: no end); None where
    #: the type says nothing of it. Only of what is read: what is computed has no limits of its own.
    limits: tuple[Hashable, Hashable] | None = None

    def label(self, code: str, lang: str) -> str:
        """What a code is called; the code itself where nothing is said."""
        found = next((entry for entry in self.labels if entry[0] == code), (code, code, ""))
        return found[2] if lang == "en" and found[2] else found[1]

    def unlimited(self) -> Type:
        """The type of what is computed from values of this one, which may lie outside its limits."""
        of = self.of
        if self.limits is None and (of is None or of.unlimited() is of):
            return self
        return replace(self, limits=None, of=None if of is None else of.unlimited())

    def __str__(self) -> str:
        match self.kind:
            case Kind.LIST:
                return f"list of {self.of}"
            case Kind.RECORD:
                return self.record
            case Kind.COUNT | Kind.QUANTITY if self.unit:
                return f"{self.kind.value} ({self.unit})"
            case _:
                return self.kind.value


YES_NO = Type(Kind.YES_NO)
NUMBER = Type(Kind.NUMBER)
COUNT = Type(Kind.COUNT)
YEN = Type(Kind.YEN)
RATIO = Type(Kind.RATIO)
DURATION = Type(Kind.DURATION)
DATE = Type(Kind.DATE)
DATETIME = Type(Kind.DATETIME)
EVENT = Type(Kind.EVENT)
INTERVAL = Type(Kind.INTERVAL)
FISCAL_YEAR = Type(Kind.FISCAL_YEAR)
TEXT = Type(Kind.TEXT)
CODE = Type(Kind.CODE)
JUDGMENT = Type(Kind.JUDGMENT)
#: Points of a scoring: exact, with decimals.
POINTS = Type(Kind.QUANTITY, unit="点")


def list_of(element: Type) -> Type:
    return Type(Kind.LIST, of=element)


def same_counter(a: str, b: str) -> bool:
    """Whether two counter words count the same things: persons are 人 or 名."""
    return a == b or {a, b} == {"人", "名"}


def comparable(a: Type, b: Type) -> bool:
    """Whether two values may be compared: same kind, and same unit where both name one.

    A bare number may stand beside a count (its unit is a counter word, not a dimension) and
    beside a fiscal year; everything else needs its unit.
    """
    if a.kind in DAYS and b.kind in DAYS:
        return True
    if {a.kind, b.kind} <= {Kind.NUMBER, Kind.COUNT}:
        return not (a.unit and b.unit) or same_counter(a.unit, b.unit)
    if {a.kind, b.kind} == {Kind.NUMBER, Kind.FISCAL_YEAR}:
        return True
    if {a.kind, b.kind} <= {Kind.CODE, Kind.TEXT, Kind.CORPORATE_NUMBER}:
        return True
    if a.kind is not b.kind:
        return False
    if a.kind is Kind.QUANTITY:
        return a.unit == b.unit
    if a.kind is Kind.LIST:
        return False
    return a.kind is not Kind.RECORD or a.record == b.record


def assignable(value: Type, wanted: Type) -> bool:
    """Whether a value of one type may stand where another is wanted (branches, results)."""
    if wanted.kind is Kind.LIST and value.kind is Kind.LIST:
        return value.of is None or wanted.of is None or assignable(value.of, wanted.of)
    if value.kind is Kind.RECORD:
        return wanted.kind is Kind.RECORD and wanted.record == value.record
    return comparable(value, wanted) or is_whole(value, wanted)


def is_whole(value: Type, wanted: Type) -> bool:
    """Whether a value is a whole number of what is measured where it is wanted (12点 beside 12.5点)."""
    kinds = (value.kind, wanted.kind)
    return kinds == (Kind.COUNT, Kind.QUANTITY) and value.unit == wanted.unit != ""


def widest(found: Sequence[Type]) -> Type:
    """The type of several values of one kind: the first, or that of measures among whole numbers."""
    first = found[0]
    return next((t for t in found if is_whole(first, t)), first)
