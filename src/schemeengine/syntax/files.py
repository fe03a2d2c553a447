"""The file door: bytes on a disk or standard input become a text, or a diagnostic says why not."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from pathlib import Path

from schemeengine.diagnostics import Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span

_FOLDER_LIMIT = 5_000  # names looked at for a did-you-mean; a shared drive may hold many more

_NOT_TEXT = (
    (b"PK\x03\x04", "Word・Excel などの文書(ZIP 形式)", "a Word or Excel document (ZIP)"),
    (b"\xd0\xcf\x11\xe0", "古い Word・Excel の文書", "an old Word or Excel document"),
    (b"%PDF", "PDF", "a PDF"),
    (b"{\\rtf", "リッチテキスト", "rich text"),
    (b"\x89PNG", "画像", "a picture"),
    (b"\xff\xd8\xff", "画像", "a picture"),
)

# What ruamel refuses as not printable, without the tab and the line breaks. Half characters
# (surrogates) reach us only in strings that a program hands over: strict UTF-8 has none.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")
_HALF = re.compile("[\ud800-\udfff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def read_text(path: str, problems: Problems, *, max_bytes: int = 5_000_000) -> Source | None:
    """Read a UTF-8 text; ``"-"`` is standard input. At most ``max_bytes`` + 1 bytes are read.

    Returns None when the file is refused; ``problems`` then holds at least one error.
    A byte order mark at the beginning is dropped silently.
    """
    data = _read_bytes(path, problems, max_bytes + 1)
    if data is None:
        return None
    if len(data) > max_bytes:
        problems.add(codes.TOO_LARGE, None, name=path, limit=f"{max_bytes:,}")
        return None
    text = _decode(path, data, problems)
    if text is None:
        return None
    if not text.strip():
        problems.add(codes.EMPTY_FILE, None, name=path)
        return None
    source = Source(path, text)
    return source if check_characters(source, problems) else None


def files_beside(path: str) -> tuple[str, ...]:
    """The other files of the programme that ``path`` belongs to: ``x.yaml`` and all ``x.….yaml``.

    Paths are written as ``path`` is; () where the folder cannot be listed.
    """
    place = Path(path)
    stem = place.name.split(".")[0]
    if path == "-" or place.suffix != ".yaml" or not stem:
        return ()
    try:
        names = [entry.name for entry in islice(place.parent.iterdir(), _FOLDER_LIMIT)]
    except (OSError, ValueError):
        return ()
    found = sorted(n for n in names if n.endswith(".yaml") and n.split(".")[0] == stem)
    folder = path[: len(path) - len(place.name)]
    return tuple(f"{folder}{name}" for name in found if name != place.name)


def check_characters(source: Source, problems: Problems) -> bool:
    """Report characters that no scheme should contain; False if one of them is an error.

    Each kind of character is reported once, where it stands first.
    """
    sound = True
    for pattern, code in (
        (_CONTROL, codes.CONTROL_CHARACTER),
        (_BREAKS, codes.ODD_LINE_BREAK),
        (_HALF, codes.HALF_CHARACTER),
        (_PRIVATE, codes.PRIVATE_CHARACTER),
    ):
        seen: set[str] = set()
        for found in pattern.finditer(source.text):
            if found.group() in seen:
                continue
            seen.add(found.group())
            name = f"U+{ord(found.group()):04X}"
            problems.add(code, Span(source, found.start(), found.end()), char=name)
            sound = sound and code is codes.PRIVATE_CHARACTER
            if len(seen) >= 5:
                break
    return sound


def _read_bytes(path: str, problems: Problems, limit: int) -> bytes | None:
    try:
        if path == "-":
            return sys.stdin.buffer.read(limit)
        with Path(path).open("rb") as file:
            return file.read(limit)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a NUL in the name
        near = _similar_name(path)
        problems.add(
            codes.FILE_NOT_FOUND, None, name=path,
            near_ja=f"「{near}」のことではありませんか。" if near else "",
            near_en=f"Did you mean {near}? " if near else "",
        )  # fmt: skip
    except IsADirectoryError:
        problems.add(codes.IS_A_FOLDER, None, name=path)
    except PermissionError:
        # Windows answers so for a folder, too.
        code = codes.IS_A_FOLDER if Path(path).is_dir() else codes.NO_PERMISSION
        problems.add(code, None, name=path)
    except OSError as error:
        problems.add(codes.CANNOT_READ, None, name=path, reason=error.strerror or str(error.errno))
    return None


def _similar_name(path: str) -> str:
    """The path with the file name in the same folder that comes nearest, or ""."""
    try:
        names = [entry.name for entry in islice(Path(path).parent.iterdir(), _FOLDER_LIMIT)]
    except (OSError, ValueError):
        return ""
    by_fold = {_fold(name): name for name in sorted(names)}
    near = get_close_matches(_fold(Path(path).name), by_fold, n=1, cutoff=3 / 5)
    return str(Path(path).with_name(by_fold[near[0]])) if near else ""


def _fold(name: str) -> str:
    """Full-width and half-width, upper and lower case, joined and split voicing marks alike."""
    return unicodedata.normalize("NFKC", name).casefold()


def _decode(path: str, data: bytes, problems: Problems) -> str | None:
    for magic, ja, en in _NOT_TEXT:
        if data.startswith(magic):
            problems.add(codes.NOT_A_TEXT, None, name=path, kind_ja=ja, kind_en=en)
            return None
    encoding, line = _marked_encoding(data), 1
    if not encoding:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            encoding = _guessed_encoding(data)
            line = error.object[: error.start].count(b"\n") + 1
    if encoding:
        problems.add(codes.NOT_UTF8, None, name=path, encoding=encoding, line=line)
    else:
        problems.add(codes.BROKEN_UTF8, None, name=path, line=line)
    return None


def _marked_encoding(data: bytes) -> str:
    """An encoding that gives itself away although its bytes may pass for UTF-8."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    sample = data[:2_000]
    # ASCII in UTF-16 leaves every other byte zero; no text in another encoding does.
    halves = sample[0::2], sample[1::2]
    if any(half.count(0) * 3 > len(half) for half in halves) and not all(0 in h for h in halves):
        return "UTF-16"
    if any(escape in data for escape in (b"\x1b$B", b"\x1b$@", b"\x1b(J")):
        return "ISO-2022-JP (JIS)"
    return ""


def _guessed_encoding(data: bytes) -> str:
    """The name of the likeliest encoding; "" where it is UTF-8 after all, with broken bytes."""
    return max(_scores(data))[1]


def _scores(data: bytes) -> Iterator[tuple[int, str]]:
    """How Japanese the text looks in an encoding that could be meant: the higher, the more."""
    for codec, name in (("utf-8", ""), ("euc_jp", "EUC-JP"), ("cp932", "CP932(Shift_JIS)")):
        try:
            text = data.decode(codec, "replace" if codec == "utf-8" else "strict")
        except UnicodeDecodeError:
            continue
        kana = sum("\u3041" <= c <= "\u30fc" for c in text)
        kanji = sum("\u4e00" <= c <= "\u9fff" for c in text)
        # EUC-JP read as Shift_JIS turns into half-width katakana.
        narrow = sum("\uff61" <= c <= "\uff9f" for c in text)
        yield 2 * kana + kanji - 3 * (narrow + text.count("\ufffd")), name
