"""Runs the blocks of the pages about records of verdicts: a text, or a record with something left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.running import run
from tests.documentation.fences import Fence

from schemeengine import BadInput
from schemeengine.cli.asked import Asked
from schemeengine.cli.replaying import replayed
from schemeengine.diagnostics import Diagnostic, Problems


def found_in_replay(
    scheme: str, dossier: str, fence: Fence, folder: Path, patch: pytest.MonkeyPatch
) -> tuple[Diagnostic, ...]:
    """What is reported when the record of a block is replayed."""
    told = dict(line.split(": ", 1) for line in fence.text.strip().split("\n"))
    (folder / "scheme.yaml").write_text(scheme, encoding="utf-8")
    (folder / "dossier.yaml").write_text(dossier, encoding="utf-8")
    patch.chdir(folder)
    done = run(
        "evaluate", "dossier.yaml", "--scheme", "scheme.yaml", "-f", "json", "-o", "verdict.json", cwd=folder
    )
    assert done.code == 0, done.err
    record = Path("verdict.json")
    data = json.loads(record.read_text(encoding="utf-8"))
    data["verdicts"][0]["receipt"].pop(told.get("without", ""), None)
    text = told.get("text") or json.dumps(data, ensure_ascii=False)
    record.write_text(text, encoding="utf-8")
    problems = Problems()
    try:
        replayed("verdict.json", Asked("", (), "", "", (), "compiled", "text", "ja", ""), problems)
    except BadInput as refused:
        return refused.diagnostics
    return problems.items
