"""Diagnostics about time: editions in several files, amendments, days that cannot be."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

AMENDED_UNKNOWN = Code(
    "M070", _E,
    "改正する版「{got}」は、この制度のどのファイルにもありません。",
    "No file of this programme states the edition {got} that is amended.",
    "amends: には、同じフォルダーの「制度名.yaml」か「制度名.～.yaml」にある版の名前を書きます({near})。",
    "amends: takes an edition of a file of the programme beside this one, NAME.yaml or NAME.….yaml ({near}).",
)  # fmt: skip
NOTHING_TO_CHANGE = Code(
    "M071", _E,
    "「{got}」は、改正する版にありません。", "There is no {got} in the edition that is amended.",
    "改める規定の名前(規定の名前.号の名前)を確かめてください。", "Check the dotted name of the clause.",
)  # fmt: skip
NOTHING_TO_REPEAL = Code(
    "M072", _E,
    "削る規定「{got}」は、改正する版にありません。", "There is no {got} to repeal in the edition that is amended.",
    "「節の名前.規定の名前」と書いてください(例: provisions.arrears)。",
    "Write section.name, such as provisions.arrears.",
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
    "editions: に版の名前と施行日(from)を書いてください。", "Write editions: with a name and from:.",
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
    "前の版のファイルを加えるか、former_when を除いてください。",
    "Add the file of the edition before, or take former_when away.",
)  # fmt: skip

CODES: tuple[Code, ...] = tuple(value for name, value in sorted(globals().items()) if isinstance(value, Code))
