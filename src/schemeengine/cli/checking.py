"""``schemeengine check``: every mistake in schemes, vocabularies, catalogues and dossiers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from schemeengine.cli import output, shelf
from schemeengine.cli.passages import aliases, cited_places, read_words
from schemeengine.cli.places_record import beside, record, recorded
from schemeengine.diagnostics import BadInput, Lang, Problems
from schemeengine.examples import run_examples
from schemeengine.instrument import Instrument, check_citations
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library, document_kind, dossier_of
from schemeengine.model.build import build
from schemeengine.model.documents import CatalogueDoc
from schemeengine.pipeline import Evaluator, bind_dossier
from schemeengine.render.as_json import diagnostics_json
from schemeengine.render.diagnostics import nothing_found, report_lines
from schemeengine.render.lines import Line
from schemeengine.source import Source
from schemeengine.syntax.yaml_reader import read_yaml


def run(
    files: Sequence[str], schemes: Sequence[str], instrument: str, lang: Lang, *, as_json: bool,
    renew: bool = False,
) -> int:  # fmt: skip
    """Print all diagnostics; exit code 2 if one of them is an error, else 0.

    ``renew``: record what the cited places of the schemes say now, for later comparison.
    """
    problems = Problems()
    paths = tuple(_expanded(files))
    given = {name: path for path in paths if path != "-" and (name := shelf.scheme_id(path))}
    checker = _Checker(problems, tuple(schemes), read_words(instrument, problems), given, renew)
    for path in paths:
        checker.check(path)
    if as_json:
        sys.stdout.write(diagnostics_json(problems.items, lang))
    elif problems.items:
        output.show(report_lines(problems.items, lang))
    else:
        output.show([Line(nothing_found(lang), "good")])
    return 2 if problems.has_errors else 0


def _expanded(files: Sequence[str]) -> Iterator[str]:
    """Files as given, or programmes by id; of a folder all its YAML files, in folders below it too."""
    for name in files:
        if name != "-" and Path(name).is_dir():
            yield from (p.as_posix() for p in sorted(Path(name).rglob("*.yaml")))
        else:
            yield shelf.path_of(name) or name


@dataclass(slots=True)
class _Checker:
    """Checks files one by one; a scheme that many dossiers need is read once."""

    problems: Problems
    wanted: tuple[str, ...]
    words: Instrument | None
    #: Schemes among the files to be checked, by name: dossiers beside them speak to them first.
    given: Mapping[str, str]
    renew: bool = False
    library: Library = field(default_factory=lambda: Library(shelf.read))
    schemes: dict[str, Scheme | None] = field(default_factory=dict)
    #: Schemes whose examples were read, all editions together.
    exemplified: set[str] = field(default_factory=set)

    def check(self, path: str) -> None:
        source = shelf.read(path, self.problems)
        tree = None if source is None else read_yaml(source, self.problems)
        if source is None or tree is None:
            return
        match document_kind(tree, self.problems, "scheme", "vocabulary", "catalogue", "dossier"):
            case "scheme":
                scheme = self._scheme(source)
                words = None if scheme is None else self._words(scheme)
                if scheme is not None and words is not None:
                    self._citations(scheme, words)
                if scheme is not None:
                    self._examples(scheme)
            case "vocabulary":
                self._shared(source)
            case "catalogue":
                if build(CatalogueDoc, tree, self.problems, "catalogue") is not None:
                    self._shared(source)
            case "dossier":
                self._dossier(source)
            case _:
                pass

    def _words(self, scheme: Scheme) -> Instrument | None:
        """The instrument's text: the one asked for, else the one the scheme file names."""
        if self.words is not None or not scheme.instrument_file:
            return self.words
        return read_words(beside(scheme, scheme.instrument_file), self.problems)

    def _scheme(self, source: Source) -> Scheme | None:
        if source.name not in self.schemes:
            self.schemes[source.name] = self.library.scheme_of(source, self.problems)
        return self.schemes[source.name]

    def _examples(self, scheme: Scheme) -> None:
        """What is written in examples must be readable; whether they come out is for ``test`` to say."""
        if scheme.id not in self.exemplified:
            self.exemplified.add(scheme.id)
            run_examples((scheme,), self.problems, read=shelf.read)

    def _citations(self, scheme: Scheme, words: Instrument) -> None:
        cited = tuple(cited_places(scheme).items())
        if self.renew:
            record(scheme, words)
        old = recorded(scheme)
        self.problems.extend(check_citations(words, cited, old, aliases(scheme)))

    def _shared(self, source: Source) -> None:
        """Check a vocabulary or catalogue by a scheme that holds nothing but its use."""
        path = PurePosixPath(source.name)
        if path.suffix != ".yaml":
            return
        text = f'schemeengine: 1\nscheme: check\ntitle: check\nuses: ["{path.stem}"]\n'
        probe = Source(str(path.with_name("(check)")), text)
        found = Problems()
        self.library.scheme_of(probe, found)
        self.problems.extend(d for d in found.items if d.span is not None and d.span.source is not probe)

    def _chosen(self, source: Source, spoken_to: frozenset[str]) -> tuple[str, ...]:
        beside = tuple(p for name, p in self.given.items() if name in spoken_to or not spoken_to)
        if beside and not self.wanted:
            return beside
        return shelf.choose(self.wanted, source.name, self.problems, spoken_to)

    def _dossier(self, source: Source) -> None:
        """Check a dossier against the schemes asked for, or all that are found."""
        own = Problems()
        found = dossier_of(source, own, partly=True)
        self.problems.extend(own.items)
        schemes: list[Scheme] = []
        spoken_to = frozenset[str]() if found is None else shelf.named(found)
        for path in self._chosen(source, spoken_to):
            if any(path == source.name for s in schemes for t in s.texts for source in t.sources):
                continue  # another edition of a programme already read
            text = shelf.read(path, self.problems)
            scheme = None if text is None else self._scheme(text)
            schemes += [] if scheme is None else [scheme]
        if found is None or not schemes:
            return
        fresh = Problems(unread=own.unread)
        try:
            bound = bind_dossier(schemes, found, fresh, today=date.today())
            day = bound.as_of or date.today()
            if bound.events:  # whether they can have happened, as evaluate and status would tell
                Evaluator(schemes).check_events(bound, day, fresh)
        except BadInput as bad:
            self.problems.extend(bad.diagnostics)
        self.problems.extend(fresh.items)
