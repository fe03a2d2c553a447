"""A verdict beside what a ```` ```yaml verdict=… ```` sample says of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ruamel.yaml import YAML

from schemeengine import Verdict
from schemeengine.syntax import keywords
from schemeengine.values import format_yen
from schemeengine.verdict.model import Amount

Wanted = dict[str, object]


def read_expected(text: str) -> Wanted:
    found = YAML(typ="safe", pure=True).load(text)
    assert isinstance(found, dict)
    assert found, "a verdict sample that says nothing"
    return found


def differences(verdict: Verdict, wanted: Wanted) -> list[str]:
    """What the verdict says otherwise; lists are compared as sets, mappings key by key."""
    found: list[str] = []
    for written, want in wanted.items():
        key = _JAPANESE.get(written) or keywords.key(written)
        assert key in _SHOWN, f"a verdict sample does not know {written}"
        found += _compared(key, _SHOWN[key](verdict), want)
    return found


def _compared(key: str, got: object, want: object) -> list[str]:
    if isinstance(want, dict) and isinstance(got, dict):
        return [
            difference
            for k, w in want.items()
            for difference in _compared(f"{key}.{k}", got.get(k, got.get(keywords.key(k))), w)
        ]
    if isinstance(want, list) and isinstance(got, list):
        want, got = sorted(map(str, want)), sorted(map(str, got))
    same = str(got) in (str(want), keywords.word(str(want)))
    return [] if same else [f"{key}: got {got}, the page says {want}"]


#: What a verdict has and the language of the files has no word for.
_JAPANESE = {"結果": "outcome", "版": "edition", "先に尋ねること": "ask_first"}


def _amount(amount: Amount) -> object:
    if amount.applies is False:
        return "not_applicable"
    if amount.value is not None:
        return format_yen(amount.value, "ja")
    bounds = {"at_least": amount.at_least, "at_most": amount.at_most}
    return {k: format_yen(v, "ja") for k, v in bounds.items() if v is not None}


_SHOWN: Mapping[str, Callable[[Verdict], object]] = {
    "outcome": lambda v: v.outcome,
    "stages": lambda v: {s.id: s.outcome for s in v.stages},
    "fails": lambda v: list(v.failed),
    "missing": lambda v: [p.fact for p in v.pending],
    "ask_first": lambda v: [p.fact for p in v.pending if p.when == "now"],
    "amounts": lambda v: {a.id: _amount(a) for a in v.amounts},
    "periods": lambda v: {p.id: {"first": p.from_.value, "last": p.until.value} for p in v.periods},
    "dates": lambda v: {d.id: d.day.value for d in v.dates},
    "readings": lambda v: {r.id: dict(r.would_differ) for r in v.readings},
    "edition": lambda v: v.edition,
}
