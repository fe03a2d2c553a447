"""Decision tables written as Markdown text (they paste from a spreadsheet)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from schemeengine.diagnostics import Problems, codes_shape
from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics.codes_computing import EXPRESSION_IN_CELL
from schemeengine.elaborate.declare import cell_value
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.expressions import Reader
from schemeengine.elaborate.key_cells import THE_REST, key_cell
from schemeengine.elaborate.limits import NO_LIMIT
from schemeengine.elaborate.row_checks import Results, check_rows
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.cells import Cell, HitPolicy
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Type
from schemeengine.model.node import NodeDoc, closed_word
from schemeengine.source import Span
from schemeengine.syntax import expression_tree as ast
from schemeengine.syntax import keywords
from schemeengine.syntax.expression import parse_expression
from schemeengine.syntax.literals import read_quotient, read_signed_literal
from schemeengine.syntax.tree import ListNode, MapNode, Scalar
from schemeengine.values import Stated


@dataclass(frozen=True, slots=True)
class ReadTable:
    keys: tuple[Expr, ...]
    rows: tuple[tuple[Cell, ...], ...]
    results: dict[str, tuple[tuple[Expr, ...], Type]]
    policy: HitPolicy
    references: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """One cell as written, with its place."""

    scalar: Scalar

    @property
    def text(self) -> str:
        return self.scalar.text


def _cells(line: str, start: int, place: Callable[[int, int], Span]) -> list[_Piece]:
    """The cells of one line ``| a | b |``."""
    found: list[_Piece] = []
    inside = line.strip()
    offset = start + line.index(inside)
    if inside.startswith("|"):
        inside, offset = inside[1:], offset + 1
    if inside.endswith("|"):
        inside = inside[:-1]
    for raw in inside.split("|"):
        lead = len(raw) - len(raw.lstrip())
        text = raw.strip()
        at = offset + lead
        found.append(_Piece(Scalar(text, place(at, at + max(len(text), 1)))))
        offset += len(raw) + 1
    return found


def table_lines(source: Scalar) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    place = source.placer()
    offset = 0
    for line in source.text.split("\n"):
        stripped = line.strip()
        if stripped and not re.fullmatch(r"\|?(?:\s*:?-{2,}:?\s*\|?)+", stripped):
            rows.append(_cells(line, offset, place))
        offset += len(line) + 1
    return rows


def read_table(
    el: Elaborator, node: NodeDoc, scope: Scope,
    read_value: Callable[[Elaborator, Scalar, Scope], Clause | None],
) -> ReadTable | None:  # fmt: skip
    """Read a table head: key columns, result columns (``→ name``), rows, hit policy."""
    if not isinstance(node.value, Scalar):
        el.problems.add(
            codes.BAD_TABLE, node.value.span, why_ja="文字の表ではありません", why_en="not a text"
        )
        return None
    rows = table_lines(node.value)
    if not _is_drawn(el, node.value, rows):
        return None
    if len(rows) < 2:
        el.problems.add(
            codes.BAD_TABLE,
            node.value.span,
            why_ja="見出しと行がありません",
            why_en="no header or rows",
        )
        return None
    header, body = rows[0], rows[1:]
    for row in body:
        if len(row) != len(header):
            el.problems.add(
                codes.BAD_TABLE, row[0].scalar.span,
                why_ja=f"この行の欄は{len(row)}、見出しは{len(header)}",
                why_en=f"this row has {len(row)} cells, the header {len(header)}",
            )  # fmt: skip
            return None
    is_result = [result_name(h.text) is not None for h in header]
    key_columns = [i for i, r in enumerate(is_result) if not r]
    reader = Reader(el, scope)
    keys = [reader.read(header[i].scalar) for i in key_columns]
    if any(k is None for k in keys):
        return None
    found_keys = tuple(el.as_date(k) for k in keys if k is not None)
    cells = _key_cells(el, body, key_columns, found_keys, [header[i].text for i in key_columns])
    results = _results(el, header, body, is_result, scope, read_value)
    policy = _policy(el, node)
    if policy in ("priority", "output_order") and cells is not None and results:
        ordered = _by_priority(el, node, cells, results)
        if ordered is None:
            return None
        cells, results = ordered
    if cells is None or results is None or policy is None:
        return None
    places = [row[0].scalar.span for row in body]
    checked = check_rows(el, node, places, found_keys, cells, policy, results)
    return ReadTable(found_keys, cells, results, checked, tuple(reader.references))


def _is_drawn(el: Elaborator, table: Scalar, rows: list[list[_Piece]]) -> bool:
    """Whether bars part the cells and an arrow marks a result; a diagnostic if not."""
    if re.search(r"^\s*｜", table.text, re.MULTILINE):
        ja = "全角の「｜」があります。欄は半角の | で区切ります"
        en = "a full-width bar ｜ stands where | parts the cells"
    elif len(rows) >= 2 and all(result_name(h.text) is None for h in rows[0]):
        ja, en = "結果の欄(→ 名前)がありません", "no result column (→ name)"
    else:
        return True
    span = table.span if "｜" in ja else rows[0][0].scalar.span
    el.problems.add(codes.BAD_TABLE, span, why_ja=ja, why_en=en)
    return False


def result_name(text: str) -> str | None:
    for arrow in ("→", "=>", "⇒"):
        if text.startswith(arrow):
            return text[len(arrow) :].strip()
    return None


def _policy(el: Elaborator, node: NodeDoc) -> str | None:
    tree = node.param("when_several")
    if tree is None:
        return "unique"
    return closed_word("when_several", tree, el.problems) if isinstance(tree, Scalar) else None


def _key_cells(
    el: Elaborator, body: list[list[_Piece]], columns: list[int], keys: tuple[Expr, ...], names: list[str]
) -> tuple[tuple[Cell, ...], ...] | None:
    table: list[list[Cell | None]] = []
    for row in body:
        table.append(
            [key_cell(el, row[i].scalar, k.type, n) for i, k, n in zip(columns, keys, names, strict=True)]
        )
    if any(c is None for row in table for c in row):
        return None
    found = [[c for c in row if c is not None] for row in table]
    for column in range(len(keys)):
        others = tuple(r[column] for r in found if r[column][0] != "any" and r[column] != THE_REST)
        for row_cells in found:
            if row_cells[column] == THE_REST:
                row_cells[column] = ("rest", others)
    return tuple(tuple(r) for r in found)


def _results(
    el: Elaborator, header: list[_Piece], body: list[list[_Piece]], is_result: list[bool], scope: Scope,
    read_value: Callable[[Elaborator, Scalar, Scope], Clause | None],
) -> dict[str, tuple[tuple[Expr, ...], Type]] | None:  # fmt: skip
    results: dict[str, tuple[tuple[Expr, ...], Type]] = {}
    for i, head in enumerate(header):
        if not is_result[i]:
            continue
        found: list[Expr | None] = []
        for row in body:
            found.append(_result_cell(el, row[i].scalar, scope, read_value))
        if any(f is None for f in found):
            return None
        exprs = [f for f in found if f is not None]
        typed = [e for e in exprs if e.data != (Stated.NONE,)]
        type_ = types.widest([e.type for e in typed]) if typed else types.TEXT
        for expr, row in zip(exprs, body, strict=True):
            if expr.data != (Stated.NONE,) and not el.expect(expr, type_, row[i].scalar.span):
                return None
        results[result_name(head.text) or head.text] = (tuple(exprs), type_)
    return results


#: A dash of any width says that there is no result.
_NO_RESULT = frozenset({"-", "－", "−", "―", "—", "対象外"})


def _result_cell(
    el: Elaborator, scalar: Scalar, scope: Scope,
    read_value: Callable[[Elaborator, Scalar, Scope], Clause | None],
) -> Expr | None:  # fmt: skip
    text = scalar.text
    if keywords.word(text) == "none" or text in _NO_RESULT or text.lower() in NO_LIMIT:
        return el.const(Stated.NONE, types.TEXT)
    if text.startswith("="):
        found = read_value(el, Scalar(text[1:].strip(), scalar.part(1, len(text))), scope)
        return None if found is None else found.expr
    if keywords.word(text) in ("yes", "no"):
        return el.truth(keywords.word(text) == "yes")
    share = read_quotient(text)
    if share is not None:
        return el.const(share, types.RATIO)
    literal = read_signed_literal(text, scalar.span, el.problems)
    if literal is not None:
        return el.literal(literal)
    if text.startswith('"'):  # words, where a bare one is a code
        return el.const(text.strip('"'), types.TEXT)
    mentions = any(w in el.facts or w in el.named for w in re.findall(r"[^\W\d]\w*", text))
    if mentions and isinstance(parse_expression(text, scalar.part, Problems()), (ast.Arith, ast.Call)):
        el.problems.add(EXPRESSION_IN_CELL, scalar.span, got=text)
        return None
    return el.const(text, types.CODE)


def _by_priority(
    el: Elaborator, node: NodeDoc, cells: tuple[tuple[Cell, ...], ...], results: Results
) -> tuple[tuple[tuple[Cell, ...], ...], Results] | None:
    """Rows in the order in which ``choices:`` lists their results: the first column decides, of
    equal ones the next (DMN 1.5, 8.2.10: "lexicographically")."""
    orders = _orders(el, node, results)
    if orders is None:
        return None
    ranks: list[dict[object, int]] = []
    for name, order in orders.items():
        ranks.append({value: n for n, value in enumerate(order)})
        for expr in results[name][0]:
            if expr.op is Op.CONST and expr.data[0] not in ranks[-1]:
                allowed = ", ".join(map(str, order))
                span = node.modifiers["choices"].key.span
                got = str(expr.data[0])
                el.problems.add(codes.UNKNOWN_CHOICE, span, got=got, owner=name, allowed=allowed)
                return None
    columns = [(results[name][0], rank) for name, rank in zip(orders, ranks, strict=True)]

    def place(row: int) -> list[int]:
        return [
            rank.get(exprs[row].data[0] if exprs[row].data else None, len(rank)) for exprs, rank in columns
        ]

    rows = sorted(range(len(cells)), key=place)
    return tuple(cells[r] for r in rows), {
        name: (tuple(exprs[r] for r in rows), type_) for name, (exprs, type_) in results.items()
    }


def _orders(el: Elaborator, node: NodeDoc, results: Results) -> dict[str, list[object]] | None:
    """The order of the results, by column: one list, or a list for each column."""
    tree = node.modifier("choices")
    by_column: dict[str, ListNode] = {}
    if isinstance(tree, ListNode):
        by_column[next(iter(results))] = tree
    elif isinstance(tree, MapNode) and all(isinstance(e.value, Scalar) for e in tree.entries):
        codes_ = tuple(e.key for e in tree.entries)  # code -> label, in order
        by_column[next(iter(results))] = ListNode(codes_, tree.span)
    elif isinstance(tree, MapNode):
        by_column = {e.key.text: e.value for e in tree.entries if isinstance(e.value, ListNode)}
    if not by_column or not set(by_column) <= set(results):
        span = node.head_key.span if node.head_key is not None else node.span
        el.problems.add(
            codes_shape.MISSING_PARAMETER,
            span,
            head="when_several: priority",
            **keywords.spoken(want="choices"),
        )
        return None
    found: dict[str, list[object]] = {}
    for name in (n for n in results if n in by_column):
        type_ = results[name][1]
        found[name] = []
        for item in by_column[name].items:
            if not isinstance(item, Scalar):
                el.problems.add(codes_shape.EXPECTED_TEXT, item.span, **keywords.spoken(what="choices"))
                return None
            read = cell_value(el, item, type_)
            if read is None:
                return None
            found[name].append(read.data[0])
    return found
