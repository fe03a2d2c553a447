"""Remarks on amounts that may come out below zero."""

from __future__ import annotations

import pytest

from schemeengine.diagnostics import Problems
from schemeengine.loading import Library
from schemeengine.source import Source
from schemeengine.syntax.files import read_text

SCHEME = """
schemeengine: 1
scheme: paid
title: a
facts: {{price: {{type: yen}}, aid: {{type: yen}}}}
definitions:
  rate: {{taper: price, line: "| price | → f |\\n| 500万円 | 100% |\\n| 900万円 | {least} |\\n"}}
amounts:
  grant: {grant}
pays: grant
"""


@pytest.mark.parametrize(
    ("least", "grant", "remarked"),
    [
        ("20%", "{share: rate, of: 10万円, round_down: 1円}", False),
        ("0%", "{share: rate, of: price, round_down: 1円}", False),
        ("20%", "{share: rate, of: price, less: aid, round_down: 1円}", True),
        ("20%", "{share: rate, of: price, less: aid, not_below: 0円, round_down: 1円}", False),
    ],
)
def test_only_what_is_subtracted_can_bring_an_amount_below_zero(
    least: str, grant: str, remarked: bool
) -> None:
    problems = Problems()
    text = SCHEME.format(least=least, grant=grant)
    assert Library(read_text).scheme_of(Source("paid", text), problems) is not None
    assert ("M124" in {d.code.id for d in problems.items}) == remarked
