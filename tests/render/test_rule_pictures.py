"""The rules drawn: a card for every rule in the frame of its article, nothing beyond its box, nothing over another."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.cli.running import ROOT, run

from schemeengine import load_schemes
from schemeengine.network import Network
from schemeengine.render.network import as_dot, as_mermaid
from schemeengine.render.network_svg import _PAD, _SIZE, _WIDTH, as_svg
from schemeengine.render.rule_map import Cluster, rule_map, rule_names
from schemeengine.render.text_width import measure

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("kita_ku", "kitakyushu", "sdgx_subsidy")
SCHEMES = {s.id: s for s in load_schemes([f"{ROOT}/schemes/{n}.yaml" for n in NAMES])}
Rect = tuple[int, int, int, int]


def drawn(name: str, lang: str = "ja", only: str = "") -> tuple[Cluster, ...]:
    schemes = [SCHEMES[name]]
    return rule_map(Network.build(schemes), schemes, lang, only)


def rect(group: ElementTree.Element) -> Rect:
    found = group.find(f"{SVG}rect")
    assert found is not None
    x, y, width, height = (int(found.attrib[k]) for k in ("x", "y", "width", "height"))
    return x, y, width, height


def inside(inner: Rect, outer: Rect) -> bool:
    return (
        outer[0] <= inner[0] and inner[0] + inner[2] <= outer[0] + outer[2]
        and outer[1] <= inner[1] and inner[1] + inner[3] <= outer[1] + outer[3]
    )  # fmt: skip


def apart(a: Rect, b: Rect) -> bool:
    return a[0] + a[2] <= b[0] or b[0] + b[2] <= a[0] or a[1] + a[3] <= b[1] or b[1] + b[3] <= a[1]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_rule_has_one_card_within_the_frame_of_its_article(name: str, lang: str) -> None:
    root = ElementTree.fromstring(as_svg(drawn(name, lang), "x & <y>", lang))
    page = (0, 0, int(root.attrib["width"]), int(root.attrib["height"]))
    groups = list(root.iter(f"{SVG}g"))
    frames = [rect(g) for g in groups if g.get("class") == "article"]
    cards = {g.attrib["id"]: g for g in groups if "id" in g.attrib}
    assert sorted(cards) == sorted(f"{name}.{rule}" for rule in rule_names(SCHEMES[name]))
    for card in cards.values():
        assert sum(inside(rect(card), frame) for frame in frames) == 1
        x, y, width, height = rect(card)
        for line in card.findall(f"{SVG}text"):
            assert y < int(line.attrib["y"]) < y + height
            assert int(line.attrib["x"]) + measure(line.text or "") * _SIZE // 10 <= x + width - _PAD + 1
    assert all(inside(frame, page) for frame in frames)
    assert all(apart(a, b) for a, b in combinations(frames, 2))
    assert all(apart(rect(a), rect(b)) for a, b in combinations(cards.values(), 2))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_no_wider_than_what_is_read_at_its_own_size(name: str) -> None:
    root = ElementTree.fromstring(as_svg(drawn(name), "x", "ja"))
    assert int(root.attrib["width"]) <= 5 * (_WIDTH + 100)
    assert int(root.attrib["height"]) <= 1800


def test_articles_stand_in_the_order_of_the_outline_with_their_titles() -> None:
    headings = [c.heading for c in drawn("kita_ku")]
    outline = [f"{place} {entry.title}" for place, entry in SCHEMES["kita_ku"].outline.items()]
    assert headings == [h for h in outline if h in headings]
    assert headings[:2] == ["第3条 認証資格", "第4条 認証基準"]


def test_a_long_list_is_folded_to_a_count_and_a_drawn_rule_is_not() -> None:
    (folded,) = (k for c in drawn("kita_ku") for k in c.cards if k.id == "kita_ku.annexed_table")
    assert folded.lines[-1] == (1, "… ほか7（全14）")
    cards = {k.id: k for c in drawn("kita_ku", only="qualification") for k in c.cards}
    assert len(cards["kita_ku.annexed_table"].lines) == 14
    assert set(cards) == {
        f"kita_ku.{n}" for n in ("qualification", "annexed_table", "tokyo_minimum_wage", "past_three_years")
    }


def test_no_card_is_called_by_a_generic_word() -> None:
    generic = {"すべて", "いずれか", "でない", "適用する場合", "all of", "any of", "not", "applies when"}
    for name in NAMES:
        for lang in ("ja", "en"):
            cards = [k for c in drawn(name, lang) for k in c.cards]
            assert not generic & {k.title for k in cards}
            assert all(k.cite for k in cards)


def test_what_a_rule_uses_is_left_of_it_or_in_its_column() -> None:
    cards = {k.id: k for c in drawn("kita_ku") for k in c.cards}
    assert cards["kita_ku.standard"].uses == ("kita_ku.qualification", "kita_ku.valid_goals")
    groups = ElementTree.fromstring(as_svg(drawn("kita_ku"), "x", "ja")).iter(f"{SVG}g")
    at = {g.attrib["id"]: rect(g)[0] for g in groups if "id" in g.attrib}
    for card in cards.values():
        assert all(at[used] <= at[card.id] for used in card.uses)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_mermaid_and_dot_hold_every_article_card_and_edge(name: str, lang: str) -> None:
    clusters = drawn(name, lang)
    cards = [k for c in clusters for k in c.cards]
    edges = sum(len(k.uses) for k in cards)
    mermaid, dot = as_mermaid(clusters, lang), as_dot(clusters, lang)
    assert len(re.findall(r'^  subgraph c\d+\["[^"\[\]]+"\]$', mermaid, re.MULTILINE)) == len(clusters)
    assert len(re.findall(r'^    n\d+\["[^"\[\]]+"\]$', mermaid, re.MULTILINE)) == len(cards)
    assert len(re.findall(r"^  n\d+ --> n\d+$", mermaid, re.MULTILINE)) == edges
    assert len(re.findall(r"^  subgraph cluster_\d+ \{ label=\"[^\"]+\";$", dot, re.MULTILINE)) == len(
        clusters
    )
    assert len(re.findall(r"^    n\d+ \[label=\"[^\"]+\", ", dot, re.MULTILINE)) == len(cards)
    assert len(re.findall(r"^  n\d+ -> n\d+;$", dot, re.MULTILINE)) == edges


@pytest.mark.skipif(shutil.which("dot") is None, reason="graphviz is not installed")
@pytest.mark.parametrize("name", NAMES)
def test_graphviz_reads_the_graph(name: str) -> None:
    done = subprocess.run(
        ["dot", "-Tsvg"], input=as_dot(drawn(name), "ja").encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.count(b'class="cluster"') == len(drawn(name))


def test_the_command_draws_one_rule_or_says_which_there_are() -> None:
    whole = run("network", "kita_ku").out.splitlines()
    part = run("network", "kita_ku", "--provision", "annexed_table").out.splitlines()
    assert set(part[:-1]) < set(whole[:-1])
    for form in ("svg", "dot", "mermaid", "json"):
        found = run("network", "kita_ku", "--provision", "annexed_table", "--format", form)
        assert found.code == 0
        assert 0 < len(found.out) < len(run("network", "kita_ku", "--format", form).out)
    wrong = run("network", "kita_ku", "--provision", "anexed_table", "--format", "svg", "--lang", "en")
    assert (wrong.code, wrong.out) == (2, "")
    assert "annexed_table" in wrong.err
    both = run(
        "network", "kita_ku", "--provision", "standard", "--dossier", "examples/kita_excluded/dossier.yaml"
    )
    assert (both.code, both.out) == (2, "")
    assert "--provision" in both.err


def test_of_several_programmes_each_frame_names_its_own() -> None:
    schemes = [SCHEMES[n] for n in NAMES[:2]]
    clusters = rule_map(Network.build(schemes), schemes, "ja")
    for cluster in clusters:
        (owner,) = {k.id.partition(".")[0] for k in cluster.cards}
        assert cluster.heading.startswith(f"{SCHEMES[owner].title}　")


def test_a_condition_of_several_programmes_is_marked_in_each(tmp_path: Path) -> None:
    """A second programme with the same rules on the shared vocabulary (schemes/vocabulary)."""
    text = (ROOT / "schemes/kitakyushu.yaml").read_text(encoding="utf-8")
    shutil.copytree(ROOT / "schemes", tmp_path / "schemes")
    other = tmp_path / "schemes/twin.yaml"
    other.write_text(text.replace("scheme: kitakyushu\n", "scheme: twin\n", 1), encoding="utf-8")
    schemes = load_schemes([str(other), str(tmp_path / "schemes/kitakyushu.yaml")])
    cards = [k for c in rule_map(Network.build(schemes), schemes, "ja") for k in c.cards]
    assert {k.id for k in cards if k.shared} >= {"twin.based_in_city", "kitakyushu.based_in_city"}
    assert not any(k.shared for c in drawn("kitakyushu") for k in c.cards)
