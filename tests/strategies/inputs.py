"""The few inputs the random expressions speak of, one of every kind, and values for them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from random import Random
from typing import Any

from schemeengine.ir import types
from schemeengine.ir.expr import Address
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.types import Kind, Type, list_of
from schemeengine.truth import FALSE, TRUE
from schemeengine.values import Duration, Interval, Stated

Value = Any
CODES = ("a", "b", "c")
FORM = Type(Kind.CODE, choices=CODES)
TAG = Type(Kind.CODE, classification="jsic14")
ITEM = Type(Kind.RECORD, record="item")
MEASURE = Type(Kind.QUANTITY, unit="m2")
#: What is stated keeps to limits; what is computed from it need not.
AREA = replace(MEASURE, limits=(0, None))
SHARE = replace(types.RATIO, limits=(0, 1))
POINTS = replace(types.NUMBER, limits=(0, 5))
COST = replace(types.YEN, limits=(1, 1000))
CALL = replace(types.DATE, limits=(date(2024, 1, 1), date(2024, 12, 31)))
TAGS = ("0", "09", "091", "1", "12")
YENS = (0, 1, 49, 50, 51, 100, 149, 150, 1000, 123_456)
COUNTS = (0, 1, 2, 3, 4, 5, 10)
NUMBERS = (-3, -1, 0, 1, 2, 5, Fraction(7, 2))
RATIOS = (Fraction(0), Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(7, 10), Fraction(1))
DURATIONS = (Duration(0, 0), Duration(0, 1), Duration(0, 30), Duration(1, 0), Duration(3, 10),
             Duration(12, 0), Duration(36, 0))  # fmt: skip
DAYS = (
    *tuple(
        date(y, m, d)
        for y in (2023, 2024, 2025)
        for m, d in (
            (1, 1),
            (1, 30),
            (1, 31),
            (2, 28),
            (3, 1),
            (3, 30),
            (3, 31),
            (4, 1),
            (4, 30),
            (5, 31),
            (8, 12),
            (12, 28),
            (12, 31),
        )
    ),
    date(2024, 2, 29),
)
TIMES = tuple(
    datetime(d.year, d.month, d.day, *clock)
    for d in DAYS[::5]
    for clock in ((0, 0), (17, 0), (17, 0, 30), (23, 59))
)


@dataclass(frozen=True, slots=True)
class Input:
    """An input or field: its type, and whether the applicant may state that there is none."""

    address: Address
    type: Type
    may_be_none: bool = False
    #: Never forgotten: without it something is assumed, which a later fact may contradict.
    assumed_if_absent: bool = False

    @property
    def name(self) -> str:
        return self.address.name


def _fact(name: str, type_: Type, may_be_none: bool = False) -> Input:
    return Input(Address("fact", "t", name), replace(type_, may_be_none=may_be_none), may_be_none)


AS_OF = Input(Address("built_in", "", "as_of"), types.DATE)
ITEM_FIELDS = (
    _fact("id", types.TEXT), _fact("amount", COST), _fact("kind", FORM),
    _fact("flag", types.YES_NO), _fact("on", types.DATE), _fact("fit", types.JUDGMENT),
    _fact("size", types.COUNT), _fact("tags", list_of(TAG)), _fact("grant", types.YEN, True),
    _fact("form", FORM, True), _fact("span", types.INTERVAL),
)  # fmt: skip
INPUTS = (
    AS_OF, _fact("p", types.YES_NO), _fact("q", types.YES_NO), _fact("r", types.YES_NO),
    _fact("cost", types.YEN), _fact("limit", types.YEN), _fact("prior", types.YEN, True),
    _fact("staff", types.COUNT), _fact("change", types.NUMBER), _fact("rate", SHARE),
    _fact("area", AREA), _fact("points", POINTS), _fact("called", CALL),
    _fact("form", FORM), _fact("parent_form", FORM, True), _fact("tag", TAG),
    _fact("applied", types.DATE), _fact("founded", types.DATE), _fact("ended", types.DATE, True),
    _fact("arrived", types.DATETIME), _fact("opened", types.EVENT), _fact("finished", types.EVENT),
    _fact("length", types.DURATION), _fact("year", types.FISCAL_YEAR), _fact("term", types.INTERVAL),
    _fact("items", list_of(ITEM)), _fact("amounts", list_of(COST)), _fact("tags", list_of(TAG)),
    _fact("company", ITEM), _fact("terms", list_of(types.INTERVAL)),
    Input(Address("judgment", "t", "fitting"), types.JUDGMENT),
    Input(Address("judgment", "t", "refusal"), types.JUDGMENT, assumed_if_absent=True),
)  # fmt: skip
BY_NAME = {i.name: i for i in INPUTS}
READING = Address("reading", "t", "how")
READING_CHOICES = ("one", "other")


def some_value(input_: Input, random: Random, *, none: bool = True) -> Value:
    """A value for an input; ``none`` allows "there is none" where the input does."""
    if input_.may_be_none and none and random.random() < 0.35:
        return Stated.NONE
    return of_type(input_.type, random, none)


def of_type(type_: Type, random: Random, none: bool = True) -> Value:
    match type_.kind:
        case Kind.RECORD:
            return tuple(some_value(f, random, none=none) for f in ITEM_FIELDS)
        case Kind.LIST:
            assert type_.of is not None
            return tuple(of_type(type_.of, random, none) for _ in range(random.choice((0, 1, 2, 2, 3))))
        case Kind.INTERVAL:
            first = random.choice((None, *DAYS, *TIMES))
            last = random.choice((None, *DAYS, *TIMES))
            return Interval(first, last)
        case Kind.EVENT:
            return random.choice((Stated.NOT_YET, *DAYS)) if random.random() < 0.6 else Stated.NOT_YET
        case Kind.JUDGMENT:
            return Judgment(random.random() < 0.5, "mayor", date(2024, 6, 1))
        case Kind.CODE:
            return random.choice(type_.choices or TAGS)
        case _:
            lo, hi = type_.limits or (None, None)
            pool: Any = _POOLS[type_.kind]
            return random.choice([v for v in pool if (lo is None or v >= lo) and (hi is None or v <= hi)])


_POOLS: dict[Kind, tuple[Value, ...]] = {
    Kind.YES_NO: (TRUE, FALSE), Kind.YEN: YENS, Kind.COUNT: COUNTS, Kind.NUMBER: NUMBERS,
    Kind.RATIO: RATIOS, Kind.QUANTITY: (0, 5, Fraction(99, 2), 100), Kind.DATE: DAYS,
    Kind.DATETIME: TIMES, Kind.DURATION: DURATIONS, Kind.FISCAL_YEAR: (2022, 2023, 2024, 2025),
    Kind.TEXT: ("x", "y"),
}  # fmt: skip
