"""The words of the pages: outcomes, states, kinds, in Japanese and English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from schemeengine.render.lines import Tone
from schemeengine.verdict.model import Text

_Words = Mapping[str, Text]

OUTCOMES: _Words = MappingProxyType(
    {
        "eligible": Text("適合", "Eligible"),
        "ineligible": Text("不適合", "Not eligible"),
        "undetermined": Text("情報不足", "Facts are missing"),
        "needs_judgment": Text("要審査", "Awaiting a judgment"),
        "out_of_scope": Text("対象外", "Out of scope"),
        "not_reached": Text("まだ進んでいない", "Not reached yet"),
        "not_applicable": Text("この件では行わない", "Does not apply"),
    }
)

TONES: Mapping[str, Tone] = MappingProxyType(
    {
        "eligible": "good", "ineligible": "bad", "out_of_scope": "bad", "undetermined": "open",
        "needs_judgment": "open", "not_reached": "dim", "not_applicable": "dim",
    }
)  # fmt: skip

#: What a stage of a kind comes to reads differently: papers are complete, an opinion is recorded.
STAGE_OUTCOMES: Mapping[tuple[str, str], Text] = MappingProxyType(
    {
        ("papers", "eligible"): Text("そろっている", "Complete"),
        ("papers", "undetermined"): Text("そろっていない", "Incomplete"),
        ("opinion", "eligible"): Text("意見の記録あり", "Opinion recorded"),
        ("opinion", "needs_judgment"): Text("意見を待っている", "Awaiting the opinion"),
        ("decision", "eligible"): Text("認める決定あり", "Granted"),
        ("decision", "ineligible"): Text("認めない決定あり", "Refused"),
        ("decision", "needs_judgment"): Text("決定を待っている", "Awaiting the decision"),
        ("scores", "eligible"): Text("採点の記録あり", "Scored"),
        ("scores", "ineligible"): Text("最低点に達しない", "Below a minimum"),
        ("scores", "needs_judgment"): Text("採点を待っている", "Awaiting the scores"),
    }
)

#: How the state of a line is put: a requirement is met, an exclusion hits, a proviso merely holds.
STATES: Mapping[str, Mapping[str, tuple[str, Text]]] = MappingProxyType(
    {
        "require": {
            "true": ("○", Text("満たす", "met")),
            "false": ("×", Text("満たさない", "not met")),
            "unknown": ("？", Text("不明", "not known")),
            "not_applicable": ("－", Text("適用しない", "does not apply")),
        },
        "exclude": {
            "true": ("×", Text("該当する（認められない）", "holds (excluded)")),
            "false": ("○", Text("該当しない", "does not hold (not excluded)")),
            "unknown": ("？", Text("該当するか不明", "not known whether it holds")),
            "not_applicable": ("－", Text("適用しない", "does not apply")),
        },
        "scope": {
            "true": ("○", Text("対象である", "within scope")),
            "false": ("×", Text("対象でない", "out of scope")),
            "unknown": ("？", Text("対象か不明", "not known whether within scope")),
            "not_applicable": ("－", Text("適用しない", "does not apply")),
        },
        "neutral": {
            "true": ("・", Text("当てはまる", "holds")),
            "false": ("・", Text("当てはまらない", "does not hold")),
            "unknown": ("？", Text("不明", "not known")),
            "not_applicable": ("－", Text("適用しない", "does not apply")),
        },
    }
)

#: Why a line stands where it stands, if not as a plain part.
ROLES: _Words = MappingProxyType(
    {
        "applies_when": Text("適用する場合", "applies when"),
        "unless": Text("ただし書", "unless"),
        "deemed_when": Text("みなす場合", "deemed met when"),
        "where": Text("対象の条件", "only those for which"),
        "not_below": Text("下限", "at least"),
        "capped_at": Text("上限", "at most"),
        "score": Text("採点", "score"),
        "amount": Text("金額", "amount"),
        "date": Text("期日", "date"),
        "period": Text("期間", "period"),
    }
)

PROVIDERS: _Words = MappingProxyType(
    {
        "applicant": Text("申請者にうかがうこと", "To be answered by the applicant"),
        "office": Text("所管課で確認すること", "To be checked by the office"),
        "authority": Text("判断・決定を待つこと", "Awaiting a judgment or decision"),
        "parameter": Text("定めを待つ値", "Values still to be set"),
        "to_come": Text("まだ起きていないこと（起きたら記録する）", "Not yet happened (to be recorded then)"),
        "no_value": Text("分かっている事実からは求められないもの", "Not to be worked out from what is known"),
    }
)

ENCODED: _Words = MappingProxyType(
    {
        "yes": Text("記述済み", "encoded"),
        "partly": Text("一部を記述", "partly encoded"),
        "by_judgment": Text("人の判断による", "by judgment"),
        "not_a_decision": Text("判定に関わらない", "not a decision"),
        "later": Text("今後記述", "later"),
    }
)

TITLES: _Words = MappingProxyType(
    {
        "edition": Text("版", "Edition"),
        "as_of": Text("基準日", "As of"),
        "today": Text("（指定がないため今日とした）", " (not given: today was taken)"),
        "procedure": Text("手続", "Procedure"),
        "dossier": Text("申請書", "Dossier"),
        "outcome": Text("判定", "Verdict"),
        "stages": Text("段階ごとの結果", "Stages"),
        "stage": Text("段階", "Stage"),
        "result": Text("結果", "Result"),
        "cite": Text("根拠", "Basis"),
        "record": Text("記録", "Record"),
        "failing": Text("満たしていない規定", "Provisions that are not fulfilled"),
        "facts": Text("もとになった事実", "The facts"),
        "missing": Text("まだ分かっていないこと", "What is missing"),
        "afterwards": Text("（先の答えによっては不要）", " (only if the answers above make it matter)"),
        "evidence": Text("確認資料", "evidence"),
        "results": Text("区分・点数など", "Classes and scores"),
        "amounts": Text("金額", "Amounts"),
        "derived": Text("金額の求め方", "How the amounts came about"),
        "more_steps": Text("ほか{n}行は --trace full で", "{n} more with --trace full"),
        "days": Text("期間・期日", "Periods and dates"),
        "readings": Text("採った解釈", "Readings relied on"),
        "other_choice": Text("別の解釈なら", "with another reading"),
        "no_difference": Text("ほかの解釈でも結果は同じ", "no other choice would change the result"),
        "as_asked": Text("（指定による）", " (as asked)"),
        "notes": Text("注意", "Notes"),
        "trace_reasons": Text("決め手となった規定", "The provisions that decide"),
        "trace_deciding": Text("決め手となった規定とその理由", "The provisions that decide, and why"),
        "trace_full": Text("すべての規定の判定", "Every provision"),
        "receipt": Text("控え", "Receipt"),
        "assumed": Text("申告がないため既定の値", "not stated: the default is taken"),
        "words_of": Text("条文", "text"),
        "other_programmes": Text("ほかの制度（概要のみ）", "Other programmes (in brief)"),
        "place": Text("箇所", "Place"),
        "title": Text("題名", "Title"),
        "encoded": Text("記述の状況", "State"),
        "why": Text("理由", "Why"),
        "cited_by": Text("用いる規定", "Used by"),
    }
)


def title(key: str, lang: str) -> str:
    return TITLES[key].of(lang)


def stage_outcome(kind: str, outcome: str) -> Text:
    """What a stage of this kind has come to."""
    return STAGE_OUTCOMES.get((kind, outcome), OUTCOMES[outcome])


def listed(items: list[str], lang: str, limit: int = 3) -> str:
    """A、B、C ほか2件 / A; B; C and 2 more (English labels often hold commas)."""
    shown, more = items[:limit], len(items) - limit
    if lang == "ja":
        return "、".join(shown) + (f" ほか{more}件" if more > 0 else "")
    return "; ".join(shown) + (f" and {more} more" if more > 0 else "")


def cites(places: Sequence[str], lang: str) -> str:
    """第4条第3号・第4条第4号 / 第4条第3号, 第4条第4号."""
    return ("・" if lang == "ja" else ", ").join(places)


def bracketed(text: str, lang: str) -> str:
    """［examples/…:21］ / [examples/…:21], "" for nothing."""
    if not text:
        return ""
    return f"［{text}］" if lang == "ja" else f" [{text}]"


def aside(text: str, lang: str) -> str:
    """（…） / (…), "" for nothing."""
    if not text:
        return ""
    return f"（{text}）" if lang == "ja" else f" ({text})"
