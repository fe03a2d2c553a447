"""Runs the examples written in schemes."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.diagnostics import Problems
from schemeengine.examples.beside import run_beside
from schemeengine.examples.life import run_lives
from schemeengine.examples.result import ExampleResult
from schemeengine.examples.whole import WholeSchemes
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import ReadText
from schemeengine.syntax.files import read_text
from schemeengine.syntax.tree import MapNode


def run_examples(
    schemes: Sequence[Scheme], problems: Problems, *, read: ReadText = read_text
) -> tuple[ExampleResult, ...]:
    """Run all examples of the schemes, each by the edition whose file it stands in.

    What cannot be read is added to ``problems``.
    """
    results: list[ExampleResult] = []
    for scheme in (text for newest in schemes for text in newest.texts):
        for clause, tree in scheme.node_examples:
            if isinstance(tree, MapNode):
                for entry in tree.entries:
                    results += run_beside(scheme, clause, entry, problems)
        results += run_lives(scheme, problems)
        whole = WholeSchemes(scheme, problems, read)
        for example in scheme.examples:
            found = whole.run(example)
            if found is not None:
                results.append(found)
    return tuple(results)
