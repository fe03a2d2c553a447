"""schemeengine: rules of public programmes in YAML, judged on a dossier, explained.

The stable interface of the library; everything else may change between versions. A name is
imported when it is first used, so that a command pays only for what it needs.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from schemeengine.version import VERSION as __version__

if TYPE_CHECKING:
    from schemeengine.diagnostics import BadInput, Diagnostic
    from schemeengine.lifecycle.model import CycleStatus, StatusReport
    from schemeengine.pipeline import (
        Evaluator,
        Judged,
        LoadedDossier,
        Result,
        dossier_from_text,
        evaluate,
        load_dossier,
        load_schemes,
        scheme_from_text,
    )
    from schemeengine.render.as_json import trace_json
    from schemeengine.standing import status
    from schemeengine.verdict.model import Verdict

__all__ = [
    "BadInput",
    "CycleStatus",
    "Diagnostic",
    "Evaluator",
    "Judged",
    "LoadedDossier",
    "Result",
    "StatusReport",
    "Verdict",
    "__version__",
    "dossier_from_text",
    "evaluate",
    "load_dossier",
    "load_schemes",
    "scheme_from_text",
    "status",
    "trace_json",
]

_ELSEWHERE = {
    "BadInput": "diagnostics", "Diagnostic": "diagnostics", "Verdict": "verdict.model",
    "trace_json": "render.as_json", "status": "standing", "CycleStatus": "lifecycle.model",
    "StatusReport": "lifecycle.model",
}  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_ELSEWHERE.get(name, 'pipeline')}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
