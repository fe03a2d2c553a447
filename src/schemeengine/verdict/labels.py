"""What a fact is called at its place: the labels along its path; what is still open of score sheets."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.ir.expr import Address
from schemeengine.ir.scheme import Scoring
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


#: More jurors than this are not named.
_MOST_NAMED = 5


def label_of_sheets(view: View, scoring: Scoring, lang: str) -> str:
    """The jurors' sheets that are awaited: 審査（5人のうち2人分あり：阿部、馬場）."""
    assert scoring.address is not None
    own = full_label(view, scoring.address, "", lang)
    found = view.case.values.get(scoring.address)
    sheets = [s for s in found if any(v is not None for v in s)] if isinstance(found, tuple) else []
    done = [str(s[0] or "") for s in sheets if None not in s[2:]]
    said = [_come(done, scoring.jurors, lang)] if len(done) < scoring.jurors else []
    for sheet in sheets:
        empty = [c.title(lang) for c, v in zip(scoring.criteria, sheet[2:], strict=True) if v is None]
        who = str(sheet[0] or "")
        if empty and lang == "ja":
            said.append(f"{who or '名前のない採点票'}の「{'」「'.join(empty)}」が未記入")
        elif empty:
            said.append(f"{', '.join(empty)} left open by {who or 'a juror without a name'}")
    if not said:
        return own
    return f"{own}（{'；'.join(said)}）" if lang == "ja" else f"{own} ({'; '.join(said)})"


def _come(done: Sequence[str], jurors: int, lang: str) -> str:
    """How many of the sheets have come, and whose."""
    named = [name for name in done if name][:_MOST_NAMED]
    more = len(done) - len(named)
    if lang == "ja":
        said = "、".join(named) + (f" ほか{more}人" if named and more else "")
        return f"{jurors}人のうち{len(done)}人分あり" + (f"：{said}" if said else "")
    said = ", ".join(named) + (f" and {more} more" if named and more else "")
    return f"sheets of {len(done)} of {jurors} jurors" + (f": {said}" if said else "")
