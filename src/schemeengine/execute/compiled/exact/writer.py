"""Writing the short function: conditions as Python truth, values as they are, loops as statements."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from schemeengine.execute.compiled.exact.doubt import PLAIN
from schemeengine.execute.compiled.exact.shape import LOOPS, Shape
from schemeengine.execute.compiled.exact.slots import Slots
from schemeengine.execute.compiled.writer import Pool
from schemeengine.execute.domain import Value
from schemeengine.ir.expr import Expr, Op, nodes_below
from schemeengine.ir.types import Kind
from schemeengine.truth import FALSE, NOT_APPLICABLE, TRUE
from schemeengine.values import Interval

#: The text of an expression for a node's truth or value; may write statements before it.
Rule: TypeAlias = "Callable[[Short, Expr], str]"


@dataclass(frozen=True, slots=True)
class Rules:
    """How each operation is written, by what is asked of it."""

    #: Python truth: whether a condition holds.
    holds: Mapping[Op, Rule]
    #: Whether it fails, and its state as a mask: for conditions that may not apply.
    fails: Mapping[Op, Rule]
    masks: Mapping[Op, Rule]
    values: Mapping[Op, Rule]


@dataclass(slots=True)
class Short:
    """The body of one short function."""

    pool: Pool
    shape: Shape
    slots: Slots
    rules: Rules
    lines: list[str] = field(default_factory=list)
    _depth: int = 1
    #: Nodes that have a local name here, by number.
    _named: dict[Hashable, str] = field(default_factory=dict)

    def line(self, text: str) -> None:
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """An indented block; names given inside are not known after it. No block for "if True"."""
        if head == "if True:":
            yield
            return
        self.line(head)
        outside, start = dict(self._named), len(self.lines)
        self._depth += 1
        yield
        if len(self.lines) == start:
            self.line("pass")
        self._depth -= 1
        self._named = outside

    # -- asking
    def at(self, expr: Expr) -> Expr:
        return self.shape.at(expr)

    def holds(self, expr: Expr) -> str:
        """Python truth of a condition: whether it holds."""
        expr = self.at(expr)
        if expr.number in self.shape.fixed:
            return str(self.shape.fixed[expr.number] == TRUE)
        name = self._name(expr)
        if name:
            return f"({name} == 1)" if self.shape.leaves(expr) else name
        return self._by(self.rules.holds, expr)

    def fails(self, expr: Expr) -> str:
        """Python truth of its failing: not the same as not holding where it may not apply."""
        expr = self.at(expr)
        if expr.number in self.shape.fixed:
            return str(self.shape.fixed[expr.number] == FALSE)
        if not self.shape.leaves(expr):
            return negated(self.holds(expr))
        name = self._name(expr)
        return f"({name} == 2)" if name else self._by(self.rules.fails, expr)

    def mask(self, expr: Expr) -> str:
        """The state of a condition: 1 holds, 2 fails, 4 does not apply."""
        expr = self.at(expr)
        if expr.number in self.shape.fixed:
            return str(self.shape.fixed[expr.number])
        if not self.shape.leaves(expr):
            return as_mask(self.holds(expr))
        return self._name(expr) or self._by(self.rules.masks, expr)

    def value(self, expr: Expr) -> str:
        expr = self.at(expr)
        if expr.type.kind is Kind.YES_NO:
            return self.mask(expr)
        if expr.number in self.shape.fixed:
            return self.literal(self.shape.fixed[expr.number])
        return self._name(expr) or self._by(self.rules.values, expr)

    def _by(self, rules: Mapping[Op, Rule], expr: Expr) -> str:
        rule = rules.get(expr.op)
        return "DOUBT()" if rule is None else rule(self, expr)

    def literal(self, value: Value) -> str:
        """A value that reads nothing; one that is not known even so is in doubt."""
        return self.pool.constant(value) if is_plain(value) else "DOUBT()"

    def values(self, exprs: Sequence[Expr]) -> str:
        found = [self.value(e) for e in exprs]
        return f"({', '.join(found)}{',' if len(found) == 1 else ''})"

    # -- names
    def _name(self, expr: Expr) -> str:
        """The local name of a node; one used more than once within a loop is given one here."""
        found = self._named.get(expr.number)
        if found is None and expr.free and self._worth_naming(expr):
            return self.keep(expr)
        return found or ""

    def _worth_naming(self, expr: Expr) -> bool:
        if expr.op in (Op.VAR, Op.FIELD) or self.shape.uses.get(expr.number, 0) < 2:
            return self.shape.depth(expr) >= 12
        return True

    def keep(self, expr: Expr) -> str:
        """Compute a node here, once, under a name of its own."""
        if expr.type.kind is not Kind.YES_NO:
            text = self._by(self.rules.values, expr)
        elif self.shape.leaves(expr):
            text = self._by(self.rules.masks, expr)
        else:
            text = self._by(self.rules.holds, expr)
        name = f"v{expr.number}"
        if text != name:
            self.line(f"{name} = {text}")
        self._named[expr.number] = name
        return name

    def named(self, text: str, expr: Expr, letter: str = "x") -> str:
        """The text itself if it is a name, else a name for what it gives."""
        if text.isidentifier():
            return text
        name = f"{letter}{expr.number}"
        self.line(f"{name} = {text}")
        return name

    def known(self, expr: Expr) -> bool:
        return expr.number in self._named

    def fixed(self, expr: Expr) -> Value:
        """The value of a node that reads nothing, else :data:`MISSING`."""
        return self.shape.fixed.get(self.at(expr).number, MISSING)

    # -- leaving early
    def fused(self, expr: Expr) -> bool:
        """Whether a list is not made but run through where it is used."""
        expr = self.at(expr)
        once = self.shape.uses.get(expr.number, 0) == 1
        return expr.op in (Op.SELECT, Op.PROJECT) and (once or bool(expr.free)) and not self.known(expr)

    def only_here(self, loop: Expr) -> list[Expr]:
        """Closed nodes with a name that nothing but this loop's inside uses: computed if it runs."""
        inside = {loop.number}
        reached = {node.number: node for node in nodes_below((loop,), self.shape.kids)}
        for number in sorted(reached, reverse=True):
            users = self.shape.users.get(number, set())
            if number != loop.number and users and users <= inside:
                inside.add(number)
        return [
            reached[n]
            for n in sorted(inside)
            if n != loop.number and not reached[n].free and self.shape.named(reached[n])
            and reached[n].op not in LOOPS
        ]  # fmt: skip


