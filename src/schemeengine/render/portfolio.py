"""A portfolio as a sheet for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence

from schemeengine.diagnostics import Diagnostic, Lang
from schemeengine.portfolio.model import Combination, Conflict, Fit, Money, Portfolio, When
from schemeengine.render import records as r
from schemeengine.render.as_json import diagnostic_record, dump, schema_of
from schemeengine.render.figures import day_text
from schemeengine.render.lines import Tone
from schemeengine.render.sheet import Row, Section, Sheet
from schemeengine.render.why import sentence
from schemeengine.values import format_yen
from schemeengine.verdict.model import Day, Determination, Outcome, Text, Verdict

_WHEN: dict[When, tuple[Tone, Text]] = {
    "now": ("good", Text("いま適合", "fits now")),
    "after_facts": ("open", Text("事実が足りない", "facts are missing")),
    "after_judgment": ("open", Text("審査待ち", "awaits a judgment")),
    "after_others": ("open", Text("ほかの制度の後", "after another programme")),
    "no": ("bad", Text("不適合", "does not fit")),
    "out_of_scope": ("dim", Text("対象外", "out of scope")),
}
_SHOWN_COMBINATIONS = 5


# ------------------------------------------------------------------ for people
def sheet(found: Portfolio, case: str, lang: Lang) -> Sheet:
    """``case``: what the dossier is called."""
    titles = {f.judged.verdict.scheme: f.judged.verdict.title.of(lang) for f in found.fits}
    sections = [_programmes(found.fits, titles, lang)]
    if found.conflicts:
        verdicts = {f.judged.verdict.scheme: f.judged.verdict for f in found.fits}
        sections.append(_conflicts(found.conflicts, titles, verdicts, lang))
    sections.append(_combinations(found, titles, lang))
    as_of = found.fits[0].judged.verdict.as_of.isoformat() if found.fits else ""
    particulars = [(_say(lang, "申請書", "Dossier"), case)]
    if as_of:
        particulars.append((_say(lang, "基準日", "As of"), day_text(Day(as_of, as_of, as_of), lang)))
    title = _say(lang, "使える制度の一覧", "Programmes for this case")
    return Sheet(lang, title, tuple(particulars), tuple(sections))


def _programmes(fits: Sequence[Fit], titles: dict[str, str], lang: Lang) -> Section:
    rows = []
    order = list(_WHEN)
    for fit in sorted(fits, key=lambda f: order.index(f.when)):
        tone, words = _WHEN[fit.when]
        verdict = fit.judged.verdict
        paid = "" if fit.when in ("no", "out_of_scope") else money_text(fit.pays, lang)
        rows.append(Row((words.of(lang), titles[verdict.scheme], paid, _remark(fit, titles, lang)), tone))
    head = (
        (_say(lang, "判定", "Result"), _say(lang, "制度", "Programme"), _say(lang, "額", "Pays"),
         _say(lang, "理由・足りないもの", "Why, or what is missing"))
    )  # fmt: skip
    return Section(_say(lang, "制度ごとの判定", "Programme by programme"), head, tuple(rows))


def _remark(fit: Fit, titles: dict[str, str], lang: Lang) -> str:
    verdict = fit.judged.verdict
    match fit.when:
        case "after_others":
            names = _listed([titles[n] for n in fit.first], lang)
            return _say(lang, f"先に{names}", f"first {names}")
        case "after_facts" | "after_judgment":
            waiting = [p.label.of(lang) for p in verdict.pending if p.when == "now"]
            more = len(waiting) - 3
            shown = _listed(waiting[:3], lang)
            return shown + (_say(lang, f"、ほか{more}件", f" and {more} more") if more > 0 else "")
        case "now":
            return ""
        case _:
            return sentence(verdict, lang)


def _conflicts(
    found: Sequence[Conflict], titles: dict[str, str], verdicts: dict[str, Verdict], lang: Lang
) -> Section:
    rows = []
    for conflict in found:
        a, b = (titles[n] for n in conflict.programmes)
        determinations = {d.provision: d for d in verdicts[conflict.refused].determinations}
        rules = [determinations[p] for p in conflict.provisions if p in determinations]
        because = _listed([_rule(d, lang) for d in rules], lang)
        rows.append(Row((f"{a} × {b}", titles[conflict.refused], because), "bad"))
    head = (
        _say(lang, "制度", "Programmes"), _say(lang, "併せて受けられないとする制度", "Refused by"),
        _say(lang, "規定", "Provision"),
    )  # fmt: skip
    return Section(_say(lang, "併せて受けられない制度", "Not to be had together"), head, tuple(rows))


def _rule(found: Determination, lang: Lang) -> str:
    words = found.label.of(lang) or found.gist.of(lang) or found.provision
    return f"{words}（{'・'.join(found.cite)}）" if found.cite else words


def _combinations(found: Portfolio, titles: dict[str, str], lang: Lang) -> Section:
    title = _say(lang, "併せて受けられる組合せ（額の大きい順）", "What can be had together, the most first")
    remarks = []
    if not found.combinations:
        remarks.append(_say(lang, "いま受けられる制度はありません。", "No programme fits."))
    if not found.complete:
        remarks.append(_say(
            lang, "関わり合う制度が多いため、すべての組合せは試していません。",
            "So many programmes depend on one another that not every combination was tried.",
        ))  # fmt: skip
    shown = found.combinations[:_SHOWN_COMBINATIONS]
    if any(not m.counted for c in shown for _, m in c.pays):
        remarks.append(_say(
            lang, "合計には、支給する額を示していない制度を含みません。",
            "Totals leave out programmes that do not say which amount they pay.",
        ))  # fmt: skip
    rows = tuple(
        Row((
            _listed([titles[n] for n in c.programmes], lang), money_text(c.total, lang),
            _say(lang, "いま受けられる", "as things stand") if c.settled
            else _say(lang, "事実・審査を待つ制度を含む", "some still wait"),
        ), "good" if c.settled else "open")
        for c in shown
    )  # fmt: skip
    head = (
        _say(lang, "制度", "Programmes"), _say(lang, "合計", "Total"), _say(lang, "状態", "State"),
    )  # fmt: skip
    return Section(title, head, rows, tuple(remarks))


def money_text(money: Money, lang: Lang) -> str:
    """1,000,000円; 1,000,000円〜3,000,000円; 支給額の定めなし."""
    if not money.counted and not money.at_least:
        return _say(lang, "額を示していない", "not stated")
    if money.value == 0:
        return "－" if lang == "ja" else "–"
    if money.value is not None:
        return format_yen(money.value, lang)
    low = format_yen(money.at_least, lang)
    if money.at_most is None:
        return _say(lang, f"{low}以上" if money.at_least else "まだ計算できない",
            f"at least {low}" if money.at_least else "cannot be worked out yet")  # fmt: skip
    return _say(
        lang, f"{low}〜{format_yen(money.at_most, lang)}", f"{low} to {format_yen(money.at_most, lang)}"
    )


def _listed(names: Sequence[str], lang: Lang) -> str:
    return ("、" if lang == "ja" else ", ").join(names)


def _say(lang: Lang, ja: str, en: str) -> str:
    return ja if lang == "ja" else en


# ------------------------------------------------------------------ for programs
class MoneyRecord(r.Record):
    """Whole yen; ``at_most`` null: no limit known."""

    value: int | None
    at_least: int
    at_most: int | None


class FitRecord(r.Record):
    """``pays`` is null where the programme does not say which of its amounts it pays."""

    scheme: str
    title: str
    outcome: Outcome
    when: When
    first: list[str]
    failed: list[str]
    pending: list[str]
    pays: MoneyRecord | None


class ConflictRecord(r.Record):
    schemes: list[str]
    refused_by: str
    provisions: list[str]


class CombinationRecord(r.Record):
    schemes: list[str]
    total: MoneyRecord
    pays: dict[str, MoneyRecord | None]
    settled: bool


class PortfolioOutput(r.Record):
    """``combinations``: the one that surely pays most comes first. ``complete``: all were tried."""

    as_of: str | None
    programmes: list[FitRecord]
    conflicts: list[ConflictRecord]
    combinations: list[CombinationRecord]
    complete: bool
    diagnostics: list[r.DiagnosticRecord]


def portfolio_json(found: Portfolio, diagnostics: Sequence[Diagnostic], lang: Lang) -> str:
    as_of = found.fits[0].judged.verdict.as_of.isoformat() if found.fits else None
    return dump(
        PortfolioOutput(
            as_of=as_of, programmes=[_fit_record(f, lang) for f in found.fits],
            conflicts=[
                ConflictRecord(
                    schemes=list(c.programmes), refused_by=c.refused, provisions=list(c.provisions)
                )
                for c in found.conflicts
            ],
            combinations=[_combination_record(c) for c in found.combinations], complete=found.complete,
            diagnostics=[diagnostic_record(d, lang) for d in diagnostics],
        )
    )  # fmt: skip


def _fit_record(fit: Fit, lang: Lang) -> FitRecord:
    verdict = fit.judged.verdict
    return FitRecord(
        scheme=verdict.scheme, title=verdict.title.of(lang), outcome=verdict.outcome, when=fit.when,
        first=list(fit.first), failed=list(verdict.failed), pending=[p.fact for p in verdict.pending],
        pays=_money(fit.pays),
    )  # fmt: skip


def _combination_record(found: Combination) -> CombinationRecord:
    total = found.total
    return CombinationRecord(
        schemes=list(found.programmes),
        total=MoneyRecord(value=total.value, at_least=total.at_least, at_most=total.at_most),
        pays={n: _money(m) for n, m in found.pays}, settled=found.settled,
    )  # fmt: skip


def _money(money: Money) -> MoneyRecord | None:
    if not money.counted:
        return None
    return MoneyRecord(value=money.value, at_least=money.at_least, at_most=money.at_most)


def published_portfolio() -> dict[str, dict[str, object]]:
    """The JSON Schema of this output, by file name."""
    return {"portfolio.schema.json": schema_of(PortfolioOutput, "schemeengine: portfolio")}
