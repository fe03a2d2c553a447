"""What-if as it is told: ways that reach the goal apart, like ways as one, lists nobody can change."""

from __future__ import annotations

from dataclasses import replace

from schemeengine.explain.ways import WhatIf, what_if
from schemeengine.pipeline import Evaluator, dossier_from_text, scheme_from_text
from schemeengine.render.page import Options, page
from schemeengine.render.what_if import what_if_lines

POINTS = """
schemeengine: 1
scheme: green
title: Green
facts:
  a: {type: yes_no, label: A}
  b: {type: yes_no, label: B}
  c: {type: yes_no, label: C}
  d: {type: yes_no, label: D}
provisions:
  two: {count: [a, b, c, d], at_least: 2}
"""
HOUSE = """
schemeengine: 1
scheme: house
title: House
types:
  person:
    label: person
    key: name
    fields: {name: {type: text, label: name}, income: {type: yen, label: income}}
facts:
  household: {type: list of person, label: household, FIXED}
provisions:
  poor: sum(household.income) <= 10万円
"""


def asked(scheme: str, facts: str) -> tuple[WhatIf, str]:
    evaluator = Evaluator([scheme_from_text(scheme)])
    dossier = f"schemeengine: 1\ndossier: x\nas_of: 2024-06-10\nfacts: {facts}\n"
    judged = evaluator.evaluate(dossier_from_text(dossier)).judged[0]
    found = what_if(evaluator, judged)
    lines = what_if_lines(page(judged.verdict, judged.trace(), Options("en", "reasons")), found, "en")
    return found, "\n".join(line.text for line in lines)


def test_any_two_of_four_are_one_way() -> None:
    found, text = asked(POINTS, "{a: no, b: no, c: no, d: no}")
    assert len(found.ways) == 6
    assert "any 2 of these 4:" in text
    assert text.count("Way ") == 1
    assert text.count("no → yes") == 4


def test_a_list_that_cannot_be_changed_keeps_its_members_but_not_their_fields() -> None:
    facts = "{household: [{name: hanako, income: 15万円}]}"
    free, _ = asked(HOUSE.replace(", FIXED", ""), facts)
    assert "remove" in {c.kind for w in free.ways for c in w.changes}
    fixed, _ = asked(HOUSE.replace("FIXED", "changeable: no"), facts)
    changes = [(c.kind, c.path, c.written) for w in fixed.ways for c in w.changes]
    assert changes == [("set", "household.hanako.income", "100,000円")]


def test_ways_that_hang_on_what_is_not_known_stand_apart() -> None:
    found, text = asked(POINTS, "{a: yes, b: no, c: no, d: no}")
    assert all(w.reaches for w in found.ways)
    assert "not known yet" not in text
    hanging = replace(found.ways[0], outcome="undetermined")
    lines = what_if_lines(
        page(found.verdict, (), Options("en", "reasons")), replace(found, ways=(hanging, found.ways[1])), "en"
    )
    shown = [line.text for line in lines]
    heads = [t for t in shown if t.startswith(("■ W", "  Way"))]
    assert heads == [
        "■ What would make it eligible", "  Way 1 → Eligible",
        "■ Ways that hang on facts not known yet", "  Way 2 → Facts are missing",
    ]  # fmt: skip


def test_an_undecided_case_may_be_refused_with_nothing_changed() -> None:
    found, text = asked(POINTS, "{a: yes}")
    assert found.verdict.outcome == "undetermined"
    assert found.losses == ()
    assert "may turn out so that it is refused" in text
    _, decided = asked(POINTS, "{a: yes, b: yes, c: yes, d: yes}")
    assert "may turn out so that it is refused" not in decided
