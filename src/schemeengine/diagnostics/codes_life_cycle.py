"""What can be wrong with a life cycle, or with the events recorded of a case (C0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

UNKNOWN_STATE = Code(
    "C001", _E,
    "状態推移「{cycle}」に「{got}」という状態はありません。", "The life cycle {cycle} has no state {got}.",
    "近い状態: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
UNKNOWN_EVENT = Code(
    "C002", _E,
    "「{got}」という出来事は出来事一覧(events)に定められていません。", "No event {got} is declared under events.",
    "近い出来事: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
STATE_UNREACHABLE = Code(
    "C003", _W,
    "状態「{got}」には、どの状態からも移れません。", "No move leads to the state {got}.",
    "その状態への移り変わり(moves)を書くか、状態を消してください。", "Write a move that becomes {got}, or take the state out.",
)  # fmt: skip
EVENT_IDLE = Code(
    "C004", _W,
    "出来事「{got}」は、何も変えません。", "The event {got} leads nowhere.",
    "移り変わり、義務、事由、記録先(records)のどれかで使ってください。",
    "Use it in a move, an obligation, a ground, or let it record a fact.",
)  # fmt: skip
MOVES_OVERLAP = Code(
    "C005", _E,
    "状態「{state}」で、同じきっかけ「{trigger}」から「{a}」と「{b}」の両方に移れる場合があります。",
    "In the state {state}, {trigger} can lead both to {a} and to {b}.",
    "とき(when)を、同時には成り立たないように書き分けてください(片方を でない(…) にするなど)。",
    "Let their conditions exclude each other (one of them not(…), for instance).",
)  # fmt: skip
CITE_MISSING = Code(
    "C006", _W,
    "「{name}」に根拠(cite)がありません。", "{name} cites nothing.",
    "例規のどこに定めがあるかを 根拠: に書いてください。", "Write under cite where the instrument says so.",
)  # fmt: skip
MOVE_TRIGGER = Code(
    "C007", _E,
    "移り変わりのきっかけは、出来事(event)か 過ぎたとき(past)のどちらか一つです。",
    "A move is brought about by one of event and past, and by only one.",
    "出来事: 名前、または 過ぎたとき: 最後の日 を書いてください。", "Write event: NAME or past: DAY.",
)  # fmt: skip
GROUND_KIND = Code(
    "C008", _E,
    "事由「{name}」には、とき(when)、出来事(event)、不履行の義務(breach_of)のどれか一つを書きます。",
    "The ground {name} takes exactly one of when, event and breach_of.",
    "条件は とき、届出などは 出来事、義務の不履行は 不履行の義務 です。",
    "A condition is when, an event is event, a duty not done is breach_of.",
)  # fmt: skip
OBLIGATION_START = Code(
    "C009", _E,
    "義務「{name}」がいつ生じるのか分かりません。", "Nothing says when the obligation {name} arises.",
    "生じるとき(arises、出来事)か 開始(begins、日)を書いてください。繰返し(repeats)には 開始 が要ります。",
    "Write arises (events) or begins (a day); repeats needs begins.",
)  # fmt: skip
RECORDED_KIND = Code(
    "C010", _E,
    "「{key}」に書けるのは{want_ja}の事実です(「{got}」は違います)。",
    "{key} takes facts that are {want_en}; {got} is not.",
    "事実(facts)の型を確かめてください。", "Check the type under facts.",
    of_a_name=True,
)  # fmt: skip
TURN_OUTSIDE = Code(
    "C011", _E,
    "「当回(turn)」は、義務の日付の中でだけ使えます。", "turn has a meaning only in the dates of obligations.",
    "義務の 提出期間、期限、適用する場合、額 か、そこから使う期日の中に書いてください。",
    "Use it under within, due, applies_when or amount of an obligation, or in dates used there.",
)  # fmt: skip
UNKNOWN_EVENT_KIND = Code(
    "C020", _E,
    "「{got}」という出来事は、読み込まれたどの制度にもありません。", "No loaded programme knows the event {got}.",
    "近い出来事: {near}", "Did you mean {near}?",
)  # fmt: skip
EVENT_SHAPE = Code(
    "C021", _E,
    "出来事の記録に「{want}」がありません。", "The record of an event lacks {want}.",
    "{{出来事: 報告, 年月日: 令和7年4月20日}} の形で書いてください。",
    "Write {{event: reported, on_date: 2025-04-20}}.",
)  # fmt: skip
EVENT_TWICE = Code(
    "C022", _E,
    "出来事「{event}」の記録が、{day} に二つあります。", "The event {event} is recorded twice on {day}.",
    "重複なら一つを消してください。別の件なら番号か年度で区別してください。",
    "Take one out, or tell them apart by number or fiscal_year.",
)  # fmt: skip
EVENT_OUT_OF_ORDER = Code(
    "C023", _E,
    "「{event}」({day})は、「{needs}」({later})より前の日付になっています。",
    "{event} ({day}) is dated before {needs} ({later}), which it presupposes.",
    "二つの日付を確かめてください。", "Check the two dates.",
)  # fmt: skip
EVENT_IMPOSSIBLE = Code(
    "C024", _E,
    "「{event}」({day})は、その日の状態「{state}」では起こり得ません。",
    "{event} ({day}) cannot happen in the state of that day ({state}).",
    "日付を確かめるか、抜けている出来事を書いてください。", "Check the date, or add the event that is missing.",
)  # fmt: skip
EVENT_TO_COME = Code(
    "C025", _N,
    "「{event}」({day})は基準日より後なので、数えていません。",
    "{event} ({day}) lies after the day in question and is not counted.",
    "予定であればそのままで構いません。", "If it is only planned, leave it as it is.",
)  # fmt: skip
EVENT_AGAINST_FACT = Code(
    "C026", _E,
    "「{event}」の記録({day})と、事実「{fact}」の記載({stated})が食い違っています。",
    "The record of {event} ({day}) contradicts what is stated of {fact} ({stated}).",
    "どちらかを直してください。出来事の記録があれば、事実の行は要りません。",
    "Mend one of them; where the event is recorded, the fact need not be stated.",
)  # fmt: skip
EVENT_NEEDS = Code(
    "C027", _E,
    "「{event}」の記録には「{want}」が要ります。", "The record of {event} needs {want}.",
    "例: {example}", "For example {example}",
)  # fmt: skip
GROUND_IN_DOUBT = Code(
    "C028", _W,
    "「{event}」({day})の事由「{ground}」は、その日の記録からは認められません({why_ja})。",
    "The ground {ground} of {event} ({day}) is not borne out by the record of that day ({why_en}).",
    "決定の記録はそのまま用います。事由か、その前の記録を確かめてください。",
    "The decision is taken as recorded. Check the ground, or what was recorded before.",
)  # fmt: skip
NO_LIFE_CYCLE = Code(
    "C029", _E,
    "制度「{scheme}」には状態推移(life_cycle)が書かれていません。",
    "The programme {scheme} describes no life_cycle.",
    "状態推移のある制度: {near}", "Programmes with one: {near}",
)  # fmt: skip
EVENT_OF_OTHER_EDITION = Code(
    "C030", _W,
    "「{event}」({day})は、この件が従う版({edition})にはない出来事なので、数えていません。",
    "{event} ({day}) is no event of the edition that governs the case ({edition}) and is not counted.",
    "版の基準日になる事実を確かめるか、その版にある出来事で記録してください。",
    "Check the day that selects the edition, or record it as an event of that edition.",
)  # fmt: skip
FOLLOWED_BY_OTHER_TEXT = Code(
    "C031", _W,
    "「{scheme}」のこの件が従う版「{edition}」の規定はファイルにないので({why})、「{other}」の規定で状態を示します。",
    "The rules of the edition {edition} of {scheme}, which governs the case, are not in its file ({why}); what"
    " was granted is followed by those of {other}.",
    "その版の規定を別のファイルに書くか、状態推移の edition_by で版を選ぶ日を決めてください。",
    "Write that edition as a file of its own, or say under life_cycle by which day the edition is chosen"
    " (edition_by).",
)  # fmt: skip
#: What is said of events that cannot have happened as they are recorded.
AGAINST_EVENTS = frozenset({EVENT_TWICE, EVENT_OUT_OF_ORDER, EVENT_IMPOSSIBLE, EVENT_AGAINST_FACT})

CODES: tuple[Code, ...] = tuple(value for name, value in sorted(globals().items()) if isinstance(value, Code))
