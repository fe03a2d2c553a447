"""What holds of every course of events: the order in the file, what comes later, what is not known."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.documentation.samples import page
from tests.lifecycle.said import Said, said

from schemeengine import BadInput, Evaluator, dossier_from_text, scheme_from_text, status
from schemeengine.evaluator import Engine

FIRST = date(2024, 4, 1)
KINDS = (
    "labelled", "renewal_applied", "renewed", "not_renewed", "reported", "withdrawn", "warned",
    "revoked", "sticker_returned", "sticker_banned",
)  # fmt: skip
Recorded = tuple[str, date]

#: Mostly the days around which things turn: ends of fiscal years, deadlines of reports.
DAYS = st.one_of(
    st.integers(0, 1500).map(lambda n: FIRST + timedelta(days=n)),
    st.sampled_from(
        [date(y, m, d) for y in (2025, 2026, 2027) for m, d in ((3, 31), (4, 1), (6, 30), (7, 1))]
    ),
)
EVENTS = st.lists(st.tuples(st.sampled_from(KINDS), DAYS), max_size=7)


@cache
def evaluator(engine: Engine = "compiled") -> Evaluator:
    (scheme,) = page("docs/life-cycle.md").named("green_shop")
    return Evaluator([scheme], engine)


def text_of(events: list[Recorded]) -> str:
    lines = [
        f"  - {{event: {kind}, on_date: {day}{', due: 2030-01-01' if kind == 'warned' else ''}}}\n"
        for kind, day in events
    ]
    body = "".join(lines) if lines else ""
    return f"schemeengine: 1\ndossier: x\nfor: green_shop\nevents:{' []' if not lines else ''}\n{body}"


def outcome(events: list[Recorded], as_of: date, engine: Engine = "compiled") -> dict[str, Said] | list[str]:
    """What is said of the case, or the codes with which its events are refused."""
    try:
        report = status(evaluator(engine), dossier_from_text(text_of(events)), as_of=as_of)
    except BadInput as refused:
        return sorted({d.code.id for d in refused.diagnostics if d.code.id != "C025"})
    return said(report)


def possible_course(events: list[Recorded], as_of: date) -> list[Recorded]:
    """The events that can be, taken one by one in the order of their days."""
    kept: list[Recorded] = []
    for event in sorted(set(events), key=lambda e: (e[1], KINDS.index(e[0]))):
        if not isinstance(outcome([*kept, event], as_of), list):
            kept.append(event)
    return kept


@given(EVENTS, DAYS, st.randoms(use_true_random=False))
def test_the_order_in_the_file_never_matters(events: list[Recorded], as_of: date, chance: object) -> None:
    shuffled = list(events)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert outcome(events, as_of) == outcome(shuffled, as_of)


@given(EVENTS, DAYS, st.sampled_from(KINDS), st.integers(1, 900))
def test_a_later_event_never_changes_the_state_before_it(
    events: list[Recorded], as_of: date, kind: str, days: int
) -> None:
    later = (kind, as_of + timedelta(days=days))
    assume(later not in events)
    assert outcome([*events, later], as_of) == outcome(events, as_of)


@given(EVENTS, DAYS, DAYS)
def test_the_history_told_later_is_the_state_told_then(
    events: list[Recorded], one: date, other: date
) -> None:
    """The spell that covers a day is the state a status of that day gives."""
    then, now = sorted((one, other))
    kept = possible_course(events, now)
    report = status(evaluator(), dossier_from_text(text_of(kept)), as_of=now)
    earlier = outcome(kept, then)
    assert not isinstance(earlier, list)
    for cycle in report.cycles:
        covering = [s for s in cycle.history if s.first is None or s.first <= then]
        assert earlier[cycle.cycle]["state"] == covering[-1].state


@given(EVENTS, DAYS)
def test_spells_follow_one_another_without_gap(events: list[Recorded], as_of: date) -> None:
    kept = possible_course(events, as_of)
    report = status(evaluator(), dossier_from_text(text_of(kept)), as_of=as_of)
    for cycle in report.cycles:
        spells = [*cycle.history, *cycle.coming]
        for before, after in pairwise(spells):
            assert after.first is not None
            if before.last is not None:
                assert after.first == before.last + timedelta(days=1)
        assert len(cycle.possible) == 1
        if cycle.until is not None and cycle.until.value is not None:
            assert cycle.until.value >= as_of.isoformat()


@given(EVENTS, DAYS)
def test_executors_agree(events: list[Recorded], as_of: date) -> None:
    assert outcome(events, as_of) == outcome(events, as_of, "reference")


OPEN = """
schemeengine: 1
scheme: open_case
title: 分からないことのある例
facts:
  paid: {type: yes_no, label: 手数料を納めた}
  granted_on: {type: event, label: 許可の日}
  length: {type: duration, label: 期間}
dates:
  last: {last_day_of: length, since: granted_on, if_holiday: as_written}
events:
  granted: {label: 許可, cite: 第1条, records: granted_on}
  closed: {label: 閉店, cite: 第3条}
life_cycle:
  permit:
    cite: 第1条
    begins_as: none_yet
    states:
      none_yet:
        moves:
          - {event: granted, when: paid, becomes: open}
          - {event: granted, when: not(paid), becomes: waiting}
      waiting: {}
      open:
        in_force: yes
        moves:
          - {past: last, becomes: over}
          - {event: closed, becomes: shut}
      over: {}
      shut: {}
"""


@cache
def open_case() -> Evaluator:
    return Evaluator([scheme_from_text(OPEN)])


def states(facts: str, events: str, as_of: date) -> set[str]:
    text = f"schemeengine: 1\ndossier: x\nfor: open_case\nfacts: {{{facts}}}\nevents: [{events}]\n"
    (cycle,) = status(open_case(), dossier_from_text(text), as_of=as_of).cycles
    if len({s.state for s in cycle.possible}) > 1:
        assert cycle.pending, "undetermined, and nothing is said to be missing"
    return {s.state for s in cycle.possible}


@given(
    st.sampled_from(["yes", "no", ""]),
    st.sampled_from(["30日", "2年", ""]),
    st.booleans(),
    st.integers(0, 900),
)
def test_what_is_not_known_never_hides_a_state(paid: str, length: str, closed: bool, days: int) -> None:
    """With facts left out, the states possible include every state that they could bring about."""
    granted = "{event: granted, on_date: 2024-04-01}"
    events = granted + (", {event: closed, on_date: 2024-04-10}" if closed else "")
    as_of = date(2024, 4, 10) + timedelta(days=days)

    def of(paid: str, length: str) -> set[str]:
        facts = [f"paid: {paid}"] if paid else []
        facts += [f"length: {length}"] if length else []
        try:
            return states(", ".join(facts), events, as_of)
        except BadInput:
            return set()

    less = of(paid, length)
    for p in [paid] if paid else ["yes", "no"]:
        for n in [length] if length else ["30日", "2年"]:
            full = of(p, n)
            assert len(full) <= 1
            assert full <= less


def test_an_event_decides_between_states_that_were_possible() -> None:
    granted, closed = "{event: granted, on_date: 2024-04-01}", "{event: closed, on_date: 2024-04-10}"
    assert states("", granted, date(2024, 4, 9)) == {"open", "waiting", "over"}
    assert states("length: 2年", f"{granted}, {closed}", date(2024, 4, 10)) == {"shut"}
