"""The smallest sufficient reason: enough whatever the rest, nothing to spare, none smaller."""

from __future__ import annotations

from itertools import combinations
from random import Random

import pytest
from tests.explain.small_schemes import small, some_facts

from schemeengine.explain.inquiry import SETTLED, Inquiry
from schemeengine.explain.selection import least
from schemeengine.explain.sufficient import sufficient_reason
from schemeengine.pipeline import Engine, Evaluator, load_dossier, load_schemes

ENGINES: tuple[Engine, ...] = ("compiled", "reference")


@pytest.mark.parametrize("seed", range(36))
def test_whatever_the_other_facts_the_outcome_stays_and_no_smaller_set_does(seed: int) -> None:
    programme = small(seed)
    evaluator = Evaluator([programme.scheme])
    known = some_facts(Random(seed), programme.kinds, 0.8)
    judged = evaluator.evaluate(programme.dossier(known), compare_readings=False).judged[0]
    reason = sufficient_reason(Inquiry.of(evaluator, judged))

    def outcome(facts: dict[str, str]) -> str:
        found = evaluator.evaluate(programme.dossier(facts), compare_readings=False)
        return found.verdicts[0].outcome

    if judged.verdict.outcome not in SETTLED:
        assert reason is None
        return
    assert reason is not None
    kept = {f.fact.name: known[f.fact.name] for f in reason.facts}
    assert reason.size == len(kept)
    assert {outcome(c) for c in programme.completions(kept)} == {judged.verdict.outcome}
    assert reason.smallest
    for size in range(len(kept)):
        for fewer in combinations(known, size):
            assert outcome({n: known[n] for n in fewer}) != judged.verdict.outcome


@pytest.mark.parametrize("seed", range(40))
def test_the_least_selection_is_the_least_of_all(seed: int) -> None:
    """Against trying every selection, with groups of things that stand for one another."""
    random = Random(seed)
    sizes = [random.randint(1, 3) for _ in range(random.randint(1, 4))]
    needs = [
        tuple((g, random.randint(1, sizes[g])) for g in range(len(sizes)) if random.random() < 0.6)
        for _ in range(random.randint(1, 4))
    ]
    needs = [n for n in needs if n]

    def enough(counts: tuple[int, ...]) -> bool:
        return all(any(counts[g] >= n for g, n in need) for need in needs)

    found = least(sizes, enough)
    everything: list[tuple[int, ...]] = [()]
    for size in sizes:
        everything = [(*c, n) for c in everything for n in range(size + 1)]
    assert enough(found.counts)
    assert found.smallest
    assert sum(found.counts) == min(sum(c) for c in everything if enough(c))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("dossier", "size", "facts"),
    [
        ("kita_excluded", 1, {"annexed_table.consumer_loans"}),
        ("kita_just_below_70", 29, {"sdgs_checklist", "sdgs_checklist.not_met1.answer"}),
        ("sdgx_one_minute_late", 1, {"applied_at"}),
        ("sdgx_partner_in_arrears", 2, {"partners", "partners.b.company.municipal_tax_arrears"}),
        ("kitakyushu_elsewhere", 2, {"applicant.offices", "applicant.offices.o1.municipality"}),
    ],
)
def test_refusals_of_the_shipped_programmes(engine: Engine, dossier: str, size: int, facts: set[str]) -> None:
    name = {"kita": "kita_ku", "sdgx": "sdgx_subsidy"}.get(dossier.split("_")[0], "kitakyushu")
    evaluator = Evaluator(load_schemes([f"schemes/{name}.yaml"]), engine)
    judged = evaluator.evaluate(load_dossier(f"examples/{dossier}/dossier.yaml")).judged[0]
    reason = sufficient_reason(Inquiry.of(evaluator, judged))
    assert reason is not None
    assert (reason.size, reason.smallest) == (size, True)
    assert {f.fact.full_path for f in reason.facts} == facts
    assert all(f.cite for f in reason.facts)


def test_like_answers_stand_together() -> None:
    """28 answers "no" out of 93 items fix the refusal: 65 at most can be met, one short of 70%."""
    evaluator = Evaluator(load_schemes(["schemes/kita_ku.yaml"]))
    judged = evaluator.evaluate(load_dossier("examples/kita_just_below_70/dossier.yaml")).judged[0]
    reason = sufficient_reason(Inquiry.of(evaluator, judged))
    assert reason is not None
    assert [(f.number, f.of) for f in reason.facts] == [(1, 1), (28, 28)]


def test_where_the_search_stops_early_it_says_so() -> None:
    evaluator = Evaluator(load_schemes(["schemes/kita_ku.yaml"]))
    judged = evaluator.evaluate(load_dossier("examples/kita_excluded/dossier.yaml")).judged[0]
    reason = sufficient_reason(Inquiry.of(evaluator, judged, most=20))
    assert reason is not None
    assert not reason.smallest
