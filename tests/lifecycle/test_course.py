"""Single courses: time to mend, decisions in doubt, numbers, what excludes what, what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from tests.documentation.samples import page
from tests.lifecycle.said import Said, said

from schemeengine import BadInput, Evaluator, dossier_from_text, scheme_from_text, status
from schemeengine.diagnostics import Problems
from schemeengine.lifecycle.model import StatusReport
from schemeengine.render.status_words import turn_name


def reported(
    events: str, as_of: str, facts: str = "sells_plastic: no", evaluator: Evaluator | None = None
) -> StatusReport:
    text = f"schemeengine: 1\ndossier: x\nfacts: {{{facts}}}\nevents:\n{events}"
    return status(evaluator or shop(), dossier_from_text(text), as_of=date.fromisoformat(as_of))


def shop() -> Evaluator:
    return Evaluator(page("docs/life-cycle.md").named("green_shop"))


def lines(*events: str) -> str:
    return "".join(f"  - {{{e}}}\n" for e in events)


LABELLED = "event: labelled, on_date: 2024-04-10"
WARNED = "event: warned, on_date: 2025-07-20, due: 2025-08-31, ground: report_missing"


def codes(events: str, as_of: str, facts: str = "sells_plastic: no") -> list[str]:
    try:
        return [d.code.id for d in reported(events, as_of, facts).diagnostics]
    except BadInput as refused:
        return [d.code.id for d in refused.diagnostics]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2025-03-31", "coming"), ("2025-04-01", "due"), ("2025-06-30", "due"), ("2025-07-01", "overdue")],
)
def test_the_days_of_a_duty(day: str, state: str) -> None:
    found = reported(lines(LABELLED), day).cycles[0]
    assert [d.state for d in found.duties if d.fiscal_year == 2025] == [state]


def test_a_ground_is_not_a_revocation() -> None:
    found = said(reported(lines(LABELLED), "2025-12-01"))["label"]
    assert found["grounds"] == ["report_missing"]
    assert found["state"] == "held"


@pytest.mark.parametrize(("day", "running"), [("2025-08-31", True), ("2025-09-01", False)])
def test_time_to_mend_ends_with_its_last_day(day: str, running: bool) -> None:
    found = reported(lines(LABELLED, WARNED), day).cycles[0]
    (ground,) = (g for g in found.grounds if g.id == "report_missing")
    assert ground.status == "true"
    assert ground.in_grace is running


def test_another_reading_keeps_the_ground_of_a_late_report() -> None:
    late = "event: reported, on_date: 2025-08-20"
    text = f"schemeengine: 1\ndossier: x\nevents:\n{lines(LABELLED, late)}"
    dossier = dossier_from_text(text)
    grounds = [
        said(status(shop(), dossier, as_of=date(2025, 9, 1), readings={"late_report": choice}))["label"][
            "grounds"
        ]
        for choice in ("mended", "remains")
    ]
    assert grounds == [[], ["report_missing"]]


def test_a_decision_on_a_ground_that_is_not_there_is_told() -> None:
    revoked = "event: revoked, on_date: 2025-05-01, ground: report_missing"
    assert codes(lines(LABELLED, revoked), "2025-06-01") == ["C028"]


def test_a_decision_while_time_to_mend_runs_is_told() -> None:
    revoked = "event: revoked, on_date: 2025-08-31, ground: report_missing"
    assert codes(lines(LABELLED, WARNED, revoked), "2025-09-10") == ["C028"]
    after = "event: revoked, on_date: 2025-09-01, ground: report_missing"
    assert codes(lines(LABELLED, WARNED, after), "2025-09-10") == []


def test_a_ground_that_does_not_exist_is_refused() -> None:
    revoked = "event: revoked, on_date: 2025-09-01, ground: report_mising"
    assert codes(lines(LABELLED, revoked), "2025-09-10") == ["D013"]


def test_out_of_order_and_contradictory_events_are_apart() -> None:
    early = "event: renewed, on_date: 2024-04-01"
    assert codes(lines(LABELLED, early), "2025-01-01") == ["C023"]
    gone = "event: withdrawn, on_date: 2024-05-01"
    assert codes(lines(LABELLED, gone, "event: renewed, on_date: 2024-06-01"), "2025-01-01") == ["C024"]


def test_a_fact_stated_against_an_event() -> None:
    assert codes(lines(LABELLED), "2025-01-01", "labelled_on: not_yet") == ["C026"]
    assert codes(lines(LABELLED), "2025-01-01", "labelled_on: 2024-04-11") == ["C026"]
    assert codes(lines(LABELLED), "2025-01-01", "labelled_on: 2024-04-10") == []


def test_the_day_of_a_refusal_still_counts() -> None:
    applied, refused = (
        "event: renewal_applied, on_date: 2027-02-01",
        "event: not_renewed, on_date: 2027-04-20",
    )
    events = lines(LABELLED, applied, refused)
    states = {d: said(reported(events, d))["label"]["state"] for d in ("2027-04-20", "2027-04-21")}
    assert states == {"2027-04-20": "continued", "2027-04-21": "lapsed"}


def test_a_sticker_depends_on_the_label() -> None:
    found = said(reported(lines(LABELLED), "2027-04-01"))
    assert found["label"]["state"] == "lapsed"
    assert found["sticker"]["state"] == "usable"
    assert found["sticker"]["in_force"] == "no"


NUMBERED = """
schemeengine: 1
scheme: yearly
title: 年度ごと
facts:
  paid_so_far: {type: yen, label: 払った額}
  due_amount: {type: yen, label: 定めた額}
