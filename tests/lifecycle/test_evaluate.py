"""Judging a dossier that records events: the facts are those of ``status``, and as if they were stated."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.documentation.samples import page
from tests.lifecycle.test_examples import NAMES, ROOT, evaluator

from schemeengine import BadInput, Evaluator, dossier_from_text, load_dossier, scheme_from_text, status
from schemeengine.diagnostics import Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.dossier.recorded import recorded_by, with_recorded
from schemeengine.evaluator import Engine, Result
from schemeengine.intake import bind_dossier
from schemeengine.verdict.model import Verdict

RULES = """
schemeengine: 1
scheme: lamp_grant
title: 街灯の補助
facts:
  applied_on: {type: event, label: 申請の日}
  decided_on: {type: event, label: 決定の日}
  awarded: {type: yen, label: 決定した額}
  paid: {type: yen, label: 払った額}
  note_kept: {type: yes_no, label: 控えがある}
provisions:
  in_time: {cite: 第1条, label: 期限までの申請, that: applied_on <= 令和6年6月30日}
  decided: {cite: 第2条, label: 決定がある, happened: decided_on}
  within: {cite: 第3条, label: 決定した額まで, that: paid <= awarded}
events:
  applied: {label: 申請, cite: 第1条, records: applied_on, clears: decided_on}
  decided: {label: 決定, cite: 第2条, records: decided_on, amount: awarded}
  paid: {label: 支払, cite: 第3条, adds_to: paid}
