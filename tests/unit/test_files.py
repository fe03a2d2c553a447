"""The file door: every way in which a path or its bytes can disappoint."""

from __future__ import annotations

import io
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source
from schemeengine.syntax import files
from schemeengine.syntax.files import check_characters, read_text

TEXT = "題名: 東京都北区の認証\n所管: 産業振興課のかた\n"


def refused(path: str | Path, **limits: int) -> Diagnostic:
    problems = Problems()
    assert read_text(str(path), problems, **limits) is None
    (only,) = problems.items
    return only


@pytest.fixture
def write(tmp_path: Path):  # type: ignore[no-untyped-def]
    def to_disk(data: bytes, name: str = "a.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return to_disk


def test_a_text_is_read_and_its_name_kept(write, monkeypatch, tmp_path) -> None:  # type: ignore[no-untyped-def]
    write(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode(), "制度.yaml")
    monkeypatch.chdir(tmp_path)
    problems = Problems()
    source = read_text("制度.yaml", problems)
    assert source is not None
    assert (source.name, source.text) == ("制度.yaml", TEXT.replace("\n", "\r\n"))
    assert problems.items == ()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode()), "ascii"))
    source = read_text("-", Problems())
    assert source is not None
    assert (source.name, source.text) == ("-", TEXT)


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        ("kita_ku.yaml", "kitaku.yaml"),
        ("制度ＡＢ.yaml", "制度ab.yaml"),
        (unicodedata.normalize("NFD", "がぎぐげご.yaml"), "がぎげご.yaml"),
    ],
)
def test_a_missing_file_names_the_nearest(write, there: str, asked: str) -> None:  # type: ignore[no-untyped-def]
    folder = write(b"a: 1\n", there).parent
    found = refused(folder / asked)
    assert found.code is codes.FILE_NOT_FOUND
    assert asked in found.message("ja")
    assert there in found.help("ja")
    assert f"Did you mean {folder / there}?" in found.help("en")


@pytest.mark.parametrize("path", ["nowhere/at/all.yaml", "a\0b", "", "\ud800"])
def test_a_name_that_leads_nowhere(path: str, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    found = refused(path)
    assert found.code in (codes.FILE_NOT_FOUND, codes.IS_A_FOLDER)
    assert "{" not in found.help("ja") + found.help("en")


def test_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path).code is codes.IS_A_FOLDER


@pytest.mark.parametrize(
    ("error", "code"),
    [(PermissionError(13, "no"), codes.NO_PERMISSION), (OSError(5, "I/O"), codes.CANNOT_READ)],
)
def test_what_the_machine_refuses(write, monkeypatch, error: OSError, code: object) -> None:  # type: ignore[no-untyped-def]
    path = write(b"a: 1\n")

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(files.Path, "open", fail)
    assert refused(path).code is code


def test_never_more_than_the_limit_is_read(write) -> None:  # type: ignore[no-untyped-def]
    path = write(b"a: 12345\n")
    assert read_text(str(path), Problems(), max_bytes=9) is not None
    assert refused(path, max_bytes=8).code is codes.TOO_LARGE
    if Path("/dev/zero").exists():
        assert refused("/dev/zero", max_bytes=1000).code is codes.TOO_LARGE


@pytest.mark.parametrize("data", [b"", b" \n\r\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_file(write, data: bytes) -> None:  # type: ignore[no-untyped-def]
    assert refused(write(data)).code is codes.EMPTY_FILE


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("cp932", "CP932"),
        ("euc_jp", "EUC-JP"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("iso2022_jp", "JIS"),
    ],
)
def test_another_encoding_is_named(write, encoding: str, named: str) -> None:  # type: ignore[no-untyped-def]
    text = "schemeengine: 1\n" * 20 + TEXT
    found = refused(write(text.encode(encoding)))
    assert found.code is codes.NOT_UTF8
    assert named in found.message("ja")
    assert "UTF-8" in found.help("ja")
    if encoding in ("cp932", "euc_jp"):
        assert found.args["line"] == "21"


def test_broken_bytes_in_utf8_are_not_called_another_encoding(write) -> None:  # type: ignore[no-untyped-def]
    data = (TEXT * 5).encode()
    found = refused(write(data[:-3] + b"\n"))
    assert found.code is codes.BROKEN_UTF8
    assert found.args["line"] == "10"


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"{\\rtf1"])
def test_a_document_of_another_program(write, head: bytes) -> None:  # type: ignore[no-untyped-def]
    assert refused(write(head + bytes(range(256)))).code is codes.NOT_A_TEXT


def test_odd_characters_have_their_places(write) -> None:  # type: ignore[no-untyped-def]
    problems = Problems()
    path = write("題名: 北\x1b区\n甲: \ue000\n乙: a\x07\x1b\n".encode())
    assert read_text(str(path), problems) is None
    places = [(d.code.id, d.span.line, d.span.column, d.args["char"]) for d in problems.items if d.span]
    assert places == [("Y010", 1, 6, "U+001B"), ("Y011", 2, 4, "U+E000"), ("Y010", 3, 5, "U+0007")]


def test_a_private_character_is_only_a_warning(write) -> None:  # type: ignore[no-untyped-def]
    problems = Problems()
    assert read_text(str(write("甲: \ue000\ue000\n".encode())), problems) is not None
    assert [d.code for d in problems.items] == [codes.PRIVATE_CHARACTER]


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_diagnostic(tmp_path_factory, data: bytes) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(data)
    problems = Problems()
    source = read_text(str(path), problems)
    assert (source is None) == problems.has_errors


@given(st.text(max_size=50))
def test_characters_are_judged_without_failing(text: str) -> None:
    problems = Problems()
    assert check_characters(Source("x", text), problems) != problems.has_errors


def test_every_message_is_filled_in_both_languages() -> None:
    ids = [code.id for code in codes.CODES]
    assert len(set(ids)) == len(ids)
    for code in codes.CODES:
        assert code.ja
        assert code.en
        assert code.help_ja
        assert code.help_en
        assert not any("\u3040" <= c <= "\u9fff" for c in code.en), code.id
