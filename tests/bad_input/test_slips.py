"""Slips an officer makes who has read the manual: refused, or said, where they stand and with the remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import run

from schemeengine import BadInput, Evaluator, load_schemes
from schemeengine.diagnostics import Problems, Severity
from schemeengine.pipeline import dossier_from_text, read_schemes

_HEAD = "schemeengine: 1\nscheme: slip\ntitle: slip\nfacts:\n"


def refusal(tmp_path: Path, rest: str) -> tuple[str, str]:
    file = tmp_path / "slip.yaml"
    file.write_text(_HEAD + rest, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load_schemes([str(file)])
    found = refused.value.diagnostics[0]
    return found.code.id, found.message("en") + " " + found.help("en")


def test_a_quantity_needs_its_unit(tmp_path: Path) -> None:
    code, said = refusal(
        tmp_path, "  floor: {type: quantity, label: floor}\nprovisions: {a: floor is stated}\n"
    )
    assert code == "S006"
    assert "unit" in said


def test_not_without_brackets_is_shown_with_them(tmp_path: Path) -> None:
    code, said = refusal(tmp_path, "  arrears: {type: yes_no}\nprovisions: {a: not arrears}\n")
    assert code == "E005"
    assert "not(…)" in said


def test_a_code_without_quotation_marks_is_shown_with_them(tmp_path: Path) -> None:
    facts = "  form: {type: code, choices: {company: company, person: person}}\n"
    code, said = refusal(tmp_path, facts + "provisions: {a: form = company}\n")
    assert code == "M001"
    assert '"company"' in said


def test_a_word_of_the_language_that_is_another_here_names_it(tmp_path: Path) -> None:
    code, said = refusal(tmp_path, "  a: {type: judgment, label: a, 判断者: mayor}\n")
    assert (code, "決定者" in said) == ("S005", True)


def test_none_beside_a_yes_or_no_advises_no(tmp_path: Path) -> None:
    file = tmp_path / "slip.yaml"
    file.write_text(_HEAD + "  arrears: {type: yes_no}\nprovisions: {a: arrears}\n", encoding="utf-8")
    evaluator = Evaluator(load_schemes([str(file)]))
    dossier = {"schemeengine": 1, "dossier": "d", "as_of": "2024-06-10", "facts": {"arrears": "none"}}
    with pytest.raises(BadInput) as refused:
        evaluator.evaluate_json(dossier)
    (found,) = refused.value.diagnostics
    assert (found.code.id, "write no" in found.help("en"), "いいえ" in found.help("ja")) == (
        "D012",
        True,
        True,
    )


_LISTED = """schemeengine: 1
vocabulary: words
title: words
types: {cost: {label: cost, key: id, fields: {id: {type: text}, paid: {type: yen}}}}
facts: {costs: {type: list of cost, label: costs}}
"""
_LISTING = """schemeengine: 1
scheme: listing
title: listing
uses: [words]
provisions: {a: count(costs) >= 0}
"""


@pytest.mark.parametrize("fast", [True, False])
def test_facts_of_a_programme_not_spoken_to_do_not_matter(tmp_path: Path, fast: bool) -> None:
    (tmp_path / "words.yaml").write_text(_LISTED, encoding="utf-8")
    (tmp_path / "listing.yaml").write_text(_LISTING, encoding="utf-8")
    slip = _HEAD + "  costs: {type: yen, label: costs}\nprovisions: {a: costs <= 100円}\n"
    (tmp_path / "slip.yaml").write_text(slip, encoding="utf-8")
    evaluator = Evaluator(load_schemes([str(tmp_path / n) for n in ("listing.yaml", "slip.yaml")]))
    dossier = {
        "schemeengine": 1, "dossier": "d", "as_of": "2024-06-10", "for": "slip", "facts": {"costs": "100円"},
    }  # fmt: skip
    text = json.dumps(dossier, ensure_ascii=False)
    result = evaluator.evaluate_json(text) if fast else evaluator.evaluate(dossier_from_text(text))
    assert {v.scheme: str(v.outcome) for v in result.verdicts}["slip"] == "eligible"


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "slip.yaml"
    file.write_text(
        _HEAD + "  lease: {type: interval}\nprovisions: {a: 2024-06-01 in lease}\n", encoding="utf-8"
    )
    evaluator = Evaluator(load_schemes([str(file)]))

    def outcome(first: str, last: str) -> str:
        facts = {"lease": {"from": first, "until": last}}
        dossier = {"schemeengine": 1, "dossier": "d", "as_of": "2024-06-10", "facts": facts}
        return str(evaluator.evaluate_json(dossier).verdicts[0].outcome)

    assert outcome("2024-06-01", "2024-06-01") == "eligible"
    with pytest.raises(BadInput) as refused:
        outcome("2024-06-02", "2024-06-01")
    assert [d.code.id for d in refused.value.diagnostics] == ["D007"]


@pytest.mark.parametrize(("extra", "warned"), [("", False), (", may_be_negative: yes", True)])
def test_a_table_has_no_gap_where_no_answer_can_lie(tmp_path: Path, extra: str, warned: bool) -> None:
    file = tmp_path / "slip.yaml"
    table = "definitions:\n  points:\n    table: |\n      | hours | → p |\n      | 0以上10以下 | 5 |\n      | 10超 | 0 |\n"
    rest = f"  hours: {{type: number{extra}}}\n{table}provisions: {{a: points >= 5}}\n"
    file.write_text(_HEAD + rest, encoding="utf-8")
    problems = Problems()
    read_schemes([str(file)], problems)
    assert ("M032" in [d.code.id for d in problems.items]) is warned


def test_both_doors_judge_a_programme_that_never_reads_the_day(tmp_path: Path) -> None:
    file = tmp_path / "slip.yaml"
    file.write_text(_HEAD + "  a: {type: yes_no}\nprovisions: {p: a}\n", encoding="utf-8")
    evaluator = Evaluator(load_schemes([str(file)]))
    for answer, outcome in (("yes", "eligible"), ("no", "ineligible")):
        dossier = {"schemeengine": 1, "dossier": "d", "as_of": "2024-06-10", "facts": {"a": answer}}
        assert evaluator.evaluate_json(dossier).verdicts[0].outcome == outcome


_WHOLE = """schemeengine: 1
scheme: whole
title: whole
facts: {income: {type: yen, label: income}}
parameters: {cap: {type: yen, label: cap, set_by: mayor, value: unset}}
provisions: {low: income <= cap}
examples:
  set: {as_of: 2024-06-10, change: {income: 100円, cap: 100円}, expect: {outcome: eligible}}
  higher: {based_on: set, change: {income: 101円}, expect: {outcome: ineligible}}
  raised: {based_on: higher, change: {cap: 101円}, expect: {outcome: eligible}}
  open: {as_of: 2024-06-10, change: {income: 100円}, expect: {outcome: undetermined}}
