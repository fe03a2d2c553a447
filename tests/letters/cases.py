"""The examples judged, and letters about them."""

from __future__ import annotations

from tests.cli.running import EXAMPLES, ROOT

from schemeengine import evaluate, load_dossier, load_schemes
from schemeengine.diagnostics import Problems
from schemeengine.letters.kinds import Kind
from schemeengine.letters.writing import Letter, Request, write_letter
from schemeengine.pipeline import Judged

SCHEMES = load_schemes([f"{ROOT}/schemes/{n}.yaml" for n in ("kita_ku", "kitakyushu", "sdgx_subsidy")])
OWN = {"kita": "kita_ku", "kitakyushu": "kitakyushu", "sdgx": "sdgx_subsidy"}
#: The example dossiers about these programmes.
NAMES = sorted(p.parent.name for p in EXAMPLES if p.parent.name.partition("_")[0] in OWN)


def judged(name: str, **options: object) -> Judged:
    scheme = next(s for s in SCHEMES if s.id == OWN[name.partition("_")[0]])
    dossier = load_dossier(f"{ROOT}/examples/{name}/dossier.yaml")
    return evaluate([scheme], dossier, **options).judged[0]  # type: ignore[arg-type]


def letter(case: Judged, kind: Kind, lang: str = "ja", **options: object) -> tuple[Letter | None, list[str]]:
    problems = Problems()
    made = write_letter(case, Request(kind, lang, **options), problems)  # type: ignore[arg-type]
    return made, [d.code.id for d in problems.items]
