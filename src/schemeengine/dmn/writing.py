"""Parts → the text of a programme file."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.dmn.convert import Part
from schemeengine.dmn.words import scalar

_SECTIONS = ("types", "facts", "definitions")


def write(scheme: str, title: str, parts: Sequence[Part], note: str) -> tuple[str, dict[int, Part]]:
    """The text, and for each of its lines (counted from 1) the part it belongs to."""
    lines = [f"# {line}" for line in note.splitlines()]
    lines += ["schemeengine: 1", f"scheme: {scheme}", f"title: {scalar(title)}"]
    places: dict[int, Part] = {}
    for section in _SECTIONS:
        chosen = [p for p in parts if p.section == section]
        if chosen:
            lines += ["", f"{section}:"]
        for part in chosen:
            first = len(lines)
            if part.body.startswith("{"):
                lines.append(f"  {part.name}: {part.body}")
            else:
                lines.append(f"  {part.name}:")
                lines += [f"    {line}" for line in part.body.splitlines()]
            places.update(dict.fromkeys(range(first + 1, len(lines) + 1), part))
    return "\n".join(lines) + "\n", places
