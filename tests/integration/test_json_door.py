"""``Evaluator.evaluate_json`` answers, warns and refuses exactly as the general reader does."""

from __future__ import annotations

import copy
import json
import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from benchmarks.ours import SCHEME, read
from benchmarks.workload.dossiers import document, draw

from schemeengine import BadInput, Diagnostic, Evaluator, Result, dossier_from_text, load_schemes
from schemeengine.diagnostics import Problems
from schemeengine.render.as_json import output_json
from schemeengine.source import Source
from schemeengine.syntax.tree import ListNode, MapNode, Node, Scalar
from schemeengine.syntax.yaml_reader import read_yaml
from schemeengine.verdict.stages import findings

ROOT = Path(__file__).parents[2]
BENCH = Evaluator(load_schemes([SCHEME], read=read))
REAL = Evaluator(load_schemes(str(p) for p in sorted((ROOT / "schemes").glob("*.yaml"))))
DRAWN = [json.dumps(document(f), ensure_ascii=False) for f in draw(7, 12)]
EXAMPLES = sorted((ROOT / "examples").glob("*/dossier.yaml"))
TODAY = date(2026, 7, 1)


def told(diagnostics: tuple[Diagnostic, ...]) -> list[object]:
    return [(d.code.id, d.message("ja"), d.help("en"), str(d.span)) for d in diagnostics]


def both(evaluator: Evaluator, given: bytes | str, **options: Any) -> tuple[object, object]:
    """What comes of a dossier through either door: the whole output, or the diagnostics."""
    text = given if isinstance(given, str) else given.decode("utf-8", "surrogateescape")
    options = {"today": TODAY, **options}

    def whole(result: Result) -> object:
        found = [(j.verdict, j.trace()) for j in result.judged]
        return output_json(found, result.diagnostics, "ja"), told(result.diagnostics)

    def quick() -> object:
        try:
            return whole(evaluator.evaluate_json(given, **options))
        except BadInput as bad:
            return told(bad.diagnostics)

    def general() -> object:
        try:
            return whole(evaluator.evaluate(dossier_from_text(text), **options))
        except BadInput as bad:
            return told(bad.diagnostics)

    return quick(), general()


def as_data(node: Node) -> Any:
    match node:
        case MapNode():
            return {e.key.text: as_data(e.value) for e in node.entries}
        case ListNode():
            return [as_data(i) for i in node.items]
        case Scalar():
            plain = {"yes": True, "no": False}
            return node.text if node.quoted else plain.get(node.text, node.text)


def example(path: Path) -> str:
    tree = read_yaml(Source(path.name, path.read_text(encoding="utf-8")), Problems())
    assert tree is not None
    return json.dumps({**as_data(tree), "schemeengine": 1}, ensure_ascii=False)


@pytest.mark.parametrize("text", DRAWN[:4])
def test_complete_dossiers_are_judged_alike(text: str) -> None:
    quick, general = both(BENCH, text)
    assert quick == general


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/dossier.yaml")), ids=lambda p: p.parent.name
)
def test_the_examples_are_judged_alike(path: Path) -> None:
    quick, general = both(REAL, example(path))
    assert quick == general


@pytest.mark.parametrize("seed", range(25))
def test_damaged_text_is_judged_or_refused_alike(seed: int) -> None:
    """A few bytes lost, doubled or changed."""
    chance = Random(seed)
    damaged = bytearray(chance.choice(DRAWN).encode())
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(damaged))
        match chance.randrange(4):
            case 0:
                del damaged[at : at + chance.randrange(1, 20)]
            case 1:
                damaged[at:at] = damaged[at : at + chance.randrange(1, 60)]
            case 2:
                damaged[at] = chance.randrange(256)
            case _:
                damaged[at:at] = chance.choice((b'"', b",", b"}", b"\\u3042", b"null", b"-", b"1.5", b"\xe3"))
    quick, general = both(BENCH, bytes(damaged))
    assert quick == general


@pytest.mark.parametrize("seed", range(25))
def test_dossiers_with_facts_left_out_or_changed_are_judged_alike(seed: int) -> None:
    chance = Random(seed)
    found: Any = json.loads(chance.choice(DRAWN))
    for _ in range(chance.randrange(1, 8)):
        section = found[chance.choice(("facts", "answers", "judgments", "checklists"))]
        if not section:
            continue
        key = chance.choice(list(section))
        if chance.random() < 0.6:
            del section[key]
        else:
            section[key] = chance.choice(("unknown", "none", "2099-01-01", True, [], {}, 3, None, "x"))
    quick, general = both(BENCH, json.dumps(found, ensure_ascii=False))
    assert quick == general


