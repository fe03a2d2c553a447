"""``schemeengine test``: run the examples of schemes and show what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemeengine.cli import output, shelf
from schemeengine.cli.language import say
from schemeengine.diagnostics import Lang, Problems
from schemeengine.examples import ExampleResult, run_examples
from schemeengine.render.lines import Line


def run(files: Sequence[str], lang: Lang) -> int:
    """Exit code 0 if every example comes out as written, 1 if some differs, 2 for bad input."""
    problems = Problems()
    schemes = shelf.books().schemes(shelf.choose(files, "", problems), problems)
    results = () if problems.has_errors else run_examples(schemes, problems, read=shelf.read)
    if problems.has_errors:
        output.report(problems.items, lang)
        return 2
    output.report(problems.items, lang)
    output.show([*_failures(results, lang), *_counts(results, lang)])
    return 0 if all(r.passed for r in results) else 1


def _failures(results: Sequence[ExampleResult], lang: Lang) -> Iterator[Line]:
    for result in results:
        if result.passed:
            continue
        target = f"{result.scheme}.{result.target}" if result.target else result.scheme
        word = say(lang, "例", "example")
        yield Line(f"× {target} {word}「{result.name}」 ({result.span})", "bad")
        yield from (Line(f"    {difference.of(lang)}") for difference in result.differences)
        yield Line("")


def _counts(results: Sequence[ExampleResult], lang: Lang) -> Iterator[Line]:
    """One line a scheme, then the total."""
    for scheme in dict.fromkeys(r.scheme for r in results):
        own = [r for r in results if r.scheme == scheme]
        passed = sum(r.passed for r in own)
        mark, tone = ("○", "good") if passed == len(own) else ("×", "bad")
        ja, en = f"{len(own)}例のうち {passed}例が一致", f"{passed} of {len(own)} examples agree"
        yield Line(f"{mark} {scheme}: {say(lang, ja, en)}", "good" if tone == "good" else "bad")
    failed = sum(not r.passed for r in results)
    if not results:
        yield Line(say(lang, "例が一つもありません", "There are no examples"), "open")
    elif failed:
        yield Line(say(lang, f"一致しない例 {failed}件", f"{failed} examples differ"), "heading")
    else:
        ja, en = f"すべて一致（{len(results)}例）", f"All {len(results)} examples agree"
        yield Line(say(lang, ja, en), "heading")
