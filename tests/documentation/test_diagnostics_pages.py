"""Every page of docs/diagnostics is run: the wrong example gives the code, where and in the words
the page says, and nothing else; the mended one no longer does. The notation is on index.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from tests.documentation.fences import ROOT, Fence, fences
from tests.documentation.letter_samples import found_in_letter
from tests.documentation.replay_samples import found_in_replay

from schemeengine import BadInput, Evaluator, dossier_from_text, evaluate, load_schemes, status
from schemeengine.cli.selecting import judged_all, with_selection
from schemeengine.cli.shelf import choose
from schemeengine.cli.statusing import with_life
from schemeengine.diagnostics import Code, Diagnostic, Problems, Severity
from schemeengine.diagnostics.catalogue import CODES, find
from schemeengine.dmn.importing import import_dmn
from schemeengine.examples import run_examples
from schemeengine.instrument import check_citations, fingerprints, read_instrument
from schemeengine.ir.scheme import Scheme
from schemeengine.loading import Library
from schemeengine.selection import choose as choosing
from schemeengine.source import Source, Span
from schemeengine.syntax.files import read_text

FOLDER = "docs/diagnostics"
TODAY = date(2024, 7, 1)
_SIGN = re.compile(r"⟨U\+([0-9A-F]{2,6})⟩")
_REPEATED = re.compile(r"⟨([^⟨⟩]+) × ([0-9,]+)⟩")
_PLACE = re.compile(r"^(?:指す場所: |Points at )`([^`]+)`", re.MULTILINE)
_INDEX_ROW = re.compile(r"^\| \[(\w+)\]\(\1\.md\) \| (.*?) \| (.*?) \|$", re.MULTILINE)
WHOLE_FILE = "(file)"


def text_of(fence: Fence) -> str:
    """What a block stands for: ⟨U+3000⟩ is that character, ⟨a↵ × 3⟩ is three lines of a."""
    single = _SIGN.sub(lambda m: chr(int(m[1], 16)), fence.text)
    return _REPEATED.sub(lambda m: m[1].replace("↵", "\n") * int(m[2].replace(",", "")), single)


@dataclass(frozen=True)
class Page:
    id: str
    text: str
    fences: tuple[Fence, ...]

    def role(self, role: str) -> Fence:
        (only,) = (f for f in self.fences if role in f.words)
        return only

    def beside(self, kind: str) -> Iterator[Fence]:
        """Blocks that are neither wrong nor mended: what the example needs around it."""
        return (f for f in self.fences if kind in f.words and not f.words.keys() & {"bad", "good"})


@cache
def page(code_id: str) -> Page:
    name = f"{FOLDER}/{code_id}.md"
    return Page(code_id, (ROOT / name).read_text(encoding="utf-8"), fences(name))


# ------------------------------------------------------------------ running a block
def found_in(shown: Page, fence: Fence, tmp_path: Path, patch: pytest.MonkeyPatch) -> tuple[Diagnostic, ...]:
    """What is reported for one block of a page."""
    problems = Problems()
    words = fence.words
    if "letter" in words:
        dossier = next((text_of(f) for f in shown.beside("dossier")), "")
        scheme = _scheme(shown, fence, problems) if "scheme" in words else _example_scheme(shown)
        assert scheme is not None, problems.items
        return found_in_letter(scheme, fence, dossier, tmp_path, patch)
    if "replay" in words:
        scheme_text, dossier = (text_of(next(shown.beside(k))) for k in ("scheme", "dossier"))
        return found_in_replay(scheme_text, dossier, fence, tmp_path, patch)
    if "file" in words:
        _file(fence, problems, tmp_path, patch)
    elif "expression" in words:
        _expression(fence, problems)
    elif "dossier" in words:
        return _dossier(shown, fence)
    elif "cites" in words or "instrument" in words:
        return _instrument(shown, fence)
    elif "select" in words:
        _select(fence, problems, tmp_path, patch)
    elif "dmn" in words:
        import_dmn(Source("model.dmn", text_of(fence)), problems)
    elif "asked-status" in words:
        return _asked_status(text_of(fence))
    elif "asked" in words:
        patch.chdir(ROOT)
        choose(text_of(fence).split(), "", problems)
    else:
        scheme = _scheme(shown, fence, problems)
        if "examples" in words and scheme is not None:
            run_examples((scheme,), problems)
    return problems.items


def _library(shown: Page, fence: Fence) -> Library:
    """Reads the shared files of a page, with this block in place of the one of its name."""
    texts = {}
    for block in (*shown.fences, *page("index").fences, fence):
        for kind in ("vocabulary", "catalogue"):
            if kind in block.words and (block is fence or not block.words.keys() & {"bad", "good"}):
                texts[f"{block.words[kind]}.yaml"] = text_of(block)

    editions = {f.words["edition"]: text_of(f) for f in shown.fences if "edition" in f.words}
    texts |= editions

    def read(path: str, problems: Problems) -> Source | None:
        return Source(path, texts[path]) if path in texts else read_text(path, problems)

    return Library(read, lambda path: tuple(editions))


def _scheme(shown: Page, fence: Fence, problems: Problems) -> Scheme | None:
    """The programme of a block; for a shared file, the programme of the page that uses it."""
    own = "scheme" in fence.words
    text = text_of(fence if own else next(shown.beside("scheme")))
    return _library(shown, fence).scheme_of(Source("scheme.yaml", text), problems)


def _example_scheme(shown: Page) -> Scheme:
    of = next(shown.beside("scheme"), None) or next(page("index").beside("scheme"))
    problems = Problems()
    scheme = _library(shown, of).scheme_of(Source("scheme.yaml", text_of(of)), problems)
    assert scheme is not None, problems.items
    return scheme


def _expression(fence: Fence, problems: Problems) -> None:
    """The block as a condition of the example programme; places are those of the block."""
    written = text_of(fence).rstrip("\n")
    before = text_of(next(page("index").beside("scheme"))) + "  tried: |-\n"
    indented = "\n".join(f"    {line}" for line in written.split("\n"))
    found = Problems()
    _library(page("index"), fence).scheme_of(Source("scheme.yaml", before + indented + "\n"), found)
    block = Source("expression", written)
    for item in found.items:
        assert item.span is not None
        problems.extend([replace(item, span=_moved(item.span, block, before.count("\n")))])


def _moved(span: Span, block: Source, lines: int) -> Span:
    start = sum(len(block.line(n)) + 1 for n in range(1, span.line - lines)) + span.column - 5
    return Span(block, start, start + span.end - span.start)


def _dossier(shown: Page, fence: Fence) -> tuple[Diagnostic, ...]:
    scheme = _example_scheme(shown)
    try:
        loaded = dossier_from_text(text_of(fence), "dossier.yaml")
        if "status" in fence.words:
            return status(Evaluator([scheme]), loaded, today=TODAY).diagnostics
        return evaluate([scheme], loaded, today=None if "no-today" in fence.words else TODAY).diagnostics
    except BadInput as refused:
        return refused.diagnostics


def _asked_status(written: str) -> tuple[Diagnostic, ...]:
    """The status of a case by programmes that the page names in the command."""
    problems = Problems()
    schemes = tuple(load_schemes([f"schemes/{name}.yaml" for name in written.split()]))
    try:
        with_life(schemes, problems)
    except BadInput as refused:
        return refused.diagnostics
    return problems.items


def _instrument(shown: Page, fence: Fence) -> tuple[Diagnostic, ...]:
    """The page's ordinance and its citations; ``before`` is the ordinance as it was encoded."""
    others = [fence, *shown.beside("instrument"), *shown.beside("cites")]
    now = next(f for f in others if "instrument" in f.words and "before" not in f.words)
    then = next((f for f in others if "before" in f.words), now)
    listed = Source("cites", text_of(next(f for f in others if "cites" in f.words)))
    cited = [(m[0], Span(listed, m.start(), m.end())) for m in re.finditer(r".+", listed.text)]
    old = fingerprints(read_instrument(Source("ordinance.txt", text_of(then))), [c for c, _ in cited])
    return check_citations(read_instrument(Source("ordinance.txt", text_of(now))), cited, old)


