"""The shipped examples: every dossier against what is published of its verdict, by every engine."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.examples.leaving_out import flips, reduced

from schemeengine import (
    Evaluator,
    LoadedDossier,
    Result,
    Verdict,
    dossier_from_text,
    load_dossier,
    load_schemes,
)
from schemeengine.diagnostics import Problems
from schemeengine.evaluator import Engine
from schemeengine.examples import run_examples
from schemeengine.ir.scheme import Scheme
from schemeengine.render.as_json import output_json
from schemeengine.syntax import keywords

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(p.parent for p in ROOT.glob("examples/*/verdict.json"))
NAMES = [f.name for f in FOLDERS]
SCHEMES = sorted(p.stem for p in ROOT.glob("schemes/*.yaml"))
ENGINES: tuple[Engine, ...] = ("reference", "compiled", "durable")
Data = dict[str, Any]


# ------------------------------------------------------------------ loading
@cache
def scheme(name: str) -> Scheme:
    (path,) = (p for p in ROOT.glob("schemes/**/*.yaml") if p.stem == name)
    (found,) = load_schemes([str(path)])
    return found


@cache
def evaluator(name: str, engine: Engine = "compiled") -> Evaluator:
    if engine == "durable" and not (
        find_spec("schemeengine.execute.durable.executor") and find_spec("durable")
    ):
        pytest.skip("the durable-rules extra is not installed")
    return Evaluator([scheme(name)], engine)


def expected(name: str) -> Data:
    found: Data = json.loads((ROOT / "examples" / name / "verdict.json").read_text(encoding="utf-8"))
    return found


def plain(name: str) -> Data:
    """The dossier as plain data, its keys in English: mappings, lists, texts and whole numbers."""
    text = (ROOT / "examples" / name / "dossier.yaml").read_text(encoding="utf-8")
    found: Data = in_english(YAML(typ="safe", pure=True).load(text))
    return found


def in_english(value: Any) -> Any:
    if isinstance(value, dict):
        keys = {keywords.key(str(k)): v for k, v in value.items()}
        # A programme's own names may be spelt like a keyword (番号, 額): they stay as they are.
        return {k: v if k == "facts" else in_english(v) for k, v in keys.items()}
    return [in_english(v) for v in value] if isinstance(value, list) else value


@cache
def dossier(name: str) -> LoadedDossier:
    return load_dossier(str(ROOT / "examples" / name / "dossier.yaml"))


def result(name: str, engine: Engine = "compiled") -> Result:
    return evaluator(expected(name)["scheme"], engine).evaluate(dossier(name))


@cache
def verdict(name: str) -> Verdict:
    return result(name).verdicts[0]


def judged(name: str, data: Data) -> Verdict:
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode, yaml.default_flow_style, yaml.width = True, False, 10_000
    yaml.sort_base_mapping_type_on_output = False
    text = StringIO()
    yaml.dump(data, text)
    one = evaluator(expected(name)["scheme"])
    return one.evaluate(dossier_from_text(text.getvalue())).verdicts[0]


def substance(v: Verdict) -> object:
    """What a verdict says, whatever the order in which its facts were written."""
    return (
        v.outcome, v.edition, v.procedure, sorted(v.failed),
        sorted((p.fact, p.kind, p.when, tuple(sorted(p.provisions))) for p in v.pending),
        [(s.id, s.outcome, sorted(s.failed), sorted(s.pending)) for s in v.stages],
        v.determinations, v.amounts, v.periods, v.dates,
        [(r.id, r.choice, r.adopted, sorted((c, x.kind, x.id) for c, found in r.changes.items() for x in found))
         for r in v.readings],
    )  # fmt: skip


# ------------------------------------------------------------------ against what is published
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", NAMES)
def test_verdict(name: str, engine: Engine) -> None:
    want = expected(name)
    got = result(name, engine).verdicts[0]
    assert set(want) <= {"scheme", "outcome", "stages", "failed", "amounts", "periods"}
    assert got.scheme == want["scheme"]
    assert got.outcome == want.get("outcome", got.outcome)
    stages = {s.id: s.outcome for s in got.stages}
    assert {k: stages.get(k) for k in want.get("stages", {})} == want.get("stages", {})
    if "failed" in want:
        assert sorted(got.failed) == sorted(want["failed"])
    amounts = {a.id: a for a in got.amounts}
    for key, told in want.get("amounts", {}).items():
        assert {k: getattr(amounts[key], k) for k in told} == told, key
    periods = {p.id: p for p in got.periods}
    for key, told in want.get("periods", {}).items():
        ends = {"first": periods[key].from_.value, "last": periods[key].until.value}
        ends |= {"from": ends["first"], "until": ends["last"]}
        assert {k: ends[k] for k in told} == told, key


@pytest.mark.parametrize("name", NAMES)
def test_engines_agree(name: str) -> None:
    found = [result(name, engine).verdicts for engine in ("reference", "compiled")]
    assert found[0] == found[1]


@pytest.mark.parametrize("name", SCHEMES)
def test_examples_within_the_schemes(name: str) -> None:
    problems = Problems()
    results = run_examples([scheme(name)], problems)
    assert not problems.items
    assert len(results) > 20
    failing = [(r.target, r.name, [d.en for d in r.differences]) for r in results if not r.passed]
    assert failing == []


@pytest.mark.parametrize("name", SCHEMES)
def test_every_scheme_is_shown(name: str) -> None:
    assert any(expected(n)["scheme"] == name for n in NAMES)
    assert all((f / "dossier.yaml").exists() for f in FOLDERS)


# ------------------------------------------------------------------ each kind of case is there
def applicant(data: Data) -> Data:
    found: Data = data.get("facts", {}).get("applicant", {})
    return found


def counted(data: Data) -> tuple[int, int]:
    """How many items of the checklist are met, and how many there are."""
    sheet = data.get("checklists", {}).get("sdgs_checklist", {})
    numbers = {k: int(v) for k, v in sheet.items() if str(v).isdigit()}
    return numbers.get("met", 0), sum(numbers.values())


def below_70(data: Data) -> bool:
    met, size = counted(data)
    return size > 0 and met * 100 < 70 * size and (met + 1) * 100 >= 70 * size


def incomplete(data: Data) -> bool:
    return "penalties" not in applicant(data)


Kind = Callable[[Data, Verdict], bool]
KINDS: Mapping[str, Kind] = {
    "a company": lambda d, v: applicant(d).get("form") == "company" and v.outcome == "eligible",
    "a sole proprietor without employees": lambda d, v: (
        applicant(d).get("form") == "sole_proprietor" and str(applicant(d).get("employees")) in ("0", "0人")
    ),
    "exactly 70 percent": lambda d, v: counted(d) == (21, 30) and v.outcome == "eligible",
    "just below 70 percent": lambda d, v: below_70(d) and v.outcome == "ineligible",
    "an excluded business": lambda d, v: any(f.startswith("annexed_table.") for f in v.failed),
    "head office elsewhere": lambda d, v: (
        v.scheme == "kita_ku" and any(
            o["kind"] == "head" and o["municipality"] != "東京都北区" for o in applicant(d).get("offices", [])
        )
    ),
    "incomplete but decided": lambda d, v: incomplete(d) and v.outcome == "ineligible",
    "incomplete and undecided": lambda d, v: incomplete(d) and v.outcome == "undetermined",
    "joint applicants": lambda d, v: len(d.get("facts", {}).get("partners", [])) > 0,
    "a renewal year": lambda d, v: d.get("facts", {}).get("renewal") == "yes" and v.outcome == "eligible",
    "stage one": lambda d, v: v.procedure == "first_stage" and v.outcome == "eligible",
    "stage two": lambda d, v: v.procedure == "second_stage" and v.outcome == "eligible",
    "eras and full-width digits": lambda d, v: any("０" <= c <= "９" for c in str(d)) and "昭和" in str(d),
    "waits for a judgment": lambda d, v: v.outcome == "needs_judgment",
    "out of scope": lambda d, v: v.outcome == "out_of_scope",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_case_is_shown(kind: str) -> None:
    assert any(KINDS[kind](plain(n), verdict(n)) for n in NAMES)


# ------------------------------------------------------------------ order and form never matter
def shuffled(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        items = list(value.items())
        chance.shuffle(items)
        return {k: shuffled(v, chance) for k, v in items}
    if isinstance(value, list):
        items = [shuffled(v, chance) for v in value]
        chance.shuffle(items)
        return items
    return value


@pytest.mark.parametrize("name", NAMES)
def test_order_of_facts_does_not_matter(name: str) -> None:
    want = substance(verdict(name))
    assert substance(judged(name, plain(name))) == want
    for seed in range(3):
        assert substance(judged(name, shuffled(plain(name), random.Random(seed)))) == want


@pytest.mark.parametrize("name", NAMES)
def test_json_gives_the_same_verdict(name: str) -> None:
    text = json.dumps(plain(name), ensure_ascii=False, default=str)
    found = evaluator(expected(name)["scheme"]).evaluate(dossier_from_text(text))
    assert substance(found.verdicts[0]) == substance(verdict(name))


# ------------------------------------------------------------------ the same bytes
def rendered() -> str:
    parts = []
    for name in NAMES:
        found = result(name)
        parts.append(output_json([(j.verdict, j.trace()) for j in found.judged], found.diagnostics, "ja"))
    return "\n".join(parts)


def test_receipts_hold_what_a_replay_needs() -> None:
    for name in NAMES:
        receipt, data = verdict(name).receipt, plain(name)
        assert receipt == result(name).verdicts[0].receipt
        assert receipt.dossier == data["dossier"]
        assert receipt.procedure == data.get("procedure", scheme(receipt.scheme).main_procedure)
        assert len(receipt.scheme_sha256) == len(receipt.dossier_sha256) == 64
        assert set(receipt.readings) == set(scheme(receipt.scheme).readings)


def test_same_bytes_whatever_the_hash_seed() -> None:
    """Sets are ordered by hashes, which differ from one run of the interpreter to the next."""
    script = "from tests.examples.test_examples import rendered; import sys; sys.stdout.write(rendered())"
    other = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    env = {**os.environ, "PYTHONHASHSEED": other, "PYTHONIOENCODING": "utf-8",
           "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
    assert done.stdout.decode() == rendered()


# ------------------------------------------------------------------ what is missing never flips
@pytest.mark.parametrize("name", [n for n in NAMES if "facts" in plain(n)])
def test_a_missing_fact_never_flips_what_is_decided(name: str) -> None:
    full, one, tried = verdict(name), evaluator(expected(name)["scheme"]), 0
    for path, less in reduced(dossier(name)):
        tried += 1
        found = one.evaluate(less, compare_readings=False).verdicts[0]
        assert flips(found, full) == [], path
    assert tried > 5
