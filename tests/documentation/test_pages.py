"""The pages around the samples: links lead somewhere, commands exist, the code in them runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from ruamel.yaml import YAML
from tests.documentation.fences import ROOT, Fence, fences
from tests.documentation.samples import HEAD, page
from tests.documentation.test_samples import PAGES

import schemeengine

PYTHON = ("README.md", "README.ja.md", "docs/python.md", "docs/python.ja.md")
TEXTS = (*PAGES, *PYTHON[2:], "docs/authoring.md", "docs/authoring.ja.md", "docs/library.md", "docs/index.md")


def prose(text: str) -> str:
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The anchors a forge makes of the headings of a page."""
    found = set()
    for heading in re.findall(r"^#+ (.+)$", prose(path.read_text(encoding="utf-8")), re.MULTILINE):
        plain = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(plain.replace(" ", "-"))
    return found


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_somewhere(name: str) -> None:
    here = ROOT / name
    for target in re.findall(r"\]\(([^)]+)\)", prose(here.read_text(encoding="utf-8"))):
        if target.startswith("http"):
            continue
        path, _, anchor = target.partition("#")
        there = (here.parent / path).resolve() if path else here
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@cache
def commands() -> frozenset[str]:
    """The commands that ``schemeengine --help`` lists."""
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "schemeengine", "--help"],
        cwd=ROOT, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return frozenset(re.findall(r"^ +([a-z]+) {2,}", done.stdout, re.MULTILINE))


@pytest.mark.parametrize("name", TEXTS)
def test_commands_are_commands(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in re.findall(r"^schemeengine (\w+)|`schemeengine (\w+)", text, re.MULTILINE):
        assert "".join(command) in commands()
    for target in re.findall(r"^make (\w+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


@pytest.mark.parametrize("name", PYTHON)
def test_the_python_of_the_front_page_prints_what_it_says(name: str) -> None:
    code = {f.words["run"]: f for f in fences(name) if "run" in f.words}
    for key, fence in code.items():
        wanted = next(f for f in fences(name) if f.words.get("output") == key)
        command = [sys.executable, "-X", "utf8", "-c", fence.text]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
        assert done.stdout == wanted.text


@cache
def validator(kind: str) -> Draft7Validator:
    schema = (ROOT / f"docs/schema/{kind}.schema.json").read_text(encoding="utf-8")
    return Draft7Validator(json.loads(schema))


#: What the published schemas do not know yet: several deductions under ``less:``.
GAPS = frozenset({"left_over"})


def written() -> list[Fence]:
    kinds = ("scheme", "part", "shared", "edition", "dossier")
    found = [f for name in PAGES for f in page(name).kind(*kinds)]
    found = [f for f in found if f.words.get("part") not in GAPS]
    return [f for f in found if "bad" not in f.words and f.language == "yaml"]


@pytest.mark.parametrize("fence", written(), ids=str)
def test_the_published_schemas_accept_the_samples(fence: Fence) -> None:
    """An editor must not underline what the manual shows."""
    text = HEAD.format(name=fence.words["part"]) + fence.text if "part" in fence.words else fence.text
    kind = re.search(r"^(?:scheme|vocabulary|catalogue|dossier|制度|語彙|目録|申請書):", text, re.MULTILINE)
    assert kind is not None
    file = {"制度:": "scheme", "語彙:": "vocabulary", "目録:": "catalogue", "申請書:": "dossier"}.get(
        kind[0], kind[0].removesuffix(":")
    )
    tree = json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))
    errors = [f"{'.'.join(map(str, e.path))}: {e.message[:200]}" for e in validator(file).iter_errors(tree)]
    assert not errors, "\n".join(errors)


@pytest.mark.parametrize("name", PYTHON[2:])
def test_the_page_names_all_that_can_be_imported(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    missing = [n for n in schemeengine.__all__ if n != "__version__" and n not in text]
    assert missing == []


def test_each_name_can_be_imported_and_the_package_alone_loads_nothing() -> None:
    assert all(getattr(schemeengine, name) is not None for name in schemeengine.__all__)
    code = "import sys, schemeengine; print(sorted(m for m in sys.modules if m.startswith('schemeengine')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "['schemeengine', 'schemeengine.version']"
