"""The example dossiers with events: what has become of them, as published beside them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped]
from tests.lifecycle.said import said

from schemeengine import Evaluator, load_dossier, load_schemes, status
from schemeengine.evaluator import Engine
from schemeengine.lifecycle.timeline import timeline
from schemeengine.render.status_records import status_json
from schemeengine.render.timeline import timeline_json

ROOT = Path(__file__).parents[2]
NAMES = sorted(p.parent.name for p in ROOT.glob("examples/*/status.json"))


@cache
def evaluator(scheme: str, engine: Engine = "compiled") -> Evaluator:
    return Evaluator(load_schemes([str(ROOT / f"schemes/{scheme}.yaml")]), engine)


def expected(name: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = json.loads(
        (ROOT / "examples" / name / "status.json").read_text(encoding="utf-8")
    )
    return found


@pytest.mark.parametrize("engine", ["compiled", "reference"])
@pytest.mark.parametrize("name", NAMES)
def test_status(name: str, engine: Engine) -> None:
    dossier = load_dossier(str(ROOT / "examples" / name / "dossier.yaml"))
    (scheme,) = dossier.doc.for_
    found = said(status(evaluator(scheme, engine), dossier))
    for cycle, wanted in expected(name).items():
        assert {k: found[cycle][k] for k in wanted} == wanted, cycle


def validator(kind: str) -> Draft7Validator:
    return Draft7Validator(json.loads((ROOT / f"docs/schema/{kind}.schema.json").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", NAMES)
def test_the_json_is_as_published_and_stable(name: str) -> None:
    dossier = load_dossier(str(ROOT / "examples" / name / "dossier.yaml"))
    one = evaluator(dossier.doc.for_[0])
    report = status(one, dossier)
    text = status_json(report, "ja")
    assert text == status_json(status(one, dossier), "ja")
    assert list(validator("status").iter_errors(json.loads(text))) == []
    days = timeline_json(timeline(report, one.schemes), "en")
    assert list(validator("timeline").iter_errors(json.loads(days))) == []


def test_the_cases_of_a_life_are_shown() -> None:
    states = {v.get("state") for n in NAMES for v in expected(n).values()}
    assert {"valid", "continued", "expired", "revoked"} <= states
