"""Programmes that exclude, presuppose and reckon with one another, judged by their own rules."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from schemeengine import BadInput, dossier_from_text, scheme_from_text
from schemeengine.diagnostics import Problems
from schemeengine.evaluator import Engine, Evaluator
from schemeengine.intake import bind_dossier
from schemeengine.ir.scheme import Scheme
from schemeengine.portfolio.combine import EVERY_COMBINATION_UP_TO, portfolio
from schemeengine.portfolio.model import Portfolio

ROOF = """
schemeengine: 1
scheme: roof
title: Roofs
facts:
  roof_costs: {type: yen, label: costs of the roof}
  other_aid: {type: yen, label: aid from elsewhere, result_of: [wall.grant]}
amounts:
  borne: {value: roof_costs, less: other_aid}
  grant: {share: 2分の1, of: borne, round_down: "1円", capped_at: 100万円}
procedures:
  application: {label: application, stages: {check: {checks: []}, decision: {decided_by: mayor, awards: [grant]}}}
"""
WALL = """
schemeengine: 1
scheme: wall
title: Walls
facts:
  wall_costs: {type: yen, label: costs of the wall}
  has_tree: {type: yes_no, label: has the grant for trees, result_of: tree}
provisions:
  not_with_trees: {effect: exclude, text: not beside the grant for trees, that: has_tree}
amounts:
  grant: {share: 2分の1, of: wall_costs, round_down: "1円"}
"""
TREE = """
schemeengine: 1
scheme: tree
title: Trees
facts:
  trees: {type: count, unit: 本, label: trees}
amounts:
  grant: {value: trees * 1万円}
"""
BADGE = """
schemeengine: 1
scheme: badge
title: Badge
facts:
  planted_on: {type: event, label: day of the grant for trees, result_of: tree}
provisions:
  has_planted: {text: has had the grant for trees, happened: planted_on}
"""
FACTS = (
    "{roof_costs: 100万円, other_aid: 0円, wall_costs: 60万円, has_tree: no, trees: 20, planted_on: not_yet}"
)


def found(schemes: list[str], facts: str, engine: Engine = "compiled") -> Portfolio:
    return judged([scheme_from_text(s) for s in schemes], facts, engine)


def judged(schemes: list[Scheme], facts: str, engine: Engine = "compiled") -> Portfolio:
    dossier = dossier_from_text(
        f"schemeengine: 1\ndossier: case\nfor: [{', '.join(s.id for s in schemes)}]\nschemes: {_by_scheme(schemes, facts)}"
    )
    bound = bind_dossier(schemes, dossier, Problems())
    evaluator = Evaluator(schemes, engine)
    result = evaluator.evaluate(bound, as_of=date(2024, 6, 10), compare_readings=False)
    return portfolio(evaluator, bound, result.judged)


def _by_scheme(schemes: list[Scheme], facts: str) -> str:
    given = dict(f.split(": ", 1) for f in facts.strip("{}").split(", ") if f)
    parts = []
    for scheme in schemes:
        own = ", ".join(
            f'{k}: "{v}"' if "円" in v else f"{k}: {v}" for k, v in given.items() if k in scheme.facts
        )
        parts.append(f"{scheme.id}: {{facts: {{{own}}}}}")
    return "{" + ", ".join(parts) + "}"


def sets(shown: Portfolio) -> list[tuple[tuple[str, ...], int | None]]:
    return [(c.programmes, c.total.value) for c in shown.combinations]


def test_programmes_that_exclude_one_another_are_not_combined() -> None:
    shown = found([WALL, TREE], FACTS)
    assert sets(shown) == [(("wall",), 300_000), (("tree",), 200_000)]
    (conflict,) = shown.conflicts
    assert (conflict.programmes, conflict.refused, conflict.provisions) == (
        ("wall", "tree"),
        "wall",
        ("not_with_trees",),
    )


def test_what_another_programme_pays_is_reckoned_with() -> None:
    shown = found([ROOF, WALL], FACTS)
    assert sets(shown) == [(("roof", "wall"), 350_000 + 300_000)]
    assert dict(shown.combinations[0].pays)["roof"].value == 350_000


def test_the_order_of_programmes_does_not_matter_for_what_goes_together() -> None:
    one, other = found([ROOF, WALL, TREE, BADGE], FACTS), found([BADGE, TREE, WALL, ROOF], FACTS)
    assert {(frozenset(n), t) for n, t in sets(one)} == {(frozenset(n), t) for n, t in sets(other)}


def test_a_prerequisite_comes_first() -> None:
    shown = found([TREE, BADGE], FACTS)
    fits = {f.judged.verdict.scheme: f for f in shown.fits}
    assert (fits["badge"].when, fits["badge"].first) == ("after_others", ("tree",))
    assert sets(shown) == [(("tree", "badge"), 200_000)]


def test_a_prerequisite_that_cannot_be_had_does_not_help() -> None:
    refused = TREE + "provisions:\n  enough: trees >= 100本\n"
    shown = found([refused, BADGE], FACTS)
    assert [f.when for f in shown.fits] == ["no", "no"]
    assert shown.best is None


def test_programmes_without_links_are_joined() -> None:
    shown = found([ROOF, TREE], FACTS)
    assert sets(shown) == [(("roof", "tree"), 700_000)]


def test_what_is_missing_leaves_a_combination_open_with_bounds() -> None:
    shown = found([ROOF], "{other_aid: 0円}")
    (only,) = shown.combinations
    assert not only.settled
    assert (only.total.at_least, only.total.at_most, only.total.value) == (0, 1_000_000, None)


def test_amounts_that_go_in_circles_are_not_offered() -> None:
    other = WALL.replace("has_tree: {type: yes_no, label: has the grant for trees, result_of: tree}",
        "roof_aid: {type: yen, label: aid for the roof, result_of: roof.grant}").replace(
        "that: has_tree", "that: roof_aid > 0円").replace(
        "of: wall_costs", "of: roof_aid")  # fmt: skip
    shown = found([ROOF, other], FACTS.replace("has_tree: no", "roof_aid: 10円"))
    assert all(len(c.programmes) == 1 for c in shown.combinations)


def test_an_amount_that_is_not_said_to_be_paid_is_left_out_of_the_total() -> None:
    two = TREE + "  share_of_land: {value: 5万円}\n"
    shown = found([two], FACTS)
    assert shown.combinations[0].total.counted is False
    assert shown.combinations[0].total.value == 0


def test_a_programme_may_say_which_of_its_amounts_it_pays() -> None:
    two = TREE + "  share_of_land: {value: 5万円}\npays: grant\n"
    shown = found([two], FACTS)
    assert (shown.combinations[0].total.counted, shown.combinations[0].total.value) == (True, 200_000)
    with pytest.raises(BadInput, match="M0"):
        scheme_from_text(two.replace("pays: grant", "pays: grunt"))


def test_what_a_selection_pays_is_what_the_programme_pays() -> None:
    call = "selection: {order: lottery, seed: s, within_budget: 100万円, pays: grant}\n"
    shown = found([TREE + "  share_of_land: {value: 5万円}\n" + call], FACTS)
    assert (shown.combinations[0].total.counted, shown.combinations[0].total.value) == (True, 200_000)


def test_what_a_programme_says_it_pays_goes_before_what_is_decided_on() -> None:
    monthly = TREE + (
        "  total: {value: grant * 12}\npays: total\nprocedures:\n  application:\n    label: application\n"
        "    stages: {check: {checks: []}, decision: {decided_by: mayor, awards: [grant]}}\n"
    )
    assert found([monthly], FACTS).combinations[0].total.value == 2_400_000


BOILER = """
schemeengine: 1
scheme: boiler
title: Boilers
facts:
  boiler_costs: {type: money, unit: GBP, label: costs}
