"""Members whose key is a day or a number are called by their place, in what-if and in an interview."""

from __future__ import annotations

from datetime import date

from schemeengine.explain.interview import Interview
from schemeengine.explain.ways import what_if
from schemeengine.pipeline import Evaluator, dossier_from_text, scheme_from_text

MONTHS = """
schemeengine: 1
scheme: rent
title: 家賃補助
outline: {第1条: {title: 要件, encoded: yes}}
types:
  month: {key: day, fields: {rent: {type: yen}, day: {type: date}, paid: {type: yes_no}}}
facts: {months: {type: list of month}}
periods: {window: {starts: 令和6年4月1日, ends: 令和7年3月31日}}
provisions: {paid: {cite: 第1条, text: 払っている, every: m in months, satisfies: m.paid}}
amounts:
  grant: {sum: m in months, where: m.day in window, each: m.rent, capped_at: 100円}
"""
EVALUATOR = Evaluator([scheme_from_text(MONTHS)])


def ways(*months: str, amount: str = "") -> list[tuple[tuple[str, ...], object]]:
    text = f"schemeengine: 1\ndossier: d\nas_of: 2024-06-10\nfacts: {{months: [{', '.join(months)}]}}\n"
    judged = EVALUATOR.evaluate(dossier_from_text(text)).judged[0]
    found = what_if(EVALUATOR, judged, amount=amount)
    return [(tuple(c.path for c in w.changes), w.amount) for w in found.ways]


def test_the_rent_of_a_month_that_is_known_by_its_day() -> None:
    may, june = "{day: 2024-05-01, rent: 10円, paid: yes}", "{day: 2024-06-01, rent: 20円, paid: yes}"
    found = ways(may, june, amount="grant")
    assert (("months.1.rent",), 31) in found
    assert (("months.2.rent",), 31) in found


def test_a_month_is_mended_or_left_out() -> None:
    may, june = "{day: 2024-05-01, rent: 10円, paid: yes}", "{day: 2024-06-01, rent: 20円, paid: no}"
    assert {facts for facts, _ in ways(may, june)} == {("months",), ("months.2.paid",)}


def test_an_interview_asks_of_each_month_whether_counted_or_named() -> None:
    for answer in ("2", "2024-05-01, 2024-06-01"):
        interview = Interview.start(EVALUATOR, "rent", day=date(2024, 6, 10))
        assert interview.answer(answer) == ()
        asked = []
        while (question := interview.question) is not None and not interview.settled:
            asked.append(question.fact.full_path)
            assert interview.answer("はい") == ()
        assert (asked, interview.verdict.outcome) == (["months.1.paid", "months.2.paid"], "eligible")
