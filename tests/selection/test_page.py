"""The pages on selections show what the command really prints; its other forms say the same."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from tests.cli.running import ROOT, Run, run
from tests.documentation.fences import fences

PAGES = (("docs/selection.md", "en"), ("docs/selection.ja.md", "ja"))


def select(page: str, folder: Path, *arguments: str) -> Run:
    """The page's dossiers by the page's programme."""
    names = []
    for fence in fences(page):
        if "programme" in fence.words:
            (folder / "pilot.yaml").write_text(fence.text, encoding="utf-8")
        elif "dossier" in fence.words:
            names.append(f"{fence.words['dossier']}.yaml")
            (folder / names[-1]).write_text(fence.text, encoding="utf-8")
    return run("select", *names, "--scheme", "pilot.yaml", *arguments, cwd=folder)


@pytest.mark.parametrize(("page", "lang"), PAGES)
def test_the_page_shows_what_is_printed(page: str, lang: str, tmp_path: Path) -> None:
    (shown,) = (f.text for f in fences(page) if "shown" in f.words)
    done = select(page, tmp_path, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    assert done.out == shown


def test_json_keeps_to_its_schema_and_says_the_same(tmp_path: Path) -> None:
    done = select("docs/selection.md", tmp_path, "--format", "json", "--lang", "en")
    schema = json.loads((ROOT / "docs/schema/selection.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(done.data, schema)
    places = {p["dossier"]: (p["result"], p["rank"]) for p in done.data["places"]}
    assert places["house_c"] == ("chosen", 1)
    assert places["house_b"] == ("not_chosen", 3)
    assert done.data["provisional"] is True
    assert done.data["spent"] == 5_300_000


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_other_forms_hold_the_same_words(form: str, tmp_path: Path) -> None:
    out = select("docs/selection.md", tmp_path, "--format", form, "--lang", "en").out
    for word in ("points for the plan 35", "300,000 yen of the 4,000,000 yen left", "Provisional"):
        assert word in out


@pytest.mark.parametrize("engine", ["reference", "durable"])
def test_every_executor_gives_the_same(engine: str, tmp_path: Path) -> None:
    if engine == "durable":
        pytest.importorskip("durable")
    first = select("docs/selection.md", tmp_path, "--format", "json")
    assert select("docs/selection.md", tmp_path, "--format", "json", "--engine", engine).out == first.out


def test_one_dossier_that_cannot_be_read_stops_the_whole(tmp_path: Path) -> None:
    select("docs/selection.md", tmp_path)
    (tmp_path / "bad.yaml").write_text(
        "schemeengine: 1\ndossier: bad\nfacts: {plan: many}\n", encoding="utf-8"
    )
    done = run("select", "house_a.yaml", "bad.yaml", "-s", "pilot.yaml", "-o", "out.txt", cwd=tmp_path)
    assert done.code == 2
    assert "bad.yaml:3" in done.err
    assert not (tmp_path / "out.txt").exists()
