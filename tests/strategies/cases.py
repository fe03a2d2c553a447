"""Complete cases, what is left of them when facts are forgotten, and ways to complete them again."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from hypothesis import strategies as st
from tests.strategies.inputs import (
    INPUTS,
    ITEM_FIELDS,
    READING,
    READING_CHOICES,
    Input,
    Value,
    of_type,
    some_value,
)

from schemeengine.execute.case import Case
from schemeengine.ir.expr import Address
from schemeengine.ir.types import Kind, Type
from schemeengine.values import Stated

Values = Mapping[Address, Value]

#: A seed from which hypothesis can search and shrink towards small cases.
randoms = st.integers(0, 2**32 - 1).map(Random)


def complete(random: Random) -> Case:
    """Every input known (a power to refuse may or may not have been used)."""
    none = random.random() < 0.5
    values = {i.address: some_value(i, random, none=none) for i in INPUTS}
    if random.random() < 0.5:
        del values[next(i for i in INPUTS if i.assumed_if_absent).address]
    chosen = {} if random.random() < 0.5 else {READING: random.choice(READING_CHOICES)}
    return Case(values, chosen)


complete_cases = randoms.map(complete)


def forget(case: Case, random: Random, how_much: float = 0.4, *, none_too: bool = True) -> Case:
    """The case with some inputs, fields and list elements no longer known.

    What was stated to be "none" is forgotten only with ``none_too``.
    """
    kept: dict[Address, Value] = {}
    for input_ in INPUTS:
        if input_.address not in case.values:
            continue
        value = case.values[input_.address]
        left = value if input_.assumed_if_absent else _left(input_, value, random, how_much, none_too)
        if left is not None:
            kept[input_.address] = left
    return Case(kept, case.readings)


def _left(input_: Input, value: Value, random: Random, how_much: float, none_too: bool) -> Value:
    kept = not none_too and _states_none(value)
    if value is not None and not kept and random.random() < how_much:
        return None
    return _thinned(input_.type, value, random, how_much / 2, none_too)


def _states_none(value: Value) -> bool:
    return any(map(_states_none, value)) if isinstance(value, tuple) else value is Stated.NONE


def _thinned(type_: Type, value: Value, random: Random, how_much: float, none_too: bool) -> Value:
    """A record with fields forgotten; a list with elements or their fields forgotten."""
    if not isinstance(value, tuple):
        return value
    if type_.kind is Kind.RECORD:
        return tuple(_left(f, v, random, how_much, none_too) for f, v in zip(ITEM_FIELDS, value, strict=True))
    element = type_.of
    assert element is not None
    unknown = element.kind is not Kind.RECORD
    return tuple(
        None if unknown and random.random() < how_much else _thinned(element, v, random, how_much, none_too)
        for v in value
    )


def completion(case: Case, random: Random, *, none_too: bool = True) -> Case:
    """Some complete case that agrees with everything this one knows."""
    values = dict(case.values)
    for input_ in INPUTS:
        known = values.get(input_.address)
        if not (known is None and input_.assumed_if_absent):
            values[input_.address] = _filled(input_, known, random, none_too)
    return Case(values, case.readings)


def _filled(input_: Input, value: Value, random: Random, none_too: bool) -> Value:
    if value is None:
        return some_value(input_, random, none=none_too)
    return _filled_in(input_.type, value, random, none_too)


def _filled_in(type_: Type, value: Value, random: Random, none_too: bool) -> Value:
    if not isinstance(value, tuple):
        return value
    if type_.kind is Kind.RECORD:
        return tuple(_filled(f, v, random, none_too) for f, v in zip(ITEM_FIELDS, value, strict=True))
    element = type_.of
    assert element is not None
    return tuple(
        of_type(element, random, none_too) if v is None else _filled_in(element, v, random, none_too)
        for v in value
    )


@st.composite
def incomplete_cases(draw: st.DrawFn) -> tuple[Case, Case]:
    """An incomplete case, and the complete one it was made from."""
    whole = draw(complete_cases)
    return forget(whole, draw(randoms), draw(st.sampled_from((0.1, 0.3, 0.6, 0.9)))), whole
