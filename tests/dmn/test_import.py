"""Decision tables of DMN files give the same answers here as the standard says they give there."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from tests.dmn.models import VERSIONS, decision, given, imported, literal, model, table, value

from schemeengine import scheme_from_text
from schemeengine.diagnostics import Problems
from schemeengine.dmn.importing import import_dmn
from schemeengine.source import Source
from schemeengine.values import Stated

AGE = given("Age", "number")
RISK = given("Risk", "string")
BANDS = [["<18", '"young"'], ["[18..65)", '"grown"'], [">=65", '"old"']]


def codes(text: str) -> list[str]:
    return [d.code.id for d in imported(text)[1]]


@pytest.mark.parametrize("namespace", VERSIONS)
def test_every_version_of_the_standard_is_read(namespace: str) -> None:
    text = model(AGE, decision("Band", table(["Age"], ["Band"], BANDS)), namespace=namespace)
    assert value(text, "band", {"age": 17}) == "young"


@pytest.mark.parametrize(("age", "band"), [(17, "young"), (18, "grown"), (64, "grown"), (65, "old")])
def test_ranges_keep_their_ends(age: int, band: str) -> None:
    assert value(model(AGE, decision("Band", table(["Age"], ["Band"], BANDS))), "band", {"age": age}) == band


@pytest.mark.parametrize(
    ("cell", "met"),
    [
        ("10", {10}), ("10, 12", {10, 12}), ("<10", {9}), ("<=10", {9, 10}), (">10", {11, 12}), (">=10", {10, 11, 12}),
        ("[10..12]", {10, 11, 12}), ("(10..12)", {11}), ("]10..12[", {11}), ("(10..12]", {11, 12}),
        ("<10, >11", {9, 12}), ("not([10..11])", {9, 12}), ("not(9, [11..12])", {10}), ("not(<10, 12)", {10, 11}),
        ("not(9, 10)", {11, 12}), ("!= 9", {10, 11, 12}), ("not(<10)", {10, 11, 12}), ("-", {9, 10, 11, 12}),
    ],
)  # fmt: skip
def test_cells(cell: str, met: set[int]) -> None:
    text = model(AGE, decision("Hit", table(["Age"], ["Hit"], [[cell, "1"]], "COLLECT", aggregation="COUNT")))
    assert {age for age in (9, 10, 11, 12) if value(text, "hit", {"age": age}) == 1} == met


def test_a_rule_is_one_row() -> None:
    rules = [["<10, [12..13), >20", "1"], ["not(<10, [12..13), >20)", "2"]]
    text = imported(model(AGE, decision("Fee", table(["Age"], ["Fee"], rules))))[0].text
    assert "| 10未満 / 12以上13未満 / 20超" in text
    assert "| not(10未満, 12以上13未満, 20超)" in text


def test_not_of_what_is_already_a_contrary_is_told() -> None:
    assert codes(model(AGE, decision("Fee", table(["Age"], ["Fee"], [["not(!= 5)", "1"]])))) == ["F003"]


def test_numbers_may_have_decimals() -> None:
    logic = table(["Rate"], ["Factor"], [["<0.5", "1.25"], [">=0.5", "Rate * 1.5"]])
    text = model(given("Rate", "number"), given("Pieces", "integer"), decision("Factor", logic))
    assert (value(text, "factor", {"rate": "0.4"}), value(text, "factor", {"rate": "0.5"})) == (
        Fraction(5, 4),
        Fraction(3, 4),
    )
    assert "pieces: {type: number," in imported(text)[0].text


RANKED = [[">=1", '"low"', "3"], [">=2", '"high"', "1"], [">=3", '"high"', "2"]]


@pytest.mark.parametrize(("age", "expected"), [(1, ("low", 3)), (2, ("high", 1)), (3, ("high", 2))])
def test_priority_is_by_the_first_column_and_then_by_the_next(age: int, expected: tuple[str, int]) -> None:
    logic = table(["Age"], ["Level", "Grade"], RANKED, "PRIORITY", values=['"high", "low"', "3, 2, 1"])
    text = model(AGE, decision("Band", logic))
    assert (value(text, "band.level", {"age": age}), value(text, "band.grade", {"age": age})) == expected
    assert codes(text) == []


OVERLAPPING = [[">=1", "10"], [">=5", "30"], [">=3", "20"]]
LEVELS = [[">=1", '"C"'], [">=5", '"A"'], [">=3", '"B"']]


@pytest.mark.parametrize(
    ("policy", "aggregation", "rules", "expected"),
    [
        ("FIRST", "", OVERLAPPING, 10),
        ("COLLECT", "SUM", OVERLAPPING, 60),
        ("COLLECT", "MIN", OVERLAPPING, 10),
        ("COLLECT", "MAX", OVERLAPPING, 30),
        ("COLLECT", "COUNT", OVERLAPPING, 3),
        ("RULE ORDER", "", OVERLAPPING, (10, 30, 20)),
        ("PRIORITY", "", LEVELS, "A"),
        ("OUTPUT ORDER", "", LEVELS, ("A", "B", "C")),
        ("ANY", "", [[">=1", "10"], [">=5", "10"]], 10),
        ("UNIQUE", "", [["<=5", "10"], [">5", "20"]], 20),
    ],
)
def test_hit_policies(policy: str, aggregation: str, rules: list[list[str]], expected: Any) -> None:
    values = ['"A", "B", "C"'] if rules is LEVELS else ()
    logic = table(["Age"], ["Level"], rules, policy, aggregation=aggregation, values=values)
    assert value(model(AGE, decision("Level", logic)), "level", {"age": 6}) == expected


def test_collect_without_aggregation_gives_all_results() -> None:
    text = model(AGE, decision("Level", table(["Age"], ["Level"], OVERLAPPING, "COLLECT")))
    assert sorted(value(text, "level", {"age": 6})) == [10, 20, 30]


def test_several_results_are_columns() -> None:
    logic = table(["Age"], ["Fee", "Seat"], [["<12", "0", "true"], [">=12", "100", "false"]])
    text = model(AGE, decision("Ride", logic))
    assert value(text, "ride.fee", {"age": 12}) == 100
    assert value(text, "ride.seat", {"age": 11}) is True


def test_a_default_stands_where_no_rule_is_hit() -> None:
    text = model(AGE, decision("Fee", table(["Age"], ["Fee"], [["<12", "0"]], defaults=["100"])))
    assert (value(text, "fee", {"age": 11}), value(text, "fee", {"age": 12})) == (0, 100)
    assert codes(text) == []


def test_defaults_of_several_results_become_the_last_row_and_it_is_told() -> None:
    logic = table(["Age"], ["Fee", "Seat"], [["<12", "0", "1"]], defaults=["100", "2"])
    text = model(AGE, decision("Ride", logic))
    assert (value(text, "ride.fee", {"age": 11}), value(text, "ride.fee", {"age": 12})) == (0, 100)
    assert codes(text) == ["F004"]


def test_no_rule_hit_and_no_default_gives_none() -> None:
    text = model(AGE, decision("Fee", table(["Age"], ["Fee"], [["<12", "0"]])))
    assert value(text, "fee", {"age": 12}) is Stated.NONE


def test_a_cell_that_compares_with_another_item() -> None:
    logic = table(["Age"], ["Side"], [["< Limit", '"below"'], [">= Limit", '"above"']])
    text = model(AGE, given("Limit", "number"), decision("Side", logic))
    assert value(text, "side", {"age": 4, "limit": 5}) == "below"
    assert value(text, "side", {"age": 5, "limit": 5}) == "above"
    assert codes(text) == ["F004"]


def test_names_with_blanks_signs_and_japanese() -> None:
    logic = table(["Applicant's Age", "世帯 人数"], ["Result"], [[">=18", "<=3", "true"]], defaults=["false"])
    text = model(
        given("Applicant's Age", "number"), given("世帯 人数", "number"), decision("判定 結果", logic)
    )
    assert value(text, "判定_結果", {"applicant_s_age": 18, "世帯_人数": 3}) is True


def test_names_that_are_words_of_the_language_are_changed() -> None:
    text = model(
        given("in", "number"), given("table", "number"), decision("and", table(["in"], ["and"], [["1", "2"]]))
    )
    assert value(text, "and_2", {"in_2": 1}) == 2


def test_inputs_that_only_stand_over_a_column() -> None:
    text = model(decision("Fee", table(["amount"], ["Fee"], [["<10", "1"], [">=10", "2"]])))
    scheme_from_text(imported(text)[0].text)
    assert "amount:" in imported(text)[0].text


def test_allowed_values_become_choices() -> None:
    kind = '<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"High","Low"</text></allowedValues></itemDefinition>'
    logic = table(["Risk"], ["Fee"], [['"High"', "2"], ['"Low"', "1"]])
    text = model(kind, given("Risk", "tRisk"), decision("Fee", logic))
    assert 'choices: {"High": "High", "Low": "Low"}' in imported(text)[0].text
    assert value(text, "fee", {"risk": "Low"}) == 1


def test_structures_become_records() -> None:
    kind = (
        '<itemDefinition name="tPerson"><itemComponent name="Full Age"><typeRef>number</typeRef></itemComponent>'
        '<itemComponent name="home"><itemComponent name="rooms"><typeRef>number</typeRef></itemComponent></itemComponent>'
        "</itemDefinition>"
    )
    logic = table(["Who.Full Age", "Who.home.rooms"], ["Fee"], [["<18", ">2", "1"]], defaults=["0"])
    text = model(kind, given("Who", "tPerson"), decision("Fee", logic))
    assert value(text, "fee", {"who": "{full_age: 17, home: {rooms: 3}}"}) == 1


@pytest.mark.parametrize(
    ("feel", "age", "expected"),
    [
        ("Age + 2 * 3", 4, 10),
        ("(Age + 2) * 3", 4, 18),
        ("Age - -2", 4, 6),
        ("Age >= 4 and not(Age > 5)", 4, True),
        ("Age < 4 or Age > 5 and Age < 9", 6, True),
        ("Age between 4 and 6", 6, True),
        ("Age in [4..6]", 7, False),
        ("Age in (1, 7)", 7, True),
        ("if Age > 5 then 1 else 2", 6, 1),
        ("min(Age, 5) + max(1, Age)", 7, 12),
    ],
)
def test_expressions(feel: str, age: int, expected: Any) -> None:
    assert value(model(AGE, decision("Result", literal(feel))), "result", {"age": age}) == expected


def test_days_and_lengths_of_time() -> None:
    day = given("Day", "date")
    logic = table(["Day"], ["Late"], [['> date("2024-03-31")', "true"], ['<= date("2024-03-31")', "false"]])
    assert value(model(day, decision("Late", logic)), "late", {"day": "2024-04-01"}) is True
    text = model(day, decision("Due", literal('Day + duration("P1Y2M") < date(2025, 6, 2)')))
    assert value(text, "due", {"day": "2024-04-01"}) is True


def test_a_decision_uses_another() -> None:
    band = decision("Band", table(["Age"], ["Band"], BANDS))
    fee = decision("Fee", table(["Band"], ["Fee"], [['"old", "young"', "0"], ['"grown"', "100"]]))
    assert value(model(AGE, band, fee), "fee", {"age": 70}) == 0


def test_a_function_is_written_out_with_what_it_is_given() -> None:
    function = (
        '<businessKnowledgeModel name="Fee of"><encapsulatedLogic><formalParameter name="years"/>'
        + table(["years"], ["Fee"], [["<12", "0"], [">=12", "100"]])
        + "</encapsulatedLogic></businessKnowledgeModel>"
    )
    call = (
        "<invocation><literalExpression><text>Fee of</text></literalExpression><binding>"
        '<parameter name="years"/><literalExpression><text>Age + 1</text></literalExpression></binding></invocation>'
    )
    assert value(model(AGE, function, decision("Fee", call)), "fee", {"age": 11}) == 100


def function(name: str, parameter: str, logic: str) -> str:
    inside = f'<formalParameter name="{parameter}"/>{logic}'
    return f'<businessKnowledgeModel name="{name}"><encapsulatedLogic>{inside}</encapsulatedLogic></businessKnowledgeModel>'


def entry(name: str, logic: str) -> str:
    variable = f'<variable name="{name}"/>' if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def test_what_a_function_is_handed_stays_together() -> None:
    twice = function("Twice", "n", literal("n * 2"))
    call = (
        "<invocation><literalExpression><text>Twice</text></literalExpression><binding>"
        '<parameter name="n"/><literalExpression><text>Age + 1</text></literalExpression></binding></invocation>'
    )
    assert value(model(AGE, twice, decision("Fee", call)), "fee", {"age": 11}) == 24
    assert value(model(AGE, twice, decision("Fee", literal("Twice(Age + 1) - 1"))), "fee", {"age": 11}) == 23
    assert value(model(AGE, twice, decision("Fee", literal("Twice(Twice(Age))"))), "fee", {"age": 11}) == 44


def test_a_function_that_calls_itself_is_told() -> None:
    text = model(AGE, function("Down", "n", literal("Down(n - 1)")), decision("Fee", literal("Down(Age)")))
    assert codes(text) == ["F003"]


def test_the_entries_of_a_context_become_definitions() -> None:
    boxes = entry("Half age", literal("Age / 2")) + entry(
        "Fee", table(["Half age"], ["Fee"], [["<5", "1"], [">=5", "2"]])
    )
    text = model(AGE, decision("Fares", f"<context>{boxes}{entry('', literal('Fee * 10'))}</context>"))
    assert [value(text, "fares", {"age": a}) for a in (9, 10)] == [10, 20]
    assert value(text, "fares_half_age", {"age": 9}) == Fraction(9, 2)


def test_a_context_without_a_result_is_read_by_its_entries() -> None:
    inner = f"<context>{entry('b', literal('a + 1'))}</context>"
    boxes = entry("a", literal("Age * 2")) + entry("in ner", inner) + entry("c", literal("in ner.b + a"))
    use = decision("Use", literal("Rec.in ner.b + Rec.a + Rec.c"))
    text = model(AGE, use, decision("Rec", f"<context>{boxes}</context>"))
    assert value(text, "use", {"age": 3}) == 7 + 6 + 13
    assert codes(text) == []


def test_a_function_inside_a_context() -> None:
    twice = f'<functionDefinition><formalParameter name="n"/>{literal("n * 2")}</functionDefinition>'
    boxes = entry("twice", twice) + entry("", literal("twice(Age) + 1"))
    assert value(model(AGE, decision("Fee", f"<context>{boxes}</context>")), "fee", {"age": 3}) == 7


def test_a_boxed_conditional_becomes_a_choice() -> None:
    box = "".join(f"<{n}>{literal(t)}</{n}>" for n, t in (("if", "Age > 3"), ("then", "1"), ("else", "0.5")))
    text = model(AGE, decision("Fee", f"<conditional>{box}</conditional>"))
    assert (value(text, "fee", {"age": 4}), value(text, "fee", {"age": 3})) == (1, Fraction(1, 2))


def test_one_entry_that_has_no_counterpart_leaves_out_the_decision_whole() -> None:
    boxes = entry("a", literal("Age * 2")) + entry("b", literal("Age ** 2")) + entry("", literal("a + b"))
    text = model(
        AGE, decision("Fee", f"<context>{boxes}</context>", "number"), decision("Use", literal("Fee + 1"))
    )
    assert codes(text) == ["F003"]
    assert "fee_a" not in imported(text)[0].text
    assert value(text, "use", {"fee": 7}) == 8


def test_what_our_checks_refuse_is_told_once() -> None:
    boxes = entry("a", literal('"x" + Age')) + entry("b", literal("a + 1")) + entry("", literal("a + b"))
    text = model(AGE, decision("Fee", f"<context>{boxes}</context>", "number"))
    assert codes(text) == ["F003"]


def test_listed_values_of_a_result_are_its_choices() -> None:
    kind = '<itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"High","Low","Never"</text></allowedValues></itemDefinition>'
    risk = decision("Risk", table(["Age"], ["Risk"], [["<18", '"High"'], [">=18", '"Low"']]), "tRisk")
    fee = decision("Fee", table(["Risk"], ["Fee"], [['"Never"', "3"], ['"High", "Low"', "1"]]))
    assert value(model(kind, AGE, risk, fee), "fee", {"age": 18}) == 1


def test_signs_by_their_number_and_days_that_do_not_exist() -> None:
    text = model(AGE, decision("Same", literal('"\\u0041" = "A"')))
    assert value(text, "same", {"age": 1}) is True
    assert codes(model(AGE, decision("Day", literal("date(2024, 2, 30)"), "date"))) == ["F003"]


@pytest.mark.parametrize(
    "feel",
    [
        "Age ** 2",
        "string(Age)",
        "for i in [1,2] return i",
        "Age +",
        '"a" + "b"',
        "every x in Age satisfies x > 1",
    ],
)
def test_what_has_no_counterpart_is_told_and_asked_for(feel: str) -> None:
    other = decision("Fee", table(["Odd"], ["Fee"], [[">1", "7"]]))
    text = model(AGE, decision("Odd", literal(feel), "number"), other)
    assert "F003" in codes(text)
    scheme_from_text(imported(text)[0].text)


def test_a_decision_left_out_is_asked_for_so_that_others_can_use_it() -> None:
    other = decision("Fee", table(["Odd"], ["Fee"], [[">1", "7"]]))
    text = model(AGE, decision("Odd", literal("Age ** 2"), "number"), other)
    assert value(text, "fee", {"odd": 2}) == 7
    found, _ = imported(text)
    assert (found.taken_over, found.left_out) == (1, 1)


def test_rows_that_overlap_under_unique_are_not_taken_over_in_silence() -> None:
    text = model(AGE, decision("Fee", table(["Age"], ["Fee"], [["<=5", "1"], [">=5", "2"]])))
    assert codes(text) == ["F003"]


@pytest.mark.parametrize(
    "text",
    [
        "not xml", "<a>", "<a/>", "<definitions/>", "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<a>" * 100_000, "<definitions><decision/><decision></definitions>",
    ],
)  # fmt: skip
def test_what_is_not_dmn_is_refused(text: str) -> None:
    problems = Problems()
    assert import_dmn(Source("x.dmn", text), problems) is None
    assert problems.has_errors


def test_empty_corners_of_a_model() -> None:
    """Tables without columns or rules, decisions without a name: nothing of it may crash."""
    for logic in (
        "<decisionTable/>",
        table(["Age"], ["A"], []),
        table([], ["A"], [["1"]]),
        "<literalExpression/>",
        "",
    ):
        scheme_from_text(imported(model(AGE, decision("", logic), decision("B", logic)))[0].text)
