"""The compiled executor: one generated function a network, run once a case.

It fills the vector of all closed nodes, with the same abstract domain as the reference: masks for
conditions, exact values or bounds for everything else. Exact values take short inline paths; what
is rare calls the shared operations, and a few unusual shapes call the reference rule itself.
"""

from __future__ import annotations

import marshal
from bisect import bisect_right
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import repeat
from types import FunctionType
from typing import TYPE_CHECKING

from schemeengine import calendar
from schemeengine.execute import (
    arithmetic,
    calendar_operations,
    domain,
    joined_lists,
    tables,
)
from schemeengine.execute.case import Case
from schemeengine.execute.compiled import calendar as compiled_calendar
from schemeengine.execute.compiled import clauses, lists
from schemeengine.execute.compiled import values as compiled_values
from schemeengine.execute.compiled.splits import by_cases, split
from schemeengine.execute.compiled.writer import Facts, Pool, Rule, Writer, absent_if_none
from schemeengine.execute.domain import Value
from schemeengine.execute.evaluation import Evaluation
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.ir.judgments import Judgment
from schemeengine.ir.types import Kind
from schemeengine.network import Network
from schemeengine.truth import NOT_APPLICABLE, decided
from schemeengine.values import Duration, Interval

if TYPE_CHECKING:
    from schemeengine.execute.compiled.exact.program import Program

#: Inputs in the order of ``CompiledExecutor.addresses`` (None = not known), and the readings.
Run = Callable[[Sequence[Value], Mapping[Address, str]], tuple[Value, ...]]
_NO_READINGS: Mapping[Address, str] = {}


class CompiledExecutor:
    """Evaluates cases on one network. Holds nothing that changes: threads may share it."""

    __slots__ = ("_run", "addresses", "network", "source")

    def __init__(self, network: Network) -> None:
        self.network = network
        nodes = network.nodes
        inputs = [n for n in nodes if n.op is Op.INPUT]
        #: The inputs the network reads, each once, in the order ``run`` takes them.
        self.addresses: tuple[Address, ...] = tuple(dict.fromkeys(n.address for n in inputs))
        pool = Pool(_operations(nodes))
        main = Writer(pool, Facts(_fixed(nodes), _leaving(nodes), _rules()))
        _write_inputs(main, inputs, self.addresses)
        for node in nodes:
            if not node.free and node.op is not Op.INPUT:
                main.node(node)
        shown = ["None" if n.free else main.value(n) for n in nodes]
        #: The generated source, to be looked at; it holds no word of any scheme.
        self.source = "\n".join([*pool.functions, main.function("run", "i, q", _tuple(shown))])
        exec(compile(self.source, "<network>", "exec"), pool.names)
        self._run: Run = pool.names["run"]  # type: ignore[assignment]

    def __reduce__(self) -> tuple[object, ...]:
        """As what was generated: code and constants, without what a fresh process has anyway."""
        names = self._run.__globals__
        own = {n: v for n, v in names.items() if n not in _operations(())}
        made = {n: f for n, f in own.items() if isinstance(f, FunctionType)}
        codes = {n: (marshal.dumps(f.__code__), f.__defaults__) for n, f in made.items()}
        constants = {n: v for n, v in own.items() if n not in made}
        return _revived, (self.network, self.addresses, self.source, codes, constants)

    def run(
        self, inputs: Sequence[Value], readings: Mapping[Address, str] = _NO_READINGS
    ) -> tuple[Value, ...]:
        """The values of all closed nodes by number (None at open ones)."""
        return self._run(inputs, readings)

    def program(
        self, roots: Sequence[Expr], readings: Mapping[Address, str] = _NO_READINGS, *,
        decide: bool = False,
    ) -> Program:  # fmt: skip
        """A short function for some closed nodes, for cases in which what it touches is exact; with
        ``decide`` only for whether all of them, being conditions, hold or do not apply."""
        from schemeengine.execute.compiled.exact.program import compile_program

        nodes = self.network.nodes
        positions = {address: n for n, address in enumerate(self.addresses)}
        return compile_program(
            roots, _fixed(nodes), _leaving(nodes), readings, positions, _operations(nodes), decide=decide
        )  # fmt: skip

    def bind(self, case: Case) -> list[Value]:
        """A case's values in the order of ``addresses``."""
        return list(map(case.values.get, self.addresses))

    def evaluate(self, network: Network, case: Case) -> Evaluation:
        """Evaluate a case. ``network`` must be the one this executor was compiled for."""
        assert network is self.network, "compiled for another network"
        return Evaluation(network, case, self._run(self.bind(case), case.readings))


def _revived(
    network: Network, addresses: tuple[Address, ...], source: str,
    codes: Mapping[str, tuple[bytes, tuple[object, ...] | None]], constants: Mapping[str, object],
) -> CompiledExecutor:  # fmt: skip
    """An executor as :meth:`CompiledExecutor.__reduce__` took it apart, in the same Python."""
    names = {**_operations(network.nodes), **constants}
    for name, (code, defaults) in codes.items():
        names[name] = FunctionType(marshal.loads(code), names, name, defaults)
    made = CompiledExecutor.__new__(CompiledExecutor)
    made.network, made.addresses, made.source = network, addresses, source
    made._run = names["run"]  # type: ignore[assignment]
    return made


def _tuple(parts: Sequence[str]) -> str:
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def _write_inputs(w: Writer, inputs: Sequence[Expr], addresses: Sequence[Address]) -> None:
    """Unpack the inputs; two nodes may read one address (with types of two schemes)."""
    first: dict[Address, Expr] = {}
    for node in inputs:
        first.setdefault(node.address, node)
    if addresses:
        w.line(f"({', '.join(f'v{first[a].number}' for a in addresses)},) = i")
    for node in inputs:
        if first[node.address] is not node:
            w.line(f"v{node.number} = v{first[node.address].number}")
    for node in inputs:
        absent_if_none(w, node)


