"""``schemeengine network`` and ``schemeengine export``: the rules as a network, for eyes and engines."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from schemeengine.cli import output, shelf
from schemeengine.diagnostics import Lang, Problems
from schemeengine.ir.scheme import Scheme
from schemeengine.network import Network


def network(names: Sequence[str], format_: str, lang: Lang, path: str) -> int:
    """Print the shared network of some programmes. Exit code 0, or 2 for bad input."""
    schemes = _schemes(names, lang)
    if schemes is None:
        return 2
    return _write(_drawn(Network.build(schemes), schemes, format_, lang), path, lang)


def _drawn(built: Network, schemes: Sequence[Scheme], format_: str, lang: Lang) -> str:
    from schemeengine.render import network as drawing

    match format_:
        case "mermaid":
            return drawing.as_mermaid(built, schemes, lang)
        case "dot":
            return drawing.as_dot(built, schemes, lang)
        case "json":
            return drawing.as_json(built, schemes, lang)
        case "svg":
            from schemeengine.render.network_svg import as_svg

            return as_svg(built, schemes, lang)
        case _:
            return drawing.as_text(built, schemes, lang)


def export(name: str, lang: Lang, path: str) -> int:
    """Write the ruleset for systems that already run durable-rules. Needs no extra installed."""
    schemes = _schemes([name], lang)
    if not schemes:
        return 2
    from schemeengine.execute.durable.export import export_ruleset

    ruleset = export_ruleset(schemes[0])
    return _write(json.dumps(ruleset, ensure_ascii=False, indent=2) + "\n", path, lang)


def _schemes(names: Sequence[str], lang: Lang) -> tuple[Scheme, ...] | None:
    problems = Problems()
    schemes = shelf.books().schemes(shelf.choose(list(names), "", problems), problems)
    if problems.has_errors:
        output.report(problems.items, lang, as_json=False)
        return None
    return schemes


def _write(text: str, path: str, lang: Lang) -> int:
    try:
        output.write_text(text, path)
    except output.CannotWrite as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    return 0
