"""A private folder of entries, each in a file of its own.

Entries are pickled, and reading a pickle runs what stands in it. So the folder must belong to this
user and be open to nobody else (0700), and so must each file; anything else is not looked at. Who
can write there could as well change the program itself. See docs/decisions/007-kept-schemes.md.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

#: "off" keeps nothing; a path keeps elsewhere.
VARIABLE = "SCHEMEENGINE_CACHE"
_OFF = frozenset({"off", "0", "no", "none"})
#: Entries beyond this many make room for new ones, those unused longest first.
_MOST = 64
_LARGEST = 64_000_000


@dataclass(frozen=True, slots=True)
class Store:
    """Entries by key in one folder. Several processes may use it at once: files are only ever
    replaced whole."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """The entry, whole and private; None otherwise."""
        try:
            if not _private(os.lstat(self.folder), stat.S_ISDIR):
                return None
            found = os.open(self.folder / key, os.O_RDONLY | os.O_NOFOLLOW)
            with open(found, "rb") as file:
                if not _private(os.fstat(found), stat.S_ISREG):
                    return None
                data = file.read(_LARGEST)
        except (OSError, ValueError):
            return None
        digest, entry = data[:32], data[32:]
        return entry if sha256(entry).digest() == digest else None

    def put(self, key: str, entry: bytes) -> None:
        """Keep an entry; nothing happens where that is not possible."""
        if len(entry) >= _LARGEST:
            return
        temporary = ""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _private(os.lstat(self.folder), stat.S_ISDIR):
                return
            self._make_room()
            with NamedTemporaryFile(dir=self.folder, prefix=".", delete=False) as file:
                temporary = file.name
                file.write(sha256(entry).digest() + entry)
            os.replace(temporary, self.folder / key)
            temporary = ""
        except (OSError, ValueError):
            return
        finally:
            if temporary:
                _remove(temporary)

    def _make_room(self) -> None:
        entries = [(f.stat(follow_symlinks=False).st_mtime_ns, f.path) for f in os.scandir(self.folder)]
        for _, path in sorted(entries)[: max(0, len(entries) - _MOST + 1)]:
            _remove(path)


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:  # another process was quicker
        return


def _private(found: os.stat_result, is_kind: object) -> bool:
    """Of the kind expected, of this user, and closed to all others."""
    mode = found.st_mode
    kind = stat.S_ISDIR(mode) if is_kind is stat.S_ISDIR else stat.S_ISREG(mode)
    return kind and found.st_uid == os.getuid() and not mode & 0o077


def usual_store(environment: Mapping[str, str] = os.environ) -> Store | None:
    """The user's own store; None where nothing is to be kept, or nothing can be kept privately."""
    said = environment.get(VARIABLE, "").strip()
    if said.lower() in _OFF or not hasattr(os, "getuid") or not hasattr(os, "O_NOFOLLOW"):
        return None
    if said:
        return Store(Path(said))
    home = environment.get("HOME", "")
    if sys.platform == "darwin":
        return Store(Path(home, "Library", "Caches", "schemeengine")) if home else None
    caches = environment.get("XDG_CACHE_HOME", "") or (f"{home}/.cache" if home else "")
    return Store(Path(caches, "schemeengine")) if caches.startswith("/") else None
