"""schemeengine: rules of public programmes in YAML, judged on a dossier, explained.

The stable interface of the library; everything else may change between versions.
"""

from schemeengine.diagnostics import BadInput, Diagnostic
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
from schemeengine.verdict.model import Verdict
from schemeengine.version import VERSION as __version__

__all__ = [
    "BadInput",
    "Diagnostic",
    "Evaluator",
    "Judged",
    "LoadedDossier",
    "Result",
    "Verdict",
    "__version__",
    "dossier_from_text",
    "evaluate",
    "load_dossier",
    "load_schemes",
    "scheme_from_text",
]
