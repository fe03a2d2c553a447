"""A decision table of DMN → a table head of ours, with its hit policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schemeengine.dmn.feel import Condition, Feel, Neither, Piece, Range, Unsupported, Values
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


@dataclass(frozen=True, slots=True)
class TableWriter:
    """Writes one table. ``results`` are our names of its result columns, ``ranked`` their values as the
    model ranks them (none where it does not), ``tell`` takes what is written in another form."""

    table: Table
    feel: Feel
    results: Sequence[str]
    ranked: Sequence[Sequence[str]]
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
        rows = [self._row(r, c, columns) for r, c in zip(table.rules, cells, strict=True)]
        defaults = [c.default for c in table.outputs if c.default is not None]
        if defaults and len(table.outputs) > 1:
            policy = self._with_last_row(policy, rows)
        keys = [*heads, *columns, *(f"→ {name}" for name in self.results)]
        lines = ["table: |", *(f"  {line}" for line in _aligned(_without_idle(keys, rows, bool(columns))))]
        if policy != "UNIQUE":
            lines.append(f"when_several: {_POLICIES[policy]}")
        if policy in ("PRIORITY", "OUTPUT ORDER"):
            lines.append(f"choices: {self._order()}")
        if defaults and len(table.outputs) == 1:
            lines.append(f"if_none: {scalar(self.feel.value(defaults[0].text).removeprefix('= '))}")
        elif policy == "COLLECT.SUM":
            lines.append("if_none: none")  # the sum of no rule is null
        return lines

    def _policy(self) -> str:
        table = self.table
        aggregation = f".{table.aggregation}" if table.policy == "COLLECT" and table.aggregation else ""
        if table.policy + aggregation not in _POLICIES:
            shown = table.policy + aggregation
            raise Unsupported(f"適用方針 {shown} はありません", f"there is no hit policy {shown}")
        return table.policy + aggregation

    def _row(self, rule: Rule, cells: list[tuple[Piece, ...]], columns: list[str]) -> list[str]:
        """A rule as a row. A cell that compares with another item is a yes in a column of its own."""
        holds = {p.expression for cell in cells for p in cell if isinstance(p, Condition)}
        plain = [_cell(tuple(p for p in cell if not isinstance(p, Condition))) for cell in cells]
        marks = ["はい" if c in holds else "-" for c in columns]
        return [*plain, *marks, *(self.feel.value(r.text) for r in rule.results)]

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

    def _order(self) -> str:
        """The order of results: of the first column, among equal ones of the next, and so on."""
        if not self.ranked or not self.ranked[0]:
            raise Unsupported(
                f"適用方針 {self.table.policy} に要る結果の順（outputValues）がありません",
                f"the order of results (outputValues) that {self.table.policy} needs is not given",
            )
        written = [f"[{', '.join(map(_in_yaml, values))}]" for values in self.ranked]
        if len(self.results) == 1:
            return written[0]
        named = zip(self.results, written, self.ranked, strict=True)
        return f"{{{', '.join(f'{name}: {text}' for name, text, values in named if values)}}}"


def _in_yaml(value: str) -> str:
    return value if value.startswith('"') else scalar(value)


def _cell(pieces: tuple[Piece, ...]) -> str:
    """A cell as the table writes it: values and ranges, any of which will do."""
    if not pieces:
        return "-"
    written = []
    for piece in pieces:
        match piece:
            case Range():
                written.append(_range(piece))
            case Values((("はい" | "いいえ") as value,), True):
                written.append("いいえ" if value == "はい" else "はい")
            case Values(values, True):
                written.append(f"not({', '.join(values)})")
            case Neither(inner):
                written.append(f"not({_cell(inner).replace(' / ', ', ')})")
            case Condition():  # has a column of its own
                pass
            case Values(values, _):
                written += values
    return " / ".join(written)


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
