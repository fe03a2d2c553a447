"""``schemeengine outline``: the table of articles of one programme."""

from __future__ import annotations

import sys

from schemeengine.cli import output, shelf
from schemeengine.diagnostics import Lang, Problems
from schemeengine.render import outline
from schemeengine.render.lines import as_text


def run(name: str, format_: str, lang: Lang, path: str) -> int:
    """Exit code 0, or 2 for a programme that cannot be found or read."""
    problems = Problems()
    schemes = shelf.books().schemes(shelf.choose([name], "", problems), problems)
    if problems.has_errors or not schemes:
        output.report(problems.items, lang, as_json=format_ == "json")
        return 2
    scheme = schemes[0]
    try:
        match format_:
            case "json":
                output.write_text(outline.outline_json(scheme, lang), path)
            case "markdown":
                output.write_text(outline.outline_markdown(scheme, lang), path)
            case _ if path in ("", "-"):
                output.show(outline.outline_lines(scheme, lang))
            case _:
                output.write_text(as_text(outline.outline_lines(scheme, lang)), path)
    except output.CannotWrite as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    return 0
