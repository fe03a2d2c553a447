"""Ways in which a file is damaged: by encodings, by tools, by pasting, by malice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

_BOMB = "a: &a [x, x]\nb: &b [*a, *a]\n" + "\n".join(
    f"{chr(99 + n)}: &{chr(99 + n)} [*{chr(98 + n)}, *{chr(98 + n)}]" for n in range(20)
)


def _text(change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    return lambda data: change(data.decode("utf-8")).encode("utf-8", "surrogatepass")


def _middle(data: bytes) -> int:
    return len(data) // 2


def _lines(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    return _text(lambda text: "\n".join(change(text.split("\n"))))


#: Damage that no command may read past: exit code 2 and a message.
HOPELESS: Mapping[str, Callable[[bytes], bytes]] = {
    "nothing": lambda _: b"",
    "blanks": lambda _: b" \n\t \n",
    "a mark only": lambda _: b"\xef\xbb\xbf",
    "Shift_JIS": lambda d: d.decode().encode("cp932", "replace"),
    "UTF-16 little": lambda d: d.decode().encode("utf-16"),
    "UTF-16 big": lambda d: b"\xfe\xff" + d.decode().encode("utf-16-be"),
    "UTF-16 without mark": lambda d: d.decode().encode("utf-16-le"),
    "UTF-32": lambda d: d.decode().encode("utf-32"),
    "ISO-2022-JP": lambda d: d.decode().encode("iso-2022-jp", "replace"),
    "EUC-JP": lambda d: d.decode().encode("euc-jp", "replace"),
    "cut inside a character": lambda d: d[: d.index("月".encode()) + 1] if "月".encode() in d else d[:0],
    "a zero byte": lambda d: d[: _middle(d)].decode("utf-8", "ignore").encode() + b"\x00" + d[-20:],
    "zero bytes": lambda _: b"\x00" * 5_000,
    "random bytes": lambda _: bytes((n * 197 + n // 7) % 256 for n in range(3_000)),
    "an Excel file": lambda _: b"PK\x03\x04\x14\x00\x06\x00" + bytes(200),
    "a PDF": lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "too large": lambda d: d + b"# " + b"x" * 5_100_000,
    "an escape sequence": lambda d: d[:-1] + b" \x1b[31m\n",
}  # fmt: skip

#: The same for files in YAML or JSON.
HOPELESS_YAML: Mapping[str, Callable[[bytes], bytes]] = {
    "a remark only": lambda _: b"# nothing\n",
    "null": lambda _: b"null\n",
    "one word": lambda _: b"hello\n",
    "a number": lambda _: b"1\n",
    "a list": lambda _: b"- a\n- b\n",
    "an empty map": lambda _: b"{}\n",
    "JSON cut off": lambda _: b'{"schemeengine": "1", "dossier": "x", "facts": {',
    "brackets": lambda _: b"[" * 100_000,
    "braces": lambda _: b"{a: " * 20_000,
    "deep lines": lambda _: "".join(f"{' ' * n}a:\n" for n in range(400)).encode(),
    "a bomb": lambda d: d + _BOMB.encode(),
    "a circle": lambda d: d + b"again: &x [*x]\n",
    "a merge": lambda d: d + b"<<: {a: b}\n",
    "a tag": lambda d: d + b"more: !!python/object/apply:os.system [ls]\n",
    "a directive": lambda d: b"%TAG ! tag:example.com,2000:\n---\n" + d,
    "two documents": lambda d: d + b"---\n" + d,
    "everything twice": lambda d: d + d,
    "tabs": _text(lambda t: t.replace("  ", "\t")),
    "full-width blanks": _text(lambda t: t.replace("  ", "　")),
    "full-width colons": _text(lambda t: t.replace(": ", "：")),
    "an open quote": _text(lambda t: t.replace(": ", ': "', 1)),
    "an open bracket": lambda d: d + b"more: [a, b\n",
    "half a character": _text(lambda t: t + 'more: "\\ud800"\n'),
    "no such character": _text(lambda t: t + 'more: "\\U00110000"\n'),
    "an odd line break": _text(lambda t: t.replace("\n", "\u2028")),
    "old line ends": _text(lambda t: t.replace("\n", "\r")),
    "a web page": lambda _: b"<!DOCTYPE html><html><body>404</body></html>",
    "a long line": lambda _: b"a" * 300_000,
    "a long name": lambda d: d + b"n" * 5_000 + b": x\n",
    "cells of a sheet": lambda _: "名称\t従業員数\t滞納\n喫茶\t3\tなし\n\t\t\n".encode(),
    "columns": lambda _: '名称,従業員数\n"喫茶,こもれび",3\n'.encode(),
}  # fmt: skip

#: Damage that may be harmless: the answer is a verdict or a message, never anything else.
DOUBTFUL: Mapping[str, Callable[[bytes], bytes]] = {
    "JSON with a comma too many": lambda _: b'{"schemeengine": "1", "dossier": "x",}',
    "a mark": lambda d: b"\xef\xbb\xbf" + d,
    "Windows line ends": lambda d: d.replace(b"\n", b"\r\n"),
    "no last line end": lambda d: d.rstrip(b"\n"),
    "cut in the middle": lambda d: d[: _middle(d)].decode("utf-8", "ignore").encode(),
    "last line lost": _lines(lambda ls: ls[:-2]),
    "first line lost": _lines(lambda ls: ls[1:]),
    "middle lost": _lines(lambda ls: ls[: len(ls) // 3] + ls[len(ls) // 2 :]),
    "lines turned": _lines(lambda ls: ls[::-1]),
    "indented": _lines(lambda ls: [f"  {line}" for line in ls]),
    "flat": _lines(lambda ls: [line.lstrip() for line in ls]),
    "digits widened": _text(lambda t: t.translate({ord("0") + n: chr(0xFF10 + n) for n in range(10)})),
    "capitals": _text(str.upper),
    "digits multiplied": _text(lambda t: t.replace("1", "1" * 5_000)),
    "blank values": _text(lambda t: t.replace(": 令", ": #令").replace(": 1", ":")),
    "everything quoted": _text(lambda t: t.replace(": yes", ': "yes"').replace(": 令和", ": '令和")),
    "marks of the reader": _text(lambda t: t.replace("い", "い\u200b").replace(" ", "\u00a0")),
    "smileys": _text(lambda t: t.replace("人", "🧑")),
    "accents apart": _text(lambda t: t.replace("で", "て\u3099").replace("ば", "は\u3099")),
    "zeros": _text(lambda t: t.replace("令和6年", "令和0年")),
    "far years": _text(lambda t: t.replace("令和6年", "9999年")),
    "minus": _text(lambda t: t.replace(": 1", ": -1").replace(": 9", ": -9")),
    "decimals": _text(lambda t: t.replace("円", ".5円")),
}  # fmt: skip


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def _to_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere.yaml")


#: What may be wrong with the place of a file rather than with its content.
PLACES: Mapping[str, Callable[[Path], None]] = {
    "missing": lambda path: path.unlink(),
    "a folder": _folder,
    "a link to itself": _circle,
    "a link to nowhere": _to_nowhere,
}
