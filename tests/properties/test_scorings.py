"""What is known of a total while points are missing holds for every way of giving them."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conformance.test_conformance import evaluator
from tests.examples.leaving_out import flips

from schemeengine import Verdict
from schemeengine.evaluator import Engine

CRITERIA = {"novelty": 20, "delivery": 10, "benefit": 40}
FACTS: dict[str, tuple[Any, ...]] = {
    "wage_rise": ("0%", "3%", "5%"), "certified": ("yes", "no"), "agreement": ("yes", "no"),
    "late_report": ("yes", "no"), "income": ("100万円", "250万円", "300万円", "500万円"),
}  # fmt: skip
#: Of each scoring with several jurors: its criteria, and how many sheets there are.
JURIES: dict[str, tuple[tuple[str, ...], int]] = {
    "taste": (("flavour",), 4), "contest": (("melody",), 3), "juries": (("plan_a", "plan_b"), 3),
    "sums": (("plan_c",), 2),
}  # fmt: skip


def whole(random: Random) -> dict[str, Any]:
    """A dossier with every fact and every point."""
    review = {name: random.randint(0, full) for name, full in CRITERIA.items()}
    scores: dict[str, Any] = {"review": {**review, "by": "審査会"}}
    for name, (criteria, jurors) in JURIES.items():
        points = [{c: random.randint(0, 10) for c in criteria} for _ in range(jurors)]
        scores[name] = [{**sheet, "by": f"委員{n}"} for n, sheet in enumerate(points)]
    facts = {name: random.choice(values) for name, values in FACTS.items()}
    return {"schemeengine": 1, "dossier": "d", "as_of": "2024-06-01", "facts": facts, "scores": scores}


def partly(dossier: dict[str, Any], random: Random) -> dict[str, Any]:
    """The dossier with some facts, points and (where their number is known) sheets not there yet."""

    def some(found: dict[str, Any]) -> dict[str, Any]:
        return {k: v for k, v in found.items() if k == "by" or random.random() < 0.6}

    scores: dict[str, Any] = {}
    for name, sheets in dossier["scores"].items():
        if isinstance(sheets, dict):
            scores[name] = some(sheets)
            continue
        there = [s for s in sheets if name == "contest" or random.random() < 0.7]
        scores[name] = [some(sheet) for sheet in there]
    return {**dossier, "facts": some(dossier["facts"]), "scores": scores}


def verdict(dossier: dict[str, Any], engine: Engine = "compiled") -> Verdict:
    return evaluator("scorings", engine).evaluate_json(dossier).verdicts[0]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32))
def test_points_still_to_come_never_turn_an_answer_round(seed: int) -> None:
    random = Random(seed)
    full = whole(random)
    less = partly(full, random)
    least = partly(less, random)
    assert flips(verdict(less), verdict(full)) == []
    assert flips(verdict(least), verdict(less)) == []


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_all_executors_know_the_same(seed: int) -> None:
    random = Random(seed)
    dossier = partly(whole(random), random)
    expected = verdict(dossier, "reference")
    for engine in ("compiled", "durable"):
        found = verdict(dossier, engine)
        assert (found.determinations, found.amounts, found.results, found.pending) == (
            expected.determinations, expected.amounts, expected.results, expected.pending,
        )  # fmt: skip
