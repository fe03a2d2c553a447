"""Many linked programmes: the search for what surely pays most, against trying all; order, open conflicts, one pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemeengine import dossier_from_text, scheme_from_text
from schemeengine.diagnostics import Problems
from schemeengine.evaluator import Evaluator
from schemeengine.execute.case import Case
from schemeengine.execute.compiled.executor import CompiledExecutor
from schemeengine.execute.evaluation import Evaluation
from schemeengine.intake import bind_dossier
from schemeengine.network import Network
from schemeengine.portfolio import sets
from schemeengine.portfolio.combine import EVERY_COMBINATION_UP_TO, portfolio
from schemeengine.portfolio.links import links_between
from schemeengine.portfolio.model import Portfolio
from schemeengine.portfolio.sets import best_sets, every_set
from schemeengine.portfolio.trial import Trial, pays

DAY = date(2024, 6, 10)


def programme(
    number: int,
    pays_: int,
    *,
    excludes: Sequence[int] = (),
    needs: Sequence[int] = (),
    less: Sequence[int] = (),
) -> str:
    """One that pays an amount, not beside some, only after others, less what some pay."""
    facts = [f"  x{number}_{k}: {{type: yes_no, label: has s{k}, result_of: s{k}}}" for k in excludes]
    facts += [f"  n{number}_{k}: {{type: event, label: got s{k}, result_of: s{k}}}" for k in needs]
    paid = ", ".join(f"s{k}.grant" for k in less)
    facts += [f"  aid{number}: {{type: yen, label: aid, result_of: [{paid}]}}"] if less else []
    rules = [f"  alone_{k}: {{effect: exclude, that: x{number}_{k}}}" for k in excludes]
    rules += [f"  after_{k}: {{happened: n{number}_{k}}}" for k in needs]
    taken = f", less: aid{number}" if less else ""
    return "\n".join([
        f"schemeengine: 1\nscheme: s{number}\ntitle: S{number}",
        "facts:", f"  base{number}: {{type: yen, label: base}}", *facts,
        *(["provisions:", *rules] if rules else []),
        f"amounts:\n  grant: {{value: base{number}{taken}}}",
    ]) + "\n"  # fmt: skip


def trial(texts: Sequence[str], amounts: Sequence[int]) -> Trial:
    schemes = [scheme_from_text(t) for t in texts]
    parts = []
    for scheme, amount in zip(schemes, amounts, strict=True):
        given_ = [
            f'{n}: "{amount}円"' if n.startswith("base") else f"{n}: {_nothing(n)}" for n in scheme.facts
        ]
        parts.append(f"  {scheme.id}: {{facts: {{{', '.join(given_)}}}}}")
    dossier = dossier_from_text("schemeengine: 1\ndossier: d\nschemes:\n" + "\n".join(parts) + "\n")
    bound = bind_dossier(schemes, dossier, Problems())
    evaluator = Evaluator(schemes)
    judged = evaluator.evaluate(bound, as_of=DAY, compare_readings=False).judged
    return Trial(evaluator, bound, {j.verdict.scheme: j for j in judged}, links_between(schemes))


def _nothing(name: str) -> str:
    return {"x": "no", "n": "not_yet", "a": "0円"}[name[0]]


def shown(made: Trial) -> Portfolio:
    return portfolio(made.evaluator, made.dossier, list(made.alone.values()))


@st.composite
def towns(draw: st.DrawFn) -> tuple[list[str], list[int]]:
    number = draw(st.integers(2, 5))
    amounts = [draw(st.integers(0, 9)) for _ in range(number)]
    texts = []
    for k in range(number):
        others = [i for i in range(number) if i != k]
        kinds = {i: draw(st.sampled_from(["", "", "", "excludes", "needs", "less"])) for i in others}
        chosen = {w: [i for i in others if kinds[i] == w] for w in ("excludes", "needs", "less")}
        texts.append(programme(k, amounts[k], **chosen))
    return texts, amounts


@settings(max_examples=40, deadline=None)
@given(towns())
def test_the_search_finds_what_trying_all_finds(town: tuple[list[str], list[int]]) -> None:
    made = trial(*town)
    names = list(made.alone)
    every, best = every_set(made, names), best_sets(made, names)
    assert best.proven
    assert best.at_most == every.at_most == max(_sum(v) for v in every.verdicts.values())
    assert max(_sum(v) for v in best.verdicts.values()) == best.at_most
    assert best.verdicts.keys() <= every.verdicts.keys()


@settings(max_examples=40, deadline=None)
@given(towns())
def test_each_order_can_be_followed(town: tuple[list[str], list[int]]) -> None:
    """Every beginning of an order is itself a set that can be had."""
    found = every_set(trial(*town), [f"s{k}" for k in range(len(town[0]))])
    for chosen, order in found.orders.items():
        assert frozenset(order) == chosen
        assert all(frozenset(order[:k]) in found.verdicts for k in range(len(order)))


def _sum(verdicts: sets.Verdicts) -> int:
    return sum(pays(j).at_least for j in verdicts.values())


# ------------------------------------------------------------------ many
def ring(number: int) -> Trial:
    """Each excludes the next; what they pay differs."""
    amounts = [100 + 7 * k % 13 for k in range(number)]
    return trial([programme(k, amounts[k], excludes=[(k + 1) % number]) for k in range(number)], amounts)


def test_the_best_of_many_is_proven() -> None:
    number = EVERY_COMBINATION_UP_TO + 4
    made = ring(number)
    found = shown(made)
    assert not found.complete
    assert found.proven
    amounts = [pays(j).at_least for j in made.alone.values()]
    best = max(
        sum(a for k, a in enumerate(amounts) if mask >> k & 1)
        for mask in range(1 << number)
        if not any(mask >> k & 1 and mask >> (k + 1) % number & 1 for k in range(number))
    )
    assert found.best is not None
    assert found.best.total.value == best == found.at_most


def test_a_search_that_was_stopped_says_what_could_be_had_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sets, "SEARCH_UP_TO", 5)
    found = shown(ring(EVERY_COMBINATION_UP_TO + 2))
    assert not found.proven
    assert found.best is not None
    assert found.at_most is not None
    assert found.best.total.at_least < found.at_most


# ------------------------------------------------------------------ order
def test_what_presupposes_another_comes_after_it() -> None:
    made = trial([programme(0, 5, needs=[1]), programme(1, 5, needs=[2]), programme(2, 5)], [5, 5, 5])
    found = shown(made)
    fits = {f.judged.verdict.scheme: f for f in found.fits}
    assert fits["s0"].first == ("s2", "s1")
    (only,) = found.combinations
    assert (only.order, only.in_turn) == (("s2", "s1", "s0"), True)


def test_two_that_presuppose_each_other_cannot_be_had() -> None:
    found = shown(trial([programme(0, 5, needs=[1]), programme(1, 5, needs=[0])], [5, 5]))
    assert found.combinations == ()
    assert [f.when for f in found.fits] == ["no", "no"]


# ------------------------------------------------------------------ what is not known yet
SAME_SITE = """
schemeengine: 1
scheme: s0
title: S0
facts:
  has_other: {type: yes_no, label: has the other, result_of: s1}
  same_site: {type: yes_no, label: the same building}
  base0: {type: yen, label: base}
