"""What is listed as missing can still change the outcome, and nothing else is: against every completion."""

from __future__ import annotations

from random import Random

import pytest
from tests.explain.small_schemes import Small, small, some_facts

from schemeengine.pipeline import (
    Engine,
    Evaluator,
    dossier_from_text,
    load_dossier,
    load_schemes,
    scheme_from_text,
)
from schemeengine.verdict.model import Verdict

ENGINES: tuple[Engine, ...] = ("compiled", "reference")
Outcomes = dict[tuple[tuple[str, str], ...], str]


def judged(evaluator: Evaluator, programme: Small, facts: dict[str, str]) -> Verdict:
    return evaluator.evaluate(programme.dossier(facts), compare_readings=False).verdicts[0]


def completed(evaluator: Evaluator, programme: Small, known: dict[str, str]) -> Outcomes:
    return {
        tuple(sorted(whole.items())): judged(evaluator, programme, whole).outcome
        for whole in programme.completions(known)
    }


def mattering(outcomes: Outcomes, names: list[str]) -> set[str]:
    """Facts of which two values, all else equal, come to different outcomes."""
    found: set[str] = set()
    for name in names:
        beside: dict[tuple[tuple[str, str], ...], set[str]] = {}
        for whole, outcome in outcomes.items():
            beside.setdefault(tuple(f for f in whole if f[0] != name), set()).add(outcome)
        if any(len(o) > 1 for o in beside.values()):
            found.add(name)
    return found


@pytest.mark.parametrize("seed", range(80))
def test_exactly_the_facts_that_can_change_the_outcome(seed: int) -> None:
    programme = small(seed)
    evaluator = Evaluator([programme.scheme], ENGINES[seed % 2])
    known = some_facts(Random(seed), programme.kinds, 0.4)
    verdict = judged(evaluator, programme, known)
    outcomes = completed(evaluator, programme, known)
    assert verdict.pending_exact
    assert {p.fact for p in verdict.pending} == mattering(
        outcomes, [n for n in programme.kinds if n not in known]
    )
    # where every completion agrees, the outcome is that one already
    assert (verdict.outcome == "undetermined") == (len(set(outcomes.values())) > 1)
    if verdict.outcome != "undetermined":
        assert set(outcomes.values()) == {verdict.outcome}


TANGLED = """
schemeengine: 1
scheme: tangled
title: 店の印
facts:
  staff: {type: count, unit: 人, label: 従業員}
  in_town: {type: yes_no, label: 町内}
  member: {type: yes_no, label: 会員}
provisions:
  small: {cite: 第1条, text: 3人以下, text_en: three at most, that: staff <= 3人}
  large: {cite: 第2条, text: 5人以上, text_en: five or more, that: staff >= 5人}
  place: {cite: 第3条, text: 町内, text_en: in town, that: in_town}
outline:
  第1条: {title: a, encoded: yes}
  第2条: {title: b, encoded: yes}
  第3条: {title: c, encoded: yes}
"""


def test_rules_that_exclude_each_other_refuse_before_anything_is_known() -> None:
    scheme = scheme_from_text(TANGLED)
    verdict = Evaluator([scheme]).evaluate(
        dossier_from_text("schemeengine: 1\ndossier: d\nas_of: 2024-06-10\n")
    ).verdicts[0]  # fmt: skip
    assert verdict.outcome == "ineligible"
    assert verdict.failed == ()  # which of the two fails hangs on the missing fact
    assert verdict.pending == ()
    assert any("第1条 three at most; 第2条 five or more" in n.en for n in verdict.notes)


def test_sums_are_tried_near_the_bounds_they_are_compared_with() -> None:
    text = TANGLED.replace("staff <= 3人", "staff + staff <= 7人").replace("staff >= 5人", "staff * 3 >= 2人")
    scheme = scheme_from_text(text)
    verdict = Evaluator([scheme]).evaluate(
        dossier_from_text("schemeengine: 1\ndossier: d\nas_of: 2024-06-10\n")
    ).verdicts[0]  # fmt: skip
    assert verdict.outcome == "undetermined"
    assert {p.fact for p in verdict.pending} == {"staff", "in_town"}
    assert verdict.pending_exact


def test_where_the_search_is_not_carried_to_the_end_it_says_so() -> None:
    """Of an empty dossier too much is open to tell it."""
    evaluator = Evaluator(load_schemes(["schemes/kita_ku.yaml"]))
    empty = dossier_from_text("schemeengine: 1\ndossier: d\nas_of: 2024-06-10\n")
    assert not evaluator.evaluate(empty).verdicts[0].pending_exact
    found = evaluator.evaluate(load_dossier("examples/kita_awaiting_decision/dossier.yaml")).verdicts[0]
    assert found.pending
    assert found.pending_exact


def test_what_hangs_on_a_list_in_ways_that_were_not_all_tried_is_listed() -> None:
    """Lists of no and of one member are tried, and both are too few: a third condition still matters."""
    text = """
schemeengine: 1
scheme: group
title: a
types: {m: {key: id, fields: {id: {type: text}, small: {type: yes_no}}}}
facts: {members: {type: list of m}, trained: {type: yes_no}}
provisions:
  group:
    all:
      three: {count: members, at_least: 3}
      small: {count: m in members, where: m.small, at_least: 50%}
      trained: {that: trained}
"""
    verdict = (
        Evaluator([scheme_from_text(text)])
        .evaluate(dossier_from_text("schemeengine: 1\ndossier: d\nas_of: 2024-06-10\n"))
        .verdicts[0]
    )
    assert {p.fact for p in verdict.pending} == {"members", "trained"}