"""


def test_an_example_of_a_whole_scheme_may_set_a_parameter(tmp_path: Path) -> None:
    file = tmp_path / "whole.yaml"
    file.write_text(_WHOLE, encoding="utf-8")
    found = run("test", str(file))
    assert (found.code, "4" in found.out) == (0, True), found.out + found.err
    file.write_text(_WHOLE.replace("cap: 101円", "cap: 3年"), encoding="utf-8")
    assert run("test", str(file)).code == 2


_THREE, _FIVE = "last_day_of: 3日, since: d", "last_day_of: 5日, since: d"
_MOVED = ", if_holiday: next_business_day"


@pytest.mark.parametrize(
    "by", ["{reading: r, a: {%s}, b: {%s}}", "{choose: [{if: x, then: {%s}}], otherwise: {%s}}"]
)
def test_every_branch_may_say_what_happens_on_a_holiday(tmp_path: Path, by: str) -> None:
    rest = """  d: {type: event, label: d}
  x: {type: yes_no, label: x}
readings: {r: {cite: 1, question: q, choices: {a: a, b: b}, adopted: a}}
provisions: {p: as_of <= limit}
dates: {limit: BY}
"""
    file = tmp_path / "slip.yaml"

    def refused(first: str, second: str) -> list[str]:
        file.write_text(_HEAD + rest.replace("BY", by % (first, second)), encoding="utf-8")
        problems = Problems()
        read_schemes([str(file)], problems)
        return [d.code.id for d in problems.items if d.severity is Severity.ERROR]

    assert refused(_THREE + _MOVED, _FIVE) == ["M019"]
    assert refused(_THREE + _MOVED, _FIVE + _MOVED) == []
    dossier = "schemeengine: 1\ndossier: d\nas_of: 2024-06-10\nfacts: {d: 2024-06-05, x: yes}\n"
    (verdict,) = Evaluator(load_schemes([str(file)])).evaluate(dossier_from_text(dossier)).verdicts
    assert str(verdict.outcome) == "eligible"  # 8 June 2024 is a Saturday: the last day is Monday, the 10th


@pytest.mark.parametrize(
    ("line", "code", "remedy"),
    [
        ("provisions: {a: 'costが57,700円未満'}", "E005", "cost < 57,700円"),
        ("provisions: {a: fiscal_year(day) = R6年度}", "M001", "令和6年度"),
        ("provisions: {a: day >= 18歳に達する日}", "M018", "18歳)"),
        ("amounts: {a: {value: cost, round_down: 1000}}", "M005", "1,000円"),
        (
            "amounts: {a: {table: '| day | → a |\n\n    | 2024-01-01 | cost * 50% |', round: none}}",
            "M132",
            "“= cost * 50%”",
        ),
        ("provisions: {a: min(events) < day}", "M033", "earlier_of"),
        ("  used: {type: 年月}\nprovisions: {a: day is stated}", "M008", "date (its first day"),
    ],
)
def test_what_an_ordinance_says_is_shown_as_the_language_writes_it(
    tmp_path: Path, line: str, code: str, remedy: str
) -> None:
    facts = "  cost: {type: yen}\n  day: {type: date}\n  events: {type: list of event}\n"
    found, said = refusal(tmp_path, facts + line + "\n")
    assert found == code
    assert remedy in said


def test_check_reads_what_is_given_in_examples(tmp_path: Path) -> None:
    file = tmp_path / "slip.yaml"
    examples = "{none: {given: {staff: none}, expect: met}, differs: {given: {staff: 2}, expect: met}}"
    file.write_text(
        f"{_HEAD}  staff: {{type: count}}\nprovisions: {{a: {{that: staff >= 3, examples: {examples}}}}}\n",
        encoding="utf-8",
    )
    found = run("check", str(file), "--format", "json")
    assert found.code == 2
    # that an example comes out otherwise is for `test` to say
    assert [d["code"] for d in found.data["diagnostics"]] == ["D012"]
