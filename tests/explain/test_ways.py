"""What would change the outcome: every way works, none of its changes can be spared, none is missed."""

from __future__ import annotations

from functools import cache
from itertools import combinations, product
from random import Random

import pytest
from tests.explain.small_schemes import VALUES, Small, small, some_facts

from schemeengine.explain.inquiry import REFUSED
from schemeengine.explain.ways import WhatIf, what_if
from schemeengine.pipeline import (
    Engine,
    Evaluator,
    dossier_from_text,
    load_dossier,
    load_schemes,
    scheme_from_text,
)

SEEDS = range(36)


class Trial:
    """A small programme, a case that knows every fact, and the answer."""

    def __init__(self, seed: int) -> None:
        self.programme: Small = small(seed, changeable=False)
        self.evaluator = Evaluator([self.programme.scheme])
        self.known = some_facts(Random(seed), self.programme.kinds, 1.1)
        judged = self.evaluator.evaluate(self.programme.dossier(self.known)).judged[0]
        self.outcome = judged.verdict.outcome
        self.found: WhatIf = what_if(self.evaluator, judged, most=5)
        decls = self.programme.scheme.facts
        inputs = self.programme.scheme.inputs
        self.changeable = [n for n in self.known if inputs[decls[n]].decl.changeable]

    def refused(self, changes: dict[str, str]) -> bool:
        dossier = self.programme.dossier({**self.known, **changes})
        found = self.evaluator.evaluate(dossier, compare_readings=False)
        return found.verdicts[0].outcome in REFUSED

    def some_value_admits(self, names: tuple[str, ...]) -> bool:
        values = (VALUES[self.programme.kinds[n]] for n in names)
        return any(not self.refused(dict(zip(names, vs, strict=True))) for vs in product(*values))


@cache
def trial_of(seed: int) -> Trial:
    return Trial(seed)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_works_and_none_of_its_changes_can_be_spared(seed: int) -> None:
    trial = trial_of(seed)
    for way in trial.found.ways:
        changes = {c.path: c.written for c in way.changes}
        assert set(changes) <= set(trial.changeable)
        assert not trial.refused(changes)
        for fewer in range(len(changes)):
            for names in combinations(changes, fewer):
                assert trial.refused({n: changes[n] for n in names})


@pytest.mark.parametrize("seed", SEEDS)
def test_no_smallest_set_of_facts_is_missed(seed: int) -> None:
    trial = trial_of(seed)
    assert trial.found.complete
    if trial.outcome not in REFUSED:
        assert trial.found.ways == ()
        return
    smallest: list[set[str]] = []
    for size in range(1, len(trial.changeable) + 1):
        for names in combinations(trial.changeable, size):
            if not any(s <= set(names) for s in smallest) and trial.some_value_admits(names):
                smallest.append(set(names))
    offered = {frozenset(c.path for c in way.changes) for way in trial.found.ways}
    assert {frozenset(s) for s in smallest} <= offered
    assert bool(trial.found.ways) or bool(trial.found.blocked) or not trial.changeable or not smallest


@pytest.mark.parametrize("seed", SEEDS)
def test_a_number_is_changed_as_little_as_possible(seed: int) -> None:
    trial = trial_of(seed)
    for way in trial.found.ways:
        changes = {c.path: c.written for c in way.changes}
        for name, value in changes.items():
            if trial.programme.kinds[name] != "count":
                continue
            present, new = (int(v.rstrip("人")) for v in (trial.known[name], value))
            for between in range(min(present, new) + 1, max(present, new)):
                assert trial.refused({**changes, name: f"{between}人"})


@pytest.mark.parametrize("seed", SEEDS)
def test_what_would_lose_it(seed: int) -> None:
    """A single fact is named exactly where some value of it alone would refuse the case."""
    trial = trial_of(seed)
    lost = {loss.change.path for loss in trial.found.losses}
    for loss in trial.found.losses:
        assert trial.refused({loss.change.path: loss.change.written})
    if trial.outcome in REFUSED:
        assert lost == set()
        return
    for name in trial.changeable:
        values = VALUES[trial.programme.kinds[name]]
        assert (name in lost) == any(trial.refused({name: v}) for v in values)


# ------------------------------------------------------------------ the shipped programmes
def of_example(dossier: str, engine: Engine = "compiled", amount: str = "") -> WhatIf:
    name = {"kita": "kita_ku", "sdgx": "sdgx_subsidy"}.get(dossier.split("_")[0], "kitakyushu")
    evaluator = Evaluator(load_schemes([f"schemes/{name}.yaml"]), engine)
    judged = evaluator.evaluate(load_dossier(f"examples/{dossier}/dossier.yaml")).judged[0]
    return what_if(evaluator, judged, amount=amount)


@pytest.mark.parametrize("engine", ["compiled", "reference"])
def test_one_more_item_of_the_checklist(engine: Engine) -> None:
    found = of_example("kita_just_below_70", engine)
    assert [(w.changes[0].written, w.changes[0].by.en) for w in found.ways] == [("yes", "any 1 of 28 items")]
    assert found.ways[0].outcome == "needs_judgment"
    assert found.complete


