"""``schemeengine check``: every mistake in schemes, vocabularies, catalogues and dossiers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from schemeengine.cli import output, shelf
from schemeengine.cli.passages import aliases, cited_places, read_words
from schemeengine.diagnostics import BadInput, Diagnostic, Lang, Problems
from schemeengine.instrument import Instrument, check_citations
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library, document_kind, dossier_of
from schemeengine.model.build import build
from schemeengine.model.documents import CatalogueDoc
from schemeengine.pipeline import bind_dossier
from schemeengine.render.as_json import diagnostics_json
from schemeengine.render.diagnostics import nothing_found, report_lines
from schemeengine.render.lines import Line
from schemeengine.source import Source
from schemeengine.syntax.yaml_reader import read_yaml


def run(files: Sequence[str], schemes: Sequence[str], instrument: str, lang: Lang, *, as_json: bool) -> int:
    """Print all diagnostics; exit code 2 if one of them is an error, else 0."""
    problems = Problems()
    library = Library(shelf.read)
    words = read_words(instrument, problems)
    for path in _expanded(files):
        _check(path, schemes, words, library, problems)
    if as_json:
        sys.stdout.write(diagnostics_json(problems.items, lang))
    elif problems.items:
        output.show(report_lines(problems.items, lang))
    else:
        output.show([Line(nothing_found(lang), "good")])
    return 2 if problems.has_errors else 0


def _expanded(files: Sequence[str]) -> Iterator[str]:
    """Files as given; of a folder all its YAML files, those in folders below it too."""
    for name in files:
        if name != "-" and Path(name).is_dir():
            yield from (p.as_posix() for p in sorted(Path(name).rglob("*.yaml")))
        else:
            yield name


def _check(
    path: str, schemes: Sequence[str], words: Instrument | None, library: Library, problems: Problems
) -> None:
    source = shelf.read(path, problems)
    tree = None if source is None else read_yaml(source, problems)
    if source is None or tree is None:
        return
    match document_kind(tree, problems, "scheme", "vocabulary", "catalogue", "dossier"):
        case "scheme":
            scheme = library.scheme_of(source, problems)
            if scheme is not None and words is not None:
                problems.extend(_citations(scheme, words))
        case "vocabulary":
            _shared(source, library, problems)
        case "catalogue":
            if build(CatalogueDoc, tree, problems, "catalogue") is not None:
                _shared(source, library, problems)
        case "dossier":
            _dossier(source, schemes, library, problems)
        case _:
            pass


def _citations(scheme: Scheme, words: Instrument) -> tuple[Diagnostic, ...]:
    return check_citations(words, tuple(cited_places(scheme).items()), None, aliases(scheme))


def _shared(source: Source, library: Library, problems: Problems) -> None:
    """Check a vocabulary or catalogue by a scheme that holds nothing but its use."""
    path = PurePosixPath(source.name)
    if path.suffix != ".yaml":
        return
    text = f'schemeengine: 1\nscheme: check\ntitle: check\nuses: ["{path.stem}"]\n'
    probe = Source(str(path.with_name("(check)")), text)
    found = Problems()
    library.scheme_of(probe, found)
    problems.extend(d for d in found.items if d.span is not None and d.span.source is not probe)


def _dossier(source: Source, wanted: Sequence[str], library: Library, problems: Problems) -> None:
    """Check a dossier against the schemes asked for, or all that are found."""
    found = dossier_of(source, problems)
    paths = shelf.choose(wanted, source.name, problems)
    schemes = [s for p in paths if (s := library.scheme(p, problems)) is not None]
    if found is None or not schemes:
        return
    fresh = Problems()
    try:
        bind_dossier(schemes, found, fresh)
    except BadInput as bad:
        problems.extend(bad.diagnostics)
    problems.extend(fresh.items)
