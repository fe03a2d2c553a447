"""One evaluated scheme: its clauses' values, wherever they were computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from schemeengine import truth
from schemeengine.execute.case import Case
from schemeengine.ir.expr import Address, Expr
from schemeengine.ir.scheme import Clause, FactDecl, Scheme
from schemeengine.ir.types import Kind
from schemeengine.source import Span
from schemeengine.truth import Mask, Status

Value = Any


@dataclass(frozen=True, slots=True)
class Member:
    """A member bound to an iteration variable, and the path of facts it stands at."""

    value: Value
    address: Address | None
    path: str


Members = Mapping[int, Member]
NOBODY: Members = {}
#: Members of a list: for each the extended environment, whether it belongs, and its key.
Listed = list[tuple["Environment", int, str]]


class Environment(dict[int, Member]):
    """Members bound to iteration variables in one view, and what is worked out for them there."""

    __slots__ = ("bound", "known", "labels", "lists")

    def __init__(self, outer: Members, level: int, member: Member) -> None:
        super().__init__(outer)
        self[level] = member
        self.bound = {n: m.value for n, m in self.items()}
        #: Values of expressions that speak of these members, by number.
        self.known: dict[int, Value] = {}
        #: What the members are called, by level and language.
        self.labels: dict[tuple[int, str], str] = {}
        #: Lists gone through inside, by expression and level.
        self.lists: dict[tuple[int, int], Listed | None] = {}


class Values(Protocol):
    """Values of a scheme's own expressions; every executor's evaluation is read through this."""

    def value(self, expr: Expr, env: Mapping[int, Value]) -> Value: ...


#: Evaluates the same scheme on a changed case: with other readings or facts, to tell what still matters.
Again = Callable[[Case], Values]


@dataclass(frozen=True, slots=True)
class View:
    """A scheme, the values of its expressions on one case, and where the facts are written."""

    scheme: Scheme
    values: Values
    case: Case
    places: Mapping[Address, Mapping[str, Span]]
    assumed: frozenset[Address] = frozenset()
    #: Lists gone through, by expression and level: each is asked for many times.
    lists: dict[tuple[int, int], Listed | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    #: What writes values without a name in words, by language (``verdict.rule_words``).
    writers: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def value(self, expr: Expr, members: Members = NOBODY) -> Value:
        if not members or not expr.free:
            return self.values.value(expr, NOBODY)
        if not isinstance(members, Environment):
            return self.values.value(expr, {n: m.value for n, m in members.items()})
        found = members.known.get(expr.number, members)
        if found is members:
            found = members.known[expr.number] = self.values.value(expr, members.bound)
        return found

    def mask(self, expr: Expr, members: Members = NOBODY) -> Mask:
        assert expr.type.kind is Kind.YES_NO
        found = self.value(expr, members)
        assert isinstance(found, int)
        return found

    def status(self, clause: Clause, members: Members = NOBODY) -> Status:
        return truth.status(self.mask(clause.expr, members))

    def place(self, address: Address, path: str) -> Span | None:
        found = self.places.get(address, {})
        return found.get(path) or found.get(path.lstrip("."))

    def decl(self, address: Address) -> FactDecl:
        return self.scheme.inputs[address].decl
