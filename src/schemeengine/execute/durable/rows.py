"""Gates as rows of a decision list, for an engine that can only match facts and assert facts.

A clause's value travels as a short word naming the states still possible: ``T`` holds, ``F``
fails, ``N`` does not apply, ``TF`` holds or fails, and so on: seven words, never an absent fact.
A row says "where these signals have one of these words, the gate has this word". The rows of a
gate exclude each other and leave nothing out, so exactly one fires, whatever the order of facts:
no row has to wait for the silence of another (an engine with rules cannot see silence).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from schemeengine.truth import Mask

#: A value as it is written in a fact, and sets of them.
Word: TypeAlias = str
Words: TypeAlias = frozenset[str]

#: By mask; no clause ever has the mask 0.
_BY_MASK = ("", "T", "F", "TF", "N", "TN", "FN", "TFN")
MASKS = range(1, 8)
WORDS: Words = frozenset(_BY_MASK[1:])
#: What the "by cases" input of a clause says when trying cases has settled nothing.
AS_IT_STANDS = "-"


def word(mask: Mask) -> Word:
    """The word for a mask: ``word(UNKNOWN) == "TF"``."""
    return _BY_MASK[mask]


def mask(word_: Word) -> Mask:
    """The mask a word stands for. ValueError for anything else."""
    return _BY_MASK.index(word_, 1)


@dataclass(frozen=True, slots=True)
class Row:
    """Where each named signal has one of the words beside it, the gate has ``result``."""

    conditions: tuple[tuple[int, Words], ...]
    result: Word


#: The rows of a gate over its signals, in the order of its operands.
Rows: TypeAlias = Callable[[Sequence[int]], Iterator[Row]]


def every(signals: Sequence[int]) -> Iterator[Row]:
    """``all`` (:func:`schemeengine.truth.all_of`) in 2n + 1 rows."""
    return _first_against(signals, "T", "F")


def some(signals: Sequence[int]) -> Iterator[Row]:
    """``any`` (:func:`schemeengine.truth.any_of`), the mirror image of ``all``."""
    return _first_against(signals, "F", "T")


def _first_against(signals: Sequence[int], usual: Word, deciding: Word) -> Iterator[Row]:
    """Rows by the first signal that can (or must) go against the usual outcome.

    One signal that surely decides settles it; else one that may leaves both open; else the usual.
    """
    signals = tuple(dict.fromkeys(signals))
    sure = frozenset({deciding})
    may = frozenset(w for w in WORDS if deciding in w) - sure
    for n, signal in enumerate(signals):
        before, after = signals[:n], signals[n + 1 :]
        yield Row((*((s, WORDS - sure) for s in before), (signal, sure)), deciding)
        calm = [(s, WORDS - sure - may) for s in before]
        yield Row((*calm, (signal, may), *((s, WORDS - sure) for s in after)), "TF")
    yield Row(tuple((s, WORDS - sure - may) for s in signals), usual)


def of_one(function: Callable[[Mask], Mask]) -> Rows:
    """A gate of one signal, tabulated."""

    def rows(signals: Sequence[int]) -> Iterator[Row]:
        (signal,) = signals
        for m in MASKS:
            yield Row(((signal, frozenset({word(m)})),), word(function(m)))

    return rows


def of_two(function: Callable[[Mask, Mask], Mask]) -> Rows:
    """A gate of two signals, tabulated; where both are the same signal, a gate of one."""

    def rows(signals: Sequence[int]) -> Iterator[Row]:
        first, second = signals
        if first == second:
            yield from of_one(lambda m: function(m, m))((first,))
            return
        tables: dict[tuple[Mask, ...], list[Word]] = {}
        for a in MASKS:
            tables.setdefault(tuple(function(a, b) for b in MASKS), []).append(word(a))
        for table, firsts in tables.items():
            here = (first, frozenset(firsts))
            if len(set(table)) == 1:
                yield Row((here,), word(table[0]))
                continue
            for b, result in zip(MASKS, table, strict=True):
                yield Row((here, (second, frozenset({word(b)}))), word(result))

    return rows


def by_choice(signals: Sequence[int]) -> Iterator[Row]:
    """The first signal says which of the others is the value: "1" the next one, and so on."""
    choice, *branches = signals
    for n, branch in enumerate(branches, start=1):
        for result in _BY_MASK[1:]:
            here = (choice, frozenset({str(n)}))
            yield Row((here, (branch, frozenset({result}))), result)


def by_cases(signals: Sequence[int]) -> Iterator[Row]:
    """The second signal, unless the first says what trying all cases has settled."""
    said, body = signals
    for result in _BY_MASK[1:]:
        only = frozenset({result})
        yield Row(((said, only),), result)
        yield Row(((said, frozenset({AS_IT_STANDS})), (body, only)), result)
