"""The record of what the cited places said when a scheme was encoded: hashes, never words.

It stands beside the scheme as ``<name>.places.json`` and is renewed by ``check --record``, once the
officer has read an amendment and seen to the provisions.
"""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath

from schemeengine.cli import output, shelf
from schemeengine.cli.passages import aliases
from schemeengine.diagnostics import Problems
from schemeengine.instrument import Instrument, fingerprints
from schemeengine.ir.scheme import Scheme


def record_path(scheme: Scheme) -> str:
    return str(PurePosixPath(scheme.source.name).with_suffix(".places.json"))


def recorded(scheme: Scheme) -> dict[str, str]:
    """Citation -> hash as recorded; {} where no record was made or it cannot be read."""
    source = shelf.read(record_path(scheme), Problems())
    if source is None:
        return {}
    try:
        places = json.loads(source.text)["places"]
    except (ValueError, KeyError, TypeError):
        return {}
    return {str(k): str(v) for k, v in places.items()} if isinstance(places, dict) else {}


def record(scheme: Scheme, words: Instrument) -> str:
    """Write the record for the instrument as it stands now; the path written.

    Raises :class:`~schemeengine.cli.output.CannotWrite`; the old record is then unchanged.
    """
    found = fingerprints(words, sorted(scheme.cited), aliases(scheme))
    data = {"instrument": scheme.instrument_title, "places": dict(sorted(found.items()))}
    path = record_path(scheme)
    output.write_file(Path(path), json.dumps(data, ensure_ascii=False, indent=2) + "\n")
    return path


def beside(scheme: Scheme, name: str) -> str:
    """A path written in a scheme file, as seen from that file."""
    return str(PurePosixPath(scheme.source.name).parent / name)
