"""Shared vocabularies that no shipped programme uses yet: they load, and read as meant."""

from __future__ import annotations

from pathlib import Path

from schemeengine.diagnostics import Problems
from schemeengine.examples import run_examples
from schemeengine.loading import Library
from schemeengine.source import Source

SCHEMES = Path(__file__).resolve().parents[2] / "schemes"
PROGRAMME = """
schemeengine: 1
scheme: people_sample
title: 人の見本
uses: [vocabulary/people]
provisions:
  all_paid:
    every: p in people
    where: p.role = "employee"
    satisfies: p.hourly_pay >= 1,163円
    examples:
      just: {given: {people: [{id: a, role: employee, hourly_pay: "1,163円"}, {id: b, role: officer}]}, expect: met}
      below: {given: {people: [{id: a, role: 従業員, hourly_pay: "1,162円"}]}, expect: not_met}
      nobody: {given: {people: none}, expect: met}
  low_income:
    that: sum(household.income) <= 200万円
    examples:
      a_loss_counts: {given: {household: [{id: a, income: 250万円}, {id: b, income: △50万円}]}, expect: met}
      one_not_known: {given: {household: [{id: a, income: 250万円}, {id: b}]}, expect: unknown}
"""


def test_the_type_of_a_person() -> None:
    problems = Problems()
    source = Source(str(SCHEMES / "people_sample.yaml"), PROGRAMME)
    scheme = Library().scheme_of(source, problems)
    assert scheme is not None, [d.message("en") for d in problems.items]
    results = run_examples((scheme,), problems)
    assert len(results) == 5
    assert not [(r.name, r.differences) for r in results if not r.passed]
