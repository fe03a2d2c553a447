"""Decision tables written as Markdown text (they paste from a spreadsheet)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from schemeengine.diagnostics import codes_meaning as codes
from schemeengine.diagnostics import codes_shape
from schemeengine.elaborate.cells import hits
from schemeengine.elaborate.elaborator import Elaborator
from schemeengine.elaborate.expressions import Reader
from schemeengine.elaborate.scope import Scope
from schemeengine.ir import types
from schemeengine.ir.expr import Expr
from schemeengine.ir.scheme import Clause
from schemeengine.ir.types import Kind, Type
from schemeengine.model.node import NodeDoc, closed_word
from schemeengine.source import Span
from schemeengine.syntax import keywords
from schemeengine.syntax.literals import read_literal
from schemeengine.syntax.tree import ListNode, MapNode, Scalar
from schemeengine.values import Stated

#: See execute/tables.py for the cells' meaning.
Cell = tuple[Any, ...]
_RANGE = re.compile(r"^(?:(?P<lo>.+?)(?P<lo_word>以上|超))?(?:(?P<hi>.+?)(?P<hi_word>以下|未満))?$")
_MAX_COMPARISONS = 500_000  # of a case with a row


#: Result columns by name: one expression a row, and their type.
Results = dict[str, tuple[tuple[Expr, ...], Type]]


@dataclass(frozen=True, slots=True)
class ReadTable:
    keys: tuple[Expr, ...]
    rows: tuple[tuple[Cell, ...], ...]
    results: dict[str, tuple[tuple[Expr, ...], Type]]
    policy: str
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
        if stripped and not re.fullmatch(r"[|\s:\-]+", stripped):
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
        cells, results = _by_priority(el, node, cells, results)
    if cells is None or results is None or policy is None:
        return None
    if not results:
        el.problems.add(
            codes.BAD_TABLE,
            header[0].scalar.span,
            why_ja="結果の欄(→ 名前)がありません",
            why_en="no result column (→ name)",
        )
        return None
    _check_rows(el, node, body, found_keys, cells, policy, results)
    return ReadTable(found_keys, cells, results, policy, tuple(reader.references))


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
        others = tuple(r[column] for r in found if r[column][0] not in ("any", "rest"))
        for row_cells in found:
            if row_cells[column][0] == "rest":
                row_cells[column] = ("rest", others)
    return tuple(tuple(r) for r in found)


def key_cell(el: Elaborator, scalar: Scalar, type_: Type, owner: str = "") -> Cell | None:
    text = scalar.text
    if text in ("-", "－", "—", ""):
        return ("any",)
    if text == "その他":
        return ("rest", ())
    if type_.kind is Kind.YES_NO:
        word = keywords.word(text)
        if word in ("yes", "no"):
            return ("is", frozenset({1 if word == "yes" else 2}))
    matched = _RANGE.match(text)
    if matched and (matched["lo_word"] or matched["hi_word"]) and type_.kind in types.ORDERED:
        lo, hi = _edge(el, scalar, matched, "lo", type_), _edge(el, scalar, matched, "hi", type_)
        if (matched["lo"] and lo is None) or (matched["hi"] and hi is None):
            return None
        return ("range", lo, matched["lo_word"] == "以上", hi, matched["hi_word"] == "以下")
    values = []
    for piece in text.split("/"):
        found = _exact(el, Scalar(piece.strip(), scalar.span), type_, owner)
        if found is None:
            return None
        values.append(found)
    return ("is", frozenset(values))


def _edge(el: Elaborator, scalar: Scalar, matched: re.Match[str], side: str, type_: Type) -> Hashable:
    if not matched[side]:
        return None
    start, end = matched.span(side)
    text = matched[side].strip()
    # "10以上20未満" writes the unit once, at the end or not at all
    return _exact(el, Scalar(text, scalar.part(start, end)), type_)


def _exact(el: Elaborator, scalar: Scalar, type_: Type, owner: str = "") -> Hashable:
    if type_.kind in (Kind.CODE, Kind.TEXT):
        text = scalar.text.strip('"')
        if type_.choices and text not in type_.choices:
            el.unknown_choice(scalar.span, text, type_, owner)
            return None
        return text
    before = el.problems.count
    literal = read_literal(scalar.text, scalar.span, el.problems)
    if literal is None:
        if el.problems.count == before:
            el.problems.add(
                codes.BAD_LITERAL,
                scalar.span,
                got=scalar.text,
                want_ja="値",
                want_en="a value",
                example="3,000万円",
            )
        return None
    const = el.literal(literal)
    return const.data[0] if el.expect(const, type_, scalar.span) else None


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
        type_ = typed[0].type if typed else types.TEXT
        for expr, row in zip(exprs, body, strict=True):
            if expr.data != (Stated.NONE,) and not el.expect(expr, type_, row[i].scalar.span):
                return None
        results[result_name(head.text) or head.text] = (tuple(exprs), type_)
    return results


def _result_cell(
    el: Elaborator, scalar: Scalar, scope: Scope,
    read_value: Callable[[Elaborator, Scalar, Scope], Clause | None],
) -> Expr | None:  # fmt: skip
    text = scalar.text
    if keywords.word(text) == "none" or text in ("-", "対象外"):
        return el.const(Stated.NONE, types.TEXT)
    if text.startswith("="):
        found = read_value(el, Scalar(text[1:].strip(), scalar.part(1, len(text))), scope)
        return None if found is None else found.expr
    if keywords.word(text) in ("yes", "no"):
        return el.truth(keywords.word(text) == "yes")
    literal = read_literal(text, scalar.span, el.problems)
    if literal is not None:
        return el.literal(literal)
    return el.const(text.strip('"'), types.CODE)


# ------------------------------------------------------------------ overlaps and gaps
def _check_rows(
    el: Elaborator, node: NodeDoc, body: list[list[_Piece]], keys: tuple[Expr, ...],
    cells: tuple[tuple[Cell, ...], ...], policy: str, results: Results,
) -> None:  # fmt: skip
    """With ``unique``, two rows must not hit the same case (with ``any`` they must agree); a case
    that no row hits is a gap.

    Exact over the finitely many classes of cases the cells distinguish, where there are not
    too many of them.
    """
    if any(k.type.kind is Kind.DURATION for k in keys):
        return  # a month and thirty days cannot be put in order
    classes = [_classes(cells, i, k.type) for i, k in enumerate(keys)]
    size = 1
    for c in classes:
        size *= max(len(c), 1)
    if size * len(cells) > _MAX_COMPARISONS or policy not in (
        "unique",
        "any",
        "first",
        "priority",
        "narrowest",
    ):
        return
    gap: tuple[Hashable, ...] | None = None
    for case in itertools.product(*classes):
        hit = [n for n, row in enumerate(cells) if all(hits(c, v) for c, v in zip(row, case, strict=True))]
        if len(hit) > 1 and (policy == "unique" or (policy == "any" and not _agree(results, hit))):
            el.problems.add(
                codes.TABLE_OVERLAP,
                body[hit[1]][0].scalar.span,
                first=hit[0] + 1,
                second=hit[1] + 1,
            )
            return
        if not hit and gap is None:
            gap = case
    if gap is not None and node.modifier("if_none") is None:
        head = node.head_key.span if node.head_key is not None else node.span
        shown = {f"case_{lang}": _shown(gap, keys, lang) for lang in ("ja", "en")}
        el.problems.add(codes.TABLE_GAP, head, **shown)


def _shown(case: tuple[Hashable, ...], keys: tuple[Expr, ...], lang: str) -> str:
    words = {1: ("はい", "yes"), 2: ("いいえ", "no")}
    found = []
    for value, key in zip(case, keys, strict=True):
        if key.type.kind is Kind.YES_NO and isinstance(value, int):
            found.append(words[value][lang == "en"])
        else:
            found.append("-" if value is None else str(value))
    return ", ".join(found)


def _agree(results: Results, rows: list[int]) -> bool:
    """Whether rows give the same result in every column."""
    return all(len({exprs[r].number for r in rows}) == 1 for exprs, _ in results.values())


def _by_priority(
    el: Elaborator, node: NodeDoc, cells: tuple[tuple[Cell, ...], ...], results: Results
) -> tuple[tuple[tuple[Cell, ...], ...], Results]:
    """Rows in the order in which ``choices:`` lists their (first) results."""
    tree = node.modifier("choices")
    order = list(tree.keys()) if isinstance(tree, MapNode) else []
    if isinstance(tree, ListNode):
        order = [i.text for i in tree.items if isinstance(i, Scalar)]
    if not order:
        span = node.head_key.span if node.head_key is not None else node.span
        el.problems.add(codes_shape.MISSING_PARAMETER, span, head="when_several: priority", want="choices")
        return cells, results
    first = next(iter(results.values()))[0]
    rank = {name: n for n, name in enumerate(order)}
    rows = sorted(range(len(cells)), key=lambda r: rank.get(str(first[r].data[0]), len(rank)))
    return tuple(cells[r] for r in rows), {
        name: (tuple(exprs[r] for r in rows), type_) for name, (exprs, type_) in results.items()
    }


def _classes(cells: tuple[tuple[Cell, ...], ...], column: int, type_: Type) -> list[Hashable]:
    """Representatives of the cases a column distinguishes; None stands for "any other code"."""
    exact: set[Any] = set()
    for row in cells:
        cell = row[column]
        if cell[0] == "is":
            exact |= set(cell[1])
        elif cell[0] == "range":
            exact |= {v for v in (cell[1], cell[3]) if v is not None}
    if type_.kind is Kind.YES_NO:
        return [1, 2]
    if type_.choices:
        return list(type_.choices)
    if type_.kind in (Kind.CODE, Kind.TEXT):
        return [*sorted(exact), None]
    ordered = sorted(exact)
    if not ordered or not isinstance(ordered[0], int) or isinstance(ordered[0], bool):
        return [*ordered]
    points: set[int] = set(ordered)
    for v in ordered:
        points |= {v - 1, v + 1}
    low = 0 if type_.kind in types.NON_NEGATIVE else min(points)
    return [*sorted(p for p in points if p >= low)]
