"""How the amounts of a letter came about, line by line."""

from __future__ import annotations

from schemeengine.letters.contents import Contents
from schemeengine.letters.entries import DerivedLine
from schemeengine.render import derived as shown
from schemeengine.verdict.derivation import derivations


def derived(contents: Contents) -> tuple[DerivedLine, ...]:
    """The lines of every amount; ``of`` says whose they are. None for a case that does not qualify."""
    if contents.judged.verdict.outcome in ("ineligible", "out_of_scope"):
        return ()
    found = []
    for one in derivations(contents.judged.view, contents.lang):
        own = f"amount:{one.amount}"
        for line in shown.lines(one, contents.lang):
            found.append(
                DerivedLine(
                    one.amount, contents.said(line.text, own), contents.said(line.cite, own), line.first,
                    (own,), line.cite,
                )
            )  # fmt: skip
    return tuple(found)
