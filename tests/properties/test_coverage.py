"""What is said of a table before any case, against every case there is; and what each case then gives.

Tables as officers write them, over keys with a handful of values each. The cells carry their meaning
with them as a set of values, so that nothing here depends on how the engine reads or proves anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemeengine.diagnostics import BadInput
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.domain import NONE, Approx, is_exact
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network
from schemeengine.pipeline import scheme_from_text
from schemeengine.truth import FALSE, TRUE

Value = Any
Case_ = tuple[Value, ...]


@dataclass(frozen=True)
class Key:
    """A fact, all values it can have, and the cells that can be asked of it with what each takes."""

    name: str
    type: str
    values: tuple[Value, ...]
    cells: tuple[tuple[str, frozenset[Value]], ...]


def _of(*pairs: tuple[str, Sequence[Value]]) -> tuple[tuple[str, frozenset[Value]], ...]:
    return tuple((text, frozenset(values)) for text, values in pairs)


_CODES = _of(("a", "a"), ("b", "b"), ("a / b", "ab"), ("b / c", "bc"), ("not(c)", ["a", "b"]), ("c", "c"))
_COUNTS = _of(
    ("0人", [0]), ("2人以下", [0, 1, 2]), ("2人超", [3, 4]), ("1人以上3人未満", [1, 2]), ("3人以上", [3, 4]),
    ("4人", [4]), ("[0人 .. 3人]", [0, 1, 2, 3]), ("0人 / 4人", [0, 4]), ("2人", [2]),
)  # fmt: skip
#: Halves stand for every fraction between their neighbours: no cell tells these apart.
_HALVES = tuple(n / 2 for n in range(5))
_DECIMALS = _of(
    ("1未満", [0, 0.5]), ("1以下", [0, 0.5, 1]), ("1超", [1.5, 2]), ("1以上", [1, 1.5, 2]), ("0", [0]),
    ("1", [1]), ("2", [2]), ("0以上2未満", [0, 0.5, 1, 1.5]),
)  # fmt: skip
KEYS = (
    Key("flag", "{type: yes_no}", (TRUE, FALSE), _of(("はい", [TRUE]), ("いいえ", [FALSE]))),
    Key("form", "{type: code, choices: {a: 甲, b: 乙, c: 丙}}", ("a", "b", "c"), _CODES),
    Key("twin", "{type: code, choices: {a: 甲, b: 乙, c: 丙}, may_be_none: yes}", ("a", "b", "c", NONE),
        tuple((t, v | {NONE} if t.startswith("not") else v) for t, v in _CODES)),
    Key("staff", "{type: count, unit: 人, allowed: '[0人 .. 4人]'}", (0, 1, 2, 3, 4), _COUNTS),
    Key("rate", "{type: decimal, allowed: '[0 .. 2]'}", _HALVES, _DECIMALS),
    Key("word", "{type: text}", ("a", "b", "c", "x"), _CODES[:4]),
)  # fmt: skip
_ONE = ("unique", "any", "first", "narrowest")
POLICIES = (*_ONE, "unique", "greatest", "least", "sum", "count")


@dataclass(frozen=True)
class Written:
    """A table as written, and as meant."""

    keys: tuple[Key, ...]
    rows: tuple[tuple[tuple[str, frozenset[Value]], ...], ...]
    results: tuple[int | None, ...]
    policy: str
    if_none: str

    @property
    def text(self) -> str:
        lines = ["schemeengine: 1", "scheme: t", "title: t", "facts:"]
        lines += [f"  {k.name}: {k.type}" for k in self.keys]
        lines += ["amounts:", "  paid:", "    table: |"]
        shown = [[*(k.name for k in self.keys), "→ yen"]]
        for row, result in zip(self.rows, self.results, strict=True):
            shown.append([*(text for text, _ in row), "none" if result is None else f"{result}円"])
        lines += [f"      | {' | '.join(cells)} |" for cells in shown]
        lines += [f"    when_several: {self.policy}"]
        lines += [f"    if_none: {self.if_none}"] if self.if_none else []
        return "\n".join(lines) + "\n"

    @property
    def cases(self) -> Iterator[Case_]:
        return product(*(k.values for k in self.keys))

    def hit(self, case: Case_) -> list[int]:
        found = [
            n for n, row in enumerate(self.rows)
            if all(v in taken for (_, taken), v in zip(row, case, strict=True))
        ]  # fmt: skip
        if self.policy == "narrowest" and found:
            least = min(self.width(n) for n in found)
            found = [n for n in found if self.width(n) == least]
        return found

    def width(self, row: int) -> tuple[int, int]:
        cells = [text for text, _ in self.rows[row]]
        return cells.count("-"), sum(t == "その他" or t.startswith("not") for t in cells)

    def contradicts(self, case: Case_) -> bool:
        hit = self.hit(case)
        if len(hit) < 2 or self.policy not in ("unique", "any", "narrowest"):
            return False
        return self.policy == "unique" or len({self.results[n] for n in hit}) > 1

    def misses(self, case: Case_) -> bool:
        return self.policy not in ("sum", "count") and not self.hit(case)

    def comes_to(self, case: Case_) -> Value:
        found = [self.results[n] for n in self.hit(case)]
        empty = {"": NONE, "none": NONE}.get(self.if_none, 9)
        match self.policy:
            case "count":
                return len(found)
            case "sum" if not found and not self.if_none:
                return 0
            case "sum" | "greatest" | "least" if found:
                together = {"sum": sum, "greatest": max, "least": min}[self.policy]
                return together(v for v in found if v is not None)
            case _:
                return empty if not found or found[0] is None else found[0]


def meant(keys: Sequence[Key], written: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows with what every cell takes: any value, or what the named cells of its column leave."""
    rows = []
    for row in written:
        cells = []
        for n, (key, cell) in enumerate(zip(keys, row, strict=True)):
            everything = frozenset(key.values)
            named = [r[n][1] for r in written if not isinstance(r[n], str)]
            left = everything if cell == "-" else everything.difference(*named)
            cells.append((cell, left) if isinstance(cell, str) else cell)
        rows.append(tuple(cells))
    return rows


