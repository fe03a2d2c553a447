"""Every sample of the manual does what the page says of it."""

from __future__ import annotations

import pytest
from tests.documentation.expected import differences, read_expected
from tests.documentation.fences import Fence
from tests.documentation.samples import page

from schemeengine.diagnostics import Severity

PAGES = ("docs/language.md", "docs/language.ja.md", "docs/dossier.md", "docs/dossier.ja.md",
         "docs/editor.md", "docs/cookbook.md", "docs/cookbook.ja.md",
         "docs/language-coverage.md", "docs/language-coverage.ja.md",
         "README.md", "README.ja.md")  # fmt: skip
#: The words that may stand behind ```yaml, and what they need beside them.
WORDS = {"scheme", "part", "shared", "dossier", "verdict", "of", "bad", "warns", "edition"}


def samples(*words: str) -> list[Fence]:
    return [f for name in PAGES for f in page(name).kind(*words)]


@pytest.mark.parametrize("name", PAGES)
def test_each_block_of_yaml_is_a_sample(name: str) -> None:
    for fence in page(name).fences:
        if fence.language == "yaml":
            assert fence.words, f"{fence}: what is this block?"
            assert set(fence.words) <= WORDS, f"{fence}: unknown word"


@pytest.mark.parametrize("fence", samples("scheme", "part"), ids=str)
def test_a_programme_loads_with_just_the_diagnostics_the_page_names(fence: Fence) -> None:
    loaded = page(fence.page).load(fence)
    named = [w for key in ("bad", "warns") for w in fence.words.get(key, "").split(",") if w]
    shown = [f"{d.span} {d.code.id}: {d.message('en')}" for d in loaded.diagnostics]
    assert sorted({d.code.id for d in loaded.diagnostics}) == sorted(named), "\n".join(shown)
    assert (loaded.scheme is None) == ("bad" in fence.words)


@pytest.mark.parametrize("fence", [f for f in samples("scheme", "part") if "bad" not in f.words], ids=str)
def test_a_programme_is_proved_by_examples_or_by_a_verdict(fence: Fence) -> None:
    its_page = page(fence.page)
    results, diagnostics = its_page.examples(fence)
    wrong = [f"{r.target} {r.name}: {d.en}" for r in results for d in r.differences]
    wrong += [f"{d.code.id}: {d.message('en')}" for d in diagnostics if d.severity is Severity.ERROR]
    assert not wrong, "\n".join(wrong)
    name = fence.words.get("scheme") or fence.words["part"]
    judged = any(name in v.words["of"].split(",") for v in its_page.kind("verdict"))
    assert results or judged or "warns" in fence.words, "nothing on the page proves this sample"


@pytest.mark.parametrize("fence", samples("verdict"), ids=str)
def test_a_verdict_is_what_the_page_says(fence: Fence) -> None:
    its_page = page(fence.page)
    verdicts = its_page.judge(its_page.dossier(fence.words["verdict"]), fence.words["of"])
    wanted = read_expected(fence.text)
    if len(verdicts) == 1:
        assert differences(verdicts[0], wanted) == []
        return
    for verdict in verdicts:
        said = wanted[verdict.scheme]
        assert isinstance(said, dict)
        assert differences(verdict, said) == []


@pytest.mark.parametrize("fence", [f for f in samples("dossier") if "bad" in f.words], ids=str)
def test_a_wrong_dossier_is_refused_as_the_page_says(fence: Fence) -> None:
    assert page(fence.page).refusal(fence) == fence.words["bad"].split(",")


@pytest.mark.parametrize("fence", [f for f in samples("dossier") if "bad" not in f.words], ids=str)
def test_a_dossier_is_judged_on_the_page(fence: Fence) -> None:
    verdicts = page(fence.page).kind("verdict")
    assert any(v.words["verdict"] == fence.words["dossier"] for v in verdicts)
