"""Groups with limits of their own, the waiting list, division in proportion, and limits not known."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from datetime import date

import pytest
from tests.documentation.fences import fences
from tests.selection.calls import BUDGET, SCORE, case, granted, result, told

from schemeengine import BadInput
from schemeengine.selection.ranking import draw

BY_REGION = SCORE + "  separately_for: region\n"
TWO = "  capacity: {case: region, of: {north: 1, south: 2}}\n"


def north(name: str, points: int | None = None, **facts: object) -> tuple[str, dict[str, object]]:
    return case(name, region="north", **({} if points is None else {"points": points}), **facts)


def south(name: str, points: int, **facts: object) -> tuple[str, dict[str, object]]:
    return case(name, region="south", points=points, **facts)


def test_each_group_has_its_own_places() -> None:
    found = result(BY_REGION + TWO, north("a", 9), north("b", 8), south("c", 1), south("d", 2), south("e", 3))
    assert told(found) == {
        "a": "chosen 1", "b": "not_chosen 2", "e": "chosen 1", "d": "chosen 2", "c": "not_chosen 3",
    }  # fmt: skip
    shown = [(f.room.name.en if f.room.name else "", f.room.capacity, f.taken) for f in found.groups]
    assert shown == [("north", 1, 1), ("south", 2, 2)]


def test_each_group_has_its_own_money() -> None:
    money = "  within_budget: {case: region, of: {north: 10円, south: 15円}}\n  pays: grant\n  if_short: remainder\n"
    found = result(BY_REGION + money, north("a", 9), north("b", 8), south("c", 1), south("d", 2))
    assert granted(found) == {"a": 10, "d": 10, "c": 5}
    assert [f.spent for f in found.groups] == [10, 15]
    assert found.whole.spent == 25


def test_what_all_share_limits_every_group() -> None:
    """b comes first in its group, but the two places for all are taken by those with more points."""
    found = result(
        BY_REGION + "  capacity: 2\n  in_all: {capacity: 2}\n", north("b", 5), south("c", 8), south("d", 7)
    )
    assert told(found) == {"b": "not_chosen 1", "c": "chosen 1", "d": "chosen 2"}


@pytest.mark.parametrize(("left_over", "c"), [("lapses", "not_chosen 3"), ("others", "chosen 3")])
def test_what_a_group_leaves_lapses_or_goes_to_others(left_over: str, c: str) -> None:
    rules = BY_REGION + TWO + f"  in_all: {{capacity: 3}}\n  left_over: {left_over}\n"
    cases = [south("a", 9), south("b", 8), south("c", 7), south("d", 6)]
    assert told(result(rules, *cases)) == {
        "a": "chosen 1", "b": "chosen 2", "c": c, "d": "not_chosen 4",
    }  # fmt: skip


def test_equals_of_two_groups_who_do_not_both_fit_are_tied() -> None:
    found = result(BY_REGION + "  capacity: 1\n  in_all: {capacity: 1}\n", north("a", 5), south("b", 5))
    assert told(found) == {"a": "tied 1", "b": "tied 1"}


def test_equals_of_two_groups_do_not_compete_for_the_places_of_one() -> None:
    found = result(BY_REGION + "  capacity: 1\n", north("a", 5), south("b", 5))
    assert told(found) == {"a": "chosen 1", "b": "chosen 1"}


def test_a_group_that_is_not_known_leaves_the_application_open() -> None:
    found = result(BY_REGION + TWO, case("a", points=9), north("b", 8))
    assert told(found) == {"b": "chosen 1", "a": "open"}
    assert found.provisional


def test_groups_of_two_facts() -> None:
    rules = SCORE + "  separately_for: [region, sound]\n  capacity: 1\n"
    found = result(rules, north("a", 9), north("b", 8), south("c", 1))
    assert [f.room.name.en for f in found.groups if f.room.name] == ["north, yes", "south, yes"]
    assert told(found)["c"] == "chosen 1"


# ------------------------------------------------------------------ the waiting list
def test_the_first_of_those_not_chosen_wait() -> None:
    found = result(
        SCORE + "  capacity: 1\n  waiting_list: 2\n",
        *[case(n, points=p) for n, p in zip("abcd", (4, 3, 2, 1), strict=True)],
    )
    assert told(found) == {
        "a": "chosen 1",
        "b": "waiting_list 2 1",
        "c": "waiting_list 3 2",
        "d": "not_chosen 4",
    }


def test_equals_share_their_number_on_the_waiting_list_or_none_is_on_it() -> None:
    rules = SCORE + "  capacity: 1\n  waiting_list: {}\n"
    cases = [case("a", points=4), case("b", points=3), case("c", points=3), case("d", points=1)]
    assert told(result(rules.format(2), *cases)) == {
        "a": "chosen 1", "b": "waiting_list 2 1", "c": "waiting_list 2 1", "d": "not_chosen 4",
    }  # fmt: skip
    assert told(result(rules.format(1), *cases))["b"] == "not_chosen 2"


def test_nobody_waits_while_a_place_is_tied() -> None:
    rules = SCORE + "  capacity: 1\n  waiting_list: 2\n"
    found = result(rules, case("a", points=4), case("b", points=4), case("c", points=3))
    assert told(found) == {"a": "tied 1", "b": "tied 1", "c": "not_chosen 3"}


# ------------------------------------------------------------------ money
def test_a_budget_divided_in_proportion() -> None:
    found = result(
        SCORE + BUDGET + "  if_short: in_proportion\n",
        case("a", points=2, costs="100円"), case("b", points=1, costs="50円"),
    )  # fmt: skip
    assert granted(found) == {"a": 66, "b": 33}
    assert found.whole.spent == 99


def test_a_budget_that_is_enough_is_not_divided() -> None:
    rules = SCORE + BUDGET + "  if_short: in_proportion\n"
    found = result(rules, case("a", points=2, costs="60円"), case("b", points=1, costs="40円"))
    assert granted(found) == {"a": 60, "b": 40}


def test_the_remainder_is_not_given_to_one_of_two_equals() -> None:
    rules = SCORE + BUDGET + "  if_short: remainder\n"
    found = result(rules, *[case(n, points=p, costs="60円") for n, p in (("a", 2), ("b", 1), ("c", 1))])
    assert told(found) == {"a": "chosen 1", "b": "tied 2", "c": "tied 2"}


# ------------------------------------------------------------------ limits
def test_a_limit_not_set_yet_decides_nothing() -> None:
    found = result(SCORE + "  capacity: places\n", case("a", points=2))
    assert told(found) == {"a": "open 1"}


def test_a_limit_that_differs_between_applications_is_refused() -> None:
    with pytest.raises(BadInput, match="D047"):
        result(SCORE + TWO, north("a", 1), south("b", 2))


def test_the_day_chooses_the_limit() -> None:
    head = SCORE + "  capacity: {case: as_of < 令和6年7月1日, of: {yes: 1, no: 2}}\n"
    cases = [case("a", points=2), case("b", points=1)]
    assert told(result(head, *cases))["b"] == "not_chosen 2"
    assert told(result(head, *cases, day=date(2024, 7, 1)))["b"] == "chosen 2"


def test_the_least_comes_first_where_it_is_said() -> None:
    rules = "  order: by_score\n  ranked_by: costs\n  direction: lowest_first\n  capacity: 1\n"
    found = result(rules, case("a", costs="9円"), case("b", costs="10円"))
    assert told(found) == {"a": "chosen 1", "b": "not_chosen 2"}


# ------------------------------------------------------------------ what is open
def test_what_comes_later_cannot_change_what_comes_before() -> None:
    rules = "  order: first_come\n  received: at\n  capacity: 2\n"
    found = result(
        rules,
        case("a", at="2024-05-01 09:00"),
        ("b", {"at": "2024-05-02 09:00"}),
        case("c", at="2024-05-03 09:00"),
    )
    assert {p.application.name: p.settled for p in found.places} == {"a": True, "b": False, "c": False}
    assert found.provisional


def test_who_is_not_chosen_is_not_helped_by_one_more_before_him() -> None:
    found = result(SCORE + "  capacity: 1\n", case("a", points=9), case("b", points=5), case("x"))
    assert {p.application.name: p.settled for p in found.places} == {"a": False, "b": True, "x": False}


def test_an_open_application_of_another_group_changes_nothing() -> None:
    found = result(BY_REGION + "  capacity: 1\n", north("a", 9), case("x", region="south"))
    assert not found.provisional


# ------------------------------------------------------------------ the lot
@pytest.mark.parametrize("page", ["docs/selection.md", "docs/selection.ja.md"])
def test_the_lots_on_the_page_are_those_of_sha256(page: str) -> None:
    """Each lot of the page against this function, hashlib and, where there is one, the sha256sum command."""
    (block,) = (f.text for f in fences(page) if "lots" in f.words)
    lines = [line.split() for line in block.splitlines()]
    seed = "2024-05-31 closing figures"
    assert len(lines) == 3
    for name, lot in lines:
        assert draw(seed, name) == lot == hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()
        if shutil.which("sha256sum"):
            text = f"{seed}\n{name}".encode()
            done = subprocess.run(["sha256sum"], input=text, capture_output=True, check=True)
            assert done.stdout.split()[0].decode() == lot


def test_a_lot_may_be_drawn_for_a_number() -> None:
    rules = "  order: lottery\n  seed: s\n  lot_of: number\n  capacity: 1\n"
    found = result(rules, case("a", number=7), case("b", number=8), case("c"))
    first, second = ("a", "b") if draw("s", "7") < draw("s", "8") else ("b", "a")
    assert told(found) == {first: "chosen 1", second: "not_chosen 2", "c": "open"}


# ------------------------------------------------------------------ what is refused
@pytest.mark.parametrize(
    ("selection", "code"),
    [
        (SCORE + "  capacity: 1\n  in_all: {capacity: 2}", "M061"),
        (SCORE + "  capacity: 1\n  separately_for: region\n  left_over: others", "M061"),
        (SCORE + "  capacity: 1\n  lot_of: number", "M061"),
        (SCORE + "  separately_for: region\n  in_all: {within_budget: 10円}", "M061"),
        (SCORE + "  capacity: 1\n  separately_for: at", "M003"),
        (SCORE + "  capacity: 1\n  waiting_list: 3円", "M003"),
        (BY_REGION + BUDGET + "  if_short: in_proportion\n  in_all: {within_budget: 10円}", "M087"),
        (BY_REGION + BUDGET + "  if_short: in_proportion\n  in_all: {capacity: 1}\n  left_over: others", "M087"),
    ],
)  # fmt: skip
def test_what_cannot_go_together_is_refused(selection: str, code: str) -> None:
    with pytest.raises(BadInput, match=code):
        result(selection)
