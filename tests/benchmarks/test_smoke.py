"""The benchmarks run, agree with one another, and report what they could not measure."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from benchmarks import against, ours, plain, report
from benchmarks.__main__ import QUICK, run
from benchmarks.peers.peer import NotInstalled, Peer
from benchmarks.results import Curve, Findings, Goal
from benchmarks.single import Bench, WrongAnswer, agree
from benchmarks.timing import Contender, Spread, race
from benchmarks.workload.dossiers import CLAUSES, draw, json_bytes, years_back

FACTS = tuple(draw(7, 20))


def test_the_workload_is_drawn_from_its_seed_alone() -> None:
    assert draw(7, 20) == list(FACTS)
    assert draw(8, 20) != list(FACTS)


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_holds_for_some_dossiers_and_fails_for_others(clause: str) -> None:
    index = CLAUSES.index(clause)
    assert {plain.clauses(f)[index] for f in draw(7, 600)} == {True, False}


def test_three_years_back_count_the_day_itself() -> None:
    assert years_back(date(2024, 6, 3)) == date(2021, 6, 4)


def test_ours_and_both_yardsticks_give_the_same_answers() -> None:
    Bench(ours.prepare(FACTS), FACTS, 1).same_answers()


def test_a_different_answer_is_refused() -> None:
    want = plain.clauses(FACTS[0])
    with pytest.raises(WrongAnswer, match="somebody"):
        agree("somebody", (*want[:-1], want[-1] + 1), want)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", against.NAMES)
def test_an_engine_that_is_here_gives_the_same_answers(name: str) -> None:
    few = FACTS
    try:
        peer = against.builders(few)[name]()
    except (NotInstalled, ImportError) as reason:
        pytest.skip(f"not installed: {reason}")
    try:
        for facts in few:
            assert peer.answer(peer.explain(peer.prepare(facts))) == plain.clauses(facts)
    finally:
        peer.close()


def test_an_engine_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Peer:
        raise NotInstalled("somewhere-else")

    def builders(_: object) -> dict[str, Callable[[], Peer]]:
        return {"an engine": missing}

    monkeypatch.setattr(against, "builders", builders)
    found = Findings()
    assert against.gather(FACTS, found) == []
    assert [(x.name, x.note) for x in found.lines] == [("an engine", "not installed: somewhere-else")]


def test_a_goal_that_was_not_measured_is_not_met() -> None:
    found = Findings(goals=[Goal("g", None, 2.0, ">=")])
    assert "not met" in report.terminal(found)
    assert json.loads(report.as_json(found, "m"))["goals"] == [
        {"name": "g", "ratio": None, "goal": "≥ 2 ×", "met": False}
    ]


@pytest.mark.parametrize(("ratio", "sense", "met"), [(0.9, "<=", True), (1.1, "<=", False),
                                                     (0.9, ">=", False), (1.1, ">=", True)])  # fmt: skip
def test_a_goal_is_met_on_its_own_side(ratio: float, sense: str, met: bool) -> None:
    assert Goal("g", Spread(ratio, ratio, ratio), 1.0, sense).met is met


def test_the_exponent_of_a_square_is_two() -> None:
    assert Curve("c", "n", ((10, 1.0), (100, 100.0), (1_000, 10_000.0))).slope == pytest.approx(2)


def test_contenders_take_turns_and_ratios_are_within_rounds() -> None:
    timings = race([Contender("a", lambda: 0.5, 1, timed=True),
                    Contender("b", lambda: 0.25, 5, timed=True)], 4)  # fmt: skip
    assert timings.ratio("a", "b").median == pytest.approx(10)
    assert len(timings.seconds["a"]) == 4


def test_the_quick_run_fills_every_table() -> None:
    found, _ = run(QUICK, peers=False, cold=False)
    assert any(g.name.startswith("portfolio") and g.met for g in found.goals)
    page = report.markdown(found, "m", 20, 0.01, "")
    for title in ("## Goals", "## One dossier", "## Growth"):
        assert title in page


def test_the_bytes_are_those_of_a_dossier() -> None:
    document = json.loads(json_bytes(FACTS[0]))
    assert document["dossier"] == "drawn"
    assert len(document["checklists"]["activities"]) == 30