amounts:
  grant: {share: 1/2, of: boiler_costs, round_down: £1}
"""


def test_another_currency_is_told_and_never_added_to_yen() -> None:
    (only,) = found([BOILER], "{boiler_costs: £1200}").combinations
    assert (only.total.value, only.total.unit, only.total.counted) == (600, "GBP", True)
    (both,) = found([TREE, BOILER], "{trees: 20, boiler_costs: £1200}").combinations
    assert (both.total.value, both.total.unit, both.total.counted) == (200_000, "yen", False)
    assert {name: money.value for name, money in both.pays} == {"tree": 200_000, "boiler": 600}


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_every_executor_gives_the_same(engine: Engine) -> None:
    one, other = found([ROOF, WALL, TREE, BADGE], FACTS), found([ROOF, WALL, TREE, BADGE], FACTS, engine)
    assert sets(one) == sets(other)
    assert one.conflicts == other.conflicts


def test_many_linked_programmes_are_tried_one_by_one_and_that_is_said() -> None:
    """Each of many programmes excludes the next; the answer is lawful, and says that it may not be the best."""
    number = EVERY_COMBINATION_UP_TO + 2
    texts = [
        f"schemeengine: 1\nscheme: s{i}\ntitle: S{i}\nfacts:\n  x{i}: {{type: yes_no, label: x, result_of: s{(i + 1) % number}}}\n"
        f"  c{i}: {{type: yen, label: c}}\n"
        f"provisions:\n  alone: {{effect: exclude, that: x{i}}}\namounts:\n  grant: {{share: 100%, of: c{i}}}\n"
        for i in range(number)
    ]
    facts = "{" + ", ".join(f"x{i}: no, c{i}: {i + 1}円" for i in range(number)) + "}"
    shown = found(texts, facts)
    assert not shown.complete
    for one in shown.combinations:
        numbers = {int(n[1:]) for n in one.programmes}
        assert not any((i + 1) % number in numbers for i in numbers)


def test_every_combination_shown_is_lawful_and_none_can_be_added() -> None:
    """Against the definition: no pair of a combination conflicts, and each left out conflicts with one of it."""
    shown = found([ROOF, WALL, TREE], FACTS)
    clash = {frozenset(c.programmes) for c in shown.conflicts}
    names = {f.judged.verdict.scheme for f in shown.fits}
    for one in shown.combinations:
        assert not any(frozenset(pair) in clash for pair in combinations(one.programmes, 2))
        assert all(
            any(frozenset({out, in_}) in clash for in_ in one.programmes)
            for out in names - set(one.programmes)
        )


@pytest.mark.parametrize(
    ("kind", "written"),
    [("yes_no", "roof.grant"), ("yen", "roof"), ("text", "roof"), ("yen", "a.b.c"), ("yes_no", "not a name")],
)
def test_a_result_that_does_not_fit_the_fact_is_refused(kind: str, written: str) -> None:
    text = f'schemeengine: 1\nscheme: s\ntitle: S\nfacts:\n  x: {{type: {kind}, label: x, result_of: "{written}"}}\n'
    with pytest.raises(BadInput, match="M060"):
        scheme_from_text(text)
