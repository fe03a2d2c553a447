"""Worked dates: one event on a hypothetical day, every period and deadline that hangs on it."""

from __future__ import annotations

from datetime import date

import pytest

from schemeengine.pipeline import load_schemes, scheme_from_text
from schemeengine.verdict.worked_dates import NotADay, dated_facts, telling_days, worked_dates

SCHEME = """
schemeengine: 1
scheme: terms
title: 期間
facts:
  decided: {type: event, label: 決定の日}
  paid: {type: event, label: 支払の日}
  staff: {type: count, unit: 人, label: 従業員}
readings:
  passed: {cite: [], question: 経過した日, choices: {after: 翌日, on: 末日}, adopted: after}
dates:
  claim:
    label: 請求期限
    last_day_of: 1か月
    since: decided
    if_holiday: next_business_day
  closing:
    later_of: [decided, paid]
    if_holiday: as_written
  fixed: {that: 令和7年3月31日, if_holiday: as_written}
periods:
  validity:
    starts: decided
    ends:
      first: 3月31日
      on_or_after:
        elapsed: 3年
        since: decided
        means: {reading: passed, after: day_after_end, on: last_day}
  for_ever: {starts: decided}
"""


def rows(day: date) -> dict[str, object]:
    return {r.id: r for r in worked_dates(scheme_from_text(SCHEME), "decided", day)}


def test_only_what_depends_on_the_event_is_worked_out() -> None:
    assert set(rows(date(2024, 2, 29))) == {"claim", "closing", "validity", "for_ever"}


@pytest.mark.parametrize(
    ("decided", "claim", "until"),
    [
        (date(2024, 1, 31), "2024-02-29", "2027-03-31"),
        (date(2024, 2, 29), "2024-04-01", "2027-03-31"),  # from 1 March to 31 March, a Sunday
        (date(2024, 3, 30), "2024-04-30", "2027-03-31"),
        (date(2024, 3, 31), "2024-04-30", "2028-03-31"),  # three years have passed on 1 April
        (date(2024, 4, 1), "2024-05-01", "2028-03-31"),
        (date(2024, 12, 31), "2025-01-31", "2028-03-31"),
    ],
)
def test_worked_out_around_the_ends(decided: date, claim: str, until: str) -> None:
    found = rows(decided)
    assert found["claim"].until.value == claim
    assert found["validity"].until.value == until


def test_a_deadline_has_no_beginning_and_an_open_period_no_end() -> None:
    found = rows(date(2024, 2, 29))
    assert found["claim"].from_ is None
    assert found["for_ever"].until is None
    assert found["for_ever"].from_.value == "2024-02-29"


def test_what_is_not_known_stays_a_range() -> None:
    closing = rows(date(2024, 2, 29))["closing"].until
    assert (closing.value, closing.earliest, closing.latest) == (None, "2024-02-29", None)


def test_the_steps_and_the_other_readings_are_told() -> None:
    validity = rows(date(2024, 3, 31))["validity"]
    assert "2027-04-01" in validity.how.en
    assert "令和9年4月1日以後の最初の3月31日 ＝ 令和10年3月31日" in validity.how.ja
    assert validity.other_readings["passed.on"].en == "2024-03-31 to 2027-03-31"


def test_dated_facts_are_those_that_move_a_date() -> None:
    assert dated_facts(scheme_from_text(SCHEME)) == ("decided", "paid")


@pytest.mark.parametrize("event", ["staff", "nobody"])
def test_any_other_name_is_refused(event: str) -> None:
    with pytest.raises(NotADay) as refused:
        worked_dates(scheme_from_text(SCHEME), event, date(2024, 3, 31))
    assert refused.value.known == ("decided", "paid")


def test_a_label_names_the_event_too() -> None:
    scheme = scheme_from_text(SCHEME)
    day = date(2024, 3, 31)
    assert worked_dates(scheme, "決定の日", day) == worked_dates(scheme, "decided", day)


def test_days_that_tell_periods_apart() -> None:
    found = telling_days(date(2024, 4, 2))
    assert {date(2025, 3, 31), date(2025, 4, 1), date(2028, 2, 29)} <= set(found)
    assert min(found) >= date(2024, 4, 2)
    assert date(2104, 2, 29) in telling_days(date(2096, 3, 1))


def test_the_shipped_programme() -> None:
    (scheme,) = load_schemes(["schemes/kita_ku.yaml"])
    found = {r.id: r for r in worked_dates(scheme, "decided_on", date(2023, 10, 1))}
    assert found["validity"].until.value == "2027-03-31"
    assert found["validity"].cite == ("第8条",)
