"""Which language to speak, known before the arguments are read: their mistakes are told in it too."""

from __future__ import annotations

import os
from collections.abc import Sequence

from schemeengine.diagnostics import Lang

VARIABLE = "SCHEMEENGINE_LANG"


def language(arguments: Sequence[str]) -> Lang:
    """``--lang``, else the environment's SCHEMEENGINE_LANG, else Japanese."""
    wanted = os.environ.get(VARIABLE, "")
    for number, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang" and number + 1 < len(arguments):
            wanted = arguments[number + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted.strip().lower() == "en" else "ja"


def say(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en
