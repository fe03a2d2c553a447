"""What is shown as deciding decides; what has not happened yet is no question."""

from __future__ import annotations

from schemeengine import Evaluator
from schemeengine.pipeline import dossier_from_text, scheme_from_text
from schemeengine.render.page import Options, page
from schemeengine.render.text import page_lines

_SCHEME = """
schemeengine: 1
scheme: small
title: Small
facts:
  costs: {type: yen, label: costs}
  barred: {type: yes_no, label: barred}
  done: {type: event, label: completion}
provisions:
  limit: {text: costs are at most 10000 yen, that: "costs <= 10,000 yen"}
  out: {effect: exclude, text: is barred, that: barred}
  in_time: {text: completed in time, that: "done <= 2024-07-01"}
"""


def _shown(facts: str) -> str:
    dossier = f"schemeengine: 1\ndossier: d\nas_of: 2024-06-10\nfor: small\nfacts: {{{facts}}}\n"
    judged = Evaluator([scheme_from_text(_SCHEME)]).evaluate(dossier_from_text(dossier)).judged[0]
    found = page(judged.verdict, judged.trace(), Options(lang="en"))
    return "\n".join(line.text for line in page_lines(found))


def test_what_is_not_known_decides_no_refusal() -> None:
    deciding = _shown("costs: 20000円").partition("The provisions that decide")[2]
    assert "costs are at most" in deciding
    assert "barred" not in deciding
    assert "completed in time" not in deciding


def test_what_is_not_known_is_shown_while_nothing_is_decided() -> None:
    assert "is barred" in _shown("costs: 5000円").partition("The provisions that decide")[2]


def test_an_event_stated_as_not_yet_is_asked_of_nobody() -> None:
    shown = _shown("costs: 5000円, barred: no, done: not_yet")
    assert "Not known yet: completion (not yet happened)." in shown
    assert "Not yet happened (to be recorded then)" in shown
    assert "To be answered by the applicant" not in shown
