"""Runs the samples of one page as an officer would: load, run the examples, judge the dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from tests.documentation.fences import Fence, fences

from schemeengine import BadInput, Diagnostic, Verdict, dossier_from_text, evaluate
from schemeengine.diagnostics import Problems
from schemeengine.examples import ExampleResult, run_examples
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library
from schemeengine.source import Source

#: What a fragment leaves out.
HEAD = "schemeengine: 1\nscheme: {name}\ntitle: {name}\n"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A sample programme as loaded: None and its diagnostics if it is refused."""

    scheme: Scheme | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Page:
    """The samples of one page; they see its shared files and nothing else."""

    name: str
    fences: tuple[Fence, ...]
    _loaded: dict[int, Loaded] = field(default_factory=dict)

    def kind(self, *words: str) -> list[Fence]:
        return [f for f in self.fences if any(w in f.words for w in words)]

    def read(self, path: str, problems: Problems) -> Source | None:
        for fence in self.kind("shared", "edition"):
            if path == f"{fence.words.get('shared') or fence.words['edition']}.yaml":
                return Source(path, fence.text)
        return None

    def beside(self, path: str) -> tuple[str, ...]:
        """The other editions of a sample programme: ```` ```yaml edition=NAME.r8 ````."""
        names = [f"{f.words['edition']}.yaml" for f in self.kind("edition")]
        return tuple(n for n in names if n != path and n.split(".")[0] == path.split(".")[0])

    def load(self, fence: Fence) -> Loaded:
        """The programme of a fence with ``scheme=`` or ``part=``."""
        if fence.line not in self._loaded:
            name = fence.words.get("scheme") or fence.words["part"]
            text = fence.text if "scheme" in fence.words else HEAD.format(name=name) + fence.text
            problems = Problems()
            scheme = Library(self.read, self.beside).scheme_of(Source(f"{name}.yaml", text), problems)
            self._loaded[fence.line] = Loaded(scheme, problems.items)
        return self._loaded[fence.line]

    def named(self, names: str) -> list[Scheme]:
        """Programmes of this page by name, as in ``of=bakery,racks``."""
        found: list[Scheme] = []
        for name in names.split(","):
            fence = next(
                f for f in self.kind("scheme", "part")
                if name in (f.words.get("scheme"), f.words.get("part"))
            )  # fmt: skip
            scheme = self.load(fence).scheme
            assert scheme is not None, f"{fence}: refused"
            found.append(scheme)
        return found

    def dossier(self, name: str) -> Fence:
        return next(f for f in self.kind("dossier") if f.words["dossier"] == name)

    def examples(self, fence: Fence) -> tuple[tuple[ExampleResult, ...], tuple[Diagnostic, ...]]:
        scheme = self.load(fence).scheme
        assert scheme is not None
        problems = Problems()
        return run_examples((scheme,), problems, read=self.read), problems.items

    def judge(self, dossier: Fence, programmes: str) -> Sequence[Verdict]:
        """The verdicts on a dossier; :class:`BadInput` if it is refused."""
        return evaluate(self.named(programmes), dossier_from_text(dossier.text)).verdicts

    def refusal(self, dossier: Fence) -> list[str]:
        """The codes with which a wrong dossier is refused; [] if it is not."""
        try:
            self.judge(dossier, dossier.words["of"])
        except BadInput as refused:
            return [d.code.id for d in refused.diagnostics]
        return []


@cache
def page(name: str) -> Page:
    return Page(name, fences(name))
