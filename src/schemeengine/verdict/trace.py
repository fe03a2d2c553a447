"""The explanation, derived from the clause tree and the values (stub until written)."""
from __future__ import annotations
from schemeengine.verdict.model import TraceNode
from schemeengine.ir.scheme import Procedure
from schemeengine.verdict.view import View
def trace(view: View, procedure: Procedure | None) -> tuple[TraceNode, ...]:
    raise NotImplementedError
