"""Fixed pieces of JSON around what a case fills in."""

from __future__ import annotations

import json
from json.encoder import encode_basestring
from typing import Final

from schemeengine.diagnostics import Lang
from schemeengine.ir.scheme import Wording

#: A text as a JSON string, Japanese as it is.
quoted: Final = encode_basestring
NOTHING: Final = '""'
ELSEWHERE: Final = {"ja": quoted("別の行に示す"), "en": quoted("shown on another line")}


def of(lang: Lang, ja: str, en: str) -> str:
    """A text in the language asked for; Japanese where there is no English."""
    return en if lang == "en" and en else ja


def opening(id_: str, name: str, head: str) -> str:
    """From the beginning of a line to its role."""
    return f'{{"id":{quoted(id_)},"name":{quoted(name)},"head":{quoted(head)},"role":'


def wording(w: Wording, lang: Lang) -> str:
    """From citation to the words."""
    label, gist = of(lang, w.label, w.label_en), of(lang, w.text, w.text_en)
    return f'{cited(w)}{quoted(label)},"gist":{quoted(gist)},"words":'


def cited(w: Wording) -> str:
    """From citation to the label."""
    cite = json.dumps(w.cite, ensure_ascii=False, separators=(",", ":"))
    return f',"cite":{cite},"label":'


def note(w: Wording) -> str:
    """From the note to the facts."""
    return f',"note":{quoted(w.note)},"facts":['


def state(role: str, status: str, deciding: bool) -> str:
    """From the role to what is fixed again."""
    return f'{quoted(role)},"status":"{status}","deciding":{"true" if deciding else "false"}'
