"""The fast door gives what the general reader gives: the same values, the same diagnostics."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from benchmarks.ours import SCHEME, read
from benchmarks.workload.dossiers import document, draw

from schemeengine.diagnostics import BadInput, Problems
from schemeengine.dossier.bind import Dossier
from schemeengine.evaluator import Evaluator
from schemeengine.execute.door.fast_door import FastDoor
from schemeengine.execute.door.values import NONE_WORDS, UNKNOWN_WORDS, Unusual
from schemeengine.intake import bind_dossier
from schemeengine.pipeline import dossier_from_text, load_schemes
from schemeengine.render.as_json import trace_record
from schemeengine.source import Source
from schemeengine.syntax import keywords
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import read_yaml

ROOT = Path(__file__).resolve().parents[2]
SCHEMES = load_schemes([SCHEME], read=read)
REAL = load_schemes([str(p) for p in sorted((ROOT / "schemes").glob("*.yaml"))])
ODD: tuple[Any, ...] = (
    None, -1, 1.5, 10**18, "", " ", "unknown", "none", "yes", "2024-02-30", "1850-01-01",
    "2024-06-03", "1,2円", "１２円", "1,234円", "not_yet", True, [], {}, [[]], "令和6年6月3日",
    "a\u200bb", "\ue000", {"decision": True}, {"by": "区長"}, "70%", 0,
)  # fmt: skip


def slow(text: str, _: Problems | None = None) -> Dossier:
    return bind_dossier(SCHEMES, dossier_from_text(text), Problems())


def slow_real(text: str, _: Problems | None = None) -> Dossier:
    return bind_dossier(REAL, dossier_from_text(text), Problems())


DOOR = FastDoor(SCHEMES, slow)
REAL_DOOR = FastDoor(REAL, slow_real)


def outcome(run: Any, text: object) -> object:
    """What comes of a text: everything bound but the places, or every diagnostic."""
    try:
        d: Dossier = run(text)
    except BadInput as bad:
        return [(x.code.id, x.message("ja"), x.span and (x.span.start, x.span.end))
                for x in bad.diagnostics]  # fmt: skip
    return (d.name, dict(d.values), d.as_of, d.for_, dict(d.procedures), dict(d.readings),
            d.sha256, d.assumed)  # fmt: skip


def fast(text: str) -> Dossier:
    return DOOR._fast(text, json.loads(text))


def fast_only(text: str, _: Problems) -> None:
    raise AssertionError(f"the general reader was needed for {text}")


@pytest.mark.parametrize("number", range(8))
def test_complete_dossiers_pass_without_the_general_reader(number: int) -> None:
    text = json.dumps(document(draw(3, 8)[number]), ensure_ascii=False)
    want = outcome(slow, text)
    DOOR._slow = fast_only  # type: ignore[assignment]
    try:
        assert outcome(DOOR.bind, text) == want
        assert outcome(DOOR.bind, text.encode()) == want
    finally:
        DOOR._slow = slow


def leaves(found: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = found.items() if isinstance(found, dict) else enumerate(found)
    for key, value in items:
        yield (*at, key)
        if isinstance(value, dict | list):
            yield from leaves(value, (*at, key))


BASE = document(draw(5, 1)[0])
PLACES = list(leaves(BASE))


@pytest.mark.parametrize("place", PLACES, ids=lambda p: ".".join(map(str, p)))
def test_an_odd_value_comes_to_the_same_through_both_doors(place: tuple[Any, ...]) -> None:
    every_value_alike(place, 1)


@pytest.mark.deep
@pytest.mark.parametrize("place", PLACES, ids=lambda p: ".".join(map(str, p)))
def test_every_odd_value_comes_to_the_same_through_both_doors(place: tuple[Any, ...]) -> None:
    every_value_alike(place, len(ODD))


def every_value_alike(place: tuple[Any, ...], number: int) -> None:
    for odd in Random(str(place)).sample(ODD, number):
        changed: Any = json.loads(json.dumps(BASE))
        owner = changed
        for step in place[:-1]:
            owner = owner[step]
        owner[place[-1]] = odd
        text = json.dumps(changed, ensure_ascii=False)
        assert outcome(DOOR.bind, text) == outcome(slow, text)


@pytest.mark.parametrize("key", ["sdgs", "form", "goals.g0", "lawful", "i3", "dossier", "extra"])
def test_a_key_given_twice_or_unknown_is_reported(key: str) -> None:
    plain = json.dumps(BASE, ensure_ascii=False, separators=(",", ":"))
    start = plain.find(f'"{key}":')
    at = max(start, plain.find("{") + 1)
    text = f'{plain[:at]}"{key}":"x",{plain[at:]}'
    found = outcome(DOOR.bind, text)
    assert isinstance(found, list)
    assert found == outcome(slow, text)


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"schemeengine": 1}', b"\xff\xfe", b"\x00"])
def test_what_is_no_dossier_is_a_diagnostic(broken: bytes) -> None:
    assert isinstance(outcome(DOOR.bind, broken), list)


def test_escapes_and_odd_characters_are_left_to_the_general_reader() -> None:
    for text in ('{"a": "\\u3042"}', '{"a": "\u202e"}', "{}" + " " * 1_000_001):
        with pytest.raises(Unusual):
            fast(text)


def test_the_words_for_none_and_unknown_are_those_of_the_language() -> None:
    known = {"none": NONE_WORDS, "unknown": UNKNOWN_WORDS}
    for meaning, words in known.items():
        assert {w for w, m in keywords._WORDS.items() if m == meaning} | {meaning} == words


@pytest.mark.parametrize("word", ["none", "なし"])
def test_none_is_read_without_the_general_reader(word: str) -> None:
    changed: Any = json.loads(json.dumps(BASE))
    changed["facts"]["penalties"] = word
    text = json.dumps(changed, ensure_ascii=False)
    assert outcome(fast, text) == outcome(slow, text)


def test_what_json_was_parsed_to_is_taken_as_well() -> None:
    assert DOOR.bind(BASE).values == slow(json.dumps(BASE)).values


def test_a_dossier_may_be_pretty_printed() -> None:
    text = json.dumps(BASE, ensure_ascii=False, indent=2)
    assert outcome(fast, text) == outcome(slow, text)


def test_places_are_found_when_an_explanation_asks() -> None:
    text = json.dumps(BASE, ensure_ascii=False)
    assert where(DOOR.bind(text)) == where(slow(text))
    evaluator = Evaluator(SCHEMES)
    first, second = (evaluator.evaluate(d) for d in (DOOR.bind(text), slow(text)))
    assert first.verdicts == second.verdicts
    assert trace_record(first.judged[0].trace(), "ja") == trace_record(second.judged[0].trace(), "ja")


def where(dossier: Dossier) -> dict[tuple[Any, str], tuple[int, int]]:
    return {(a, p): (s.start, s.end) for a, found in dossier.places.items() for p, s in found.items()}


def as_data(node: Node) -> Any:
    match node:
        case MapNode():
            return {e.key.text: as_data(e.value) for e in node.entries}
        case ListNode():
            return [as_data(i) for i in node.items]
        case Scalar():
            plain = {"yes": True, "no": False}
            return node.text if node.quoted else plain.get(node.text, node.text)


DOSSIERS = sorted((ROOT / "examples").glob("*/dossier.yaml"))


@pytest.mark.parametrize("path", DOSSIERS, ids=lambda p: p.parent.name)
def test_the_examples_come_to_the_same_through_both_doors(path: Path) -> None:
    tree = read_yaml(Source(path.name, path.read_text(encoding="utf-8")), Problems())
    assert tree is not None
    found = as_data(tree)
    found["schemeengine"] = 1
    text = json.dumps(found, ensure_ascii=False)
    assert outcome(REAL_DOOR.bind, text) == outcome(slow_real, text)
