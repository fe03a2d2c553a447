"""One programme in several files: how they are found, joined, amended and judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from schemeengine import BadInput, Evaluator, dossier_from_text, load_schemes
from schemeengine.cli.app import run
from schemeengine.diagnostics import Problems
from schemeengine.examples import run_examples
from schemeengine.pipeline import read_schemes

BASE = """
schemeengine: 1
scheme: oven
title: Oven
editions:
  r5: {from: 令和5年4月1日}
edition_by: applied
facts:
  applied: {type: event, label: applied}
  staff: {type: count, unit: 人, label: staff}
  form: {type: code, label: form, choices: {shop: shop, mill: mill}}
provisions:
  size:
    that: staff >= 2人
    examples:
      two: {given: {staff: 2人}, expect: met}
  form_known: form = "shop" or form = "mill"
examples:
  small:
    change: {applied: 令和6年4月1日, staff: 2人, form: mill}
    expect: {outcome: eligible}
"""
AMENDMENT = """
schemeengine: 1
scheme: oven
amends: r5
editions:
  r8: {from: 令和8年4月1日}
facts:
  form: {type: code, label: form, choices: {shop: shop, cafe: cafe}}
provisions:
  size: {that: staff >= 3人}
  form_known: form = "shop" or form = "cafe"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "oven.yaml").write_text(BASE, encoding="utf-8")
    (tmp_path / "oven.r8.yaml").write_text(AMENDMENT, encoding="utf-8")
    (tmp_path / "ovens.yaml").write_text(BASE.replace("scheme: oven", "scheme: ovens"), encoding="utf-8")
    return tmp_path


def dossier(applied: str, form: str = "shop") -> object:
    return dossier_from_text(
        f"schemeengine: 1\ndossier: d\nas_of: 令和8年6月1日\nfacts: {{applied: {applied}, staff: 2人, form: {form}}}\n"
    )


@pytest.mark.parametrize("name", ["oven.yaml", "oven.r8.yaml"])
def test_any_file_of_a_programme_brings_the_others(folder: Path, name: str) -> None:
    (scheme,) = load_schemes([str(folder / name)])
    assert [e.id for e in scheme.editions] == ["r5", "r8"]
    assert str(scheme.editions[0].until) == "2026-03-31"


def test_all_files_of_a_folder_are_one_scheme_each(folder: Path) -> None:
    found = load_schemes(sorted(str(p) for p in folder.glob("*.yaml")))
    assert sorted(s.id for s in found) == ["oven", "ovens"]


@pytest.mark.parametrize(
    ("applied", "edition", "outcome"),
    [("令和8年3月31日", "r5", "eligible"), ("令和8年4月1日", "r8", "ineligible")],
)
def test_the_day_of_application_chooses(folder: Path, applied: str, edition: str, outcome: str) -> None:
    found = Evaluator(load_schemes([str(folder / "oven.yaml")])).evaluate(dossier(applied)).verdicts[0]
    assert (found.edition, found.outcome) == (edition, outcome)
    assert found.receipt.edition == edition
    assert "applied" in found.edition_reason.en


def test_a_dossier_is_read_by_the_edition_that_governs_it(folder: Path) -> None:
    evaluator = Evaluator(load_schemes([str(folder / "oven.yaml")]))
    assert evaluator.evaluate(dossier("令和8年3月31日", "mill")).verdicts[0].outcome == "eligible"
    with pytest.raises(BadInput):
        evaluator.evaluate(dossier("令和8年4月1日", "mill"))
    with pytest.raises(BadInput):
        evaluator.evaluate(dossier("令和8年3月31日", "cafe"))


def test_json_dossiers_choose_too(folder: Path) -> None:
    evaluator = Evaluator(load_schemes([str(folder / "oven.yaml")]))
    facts = {"applied": "2026-03-31", "staff": "2人", "form": "mill"}
    given = {"schemeengine": 1, "dossier": "d", "as_of": "2026-06-01", "facts": facts}
    assert evaluator.evaluate_json(given).verdicts[0].edition == "r5"


def test_examples_are_run_by_the_edition_they_stand_in(folder: Path) -> None:
    problems = Problems()
    results = run_examples(load_schemes([str(folder / "oven.yaml")]), problems)
    assert [(r.name, r.passed) for r in results] == [("two", True), ("small", True)]
    assert not problems.items


def test_the_receipt_depends_on_every_file_of_the_text(folder: Path) -> None:
    def receipts() -> list[str]:
        evaluator = Evaluator(load_schemes([str(folder / "oven.yaml")]))
        days = ("令和8年3月31日", "令和8年4月1日")
        return [evaluator.evaluate(dossier(d)).verdicts[0].receipt.scheme_sha256 for d in days]

    before = receipts()
    (folder / "oven.r8.yaml").write_text(AMENDMENT.replace("3人", "4人"), encoding="utf-8")
    after = receipts()
    assert before[0] == after[0], "the old text is as it was"
    assert before[1] != after[1]


def test_a_vocabulary_beside_is_no_edition(folder: Path) -> None:
    other = "schemeengine: 1\nscheme: other\ntitle: Other\nprovisions: {always: yes}\n"
    (folder / "oven.other.yaml").write_text(other, encoding="utf-8")
    (scheme,) = load_schemes([str(folder / "oven.yaml")])
    assert [e.id for e in scheme.editions] == ["r5", "r8"]


@pytest.mark.parametrize("target", ["oven.yaml", "oven.r8.yaml", ""])
def test_check_accepts_the_files_and_the_folder(folder: Path, target: str) -> None:
    problems = Problems()
    read_schemes([str(folder / (target or "oven.yaml"))], problems)
    assert problems.items == ()

    assert run(["check", str(folder / target)]) == 0


def test_places_of_an_outline_may_hold_dots(tmp_path: Path) -> None:
    base = BASE.replace("facts:", "outline: {s. 3: {title: size, has: [(1)], encoded: yes}}\nfacts:").replace(
        "    that: staff", "    cite: s. 3(1)\n    that: staff"
    )
    amendment = (
        "schemeengine: 1\nscheme: oven\namends: r5\neditions: {r8: {from: 令和8年4月1日}}\n"
        "outline:\n  s. 3: {title: size, has: [(1), (2)], encoded: yes}\n  s. 3.1: {title: more, encoded: yes}\n"
        "provisions:\n  more: {cite: s. 3(2), that: staff <= 9人}\n  most: {cite: s. 3.1, that: staff <= 99人}\n"
    )
    (tmp_path / "oven.yaml").write_text(base, encoding="utf-8")
    (tmp_path / "oven.r8.yaml").write_text(amendment, encoding="utf-8")
    facts = "{applied: 令和8年4月1日, form: shop, staff: 10人}"
    found = Evaluator(load_schemes([str(tmp_path / "oven.yaml")])).evaluate(
        dossier_from_text(f"schemeengine: 1\ndossier: d\nas_of: 令和9年1月1日\nfacts: {facts}\n")
    )
    assert (found.verdicts[0].edition, found.verdicts[0].failed) == ("r8", ("more",))
