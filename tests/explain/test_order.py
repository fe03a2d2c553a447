"""The order of what is missing: fewer questions settle a case than in the order of the alphabet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

import pytest

from schemeengine.execute.case import Case
from schemeengine.explain.changes import is_judgment
from schemeengine.explain.completion import fact_of
from schemeengine.explain.inquiry import SETTLED, Inquiry
from schemeengine.explain.questions import next_question
from schemeengine.ir.scheme import Scheme
from schemeengine.pipeline import Evaluator, load_dossier, load_schemes
from schemeengine.truth import FALSE, TRUE
from schemeengine.verdict.model import Pending
from schemeengine.verdict.stages import Findings
from schemeengine.verdict.stated import Fact, only, stated, with_value

#: A case of which everything is known, one for each programme.
COMPLETE = {
    "kita_ku": "kita_exactly_70", "sdgx_subsidy": "sdgx_sound", "kitakyushu": "kitakyushu_stage_one",
}  # fmt: skip
Choose = Callable[[Inquiry, Findings, Sequence[Pending]], Pending]


def as_listed(_: Inquiry, __: Findings, wanted: Sequence[Pending]) -> Pending:
    now = [p for p in wanted if p.when == "now"] or list(wanted)
    return now[0]


def by_alphabet(_: Inquiry, __: Findings, wanted: Sequence[Pending]) -> Pending:
    return min(wanted, key=lambda p: p.fact)


def looking_ahead(inquiry: Inquiry, found: Findings, wanted: Sequence[Pending]) -> Pending:
    names = {p.fact for p in wanted}
    others = {p.fact for p in found.pending} - names
    question = next_question(inquiry, others, "everyone")
    return question.pending if question is not None else wanted[0]


class Simulation:
    """Cases of one programme, some answers of which are turned round, asked from nothing."""

    def __init__(self, name: str) -> None:
        evaluator = Evaluator(load_schemes([f"schemes/{name}.yaml"]))
        judged = evaluator.evaluate(load_dossier(f"examples/{COMPLETE[name]}/dossier.yaml")).judged[0]
        self.whole = Inquiry.of(evaluator, judged, most=10**6)
        self.scheme: Scheme = judged.view.scheme

    def case(self, seed: int) -> Case:
        random, case = Random(seed), self.whole.case
        for fact, value in self.whole.facts.items():
            if value in (TRUE, FALSE) and isinstance(value, int) and random.random() < 0.08:
                flipped = FALSE if value == TRUE else TRUE
                kind = self.scheme.inputs[fact.address].type.kind.value
                if kind == "yes_no" or fact.path.endswith(("arrears", "insurance", "filed")):
                    case = with_value(self.scheme, case, fact, lambda _, new=flipped: new)  # type: ignore[misc]
        return case

    def questions(self, case: Case, choose: Choose) -> int:
        """How many are asked until the outcome is settled or nothing can be answered any more."""
        facts = stated(self.scheme, case)
        # what the office's file says from the beginning
        known: set[Fact] = {f for f in facts if f.space in ("paper", "score") or is_judgment(self.scheme, f)}
        asked: set[str] = set()
        for number in range(300):
            view = self.whole.seen(only(self.scheme, case, known))
            inquiry = Inquiry(view, self.whole.procedure, self.whole.again, 10**6, 0, {})
            found = inquiry.findings(view.case)
            wanted = [p for p in found.pending if p.fact not in asked and p.kind in ("fact", "parameter")]
            if found.outcome in SETTLED or not wanted:
                return number
            chosen = choose(inquiry, found, wanted)
            asked.add(chosen.fact)
            fact = fact_of(self.scheme, chosen)
            inside = [f for f in facts if f.address == fact.address and fact.space == "checklist"]
            known |= set(inside) if not fact.path and inside else {fact} & set(facts)
        raise AssertionError("no end of questions")


@pytest.mark.parametrize("name", COMPLETE)
def test_the_order_of_a_verdict_beats_the_alphabet(name: str) -> None:
    simulation = Simulation(name)
    cases = [simulation.case(seed) for seed in range(100 if name == "kita_ku" else 12)]
    listed = sum(simulation.questions(c, as_listed) for c in cases)
    alphabet = sum(simulation.questions(c, by_alphabet) for c in cases)
    assert listed < alphabet


@pytest.mark.parametrize("name", COMPLETE)
def test_looking_ahead_beats_the_alphabet(name: str) -> None:
    simulation = Simulation(name)
    cases = [simulation.case(seed) for seed in range(6)]
    ahead = sum(simulation.questions(c, looking_ahead) for c in cases)
    alphabet = sum(simulation.questions(c, by_alphabet) for c in cases)
    assert ahead < alphabet
