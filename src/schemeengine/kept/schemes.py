"""Schemes read before: taken from the store as long as every file read for them is the same."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from pickle import PicklingError

from schemeengine.diagnostics import Diagnostic, Problems
from schemeengine.evaluator import Engine, Evaluator
from schemeengine.ir.scheme import Scheme
from schemeengine.kept.packing import pack, unpack
from schemeengine.kept.store import Store
from schemeengine.loading import ReadText
from schemeengine.pipeline import read_schemes
from schemeengine.source import Source
from schemeengine.syntax.files import files_beside
from schemeengine.version import VERSION


@dataclass(slots=True)
class Bookshelf:
    """Reads schemes, and makes evaluators for them, through a store (or without one)."""

    read: ReadText
    store: Store | None
    #: Under which key the schemes now in hand are kept, and the texts they stand on.
    _key: str = ""
    _sources: tuple[Source, ...] = ()
    _schemes: tuple[Scheme, ...] = field(default=())

    def schemes(self, paths: Sequence[str], problems: Problems) -> tuple[Scheme, ...]:
        """As :func:`~schemeengine.pipeline.read_schemes`: the same schemes, the same diagnostics."""
        if self.store is None:
            return read_schemes(paths, problems, read=self.read)
        # A new file beside one of them is another edition of its programme.
        beside = [json.dumps(files_beside(p)) for p in paths]
        self._key = _key("schemes", [*paths, *beside])
        found = self._taken(self.store, problems)
        return self._read_anew(self.store, paths, problems) if found is None else found

    def evaluator(self, schemes: Sequence[Scheme], engine: Engine = "compiled") -> Evaluator:
        """An evaluator for some of the schemes read, in the order given; a compiled one is kept."""
        if engine != "compiled":
            return Evaluator(schemes, engine)
        if self.store is None or not self._schemes or any(s not in self._schemes for s in schemes):
            return Evaluator(schemes)
        places = [self._schemes.index(s) for s in schemes]
        hashes = [s.sha256 for s in self._sources]
        key = _key("network", [self._key, json.dumps(places), *hashes])
        entry = self.store.get(key)
        found = None if entry is None else _unpacked(entry, self._sources)
        if isinstance(found, tuple):
            return Evaluator.of(schemes, *found)
        made = Evaluator(schemes)
        _keep(self.store, key, b"", (made.network, made.executor), self._sources)
        return made

    def _taken(self, store: Store, problems: Problems) -> tuple[Scheme, ...] | None:
        """The schemes as kept; None unless every file is read again and is as it was."""
        entry = store.get(self._key)
        if entry is None:
            return None
        length = int.from_bytes(entry[:4], "big")
        sources, own = [], Problems()
        for path, digest in json.loads(entry[4 : 4 + length]):
            source = self.read(path, own)
            if source is None or source.sha256 != digest:
                return None
            sources.append(source)
        found = _unpacked(entry[4 + length :], sources)
        if not isinstance(found, _Kept):
            return None
        problems.extend(found.diagnostics)
        self._sources, self._schemes = tuple(sources), found.schemes
        return found.schemes

    def _read_anew(self, store: Store, paths: Sequence[str], problems: Problems) -> tuple[Scheme, ...]:
        sources: dict[str, Source] = {}
        sound = True

        def read(path: str, into: Problems) -> Source | None:
            nonlocal sound
            source = self.read(path, into)
            # Standard input is read once; a text that changes meanwhile is nothing to keep.
            sound = sound and source is not None and path not in sources and path != "-"
            if source is not None:
                sources[path] = source
            return source

        own = Problems()
        schemes = read_schemes(paths, own, read=read)
        problems.extend(own.items)
        if sound and not own.has_errors:
            self._sources, self._schemes = tuple(sources.values()), schemes
            listed = json.dumps([(p, s.sha256) for p, s in sources.items()]).encode()
            head = len(listed).to_bytes(4, "big") + listed
            _keep(store, self._key, head, _Kept(schemes, own.items), self._sources)
        return schemes


@dataclass(frozen=True, slots=True)
class _Kept:
    schemes: tuple[Scheme, ...]
    #: Warnings and notes of the reading, said again each time.
    diagnostics: tuple[Diagnostic, ...]


def _keep(store: Store, key: str, head: bytes, found: object, sources: Sequence[Source]) -> None:
    """Keep what can be packed; rules nested too deeply for that are read anew each time."""
    try:
        body = pack(found, sources)
    except (RecursionError, PicklingError):
        return
    store.put(key, head + body)


def _unpacked(entry: bytes, sources: Sequence[Source]) -> object:
    """What an entry holds; None where it cannot be read (made by other code, cut off)."""
    try:
        return unpack(entry, sources)
    except Exception:  # pickle may raise anything at all
        return None


def _key(kind: str, parts: Sequence[str]) -> str:
    known = [kind, VERSION, sys.version, _program(), *parts]
    return sha256(json.dumps(known).encode()).hexdigest()


@cache
def _program() -> str:
    """The files of this package as they are installed: a changed program keeps entries of its own."""
    found = []
    root = Path(__file__).parents[1]
    for folder, inner, names in os.walk(root):
        inner[:] = [n for n in inner if n not in ("__pycache__", "shipped")]
        for name in names:
            try:
                state = os.stat(os.path.join(folder, name))
            except OSError:  # gone meanwhile
                continue
            found.append((folder, name, state.st_mtime_ns, state.st_size))
    return sha256(repr(sorted(found)).encode()).hexdigest()
