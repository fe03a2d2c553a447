"""A decision table of DMN → a table head of ours, with its hit policy."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemeengine.dmn.feel import Condition, Feel, Piece, Range, Unsupported, Values
from schemeengine.dmn.model import Rule, Table
from schemeengine.dmn.words import scalar
from schemeengine.render.width import pad, width

#: DMN's hit policies, with the aggregation after a stop, and ours.
_POLICIES = {
    "UNIQUE": "unique", "FIRST": "first", "ANY": "any", "PRIORITY": "priority",
    "RULE ORDER": "rule_order", "OUTPUT ORDER": "output_order", "COLLECT": "collect",
    "COLLECT.SUM": "sum", "COLLECT.MIN": "least", "COLLECT.MAX": "greatest", "COLLECT.COUNT": "count",
}  # fmt: skip
_DEFAULTS_LAST = Unsupported(
    "既定値を最後の行にし、「先頭の行」を採る表にしました",
    "the defaults became a last row, and the first row hit decides",
    "既定値の当たる場合を行に書けば、行の順に意味がなくなります。",
    "Write the rows for the remaining cases, and the order of rows no longer matters.",
)
_BY_COMPARISON = Unsupported(
    "ほかの項目と比べる欄を「はい／いいえ」の列に直し、「先頭の行」を採る表にしました",
    "cells that compare with another item became columns of yes or no, and the first row hit decides",
    "どの行も重ならないことを確かめてください。",
    "See that no two rows can be hit at once.",
)
_FIRST_COLUMN = Unsupported(
    "優先順位は最初の結果の欄で決めます",
    "the first result column alone decides the order",
    "二つ目以降の欄でも順を決める表なら、行の並びを確かめてください。",
    "Where later columns decide, too, look at the order of the rows.",
)


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes one table. ``results`` are our names of its result columns, ``order`` gives the texts of
    the first of them as the model ranks them, ``tell`` takes what is written in another form."""

    table: Table
    feel: Feel
    results: Sequence[str]
    order: Callable[[], list[str]]
    tell: Callable[[Unsupported], None]

    def lines(self) -> list[str]:
        """The head and its parameters as lines of YAML. Raises :class:`Unsupported`."""
        table, policy = self.table, self._policy()
        heads = [self.feel.expression(c.expression.text) for c in table.inputs]
        cells = [
            [self.feel.tests(t.text, h) for t, h in zip(r.tests, heads, strict=True)] for r in table.rules
        ]
        asked = [p.expression for row in cells for cell in row for p in cell if isinstance(p, Condition)]
        columns = list(dict.fromkeys(asked))
        if columns and policy == "UNIQUE":
            policy = "FIRST"
            self.tell(_BY_COMPARISON)
        rows = [row for r, c in zip(table.rules, cells, strict=True) for row in self._rows(r, c, columns)]
        defaults = [c.default for c in table.outputs if c.default is not None]
        if defaults and len(table.outputs) > 1:
            policy = self._with_last_row(policy, rows)
        keys = [*heads, *columns, *(f"→ {name}" for name in self.results)]
        lines = ["table: |", *(f"  {line}" for line in _aligned(_without_idle(keys, rows, bool(columns))))]
        if policy != "UNIQUE":
            lines.append(f"when_several: {_POLICIES[policy]}")
        if policy in ("PRIORITY", "OUTPUT ORDER"):
            lines.append(f"choices: [{', '.join(map(scalar, self._ranked()))}]")
        if defaults and len(table.outputs) == 1:
            lines.append(f"if_none: {scalar(self.feel.value(defaults[0].text).removeprefix('= '))}")
        return lines

    def _policy(self) -> str:
        table = self.table
        aggregation = f".{table.aggregation}" if table.policy == "COLLECT" and table.aggregation else ""
        if table.policy + aggregation not in _POLICIES:
            shown = table.policy + aggregation
            raise Unsupported(f"適用方針 {shown} はありません", f"there is no hit policy {shown}")
        return table.policy + aggregation

    def _rows(self, rule: Rule, cells: list[tuple[Piece, ...]], columns: list[str]) -> list[list[str]]:
        """The rows of one rule. A cell that compares with another item is a yes in a column of its
        own; a cell of several ranges makes several rows."""
        holds = {p.expression for cell in cells for p in cell if isinstance(p, Condition)}
        plain = [_cell(tuple(p for p in cell if not isinstance(p, Condition))) for cell in cells]
        results = [self.feel.value(r.text) for r in rule.results]
        marks = ["はい" if c in holds else "-" for c in columns]
        return [[*chosen, *marks, *results] for chosen in itertools.product(*plain)]

    def _with_last_row(self, policy: str, rows: list[list[str]]) -> str:
        """Defaults of several results become a last row; the policy that makes it the last resort."""
        if policy not in ("UNIQUE", "ANY", "FIRST"):
            raise Unsupported(
                f"適用方針 {policy} の表で、複数の結果の既定値は書けません",
                f"defaults of several results cannot be written under the hit policy {policy}",
            )
        found = [c.default for c in self.table.outputs]
        defaults = ["none" if d is None else self.feel.value(d.text) for d in found]
        rows.append([*("-" for _ in rows[0][: len(rows[0]) - len(defaults)]), *defaults])
        if policy != "FIRST":
            self.tell(_DEFAULTS_LAST)
        return "FIRST"

    def _ranked(self) -> list[str]:
        listed = self.order()
        if not listed:
            raise Unsupported(
                f"適用方針 {self.table.policy} に要る結果の順（outputValues）がありません",
                f"the order of results (outputValues) that {self.table.policy} needs is not given",
            )
        if len(self.table.outputs) > 1:
            self.tell(_FIRST_COLUMN)
        return listed


def _cell(pieces: tuple[Piece, ...]) -> list[str]:
    """A cell as the table writes it; several, where one row cannot hold it."""
    if not pieces:
        return ["-"]
    named = [p for p in pieces if isinstance(p, Values)]
    if any(p.anything_but for p in named):
        swapped = {"はい": "いいえ", "いいえ": "はい"}
        (value, *more) = named[0].values
        if not more and value in swapped:
            return [swapped[value]]
        raise Unsupported(
            "「以外」の欄（not）は表に書けません",
            "a cell “anything but” has no counterpart",
            "残りの値を並べるか、「その他」の行にしてください。",
            "List the other values, or make it the row of what remains.",
        )
    values = [v for p in named for v in p.values]
    ranges = [_range(p) for p in pieces if isinstance(p, Range)]
    return [*([" / ".join(values)] if values else []), *ranges]


def _range(piece: Range) -> str:
    low = "" if piece.low is None else piece.low + ("以上" if piece.low_in else "超")
    high = "" if piece.high is None else piece.high + ("以下" if piece.high_in else "未満")
    return low + high


def _without_idle(heads: list[str], rows: list[list[str]], may_drop: bool) -> list[list[str]]:
    """The table, without the columns that the columns of comparisons have left empty."""
    idle = {i for i in range(len(heads)) if may_drop and all(r[i] == "-" for r in rows)}
    return [[c for i, c in enumerate(row) if i not in idle] for row in (heads, *rows)]


def _aligned(rows: list[list[str]]) -> list[str]:
    widths = [max(width(row[i]) for row in rows) for i in range(len(rows[0]))]
    return [f"| {' | '.join(map(pad, row, widths))} |" for row in rows]