events:
  fixed: {label: 額の決定, cite: 第1条, amount: due_amount}
  paid: {label: 納付, cite: 第2条, adds_to: paid_so_far}
life_cycle:
  levy:
    label: 負担金
    cite: 第1条
    per_number: 年度
    begins_as: open
    states:
      open:
        moves:
          - {event: paid, when: paid_so_far >= due_amount, becomes: settled}
      settled: {in_force: yes}
    obligations:
      payment:
        cite: 第2条
        arises: fixed
        due: {last_day_of: 1か月, since: turn}
        amount: {value: due_amount, less: paid_so_far, not_below: 0円}
        done_by: paid
"""


def levies(events: str, as_of: str) -> dict[str, Said]:
    return said(reported(events, as_of, "", Evaluator([scheme_from_text(NUMBERED)])))


def test_each_number_has_its_own_life_and_its_own_sums() -> None:
    events = lines(
        "event: fixed, on_date: 2024-04-30, number: 令和6年度, amount: 100円",
        "event: paid, on_date: 2024-05-10, number: 令和6年度, amount: 60円",
        "event: fixed, on_date: 2025-04-30, number: 令和7年度, amount: 100円",
        "event: paid, on_date: 2024-05-20, number: 令和6年度, amount: 40円",
    )
    found = levies(events, "2025-06-01")
    assert found["levy 令和6年度"]["state"] == "settled"
    assert found["levy 令和7年度"]["state"] == "open"
    assert found["levy 令和7年度"]["overdue"] == ["payment"]
    assert found["levy 令和7年度"]["amounts"] == {"payment": 100}
    assert levies(events, "2024-05-19")["levy 令和6年度"]["state"] == "open"
    # Civil Code arts. 140 and 143: from 1 May, the day after, to the day before 1 June
    assert levies(events, "2025-05-31")["levy 令和7年度"]["due"] == ["payment"]


def test_an_event_without_its_number_is_refused() -> None:
    with pytest.raises(BadInput) as refused:
        levies(lines("event: fixed, on_date: 2024-04-30, amount: 100円"), "2025-05-31")
    assert [d.code.id for d in refused.value.diagnostics] == ["C027"]


MOVES = """
schemeengine: 1
scheme: moves
title: 移り変わり
readings:
  which: {{cite: 第1条, question: どちらか, choices: {{one: 一, two: 二}}, adopted: one}}
