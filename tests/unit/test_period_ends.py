"""A period without an end and a period whose end is not known yet are told apart."""

from __future__ import annotations

import json
from typing import Any

from schemeengine import Evaluator, dossier_from_text, scheme_from_text
from schemeengine.render.as_json import output_json
from schemeengine.render.figures import period_text

SCHEME = """
schemeengine: 1
scheme: ends
title: 期間
outline: {第1条: {title: 期間, encoded: yes}}
facts:
  granted: {type: date, label: 認証の日}
  closed: {type: date, label: 終わりの日}
periods:
  for_good: {cite: 第1条, label: 終わりなし, starts: granted}
  limited: {cite: 第1条, label: 終わりあり, starts: granted, ends: closed}
  until_then: {cite: 第1条, label: 始まりなし, ends: granted}
provisions:
  one: {cite: 第1条, that: granted is stated}
"""
DOSSIER = """
schemeengine: 1
dossier: a
as_of: 2024-06-01
facts: {granted: 2024-04-01}
"""


def periods() -> Any:
    return Evaluator([scheme_from_text(SCHEME)]).evaluate(dossier_from_text(DOSSIER))


def test_json_says_which_ends_are_open() -> None:
    result = periods()
    found = json.loads(output_json([(result.verdicts[0], ())], (), "ja"))["verdicts"][0]["periods"]
    assert {n: (p["open_from"], p["open_until"], p["until"]) for n, p in found.items()} == {
        "for_good": (False, True, None),
        "limited": (False, False, None),
        "until_then": (True, False, "2024-04-01"),
    }


def test_words_say_which_ends_are_open() -> None:
    by_id = {p.id: p for p in periods().verdicts[0].periods}
    assert period_text(by_id["for_good"], "ja") == "令和6年4月1日から（終わりの定めなし）"
    assert period_text(by_id["limited"], "ja") == "令和6年4月1日から未定まで"
    assert period_text(by_id["until_then"], "en") == "until 2024-04-01 (no beginning is set)"
