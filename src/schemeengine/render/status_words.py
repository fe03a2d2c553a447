"""The words of states, duties and grounds, in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from schemeengine.diagnostics import Lang
from schemeengine.lifecycle.model import CycleStatus, Duty, GroundFound
from schemeengine.render import wording
from schemeengine.render.figures import day_text
from schemeengine.render.lines import Tone
from schemeengine.render.width import plain
from schemeengine.values import format_date
from schemeengine.verdict.model import Day, Text, TraceNode

DUTIES: Mapping[str, tuple[str, Text, Tone]] = MappingProxyType(
    {
        "overdue": ("×", Text("期限切れ", "overdue"), "bad"),
        "due": ("！", Text("すべきこと", "to be done"), "open"),
        "undetermined": ("？", Text("不明", "not known"), "open"),
        "coming": ("・", Text("これから", "to come"), ""),
        "done_late": ("△", Text("遅れて済んだ", "done late"), "good"),
        "done": ("○", Text("済んだ", "done"), "good"),
        "lapsed": ("－", Text("終わった", "lapsed"), "dim"),
    }
)

#: What may be done, but need not be.
_OPTIONAL: Mapping[str, tuple[str, Text, Tone]] = MappingProxyType(
    {
        "due": ("・", Text("今できる（任意）", "may be done now (optional)"), ""),
        "coming": ("・", Text("これから（任意）", "to come (optional)"), ""),
        "lapsed": ("－", Text("期間が終わった（任意）", "no longer possible (optional)"), "dim"),
    }
)


def duty_state(duty: Duty) -> tuple[str, Text, Tone]:
    """Mark, words and tone of the state of a duty, or of what is optional."""
    return (_OPTIONAL.get(duty.state) if duty.optional else None) or DUTIES[duty.state]


GROUNDS: Mapping[str, tuple[str, Text, Tone]] = MappingProxyType(
    {
        "true": ("×", Text("ある", "exists"), "bad"),
        "unknown": ("？", Text("不明", "not known"), "open"),
        "false": ("○", Text("ない", "none"), ""),
        "not_applicable": ("－", Text("適用しない", "does not apply"), "dim"),
    }
)

IN_FORCE: Mapping[str, tuple[Text, Tone]] = MappingProxyType(
    {
        "true": (Text("有効", "in force"), "good"),
        "false": (Text("有効でない", "not in force"), "bad"),
        "unknown": (Text("有効かどうか不明", "not known whether in force"), "open"),
    }
)

_WORDS: Mapping[str, Text] = MappingProxyType(
    {
        "status": Text("状態", "Status"),
        "timeline": Text("日程", "Timeline"),
        "worked": Text("日付の計算例", "Worked dates"),
        "as_of": Text("基準日", "As of"),
        "dossier": Text("申請書", "Dossier"),
        "history": Text("これまで", "So far"),
        "duties": Text("義務と期限", "Duties and deadlines"),
        "grounds": Text("決定の事由", "Grounds for a decision"),
        "missing": Text("足りないもの", "What is missing"),
        "leads_on": Text("次に移るきっかけ", "What would change it"),
        "from": Text("から", "From"),
        "until": Text("まで", "Until"),
        "state": Text("状態", "State"),
        "cause": Text("きっかけ", "Because of"),
        "cite": Text("根拠", "Provision"),
        "duty": Text("義務", "Duty"),
        "who": Text("義務者", "By whom"),
        "due": Text("期限", "Deadline"),
        "result": Text("済んだ日", "Done on"),
        "ground": Text("事由", "Ground"),
        "note": Text("備考", "Remark"),
        "what": Text("足りない事項", "Fact or value"),
        "supplier": Text("誰が", "Who supplies it"),
        "day": Text("日", "Day"),
        "kind": Text("種類", "Kind"),
        "event": Text("内容", "What"),
        "thing": Text("対象", "Of"),
        "receipt": Text("控え", "Receipt"),
        "edition": Text("版", "Edition"),
    }
)


def word(key: str, lang: Lang) -> str:
    return _WORDS[key].of(lang)


def colon(lang: Lang) -> str:
    return "：" if lang == "ja" else ": "


def name_of(cycle: CycleStatus, lang: Lang) -> str:
    """認証 令和4年度: what it is, and its number where there are several."""
    return plain(" ".join(t for t in (cycle.label.of(lang), cycle.number) if t))


def written(day: date | None, lang: Lang) -> str:
    return "" if day is None else format_date(day, lang)


def deadline(day: Day | None, lang: Lang) -> str:
    """A last day, 定めなし where none is set, 未定 where it is not known."""
    if day is None:
        return "日の定めなし" if lang == "ja" else "no day is set"
    return day_text(day, lang) or ("未定" if lang == "ja" else "not fixed")


def turn_name(duty: Duty, lang: Lang) -> str:
    """活動進捗レポート（令和7年度）."""
    label = plain(duty.label.of(lang)) or duty.obligation
    if duty.turn_name is None:
        return label
    turn = duty.turn_name.of(lang)
    return f"{label}（{turn}）" if lang == "ja" else f"{label} ({turn})"


def steps(nodes: Sequence[TraceNode], lang: Lang) -> tuple[str, ...]:
    """How the days and conditions behind a change came about, the innermost first, each once."""
    return tuple(dict.fromkeys(s for node in nodes for s in _steps(node, lang)))


#: Heads whose own words only count what their parts say.
_FRAMES = frozenset({"reading", "all", "any", "none", "count", "every", "some"})


def _steps(node: TraceNode, lang: Lang) -> Iterator[str]:
    for part in node.parts:
        if part.deciding:
            yield from _steps(part, lang)
    words, value = plain(node.words.of(lang)), plain(node.value.of(lang))
    if node.head in _FRAMES or not words:
        return
    yield f"{words} ＝ {value}" if value and value != words else words


def grounds_note(ground: GroundFound, lang: Lang) -> str:
    """What has been decided upon it, and whether time to mend it runs."""
    ja = lang == "ja"
    found = []
    if ground.pending:
        named = wording.listed([plain(p.label.of(lang)) or p.fact for p in ground.pending], lang)
        found.append(f"分からないこと：{named}" if ja else f"not known: {named}")
    if ground.grace_until is not None:
        until = format_date(ground.grace_until, lang)
        if ground.in_grace:
            found.append(f"猶予期間中（{until}まで）" if ja else f"time to mend until {until}")
        else:
            found.append(f"猶予期間は{until}に終わった" if ja else f"time to mend ended on {until}")
    if ground.decided_on is not None:
        day = format_date(ground.decided_on, lang)
        found.append(f"{day}に決定" if ja else f"decided on {day}")
    elif ground.status == "true":
        names = ("・" if ja else ", ").join(a.of(lang) for a in ground.allows)
        found.append(f"「{names}」の記録はまだない" if ja else f"not decided ({names})")
    return ("、" if ja else "; ").join(found)
