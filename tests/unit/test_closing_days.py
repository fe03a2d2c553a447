"""The days on which a town's own office is closed: how they are written, and where they count."""

from __future__ import annotations

from datetime import date

import pytest

from schemeengine import dossier_from_text, evaluate, scheme_from_text
from schemeengine.diagnostics import BadInput, Problems
from schemeengine.source import Source
from schemeengine.syntax.literal_closing import read_closing_days
from schemeengine.values import MonthDay

VOCABULARY = """
schemeengine: 1
vocabulary: town
title: 町
closing_days: [11月15日]
"""
SCHEME = """
schemeengine: 1
scheme: x
title: x
uses: [town]
closing_days: [8月13日〜8月15日, 令和6年5月1日]
facts:
  day: {type: date, label: 日}
dates:
  moved: {value: day, if_holiday: next_business_day}
  five: {last_day_of: 5営業日, since: day}
  open_day: {first: 開庁日, on_or_after: day}
  bank_day: {first: 銀行営業日, on_or_after: day}
"""


def read(path: str, problems: Problems) -> Source | None:
    return Source(path, VOCABULARY)


def dates(day: str) -> dict[str, str | None]:
    scheme = scheme_from_text(SCHEME, "x.yaml", read=read)
    case = dossier_from_text(f"schemeengine: 1\ndossier: x\nas_of: 2024-06-01\nfacts: {{day: {day}}}\n")
    (verdict,) = evaluate([scheme], case).verdicts
    return {d.id: d.day.value for d in verdict.dates}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("8月13日", {MonthDay(8, 13)}),
        ("８月１３日", {MonthDay(8, 13)}),
        ("8月13日〜8月15日", {MonthDay(8, 13), MonthDay(8, 14), MonthDay(8, 15)}),
        ("8月13日 ~ 8月14日", {MonthDay(8, 13), MonthDay(8, 14)}),
        ("12月31日〜1月2日", {MonthDay(12, 31), MonthDay(1, 1), MonthDay(1, 2)}),
        ("2月末日", {MonthDay(2, 29)}),
        ("令和8年5月1日", {date(2026, 5, 1)}),
        ("令和8年5月1日〜令和8年5月2日", {date(2026, 5, 1), date(2026, 5, 2)}),
    ],
)
def test_days_as_they_are_written(written: str, expected: set[object]) -> None:
    assert read_closing_days(written) == expected


@pytest.mark.parametrize(
    "written",
    ["", "お盆", "8月", "13日", "8月32日", "8月13日〜", "令和8年5月2日〜令和8年5月1日", "8月13日〜令和8年8月15日",
     "令和8年5月1日〜令和18年5月1日", "令和8年5月1日 17時", "8月13日〜8月14日〜8月15日"],
)  # fmt: skip
def test_what_is_no_closing_day(written: str) -> None:
    assert read_closing_days(written) is None


def test_those_of_the_programme_and_of_its_vocabulary_count_for_every_rule() -> None:
    assert dates("2024-08-13") == {
        "moved": "2024-08-16", "five": "2024-08-22", "open_day": "2024-08-16", "bank_day": "2024-08-13",
    }  # fmt: skip
    assert dates("2024-11-15")["moved"] == "2024-11-18"
    assert dates("2024-05-01")["moved"] == "2024-05-02"
    assert dates("2025-05-01")["moved"] == "2025-05-01"


def test_a_wrong_one_is_told() -> None:
    with pytest.raises(BadInput) as refused:
        scheme_from_text(SCHEME.replace("8月13日〜8月15日", "お盆"), "x.yaml", read=read)
    assert [d.code.id for d in refused.value.diagnostics] == ["M082"]
