"""Days of birth: the one kind of date that cannot lie ahead of the day in question."""

from __future__ import annotations

import re

from schemeengine.ir.scheme import FactDecl
from schemeengine.ir.types import Kind

_BIRTH = re.compile(
    r"生年月日|誕生日|出生日|生まれ|(?<![a-z])(?:birth|born)(?![a-z])|birthday|birthdate", re.IGNORECASE
)
_EXPECTED = re.compile(r"予定|見込|(?<![a-z])(?:expected|due)(?![a-z])", re.IGNORECASE)


def is_birth(decl: FactDecl) -> bool:
    """Whether a date is called a day of birth, and not one that is only expected."""
    if decl.type.kind is not Kind.DATE:
        return False
    said = f"{decl.name} {decl.label} {decl.label_en}"
    return bool(_BIRTH.search(said)) and not _EXPECTED.search(said)
