"""Parts of rules that have no name and are too long for a line: the page gives them a number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from schemeengine.diagnostics import Lang
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind
from schemeengine.source import Span
from schemeengine.verdict.rule_tables import is_table

_BY_CASE = frozenset({Op.CASE, Op.CHOOSE, Op.TABLE, Op.DATED})
_NAMES = {
    "table": ("表{}", "Table {}"), "condition": ("条件{}", "Condition {}"),
    "value": ("計算{}", "Calculation {}"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Part:
    expr: Expr
    kind: str
    number: int
    about: str
    place: Span | None


@dataclass(slots=True)
class Numbered:
    """The parts in the order in which they were first met, each kind with numbers of its own."""

    #: The rule that is being told, and where it stands.
    about: str = ""
    place: Span | None = None
    _found: dict[int, _Part] = field(default_factory=dict)

    def __contains__(self, expr: object) -> bool:
        return isinstance(expr, Expr) and expr.number in self._found

    def __iter__(self) -> Iterator[Expr]:
        return iter([part.expr for part in self._found.values()])

    def tell(self, about: str, place: Span | None) -> None:
        """What is met from here on belongs to this rule."""
        self.about, self.place = about, place

    def resume(self, expr: Expr) -> str:
        """Go on with the rule in which a part was first met; its name."""
        part = self._found[expr.number]
        self.tell(part.about, part.place)
        return part.about

    def label(self, expr: Expr, lang: Lang) -> str:
        """What a part is called; it is given the next number when it is met for the first time."""
        if expr.number not in self._found:
            kind = _kind(expr)
            number = 1 + sum(1 for p in self._found.values() if p.kind == kind)
            self._found[expr.number] = _Part(expr, kind, number, self.about, self.place)
        part = self._found[expr.number]
        return _NAMES[part.kind][lang == "en"].format(part.number)


def _kind(expr: Expr) -> str:
    if expr.op in _BY_CASE or is_table(expr):
        return "table"
    return "condition" if expr.type.kind is Kind.YES_NO else "value"
