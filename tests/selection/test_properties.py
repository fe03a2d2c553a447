"""What holds of every selection: nothing beyond the limits, nobody passed over, the files' order without effect."""

from __future__ import annotations

from functools import cache
from itertools import pairwise, permutations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.selection.calls import HEAD, SCORE, Case, applications, case

from schemeengine import scheme_from_text
from schemeengine.evaluator import Evaluator
from schemeengine.selection.choose import choose
from schemeengine.selection.model import Chosen

FIRST_COME = "  order: first_come\n  received: at\n"
ORDERS = (SCORE, FIRST_COME, "  order: lottery\n  seed: s\n")
SHORT = ("stop", "next_one", "remainder", "in_proportion")
REGIONS = ("", "  separately_for: region\n")


@cache
def evaluator(selection: str) -> Evaluator:
    return Evaluator([scheme_from_text(HEAD + selection)])


def chosen(selection: str, cases: list[Case]) -> Chosen:
    found = evaluator(selection)
    (scheme,) = found.schemes
    assert scheme.selection is not None
    return choose(scheme.selection, applications(found, cases))


@st.composite
def calls(draw: st.DrawFn) -> list[Case]:
    """Applications with few different values, so that equals and short budgets are common."""
    found = []
    for number in range(draw(st.integers(1, 5))):
        facts: dict[str, object] = {
            "points": draw(st.integers(0, 2)),
            "at": f"2024-05-0{draw(st.integers(1, 3))} 09:00",
            "region": draw(st.sampled_from(["north", "south"])),
            "costs": f"{draw(st.integers(0, 5)) * 10}円",
            "sound": draw(st.sampled_from(["yes", "yes", "yes", "no"])),
        }
        for name in ("points", "costs", "region"):
            if draw(st.integers(0, 9)) == 0:
                del facts[name]
        found.append((f"n{number}", facts))
    return found


RULES = st.builds(
    lambda order, region, short, capacity, budget: (
        f"{order}{region}  capacity: {capacity}\n  within_budget: {budget}円\n  pays: grant\n  if_short: {short}\n"
        "  waiting_list: 1\n"
    ),
    st.sampled_from(ORDERS), st.sampled_from(REGIONS), st.sampled_from(SHORT), st.integers(0, 3),
    st.sampled_from([0, 10, 50, 75, 100]),
)  # fmt: skip


def shown(found: Chosen) -> set[object]:
    return {
        (p.application.name, p.result, p.rank, p.granted, p.waiting, p.settled, p.reason)
        for p in found.places
    }


@settings(max_examples=60, deadline=None)
@given(calls(), RULES)
def test_nothing_goes_beyond_the_limits(cases: list[Case], rules: str) -> None:
    found = chosen(rules, cases)
    assert {p.application.name for p in found.places} == {name for name, _ in cases}
    rooms = found.groups or (found.whole,)
    for filled in rooms:
        assert filled.taken <= (filled.room.capacity or 0)
        assert filled.spent <= (filled.room.budget or 0)
    assert sum(f.spent for f in rooms) == sum(p.granted or 0 for p in found.places)
    assert sum(f.taken for f in rooms) == sum(p.result == "chosen" for p in found.places)
    for place in found.places:
        assert (place.granted is not None) == (place.result == "chosen")
        assert (place.waiting is not None) == (place.result == "waiting_list")


@settings(max_examples=25, deadline=None)
@given(calls(), RULES)
def test_the_order_of_the_files_does_not_matter(cases: list[Case], rules: str) -> None:
    expected = shown(chosen(rules, cases))
    for other in list(permutations(cases))[:6]:
        assert shown(chosen(rules, list(other))) == expected


@settings(max_examples=40, deadline=None)
@given(calls(), st.sampled_from(ORDERS), st.sampled_from(["stop", "remainder", "in_proportion"]))
def test_more_money_takes_no_place_away(cases: list[Case], order: str, short: str) -> None:
    """Not so where one that does not fit is passed over: more money may then go to it."""
    rules = order + "  within_budget: {}円\n  pays: grant\n  if_short: " + short + "\n"
    found = [chosen(rules.format(budget), cases) for budget in (0, 30, 60, 90, 150, 300)]
    for less, more in pairwise(found):
        had = {p.application.name: p.granted or 0 for p in less.places if p.result == "chosen"}
        has = {p.application.name: p.granted or 0 for p in more.places if p.result == "chosen"}
        assert all(has.get(name, -1) >= money for name, money in had.items())


@settings(max_examples=60, deadline=None)
@given(calls(), RULES, st.data())
def test_what_is_settled_stays_whatever_becomes_of_the_open_ones(
    cases: list[Case], rules: str, data: st.DataObject
) -> None:
    before = {p.application.name: p for p in chosen(rules, cases).places}
    later = [
        (name, _completed(facts, data) if before[name].result == "open" else facts) for name, facts in cases
    ]
    for place in chosen(rules, later).places:
        was = before[place.application.name]
        if was.settled and was.result != "out":
            assert (place.result, place.granted) == (was.result, was.granted)


def _completed(facts: dict[str, object], data: st.DataObject) -> dict[str, object]:
    rest = {
        "points": data.draw(st.integers(0, 2)),
        "costs": f"{data.draw(st.integers(0, 5)) * 10}円",
        "region": data.draw(st.sampled_from(["north", "south"])),
    }
    return {**rest, **facts}


@settings(max_examples=40, deadline=None)
@given(calls(), st.integers(0, 3))
def test_nobody_is_passed_over(cases: list[Case], capacity: int) -> None:
    """Against the definition: whoever is chosen has at least the points of whoever is not."""
    found = chosen(SCORE + f"  capacity: {capacity}\n", cases)
    points = {name: facts.get("points") for name, facts in cases}
    won = [points[p.application.name] for p in found.places if p.result == "chosen"]
    lost = [points[p.application.name] for p in found.places if p.result == "not_chosen"]
    assert all(w >= x for w in won for x in lost if isinstance(w, int) and isinstance(x, int))


def test_without_a_case_there_is_nothing_to_choose() -> None:
    assert chosen(SCORE + "  capacity: 1\n", []).places == ()
    assert chosen(SCORE + "  capacity: 1\n", [case("a", points=1)]).whole.taken == 1
