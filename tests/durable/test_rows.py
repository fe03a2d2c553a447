"""Rows of gates: for every combination of words exactly one fires, and says what truth.py says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from random import Random

import pytest

from schemeengine import truth
from schemeengine.execute.durable import rows as durable_rows
from schemeengine.execute.durable.rows import AS_IT_STANDS, MASKS, WORDS, Row, Rows, mask, word


def said(rows: Iterable[Row], words: Sequence[str]) -> list[str]:
    """The results of all rows that fire where signal n has words[n]."""
    return [r.result for r in rows if all(words[s] in allowed for s, allowed in r.conditions)]


def test_words_and_masks_are_the_same_thing() -> None:
    assert [mask(word(m)) for m in MASKS] == list(MASKS)
    assert len(WORDS) == 7
    assert word(truth.UNKNOWN) == "TF"
    for nothing in ("", "X", "FT"):
        with pytest.raises(ValueError):  # noqa: PT011 - any of them
            mask(nothing)


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize(
    ("rows", "function"), [(durable_rows.every, truth.all_of), (durable_rows.some, truth.any_of)]
)
def test_all_and_any(rows: Rows, function: Callable[[Iterable[int]], int], width: int) -> None:
    made = list(rows(range(width)))
    assert len(made) == 2 * width + 1
    for masks in product(MASKS, repeat=width):
        assert said(made, [word(m) for m in masks]) == [word(function(masks))], masks


@pytest.mark.parametrize("width", [5, 9, 16])
@pytest.mark.parametrize(
    ("rows", "function"), [(durable_rows.every, truth.all_of), (durable_rows.some, truth.any_of)]
)
def test_wide_all_and_any(rows: Rows, function: Callable[[Iterable[int]], int], width: int) -> None:
    random = Random(width)
    made = list(rows(range(width)))
    for usual in MASKS:
        for _ in range(100):
            masks = [random.choice((usual, usual, usual, *MASKS)) for _ in range(width)]
            assert said(made, [word(m) for m in masks]) == [word(function(masks))], masks


def test_repeated_operands_count_once() -> None:
    assert list(durable_rows.every([3, 5, 3])) == list(durable_rows.every([3, 5]))


def test_not() -> None:
    made = list(durable_rows.of_one(truth.negate)([0]))
    for m in MASKS:
        assert said(made, [word(m)]) == [word(truth.negate(m))]


@pytest.mark.parametrize("function", [truth.guard, truth.deemed])
def test_guard_and_deemed(function: Callable[[int, int], int]) -> None:
    made = list(durable_rows.of_two(function)([0, 1]))
    for a, b in product(MASKS, repeat=2):
        assert said(made, [word(a), word(b)]) == [word(function(a, b))]
    same = list(durable_rows.of_two(function)([0, 0]))
    for m in MASKS:
        assert said(same, [word(m)]) == [word(function(m, m))]
        assert all(len(row.conditions) == 1 for row in same)


def test_readings() -> None:
    made = list(durable_rows.by_choice([0, 1, 2, 1]))
    for a, b in product(WORDS, repeat=2):
        assert [said(made, [choice, a, b]) for choice in ("1", "2", "3")] == [[a], [b], [a]]


def test_by_cases() -> None:
    made = list(durable_rows.by_cases([0, 1]))
    for body in WORDS:
        assert said(made, [AS_IT_STANDS, body]) == [body]
        for settled in WORDS:
            assert said(made, [settled, body]) == [settled]
