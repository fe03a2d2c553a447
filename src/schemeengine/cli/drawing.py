"""``schemeengine network --dossier``: one evaluation drawn, with what decides."""

from __future__ import annotations

from schemeengine.cli import judging
from schemeengine.cli.asked import Asked
from schemeengine.diagnostics import BadInput, Diagnostic, Problems
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.pipeline import LoadedDossier
from schemeengine.render import verdict_picture as picture
from schemeengine.render import wording
from schemeengine.render.verdict_tree import verdict_tree


def run(asked: Asked) -> int:
    """Judge and draw. Exit code 0, or 2 for bad input or where nothing could be written."""

    def render(cases: list[judging.Case], dossier: LoadedDossier, _: tuple[Diagnostic, ...]) -> str:
        if len(cases) != 1:
            problems = Problems()
            names = ", ".join(c.judged.verdict.scheme for c in cases)
            problems.add(codes.UNKNOWN_SCHEME_FILE, None, got=" ".join(asked.schemes), near=names)
            raise BadInput(problems.items)
        judged = cases[0].judged
        verdict, lang = judged.verdict, asked.lang
        tree = verdict_tree(verdict, judged.trace(), judged.procedure, lang)
        title = dossier.doc.title or dossier.doc.dossier
        caption = f"{verdict.title.of(lang)}{wording.aside(title, lang)}"
        match asked.format:
            case "svg":
                return picture.as_svg(tree, caption, lang)
            case "mermaid":
                return picture.as_mermaid(tree)
            case "dot":
                return picture.as_dot(tree)
            case "json":
                return picture.as_json(tree)
            case _:
                return picture.as_text(tree)

    return judging.run(asked, render)
