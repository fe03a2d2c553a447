"""Decision tables for exact keys: one chain of row tests, or one dictionary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from schemeengine.execute.compiled.comparisons import TYPE_NAMES
from schemeengine.execute.compiled.writer import Pool, Writer
from schemeengine.execute.domain import NONE, Value
from schemeengine.ir.cells import HitPolicy
from schemeengine.ir.expr import Expr
from schemeengine.ir.types import Kind

_Cell = tuple[Any, ...]
_EXACT: dict[Kind, type] = {
    Kind.COUNT: int, Kind.YEN: int, Kind.NUMBER: int, Kind.FISCAL_YEAR: int, Kind.DATE: date,
    Kind.YES_NO: int, Kind.CODE: str, Kind.TEXT: str, Kind.CORPORATE_NUMBER: str,
}  # fmt: skip


def table(w: Writer, e: Expr) -> None:
    rows, width, policy = e.data
    assert isinstance(rows, tuple)
    assert isinstance(width, int)
    assert isinstance(policy, HitPolicy)
    keys, results = e.args[:width], e.args[width:]
    slow = (
        f"LOOK_UP({w.pool.constant(rows)}, {_keys(w, keys)}, {w.values(results)}, "
        f"{w.pool.constant(policy)}, {w.pool.constant(e.type)})"
    )
    if policy.name != "unique" or not policy.checked or not plain_cells(rows, keys):
        w.line(f"v{e.number} = {slow}")
        return
    exact = [_is_exact(w, k, _EXACT[k.type.kind]) for k in keys]
    with w.block(f"if {' and '.join(exact) or True}:"):
        if not _by_code(w, e, rows, keys, results):
            _row_by_row(w, e, rows, keys, results)
    with w.block("else:"):
        w.line(f"v{e.number} = {slow}")


def plain_cells(rows: tuple[tuple[_Cell, ...], ...], keys: tuple[Expr, ...]) -> bool:
    """Whether every cell names values of the one Python type its key has when it is exact."""
    plain = [_EXACT.get(k.type.kind) for k in keys]
    return all(t is not None and _fits(cell, t) for row in rows for cell, t in zip(row, plain, strict=True))


def _is_exact(w: Writer, key: Expr, type_: type) -> str:
    """A condition is an exact key where it holds or fails, and nothing else is possible."""
    name = w.value(key)
    if key.type.kind is Kind.YES_NO:
        return f"({name} == 1 or {name} == 2)"
    return f"type({name}) is {TYPE_NAMES[type_]}"


def _keys(w: Writer, keys: tuple[Expr, ...]) -> str:
    names = [
        f"KEY({w.value(k)}, {w.pool.constant(k.type)})" if k.type.kind is Kind.YES_NO else w.value(k)
        for k in keys
    ]
    return f"({', '.join(names)}{',' if len(names) == 1 else ''})"


def _fits(cell: _Cell, type_: type) -> bool:
    """Whether every value a cell names is of the Python type the key is tested for."""
    match cell[0]:
        case "any":
            return True
        case "is" | "below":
            return all(type(v) is type_ for v in cell[1])
        case "or" | "rest":
            return all(_fits(c, type_) for c in cell[1])
        case _:
            return all(bound is None or type(bound) is type_ for bound in (cell[1], cell[3]))


def _no_row(e: Expr) -> str:
    policy = e.data[2]
    assert isinstance(policy, HitPolicy)
    if e.type.kind is Kind.YES_NO:
        return {"none": "2", "leaves": "4"}.get(policy.no_row, "3")
    return "NONE" if policy.no_row == "none" else "ANYTHING"


def _by_code(
    w: Writer, e: Expr, rows: tuple[tuple[_Cell, ...], ...], keys: tuple[Expr, ...],
    results: tuple[Expr, ...],
) -> bool:  # fmt: skip
    """One key with codes only and fixed results (the columns of a catalogue): a dictionary."""
    if len(keys) != 1 or not all(w.is_fixed(r) and w.fixed(r) is not NONE for r in results):
        return False
    found = by_code(rows, [w.fixed(r) for r in results])
    if found is None:
        return False
    w.line(f"v{e.number} = {w.pool.constant(found)}.get({w.value(keys[0])}, {_no_row(e)})")
    return True


def by_code(rows: tuple[tuple[_Cell, ...], ...], results: Sequence[Value]) -> dict[Value, Value] | None:
    """The results by the code of a single key, if all its cells are lists of codes."""
    if any(len(row) != 1 or row[0][0] != "is" for row in rows):
        return None
    found: dict[Value, Value] = {}
    for row, result in zip(rows, results, strict=True):
        for code in row[0][1]:
            found.setdefault(code, result)
    return found


def _row_by_row(
    w: Writer, e: Expr, rows: tuple[tuple[_Cell, ...], ...], keys: tuple[Expr, ...],
    results: tuple[Expr, ...],
) -> None:  # fmt: skip
    word = "if"
    for row, result in zip(rows, results, strict=True):
        tests = [cell_test(w.pool, cell, w.value(key)) for cell, key in zip(row, keys, strict=True)]
        with w.block(f"{word} {' and '.join(t for t in tests if t) or True}:"):
            w.line(f"v{e.number} = {_result(w, e, result)}")
        word = "elif"
    with w.block("else:" if rows else "if True:"):
        w.line(f"v{e.number} = {_no_row(e)}")


def _result(w: Writer, e: Expr, result: Expr) -> str:
    if e.type.kind is Kind.YES_NO and w.is_fixed(result) and w.fixed(result) is NONE:
        return "4" if _no_row(e) == "4" else "2"
    return w.value(result)


def cell_test(pool: Pool, cell: _Cell, key: str) -> str:
    """The test that an exact key falls into a cell; "" if it always does."""
    match cell[0]:
        case "any":
            return ""
        case "is":
            return f"{key} in {pool.constant(cell[1])}"
        case "below":
            return f"{key}.startswith({pool.constant(tuple(sorted(cell[1])))})"
        case "or":
            return f"({' or '.join(f'({cell_test(pool, c, key)})' for c in cell[1])})"
        case "rest":
            others = [f"({cell_test(pool, c, key) or True})" for c in cell[1]]
            return f"not ({' or '.join(others)})" if others else ""
        case _:
            _, lo, lo_in, hi, hi_in = cell
            tests = []
            if lo is not None:
                tests.append(f"{key} {'>=' if lo_in else '>'} {pool.constant(lo)}")
            if hi is not None:
                tests.append(f"{key} {'<=' if hi_in else '<'} {pool.constant(hi)}")
            return " and ".join(tests)
