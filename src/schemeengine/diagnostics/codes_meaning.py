"""What can be wrong with the meaning of a scheme: names, types, units, references (M0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

UNKNOWN_NAME = Code(
    "M001", _E,
    "「{got}」という名前はどこにも定められていません。", "The name {got} is not declared anywhere.",
    "近い名前: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
UNKNOWN_FIELD = Code(
    "M002", _E,
    "「{owner}」に「{got}」という欄はありません。", "{owner} has no field {got}.",
    "近い欄: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
WRONG_TYPE = Code(
    "M003", _E,
    "ここに要るのは「{want_ja}」ですが、これは「{got_ja}」です。",
    "What is needed here is {want_en}, but this is {got_en}.",
    "「{want_ja}」になるように書き直してください。", "Rewrite it so that it gives {want_en}.",
)  # fmt: skip
CANNOT_COMPARE = Code(
    "M004", _E,
    "「{left_ja}」と「{right_ja}」は比べられません。", "Not to be compared: {left_en} and {right_en}.",
    "単位と種類を揃えてください(例: 3,000万円、70%、3年)。",
    "Make kinds and units agree (30,000,000 yen, 70%, 3 years).",
)  # fmt: skip
MISSING_UNIT = Code(
    "M005", _E,
    "「{got}」に単位がありません({want_ja}と比べています)。",
    "{got} has no unit (it stands beside {want_en}).",
    "単位を付けてください: {units}", "Add the unit: {units}",
)  # fmt: skip
CANNOT_COMPUTE = Code(
    "M006", _E,
    "「{left_ja}」と「{right_ja}」では {op} の計算ができません。",
    "Not to be computed with {op}: {left_en} and {right_en}.",
    "{how_ja}単位と種類を確かめてください。", "{how_en}Check kinds and units.",
)  # fmt: skip
CYCLE = Code(
    "M007", _E,
    "定めが互いに相手を参照していて、決まりません: {path}", "These rules refer to each other in a circle: {path}",
    "どれか一つの参照を外してください。", "Take one of the references out.",
)  # fmt: skip
UNKNOWN_TYPE = Code(
    "M008", _E,
    "「{got}」という型はありません。", "There is no type {got}.",
    "近い型: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
UNKNOWN_CHOICE = Code(
    "M009", _E,
    "「{got}」は「{owner}」の選択肢にありません。", "{got} is not a choice of {owner}.",
    "選択肢: {allowed}", "Choices: {allowed}",
)  # fmt: skip
UNKNOWN_READING = Code(
    "M010", _E,
    "「{got}」という解釈は宣言されていません。", "The reading {got} is not declared.",
    "近いもの: {near}。解釈一覧(readings)に書いてください。", "Did you mean {near}? Declare it under readings:.",
    of_a_name=True,
)  # fmt: skip
READING_NOT_EXHAUSTED = Code(
    "M011", _E,
    "解釈「{reading}」の選択肢が揃っていません(不足: {missing} 余分: {extra})。",
    "The branches of reading {reading} do not match its choices (missing: {missing}; extra: {extra}).",
    "選択肢ごとに一つずつ書いてください。", "Write one branch for each choice.",
)  # fmt: skip
UNKNOWN_CITE = Code(
    "M012", _E,
    "根拠「{got}」は目次(outline)にありません。", "The cited place {got} is not in the outline.",
    "目次に足すか、近い箇所にしてください: {near}", "Add it to the outline, or use {near}.",
    of_a_name=True,
)  # fmt: skip
NAME_TWICE = Code(
    "M013", _E,
    "「{name}」という名前が二度使われています。", "The name {name} is used twice.",
    "一つの名前は一つのものだけに使ってください（例えば、規定の名前を「{name}の要件」とする）。",
    "One name, one thing: rename one of them (the provision could be {name}_required).",
)  # fmt: skip
NOT_A_LIST = Code(
    "M014", _E,
    "「{got}」は一覧ではありません。", "{got} is not a list.",
    "一覧(list of …)の名前を書いてください。", "Name a list.",
)  # fmt: skip
NEEDS_ITERATION = Code(
    "M015", _E,
    "「{head}」は「x in 一覧」の形で書きます(「{got}」とあります)。", "{head} takes x in LIST (found {got}).",
    "例: {head}: 事業所 in 申請者.事業所一覧", "For example {head}: office in applicant.offices",
)  # fmt: skip
ASKED_IN_ITERATION = Code(
    "M016", _E,
    "一覧の各件について「{head}」は使えません。", "{head} cannot stand inside an iteration.",
    "その型に欄を作り(判断事項 か 是非)、欄の名前を書いてください。",
    "Declare a field of the record (判断事項 か 是非) and name it here.",
)  # fmt: skip
BAD_DAY = Code(
    "M017", _E,
    "「{got}」は日の決め方として読めません。", "{got} does not say a day.",
    "例: 3月31日、1日、月末、月曜日、開庁日", "For example 3月31日, 1日, 月末, 月曜日, 開庁日",
)  # fmt: skip
BAD_LITERAL = Code(
    "M018", _E,
    "ここに書くのは「{want_ja}」です(「{got}」とあります)。",
    "What is needed here is {want_en} (found {got}).",
    "例: {example}", "For example {example}",
)  # fmt: skip
DEADLINE_NEEDS_HOLIDAY = Code(
    "M019", _E,
    "期日「{name}」に、休日に当たるときの扱い(休日のとき)がありません。",
    "The date {name} does not say what happens on a holiday (if_holiday).",
    "休日のとき: 翌開庁日・前開庁日・記載のとおり のどれかを書いてください。",
    "Write if_holiday: next_business_day, previous_business_day or as_written.",
)  # fmt: skip
PERIOD_BOUNDS = Code(
    "M020", _E,
    "期間「{name}」の始め・終わり・長さの組合せが足りないか、多すぎます。",
    "The period {name} has too few or too many of start, end and length.",
    "始期(又は 後)、終期(又は 前)、長さ のうち二つ(または片方の端だけ)を書いてください。",
    "Give two of starts/after, ends/before, lasts (or one end alone).",
)  # fmt: skip
EDITION_GAP = Code(
    "M021", _W,
    "版「{earlier}」の失効から版「{later}」の施行までに、どの版も効力のない日があります({first} から {last})。",
    "No edition is in force from {first} to {last}, between {earlier} and {later}.",
    "失効日(until)と施行日(from)を確かめてください。", "Check until: and from:.",
)  # fmt: skip
EDITION_OVERLAP = Code(
    "M022", _E,
    "版「{earlier}」と版「{later}」の効力のある日が重なっています({first})。",
    "The editions {earlier} and {later} are both in force on {first}.",
    "先の版に失効日(until)を書いてください。", "Give the earlier edition an until:.",
)  # fmt: skip
UNKNOWN_REFERENCE = Code(
    "M023", _E,
    "「{key}」の「{got}」は、どこにも定められていません。", "{key}: {got} is not declared.",
    "近い名前: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
UNKNOWN_ENTRY = Code(
    "M024", _E,
    "目録「{catalogue}」に「{got}」という項目はありません。", "The catalogue {catalogue} has no entry {got}.",
    "近い項目: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
STAGE_KIND = Code(
    "M025", _E,
    "段階「{name}」には 提出書類・審査する規定・意見・決定者・採点による のちょうど一つが要ります。",
    "The stage {name} needs exactly one of papers, checks, opinion_of, decided_by, scores.",
    "審査なら 審査する規定: [規定名]、決定なら 決定者: 区長 のように書いてください。",
    "Write checks: [provisions] for a check, decided_by: WHO for a decision.",
)  # fmt: skip
UNUSED = Code(
    "M026", _W,
    "「{name}」はどこからも使われていません。", "{name} is not used anywhere.",
    "不要なら消し、必要なら使う側の書き漏れを確かめてください。",
    "Delete it, or check where it should have been used.",
)  # fmt: skip
AMOUNT_WITHOUT_UNIT = Code(
    "M120", _E,
    "金額「{name}」に単位がありません(ただの数になっています)。",
    "The amount {name} has no unit: it is a bare number.",
    "円で書いてください(10000 でなく 10,000円)。金額でない数(点数など)は「定義」に書きます。",
    "Write yen (10,000円, not 10000). A number that is no sum of money, such as points, is a definition.",
)  # fmt: skip
NO_KEY_FOR_TIES = Code(
    "M123", _E,
    "この一覧の各件には識別の欄がないので、「{got}」は使えません。",
    "{got} needs members that can be told apart: the records of this list have no key.",
    "型定義に 識別(key) を書いてください。", "Give the type a key.",
)  # fmt: skip
BELOW_ZERO = Code(
    "M124", _W,
    "支給する金額「{name}」は、引き算の結果、0円を下回ることがあります。",
    "The amount {name} is paid out, and what is subtracted can bring it below zero.",
    "下限: 0円 を書き足してください。", "Add not_below: 0円.",
)  # fmt: skip
UNCHECKED = Code(
    "M121", _W,
    "規定「{name}」は、どの段階でも審査されません。判定に影響しません。",
    "No stage checks the provision {name}, so it has no part in any verdict.",
    "段階の「審査する規定」に書き足してください。判定に使わない条件なら「定義」に移してください。",
    "Name it under checks of a stage. A condition that is not to be checked belongs under definitions.",
)  # fmt: skip
NOT_OPTIONAL = Code(
    "M122", _E,
    "段階「{name}」は、規定や書類を調べる段階なので、任意({who})にはできません。",
    "The stage {name} checks provisions or papers; it cannot be optional for {who}.",
    "任意にできるのは、意見・決定・採点の段階です。行う場合が決まっているなら applies_when(適用する場合)に書いてください。",
    "Opinions, decisions and scorings can be. If it is called for in certain cases, say so in applies_when.",
)  # fmt: skip
OUTLINE_NOT_CITED = Code(
    "M027", _W,
    "目次の「{place}」は記述済みとされていますが、どの規定にも引かれていません。",
    "The outline says {place} is encoded, but nothing cites it.",
    "根拠(cite)を付けるか、記述済み(encoded)を直してください。", "Cite it, or change encoded (記述済み).",
)  # fmt: skip
OUTLINE_PART_NOT_CITED = Code(
    "M125", _W,
    "目次の「{place}」の内訳のうち、どの規定にも引かれていないものがあります: {parts}",
    "Of what the outline lists under {place}, nothing cites {parts}.",
    "根拠(cite)を付けるか、記述済み(encoded)を「一部」にして、理由(why)を書いてください。",
    "Cite it, or change encoded (記述済み) to partly and say why.",
)  # fmt: skip
PROVISION_WITHOUT_CITE = Code(
    "M126", _W,
    "目次のある制度ですが、規定「{name}」に根拠がありません。",
    "The programme has an outline, but the provision {name} cites no place of it.",
    "根拠: 第○条 を書いてください。通知や案内に、どの定めによるかが出ます。",
    "Write cite: with the place; letters and pages then say on what it rests.",
)  # fmt: skip
OUTLINE_NEEDS_WHY = Code(
    "M028", _E,
    "目次の「{place}」は記述済みでないのに、理由(why)がありません。",
    "The outline entry {place} is not encoded and gives no reason (why).",
    "理由説明(why)に理由を書いてください。", "Write why (理由説明).",
)  # fmt: skip
NO_ROUNDING = Code(
    "M029", _W,
    "金額「{name}」は端数が生じ得ますが、端数の扱いが書かれていません。",
    "The amount {name} can have a fraction of a yen, but no rounding is written.",
    "切捨て: 1円 のように書くか、端数: なし と書いてください。",
    "Write round_down: 1円, or round: none.",
)  # fmt: skip
BAD_TABLE = Code(
    "M030", _E,
    "表が読めません: {why_ja}", "The table cannot be read: {why_en}",
    "| 列名 | → 結果 | の形で、行ごとに同じ数の欄を書いてください。",
    "Write | key | → result | with the same number of cells in every row.",
)  # fmt: skip
TABLE_OVERLAP = Code(
    "M031", _E,
    "表の {first} 行目と {second} 行目が同じ場合に当たります。", "Rows {first} and {second} of the table hit the same case.",
    "行を分けるか、複数該当(when_several)を書いてください。", "Separate the rows, or write when_several:.",
)  # fmt: skip
TABLE_GAP = Code(
    "M032", _E,
    "表に当たる行のない場合があります(例: {case})。", "Some cases hit no row of the table (such as {case}).",
    "行「その他」を足すか、そのときの値を「ないとき:」(if_none)に書いてください。何もないなら「ないとき: なし」です。",
    "Add a row その他 (otherwise), or say under if_none: what holds then (if_none: none, if there is none).",
)  # fmt: skip
WRONG_ARGUMENTS = Code(
    "M033", _E,
    "{name} の ( ) の中が違います(要るもの: {want})。",
    "What stands in the brackets of {name} is wrong (needed: {want}).",
    "手引の関数の表を見てください。", "See the table of functions in the manual.",
)  # fmt: skip
UNKNOWN_FUNCTION = Code(
    "M034", _E,
    "「{got}」という関数はありません。", "There is no function {got}.",
    "近い関数: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
BRANCH_TYPES = Code(
    "M035", _E,
    "場合ごとの値の種類が揃っていません(「{first_ja}」と「{second_ja}」)。",
    "The branches give different kinds of value ({first_en} and {second_en}).",
    "どの場合も同じ種類の値にしてください。", "Let every branch give the same kind of value.",
)  # fmt: skip
MAIN_PROCEDURE = Code(
    "M036", _E,
    "手続が複数あるのに、通常の手続(main_procedure)が書かれていません。",
    "There are several procedures, but main_procedure: is not written.",
    "通常の手続: に手続の名前を一つ書いてください: {names}", "Write main_procedure: with one of {names}.",
)  # fmt: skip
USES_NOT_FOUND = Code(
    "M037", _E,
    "使用する語彙(uses)の「{got}」が見つかりません。", "uses: {got} cannot be found.",
    "この制度のファイルから見た場所を、.yaml を除いて書いてください({looked})。",
    "Write its path relative to this file, without .yaml ({looked}).",
)  # fmt: skip
EDITION_BACKWARDS = Code(
    "M038", _E,
    "版「{edition}」の失効日({until})が、施行日({from})より前です。",
    "The edition {edition} ends ({until}) before it begins ({from}).",
    "施行日(from)と失効日(until)を確かめてください。", "Check from: and until:.",
)  # fmt: skip
ADOPTED_UNKNOWN = Code(
    "M039", _E,
    "採用された解釈「{got}」は選択肢にありません。", "The adopted choice {got} is not among the choices.",
    "選択肢: {allowed}", "Choices: {allowed}",
)  # fmt: skip
AMBIGUOUS_CONDITION = Code(
    "M040", _E,
    "「{name}」は一覧の各件の中では使えない名前です(同じ名前が既にあります)。",
    "The iteration variable {name} is already a name.",
    "別の変数名にしてください。", "Choose another variable name.",
)  # fmt: skip
TOO_ENTANGLED = Code(
    "M041", _E,
    "「{name}」は、参照をたどると条件の重なりが深すぎます(上限 {limit})。",
    "Followed through its references, {name} has too many layers of conditions (limit {limit}).",
    "途中の条件をまとめるか、参照を減らしてください。", "Merge conditions, or refer to fewer.",
)  # fmt: skip

SELECTION_NEEDS = Code(
    "M061", _E,
    "選定({order})には「{want}」が要ります。", "A selection by {order} needs {want}.",
    "「{want}」を書き足してください。", "Add {want}.",
)  # fmt: skip
SELECTION_CLASH = Code(
    "M087", _E,
    "予算の「按分」は、「{key}」と一緒には使えません。",
    "A budget divided in_proportion cannot go together with {key}.",
    "按分は区分ごとの予算だけに使えます。「{key}」を外すか、ほかの「予算不足のとき」を選んでください。",
    "Only the budgets of groups are divided so. Leave out {key}, or choose another if_short.",
)  # fmt: skip
RESULT_OF = Code(
    "M060", _E,
    "制度の結果「{got}」は、{kind}の事実には書けません。",
    "{got} is no result that a fact of this kind ({kind}) could be.",
    "はい／いいえ・日の事実には制度の名前を、金額の事実には 制度の名前.金額の名前 を書いてください。",
    "Name the programme for a yes or no and for a day, programme.amount for a sum of money.",
)  # fmt: skip
POINTS_DO_NOT_ADD_UP = Code(
    "M095", _E,
    "満点は{said}とありますが、審査項目の配点を合わせると{found}です。",
    "Full marks are said to be {said}, but the criteria come to {found}.",
    "配点と重みを例規の表と見比べてください。加点と減点は満点に入りません。",
    "Compare points and weights with the table of the ordinance. Bonus and penalty do not count.",
)  # fmt: skip
POINTS_BEYOND = Code(
    "M096", _E,
    "{got}は、0点から{full}までの範囲にありません。",
    "{got} does not lie between 0 and the {full} that can be had here.",
    "得点の表・最低点と、配点を見比べてください。",
    "Compare the table, or the minimum, with the points.",
)  # fmt: skip

CODES: tuple[Code, ...] = tuple(value for name, value in sorted(globals().items()) if isinstance(value, Code))
