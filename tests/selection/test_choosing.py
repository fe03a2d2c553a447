"""Ranking, ties, budget, first come and the lot, against what an ordinance would say of each."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.selection import calls

from schemeengine import BadInput, dossier_from_text, scheme_from_text
from schemeengine.evaluator import Evaluator
from schemeengine.ir.scheme import Scheme
from schemeengine.selection.choose import choose
from schemeengine.selection.model import Application, Chosen
from schemeengine.selection.ranking import draw

HEAD = """
schemeengine: 1
scheme: pilot
title: Pilot
facts:
  at: {type: datetime, label: received, provided_by: office}
  points: {type: number, label: points, provided_by: authority}
  extra: {type: number, label: extra points, provided_by: authority}
  sound: {type: yes_no, label: sound}
  costs: {type: yen, label: costs}
provisions:
  is_sound: sound
amounts:
  grant: {share: 100%, of: costs}
selection:
"""
SCORE = "  order: by_score\n  ranked_by: points\n"


def scheme(selection: str) -> Scheme:
    return scheme_from_text(HEAD + selection)


def case(name: str, **facts: object) -> tuple[str, dict[str, object]]:
    return name, {"sound": "yes", "costs": "10円", **facts}


def result(selection: str, *cases: tuple[str, dict[str, object]]) -> Chosen:
    read = scheme(selection)
    assert read.selection is not None
    evaluator = Evaluator([read])
    applications = []
    for name, facts in cases:
        lines = "\n".join(
            f'  {k}: "{v}"' if k in ("at", "costs") else f"  {k}: {v}" for k, v in facts.items()
        )
        dossier = dossier_from_text(f"schemeengine: 1\ndossier: {name}\nfacts:\n{lines}\n")
        (judged,) = evaluator.evaluate(dossier, as_of=date(2024, 6, 1)).judged
        applications.append(Application(name, judged))
    return choose(read.selection, applications)


def told(found: Chosen) -> dict[str, tuple[str, int | None]]:
    return {p.application.name: (p.result, p.rank) for p in found.places}


def test_the_best_scores_fill_the_places() -> None:
    found = result(SCORE + "  capacity: 2", case("a", points=3), case("b", points=9), case("c", points=5))
    assert told(found) == {"b": ("chosen", 1), "c": ("chosen", 2), "a": ("not_chosen", 3)}
    assert not found.provisional


def test_equals_that_all_fit_share_a_place() -> None:
    found = result(SCORE + "  capacity: 3", case("a", points=5), case("b", points=5), case("c", points=4))
    assert told(found) == {"a": ("chosen", 1), "b": ("chosen", 1), "c": ("chosen", 3)}


def test_equals_that_do_not_all_fit_are_not_decided_by_us() -> None:
    found = result(
        SCORE + "  capacity: 2",
        case("a", points=9),
        case("b", points=5),
        case("c", points=5),
        case("d", points=1),
    )
    assert told(found) == {"a": ("chosen", 1), "b": ("tied", 2), "c": ("tied", 2), "d": ("not_chosen", 4)}


def test_a_declared_rule_decides_between_equals() -> None:
    cases = [case("a", points=5, extra=1), case("b", points=5, extra=2)]
    found = result(SCORE + "  ties: [extra]\n  capacity: 1", *cases)
    assert told(found) == {"b": ("chosen", 1), "a": ("not_chosen", 2)}


def test_the_second_rule_decides_where_the_first_does_not() -> None:
    cases = [
        case("a", points=5, extra=2, at="2024-05-01 10:00"),
        case("b", points=5, extra=2, at="2024-05-01 09:00"),
    ]
    found = result(SCORE + "  ties: [extra, first_come]\n  received: at\n  capacity: 1", *cases)
    assert told(found) == {"b": ("chosen", 1), "a": ("not_chosen", 2)}


def test_first_come() -> None:
    cases = [
        case("a", at="2024-05-02 08:00"),
        case("b", at="2024-05-01 17:00"),
        case("c", at="2024-05-01 17:01"),
    ]
    found = result("  order: first_come\n  received: at\n  capacity: 2", *cases)
    assert told(found) == {"b": ("chosen", 1), "c": ("chosen", 2), "a": ("not_chosen", 3)}


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("stop", {"a": ("chosen", 60), "b": ("not_chosen", None), "c": ("not_chosen", None)}),
        ("next_one", {"a": ("chosen", 60), "b": ("not_chosen", None), "c": ("chosen", 30)}),
        ("remainder", {"a": ("chosen", 60), "b": ("chosen", 40), "c": ("not_chosen", None)}),
    ],
)
def test_a_budget_that_runs_short(rule: str, expected: dict[str, tuple[str, int | None]]) -> None:
    cases = [
        case("a", points=3, costs="60円"),
        case("b", points=2, costs="50円"),
        case("c", points=1, costs="30円"),
    ]
    found = result(SCORE + f"  within_budget: 100円\n  pays: grant\n  if_short: {rule}", *cases)
    assert {p.application.name: (p.result, p.granted) for p in found.places} == expected
    assert found.whole.spent == sum(g or 0 for _, g in expected.values())


def test_a_budget_that_is_just_enough() -> None:
    found = result(
        SCORE + "  within_budget: 100円\n  pays: grant",
        case("a", points=2, costs="60円"),
        case("b", points=1, costs="40円"),
    )
    assert {r for r, _ in told(found).values()} == {"chosen"}


def test_the_lot_can_be_drawn_again_by_anybody() -> None:
    cases = [case(n) for n in "abcdef"]
    found = result("  order: lottery\n  seed: 2024-05-31 closing figures\n  capacity: 2", *cases)
    expected = sorted("abcdef", key=lambda n: draw("2024-05-31 closing figures", n))
    assert [p.application.name for p in found.places] == expected


def test_who_does_not_meet_the_requirements_is_not_ranked() -> None:
    found = result(SCORE + "  capacity: 1", case("a", points=9, sound="no"), case("b", points=1))
    assert told(found) == {"b": ("chosen", 1), "a": ("out", None)}
    assert not found.provisional


def test_what_is_open_is_set_apart_and_the_result_provisional() -> None:
    found = result(SCORE + "  capacity: 1", case("a"), case("b", points=1))
    assert told(found) == {"b": ("chosen", 1), "a": ("open", None)}
    assert found.provisional


def test_what_is_open_changes_nothing_where_there_is_room_for_all() -> None:
    assert not result(SCORE + "  capacity: 2", case("a"), case("b", points=1)).provisional


def test_an_amount_not_known_leaves_the_application_open() -> None:
    found = result(SCORE + "  within_budget: 100円\n  pays: grant", ("a", {"sound": "yes", "points": 3}))
    assert told(found) == {"a": ("open", None)}


def test_stages_that_must_be_passed_first() -> None:
    procedures = (
        "  capacity: 1\n  after: panel\nprocedures:\n  p:\n    label: p\n    stages:\n      check: {checks: [is_sound]}\n"
        "      panel: {after: check, opinion_of: panel}\n      decision: {after: panel, decided_by: mayor}\n"
    )
    assert told(result(SCORE + procedures, case("a", points=1))) == {"a": ("open", None)}


@settings(max_examples=20)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=3), st.integers(0, 3))
def test_the_order_of_the_files_does_not_matter(points: list[int], capacity: int) -> None:
    cases = [case(f"n{i}", points=p) for i, p in enumerate(points)]
    expected = told(result(SCORE + f"  capacity: {capacity}", *cases))
    for other in permutations(cases):
        assert told(result(SCORE + f"  capacity: {capacity}", *other)) == expected
    chosen = [points[int(n[1:])] for n, (r, _) in expected.items() if r == "chosen"]
    refused = [points[int(n[1:])] for n, (r, _) in expected.items() if r == "not_chosen"]
    assert len(chosen) <= capacity
    assert not chosen or not refused or min(chosen) >= max(refused)


@pytest.mark.parametrize(
    ("selection", "code"),
    [
        ("  order: by_score\n  capacity: 1", "M061"),
        ("  order: first_come\n  capacity: 1", "M061"),
        ("  order: lottery\n  capacity: 1", "M061"),
        (SCORE, "M061"),
        (SCORE + "  within_budget: 100円", "M061"),
        (SCORE + "  capacity: 1\n  ties: [lottery]", "M061"),
        (SCORE + "  capacity: 3年", "M003"),
        ("  order: by_score\n  ranked_by: sound\n  capacity: 1", "M003"),
        (SCORE + "  capacity: 1\n  ties: [sound]", "M003"),
        (SCORE + "  within_budget: 100円\n  pays: grunt", "M0"),
        (SCORE + "  capacity: 1\n  after: panel", "M0"),
        ("  order: by_luck\n  capacity: 1", "S0"),
    ],
)
def test_a_selection_that_says_too_little_or_the_wrong_thing(selection: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        scheme(selection)


def test_what_is_paid_is_money_of_the_budget() -> None:
    foreign = HEAD.replace("costs: {type: yen,", "costs: {type: money, unit: GBP,")
    with pytest.raises(BadInput, match="M003"):
        scheme_from_text(foreign + SCORE + "  within_budget: 100円\n  pays: grant\n")


@pytest.mark.parametrize(("received", "settled"), [("2024-06-03 10:00", True), ("2024-06-03 08:00", False)])
def test_one_that_can_at_best_come_later_leaves_a_place_settled(received: str, settled: bool) -> None:
    """Points are 10 at most: with 10 as well the time of receipt decides."""
    head = HEAD.replace(
        "{type: number, label: points,", '{type: number, allowed: "[0 .. 10]", label: points,'
    )
    rules = "  order: by_score\n  ranked_by: points\n  received: at\n  ties: [first_come]\n  capacity: 1\n"
    read = scheme_from_text(head + rules)
    assert read.selection is not None
    facts = {"sound": "yes", "costs": "10円"}
    cases = [("a", {**facts, "points": 10, "at": "2024-06-03 09:00"}), ("b", {**facts, "at": received})]
    found = choose(read.selection, calls.applications(Evaluator([read]), cases))
    places = {p.application.name: p for p in found.places}
    assert (places["a"].result, places["a"].settled) == ("chosen", settled)
    assert places["b"].result == "open"
