"""A drawn verdict: every sign, the deciding path, nothing beyond its box, the same for each executor."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from tests.cli.running import ROOT, dossier, run

from schemeengine import evaluate, load_dossier, load_schemes
from schemeengine.pipeline import Judged
from schemeengine.render.text_width import measure
from schemeengine.render.verdict_picture import (
    _ROOM,
    _WIDTH,
    _lines,
    as_dot,
    as_json,
    as_mermaid,
    as_svg,
    as_text,
    numbered,
)
from schemeengine.render.verdict_tree import Branch, verdict_tree

SCHEMES = {
    s.id: s
    for s in load_schemes([f"{ROOT}/schemes/{n}.yaml" for n in ("kita_ku", "kitakyushu", "sdgx_subsidy")])
}
CASES = [
    ("kita_ku", "kita_excluded"), ("kita_ku", "kita_incomplete"), ("kita_ku", "kita_sound_company"),
    ("kitakyushu", "kitakyushu_stage_one"), ("kitakyushu", "kitakyushu_elsewhere"),
    ("sdgx_subsidy", "sdgx_costs_unknown"),
]  # fmt: skip


def judged(scheme: str, name: str, **options: object) -> Judged:
    return evaluate([SCHEMES[scheme]], load_dossier(f"{ROOT}/{dossier(name)}"), **options).judged[0]  # type: ignore[arg-type]


def tree(scheme: str, name: str, lang: str = "ja", **options: object) -> Branch:
    found = judged(scheme, name, **options)
    return verdict_tree(found.verdict, found.trace(), found.procedure, lang)  # type: ignore[arg-type]


@pytest.mark.parametrize(("scheme", "name"), CASES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_words_stay_within_their_boxes_and_boxes_apart(scheme: str, name: str, lang: str) -> None:
    grown = tree(scheme, name, lang)
    for _, branch, _ in numbered(grown):
        assert all(measure(line) <= _ROOM for line, _ in _lines(branch))
    drawn = ElementTree.fromstring(as_svg(grown, "x & <y>", lang))
    boxes = []
    for group in drawn.iter("{http://www.w3.org/2000/svg}g"):
        rect = group[1]
        x, y, height = (int(rect.attrib[k]) for k in ("x", "y", "height"))
        assert int(rect.attrib["width"]) == _WIDTH
        lines = [int(t.attrib["y"]) for t in group.findall("{http://www.w3.org/2000/svg}text")]
        assert all(y < at < y + height for at in lines)
        boxes.append((x, y, height))
    for (x, y, height), (other_x, other_y, _) in pairwise(sorted(boxes)):
        assert x != other_x or y + height < other_y
    assert len(boxes) == len(list(numbered(grown)))


@pytest.mark.parametrize(("scheme", "name"), CASES)
def test_what_decides_hangs_together(scheme: str, name: str) -> None:
    by_number = {n: (b, above) for n, b, above in numbered(tree(scheme, name))}
    assert by_number[0][0].decides
    for branch, above in by_number.values():
        if branch.decides and above >= 0:
            assert by_number[above][0].decides
    assert sum(1 for b, above in by_number.values() if b.decides and above == 0) >= 1


def test_the_deciding_path_of_a_refusal() -> None:
    path = {b.id for _, b, _ in numbered(tree("kita_ku", "kita_excluded")) if b.decides}
    assert {"verdict", "stage.examination", "annexed_table", "annexed_table.consumer_loans"} <= path
    assert "stage.papers" not in path
    assert "annexed_table.speculation" not in path


def test_a_state_is_told_by_sign_line_and_colour() -> None:
    """Without colour: × has a second line inside, ？ is dashed, － dotted."""
    svg = as_svg(tree("kita_ku", "kita_incomplete"), "x", "ja")
    open_ = re.search(r"<g id=\"verdict\">.*?</g>", svg)
    assert open_ is not None
    assert 'stroke-dasharray="7 4"' in open_[0]
    assert 'stroke-width="3"' in open_[0]
    assert "？ 情報不足" in open_[0]
    refused = re.search(r"<g id=\"verdict\">.*?</g>", as_svg(tree("kita_ku", "kita_excluded"), "x", "ja"))
    assert refused is not None
    assert refused[0].count("<rect") == 2


@pytest.mark.parametrize(("scheme", "name"), CASES)
def test_mermaid_and_dot_hold_every_box_and_edge(scheme: str, name: str) -> None:
    grown = tree(scheme, name)
    count = len(list(numbered(grown)))
    mermaid, dot = as_mermaid(grown), as_dot(grown)
    assert len(re.findall(r'^  n\d+\["', mermaid, re.MULTILINE)) == count
    assert (
        len(re.findall(r"^  n\d+ (?:==>|-\.->) n\d+$|^  n\d+ -\.- n\d+$", mermaid, re.MULTILINE)) == count - 1
    )
    assert all(line.count('"') == 2 for line in mermaid.splitlines() if '["' in line)
    assert len(re.findall(r"^  n\d+ \[label", dot, re.MULTILINE)) == count
    assert len(re.findall(r"^  n\d+ -> n\d+", dot, re.MULTILINE)) == count - 1


def test_every_executor_draws_the_same() -> None:
    for scheme, name in CASES[:2]:
        assert as_json(tree(scheme, name)) == as_json(tree(scheme, name, engine="reference"))


def test_the_command_draws_one_programme() -> None:
    path = dossier("kita_excluded")
    text = run("network", "kita_ku", "--dossier", path)
    assert text.code == 0
    assert text.out == as_text(tree("kita_ku", "kita_excluded"))
    assert run("network", "kita_ku", "kitakyushu", "--dossier", path).code == 2
    assert run("network", "kita_ku", "--dossier", path, "--format", "svg").out.startswith("<svg ")
    for form in ("mermaid", "dot", "json"):
        assert run("network", "kita_ku", "--dossier", path, "--format", form, "--lang", "en").code == 0
