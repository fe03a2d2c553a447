"""Yes and no as people write them in forms: はい, ○, 該当, あり, Yes; and whether あり/なし is clear."""

from __future__ import annotations

import re
import unicodedata

from schemeengine.syntax import keywords

_YES = frozenset({"y", "yes", "true", "○", "〇", "◯", "✓", "✔", "☑", "met", "可", "適", "認める", "該当する"})
_NO = frozenset({"n", "no", "false", "×", "✕", "✗", "✘", "not_met", "不可", "不適", "該当しない", "refuse"})
_THERE_IS = frozenset({"あり", "有", "有り", "ある"})
_THERE_IS_NOT = frozenset({"なし", "無", "無し", "ない"})
#: What is called so speaks of something that is not there: 「滞納がない：なし」 says two things at once.
_NEGATED = re.compile(r"ない|無い|なし|無し|ません|ず(?:に)?$|\b(?:no|not|without|never)\b", re.IGNORECASE)


def yes_or_no(text: str) -> bool | None:
    """What はい, ○, 該当, Yes, true and the like say; None for anything else."""
    plain = _plain(text)
    word = keywords.word(plain)
    if word in _YES:
        return True
    return False if word in _NO else None


def there_is(text: str) -> bool | None:
    """What あり and なし say of a thing; None for anything else."""
    plain = _plain(text)
    return True if plain in _THERE_IS else False if plain in _THERE_IS_NOT else None


def speaks_of_absence(label: str) -> bool:
    """Whether あり and なし could be taken either way beside such a name."""
    return _NEGATED.search(label) is not None


def _plain(text: str) -> str:
    """Full-width letters as plain ones, in small letters; signs such as ○ stay what they are."""
    return unicodedata.normalize("NFKC", text.strip()).lower()
