"""Names and values that are refused one by one, while the rest of the tree is kept."""

from __future__ import annotations

import re

from schemeengine.diagnostics import Label, Problems
from schemeengine.diagnostics import codes_files as codes
from schemeengine.source import Span
from schemeengine.syntax.tree import Node, Scalar
from schemeengine.syntax.yaml_faults import visible

MAX_KEY_LENGTH = 500  # characters

_HALVES = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_GLUED_COLON = re.compile(r"^[^\s:：]+(：|:(?=\S))")


def kept_key(
    node: Node | None, span: Span, seen: dict[str, Span], problems: Problems, *, repeated: bool = False
) -> Scalar | None:
    """The name, noted in ``seen``; None with a diagnostic where it cannot be one.

    ``repeated``: the name before it was a repetition, too. A heading that was deleted or indented
    wrongly runs two blocks together; the first name of the second is enough to say so.
    """
    if node is None:
        return None
    if not isinstance(node, Scalar):
        problems.add(codes.KEY_NOT_A_NAME, span)
    elif not node.text.strip() or node.block:
        problems.add(codes.EMPTY_KEY, visible(span.source, span.start))
    elif node.text == "<<" and not node.quoted:
        problems.add(codes.MERGE_KEY, span)
    elif len(node.text) > MAX_KEY_LENGTH:
        problems.add(codes.KEY_TOO_LONG, span, length=len(node.text), limit=MAX_KEY_LENGTH)
    elif node.text in seen:
        if not repeated:
            label = Label(seen[node.text], "一度目はここです", "first written here")
            problems.add(codes.DUPLICATE_KEY, span, label, key=clip(node.text))
    else:
        seen[node.text] = span
        return node
    return None


def report_empty(scalar: Scalar, key: Scalar | None, problems: Problems) -> None:
    """A value of which nothing is written, or ``null``; ``key`` is its name, None in a list.

    Nothing can be underlined where nothing is written, so the name is (in a list, the hyphen).
    A name that ends in a value glued to a colon is the likelier mistake, and reported as such.
    """
    if key is None:
        at = scalar.span.start
        hyphen = scalar.span.source.text[at - 1 : at] == "-"
        place = scalar.span if scalar.text else visible(scalar.span.source, at - hyphen)
        problems.add(codes.EMPTY_ITEM, place)
        return
    glued = None if key.quoted or scalar.text else _GLUED_COLON.match(key.text)
    if glued is None:
        place = scalar.span if scalar.text else key.span
        whole = "" if scalar.text else _cut_by_comma(key)
        if whole:
            problems.add(codes.COMMA_IN_TEXT, place, key=clip(key.text), whole=clip(whole))
        else:
            problems.add(codes.EMPTY_VALUE, place, key=clip(key.text))
        return
    colon, name = key.part(glued.start(1), glued.end()), key.text[: glued.start(1)]
    if glued.group(1) == "：":
        problems.add(codes.FULL_WIDTH_COLON, colon)
    else:
        problems.add(codes.NO_BLANK_AFTER_COLON, colon, key=clip(name))


def _cut_by_comma(key: Scalar) -> str:
    """The text that a comma inside braces cut in two, as it must be quoted; "" if it is none."""
    text, start = key.span.source.text, key.span.start
    if key.quoted or not text[:start].rstrip().endswith(","):
        return ""
    line = text[text.rfind("\n", 0, start) + 1 : key.span.end]
    _, colon, value = line.rpartition(": ")
    return f'"{value.strip()}"' if colon and value.count(",") else ""


def unescaped(text: str, span: Span, problems: Problems) -> str:
    """JSON writes one character beyond the basic plane as two halves; join them."""
    if _HALVES.search(text):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        if "\ufffd" in text:
            problems.add(codes.HALF_CHARACTER, span, char=r"\uD800-\uDFFF")
    control = _CONTROL.search(text)
    if control:
        problems.add(codes.ESCAPED_CONTROL, span, char=f"U+{ord(control.group()):04X}")
    return text


def clip(text: str) -> str:
    """At most 40 characters of a text, for quoting it in a message."""
    return text if len(text) <= 40 else text[:39] + "…"
