"""One node of the text as resolved: its wording, guards and parts, and the expression behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from schemeengine.ir.expr import Expr
from schemeengine.ir.types import Type
from schemeengine.source import Span

GuardKind = Literal["applies_when", "unless", "deemed_when"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person reads about a thing: its place in the instrument, its name and its gist."""

    cite: tuple[str, ...] = ()
    label: str = ""
    label_en: str = ""
    text: str = ""
    text_en: str = ""
    note: str = ""

    def name(self, lang: str) -> str:
        return self.label_en if lang == "en" and self.label_en else self.label

    def gist(self, lang: str) -> str:
        return self.text_en if lang == "en" and self.text_en else self.text


@dataclass(frozen=True, slots=True, eq=False)
class Iteration:
    """``x in LIST``: the members a clause speaks about, and which of them (``where``)."""

    variable: str
    level: int
    over: Expr
    where: Clause | None
    body: Clause | None
    element: Type
    #: The named lists it runs over (``valid_goals``), which say why a member is among them.
    source: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Guard:
    kind: GuardKind
    clause: Clause


Number = int | Fraction
MarksKind = Literal["criterion", "group", "bonus", "penalty", "total"]


@dataclass(frozen=True, slots=True)
class Marks:
    """What a line of a scoring says of its points: full marks, weight, the least needed (in points)."""

    kind: MarksKind
    #: None where what is worked out has no limit; an expression where a parameter sets it.
    full: Number | Expr | None
    weight: Number = 1
    minimum: Expr | None = None
    #: Of a total: what the criteria come to, the bonus and the penalty, each with its cap.
    sums: tuple[tuple[str, Expr, Expr | None], ...] = ()


LimitKind = Literal["not_below", "capped_at"]


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """A floor or a cap put on what a head gives: the value before it, the limit, the value after it."""

    kind: LimitKind
    clause: Clause
    before: Expr
    after: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """One node of the text: a clause, an amount, a date or a list; ``expr`` includes its guards."""

    id: str  # dotted path, "" for an anonymous part
    name: str
    head: str
    wording: Wording
    span: Span
    expr: Expr
    body: Expr
    parts: tuple[Clause, ...] = ()
    guards: tuple[Guard, ...] = ()
    iteration: Iteration | None = None
    #: Comparator and bound of a counting head, as written ("at_least", the bound's expression).
    comparator: str = ""
    bound: Expr | None = None
    share: bool = False
    #: True for a reference: its parts are the things referred to, which carry the reason.
    is_reference: bool = False
    #: Cites of rows in ``one_of`` lists, by code.
    row_cites: Mapping[str, str] = field(default_factory=dict)
    #: Name of the reading, checklist, table, event … a head speaks about.
    subject: str = ""
    words: str = ""
    #: Result columns of a table, by name.
    columns: Mapping[str, Expr] = field(default_factory=dict)
    #: A definition whose result stands in the verdict (``show_result: yes``).
    shown: bool = False
    #: Of a line of a scoring, what is said of its points.
    marks: Marks | None = None
    #: The floor and the cap of a value, in the order in which they are applied.
    limits: tuple[Limit, ...] = ()

    def find(self, path: tuple[str, ...]) -> Clause | None:
        """The named part at a path below this clause."""
        if not path:
            return self
        inner = [*self.parts]
        if self.iteration and self.iteration.body:
            inner.append(self.iteration.body)
        for part in inner:
            if part.name == path[0]:
                return part.find(path[1:])
        for part in inner:
            if not part.name and not part.is_reference:
                found = part.find(path)
                if found is not None:
                    return found
        return None

    def row_cite(self, code: str, below: bool) -> str:
        """Where the row stands that a code hits: its own, else (``below``) the nearest code above it."""
        rows = self.row_cites
        above = [row for row in rows if below and code.startswith(row)]
        return rows.get(code) or (rows[max(above, key=len)] if above else "")