def _fixed(nodes: Sequence[Expr]) -> dict[int, Value]:
    """Values of the closed nodes that read nothing: worked out once, by the reference.

    A condition open even so (a share of nothing) is left out: deciding by cases may try it.
    """
    walk = Walk(Case())
    reads: set[int] = set()
    found: dict[int, Value] = {}
    for node in nodes:
        if node.op in (Op.INPUT, Op.READING) or any(a.number in reads for a in node.args):
            reads.add(node.number)
        elif not node.free:
            value = walk.value(node)
            if node.type.kind is Kind.YES_NO and node.op is not Op.CONST and not decided(value):
                reads.add(node.number)
            else:
                found[node.number] = value
    return found


#: Conditions that always hold or fail (or are not known to), whatever their parts do.
_NEVER_LEAVES = frozenset(
    {Op.ALL, Op.ANY, Op.COMPARE, Op.MEMBER, Op.INCLUDES, Op.WITHIN, Op.IS_NONE, Op.HAPPENED,
     Op.RECORDED, Op.DECIDED, Op.EVERY, Op.SOME, Op.THRESHOLD, Op.THRESHOLD_EACH,
     Op.INPUT, Op.FIELD, Op.VAR}
)  # fmt: skip


def _leaving(nodes: Sequence[Expr]) -> frozenset[int]:
    """The conditions that may turn out not to apply."""
    found: set[int] = set()
    for node in nodes:
        if node.type.kind is not Kind.YES_NO or node.op in _NEVER_LEAVES:
            continue
        if node.op is Op.CONST:
            value = node.data[0]
            may = not isinstance(value, int) or bool(value & NOT_APPLICABLE)
        elif node.op is Op.DEEMED:
            may = node.args[1].number in found
        else:
            may = node.op is Op.GUARD or any(a.number in found for a in node.args)
        if may:
            found.add(node.number)
    return frozenset(found)


def _rules() -> Mapping[Op, Rule]:
    return {
        **compiled_values.RULES, **clauses.RULES, **lists.RULES,
        **compiled_calendar.RULES, Op.SPLIT: split,
    }  # fmt: skip


def _rest(
    expr: Expr, env: Mapping[int, Value], known: Mapping[int, Value],
    readings: Mapping[Address, str],
) -> Value:  # fmt: skip
    """The reference rule for one node, its closed operands being known."""
    return Walk(Case(readings=readings), known=known).value(expr, env)


def _operations(nodes: Sequence[Expr]) -> dict[str, object]:
    """What the generated functions may call; nothing else is in reach, not even the builtins."""
    widest = max((_index(n.data[0]) for n in nodes if n.op is Op.FIELD), default=0)
    plain = frozenset({int, str, date, datetime, Fraction, Duration})
    return {
        "__builtins__": {},
        "type": type, "tuple": tuple, "int": int, "str": str, "len": len, "min": min, "max": max,
        "map": map, "set": set, "zip": zip, "SURE": repeat(1),
        "ValueError": ValueError, "OverflowError": OverflowError, "TypeError": TypeError,
        "DATE": date, "DATETIME": datetime, "FRACTION": Fraction, "DURATION": Duration,
        "APPROX": domain.Approx, "SELECTION": domain.Selection, "INTERVAL": Interval,
        "JUDGMENT": Judgment, "PLAIN": plain,
        "NOTHING_KNOWN": (None,) * (widest + 1), "DELTA": timedelta, "BISECT": bisect_right,
        "ANYTHING": domain.ANYTHING, "NOT_YET": domain.NOT_YET,
        "NONE": domain.NONE, "NOT_APPLICABLE": domain.NOT_APPLICABLE,
        "COMPARE": domain.compare, "MEMBER": domain.member, "WITHIN": domain.within,
        "JOIN": domain.join, "JOIN_LISTS": joined_lists.join_lists,
        "UNKNOWN_LIST": joined_lists.unknown_list, "BETWEEN": domain.between,
        "ARITH": arithmetic.arith, "TOTAL": arithmetic.total, "EXTREME": arithmetic.extreme,
        "LIMITED": arithmetic.limited,
        "ROUNDED": arithmetic.rounded, "HOLDS": arithmetic.holds,
        "SHARE_HOLDS": arithmetic.share_holds, "LOOK_UP": tables.look_up, "KEY": tables.key,
        "COMPUTE": calendar_operations.compute, "CALL": calendar_operations.call,
        "ADD_MONTHS": calendar.add_months, "LAST_DAY_OF": calendar.last_day_of,
        "ELAPSED_DAY": calendar.elapsed_day, "FIRST_DAY_BACK": calendar.first_day_back,
        "FIRST_ON_OR_AFTER": calendar.first_on_or_after,
        "LAST_ON_OR_BEFORE": calendar.last_on_or_before,
        "CALENDAR_DAY": calendar.calendar_day, "FISCAL_YEAR": calendar.fiscal_year,
        "FISCAL_YEAR_START": calendar.fiscal_year_start,
        "BUSINESS_DAY": calendar.shift_to_business_day, "WHOLE_MONTHS": calendar.whole_months,
        "FULL_YEARS": calendar.full_years, "AGE_ON": calendar.age_on,
        "REST": _rest, "BY_CASES": by_cases,
    }  # fmt: skip


def _index(value: Hashable) -> int:
    assert isinstance(value, int)
    return value
