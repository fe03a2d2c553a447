"""schemeengine: rules of public programmes in YAML, judged on a dossier, explained.

The stable interface of the library (docs/python.md); everything else may change between versions. A
name is imported when it is first used, so that a command pays only for what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from schemeengine.version import VERSION as __version__

if TYPE_CHECKING:
    from schemeengine.diagnostics import BadInput, Diagnostic
    from schemeengine.execute.durable.executor import EngineUnavailable
    from schemeengine.ir.scheme import Scheme
    from schemeengine.lifecycle.model import CycleStatus, StatusReport
    from schemeengine.pipeline import (
        Evaluator,
        Judged,
        LoadedDossier,
        Result,
        choose_among,
        dossier_from_text,
        evaluate,
        load_dossier,
        load_schemes,
        portfolio_of,
        scheme_from_text,
    )
    from schemeengine.portfolio.model import Portfolio
    from schemeengine.render.as_json import result_json, trace_json
    from schemeengine.selection.model import Chosen
    from schemeengine.standing import status
    from schemeengine.verdict.model import Verdict

__all__ = [
    "BadInput",
    "Chosen",
    "CycleStatus",
    "Diagnostic",
    "EngineUnavailable",
    "Evaluator",
    "Judged",
    "LoadedDossier",
    "Portfolio",
    "Result",
    "Scheme",
    "StatusReport",
    "Verdict",
    "__version__",
    "choose_among",
    "dossier_from_text",
    "evaluate",
    "load_dossier",
    "load_schemes",
    "portfolio_of",
    "result_json",
    "scheme_from_text",
    "status",
    "trace_json",
]

#: Where a name is found that is not in ``pipeline``.
_ELSEWHERE = {
    "BadInput": "diagnostics", "Diagnostic": "diagnostics", "Verdict": "verdict.model",
    "trace_json": "render.as_json", "result_json": "render.as_json", "status": "standing",
    "CycleStatus": "lifecycle.model", "StatusReport": "lifecycle.model", "Scheme": "ir.scheme",
    "Portfolio": "portfolio.model", "Chosen": "selection.model",
    "EngineUnavailable": "execute.durable.executor",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'pipeline')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
