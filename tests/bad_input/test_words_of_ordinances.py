"""Officers' words that are no keys, and prices without their unit: the hint names what was meant."""

from __future__ import annotations

import pytest

from schemeengine.diagnostics import BadInput
from schemeengine.pipeline import scheme_from_text

SCHEME = """
schemeengine: 1
scheme: words
title: a
facts: {{cost: {{type: yen}}, size: {{type: quantity, unit: kWh}}, n: {{type: count, unit: 人}}}}
amounts:
  grant: {amount}
"""


@pytest.mark.parametrize(
    ("amount", "code", "ja", "en"),
    [
        ("{補助率: 2分の1, of: cost}", "S002", "割合", "share"),
        ("{rate: 2分の1, of: cost}", "S002", "share", "share"),
        ("{amount: cost, capped_at: 5円}", "S002", "value", "value"),
        ("{unit_price: 5円, times: size}", "S006", "当たり", "per"),
        ("size * 5円", "M006", "当たり: 1kWh", "per: 1kWh"),
    ],
)
def test_the_hint_names_the_key_that_is_meant(amount: str, code: str, ja: str, en: str) -> None:
    with pytest.raises(BadInput) as refused:
        scheme_from_text(SCHEME.format(amount=amount))
    found = next(d for d in refused.value.diagnostics if d.code.id == code)
    assert ja in found.message("ja") + found.help("ja")
    assert en in found.message("en") + found.help("en")


@pytest.mark.parametrize(
    "rows",
    ["～5人|10円\n6人～|20円", "5人まで|10円\n6人から|20円", "5人以下|10円\n6人〜20人|20円\n21人～|30円"],
)
def test_open_ends_of_a_range(rows: str) -> None:
    lines = "\\n".join(f"| {r.replace('|', ' | ')} |" for r in ["n|→ grant", *rows.split("\n")])
    assert scheme_from_text(SCHEME.format(amount=f'{{table: "{lines}"}}')).amounts["grant"] is not None
