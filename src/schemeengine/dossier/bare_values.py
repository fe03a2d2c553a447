"""The value within words that hedge it: 約3,000万円, 3,000万円（見込み）, 20人程度."""

from __future__ import annotations

import re
import unicodedata

from schemeengine.diagnostics import Problems
from schemeengine.source import Source, Span
from schemeengine.syntax.literals import read_literal

_BEFORE = re.compile(
    r"^(?:約|およそ|おおよそ|概ね|おおむね|ほぼ|計|合計|approx\.?|about|ca\.?|around)\s*", re.IGNORECASE
)
_AFTER = re.compile(
    r"\s*(?:\([^()]*\)|程度|くらい|ぐらい|前後|余り?|弱|強|頃|ごろ|見込み?|予定|概算|です|。|or so)$",
    re.IGNORECASE,
)


def bare_value(text: str) -> str:
    """The value without such words, to be shown as what could stand there; "" if none is left, or none is
    there at all."""
    bare = unicodedata.normalize("NFKC", text).strip()
    bare = _AFTER.sub("", _BEFORE.sub("", bare)).strip()
    if not bare or bare == text.strip():
        return ""
    source = Source("", bare)
    return bare if read_literal(bare, Span(source, 0, len(bare)), Problems()) is not None else ""
