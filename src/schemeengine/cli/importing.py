"""``schemeengine import``: decision tables of another system as a programme file."""

from __future__ import annotations

import sys

from schemeengine.cli import output
from schemeengine.cli.language import say
from schemeengine.diagnostics import Lang, Problems
from schemeengine.syntax.files import read_text


def run(file: str, name: str, lang: Lang, path: str) -> int:
    """Write the programme file, and tell on standard error what was left out.

    Exit code 0 if the file could be read, even where parts of it were left out; else 2.
    """
    from schemeengine.dmn.importing import import_dmn

    problems = Problems()
    source = read_text(file, problems)
    imported = None if source is None else import_dmn(source, problems, scheme=name)
    output.report(problems.items, lang)
    if imported is None:
        return 2
    try:
        output.write_text(imported.text, path)
    except output.CannotWrite as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    taken, left = imported.taken_over, imported.left_out
    print(
        say(
            lang,
            f"決定{taken + left}件のうち{taken}件を取り込みました（制度 {imported.scheme}）。",
            f"{taken} of {taken + left} decisions were taken over (programme {imported.scheme}).",
        ),
        file=sys.stderr,
    )
    return 0