provisions:
  once: {effect: exclude, that: has_other and same_site}
amounts:
  grant: {value: base0}
"""


def test_a_conflict_that_depends_on_a_fact_names_it() -> None:
    schemes = [scheme_from_text(t) for t in (SAME_SITE, programme(1, 5))]
    text = 'schemeengine: 1\ndossier: d\nschemes: {s0: {facts: {has_other: no, base0: "5円"}}, s1: {facts: {base1: "5円"}}}\n'
    bound = bind_dossier(schemes, dossier_from_text(text), Problems())
    evaluator = Evaluator(schemes)
    found = portfolio(evaluator, bound, evaluator.evaluate(bound, as_of=DAY).judged)
    (conflict,) = found.conflicts
    assert (conflict.refused, conflict.provisions) == ("s0", ("once",))
    assert [p.fact for p in conflict.depends_on] == ["same_site"]
    (both,) = found.combinations
    assert [p.fact for p in both.waits] == ["same_site"]


# ------------------------------------------------------------------ one pass
class _Counting(CompiledExecutor):
    """Counts how often the network is run."""

    runs = 0

    def run(self, *given_: object) -> tuple[object, ...]:  # type: ignore[override]
        _Counting.runs += 1
        return super().run(*given_)  # type: ignore[arg-type]

    def evaluate(self, network: Network, case: Case) -> Evaluation:
        _Counting.runs += 1
        return super().evaluate(network, case)


def test_programmes_without_links_take_one_run_of_one_network() -> None:
    shared = "schemeengine: 1\nscheme: s{0}\ntitle: S\nfacts:\n  staff: {{type: count, unit: 人, label: staff}}\nprovisions:\n  small: staff <= 50人\n  own: staff <= {0}人\n"
    schemes = [scheme_from_text(shared.format(k)) for k in range(30)]
    network = Network.build(schemes)
    single = sum(len(Network.build([s]).nodes) for s in schemes)
    assert len(network.nodes) < single
    evaluator = Evaluator.of(schemes, network, _Counting(network))
    _Counting.runs = 0
    bound = bind_dossier(
        schemes, dossier_from_text("schemeengine: 1\ndossier: d\nfacts: {staff: 12人}\n"), Problems()
    )
    found = portfolio(evaluator, bound, evaluator.evaluate(bound, as_of=DAY, compare_readings=False).judged)
    assert len(found.fits) == 30
    assert _Counting.runs == 1
