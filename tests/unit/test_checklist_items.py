"""What an item of a checklist may say."""

from __future__ import annotations

import pytest

from schemeengine.diagnostics import BadInput
from schemeengine.pipeline import scheme_from_text

SCHEME = """
schemeengine: 1
scheme: sheet
title: a
facts: {{staff: {{type: count, unit: 人}}}}
checklists:
  sheet:
    set_by: b
    items:
      one: {{label: c, {more}}}
provisions: {{half: {{checklist: sheet, at_least: 50%}}}}
"""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("aplies_when: staff >= 5人", "S005"),
        ("weight: 3", "S005"),
        ("applies_when: staf >= 5人", "M001"),
        ("unless: staff", "M003"),
        ("kind: must, kind: may", "Y020"),
    ],
)
def test_what_an_item_cannot_say_is_refused(more: str, code: str) -> None:
    with pytest.raises(BadInput) as refused:
        scheme_from_text(SCHEME.format(more=more))
    assert code in {d.code.id for d in refused.value.diagnostics}, refused.value


def test_an_item_that_applies_under_a_condition() -> None:
    scheme = scheme_from_text(SCHEME.format(more="applies_when: staff >= 5人"))
    items = scheme.checklists["sheet"].items
    assert items is not None
    assert [i.label for i in items] == ["c"]
