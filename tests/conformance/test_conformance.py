"""Runs the engine-neutral cases of this folder (see README.md) by every engine there is.

Each case is judged by each engine on its own; the engines must also give the same whole verdict
and the same explanation as the reference, down to the last word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from schemeengine import (
    BadInput,
    Evaluator,
    LoadedDossier,
    Result,
    Verdict,
    dossier_from_text,
)
from schemeengine.diagnostics import Problems
from schemeengine.evaluator import Engine
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library
from schemeengine.source import Source

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))
ENGINES: tuple[Engine, ...] = ("reference", "compiled", "durable")
STATUS = {"true": "met", "false": "not_met", "unknown": "unknown", "not_applicable": "not_applicable"}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a topic: what is handed to the engine, and what must come of it."""

    topic: str
    name: str
    dossier: str
    expect: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.topic}: {self.name}"


# ------------------------------------------------------------------ reading the cases
@cache
def topics() -> Mapping[str, Mapping[str, Any]]:
    yaml = YAML(typ="safe", pure=True)
    return {path.stem: plain(yaml.load(path.read_text(encoding="utf-8"))) for path in FILES}


def plain(value: Any) -> Any:
    """The data with every date as text: the format knows no dates of YAML's own."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [plain(v) for v in value]
    return value.isoformat() if isinstance(value, date) else value


#: Cases the engine does not fulfil yet. Strict: one that comes right must leave this list.
KNOWN: dict[str, str] = {}


def parameters() -> list[Any]:
    return [
        pytest.param(
            case, id=str(case),
            marks=[pytest.mark.xfail(reason=KNOWN[str(case)], strict=True)] if str(case) in KNOWN else [],
        )
        for case in cases()
    ]  # fmt: skip


@cache
def cases() -> tuple[Case, ...]:
    return tuple(read_cases())


def read_cases() -> Iterator[Case]:
    for topic, file in topics().items():
        assert set(file) <= {"about", "as_of", "scheme", "other_files", "base", "cases"}, (
            f"{topic}: unknown key"
        )
        for case in file["cases"]:
            unknown = set(case) - {"name", "why", "dossier", "change", "expect"}
            assert not unknown, f"{topic}, {case['name']}: unknown keys {unknown}"
            yield Case(topic, case["name"], dossier_text(file, case), case["expect"])


def dossier_text(file: Mapping[str, Any], case: Mapping[str, Any]) -> str:
    """The dossier as YAML: the case's own, or the file's base changed by a merge patch."""
    given = case.get("dossier", file.get("base", {}))
    if "change" in case:
        given = merged(given, case["change"])
    head = {"schemeengine": 1, "dossier": "case", "as_of": file.get("as_of", "2024-06-01")}
    return written({**head, **given})


def written(data: Mapping[str, Any]) -> str:
    """The data as a YAML text, words unquoted wherever YAML allows it."""
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode, yaml.default_flow_style, yaml.width = True, False, 10_000
    text = StringIO()
    yaml.dump(data, text)
    return text.getvalue()


def merged(base: Any, patch: Any) -> Any:
    """JSON merge patch (RFC 7396): null removes a key, a list replaces a list."""
    if not isinstance(patch, dict):
        return patch
    result = dict(base) if isinstance(base, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


# ------------------------------------------------------------------ running them
def engine_or_skip(engine: Engine) -> None:
    if engine == "durable" and find_spec("schemeengine.execute.durable.executor") is None:
        pytest.skip("schemeengine.execute.durable.executor is not there")
    if engine == "durable" and find_spec("durable") is None:
        pytest.skip("the durable-rules extra is not installed")


@cache
def evaluator(topic: str, engine: Engine) -> Evaluator:
    return Evaluator([programme(topic)], engine)


def programme(topic: str) -> Scheme:
    """The programme of a topic, from its one file or its several."""
    texts = {f"{topic}.yaml": topics()[topic]["scheme"]}
    for name, text in topics()[topic].get("other_files", {}).items():
        texts[f"{topic}.{name}.yaml"] = text

    def read(path: str, problems: Problems) -> Source | None:
        return Source(path, texts[path])

    first, *others = texts
    problems = Problems()
    found = Library(read, lambda path: tuple(others) if path == first else ()).scheme(first, problems)
    assert found is not None, [(d.code.id, d.message("en")) for d in problems.items]
    return found


@cache
def loaded(dossier: str) -> LoadedDossier:
    """Read once for all engines: places in an explanation are equal only within one source."""
    return dossier_from_text(dossier)


@cache
def judged_by(topic: str, dossier: str, engine: Engine) -> Result | BadInput:
    try:
        return evaluator(topic, engine).evaluate(loaded(dossier))
    except BadInput as refusal:
        return refusal


def judged(case: Case, engine: Engine) -> Result | BadInput:
    return judged_by(case.topic, case.dossier, engine)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("case", parameters())
def test_case(case: Case, engine: Engine) -> None:
    engine_or_skip(engine)
    found = judged(case, engine)
    if isinstance(found, BadInput):
        codes = sorted({d.code.id for d in found.diagnostics})
        assert codes == sorted(case.expect.get("refused", [])), str(found)
        return
    assert "refused" not in case.expect, f"expected {case.expect['refused']}"
    assert differences(found.verdicts[0], case.expect) == []


@pytest.mark.parametrize("engine", ENGINES[1:])
@pytest.mark.parametrize("case", cases(), ids=str)
def test_engines_agree(case: Case, engine: Engine) -> None:
    """Not only on what the case names: verdict and explanation are equal as a whole."""
    engine_or_skip(engine)
    want, got = judged(case, "reference"), judged(case, engine)
    if isinstance(want, BadInput) or isinstance(got, BadInput):
        assert isinstance(want, BadInput)
        assert isinstance(got, BadInput)
        assert str(want) == str(got)  # places, codes and messages
        return
    assert got.verdicts == want.verdicts
    assert got.diagnostics == want.diagnostics
    assert [j.trace() for j in got.judged] == [j.trace() for j in want.judged]


@pytest.mark.parametrize("topic", [path.stem for path in FILES])
def test_names_are_unique(topic: str) -> None:
    names = [c["name"] for c in topics()[topic]["cases"]]
    assert len(names) == len(set(names))
    assert all(c["expect"] for c in topics()[topic]["cases"]), "a case that expects nothing"


# ------------------------------------------------------------------ comparing
def differences(verdict: Verdict, expect: Mapping[str, Any]) -> list[str]:
    """Where the verdict differs from what is expected; only what is named is compared."""
    unknown = set(expect) - set(COMPARE)
    assert not unknown, f"unknown expectations {unknown}"
    return [line for key, want in expect.items() for line in COMPARE[key](verdict, want)]


def said(key: str, want: object, got: object) -> list[str]:
    return [] if want == got else [f"{key}: expected {want!r}, got {got!r}"]


def each(key: str, want: Mapping[str, Any], got: Mapping[str, Any]) -> list[str]:
    return [line for name, w in want.items() for line in said(f"{key}.{name}", w, got.get(name, "missing"))]


def bounds(lo: object, hi: object, names: tuple[str, str]) -> object:
    """What is known of a value: itself, its bounds (an open one left out), or nothing."""
    if lo is not None and lo == hi:
        return lo
    return {n: v for n, v in zip(names, (lo, hi), strict=True) if v is not None} or "unknown"


def amounts(verdict: Verdict) -> Mapping[str, object]:
    found: dict[str, object] = {}
    for a in verdict.amounts:
        if a.applies is False:
            found[a.id] = "not_applicable"
        elif a.exact:
            found[a.id] = a.exact
        elif a.value is not None:
            found[a.id] = a.value
        else:
            # equal bounds without a value: it may also turn out not to apply, or to be none
            known = {k: v for k, v in (("at_least", a.at_least), ("at_most", a.at_most)) if v is not None}
            found[a.id] = known or "unknown"
    return found


def day(found: Any) -> object:
    if found.value is not None:
        return found.value
    return bounds(found.earliest, found.latest, ("earliest", "latest"))


def periods(verdict: Verdict) -> Mapping[str, object]:
    return {
        p.id: "not_applicable" if p.applies is False else {"from": day(p.from_), "until": day(p.until)}
        for p in verdict.periods
    }


def dates(verdict: Verdict) -> Mapping[str, object]:
    return {d.id: day(d.day) if d.applies else "not_applicable" for d in verdict.dates}


def pending(verdict: Verdict, want: Sequence[Any]) -> list[str]:
    """Exactly these facts, in any order; of each what is written about it."""
    wanted = {w["fact"]: w for w in ({"fact": w} if isinstance(w, str) else w for w in want)}
    records = {p.fact: p for p in verdict.pending}
    found = said("pending", sorted(wanted), sorted(records))
    for fact, told in wanted.items():
        record = records.get(fact)
        if record is not None:
            shown = {"fact": fact, "kind": record.kind, "by": record.provided_by, "who": record.who,
                     "when": record.when, "provisions": sorted(record.provisions)}  # fmt: skip
            found += said(f"pending {fact}", dict(told), {k: shown[k] for k in told})
    return found


Compare = Callable[[Verdict, Any], list[str]]
COMPARE: Mapping[str, Compare] = {
    "outcome": lambda v, want: said("outcome", want, v.outcome),
    "edition": lambda v, want: said("edition", want, v.edition),
    "reason": lambda v, want: said("reason", want, v.reason.en),
    "failed": lambda v, want: said("failed", sorted(want), sorted(v.failed)),
    "pending": pending,
    "stages": lambda v, want: each("stages", want, {s.id: s.outcome for s in v.stages}),
    "determinations": lambda v, want: each(
        "determinations", want, {d.provision: STATUS[d.status] for d in v.determinations}
    ),
    "amounts": lambda v, want: each("amounts", want, amounts(v)),
    "periods": lambda v, want: each("periods", want, periods(v)),
    "dates": lambda v, want: each("dates", want, dates(v)),
    "readings": lambda v, want: each("readings", want, {r.id: dict(r.would_differ) for r in v.readings}),
    "notes": lambda v, want: said("notes", want, len(v.notes)),
}
