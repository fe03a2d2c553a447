"""The pages on portfolios show what the command really prints; its other forms say the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.running import ROOT, Run, run
from tests.documentation.fences import fences

PAGES = (("docs/portfolio.md", "en"), ("docs/portfolio.ja.md", "ja"))


def portfolio(page: str, folder: Path, *arguments: str) -> Run:
    """The page's dossier by the page's programmes."""
    named = []
    for fence in fences(page):
        if "programme" in fence.words:
            name = f"{fence.words['programme']}.yaml"
            (folder / name).write_text(fence.text, encoding="utf-8")
            named += ["--scheme", name]
        elif "dossier" in fence.words:
            (folder / "dossier.yaml").write_text(fence.text, encoding="utf-8")
    return run("portfolio", "dossier.yaml", *named, *arguments, cwd=folder)


@pytest.mark.parametrize(("page", "lang"), PAGES)
def test_the_page_shows_what_is_printed(page: str, lang: str, tmp_path: Path) -> None:
    (shown,) = (f.text for f in fences(page) if "shown" in f.words)
    done = portfolio(page, tmp_path, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert done.out == shown


def test_json_keeps_to_its_schema_and_says_the_same(tmp_path: Path) -> None:
    done = portfolio("docs/portfolio.md", tmp_path, "--format", "json", "--lang", "en")
    schema = json.loads((ROOT / "docs/schema/portfolio.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(done.data, schema)
    assert [c["schemes"] for c in done.data["combinations"]] == [
        ["wall", "garden"],
        ["fence", "garden", "badge"],
    ]
    assert done.data["conflicts"] == [
        {
            "schemes": ["fence", "wall"],
            "refused_by": "fence",
            "provisions": ["one_of_the_two"],
            "depends_on": [],
        }
    ]


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_forms_hold_the_same_words(form: str, tmp_path: Path) -> None:
    out = portfolio("docs/portfolio.md", tmp_path, "--format", form, "--lang", "en").out
    for word in ("Grant for stone walls", "600,000 yen", "no grant beside the one for stone walls"):
        assert word in out


def test_words_of_a_dossier_cannot_become_markup(tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text("schemeengine: 1\nscheme: s\ntitle: <b>S</b>\n", encoding="utf-8")
    (tmp_path / "d.yaml").write_text(
        'schemeengine: 1\ndossier: d\ntitle: "<script>x</script>"\nas_of: 2024-06-01\n', encoding="utf-8"
    )
    out = run("portfolio", "d.yaml", "--scheme", "s.yaml", "--format", "html", cwd=tmp_path).out
    assert "<script>" not in out
    assert "<b>" not in out


def test_the_examples_can_be_asked_about_all_programmes() -> None:
    done = run("portfolio", "examples/kita_sound_company/dossier.yaml", "--format", "json")
    assert done.code == 0
    assert {p["scheme"] for p in done.data["programmes"]} == {"kita_ku", "kitakyushu", "sdgx_subsidy"}


def test_bad_input_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    done = run("portfolio", "missing.yaml", "--output", "out.txt", cwd=tmp_path)
    assert done.code == 2
    assert done.err
    assert not (tmp_path / "out.txt").exists()


def test_several_dossiers_at_once(tmp_path: Path) -> None:
    portfolio("docs/portfolio.md", tmp_path)
    text = (tmp_path / "dossier.yaml").read_text(encoding="utf-8")
    other = text.replace("dossier: corner_house", "dossier: other").replace("title: The corner house\n", "")
    (tmp_path / "other.yaml").write_text(
        other.replace("wall_costs: 90万円", "wall_costs: 3万円"), encoding="utf-8"
    )
    named = [word for name in ("fence", "wall", "garden", "badge") for word in ("--scheme", f"{name}.yaml")]
    done = run("portfolio", "dossier.yaml", "other.yaml", *named, "--lang", "en", cwd=tmp_path)
    assert done.code == 0
    rows = [line.split() for line in done.out.splitlines() if "2024-06-10" in line]
    assert [row[-2:] for row in rows] == [["600,000", "yen"], ["450,000", "yen"]]
    assert "other: Programme by programme" in done.out
    data = run("portfolio", "dossier.yaml", "other.yaml", *named, "--format", "json", cwd=tmp_path).data
    schema = json.loads((ROOT / "docs/schema/portfolios.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert [p["dossier"] for p in data["portfolios"]] == ["corner_house", "other"]


def test_the_mistakes_of_all_dossiers_are_told(tmp_path: Path) -> None:
    portfolio("docs/portfolio.md", tmp_path)
    for name in ("a", "b"):
        wrong = f"schemeengine: 1\ndossier: {name}\nfor: [fence]\nfacts: {{fence_costs: many}}\n"
        (tmp_path / f"{name}.yaml").write_text(wrong, encoding="utf-8")
    done = run("portfolio", "a.yaml", "dossier.yaml", "b.yaml", "-s", "fence.yaml", cwd=tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "a.yaml:4" in done.err
    assert "b.yaml:4" in done.err
