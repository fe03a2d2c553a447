"""The other commands, help, and mistakes in the arguments."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import ROOT, dossier, run

TINY = """schemeengine: 1
scheme: tiny
title: 小さな制度
facts:
  n: {type: count, label: 数}
provisions:
  few:
    that: n <= 3
    text: 3以下
    text_en: at most 3
    examples:
      three: {given: {n: 3}, expect: met}
      four: {given: {n: 4}, expect: WANTED}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    path = tmp_path / "tiny.yaml"
    path.write_text(TINY.replace("WANTED", "not_met"), encoding="utf-8")
    return path


# ------------------------------------------------------------------ check
def test_everything_shipped_is_sound() -> None:
    found = run("check", "schemes", "examples")
    assert (found.code, found.err) == (0, "")
    assert found.out == "問題は見つかりませんでした\n"
    assert run("check", "schemes/kita_ku.yaml", "--lang", "en").out == "No problems found\n"


def test_mistakes_are_shown_with_line_and_caret(tiny: Path) -> None:
    tiny.write_text(TINY.replace("n <= 3", "m <= 3"), encoding="utf-8")
    found = run("check", str(tiny))
    assert found.code == 2
    assert f"{tiny}:8:11: 誤り[" in found.out
    line, caret = found.out.splitlines()[1:3]
    assert line.index("m <= 3") == caret.index("^")
    assert "→ 直し方: " in found.out
    assert "誤り 1件" in found.out


def test_a_programme_of_the_library_is_checked_by_its_id() -> None:
    assert run("check", "eruboshi").code == 0
    assert run("check", "erubosi").code == 2


def test_a_file_of_another_kind_is_told_what_takes_it(tiny: Path) -> None:
    found = run("evaluate", str(tiny), "--lang", "en")
    assert found.code == 2
    assert "What takes a scheme: schemeengine check FILE" in found.err


def test_check_as_json(tiny: Path) -> None:
    tiny.write_text(TINY.replace("n <= 3", "m <= 3"), encoding="utf-8")
    found = run("check", str(tiny), "--format", "json", "--lang", "en")
    (record,) = json.loads(found.out)["diagnostics"]
    assert (record["severity"], record["line"], record["column"]) == ("error", 8, 11)
    assert record["message"].isascii()


def test_a_vocabulary_is_checked_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "words.yaml"
    good = "schemeengine: 1\nvocabulary: words\ntitle: 語彙\nfacts:\n  n: {type: count, label: 数}\n"
    path.write_text(good, encoding="utf-8")
    assert run("check", str(path)).code == 0
    path.write_text(good.replace("count", "cuont"), encoding="utf-8")
    found = run("check", str(path))
    assert found.code == 2
    assert f"{path}:5:" in found.out


def test_a_dossier_is_checked_against_a_scheme(tiny: Path, tmp_path: Path) -> None:
    path = tmp_path / "d.yaml"
    path.write_text("schemeengine: 1\ndossier: d\nfor: tiny\nas_of: 2024-06-01\nfacts: {n: many}\n", "utf-8")
    found = run("check", str(path), "--scheme", str(tiny))
    assert found.code == 2
    assert f"{path}:5:" in found.out


def test_places_are_looked_up_in_the_instrument(tmp_path: Path) -> None:
    (tmp_path / "i.txt").write_text("第1条 目的を定める。\n第2条 用語を定める。\n", encoding="utf-8")
    found = run("check", "schemes/kita_ku.yaml", "--instrument", str(tmp_path / "i.txt"))
    assert found.code == 0  # a warning
    assert "注意[I002]" in found.out
    assert "第4条第2号" in found.out


# ------------------------------------------------------------------ test
def test_examples_that_agree(tiny: Path) -> None:
    found = run("test", str(tiny))
    assert found.code == 0
    assert "すべて一致（2例）" in found.out


def test_an_example_that_differs(tiny: Path) -> None:
    tiny.write_text(TINY.replace("WANTED", "met"), encoding="utf-8")
    found = run("test", str(tiny), "--lang", "en")
    assert found.code == 1
    assert "four" in found.out
    assert "1 of 2 examples agree" in found.out


