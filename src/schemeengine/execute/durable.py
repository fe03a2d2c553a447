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
from typing import Literal, Protocol

from schemeengine.execute.case import Case, adopted
from schemeengine.execute.domain import Value
from schemeengine.execute.durable_plan import is_condition, plan
from schemeengine.execute.durable_rows import AS_IT_STANDS, Word, mask, word
from schemeengine.execute.durable_ruleset import ANSWER, Json, asserted, fact, ruleset
from schemeengine.execute.evaluation import Evaluation
from schemeengine.execute.reference import Walk
from schemeengine.ir.expr import Address, Expr, Op
from schemeengine.network import Network


class EngineUnavailable(Exception):
    """durable-rules cannot be used here. ``message(lang)`` says why, and what to do."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(self.message("en"))

    def message(self, lang: Literal["ja", "en"]) -> str:
        if lang == "ja":
            return (
                "durable-rulesを使う計算ができません。Python 3.11または3.12で "
                "pip install 'schemeengine[durable]' を実行してから、もう一度お試しください。"
                f"durable-rulesを使わない通常の計算には影響ありません。（原因：{self.reason}）"
            )
        return (
            "Judging with durable-rules is not possible here. With Python 3.11 or 3.12, run: "
            "pip install 'schemeengine[durable]'. The usual ways of judging work without it. "
            f"(cause: {self.reason})"
        )


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

    __slots__ = ("__weakref__", "_lock", "_plan", "_rules", "_said", "_sessions", "network")

    def __init__(self, network: Network) -> None:
        """Raises :class:`EngineUnavailable` where durable-rules cannot be imported."""
        engine = _engine()
        self.network = network
        self._plan = plan(network.nodes, [n for n in network.nodes if is_condition(n)])
        #: What the actions of the session under way have said.
        self._said: dict[int, Word] = {}
        rules = ruleset(self._plan, [n.number for n in self._plan.last])
        self._rules: _Ruleset = engine.Ruleset("network", _Actions(self._said), rules)
        self._lock = Lock()
        self._sessions = count()
        # The library keeps a ruleset until it is told otherwise.
        let_go = engine.durable_rules_engine.delete_ruleset
        weakref.finalize(self, let_go, self._rules._handle).atexit = False

    def evaluate(self, network: Network, case: Case) -> Evaluation:
        """Evaluate a case. ``network`` must be the one this executor was made for.

        Raises RuntimeError if the library does not give every answer (it never should).
        """
        assert network is self.network, "made for another network"
        walk = Walk(case)
        # In node order, so that the recursion never goes deep. Amounts and the like may read a
        # gate, so the walk visits gates too; what it finds there is not used below.
        values = [None if node.free else walk.value(node) for node in network.nodes]
        said = self._run(self._facts(values, case))
        for node in self._plan.nodes:
            values[node.number] = mask(said[node.number])
        return Evaluation(network, case, values)

    def _facts(self, values: Sequence[Value], case: Case) -> dict[int, Word]:
        """All leaves and asides; a fact left out would keep the rules silent."""
        found = {leaf.number: word(values[leaf.number]) for leaf in self._plan.leaves}
        for number, node in self._plan.asides:
            found[number] = _taken(node, case) if node.op is Op.READING else _settled(node, values)
        return found

    def _run(self, facts: Mapping[int, Word]) -> Mapping[int, Word]:
        """One session: its facts in, what the rules say out, nothing left behind."""
        if not facts:
            return {}
        failures: list[object] = []
        with self._lock:
            self._said.clear()
            session = str(next(self._sessions))
            try:
                state = self._rules.assert_facts([fact(n, w, session) for n, w in facts.items()])
                self._rules.do_actions(state, lambda error, _: failures.append(error))
            finally:
                # The library has room for 1,024 sessions.
                self._rules.delete_state(session)
            said = dict(self._said)
        silent = [gate.number for gate in self._plan.gates if gate.number not in said]
        if any(failures) or silent:
            raise RuntimeError(f"durable-rules: errors {failures}, no answer for {silent}")
        return said


class _Actions:
    """Stands in for the library's host: gives each rule its action, by the name under ``run``."""

    __slots__ = ("_said",)

    def __init__(self, said: dict[int, Word]) -> None:
        self._said = said

    def get_action(self, name: str) -> Callable[[_Context], None]:
        if name == ANSWER:
            return lambda context: None
        number, value = asserted(name)

        def say(context: _Context) -> None:
            self._said[number] = value
            context.assert_fact(fact(number, value))

        return say


def _taken(node: Expr, case: Case) -> Word:
    """Which choice of a reading is taken, counted from 1."""
    address, choices = node.data[0], node.data[1]
    assert isinstance(address, Address)
    assert isinstance(choices, tuple)
    return str(choices.index(case.readings.get(address, adopted(node))) + 1)


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
        raise EngineUnavailable(f"{type(error).__name__}: {error}") from error
    log = logging.getLogger("durable")
    if not log.handlers:  # without one, its tracebacks would go to the console
        log.addHandler(logging.NullHandler())
    return engine
