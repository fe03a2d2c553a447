"""Runs the blocks of the pages about letters: a dossier, a template, or options of the command."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from tests.documentation.fences import Fence

from schemeengine import BadInput, dossier_from_text, evaluate
from schemeengine.cli.letters import drawn, fields_of, folder_of
from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.ir.scheme import Scheme
from schemeengine.letters import pdf
from schemeengine.letters.kinds import Kind
from schemeengine.letters.writing import Request, write_letter
from schemeengine.pipeline import Evaluator
from schemeengine.standing import status


def found_in_letter(
    scheme: Scheme, fence: Fence, dossier: str, folder: Path, patch: pytest.MonkeyPatch
) -> tuple[Diagnostic, ...]:
    """What is reported when the letter a block asks for is written as PDF, in strict mode."""
    words, problems = fence.words, Problems()
    told: dict[str, str] = {}
    templates = ""
    if "options" in words:
        told = dict(line.split(": ", 1) for line in fence.text.strip().split("\n"))
        templates = folder_of(told.get("template", ""), problems)
        _without(told.get("without", ""), patch)
    elif "template" in words:
        templates = str(folder)
        (folder / f"{words['letter']}.ja.jinja").write_text(fence.text, encoding="utf-8")
    given = fields_of([told["field"]] if "field" in told else [], problems)
    if problems.has_errors:
        return problems.items
    try:
        read = dossier_from_text(fence.text if "dossier" in words else dossier)
        result = evaluate([scheme], read)
        life = status(Evaluator((scheme,)), read).cycles if scheme.life_cycles else ()
    except BadInput as refused:
        return refused.diagnostics
    request = Request(Kind(words["letter"]), "ja", given, templates, strict=True, about=told.get("about", ""))
    made = write_letter(result.judged[0], request, problems, life)
    if made is not None:
        drawn(made, "pdf", templates, problems)
    return problems.items


def _without(name: str, patch: pytest.MonkeyPatch) -> None:
    """As if a package were not installed."""
    if name:
        patch.setattr(pdf, "find_spec", lambda module: None if module == name else find_spec(module))
