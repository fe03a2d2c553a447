"""What a fact is called at its place: the labels along its path."""

from __future__ import annotations

from schemeengine.ir.expr import Address
from schemeengine.ir.types import Kind
from schemeengine.verdict.view import View


def full_label(view: View, address: Address, path: str, lang: str) -> str:
    """The labels along a path: 従業員数, 目標の案 g1・達成期限, 共同申請者 b・市区町村税の滞納."""
    decl = view.decl(address)
    type_ = decl.type
    # of a single record (the applicant) the field alone says enough
    shown = [] if type_.kind is Kind.RECORD and path else [decl.title(lang)]
    for step in path.split(".")[1:]:
        if type_.kind is Kind.LIST and type_.of is not None:
            shown[-1:] = [f"{shown[-1]} {step}" if shown else step]
            type_ = type_.of
            continue
        record = view.scheme.records.get(type_.record)
        index = record.index(step) if record is not None else None
        if record is None or index is None:
            shown.append(step)
            continue
        field_decl = record.fields[index]
        type_ = field_decl.type
        shown.append(field_decl.title(lang))
    return ("・" if lang == "ja" else ", ").join(shown)
