"""``schemeengine network`` and ``schemeengine export``: the rules as a network, for eyes and engines."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from schemeengine.cli import output, shelf
from schemeengine.cli.language import say
from schemeengine.diagnostics import Lang, Problems, codes_meaning
from schemeengine.ir.scheme import Scheme
from schemeengine.model.suggest import closest
from schemeengine.network import Network


def network(names: Sequence[str], format_: str, lang: Lang, path: str, only: str = "") -> int:
    """Print the shared network of some programmes; with ``only`` the rule of that name and what it
    hangs on. Exit code 0, or 2 for bad input."""
    schemes = _schemes(names, lang)
    if schemes is None:
        return 2
    if only and not _is_rule(only, schemes, lang):
        return 2
    return output.put_out(_drawn(Network.build(schemes), schemes, format_, lang, only), path, lang)


def refuse_both(lang: Lang) -> int:
    """A verdict is drawn whole, with what decides: exit code 2."""
    said = say(
        lang,
        "誤り: 「--dossier」と「--provision」は併せて使えません（判定の図は、決め手の規定を開きます）。",
        "error: --dossier and --provision do not go together. The picture of a verdict unfolds what decides.",
    )
    print(said, file=sys.stderr)
    return 2


def _is_rule(only: str, schemes: Sequence[Scheme], lang: Lang) -> bool:
    from schemeengine.render.rule_map import rule_names

    known = [name for scheme in schemes for name in rule_names(scheme)]
    if only in known:
        return True
    problems = Problems()
    near = closest(only, known) or ", ".join(known[:8])
    problems.add(codes_meaning.UNKNOWN_NAME, None, got=only, near=near)
    output.report(problems.items, lang, as_json=False)
    return False


def _drawn(built: Network, schemes: Sequence[Scheme], format_: str, lang: Lang, only: str) -> str:
    from schemeengine.render import network as drawing
    from schemeengine.render.rule_map import rule_map, under

    if format_ in ("text", "json"):
        kept = under(built, schemes, only)
        tell = drawing.as_json if format_ == "json" else drawing.as_text
        return tell(built, schemes, lang, kept)
    clusters = rule_map(built, schemes, lang, only)
    match format_:
        case "mermaid":
            return drawing.as_mermaid(clusters, lang)
        case "dot":
            return drawing.as_dot(clusters, lang)
        case _:
            from schemeengine.render.network_svg import as_svg

            titles = [(s.title_en if lang == "en" and s.title_en else s.title) for s in schemes]
            caption = ("、" if lang == "ja" else ", ").join(titles)
            return as_svg(clusters, f"{caption} ― {only}" if only else caption, lang)


def export(name: str, lang: Lang, path: str) -> int:
    """Write the ruleset for systems that already run durable-rules. Needs no extra installed."""
    schemes = _schemes([name], lang)
    if not schemes:
        return 2
    from schemeengine.execute.durable.export import export_ruleset

    ruleset = export_ruleset(schemes[0])
    return output.put_out(json.dumps(ruleset, ensure_ascii=False, indent=2) + "\n", path, lang)


def _schemes(names: Sequence[str], lang: Lang) -> tuple[Scheme, ...] | None:
    problems = Problems()
    schemes = shelf.books().schemes(shelf.choose(list(names), "", problems), problems)
    if problems.has_errors:
        output.report(problems.items, lang, as_json=False)
        return None
    return schemes
