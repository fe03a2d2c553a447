"""The shipped dossiers damaged in what they say: a verdict or diagnostics, and all engines give the same."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
from tests.bad_input.damaged_dossiers import damaged
from tests.bad_input.test_mutations import DOSSIERS, accepted_or_refused, reader, text_of

from schemeengine import BadInput, Evaluator, dossier_from_text, load_schemes
from schemeengine.cli import shelf
from schemeengine.diagnostics import Problems
from schemeengine.pipeline import Engine
from schemeengine.render.as_json import result_json

ROOT = Path(__file__).resolve().parents[2]
ENGINES: tuple[Engine, ...] = ("compiled", "reference", "durable")
TODAY = date(2025, 6, 1)


@cache
def programmes(name: str) -> tuple[str, ...]:
    """The files of the programmes that a dossier speaks to."""
    spoken = shelf.named(dossier_from_text(text_of(name), name))
    files = {p.name.split(".")[0]: f"schemes/{p.name}" for p in sorted((ROOT / "schemes").glob("*.yaml"))}
    return tuple(files[s] for s in sorted(spoken) if s in files) or ("schemes/kita_ku.yaml",)


@cache
def evaluator(paths: tuple[str, ...], engine: Engine) -> Evaluator:
    return Evaluator(load_schemes(paths, read=reader("", "")), engine)


def answer(name: str, text: str, engine: Engine) -> str:
    """What is shown, or the codes and places of what is wrong."""
    try:
        result = evaluator(programmes(name), engine).evaluate(dossier_from_text(text, name), today=TODAY)
    except BadInput as bad:
        return "\n".join(f"{d.code.id} {d.span}" for d in bad.diagnostics)
    return result_json(result, "ja")


def judged_alike(name: str, seed: int, engines: tuple[Engine, ...]) -> None:
    text = damaged(text_of(name), Random(seed))
    accepted_or_refused(lambda: dossier_from_text(text, name))
    answers = {engine: answer(name, text, engine) for engine in engines}
    assert len(set(answers.values())) == 1, (name, seed)


def installed() -> tuple[Engine, ...]:
    try:
        import durable.lang  # noqa: F401
    except ImportError:
        return ENGINES[:2]
    return ENGINES


@pytest.mark.parametrize("seed", range(len(DOSSIERS)))
def test_a_damaged_dossier_is_judged_alike(seed: int) -> None:
    judged_alike(DOSSIERS[seed], seed, ENGINES[:2])


@pytest.mark.deep
@pytest.mark.parametrize("name", DOSSIERS)
def test_many_damaged_dossiers_are_judged_alike(name: str) -> None:
    for seed in range(60):
        judged_alike(name, 1_000 + seed, installed() if seed % 10 == 0 else ENGINES[:2])


def test_damages_leave_some_dossiers_to_judge() -> None:
    found = Problems()
    sound = 0
    for seed in range(12):
        try:
            dossier_from_text(damaged(text_of(DOSSIERS[0]), Random(seed)))
            sound += 1
        except BadInput as bad:
            found.extend(bad.diagnostics)
    assert sound
    assert found.has_errors