@st.composite
def tables(draw: st.DrawFn) -> Written:
    keys = tuple(draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True)))
    policy = draw(st.sampled_from(POLICIES))
    written = [[draw(st.sampled_from((*k.cells, "-", "その他"))) for k in keys]
               for _ in range(draw(st.integers(1, 5)))]  # fmt: skip
    if policy == "unique" and draw(st.booleans()):  # rows drawn at random nearly always overlap
        written = written[:2]
    rows = meant(keys, written)
    results = tuple(draw(st.sampled_from((1, 2, 3, 3, None))) for _ in rows)
    if policy in ("sum", "greatest", "least", "count"):
        results = tuple(r or 1 for r in results)
    if set(results) == {None}:  # nothing would say that it is an amount
        results = (1, *results[1:])
    said = "" if policy == "count" else draw(st.sampled_from(("", "", "none", "9円")))
    return Written(keys, tuple(rows), results, policy, said)


def loaded(table: Written) -> tuple[Scheme | None, set[str]]:
    try:
        return scheme_from_text(table.text), set()
    except BadInput as refused:
        return None, {d.code.id for d in refused.diagnostics}


def case_of(scheme: Scheme, known: Mapping[str, Value]) -> Case:
    named = {a.name: a for a in scheme.inputs}
    return Case({named[n]: v for n, v in known.items() if isinstance(named.get(n), Address)})


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.data())
def test_what_is_said_of_a_table_is_so_in_every_case(table: Written, data: st.DataObject) -> None:
    """ "What can fail at run time on well-typed input must not type-check": a gap or a contradiction is
    found if there is one, none is reported if there is none, and every case gives what the rows say."""
    contradiction = any(map(table.contradicts, table.cases))
    gap = any(map(table.misses, table.cases))
    scheme, codes = loaded(table)
    if contradiction:
        assert "M031" in codes, table.text
        return
    assert ("M032" in codes) == (gap and not table.if_none), table.text
    if scheme is None:
        assert codes == {"M032"}, (codes, table.text)
        return
    paid = scheme.amounts["paid"].expr
    network = Network.build([scheme])
    compiled, node = CompiledExecutor(network), network.of("t", paid)
    possible: list[Value] = []
    forgotten = data.draw(st.sampled_from(table.keys)).name
    some = data.draw(st.sampled_from(list(table.cases)))
    names = [k.name for k in table.keys]
    for case in table.cases:
        known = dict(zip(names, case, strict=True))
        found = Walk(case_of(scheme, known)).value(paid)
        assert found == table.comes_to(case), (known, table.text)
        assert compiled.evaluate(network, case_of(scheme, known)).values[node.number] == found
        if all(a == b for n, a, b in zip(names, case, some, strict=True) if n != forgotten):
            possible.append(found)
    known = {n: v for n, v in zip(names, some, strict=True) if n != forgotten}
    early = Walk(case_of(scheme, known)).value(paid)
    assert compiled.evaluate(network, case_of(scheme, known)).values[node.number] == early
    for found in possible:  # nothing that can still come about is ruled out
        assert _allows(early, found), (known, early, found, table.text)
    if is_exact(early):
        assert set(possible) == {early}


def _allows(early: Value, found: Value) -> bool:
    if not isinstance(early, Approx):
        return bool(early == found)
    if found is NONE:
        return early.may_be_none
    above = early.lo is None or early.lo <= found
    return above and (early.hi is None or found <= early.hi)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_a_gap_is_found_just_where_there_is_one(key: Key) -> None:
    """Every table of one or two rows over one key: the proof agrees with looking at each value."""
    cells = (*key.cells, "その他")
    for written in (*combinations(cells, 1), *combinations(cells, 2)):
        rows = meant((key,), [(cell,) for cell in written])
        table = Written((key,), tuple(rows), tuple(range(1, len(rows) + 1)), "first", "")
        _, codes = loaded(table)
        assert codes == ({"M032"} if any(map(table.misses, table.cases)) else set()), table.text
