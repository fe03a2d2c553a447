"""One dossier at a time: ours beside hand-written Python, from bound facts, from JSON, with a trace."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import plain
from benchmarks.ours import Ours, each
from benchmarks.results import Findings, Goal, Line
from benchmarks.timing import Contender, Spread, Timings, race
from benchmarks.workload.dossiers import Facts
from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.evaluator import Judged
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.answers import Bound
from schemeengine.execute.door.fast_door import FastDoor
from schemeengine.intake import bind_dossier
from schemeengine.pipeline import dossier_from_text
from schemeengine.render.as_json import dump, trace_json, trace_record
from schemeengine.truth import TRUE

BOUND = "bound facts → every clause"
DECIDE = "bound facts → the decision alone"
READY = "values by name → bound facts"
GENERAL = "bound facts → every node of the network"
MISSING = "bound facts, one of them missing → every clause"
DECISION = "plain Python: bound facts → clause list"
JSON_IN = "JSON bytes → Verdict"
FAST = f"{JSON_IN} (fast door)"
FAST_BIND = "JSON bytes → bound facts (fast door)"
SLOW = f"{JSON_IN} (general reader)"
JSON_PLAIN = "plain Python: JSON bytes → clause list"
TRACE = "bound facts → full trace as JSON bytes"
TABLE = "One dossier"


class WrongAnswer(Exception):
    """A contender decides otherwise than the yardstick; its speed would mean nothing."""


@dataclass(frozen=True, slots=True)
class Bench:
    """What all single-dossier tables share."""

    ours: Ours
    facts: tuple[Facts, ...]
    rounds: int

    def same_answers(self) -> None:
        """Ours and both yardsticks agree on every clause and amount. Raises WrongAnswer."""
        ours = self.ours
        for number, facts in enumerate(self.facts):
            want = plain.clauses(facts)
            agree(DECISION, plain.clauses_of_json(ours.texts[number]), want)
            agree("schemeengine", ours.of_nodes(ours.executor.run(ours.inputs[number])), want)
            agree("schemeengine, short", ours.answer(ours.answers.of(ours.ready[number])), want)
            if (ours.decision.of(ours.to_decide[number]) == (TRUE,)) != want[-2]:
                raise WrongAnswer("the decision alone differs")
            if None in (ours.answers.short(ours.ready[number]), ours.decision.short(ours.to_decide[number])):
                raise WrongAnswer("a complete dossier is not answered by the short function")


def agree(name: str, found: plain.Answer, want: plain.Answer) -> None:
    if found != want:
        raise WrongAnswer(f"{name}: {found} instead of {want}")


def yardsticks(bench: Bench) -> list[Contender]:
    number = len(bench.facts)
    ours = bench.ours
    return [
        Contender(BOUND, each(ours.answers.of, ours.ready), number),
        Contender(DECIDE, each(ours.decision.of, ours.to_decide), number),
        Contender(READY, each(ours.answers.bind, ours.cases), number),
        Contender(GENERAL, each(ours.executor.run, ours.inputs), number),
        Contender(MISSING, each(ours.answers.of, _one_missing(ours)), number),
        Contender(DECISION, each(plain.clauses, bench.facts), number),
    ]


def _one_missing(ours: Ours) -> list[Bound]:
    """The same dossiers, each without one fact: another one from dossier to dossier."""
    found = []
    for number, case in enumerate(ours.cases):
        known = sorted(case.values, key=str)
        left = {a: v for a, v in case.values.items() if a is not known[number % len(known)]}
        found.append(ours.answers.bind(Case(left, case.readings)))
    return found


def doors(bench: Bench) -> list[Contender]:
    """From JSON bytes, through the fast door and through the general, positioned reader."""
    ours, few = bench.ours, 20
    found = [
        Contender(JSON_PLAIN, each(plain.clauses_of_json, ours.texts), len(ours.texts)),
        Contender("JSON bytes → bound facts (general reader)", each(_bind(ours), ours.texts[:few]), few),
        Contender("bound facts → Verdict", each(ours.evaluator.evaluate, ours.bound), len(ours.bound)),
    ]
    found.append(Contender(FAST, each(_fast_verdict(ours), ours.texts), len(ours.texts)))
    found.append(Contender(FAST_BIND, each(_fast_door(ours), ours.texts), len(ours.texts)))
    found.append(Contender(SLOW, each(_slow_door(ours), ours.texts[:few]), few))
    return found


def _bind(ours: Ours) -> Callable[[object], object]:
    def go(text: object) -> Dossier:
        assert isinstance(text, bytes)
        return bind_dossier([ours.scheme], dossier_from_text(text.decode()), Problems())

    return go


def _slow_door(ours: Ours) -> Callable[[object], object]:
    def go(text: object) -> object:
        assert isinstance(text, bytes)
        return ours.evaluator.evaluate(dossier_from_text(text.decode()))

    return go


def _fast_door(ours: Ours) -> Callable[[bytes], Dossier]:
    """JSON bytes to bound facts without the general reader; checked here to come to the same."""

    def slow(text: str, _: Problems) -> Dossier:
        return bind_dossier([ours.scheme], dossier_from_text(text), Problems())

    bind = FastDoor([ours.scheme], slow).bind
    for text, bound in zip(ours.texts, ours.bound, strict=True):
        found = bind(text)
        if (found.values, found.as_of, found.sha256) != (bound.values, bound.as_of, bound.sha256):
            raise WrongAnswer("the fast door reads a dossier otherwise than the general reader")
    return bind


def _fast_verdict(ours: Ours) -> Callable[[bytes], object]:
    """As an embedding program calls it; the outcome is read, so that it is worked out."""
    evaluate = ours.evaluator.evaluate_json

    def go(text: bytes) -> object:
        return evaluate(text).verdicts[0].outcome

    return go


def tracing(ours: Ours) -> Callable[[object], object]:
    """Evaluate, derive the whole explanation, and write it as JSON bytes: nothing of the dossier is
    kept from before. Checked here to say what the general explanation says."""

    def judged(index: object) -> Judged:
        assert isinstance(index, int)
        return ours.evaluator.evaluate(ours.bound[index]).judged[0]

    for index in range(3):
        found = judged(index)
        if json.loads(trace_json(found, "ja")) != json.loads(dump(trace_record(found.trace(), "ja"))):
            raise WrongAnswer("the explanation as bytes differs from the general one")
    return lambda index: trace_json(judged(index), "ja")


def measure(bench: Bench, others: Sequence[Contender]) -> tuple[Findings, Timings]:
    """Race everything at once: ours, the yardsticks, and the contenders handed in."""
    few = min(100, len(bench.facts))
    ours = bench.ours
    contenders = [
        *yardsticks(bench),
        *doors(bench),
        Contender(TRACE, each(tracing(ours), range(few)), few),
        *_durable(bench),
        *others,
    ]
    timings = race(contenders, bench.rounds)
    found = Findings()
    found.goals.append(
        Goal(f"{BOUND}, three-valued, against plain Python", timings.ratio(BOUND, DECISION), 1.0, "<=")
    )
    found.goals.append(Goal(f"{JSON_IN}, against plain Python", timings.ratio(FAST, JSON_PLAIN), 3.0, "<="))
    micro = Spread(*(1e6 * x for x in _parts(timings.of(TRACE))))
    found.goals.append(Goal(f"{TRACE}, 16 clauses", micro, 30.0, "<=", "µs"))
    found.lines += [
        Line(TABLE, c.name, timings.of(c.name), timings.ratio(c.name, DECISION))
        for c in contenders
        if c not in others
    ]
    if not _durable(bench):
        found.lines.append(Line(TABLE, "durable-rules executor", None, note="not installed"))
    return found, timings


def _parts(s: Spread) -> tuple[float, float, float]:
    return s.median, s.low, s.high


def _durable(bench: Bench) -> list[Contender]:
    """Our network run by durable-rules: its cost is printed, there is no goal for it."""
    ours, few = bench.ours, 10
    try:
        from schemeengine.execute.durable.executor import DurableExecutor, EngineUnavailable
    except ImportError:
        return []
    try:
        executor = DurableExecutor(ours.network)
    except EngineUnavailable:
        return []

    def go(case: object) -> object:
        assert isinstance(case, Case)
        return executor.evaluate(ours.network, case)

    for inputs, case in zip(ours.inputs[:few], ours.cases[:few], strict=True):
        mine = ours.of_nodes(ours.executor.run(inputs))
        agree("durable-rules executor", ours.of_nodes(executor.evaluate(ours.network, case).values), mine)
    return [Contender("durable-rules executor", each(go, ours.cases[:few]), few)]
