"""A DMN file → a programme file that loads; whatever cannot be said in ours is told and left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from schemeengine.diagnostics import BadInput, Diagnostic, Problems, Severity
from schemeengine.diagnostics.codes_meaning import TABLE_GAP
from schemeengine.dmn.convert import Conversion, Part
from schemeengine.dmn.feel import Unsupported
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
    """The programme file, and how many decisions of the model it holds and leaves out."""

    text: str
    scheme: str
    taken_over: int
    left_out: int
    #: What each name of the model is called in the file.
    names: Mapping[str, str]


def import_dmn(source: Source, problems: Problems, *, scheme: str = "") -> Imported | None:
    """Turn a DMN file into a programme file. None with diagnostics if it cannot be read at all.

    ``scheme`` is the id of the programme; without it the model's name is used. The text given back
    always loads: a decision that our own checks refuse is left out, and the reason told.
    """
    root = read_xml(source, problems)
    model = None if root is None else read_model(root, problems)
    if model is None:
        return None
    made = Conversion(model, Names(_RESERVED), problems)
    made.run()
    id_ = scheme or Names(_RESERVED).fresh(model.name or "imported")
    title, note = model.name or id_, _NOTE.format(source=source.name)
    text = _until_it_loads(made, lambda: write(id_, title, made.parts, note))
    taken = {p.origin for p in made.parts if p.section == "definitions"}
    return Imported(text, id_, len(taken), len(model.decisions) - len(taken), made.names.all)


def _until_it_loads(made: Conversion, written: Callable[[], tuple[str, dict[int, Part]]]) -> str:
    """Take out what our checks refuse, and what refers to it, until the rest loads."""
    while True:
        text, places = written()
        try:
            scheme_from_text(text)
        except BadInput as error:
            if _with_none(made, list(_placed(error, places))):
                continue
            refused = {part.origin: (part, why) for part, why in reversed(list(_placed(error, places)))}
            if not refused:
                raise
            for part, why in reversed(refused.values()):
                words = why.message("ja").rstrip("。"), why.message("en").rstrip(".")
                made.give_up(part, Unsupported(*words, why.help("ja"), why.help("en")))
        else:
            return text


def _with_none(made: Conversion, found: list[tuple[Part, Diagnostic]]) -> bool:
    """Say of each table that leaves a gap that there is none: in a model, no rule gives null."""
    gaps = [part for part, why in found if why.code is TABLE_GAP and "\nif_none:" not in part.body]
    for part in gaps:
        made.parts[made.parts.index(part)] = replace(part, body=f"{part.body}\nif_none: none")
    return bool(gaps)


def _placed(error: BadInput, places: dict[int, Part]) -> Iterator[tuple[Part, Diagnostic]]:
    """The errors that stand in a part of the file, with that part."""
    for found in error.diagnostics:
        part = None if found.span is None else places.get(found.span.line)
        if part is not None and found.severity is Severity.ERROR:
            yield part, found
