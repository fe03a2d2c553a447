"""What can be wrong in a dossier, or in what is asked of one (D0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE

UNKNOWN_FACT = Code(
    "D001", _E,
    "「{got}」という事実は、どの制度にもありません。", "No programme has a fact called {got}.",
    "近い名前: {near}", "Did you mean {near}?",
)  # fmt: skip
UNKNOWN_DOSSIER_FIELD = Code(
    "D002", _E,
    "「{owner}」に「{got}」という欄はありません。", "{owner} has no field {got}.",
    "近い欄: {near}", "Did you mean {near}?",
)  # fmt: skip
WRONG_VALUE = Code(
    "D003", _E,
    "「{fact}」に書くのは「{want_ja}」です(「{got}」とあります)。",
    "{fact} takes {want_en} (found {got}).",
    "例: {example}", "For example {example}",
)  # fmt: skip
MISSING_UNIT = Code(
    "D004", _E,
    "「{fact}」の「{got}」に単位がありません。", "{fact}: {got} has no unit.",
    "例: {example}", "For example {example}",
)  # fmt: skip
WRONG_UNIT = Code(
    "D005", _E,
    "「{fact}」の単位は {want} です(「{got}」とあります)。", "{fact} is measured in {want} (found {got}).",
    "{want} で書き直してください。", "Write it in {want}.",
)  # fmt: skip
FLOAT_MONEY = Code(
    "D006", _E,
    "金額「{got}」に小数点があります。", "The amount {got} has a decimal point.",
    "円単位の整数で書いてください(例: 12,345,678円)。", "Write whole yen, such as 12,345,678円.",
)  # fmt: skip
NOT_ALLOWED = Code(
    "D007", _E,
    "「{fact}」の値「{got}」は許された範囲({allowed})の外です。",
    "{fact}: {got} is outside the allowed range ({allowed}).",
    "値を確かめてください。", "Check the value.",
)  # fmt: skip
NEGATIVE_NOT_ALLOWED = Code(
    "D027", _E,
    "「{fact}」に、零より小さい値「{got}」は書けません。", "{fact} cannot lie below zero (found {got}).",
    "値を確かめてください。赤字や減少もあり得る事実なら、制度の側で「マイナス可: はい」(may_be_negative)とします。",
    "Check the value. If a loss or decrease is possible, the programme says may_be_negative: yes.",
)  # fmt: skip
UNKNOWN_CODE = Code(
    "D008", _E,
    "「{fact}」に「{got}」という選択肢はありません。", "{got} is not a choice of {fact}.",
    "選択肢: {allowed}", "Choices: {allowed}",
)  # fmt: skip
UNKNOWN_CATALOGUE_ENTRY = Code(
    "D009", _E,
    "目録「{catalogue}」に「{got}」という項目はありません。", "The catalogue {catalogue} has no entry {got}.",
    "近い項目: {near}", "Did you mean {near}?",
)  # fmt: skip
BAD_CORPORATE_NUMBER = Code(
    "D010", _E,
    "法人番号「{got}」は正しくありません({why_ja})。", "The corporate number {got} is not valid ({why_en}).",
    "国税庁の法人番号公表サイトで13桁を確かめてください。{fix_ja}", "Check its 13 digits. {fix_en}",
)  # fmt: skip
DUPLICATE_KEY = Code(
    "D011", _E,
    "一覧「{fact}」に、「{key}」が同じ「{got}」の件が二つあります。",
    "The list {fact} has two members whose {key} is {got}.",
    "同じ件が二度書かれているなら一つを消し、別の件なら「{key}」で区別できるようにしてください。",
    "If the same member is written twice, delete one; else let {key} tell them apart.",
)  # fmt: skip
BORN_AFTER_AS_OF = Code(
    "D061", _W,
    "「{fact}」({day})は、基準日(基準時)より後です。まだ生まれていないことになります。",
    "{fact} ({day}) lies after as_of: nobody is born then yet.",
    "年(元号)か基準日を確かめてください。", "Check the year (and its era) or as_of.",
)  # fmt: skip
NONE_NOT_ALLOWED = Code(
    "D012", _E,
    "「{fact}」に「なし」とは書けません。", "{fact} cannot be stated as none.",
    "{remedy_ja}分からないなら行ごと消してください。", "{remedy_en}If it is not known, leave the line out.",
)  # fmt: skip
UNKNOWN_PATH = Code(
    "D013", _E,
    "「{got}」という{what_ja}の欄は、どの制度にもありません。", "No programme asks for the {what_en} {got}.",
    "近いもの: {near}", "Did you mean {near}?",
    of_a_name=True,
)  # fmt: skip
INCOMPLETE_JUDGMENT = Code(
    "D014", _E,
    "判断の記録「{got}」に「{want}」がありません。", "The recorded judgment {got} lacks {want}.",
    "{{決定: はい, 判断者: 判断した者, 年月日: 令和6年6月8日, 理由: 根拠とした事情}} の形で書いてください。",
    "Write {{decision: yes, by: WHO, on_date: 2024-06-08, reason: WHY}}.",
)  # fmt: skip
CHECKLIST_SHAPE = Code(
    "D015", _E,
    "チェックリスト「{got}」の書き方が違います({why_ja})。", "The checklist {got} is not written right ({why_en}).",
    "項目番号: はい/いいえ の形か、項目が未公表の間だけ {{該当: 24, 非該当: 4, 未回答: 2}} の形で書けます。",
    "Write item: yes/no, or (only while the items are not published) {{met: 24, not_met: 4, unanswered: 2}}.",
)  # fmt: skip
UNKNOWN_SCHEME = Code(
    "D016", _W,
    "「{got}」という制度は読み込まれていないので、その制度についての記載は確かめられません。",
    "The programme {got} is not loaded, so what is said about it cannot be checked.",
    "読み込まれている制度: {near}", "Loaded: {near}",
)  # fmt: skip
MISSPELT_SCHEME = Code(
    "D032", _E,
    "「{got}」という制度はありません。", "There is no programme {got}.",
    "「{near}」のことなら、そう書いてください。別の制度のことなら、その制度のファイルを --scheme で加えてください。",
    "Write {near} if it is meant; if another programme is, add its file with --scheme.",
)  # fmt: skip
UNKNOWN_PROCEDURE = Code(
    "D017", _E,
    "制度「{scheme}」に「{got}」という手続はありません。", "{scheme} has no procedure {got}.",
    "手続: {near}", "Procedures: {near}",
)  # fmt: skip
UNKNOWN_READING_CHOICE = Code(
    "D018", _E,
    "解釈の指定「{got}」は使えません。", "The reading {got} cannot be chosen.",
    "使えるもの: {near}", "Known: {near}",
)  # fmt: skip
EDITION_NOT_ENCODED = Code(
    "D020", _E,
    "制度「{scheme}」の {day} の版「{edition}」は、まだ記述されていません({why})。",
    "The edition {edition} of {scheme}, in force on {day}, is not encoded ({why}).",
    "その版の規定を記述したファイルが要ります。", "A file that encodes that edition is needed.",
)  # fmt: skip
AS_OF_TODAY = Code(
    "D022", _N,
    "基準日が書かれていないため、今日({day})として判定します。", "No as_of is given: today ({day}) is used.",
    "基準時(as_of)を書くか、--as-of を付けてください。", "Write as_of: or give --as-of.",
)  # fmt: skip
AS_OF_MISSING = Code(
    "D026", _E,
    "判定の基準日がありません。", "No day in question is given.",
    "申請書に 基準時: を書くか、呼び出すときに as_of(または today)を渡してください。",
    "Write as_of: in the dossier, or pass as_of (or today).",
)  # fmt: skip
RECORD_EXPECTED = Code(
    "D023", _E,
    "「{fact}」には「名前: 値」の行を並べます。", "{fact} takes lines of the form name: value.",
    "一段下げて書いてください。", "Indent and write name: value.",
)  # fmt: skip
LIST_EXPECTED = Code(
    "D024", _E,
    "「{fact}」は一覧です。", "{fact} is a list.",
    "- で始まる行で一件ずつ書くか、なければ none(なし)と書いてください。",
    "Write one member a line, each starting with -, or none.",
)  # fmt: skip
EVENT_AFTER_AS_OF = Code(
    "D025", _W,
    "「{fact}」の日({day})は、基準日(基準時)より後です。"
    "「済み」にはまだ当たりませんが、日付の比較と計算には、この日をそのまま使います。",
    "{fact} ({day}) lies after as_of: it has not happened yet, but days are compared and worked out with it.",
    "日付か基準日を確かめてください。", "Check the date or as_of.",
)  # fmt: skip
ABSENT_OR_NO = Code(
    "D028", _E,
    "「{fact}」に「{got}」と書くと、そのとおりという意味か、その反対か分かりません。",
    "Beside {fact}, {got} can mean that this is so, or the contrary.",
    "「{fact}」がそのとおりなら はい、そうでなければ いいえ と書いてください。",
    "Write yes if it is so ({fact}), no if not.",
)  # fmt: skip
NUMBER_HAS_NO_UNIT = Code(
    "D029", _E,
    "「{fact}」は単位のない数ですが、「{got}」とあります。", "{fact} is a bare number (found {got}).",
    "「{number}」とだけ書いてください(制度の側で 単位: を定めれば、単位を付けて書けます)。",
    "Write {number} only. (With unit: in the programme file, the unit may be written.)",
)  # fmt: skip
NO_SELECTION = Code(
    "D030", _E,
    "制度「{scheme}」には選定(selection)の定めがありません。", "The programme {scheme} has no selection.",
    "制度のファイルに 選定(selection)を書いてください。", "Write selection: in the programme file.",
)  # fmt: skip
DOSSIER_TWICE = Code(
    "D031", _E,
    "申請書の名前「{name}」が二度出てきます({first} と {second})。",
    "Two dossiers are called {name} ({first} and {second}).",
    "申請ごとに別の名前(申請書:)を付けてください。", "Give each application a name of its own under dossier:.",
)  # fmt: skip
LIMITS_DIFFER = Code(
    "D047", _E,
    "選定の「{key}」が、{one} では {a}、{other} では {b} です。",
    "{key} is {a} for {one}, but {b} for {other}.",
    "枠は申請によって変わりません。区分ごとの枠なら「区分ごと」を書き、基準日による違いなら --as-of を付けてください。",
    "A limit does not depend on who applies. If each group has its own, write separately_for:; "
    "if it depends on the day, give --as-of.",
)  # fmt: skip
TOO_MANY_SHEETS = Code(
    "D033", _E,
    "「{fact}」の採点票が{got}人分ありますが、委員は{want}人です。",
    "{fact} has {got} score sheets, but there are {want} jurors.",
    "余分な採点票を除いてください。委員の人数が違うなら、制度の「委員数」を直してください。",
    "Take out the sheet too many; if the number of jurors is wrong, mend jurors: of the programme.",
)  # fmt: skip
EXAMPLE_EXPECTS_NOTHING = Code(
    "X001", _E,
    "例「{name}」は何も期待していません。", "The example {name} expects nothing.",
    "期待(expect)に、期待する結果を書いてください。", "Write what is expected under expect:.",
)  # fmt: skip
EXAMPLE_UNREADABLE = Code(
    "X002", _E,
    "例「{name}」の「{got}」が読めません。", "{got} of the example {name} cannot be read.",
    "使えるもの: {near}", "Known: {near}",
)  # fmt: skip
UNKNOWN_SCHEME_FILE = Code(
    "X003", _E,
    "制度「{got}」が見つかりません。", "The programme {got} cannot be found.",
    "ファイルの場所か、次のどれかを書いてください: {near}", "Give a file, or one of {near}",
)  # fmt: skip
EXAMPLE_CIRCLE = Code(
    "X004", _E,
    "例「{name}」の元の例(based_on)が循環しているか、ありません。",
    "The example {name} is based on itself or on nothing.",
    "元の例: を確かめてください。", "Check based_on:.",
)  # fmt: skip

CODES: tuple[Code, ...] = tuple(value for name, value in sorted(globals().items()) if isinstance(value, Code))