class _Missing:
    __slots__ = ()


MISSING = _Missing()


# ------------------------------------------------------------------ texts
def negated(text: str) -> str:
    if text in ("True", "False"):
        return str(text == "False")
    inner = text[5:-1]
    if text.startswith("(not ") and text.endswith(")") and (inner.isidentifier() or _is_one(inner)):
        return inner
    return f"(not {text})"


def _is_one(text: str) -> bool:
    """Whether a text is one expression in brackets."""
    depth = 0
    for at, c in enumerate(text):
        depth += (c == "(") - (c == ")")
        if depth == 0 and at < len(text) - 1:
            return False
    return depth == 0 and text.startswith("(")


def both(parts: Sequence[str]) -> str:
    """All of some truths."""
    return _joined(parts, " and ", "True", "False")


def either(parts: Sequence[str]) -> str:
    """Any of some truths."""
    return _joined(parts, " or ", "False", "True")


def _joined(parts: Sequence[str], word: str, neutral: str, deciding: str) -> str:
    left = [p for p in parts if p != neutral]
    if deciding in left:
        return deciding
    if not left:
        return neutral
    return left[0] if len(left) == 1 else f"({word.join(left)})"


def as_mask(truth: str) -> str:
    if truth in ("True", "False"):
        return "1" if truth == "True" else "2"
    return f"(1 if {truth} else 2)"


def is_plain(value: Value) -> bool:
    """Whether a value is exact through and through."""
    if type(value) is tuple:
        return all(map(is_plain, value))
    return type(value) in PLAIN or type(value) is Interval


LEAVES = str(NOT_APPLICABLE)
