"""What becomes of a network in an engine that matches facts: which clauses are gates, in what rows.

``all``, ``any``, ``not``, guards, deemed clauses, readings and clauses decided by cases become
gates. Every other condition is a leaf: its value is computed elsewhere and comes in as a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemeengine import truth
from schemeengine.execute.durable import rows as durable_rows
from schemeengine.execute.durable.rows import Row, Rows
from schemeengine.ir.expr import Expr, Op
from schemeengine.ir.types import Kind

#: Operands of one gate. The library joins at most 16 facts (17 write past the end of a table and
#: take the process with them); its cost grows with the square, and 4 was the cheapest measured.
WIDTH = 4
#: Rows that may read one signal (the library has room for 256); then it is repeated.
READERS = 200
#: Rows of one ruleset, answers included (the library has room for 4,096).
ROWS = 4000


@dataclass(frozen=True, slots=True)
class Gate:
    """One signal made of others. Numbers below the network's size are its nodes."""

    number: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Gates that go into one ruleset; ``reads`` come from outside, nothing in it reads ``last``."""

    gates: tuple[Gate, ...]
    reads: tuple[int, ...]
    last: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Gates, and the facts they need from outside (every one of them, always)."""

    gates: tuple[Gate, ...]
    leaves: tuple[Expr, ...]
    #: For a reading, the signal that says which choice is taken ("1" the first, …); for a clause
    #: decided by cases, the one that says what trying them has settled.
    asides: tuple[tuple[int, Expr], ...]
    #: The nodes that are gates, and the nodes (leaves too) that no gate reads.
    nodes: tuple[Expr, ...]
    last: tuple[Expr, ...]


def is_condition(node: Expr) -> bool:
    """Whether a node has one value a case, and that value is a set of states."""
    return node.type.kind is Kind.YES_NO and not node.free


def is_gate(node: Expr) -> bool:
    """Whether a node becomes a gate; ``all`` and ``any`` of nothing have nothing to wait for."""
    return is_condition(node) and node.op in _GATES and bool(node.args)


def operands(node: Expr) -> tuple[Expr, ...]:
    """What a gate is made of; () for a leaf. The points of a clause decided by cases are not."""
    if not is_gate(node):
        return ()
    return node.args[:1] if node.op is Op.SPLIT else node.args


def parts(plan: Plan, most: int = ROWS) -> tuple[Part, ...]:
    """The gates in runs of at most ``most`` rows, each run reading only what comes before it."""
    found: list[Part] = []
    run: list[Gate] = []
    rows = 0
    for gate in plan.gates:
        need = len(gate.rows) + 1
        if run and rows + need > most:
            found.append(_part(run))
            run, rows = [], 0
        run.append(gate)
        rows += need
    return (*found, _part(run)) if run else ()


def _part(gates: Sequence[Gate]) -> Part:
    made = [gate.number for gate in gates]
    read = dict.fromkeys(s for gate in gates for row in gate.rows for s, _ in row.conditions)
    return Part(
        tuple(gates),
        tuple(n for n in read if n not in set(made)),
        tuple(n for n in made if n not in read),
    )


def plan_of(nodes: Sequence[Expr], wanted: Iterable[Expr]) -> Plan:
    """Gates for the wanted conditions and all they are made of. ``nodes`` is the whole network."""
    reached = {node.number for node in wanted}
    for node in reversed(nodes):
        if node.number in reached:
            reached.update(a.number for a in operands(node))
    within = [nodes[n] for n in sorted(reached)]
    gates = [n for n in within if is_gate(n)]
    read = {a.number for n in gates for a in operands(n)}
    planner = _Planner(len(nodes))
    for node in gates:
        planner.clause(node)
    return Plan(
        tuple(planner.gates),
        tuple(n for n in within if not is_gate(n)),
        tuple(planner.asides),
        tuple(gates),
        tuple(n for n in within if n.number not in read),
    )


@dataclass(slots=True)
class _Planner:
    next: int
    gates: list[Gate] = field(default_factory=list)
    asides: list[tuple[int, Expr]] = field(default_factory=list)
    #: Where a signal is to be read, and how many rows read it there.
    taps: dict[int, int] = field(default_factory=dict)
    readers: dict[int, int] = field(default_factory=dict)

    def clause(self, node: Expr) -> None:
        made_of = [a.number for a in operands(node)]
        match node.op:
            case Op.ALL | Op.ANY:
                self.tree(node.number, list(dict.fromkeys(made_of)), _GATES[node.op])
            case Op.READING | Op.SPLIT:
                self.gate(node.number, [self.aside(node), *made_of], _GATES[node.op])
            case _:
                self.gate(node.number, made_of, _GATES[node.op])

    def tree(self, number: int, signals: list[int], rows: Rows) -> None:
        """A wide gate as a tree of narrow ones; no word is lost, as both are associative."""
        while len(signals) > WIDTH:
            groups = [signals[n : n + WIDTH] for n in range(0, len(signals), WIDTH)]
            signals = [g[0] if len(g) == 1 else self.gate(self.new(), g, rows) for g in groups]
        self.gate(number, signals, rows)

    def gate(self, number: int, signals: Sequence[int], rows: Rows) -> int:
        need = len(list(rows(signals)))
        taps = {n: self.tap(n, need) for n in dict.fromkeys(signals)}
        self.gates.append(Gate(number, tuple(rows([taps[n] for n in signals]))))
        return number

    def tap(self, signal: int, need: int) -> int:
        """Where to read a signal: at itself, or at the latest repetition of it that has room."""
        at = self.taps.get(signal, signal)
        if self.readers.get(at, 0) + need + _REPEATING > READERS:
            self.readers[at] = self.readers.get(at, 0) + _REPEATING
            again = self.new()
            self.gates.append(Gate(again, tuple(_SAME((at,)))))
            at = self.taps[signal] = again
        self.readers[at] = self.readers.get(at, 0) + need
        return at

    def aside(self, node: Expr) -> int:
        self.asides.append((self.new(), node))
        return self.asides[-1][0]

    def new(self) -> int:
        self.next += 1
        return self.next - 1


_SAME = durable_rows.of_one(lambda m: m)
_REPEATING = len(durable_rows.WORDS)
_GATES: Mapping[Op, Rows] = {
    Op.ALL: durable_rows.every,
    Op.ANY: durable_rows.some,
    Op.NOT: durable_rows.of_one(truth.negate),
    Op.GUARD: durable_rows.of_two(truth.guard),
    Op.DEEMED: durable_rows.of_two(truth.deemed),
    Op.READING: durable_rows.by_choice,
    Op.SPLIT: durable_rows.by_cases,
}
