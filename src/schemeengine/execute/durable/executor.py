"""The durable-rules executor: conditions by our own code, gates by a forward-chaining ruleset.

It is there for reach (the same ruleset can be given to systems that run durable-rules) and as a
second opinion on the gates; it is not fast. The library is imported only when an executor is
made: it is a C extension that not every interpreter can build or load.
"""

from __future__ import annotations

import logging
import warnings
import weakref
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from itertools import count
from threading import Lock
from types import ModuleType
from typing import Protocol

from schemeengine.execute.case import Case
from schemeengine.execute.domain import Value
from schemeengine.execute.durable.plan import Part, is_condition, parts, plan_of
from schemeengine.execute.durable.rows import AS_IT_STANDS, Word, mask, word
from schemeengine.execute.durable.ruleset import (
    ANSWER,
    BEGIN,
    Json,
    asserted,
    fact,
    opening,
    ruleset,
)
from schemeengine.execute.durable.unavailable import EngineUnavailable, cannot_be_imported
from schemeengine.execute.evaluation import Evaluation
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Expr, Op
from schemeengine.network import Network

__all__ = ["DurableExecutor", "EngineUnavailable"]


class _Ruleset(Protocol):
    """What is used of ``durable.engine.Ruleset``. Its ``Host`` is not: it starts threads that
    take actions of our sessions away from us."""

    _handle: int

    def assert_facts(self, facts: list[dict[str, Json]]) -> int: ...
    def do_actions(self, state: int, complete: Callable[[object, object], None]) -> None: ...
    def delete_state(self, session: str) -> None: ...


class _Context(Protocol):
    """What an action is given."""

    def assert_fact(self, fact: dict[str, Json]) -> None: ...


class DurableExecutor:
    """Evaluates cases on one network. Threads may share it; they take turns."""

    __slots__ = ("_plan", "_sessions", "network")

    def __init__(self, network: Network) -> None:
        """Raises :class:`EngineUnavailable` where durable-rules cannot be imported."""
        engine = _engine()
        self.network = network
        self._plan = plan_of(network.nodes, [n for n in network.nodes if is_condition(n)])
        self._sessions = [_Sessions(engine, part) for part in parts(self._plan)]

    def evaluate(self, network: Network, case: Case) -> Evaluation:
        """Evaluate a case. ``network`` must be the one this executor was made for.

        Raises RuntimeError if the library does not give every answer (it never should).
        """
        assert network is self.network, "made for another network"
        walk = Walk(case)
        # In node order, so that the recursion never goes deep. Amounts and the like may read a
        # gate, so the walk visits gates too; what it finds there is not used below.
        values = [None if node.free else walk.value(node) for node in network.nodes]
        known = self._facts(values, case)
        for sessions in self._sessions:
            known.update(sessions.run(known))
        for node in self._plan.nodes:
            values[node.number] = mask(known[node.number])
        return Evaluation(network, case, values)

    def _facts(self, values: Sequence[Value], case: Case) -> dict[int, Word]:
        """All leaves and asides; a fact left out would keep the rules silent."""
        found = {leaf.number: word(values[leaf.number]) for leaf in self._plan.leaves}
        for number, node in self._plan.asides:
            found[number] = _taken(node, case) if node.op is Op.READING else _settled(node, values)
        return found


class _Sessions:
    """One ruleset of the library, used for one session at a time."""

    __slots__ = ("__weakref__", "_lock", "_numbers", "_part", "_rules", "_said")

    def __init__(self, engine: ModuleType, part: Part) -> None:
        self._part = part
        #: What the actions of the session under way have said, and whether it has begun.
        self._said: dict[int | str, Word] = {}
        self._rules: _Ruleset = engine.Ruleset(
            "network", _Actions(self._said), ruleset(part.gates, part.last)
        )
        self._lock = Lock()
        self._numbers = count()
        # The library keeps a ruleset until it is told otherwise.
        let_go = engine.durable_rules_engine.delete_ruleset
        weakref.finalize(self, let_go, self._rules._handle).atexit = False

    def run(self, known: Mapping[int, Word]) -> dict[int, Word]:
        """Facts in, what the rules say out, nothing left behind."""
        with self._lock:
            self._said.clear()
            session = str(next(self._numbers))
            self._assert([opening(session)])
            if BEGIN not in self._said:  # then it must not be deleted either: see opening()
                raise RuntimeError("durable-rules: the session did not begin")
            try:
                self._assert([fact(n, known[n], session) for n in self._part.reads])
            finally:
                self._rules.delete_state(session)  # the library has room for 1,024
            silent = [g.number for g in self._part.gates if g.number not in self._said]
            if silent:
                raise RuntimeError(f"durable-rules: no answer for {silent}")
            return {gate.number: self._said[gate.number] for gate in self._part.gates}

    def _assert(self, facts: list[dict[str, Json]]) -> None:
        """Assert facts and let all rules fire that come of it."""
        failures: list[object] = []
        state = self._rules.assert_facts(facts)
        self._rules.do_actions(state, lambda error, _: failures.append(error))
        if any(failures):
            raise RuntimeError(f"durable-rules: {failures}")


class _Actions:
    """Stands in for the library's host: gives each rule its action, by the name under ``run``."""

    __slots__ = ("_said",)

    def __init__(self, said: dict[int | str, Word]) -> None:
        self._said = said

    def get_action(self, name: str) -> Callable[[_Context], None]:
        if name == ANSWER:
            return lambda context: None
        if name == BEGIN:
            return lambda context: self._said.update({BEGIN: ""})
        number, value = asserted(name)

        def say(context: _Context) -> None:
            self._said[number] = value
            context.assert_fact(fact(number, value))

        return say


def _taken(node: Expr, case: Case) -> Word:
    """Which choice of a reading is taken, counted from 1."""
    return str(node.taken(case.readings) + 1)


def _settled(node: Expr, values: Sequence[Value]) -> Word:
    """What trying cases has settled; :data:`AS_IT_STANDS` where it has settled nothing."""
    found = values[node.number]
    return AS_IT_STANDS if found == values[node.args[0].number] else word(found)


def _engine() -> ModuleType:
    """The library, quiet: what goes wrong inside it is reported by our own exceptions."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            engine = import_module("durable.engine")
    except Exception as error:  # an extension built for another interpreter fails in any way
        raise cannot_be_imported(error) from error
    log = logging.getLogger("durable")
    if not log.handlers:  # without one, its tracebacks would go to the console
        log.addHandler(logging.NullHandler())
    return engine