"""
EVENTS = (
    "{event: applied, on_date: 2024-06-03}",
    "{event: decided, on_date: 2024-07-01, amount: 1000円}",
    "{event: paid, on_date: 2024-08-01, amount: 400円}",
    "{event: paid, on_date: 2024-09-02, amount: 600円}",
)
STATED = "facts: {applied_on: 2024-06-03, decided_on: 2024-07-01, awarded: 1000円, paid: 1000円}"
ENGINES: tuple[Engine, ...] = ("compiled", "reference")


def text(*events: str, facts: str = "", as_of: str = "2024-10-01") -> str:
    listed = "".join(f"  - {e}\n" for e in events)
    return (
        f"schemeengine: 1\ndossier: x\nfor: lamp_grant\nas_of: {as_of}\n{facts}\n"
        + (f"events:\n{listed}" if events else "")
    )  # fmt: skip


def lamp(engine: Engine = "compiled") -> Evaluator:
    return Evaluator([scheme_from_text(RULES)], engine)


def judged(source: str, engine: Engine = "compiled") -> Result:
    return lamp(engine).evaluate(dossier_from_text(source))


def answer(verdict: Verdict) -> object:
    return (
        verdict.outcome, verdict.failed, [p.fact for p in verdict.pending],
        [(s.id, s.outcome) for s in verdict.stages], verdict.edition, verdict.as_of,
    )  # fmt: skip


def codes(source: str) -> list[str]:
    try:
        return [d.code.id for d in judged(source).diagnostics]
    except BadInput as refused:
        return [d.code.id for d in refused.diagnostics]


@pytest.mark.parametrize("engine", ENGINES)
def test_events_only_is_as_the_facts_stated(engine: Engine) -> None:
    (recorded,) = judged(text(*EVENTS), engine).verdicts
    (stated,) = judged(text(facts=STATED), engine).verdicts
    assert answer(recorded) == answer(stated)
    assert recorded.outcome == "eligible"
    assert recorded.receipt.as_of == date(2024, 10, 1)


def test_the_order_in_the_file_does_not_matter() -> None:
    found = {repr(answer(judged(text(*some)).verdicts[0])) for some in permutations(EVENTS)}
    assert len(found) == 1


@pytest.mark.parametrize(
    ("as_of", "outcome"),
    [("2024-06-30", "ineligible"), ("2024-07-01", "eligible"), ("2024-09-02", "eligible")],
)
def test_what_is_to_come_is_not_taken(as_of: str, outcome: str) -> None:
    found = judged(text(*EVENTS, as_of=as_of))
    assert found.verdicts[0].outcome == outcome
    to_come = [d.code.id for d in found.diagnostics]
    assert to_come == ["C025"] * sum(e.split("on_date: ")[1][:10] > as_of for e in EVENTS)


def test_the_day_asked_for_wins_over_that_of_the_dossier() -> None:
    found = lamp().evaluate(dossier_from_text(text(*EVENTS)), as_of=date(2024, 6, 30))
    assert found.verdicts[0].failed == judged(text(*EVENTS, as_of="2024-06-30")).verdicts[0].failed


def test_without_a_list_nothing_is_known_and_an_empty_one_is_complete() -> None:
    assert judged(text()).verdicts[0].outcome == "undetermined"
    (none,) = judged(text() + "events: none\n").verdicts
    assert none.outcome == "ineligible"


@pytest.mark.parametrize(
    ("event", "facts", "code"),
    [
        ("{event: aplied, on_date: 2024-06-03}", "", "C020"),
        ("{event: applied}", "", "C021"),
        ("{event: decided, on_date: 2024-07-01}", "", "C027"),
        ("{event: applied, on_date: 2024-06-03}", "facts: {applied_on: 2024-06-05}", "C026"),
        ("{event: paid, on_date: 2024-08-01, amount: 400円}", "facts: {paid: 500円}", "C026"),
    ],
)
def test_a_mistake_in_the_section_is_told(event: str, facts: str, code: str) -> None:
    assert codes(text(event, facts=facts)) == [code]


def test_the_same_record_twice_is_refused() -> None:
    assert codes(text(EVENTS[0], EVENTS[0])) == ["C022"]


def test_a_default_is_no_statement() -> None:
    rules = RULES.replace("label: 払った額}", "label: 払った額, default: 0円}")
    one = Evaluator([scheme_from_text(rules)])
    (found,) = one.evaluate(dossier_from_text(text(*EVENTS[:2], EVENTS[2]))).judged
    (paid,) = (a for a in found.view.case.values if a.name == "paid")
    assert found.view.case.values[paid] == 400
    assert paid not in found.view.assumed


def test_the_door_for_json_gives_the_same() -> None:
    events = [
        {"event": "applied", "on_date": "2024-06-03"},
        {"event": "decided", "on_date": "2024-07-01", "amount": "1000円"},
        {"event": "paid", "on_date": "2024-08-01", "amount": "400円"},
    ]
    document = {
        "schemeengine": 1, "dossier": "x", "for": "lamp_grant", "as_of": "2024-10-01", "events": events,
    }  # fmt: skip
    (fast,) = lamp().evaluate_json(json.dumps(document, ensure_ascii=False)).verdicts
    (slow,) = judged(text(*EVENTS[:3])).verdicts
    assert answer(fast) == answer(slow)
    assert fast.outcome == "eligible"


# -- the programmes here
def bound(name: str) -> Dossier:
    loaded = load_dossier(str(ROOT / "examples" / name / "dossier.yaml"))
    return bind_dossier(evaluator(loaded.doc.for_[0]).schemes, loaded, Problems())


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_are_those_of_the_last_moment_of_status(name: str) -> None:
    dossier = bound(name)
    assert dossier.as_of is not None
    (scheme,) = (s for s in evaluator(dossier.for_[0]).schemes if s.id in dossier.events)
    taken = with_recorded(dossier, [scheme], dossier.as_of)
    past = [e for e in dossier.events[scheme.id] if e.day <= dossier.as_of]
    numbers = [e.number for e in past if e.number]
    last = list(dict.fromkeys(numbers))[-1:]
    own = [e for e in past if e.number in ("", *last)]
    facts = recorded_by(scheme, dossier.values, own)
    assert facts, "the example records nothing"
    assert {a: taken.values[a] for a in facts} == facts
    assert {a: v for a, v in taken.values.items() if a not in facts} == dossier.values
    assert with_recorded(taken, [scheme], dossier.as_of) is taken


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_an_example_is_judged_as_with_its_facts_stated(name: str, engine: Engine) -> None:
    dossier = bound(name)
    assert dossier.as_of is not None
    one = evaluator(dossier.for_[0], engine)
    stated = with_recorded(dossier, one.schemes, dossier.as_of)
    assert not stated.events
    assert outcome(one, dossier) == outcome(one, stated)


def outcome(one: Evaluator, dossier: Dossier) -> object:
    """The answers, or the codes of a refusal (an edition that is not encoded)."""
    try:
        return [answer(v) for v in one.evaluate(dossier, compare_readings=False).verdicts]
    except BadInput as refused:
        return [d.code.id for d in refused.diagnostics]


def test_a_receipt_is_replayed_with_its_events(tmp_path: Path) -> None:
    rules, case, record = tmp_path / "lamp_grant.yaml", tmp_path / "x.yaml", tmp_path / "verdict.json"
    rules.write_text(RULES, encoding="utf-8")
    case.write_text(text(*EVENTS), encoding="utf-8")
    said = run("evaluate", str(case), "--scheme", str(rules), "--format", "json")
    assert said.code == 0, said.err
    record.write_text(said.out, encoding="utf-8")
    assert json.loads(said.out)["verdicts"][0]["outcome"] == "eligible"
    again = run("replay", str(record), "--dossier", str(case), "--scheme", str(rules))
    assert again.code == 0, again.out + again.err


@pytest.mark.parametrize(
    ("events", "code"),
    [
        (("{event: revoked, on_date: 2024-05-10}", "{event: labelled, on_date: 2024-06-10}"), "C023"),
        (("{event: labelled, on_date: 2024-04-10}", "{event: not_renewed, on_date: 2024-05-10}"), "C024"),
    ],
)
def test_what_status_refuses_is_refused(events: tuple[str, ...], code: str) -> None:
    shop = Evaluator(page("docs/life-cycle.md").named("green_shop"))
    dossier = dossier_from_text(text(*events).replace("lamp_grant", "green_shop"))
    for judge in (shop.evaluate, lambda d: status(shop, d)):
        with pytest.raises(BadInput) as refused:
            judge(dossier)
        assert [d.code.id for d in refused.value.diagnostics] == [code]
