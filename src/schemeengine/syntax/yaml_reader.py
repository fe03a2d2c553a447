"""YAML or JSON text in, positioned tree out; JSON is read as the YAML that it is.

A text with slips of the keyboard is read on as it was probably meant (:mod:`schemeengine.syntax.mending`),
so that all its mistakes are told at once.
"""

from __future__ import annotations

from schemeengine.diagnostics import Diagnostic, Problems, Severity
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Source, Span
from schemeengine.syntax.files import check_characters
from schemeengine.syntax.mended_text import mended_text
from schemeengine.syntax.mending import edits_for, indentation, without_block, wounds_of
from schemeengine.syntax.slips import find_slips
from schemeengine.syntax.slips_plain import ODD_SPACES
from schemeengine.syntax.tree import Node
from schemeengine.syntax.yaml_events import Reading

#: How many lines at which the parser gives up are left out before the text is given up, too.
_MOST_FAULTS = 6
_BOUNDS = (codes.TOO_DEEP, codes.TOO_MANY_PARTS)


def read_yaml(source: Source, problems: Problems) -> Node | None:
    """The tree of a text, or None when it cannot be read; ``problems`` says what is wrong.

    Parts that are refused one by one (an empty value, a second entry of the same name) are left
    out of a tree that is returned all the same, so that later passes find more mistakes at once:
    ask ``problems.has_errors`` before relying on it. A text with slips of the keyboard is read on
    as it was probably meant, and what is left out is noted in ``problems.unread``.
    """
    if not check_characters(source, problems):
        return None
    if not source.text.strip("\ufeff \t\r\n"):
        problems.add(codes.EMPTY_FILE, None, name=source.name)
        return None
    reading = Reading(source)
    node = reading.run()
    if reading.beyond_bounds:
        problems.extend(d for d in reading.problems.items if d.code in _BOUNDS)
        return None
    slips = Problems()
    find_slips(source, slips, json=is_json(source))
    if slips.has_errors or reading.faults.has_errors:
        reading, node = _read_on(source, slips, reading)
    problems.extend(slips.items)
    problems.extend(_without_consequences(slips.items, reading))
    for span in reading.left_out:
        problems.unread.add_names(span.text)
    for span in reading.explained:
        problems.unread.add_lines(span)
    return node


def _read_on(source: Source, slips: Problems, first: Reading) -> tuple[Reading, Node | None]:
    """The text read with its slips mended, and without the lines at which the parser gives up.

    Where that leads nowhere, the reading of the text as it is, and no tree.
    """
    if is_json(source) or slips.full:
        return first, None
    edits = list(edits_for(slips.items))
    told = [d.span for d in slips.items if d.span and d.severity is Severity.ERROR]
    faults = Problems()
    for _ in range(_MOST_FAULTS):
        explained = [*told, *(Span(source, start, end) for start, end, _ in edits if start < end)]
        wounds = wounds_of(edits, [*slips.items, *faults.items], source)
        reading = Reading(source, mended_text(source.text, edits), wounds, explained)
        node = reading.run()
        if reading.beyond_bounds:
            break
        if not reading.faults.items:
            reading.faults.extend(faults.items)
            return reading, node
        fault = reading.faults.items[0]
        if fault.span is None or fault.code is codes.EMPTY_FILE:
            break
        lost = without_block(source, fault.span.start)
        if lost in edits:
            break
        if not any(span.line <= fault.span.line <= _last_line(span) + 1 for span in explained):
            faults.extend([fault])
        edits.append(lost)
    return first, None


def _last_line(span: Span) -> int:
    return span.source.line_column(max(span.start, span.end - 1))[0]


def is_json(source: Source) -> bool:
    """Whether the text is meant as JSON: by its name, or by the bracket it begins with."""
    return source.name.lower().endswith(".json") or source.text[:1000].lstrip("\ufeff \t\r\n").startswith(
        ("{", "[")
    )


def _without_consequences(slips: tuple[Diagnostic, ...], reading: Reading) -> list[Diagnostic]:
    """What the parser found, less what a slip of the keyboard already explains.

    A slip that was reported explains what else is odd on its line; where the text could not be read on,
    also the error at which the parser gave up anywhere after it.
    """
    lines = {d.span.line for d in slips if d.span and d.severity is Severity.ERROR}
    for span in reading.explained:
        lines.update(range(span.line, _last_line(span) + 1))
    kept = [d for d in reading.problems.items if not _is_consequence(d, lines)]
    faults = reading.faults.items
    if reading.mended is not None or not faults:
        return [*kept, *faults]
    explained = any(not faults[0].span or line <= faults[0].span.line for line in lines)
    return kept if explained else [*kept, faults[0]]


def _is_consequence(found: Diagnostic, lines: set[int]) -> bool:
    if found.span is None:
        return False
    # A block that went astray leaves the name on the line above it without a value.
    emptied = found.code in (codes.EMPTY_VALUE, codes.COMMA_IN_TEXT, codes.EMPTY_ITEM)
    return found.span.line in lines or (emptied and _line_below(found.span) in lines)


def _line_below(span: Span) -> int:
    """The next line that says anything, where it may belong to what stands on the line of a place; or 0."""
    source = span.source
    for line in range(span.line + 1, source.line_count + 1):
        written = source.line(line).strip()
        if written and not written.startswith("#"):
            deeper = indentation(source.line(line)) > indentation(source.line(span.line))
            deeper = deeper or source.line(line)[0] in ODD_SPACES  # how deep is not known
            return line if deeper or not (written[0].isalnum() or written[0] in "\"'") else 0
    return 0
