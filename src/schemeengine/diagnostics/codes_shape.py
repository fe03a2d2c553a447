"""What can be wrong with the shape of a document: keys, heads, parameters (S0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_ERROR = Severity.ERROR

LIST_INSTEAD_OF_NODE = Code(
    "S001", _ERROR,
    "ここには一つの条件か値を書きますが、一覧(- で始まる行)があります。",
    "One condition or value belongs here, but there is a list.",
    "すべて: か いずれか: の下に一覧を置いてください。", "Put the list under all: or any:.",
)  # fmt: skip
NO_HEAD = Code(
    "S002", _ERROR,
    "この条件の種類を示す語がありません(「{got}」は種類を示す語ではありません)。",
    "No word says what kind of clause this is ({got} does not).",
    "近い語: {near}。条・号ごとの名前を並べるなら、その上に すべて: などを置いてください。",
    "Nearest: {near}. To list named clauses, put all: (or any:) above them.",
)  # fmt: skip
SEVERAL_HEADS = Code(
    "S003", _ERROR,
    "一つの条件に種類を示す語が二つあります(「{first}」と「{second}」)。",
    "One clause has two words that say its kind ({first} and {second}).",
    "すべて: の下に二つの条件として分けて書いてください。", "Write two clauses under all:.",
)  # fmt: skip
FOREIGN_PARAMETER = Code(
    "S004", _ERROR,
    "「{got}」は「{head}」と一緒には使えません。", "{got} does not belong to {head}.",
    "「{got}」は {owners} に添える語です。", "{got} goes with {owners}.",
)  # fmt: skip
UNKNOWN_KEY = Code(
    "S005", _ERROR,
    "「{got}」という項目名はここにはありません。", "There is no key {got} here.",
    "近い語: {near}", "Nearest: {near}",
)  # fmt: skip
MISSING_PARAMETER = Code(
    "S006", _ERROR,
    "「{head}」には「{want}」が要ります。", "{head} needs {want}.",
    "同じ段下げで「{want}」を書き足してください。", "Add {want}: beside it.",
)  # fmt: skip
TWO_OF_A_KIND = Code(
    "S007", _ERROR,
    "「{first}」と「{second}」は同時に書けません。", "{first} and {second} exclude each other.",
    "どちらか一つにしてください。", "Keep one of them.",
)  # fmt: skip
UNKNOWN_WORD = Code(
    "S008", _ERROR,
    "「{key}」に「{got}」は書けません。", "{got} is not a word for {key}.",
    "使える語: {allowed}", "Allowed: {allowed}",
)  # fmt: skip
EXPECTED_MAPPING = Code(
    "S009", _ERROR,
    "「{what}」には「名前: 値」の行を並べます。", "{what} takes lines of the form name: value.",
    "一段下げて 名前: 値 の形で書いてください。", "Indent and write name: value.",
)  # fmt: skip
EXPECTED_TEXT = Code(
    "S010", _ERROR,
    "「{what}」には一つの値を書きます。", "{what} takes a single value.",
    "一行で書いてください。", "Write it on one line.",
)  # fmt: skip
EXPECTED_LIST = Code(
    "S011", _ERROR,
    "「{what}」には一覧を書きます。", "{what} takes a list.",
    "[a, b] か、- で始まる行で書いてください。", "Write [a, b] or lines that start with -.",
)  # fmt: skip
MISSING_KEY = Code(
    "S012", _ERROR,
    "「{want}」がありません。", "{want} is missing.",
    "「{want}」を書き足してください。", "Add {want}:.",
)  # fmt: skip
NOT_YES_OR_NO = Code(
    "S013", _ERROR,
    "「{what}」には はい か いいえ を書きます(「{got}」とあります)。",
    "{what} takes yes or no (found {got}).",
    "yes / no、はい / いいえ のどれかにしてください。", "Write yes or no.",
)  # fmt: skip
UNKNOWN_DOCUMENT = Code(
    "S014", _ERROR,
    "何の文書か分かりません(制度:・語彙:・目録:・申請書: のどれもありません)。",
    "It is not said what this document is (scheme:, vocabulary:, catalogue: or dossier:).",
    "先頭に 言語版: 1(schemeengine: 1)と、例えば 制度: 名前 を書いてください。",
    "Start with schemeengine: 1 and, say, scheme: NAME.",
)  # fmt: skip
WRONG_VERSION = Code(
    "S015", _ERROR,
    "この版の言語は読めません(「{got}」)。", "This language version cannot be read ({got}).",
    "言語版: 1(schemeengine: 1)と書いてください。", "Write schemeengine: 1.",
)  # fmt: skip
BAD_NAME = Code(
    "S016", _ERROR,
    "「{got}」は名前に使えません。", "{got} cannot be a name.",
    "文字で始まる、空白や記号のない名前にしてください(下線 _ は使えます。三千万円のように値として読める語は使えません)。",
    "Use a name that starts with a letter and has no blanks or signs (underscore allowed), and is not a value such as 三千万円.",
)  # fmt: skip
RESERVED_NAME = Code(
    "S017", _ERROR,
    "「{got}」は言語の語なので名前に使えません。", "{got} is a word of the language, not a name.",
    "別の名前にしてください。", "Choose another name.",
)  # fmt: skip
WRONG_DOCUMENT = Code(
    "S018", _ERROR,
    "これは{got_ja}のファイルですが、ここには{want_ja}のファイルが要ります。",
    "This is a {got_en} file, but a {want_en} file is needed here.",
    "ファイルの名前を確かめてください。{got_ja}を読むのは次のとおりです: {takes_ja}",
    "Check the name of the file. What takes a {got_en}: {takes_en}",
)  # fmt: skip
ONE_LEVEL_TOO_DEEP = Code(
    "S020", _ERROR,
    "「{what}」の下に「{got}」は置けません。", "{got} cannot stand below {what}.",
    "「{got}」は「{what}」と同じ段に書く語です。「{what}:」の行を消し、字下げを揃えてください。",
    "{got} stands beside {what}: delete the line {what}: and indent it alike.",
)  # fmt: skip
SAME_KEY_TWICE = Code(
    "S019", _ERROR,
    "「{got}」は「{key}」と同じ項目で、既に書かれています。",
    "{got} is the same key as {key}, which is already written.",
    "どちらか一つにしてください。", "Keep one of them.",
)  # fmt: skip

CODES: tuple[Code, ...] = (
    LIST_INSTEAD_OF_NODE, NO_HEAD, SEVERAL_HEADS, FOREIGN_PARAMETER, UNKNOWN_KEY,
    MISSING_PARAMETER, TWO_OF_A_KIND, UNKNOWN_WORD, EXPECTED_MAPPING, EXPECTED_TEXT,
    EXPECTED_LIST, MISSING_KEY, NOT_YES_OR_NO, UNKNOWN_DOCUMENT, WRONG_VERSION, BAD_NAME,
    RESERVED_NAME, WRONG_DOCUMENT, SAME_KEY_TWICE, ONE_LEVEL_TOO_DEEP,
)  # fmt: skip
