"""Writing the source of one generated function: names, constants by reference, nested blocks.

Only numbers, operators and names made here ever reach the source. Values of the scheme (codes,
amounts, dates, even operator words) are handed over in the function's globals, so nothing a
policy officer or applicant wrote is ever compiled.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from schemeengine.execute import domain
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Address, Expr, Op, nodes_below
from schemeengine.ir.types import Kind, Type

#: Writes the statements that leave a node's value in its local name.
Rule: TypeAlias = "Callable[[Writer, Expr], None]"


@dataclass(slots=True)
class Pool:
    """The globals of the generated functions: operations by name, constants by number."""

    names: dict[str, object]
    #: Sources of further functions the main one calls.
    functions: list[str] = field(default_factory=list)
    _numbers: dict[int, str] = field(default_factory=dict)
    _absent: dict[Type, Value] = field(default_factory=dict)

    def constant(self, value: object) -> str:
        """The name under which a constant is handed over; the same object has one name."""
        name = self._numbers.get(id(value))
        if name is None:
            name = self._numbers[id(value)] = f"k{len(self._numbers)}"
            self.names[name] = value  # which also keeps it alive, so that its id stays its own
        return name

    def absent(self, type_: Type) -> Value:
        """What is known of a missing value; one object a type, so that ``is`` recognises it."""
        if type_ not in self._absent:
            self._absent[type_] = domain.absent(type_)
        return self._absent[type_]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the network before any case: used by every rule."""

    #: Values of nodes that read no input and no reading, by number.
    fixed: Mapping[int, Value]
    #: Numbers of the conditions that may turn out not to apply.
    leaving: frozenset[int]
    rules: Mapping[Op, Rule]


@dataclass(slots=True)
class Writer:
    """The body of one generated function, written line by line."""

    pool: Pool
    facts: Facts
    #: Inside a function that tries out masks, nothing is decided by cases again.
    assuming: bool = False
    lines: list[str] = field(default_factory=list)
    _depth: int = 1
    _done: set[Hashable] = field(default_factory=set)
    _readings: dict[tuple[Hashable, ...], str] = field(default_factory=dict)

    def line(self, text: str) -> None:
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """An indented block; what is computed inside is not known after it."""
        self.line(head)
        outside = set(self._done)
        self._depth += 1
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self.line("pass")
        self._depth -= 1
        self._done = outside

    # -- nodes
    def node(self, expr: Expr) -> None:
        """Write the statements that compute a closed node, unless its value is fixed."""
        if expr.number not in self.facts.fixed:
            self.facts.rules[expr.op](self, expr)

    def value(self, expr: Expr) -> str:
        """The name (or literal) of a node's value; an open node is computed here if needed."""
        if expr.number in self.facts.fixed:
            return self._literal(expr)
        if expr.op is Op.VAR:
            return self._member(expr)
        if expr.free and self.once(expr.number):
            self.facts.rules[expr.op](self, expr)
        return f"v{expr.number}"

    def _member(self, expr: Expr) -> str:
        """The member bound to a variable; one given as unknown is what its type says of it."""
        missing = self.pool.absent(expr.type)
        if missing is None:
            return f"m{expr.data[0]}"
        name = f"e{expr.data[0]}"
        if self.once(name):
            known = "3" if expr.type.kind is Kind.YES_NO else self.pool.constant(missing)
            self.line(f"{name} = {known} if m{expr.data[0]} is None else m{expr.data[0]}")
        return name

    def values(self, exprs: tuple[Expr, ...]) -> str:
        """A tuple display of the nodes' values."""
        found = [self.value(e) for e in exprs]
        return f"({', '.join(found)}{',' if len(found) == 1 else ''})"

    def is_fixed(self, expr: Expr) -> bool:
        return expr.number in self.facts.fixed

    def fixed(self, expr: Expr) -> Value:
        """The value of a node that depends on nothing; check :meth:`is_fixed` first."""
        return self.facts.fixed[expr.number]

    def leaves(self, expr: Expr) -> bool:
        return expr.number in self.facts.leaving

    def _literal(self, expr: Expr) -> str:
        found = self.facts.fixed[expr.number]
        if expr.type.kind is Kind.YES_NO and type(found) is int and 1 <= found <= 7:
            return str(found)
        return self.pool.constant(found)

    def once(self, key: Hashable) -> bool:
        """Whether something has not been computed yet in this block (and note that it now is)."""
        if key in self._done:
            return False
        self._done.add(key)
        return True

    def record(self, expr: Expr) -> str:
        """A closed record's fields: of nothing where it is not known, None where it is no record."""
        value, view = self.value(expr), f"t{expr.number}"
        if self.once(view):
            known = f"{value} if type({value}) is tuple"
            self.line(f"{view} = {known} else NOTHING_KNOWN if {value} is None else None")
        return view

    # -- readings
    def reading(self, address: Address, choices: tuple[str, ...], adopted: str) -> str:
        """The name of the number of the choice taken in a reading."""
        key = (address, choices, adopted)
        name = self._readings.get(key)
        if name is None:
            name = self._readings[key] = f"j{len(self._readings)}"
        return name

    # -- falling back
    def rest(self, expr: Expr) -> str:
        """The reference rule for one node, given the closed values it is computed from."""
        members = ", ".join(f"{level}: m{level}" for level in sorted(expr.free))
        known = ", ".join(f"{n.number}: {self.value(n)}" for n in frontier(expr))
        return f"REST({self.pool.constant(expr)}, {{{members}}}, {{{known}}}, q)"

    # -- the whole
    def function(self, name: str, parameters: str, result: str) -> str:
        """The finished source."""
        head = [f"def {name}({parameters}):"]
        for (address, choices, adopted), choice in self._readings.items():
            assert isinstance(choices, tuple)
            index = {c: i for i, c in enumerate(choices)}
            key, table = self.pool.constant(address), self.pool.constant(index)
            word = self.pool.constant(adopted)
            head.append(f"    {choice} = {table}[q.get({key}, {word})] if q else {index[adopted]}")
        return "\n".join([*head, *self.lines, f"    return {result}", ""])


def absent_if_none(w: Writer, e: Expr) -> None:
    """A missing fact becomes what its type says of it."""
    missing = w.pool.absent(e.type)
    if missing is not None:
        literal = "3" if e.type.kind is Kind.YES_NO else w.pool.constant(missing)
        w.line(f"if v{e.number} is None: v{e.number} = {literal}")


def exact_day(w: Writer, e: Expr, base: str, call: str, slow: str) -> None:
    """``call`` where the base is a plain date, else, and beyond the range of the calendar, the slow way."""
    with w.block(f"if type({base}) is DATE:"):
        with w.block("try:"):
            w.line(f"v{e.number} = {call}")
        with w.block("except (ValueError, OverflowError):"):
            w.line(f"v{e.number} = {slow}")
    with w.block(f"elif {base} is ANYTHING:"):
        w.line(f"v{e.number} = ANYTHING")
    with w.block("else:"):
        w.line(f"v{e.number} = {slow}")


def frontier(expr: Expr) -> list[Expr]:
    """The closed nodes an expression is computed from, seen through its open operands."""
    below = nodes_below(expr.args, lambda n: n.args if n.free else ())
    return sorted((n for n in below if not n.free and n.op is not Op.CONST), key=lambda n: n.number)