def test_examples_of_a_broken_scheme(tiny: Path) -> None:
    tiny.write_text(TINY.replace("n <= 3", "m <= 3"), encoding="utf-8")
    assert run("test", str(tiny)).code == 2


# ------------------------------------------------------------------ outline, schemas, version
def test_the_outline_in_three_forms_and_both_languages() -> None:
    data = run("outline", "kita_ku", "--format", "json").data
    rows = {r["place"]: r for r in data["outline"]}
    assert rows["第1条"]["encoded"] == "not_a_decision"
    assert rows["第1条"]["why"]
    assert "standard.checklist_70" in rows["第4条"]["cited_by"]
    assert sum(data["counts"].values()) == len(data["outline"])
    text = run("outline", "kita_ku").out
    assert text.rstrip().splitlines()[-1].startswith(f"{len(rows)}か所：")
    english = run("outline", "kita_ku", "--format", "markdown", "--lang", "en").out
    assert english.startswith("# Kita City")
    assert f"{len(rows)} places: " in english


def test_every_encoded_article_is_used_by_some_rule() -> None:
    for name in ("kita_ku", "sdgx_subsidy", "kitakyushu"):
        for row in run("outline", name, "-f", "json").data["outline"]:
            assert row["cited_by"] or row["encoded"] not in ("yes", "by_judgment"), row["place"]


def test_the_published_schemas_are_up_to_date(tmp_path: Path) -> None:
    found = run("schemas", "--write", str(tmp_path))
    assert found.code == 0
    for path in tmp_path.iterdir():
        published = ROOT / "docs" / "schema" / path.name
        assert published.read_text(encoding="utf-8") == path.read_text(encoding="utf-8"), path.name
    assert {p.name for p in tmp_path.iterdir()} == {p.name for p in (ROOT / "docs" / "schema").glob("*.json")}


def test_the_version() -> None:
    from schemeengine import __version__

    assert __version__ in run("version").out


# ------------------------------------------------------------------ help and wrong arguments
def test_help_in_both_languages() -> None:
    assert "申請書のファイル" in run("evaluate", "--help").out
    assert "dossier file" in run("evaluate", "--help", "--lang", "en").out
    for command in ("evaluate", "check", "test", "outline", "schemas", "version"):
        assert command in run("--help").out
        assert run(command, "--help").code == 0


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        (["evalute"], "「evaluate」のことではありませんか", "Did you mean evaluate?"),
        (["evaluate", "x", "--formt", "json"], "「--format」のこと", "Did you mean --format?"),
        (["evaluate", "x", "--format", "xml"], "text, json, markdown, html", "one of text"),
        (["evaluate"], "「DOSSIER」がありません", "DOSSIER is missing"),
        (["evaluate", "a", "b"], "余分な引数", "Too many arguments"),
        (["evaluate", "a", "--as-of"], "「--as-of」には値が要ります", "--as-of needs a value"),
        (["timeline"], "申請書のファイルか「--scheme 制度」が要ります", "a dossier, or --scheme PROGRAMME"),
        (["readings", "eruboshi"], "「eruboshi」は制度の名前です", "name it with --scheme eruboshi"),
        (["evaluate", "x.yaml", "-r", "x"], "使えるもの: 解釈の名前=選択肢", "Known: READING=CHOICE"),
    ],
)
def test_wrong_arguments_are_told_in_both_languages(arguments: list[str], ja: str, en: str) -> None:
    japanese, english = run(*arguments), run(*arguments, SCHEMEENGINE_LANG="en")
    assert (japanese.code, english.code) == (2, 2)
    assert (japanese.out, english.out) == ("", "")
    assert ja in japanese.err
    assert en in english.err


def test_the_language_comes_from_the_environment_and_the_option_wins() -> None:
    arguments = ("evaluate", dossier("kita_excluded"), "-s", "kita_ku")
    assert "Verdict:" in run(*arguments, SCHEMEENGINE_LANG="en").out
    assert "判定：" in run(*arguments, "--lang", "ja", SCHEMEENGINE_LANG="en").out
    assert "判定：" in run(*arguments, LANG="C").out
