"""What waiting alone does: from which day the case, with nothing else changed, is not refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from schemeengine.explain.later import Later
from schemeengine.explain.ways import what_if
from schemeengine.pipeline import Evaluator, dossier_from_text, scheme_from_text

AGE = """
schemeengine: 1
scheme: waiting
title: 三年目の印
facts:
  founded: {type: date, label: 設立日, changeable: no}
  in_town: {type: yes_no, label: 町内}
provisions:
  age: {cite: 第1条, text: 設立から3年, that: 'full_years(founded, as_of) >= 3'}
  place: {cite: 第2条, text: 町内, that: in_town}
outline:
  第1条: {title: a, encoded: yes}
  第2条: {title: b, encoded: yes}
"""


def dossier(day: date, founded: str, in_town: str = "yes") -> str:
    facts = f"facts: {{founded: {founded}, in_town: {in_town}}}"
    return f"schemeengine: 1\ndossier: w\nas_of: {day}\n{facts}\n"


@pytest.mark.parametrize("founded", ["2022-04-01", "2022-02-28", "2024-02-29", "2024-06-10"])
def test_the_first_day_and_not_the_day_before(founded: str) -> None:
    evaluator = Evaluator([scheme_from_text(AGE)])
    today = date(2024, 6, 10)
    judged = evaluator.evaluate(dossier_from_text(dossier(today, founded))).judged[0]
    found = what_if(evaluator, judged).later
    assert found is not None

    def outcome(day: date) -> str:
        return evaluator.evaluate(dossier_from_text(dossier(day, founded))).verdicts[0].outcome

    assert (outcome(found.day), found.outcome) == ("eligible", "eligible")
    assert outcome(found.day - timedelta(days=1)) == "ineligible"


def test_where_waiting_does_not_help_or_nothing_stands_against_it_no_day_is_given() -> None:
    evaluator = Evaluator([scheme_from_text(AGE)])
    for founded, in_town in (("2022-04-01", "no"), ("2010-04-01", "yes")):
        text = dossier(date(2024, 6, 10), founded, in_town)
        assert what_if(evaluator, evaluator.evaluate(dossier_from_text(text)).judged[0]).later is None


def test_a_day_that_is_found_says_what_the_case_then_is() -> None:
    """What is not known stays not known: the case is then no more than undetermined."""
    evaluator = Evaluator([scheme_from_text(AGE)])
    text = "schemeengine: 1\ndossier: w\nas_of: 2024-06-10\nfacts: {founded: 2022-04-01}\n"
    found = what_if(evaluator, evaluator.evaluate(dossier_from_text(text)).judged[0]).later
    assert found == Later(date(2025, 4, 1), "undetermined")
