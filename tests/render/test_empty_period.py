"""A period whose end the rules put before its beginning has no day, and is not printed as if it had."""

from __future__ import annotations

import pytest

from schemeengine import Evaluator, dossier_from_text, scheme_from_text
from schemeengine.diagnostics import Lang
from schemeengine.render.figures import period_text

SCHEME = """
schemeengine: 1
scheme: rent
title: Rent
facts:
  start: {type: date, label: start}
  end: {type: date, label: end}
periods:
  paid: {label: paid, starts: start, ends: end}
"""


@pytest.mark.parametrize(
    ("end", "lang", "said"),
    [
        ("2025-07-31", "en", "no day (it would end on 2025-07-31, before it begins on 2025-08-01)"),
        ("2025-07-31", "ja", "一日もない（令和7年8月1日に始まる前、令和7年7月31日に終わる）"),
        ("2025-08-01", "en", "from 2025-08-01 to 2025-08-01"),
    ],
)
def test_what_is_said_of_it(end: str, lang: Lang, said: str) -> None:
    dossier = dossier_from_text(
        f"schemeengine: 1\ndossier: d\nas_of: 2025-08-01\nfacts: {{start: 2025-08-01, end: {end}}}\n"
    )
    (verdict,) = Evaluator([scheme_from_text(SCHEME)]).evaluate(dossier).verdicts
    (period,) = verdict.periods
    assert period_text(period, lang) == said
    assert period.empty == (end == "2025-07-31")
