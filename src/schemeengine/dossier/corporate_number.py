"""Corporate numbers (法人番号): 13 digits, the first a check digit."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    ja: str
    en: str
    fix_ja: str = ""
    fix_en: str = ""


def fault(text: str) -> Fault | None:
    """What is wrong with a corporate number, or None. Full-width digits and hyphens are accepted."""
    # Dear to import, and many a dossier gives no number.
    from stdnum.exceptions import InvalidChecksum, ValidationError
    from stdnum.jp import cn

    number = cn.compact(unicodedata.normalize("NFKC", text).strip())
    if not number.isdigit() or len(number) != 13:
        length = sum(c.isdigit() for c in number)
        return Fault(f"13桁の数字でなく{length}桁", f"{length} digits instead of 13")
    try:
        cn.validate(number)
    except InvalidChecksum:
        right = cn.calc_check_digit(number[1:])
        return Fault(
            "先頭の検査数字が合わない", "the check digit does not fit",
            f"残り12桁が正しければ先頭は {right} です。", f"If the other digits are right it is {right}.",
        )  # fmt: skip
    except ValidationError:
        return Fault("形が違う", "wrong form")
    return None
