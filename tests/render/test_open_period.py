"""A period whose ends are known between two days only."""

from __future__ import annotations

from schemeengine.render.figures import period_text
from schemeengine.verdict.model import Day, PeriodResult, Text


def _period(first: Day, last: Day) -> PeriodResult:
    return PeriodResult("term", Text("期間", "term"), (), first, last)


def test_bounds_of_both_ends_do_not_run_into_each_other() -> None:
    open_ = _period(Day(None, "2024-11-01", "2025-01-01"), Day(None, "2027-10-31", "2027-12-31"))
    assert period_text(open_, "ja") == (
        "始期 令和6年11月1日〜令和7年1月1日のいずれか、終期 令和9年10月31日〜令和9年12月31日のいずれか"
    )
    assert period_text(open_, "en") == (
        "begins between 2024-11-01 and 2025-01-01; ends between 2027-10-31 and 2027-12-31"
    )


def test_a_known_end_stays_plain() -> None:
    half = _period(Day("2024-11-01", "2024-11-01", "2024-11-01"), Day(None, "2027-10-31", "2027-12-31"))
    assert period_text(half, "ja") == "始期 令和6年11月1日、終期 令和9年10月31日〜令和9年12月31日のいずれか"
    known = _period(
        Day("2024-11-01", "2024-11-01", "2024-11-01"), Day("2025-10-31", "2025-10-31", "2025-10-31")
    )
    assert period_text(known, "ja") == "令和6年11月1日から令和7年10月31日まで"