facts:
  a: {{type: yes_no, label: あ}}
  b: {{type: yes_no, label: い}}
  n: {{type: count, label: 数}}
  kind: {{type: code, label: 種類, choices: {{x: え, y: お, z: か}}}}
events:
  go: {{label: 進む, cite: 第1条}}
life_cycle:
  thing:
    cite: 第1条
    begins_as: first
    states:
      first:
        moves:
          - {{event: go, when: {one}, becomes: second}}
          - {{event: go, when: {two}, becomes: third}}
      second: {{}}
      third: {{}}
provisions:
  used: {{cite: 第1条, all: [a, b, n > 0, 'kind = "x"', {{reading: which, one: yes, two: no}}]}}
"""


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("a", "not(a)", True),
        ("a", "b", False),
        ("a and b", "not(a)", True),
        ("a or b", "not(a)", False),
        ("n > 3", "n <= 3", True),
        ("n >= 3", "n < 3", True),
        ("n > 3", "n < 3", False),  # apart in truth, but not by its form
        ("'kind = \"x\"'", "'kind = \"y\"'", True),
        ("{reading: which, one: a, two: no}", "{reading: which, one: no, two: b}", True),
        ("{reading: which, one: a, two: b}", "b", False),
    ],
)
def test_conditions_exclude_each_other_by_their_form(one: str, two: str, apart: bool) -> None:
    from schemeengine.loading import Library
    from schemeengine.source import Source

    problems = Problems()
    Library().scheme_of(Source("moves.yaml", MOVES.format(one=one, two=two)), problems)
    found = [d.code.id for d in problems.items if d.code.id != "M021"]
    assert ("C005" in found) is not apart, [d.message("en") for d in problems.items]


@pytest.mark.parametrize(
    ("days", "as_of"),
    [
        (("0001-01-01", "0001-01-02", "0001-01-03"), "0001-01-03"),
        (("2024-04-10", "2024-05-01", "9999-12-31"), "9999-12-31"),
        (("9990-04-10", "9992-01-31", "9999-12-31"), "9999-12-31"),
    ],
)
def test_the_ends_of_the_calendar_are_no_bug_of_ours(days: tuple[str, str, str], as_of: str) -> None:
    kinds = ("labelled", "renewal_applied", "not_renewed")
    events = lines(*(f"event: {k}, on_date: {d}" for k, d in zip(kinds, days, strict=True)))
    assert isinstance(codes(events, as_of), list)


def changed_shop(*changes: tuple[str, str]) -> Evaluator:
    text = next(f for f in page("docs/life-cycle.md").kind("scheme")).text
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return Evaluator([scheme_from_text(text)])


@pytest.mark.parametrize(
    ("repeats", "names"),
    [
        ("1か月", ["令和6年5月分", "令和6年6月分"]),
        ("2か月", ["令和6年5月1日からの分"]),
        ("1年", ["令和6年度"]),
    ],
)
def test_turns_are_named_by_what_they_span(repeats: str, names: list[str]) -> None:
    evaluator = changed_shop(
        ("begins: {first: 4月1日, after: labelled_on}", "begins: {first: 1日, after: labelled_on}"),
        ("repeats: fiscal_year", f"repeats: {repeats}"),
        ("due: {calendar_day: 6月30日, in_fiscal_year_of: turn}",
         "due: {last_day_of: 10日, since: turn, if_holiday: as_written}"),
    )  # fmt: skip
    found = reported(lines(LABELLED), "2024-06-05", evaluator=evaluator).cycles[0]
    shown = [d for d in found.duties if d.turn is not None and d.turn <= date(2024, 6, 5)]
    assert [d.turn_name and d.turn_name.ja for d in shown] == names
    assert [turn_name(d, "ja") for d in shown] == [f"毎年度の報告（{n}）" for n in names]


@pytest.mark.parametrize(
    ("effect", "day", "last", "first"),
    [
        ("end_of_month", "2024-05-10", "2024-05-30", "2024-05-31"),
        ("月末", "2024-05-31", "2024-05-30", "2024-05-31"),
        ("end_of_month", "2024-12-01", "2024-12-30", "2024-12-31"),
        ("next_month", "2025-02-01", "2025-02-28", "2025-03-01"),
        ("翌月の初日", "2024-12-31", "2024-12-31", "2025-01-01"),
        ("next_day", "2024-12-31", "2024-12-31", "2025-01-01"),
    ],
)
def test_when_an_event_takes_effect(effect: str, day: str, last: str, first: str) -> None:
    evaluator = changed_shop(
        (
            "event: withdrawn, becomes: given_up}",
            f"event: withdrawn, becomes: given_up, takes_effect: {effect}}}",
        )
    )
    events = lines(LABELLED, f"event: withdrawn, on_date: {day}")
    for on, state in ((last, "held"), (first, "given_up")):
        if on >= day:
            (spell,) = reported(events, on, evaluator=evaluator).cycles[0].possible
            assert spell.state == state
            assert state == "held" or spell.first == date.fromisoformat(first)


@pytest.mark.parametrize(
    ("between", "states"),
    [
        ((), ["held", "given_up"]),
        (("event: revoked, on_date: 2025-05-20",), ["held", "revoked"]),
    ],
)
def test_what_ends_the_state_before_the_effect_comes_first(
    between: tuple[str, ...], states: list[str]
) -> None:
    evaluator = changed_shop(
        (
            "event: withdrawn, becomes: given_up}",
            "event: withdrawn, becomes: given_up, takes_effect: next_month}",
        )
    )
    events = lines(LABELLED, "event: withdrawn, on_date: 2025-05-10", *between)
    found = reported(events, "2025-06-01", evaluator=evaluator).cycles[0]
    assert [s.state for s in found.history][-2:] == states


def test_a_term_that_ends_before_the_effect_ends_the_state() -> None:
    evaluator = changed_shop(
        (
            "event: withdrawn, becomes: given_up}",
            "event: withdrawn, becomes: given_up, takes_effect: next_month}",
        ),
        ("first: 3月31日", "first: 3月20日"),
    )
    events = lines(LABELLED, "event: withdrawn, on_date: 2027-03-10")
    found = reported(events, "2027-04-02", evaluator=evaluator).cycles[0]
    (spell,) = found.possible
    assert (spell.state, spell.first) == ("lapsed", date(2027, 3, 21))


SHORT_YEAR = """schemeengine: 1
scheme: short_year
title: short year
facts: {granted_on: {type: event}}
events: {granted: {label: granted, records: granted_on}, reported: {label: reported}}
life_cycle:
  grant:
    begins_as: none_yet
    states: {none_yet: {label: none, moves: [{event: granted, becomes: held}]}, held: {label: held, in_force: yes}}
    obligations:
      report:
        label: report
        begins: granted_on + 1日
        due: {calendar_day: 1月10日, in_fiscal_year_of: granted_on, if_holiday: as_written}
        done_by: reported
        while: [held]
"""


@pytest.mark.parametrize(
    ("granted", "as_of", "state"),
    [
        ("2025-01-09", "2025-01-10", "due"),
        ("2025-01-09", "2025-01-11", "overdue"),
        ("2025-03-05", "2025-03-05", "undetermined"),
        ("2025-03-05", "2025-03-07", "undetermined"),
    ],
)
def test_a_duty_whose_last_day_lies_before_its_first_is_never_overdue(
    granted: str, as_of: str, state: str
) -> None:
    scheme = scheme_from_text(SHORT_YEAR, "short_year.yaml")
    events = lines(f"event: granted, on_date: {granted}")
    text = f"schemeengine: 1\ndossier: x\nevents:\n{events}"
    found = status(Evaluator([scheme]), dossier_from_text(text), as_of=date.fromisoformat(as_of))
    (duty,) = found.cycles[0].duties
    assert duty.state == state
    assert [p.kind for p in duty.pending] == (["no_value"] if state == "undetermined" else [])