def test_what_has_happened_cannot_be_changed() -> None:
    found = of_example("sdgx_one_minute_late")
    assert found.ways == ()
    assert [b.provision for b in found.blocked] == ["in_time"]
    assert [path for path, _, _ in found.blocked[0].facts] == ["applied_at"]


def test_several_ways_the_shortest_first() -> None:
    found = of_example("sdgx_partner_in_arrears")
    assert [(w.changes[0].kind, w.changes[0].path) for w in found.ways] == [
        ("set", "partners.b.company.municipal_tax_arrears"),
        ("remove", "partners"),
    ]


def test_the_least_cost_that_raises_the_grant() -> None:
    """Half of 12,345,678 yen, down to the thousand: 322 yen more reach the next thousand."""
    found = of_example("sdgx_sound", amount="grant_ceiling")
    assert found.present == 6_172_000
    steps = {(w.changes[0].by.en, w.amount) for w in found.ways if w.amount is not None}
    assert steps == {("+322 yen", 6_173_000)}


def test_margins_of_an_eligible_case() -> None:
    found = of_example("kita_exactly_70")
    by_path = {loss.change.path: loss for loss in found.losses}
    assert by_path["applicant.lowest_hourly_pay"].change.written == "1,113円"
    assert by_path["applicant.lowest_hourly_pay"].change.by.ja == "−67円"
    items = next(loss for loss in found.losses if loss.change.path.startswith("sdgs_checklist"))
    assert (items.change.number, items.failed) == (1, ("standard.checklist_70",))


def test_what_is_missing_is_answered_so_that_it_works() -> None:
    found = of_example("kita_incomplete")
    way = found.ways[0]
    assert way.changes == ()
    assert way.outcome == "needs_judgment"
    assert {a.path: a.written for a in way.answers}["applicant.corporate_tax_arrears"] == "no"


def test_a_search_that_stops_says_so() -> None:
    evaluator = Evaluator(load_schemes(["schemes/sdgx_subsidy.yaml"]))
    judged = evaluator.evaluate(load_dossier("examples/sdgx_sound/dossier.yaml")).judged[0]
    found = what_if(evaluator, judged, amount="grant_ceiling", most_cases=300)
    assert not found.complete
    for way in found.ways:
        assert way.amount is None or way.amount > 6_172_000


def test_money_moves_by_a_hundredth_and_never_below_zero() -> None:
    scheme = (
        "schemeengine: 1\nscheme: net\ntitle: a\n"
        "facts: {pay: {type: money, unit: GBP}, pension: {type: money, unit: GBP}}\n"
        "provisions: {limit: {that: pay - pension <= £100.50}}\n"
    )
    dossier = "schemeengine: 1\ndossier: d\nas_of: 2025-06-01\nfacts: {pay: £100, pension: £20}\n"
    evaluator = Evaluator([scheme_from_text(scheme)])
    found = what_if(evaluator, evaluator.evaluate(dossier_from_text(dossier)).judged[0])
    assert [(loss.change.path, loss.change.after.en) for loss in found.losses] == [("pay", "120.51 GBP")]


def test_a_loss_is_reached_below_zero_where_the_fact_may_be_negative() -> None:
    scheme = (
        "schemeengine: 1\nscheme: profit\ntitle: a\nfacts: {profit: {type: yen, may_be_negative: yes}}\n"
        "provisions: {limit: {that: 'profit >= -5円'}}\n"
    )
    dossier = "schemeengine: 1\ndossier: d\nas_of: 2025-06-01\nfacts: {profit: 3円}\n"
    evaluator = Evaluator([scheme_from_text(scheme)])
    found = what_if(evaluator, evaluator.evaluate(dossier_from_text(dossier)).judged[0])
    assert [loss.change.after.ja for loss in found.losses] == ["-6円"]


def test_each_way_is_told_once_and_none_without_a_change() -> None:
    scheme = """
schemeengine: 1
scheme: group
title: a
types:
  m:
    key: name
    fields: {name: {type: text}, sme: {type: yes_no}, trades: {type: list of code, choices: {a: A, b: B}}}
facts: {ms: {type: list of m}}
provisions:
  group:
    all:
      two_thirds: {count: x in ms, where: x.sme, at_least: 3分の2}
      common: {that: count(common(ms.trades)) >= 1}
"""
    members = (
        "{name: A, sme: yes, trades: [a]}, {name: B, sme: no, trades: [a]}, {name: C, sme: no, trades: [a]}"
    )
    dossier = f"schemeengine: 1\ndossier: d\nas_of: 2025-06-01\nfacts: {{ms: [{members}]}}\n"
    evaluator = Evaluator([scheme_from_text(scheme)])
    found = what_if(evaluator, evaluator.evaluate(dossier_from_text(dossier)).judged[0])
    told = [tuple((c.label, c.before, c.after) for c in (*w.changes, *w.answers)) for w in found.ways]
    assert len(told) == len(set(told)) > 3
    assert all(told)
    assert all(w.outcome == "eligible" for w in found.ways)
