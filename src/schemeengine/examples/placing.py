"""Where a path of an example belongs in a dossier, and values by their declared types."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from schemeengine.diagnostics import Problems
from schemeengine.dossier.reading import ValueReader
from schemeengine.ir.scheme import FactDecl, Scheme
from schemeengine.ir.types import Kind, Type
from schemeengine.syntax.tree import Node


def section_of(scheme: Scheme, path: str) -> tuple[str, ...] | None:
    """Where a path of ``given`` or ``change`` belongs in a dossier."""
    head = path.split(".")[0]
    spaces = {a.name: a.space for a in scheme.inputs if a.space in ("answer", "judgment", "paper")}
    if path in spaces:
        return {"answer": "answers", "judgment": "judgments", "paper": "documents"}[spaces[path]], path
    for known, space in spaces.items():
        if path.startswith(f"{known}.") and space == "judgment":
            return ("judgments", known, *path[len(known) + 1 :].split("."))
    if head in scheme.checklists:
        return ("checklists", *path.split("."))
    if head in scheme.facts or any(scheme.inputs[a].decl.label == head for a in scheme.facts.values()):
        return ("facts", *path.split("."))
    if any(a.space == "parameter" and a.name == head for a in scheme.inputs):
        return ("parameters", head)
    if any(a.space == "score" and a.name == head for a in scheme.inputs):
        return ("scores", *path.split("."))
    return None


def nearest(scheme: Scheme, path: str) -> str:
    from schemeengine.model.suggest import closest

    known = [*scheme.facts, *scheme.checklists, *(a.name for a in scheme.inputs)]
    steps = path.split(".")
    near = closest(path, known) or closest(steps[0], known) or closest(steps[-1], known)
    return near or ", ".join(sorted({n for n in known if n != "as_of"})[:10]) or "-"


def typed(scheme: Scheme, type_: Type, node: Node, problems: Problems) -> Any:
    reader = ValueReader(problems, scheme.records, scheme.catalogues, lenient=True)
    # what is computed may have decimals, whatever its parts are
    wanted = replace(type_, decimals=True) if type_.kind is Kind.NUMBER else type_
    decl = FactDecl("expect", wanted, "期待", may_be_none=True)
    return reader.read(decl, wanted, node, "expect")