def test_an_event_to_come_is_warned_of_through_either_door() -> None:
    found: Any = json.loads(DRAWN[0])
    found["facts"]["applied_on"] = "2099-01-01"
    quick, general = both(BENCH, json.dumps(found, ensure_ascii=False))
    assert quick == general
    assert BENCH.evaluate_json(found).diagnostics


@pytest.mark.parametrize(
    "options",
    [{"as_of": date(2024, 1, 1)}, {"readings": {"surplus_goals": "every_one_must_hold"}},
     {"readings": {"surplus_goals": "neither"}}, {"readings": {"unheard_of": "x"}}, {"compare_readings": False}],
)  # fmt: skip
def test_options_mean_the_same(options: dict[str, Any]) -> None:
    quick, general = both(BENCH, DRAWN[1], **options)
    assert quick == general


def test_values_of_python_are_taken_as_json_would_write_them() -> None:
    want = BENCH.evaluate_json(DRAWN[0])
    found: Any = json.loads(DRAWN[0])
    found["facts"]["applied_on"] = date.fromisoformat(found["facts"]["applied_on"])
    found["facts"]["employees"] = Decimal(found["facts"]["employees"])
    result = BENCH.evaluate_json(MappingProxyType(found))
    assert [v.outcome for v in result.verdicts] == [v.outcome for v in want.verdicts]
    assert result.verdicts[0].determinations == want.verdicts[0].determinations
    found["facts"]["applied_on"] = datetime(2023, 5, 4, 9, 30)
    assert BENCH.evaluate_json(found).verdicts


@pytest.mark.parametrize("odd", [object(), {1, 2}, b"bytes"])
def test_a_value_no_dossier_can_hold_is_a_type_error(odd: object) -> None:
    with pytest.raises(TypeError, match="not a value a dossier can hold"):
        BENCH.evaluate_json({"schemeengine": 1, "dossier": "odd", "facts": {"employees": odd}})


@pytest.mark.parametrize("engine", ["reference", "compiled"])
def test_every_executor_takes_it(engine: Any) -> None:
    evaluator = Evaluator(BENCH.schemes, engine)
    quick, general = both(evaluator, DRAWN[2])
    assert quick == general


def test_a_verdict_not_read_yet_is_equal_copied_pickled_and_shown_like_any_other() -> None:
    def fresh() -> Any:
        return BENCH.evaluate_json(DRAWN[3]).verdicts[0]

    want = BENCH.evaluate(dossier_from_text(DRAWN[3])).verdicts[0]
    assert fresh() == want
    assert repr(fresh()) == repr(want)
    assert pickle.loads(pickle.dumps(fresh())) == want
    assert copy.deepcopy(fresh()) == want
    assert not hasattr(fresh(), "no_such_part")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.parent.name)
def test_the_outcome_read_first_is_that_of_the_stages(path: Path) -> None:
    """The outcome may be told from the provisions alone; the stages then say the same."""
    for procedure in ("", *{p for s in REAL.schemes for p in s.procedures}):
        try:
            result = REAL.evaluate_json(example(path), procedure=procedure)
        except BadInput:
            continue
        for judged in result.judged:
            first = judged.verdict.outcome
            if not judged.verdict.reason.ja:  # no edition in force: nothing was judged
                assert first == findings(judged.view, judged.procedure).outcome


@pytest.mark.parametrize("seed", range(10))
def test_the_outcome_read_first_is_that_of_the_stages_where_facts_are_missing(seed: int) -> None:
    chance = Random(seed)
    found: Any = json.loads(chance.choice(DRAWN))
    for section in ("facts", "answers", "checklists"):
        for key in [k for k in found[section] if k != "goals" and chance.random() < seed / 20]:
            del found[section][key]
    (judged,) = BENCH.evaluate_json(found).judged
    assert judged.verdict.outcome == findings(judged.view, None).outcome


def test_threads_share_the_door() -> None:
    want = [BENCH.evaluate(dossier_from_text(t)).verdicts for t in DRAWN]
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda n: BENCH.evaluate_json(DRAWN[n % len(DRAWN)]).verdicts, range(120)))
    assert all(found[n] == want[n % len(DRAWN)] for n in range(120))