def _select(fence: Fence, problems: Problems, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """The programme and the dossiers of a block, apart by ---, handed to a selection."""
    patch.chdir(folder)
    names = []
    for number, text in enumerate(text_of(fence).split("---\n")):
        names.append(f"{number}.yaml")
        Path(names[-1]).write_text(text, encoding="utf-8")
    try:
        scheme = with_selection(names[0], problems)
        applications, _ = judged_all(scheme, names[1:], "", "compiled", problems)
        assert scheme.selection is not None
        choosing.choose(scheme.selection, applications)
    except BadInput as refused:
        problems.extend(refused.diagnostics)


def _file(fence: Fence, problems: Problems, folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Makes the file the block describes, line by line, and asks for it."""
    told = dict(line.split(": ", 1) for line in text_of(fence).strip().split("\n"))
    patch.chdir(folder)
    if "beside" in told:
        Path(told["beside"]).write_text("x", encoding="utf-8")
    asked = Path(told["name"])
    if "folder" in told:
        asked.mkdir()
    elif "bytes" in told:
        asked.write_bytes(bytes.fromhex(told["bytes"]))
    elif "text" in told:
        written = told["text"].replace("↵", "\n")
        asked.write_bytes(written.encode(told.get("encoding", "utf-8")))
    if "opening" in told:  # what the machine answers cannot be had on every machine

        def refuse(*_: object, **__: object) -> None:
            raise {"not allowed": PermissionError(13, "x"), "disk error": OSError(5, "I/O error")}[
                told["opening"]
            ]

        patch.setattr(Path, "open", refuse)
    read_text(told["name"], problems)


# ------------------------------------------------------------------ what a page must show
def place_of(found: Diagnostic) -> str:
    if found.span is None:
        return WHOLE_FILE
    name = found.span.source.name
    place = f"{found.span.line}:{found.span.column}"
    return (
        f"{name} {place}"
        if name in ("words.yaml", "list.yaml", "cites", "ordinance.txt", "verdict.json")
        else place
    )


def shown_lines(found: Iterable[Diagnostic]) -> dict[str, str]:
    """What the page quotes of the diagnostics, by language."""
    return {
        lang: "\n".join(f"> {d.message(lang)} {d.help(lang)}".rstrip() for d in found)  # type: ignore[arg-type]
        for lang in ("ja", "en")
    }


def expected_in(code: Code, found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The diagnostics of a wrong example, less warnings beside the error it is about."""
    if code.severity is not Severity.ERROR:
        return found
    return tuple(d for d in found if d.severity is Severity.ERROR)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_the_wrong_example_is_reported_as_the_page_says(
    code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = page(code.id)
    found = expected_in(code, found_in(shown, shown.role("bad"), tmp_path, monkeypatch))
    assert [d.code.id for d in found] == [code.id]
    assert _PLACE.findall(shown.text) == [place_of(found[0])] * 2, "Japanese and English"
    for lang, lines in shown_lines(found).items():
        assert lines in shown.text, lang


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_the_mended_example_is_accepted(code: Code, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = page(code.id)
    found = found_in(shown, shown.role("good"), tmp_path, monkeypatch)
    assert [d.code.id for d in found if d.code is code or d.severity is Severity.ERROR] == []


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.id)
def test_a_page_is_in_both_languages_and_short(code: Code) -> None:
    text = page(code.id).text
    assert text.startswith(f"# {code.id}\n")
    assert text.index("\n## 日本語\n") < text.index("\n## English\n")
    assert len(text.splitlines()) < 90


def test_the_index_lists_every_code_with_its_messages() -> None:
    rows = {m[0]: (m[1], m[2]) for m in _INDEX_ROW.findall(page("index").text)}
    assert list(rows) == [c.id for c in sorted(CODES, key=lambda c: ("YLESMDXIFPRC".index(c.id[0]), c.id))]
    for code_id, messages in rows.items():
        code = find(code_id)
        assert code is not None
        assert messages == (one_line(code.ja), one_line(code.en))


def one_line(message: str) -> str:
    """A message as the index shows it: … where the particulars stand, nothing that ends a cell."""
    return re.sub(r"\{\w+\}", "…", message).replace("{{", "{").replace("}}", "}").replace("|", "\\|")
