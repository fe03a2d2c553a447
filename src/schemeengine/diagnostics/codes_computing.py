"""What can be wrong with what a rule computes from its values (M1xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

UNDECLARED_CLASSIFICATION = Code(
    "M101", _E,
    "分類「{got}」が classifications:(分類)に書かれていません。",
    "The classification {got} is not declared under classifications:.",
    "classifications: に {got}: {{title: 分類の名前}} を足すか、近い名前にしてください: {near}",
    "Declare it under classifications:, or use {near}.",
    of_a_name=True,
)  # fmt: skip
DIRECTIONS_AND_KEYS = Code(
    "M130", _E,
    "順位の基準は {keys}、並べ方は {directions} で、数が合いません。",
    "There are {keys} keys to rank by, and {directions} directions.",
    "direction:(並べ方) に、基準と同じ順で一つずつ書くか、全部に当てはまる一語を書いてください。",
    "Write under direction: one word for each key, in the same order, or one word for all.",
)  # fmt: skip
NONE_TWICE = Code(
    "M131", _E,
    "選択肢「{choice}」と may_be_none:(なし可) が両方あるので、申請書の「なし」がどちらか決まりません。",
    "A choice called {choice} and may_be_none: both stand for “none”: a dossier could not say which.",
    "どちらか一方にしてください。選択肢を残すなら、なし可 を消します。",
    "Keep one of the two: with the choice, leave may_be_none: out.",
)  # fmt: skip
EXPRESSION_IN_CELL = Code(
    "M132", _E,
    "表の欄の「{got}」は、式のように見えますが、前に = がないので、符号と読まれます。",
    "The cell {got} looks like an expression; without = in front it would be read as a code.",
    "式なら「= {got}」と書いてください。",
    "If it is an expression, write = in front: “= {got}”.",
)  # fmt: skip
DIVISION_BY_ZERO = Code(
    "M102", _E,
    "0 で割っています。", "This divides by zero.",
    "割る数を確かめてください。", "Check what it is divided by.",
)  # fmt: skip
NONE_UNGUARDED = Code(
    "M103", _W,
    "「{got}」は「なし」と答えられることがありますが、その場合の扱いが書かれていません。「なし」のとき、比較は当たらず、計算の結果もなしになります。",
    "{got} may be stated to be none, and nothing says what holds then: a comparison fails, and what is computed is none too.",
    "「{name} is stated」を条件に加えるか、if_none:(ないとき)を書いてください。",
    "Ask for “{name} is stated” as well, or write if_none:.",
)  # fmt: skip
NEVER_REACHED = Code(
    "M104", _W,
    "この枝に至ることはありません。ほかの枝がすべての場合を尽くしています。",
    "This branch is never reached: the others are for every case there is.",
    "この枝を消すか、ほかの枝の符号を確かめてください。",
    "Leave it out, or check the codes of the other branches.",
)  # fmt: skip
COMPUTED_LIST = Code(
    "M105", _E,
    "「{got}」は計算で求める欄の一覧です。一覧としては使えません。",
    "{got} would be a list of computed values, which cannot stand here.",
    "sum・min・max・mean・count のどれかで包むか、x in 一覧 と each:(一件ごと)で x.{field} と書いてください。",
    "Use sum, min, max, mean or count of it, or go through the list (x in …) and say x.{field}.",
)  # fmt: skip
COMPUTED_EXAMPLES = Code(
    "M106", _E,
    "計算で求める欄「{name}」には例を書けません。", "The computed field {name} takes no examples.",
    "この欄を使う規定か定義に examples:(例)を書いてください。",
    "Write examples: beside a provision or definition that uses it.",
)  # fmt: skip
TABLE_TOO_LARGE = Code(
    "M107", _W,
    "表が大きく、当たる行のない場合や、二つの行に当たる場合がないかを、あらかじめ確かめられません。",
    "The table is too large to see before any case whether some case hits no row, or two that disagree.",
    "表を分けるか、列を減らしてください。このままでも使えます。そのような申請があれば、理由を示して「情報不足」とします。",
    "Divide it, or use fewer columns. It can stay: a case of that kind stays open, and the reason is given.",
)  # fmt: skip
CASE_GAP = Code(
    "M108", _E,
    "どの枝にも当たらない場合があります(例: {case})。", "Some cases have no branch (such as {case}).",
    "「その他の場合:」(otherwise)を足すか、そのときの値を「ないとき:」(if_none)に書いてください。何もないなら「ないとき: なし」です。",
    "Add otherwise:, or say under if_none: what holds then (if_none: none, if there is none).",
)  # fmt: skip
TOO_MANY_FACTORS = Code(
    "M109", _E,
    "「{name}」は、掛け合わせる値が多すぎます。結果が四千桁を超え得ます。",
    "{name} multiplies too many values: the result can have more than four thousand digits.",
    "同じ定義を何度も掛け合わせていないか確かめてください。", "See whether it multiplies the same definition over and over.",
)  # fmt: skip
NONE_ARISES = Code(
    "M110", _W,
    "「{got}」に使う値は、{why}ことがありますが、その場合の扱いが書かれていません。そのとき、比較は当たらず、計算の結果もそうなります。",
    "A value in “{got}” {why}, and nothing says what holds then: a comparison fails, and what is computed comes out so, too.",
    "「… is stated」や「count(一覧) >= 1」を条件に加えるか、if_none:(ないとき)を書いてください。",
    "Ask for “… is stated” or “count(list) >= 1” as well, or write if_none:.",
)  # fmt: skip

CODES: tuple[Code, ...] = (
    UNDECLARED_CLASSIFICATION,
    DIRECTIONS_AND_KEYS,
    NONE_TWICE,
    EXPRESSION_IN_CELL,
    DIVISION_BY_ZERO,
    NONE_UNGUARDED,
    NEVER_REACHED,
    COMPUTED_LIST,
    COMPUTED_EXAMPLES,
    TABLE_TOO_LARGE,
    CASE_GAP,
    TOO_MANY_FACTORS,
    NONE_ARISES,
)
