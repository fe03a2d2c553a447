"""``schemeengine outline``: the table of articles of one programme."""

from __future__ import annotations

from schemeengine.cli import output, shelf
from schemeengine.diagnostics import Lang, Problems
from schemeengine.render import outline


def run(name: str, format_: str, lang: Lang, path: str) -> int:
    """Exit code 0, or 2 for a programme that cannot be found or read."""
    problems = Problems()
    schemes = shelf.books().schemes(shelf.choose([name], "", problems), problems)
    if problems.has_errors or not schemes:
        output.report(problems.items, lang, as_json=format_ == "json")
        return 2
    scheme = schemes[0]
    match format_:
        case "json":
            return output.put_out(outline.outline_json(scheme, lang), path, lang)
        case "markdown":
            return output.put_out(outline.outline_markdown(scheme, lang), path, lang)
        case _:
            return output.put_out(outline.outline_lines(scheme, lang), path, lang)
