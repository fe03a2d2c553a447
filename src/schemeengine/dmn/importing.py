"""A DMN file → a programme file that loads; whatever cannot be said in ours is told and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schemeengine.diagnostics import BadInput, Diagnostic, Problems, Severity
from schemeengine.diagnostics import codes_import as codes
from schemeengine.dmn.convert import Part, convert
from schemeengine.dmn.naming import Names
from schemeengine.dmn.reading import read_model
from schemeengine.dmn.tree import read_xml
from schemeengine.dmn.writing import write
from schemeengine.model.grammar import HEADS
from schemeengine.pipeline import scheme_from_text
from schemeengine.source import Source

_RESERVED = frozenset({"and", "or", "not", "in", "is", "yes", "no", "none", "stated", "as_of", *HEADS})
_NOTE = """{source} の決定表から作りました。決定は definitions にあります。
どれが要件（provisions）・額（amounts）に当たるかを書き足し、outline と cite を付けてください。
Made from the decision tables of {source}. Its decisions are under definitions: say which of
them are requirements (provisions) or amounts, and add the outline and the places to cite."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The programme file, and how many tables and decisions of the model it holds."""

    text: str
    scheme: str
    taken_over: int
    left_out: int


def import_dmn(source: Source, problems: Problems, *, scheme: str = "") -> Imported | None:
    """Turn a DMN file into a programme file. None with diagnostics if it cannot be read at all.

    ``scheme`` is the id of the programme; without it the model's name is used. The text given back
    always loads: a decision that our own checks refuse is left out, and the reason told.
    """
    root = read_xml(source, problems)
    model = None if root is None else read_model(root, problems)
    if model is None:
        return None
    parts = list(convert(model, _RESERVED, problems))
    id_ = scheme or Names(_RESERVED).fresh(model.name or "imported")
    text = _until_it_loads(
        lambda: write(id_, model.name or id_, parts, _NOTE.format(source=source.name)), parts, problems
    )
    taken = {p.origin for p in parts if p.section == "definitions"}
    return Imported(text, id_, len(taken), len(model.decisions) - len(taken))


def _until_it_loads(
    written: Callable[[], tuple[str, dict[int, Part]]], parts: list[Part], problems: Problems
) -> str:
    """Take out what our checks refuse, and what refers to it, until the rest loads."""
    while True:
        text, places = written()
        try:
            scheme_from_text(text)
        except BadInput as error:
            refused = {part.name: (part, why) for part, why in _placed(error, places)}
            if not refused:
                raise
            for part, why in refused.values():
                parts.remove(part)
                problems.add(
                    codes.NOT_TAKEN_OVER, part.span, name=part.origin, why_ja=why.message("ja").rstrip("。"),
                    why_en=why.message("en").rstrip("."), help_ja=why.help("ja"), help_en=why.help("en"),
                )  # fmt: skip
        else:
            return text


def _placed(error: BadInput, places: dict[int, Part]) -> Iterator[tuple[Part, Diagnostic]]:
    """The errors that stand in a part of the file, with that part."""
    for found in error.diagnostics:
        part = None if found.span is None else places.get(found.span.line)
        if part is not None and found.severity is Severity.ERROR:
            yield part, found
