"""Schemes and compiled networks as bytes and back."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from schemeengine.source import Source


def pack(found: object, sources: Sequence[Source]) -> bytes:
    """The bytes of a structure; texts among ``sources`` are left out and named by their number."""
    into = io.BytesIO()
    _Packer(into, sources).dump(found)
    return into.getvalue()


def unpack(data: bytes, sources: Sequence[Source]) -> object:
    """The structure again, standing on the texts handed in. Raises whatever pickle raises."""
    return _Unpacker(io.BytesIO(data), sources).load()


def _as_proxy(found: Mapping[object, object]) -> Mapping[object, object]:
    return MappingProxyType(found)


def _proxy(found: Any) -> tuple[Callable[..., object], tuple[object]]:
    return _as_proxy, (dict(found),)


class _Packer(pickle.Pickler):
    def __init__(self, into: io.BytesIO, sources: Sequence[Source]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.dispatch_table = copyreg.dispatch_table.copy()
        self.dispatch_table[MappingProxyType] = _proxy
        self._numbers = {id(s): n for n, s in enumerate(sources)}

    def persistent_id(self, found: object) -> int | None:
        return self._numbers.get(id(found)) if type(found) is Source else None


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, sources: Sequence[Source]) -> None:
        super().__init__(data)
        self._sources = sources

    def persistent_load(self, number: int) -> Source:
        return self._sources[number]
