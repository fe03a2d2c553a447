"""Diagnostics about time: editions in several files, amendments, days that cannot be."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

AMENDED_UNKNOWN = Code(
    "M070", _E,
    "改正する版「{got}」は、この制度のどのファイルにもありません。",
    "No file of this programme states the edition {got} that is amended.",
    "改正する版(amends)には、同じフォルダーの「制度名.yaml」か「制度名.～.yaml」にある版の名前を書きます({near})。",
    "amends: takes an edition of a file of the programme beside this one, NAME.yaml or NAME.….yaml ({near}).",
    of_a_name=True,
)  # fmt: skip
NOTHING_TO_CHANGE = Code(
    "M071", _E,
    "「{got}」は、改正する版にありません。", "There is no {got} in the edition that is amended.",
    "改める規定の名前(規定の名前.号の名前)を確かめてください。", "Check the dotted name of the clause.",
    of_a_name=True,
)  # fmt: skip
NOTHING_TO_REPEAL = Code(
    "M072", _E,
    "削る規定「{got}」は、改正する版にありません。", "There is no {got} to repeal in the edition that is amended.",
    "「節の名前.規定の名前」と書いてください(例: provisions.arrears)。",
    "Write section.name, such as provisions.arrears.",
    of_a_name=True,
)  # fmt: skip
EDITION_TWICE = Code(
    "M073", _E,
    "版「{edition}」が、二つのファイルにあります({other})。", "The edition {edition} is stated by two files ({other}).",
    "版の名前を変えるか、使わないファイルを別の場所へ移してください。",
    "Give it another name, or move the file that is not in use elsewhere.",
)  # fmt: skip
FACT_CHANGED = Code(
    "M074", _E,
    "事実「{name}」の型が、版「{edition}」の「{got}」から変わっています。",
    "The fact {name} is of another type than in the edition {edition} ({got}).",
    "意味の違う事実には、別の名前を付けてください。", "Give a fact that means something else another name.",
)  # fmt: skip
EDITIONS_MISSING = Code(
    "M075", _E,
    "制度「{scheme}」のファイルが二つ以上あるので、それぞれに版(editions)が要ります。",
    "There are several files of {scheme}, so each of them needs editions:.",
    "版: に版の名前と施行日を書いてください。", "Write editions: with a name and from:.",
)  # fmt: skip
APPLIES_LATER = Code(
    "M076", _E,
    "版「{edition}」の適用日({applies})が、施行日({from})より後です。",
    "The edition {edition} applies from a day ({applies}) after it comes into force ({from}).",
    "適用日は、施行日より前へ遡って適用するときに書きます。", "applies_from: is for applying it to days before from:.",
)  # fmt: skip
NO_FORMER_EDITION = Code(
    "M077", _E,
    "版「{edition}」より前の版がないので、従前の例によることができません。",
    "There is no edition before {edition} that could still govern.",
    "前の版のファイルを加えるか、従前の例による場合(former_when)を除いてください。",
    "Add the file of the edition before, or take former_when away.",
)  # fmt: skip
WRONG_WEEKDAY = Code(
    "L019", _E,
    "「{got}」の曜日が日付と合いません。その日は{weekday}曜日です。",
    "The day of the week in {got} does not fit the date (it is {weekday}).",
    "日付と曜日のどちらが正しいか、原文で確かめてください。", "See in the ordinance which of the two is right.",
)  # fmt: skip
UNKNOWN_ZONE = Code(
    "L020", _E,
    "「{got}」の「{zone}」という時間帯はありません。", "There is no time zone {zone} ({got}).",
    "「地域/都市」の名前(例: {near})か、+09:00 のような時差で書いてください。日本時間なら何も付けません。",
    "Write its name (for example {near}) or a distance from UTC such as +09:00; nothing for the time in Japan.",
)  # fmt: skip
SKIPPED_TIME = Code(
    "L021", _E,
    "「{got}」という時刻は、夏時間の始まりで飛ばされるので、{zone} にはありません。",
    "Clocks in {zone} skip {got}: daylight saving begins.",
    "飛ばされる前後の時刻({before} か {after} {zone})のどちらのことか、確かめてください。",
    "See which is meant: {before} or {after} {zone}.",
)  # fmt: skip
DOUBLED_TIME = Code(
    "L022", _E,
    "「{got}」という時刻は、夏時間の終わりで {zone} に二度あります。",
    "Clocks in {zone} show {got} twice: daylight saving ends.",
    "一度目なら「{first}」、二度目なら「{second}」と、時差で書いてください。",
    "Write {first} for the first time and {second} for the second.",
)  # fmt: skip
TWO_ZONES = Code(
    "L023", _E,
    "「{got}」には、時差と時間帯の名前の両方があります。", "{got} has both a distance from UTC and a time zone.",
    "どちらか一つにしてください。", "Keep one of them.",
)  # fmt: skip
NOT_EVERY_MONTH = Code(
    "M078", _E,
    "「{got}」は、ない年や月があります。", "{got} does not exist in every year or month.",
    "月の最後の日なら「{fix}」と書いてください。", "For the last day of the month write {fix}.",
)  # fmt: skip
PERIOD_BACKWARDS = Code(
    "M079", _E,
    "期間「{name}」は、終わり({last})が始め({first})より前です。",
    "The period {name} ends ({last}) before it begins ({first}).",
    "始めと終わりの日付を確かめてください。", "Check its two days.",
)  # fmt: skip
NO_DAY_FITS = Code(
    "M080", _W,
    "「{name}」と、ほかの要件({others})の日付を、どれも満たす日がありません。",
    "No day fulfils both {name} and the other requirements ({others}).",
    "期日と期間の日付を確かめてください。", "Check the days of the deadlines and periods.",
)  # fmt: skip
NOT_A_TIME = Code(
    "M081", _E,
    "「{got}」は時刻として読めません。", "{got} is not a time of day.",
    "例: 17時、17時30分、正午、17:00", "For example 17時, 17時30分, 正午, 17:00",
)  # fmt: skip
NOT_A_CLOSING_DAY = Code(
    "M082", _E,
    "「{got}」は閉庁日として読めません。", "{got} is not a day on which an office is closed.",
    "例: 8月13日、8月13日〜8月15日（毎年）、令和8年5月1日（その日だけ）",
    "For example 8月13日, 8月13日〜8月15日 (every year), 令和8年5月1日 (that day only).",
)  # fmt: skip
DATED_TWICE = Code(
    "M084", _E,
    "「{name}」には、{day}からの値が二つあります。", "{name} has two values from {day} on.",
    "どちらか一つにしてください。", "Keep one of them.",
)  # fmt: skip

CODES: tuple[Code, ...] = tuple(value for name, value in sorted(globals().items()) if isinstance(value, Code))
