"""Schemes and compiled networks as bytes and back."""

from __future__ import annotations

import copyreg
import gc
import io
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from operator import attrgetter
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
    collected = gc.isenabled()
    gc.disable()  # thousands of small objects are made, none of them garbage
    try:
        return _Unpacker(io.BytesIO(data), sources).load()
    finally:
        if collected:
            gc.enable()


def _as_proxy(found: Mapping[object, object]) -> Mapping[object, object]:
    return MappingProxyType(found)


def _proxy(found: Any) -> tuple[Callable[..., object], tuple[object]]:
    return _as_proxy, (dict(found),)


def _values_of(kind: type) -> Callable[[Any], tuple[object, ...]] | None:
    """Reads what a dataclass is called with; None where calling it would not give the same again."""
    if not is_dataclass(kind) or hasattr(kind, "__post_init__"):
        return None
    named = [f.name for f in fields(kind) if f.init and not f.kw_only]
    if len(named) != len(fields(kind)) or not named:
        return None
    read = attrgetter(*named)
    return read if len(named) > 1 else lambda found: (read(found),)


class _Packer(pickle.Pickler):
    def __init__(self, into: io.BytesIO, sources: Sequence[Source]) -> None:
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.dispatch_table = copyreg.dispatch_table.copy()
        self.dispatch_table[MappingProxyType] = _proxy
        self._numbers = {id(s): n for n, s in enumerate(sources)}
        #: How the values of a class's instances are read, None for a class that is left to pickle.
        self._values: dict[type, Callable[[Any], Any] | None] = {}

    def reducer_override(self, found: object) -> Any:
        """An instance of a dataclass as a call of its class: read back several times faster than by
        way of its state, which asks for the fields of every instance anew."""
        kind = type(found)
        if kind is Source and id(found) in self._numbers:
            return _source, (self._numbers[id(found)],)
        if kind not in self._values:
            self._values[kind] = _values_of(kind)
        values = self._values[kind]
        return NotImplemented if values is None else (kind, values(found))


def _source(number: int) -> Source:
    """Stands for a text handed in; what unpacks puts its own in this place."""
    raise pickle.UnpicklingError(f"no text {number}")


class _Unpacker(pickle.Unpickler):
    def __init__(self, data: io.BytesIO, sources: Sequence[Source]) -> None:
        super().__init__(data)
        self._sources = sources

    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return self._sources.__getitem__ if found is _source else found
