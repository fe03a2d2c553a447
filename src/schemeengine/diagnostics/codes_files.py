"""What can be wrong with a file before anybody asks what it says (Y0xx).

Y001-Y019 the file and its characters, Y020-Y039 parts of the notation that are refused,
Y040-Y059 texts that cannot be read, Y060-Y079 slips of the keyboard that would be read wrongly.
"""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

# ------------------------------------------------------------------ the file and its characters

FILE_NOT_FOUND = Code(
    "Y001", _ERROR,
    "ファイル「{name}」が見つかりません。", "There is no file {name}.",
    "{near}ファイル名とフォルダーを確かめてください。",
    "{near}Check the name and the folder.",
)  # fmt: skip
IS_A_FOLDER = Code(
    "Y002", _ERROR,
    "「{name}」はフォルダーです。", "{name} is a folder.",
    "その中のファイルを一つ指定してください。", "Name one file inside it.",
)  # fmt: skip
NO_PERMISSION = Code(
    "Y003", _ERROR,
    "「{name}」を読む権限がありません。", "You are not allowed to read {name}.",
    "ファイルの持ち主かシステム担当に、読み取りを許可してもらってください。",
    "Ask its owner or your system desk for permission to read it.",
)  # fmt: skip
CANNOT_READ = Code(
    "Y004", _ERROR,
    "「{name}」を読み取れません(機械からの答え: {reason})。",
    "{name} cannot be read (the machine says: {reason}).",
    "ほかのソフトで開いたままでないか、保存場所につながっているかを確かめてください。",
    "Check that no other program holds it and that its drive is connected.",
)  # fmt: skip
TOO_LARGE = Code(
    "Y005", _ERROR,
    "「{name}」は大きすぎます(上限は {limit} バイト)。",
    "{name} is too large (at most {limit} bytes).",
    "制度や申請書のファイルかどうかを確かめ、必要なら分けてください。",
    "Check that it is a scheme or a dossier; split it if it is.",
)  # fmt: skip
EMPTY_FILE = Code(
    "Y006", _ERROR,
    "「{name}」には何も書かれていません。", "{name} says nothing.",
    "空白や # の注だけでなく、言語版: 1(schemeengine: 1)で始まる内容を書いてください。",
    "Besides blanks and # remarks it needs content, beginning with schemeengine: 1.",
)  # fmt: skip
NOT_UTF8 = Code(
    "Y007", _ERROR,
    "「{name}」の文字コードは UTF-8 ではなく {encoding} のようです({line} 行目)。",
    "{name} is not UTF-8 but seems to be {encoding} (line {line}).",
    "メモ帳で開き、「名前を付けて保存」で文字コード(エンコード)に UTF-8 を選んで保存し直して"
    "ください。",
    "Open it in a text editor and save it again with the encoding UTF-8.",
)  # fmt: skip
BROKEN_UTF8 = Code(
    "Y008", _ERROR,
    "「{name}」の {line} 行目に、文字として読めない箇所があります。",
    "Line {line} of {name} holds something that is not a character.",
    "その行を開いて書き直し、文字コード UTF-8 で保存し直してください。",
    "Write that line anew and save the file as UTF-8.",
)  # fmt: skip
NOT_A_TEXT = Code(
    "Y009", _ERROR,
    "「{name}」は文字だけのファイルではありません({kind} のようです)。",
    "{name} is not a plain text file (it seems to be {kind}).",
    "中身をメモ帳などに貼り付け、文字コード UTF-8 のテキストとして保存してください。",
    "Paste the content into a text editor and save it as text in UTF-8.",
)  # fmt: skip
CONTROL_CHARACTER = Code(
    "Y010", _ERROR,
    "目に見えない制御文字({char})が入っています。",
    "There is an invisible control character ({char}).",
    "この位置の文字を消してください。ほかの文書からの貼り付けで入ることがあります。",
    "Delete it; it often comes in by pasting from another document.",
)  # fmt: skip
PRIVATE_CHARACTER = Code(
    "Y011", _WARNING,
    "外字({char})が使われています。ほかの機械では別の字になるか、表示されません。",
    "A private character ({char}) shows differently, or not at all, on other machines.",
    "同じ字があれば標準の文字に、なければ読みや説明に置き換えてください。",
    "Use a standard character, or a reading or description in its place.",
)  # fmt: skip
HALF_CHARACTER = Code(
    "Y012", _ERROR,
    "一文字の半分しかない、壊れた文字({char})があります。",
    "Half of a character ({char}) stands here alone.",
    "その文字を入力し直してください。", "Type the character again.",
)  # fmt: skip
ODD_LINE_BREAK = Code(
    "Y013", _ERROR,
    "ふつうの改行ではない改行文字({char})があります。",
    "There is an unusual line break ({char}).",
    "消して、改行キーで改行し直してください。ファイル全体のときは改行コードを LF か CRLF にして"
    "保存し直してください。",
    "Delete it and press Enter, or save the whole file with line breaks LF or CRLF.",
)  # fmt: skip

# ------------------------------------------------------------------ refused parts of the notation

DUPLICATE_KEY = Code(
    "Y020", _ERROR,
    "「{key}」が同じ段に二度書かれています。", "{key} is written twice at the same level.",
    "一方を消すか、名前を変えてください。このあとの行もまとめて重なるなら、前に見出しの行が要ります。",
    "Delete one or give it another name. If the lines after it are repeated too, a heading line is missing"
    " before them.",
)  # fmt: skip
ANCHOR = Code(
    "Y021", _ERROR,
    "「{written}」のような、& と * による使い回しはできません。",
    "Reuse by & and * ({written}) is not available.",
    "同じ内容は定義(definitions)に名前を付けて置き、その名前を書いてください。文章の一部なら全体を"
    " \" \" で囲んでください。",
    "Give it a name under definitions and write the name. If it is text, put it in \" \".",
)  # fmt: skip
MERGE_KEY = Code(
    "Y022", _ERROR,
    "「<<」による取り込みはできません。", "Merging with << is not available.",
    "取り込みたい行をそのまま書いてください。", "Write the lines out.",
)  # fmt: skip
TAG = Code(
    "Y023", _ERROR,
    "「!」で始まる値はそのままでは書けません。", "A value cannot begin with ! as it stands.",
    "文章や式なら全体を \" \" で囲み、否定なら「でない(…)」を使ってください。",
    "Put it in \" \"; for a negation write not(...).",
)  # fmt: skip
SEVERAL_DOCUMENTS = Code(
    "Y024", _ERROR,
    "一つのファイルに二つ目の文書があります(--- で区切られています)。",
    "A second document begins in the same file (after ---).",
    "--- の行を消すか、ファイルを分けてください。", "Delete the line ---, or use two files.",
)  # fmt: skip
KEY_NOT_A_NAME = Code(
    "Y025", _ERROR,
    "項目名のところに一覧や組が書かれています。",
    "A list or a group stands where a name belongs.",
    "コロン(:)の前には名前を一つだけ書いてください。", "Write a single name before the colon.",
)  # fmt: skip
EMPTY_KEY = Code(
    "Y026", _ERROR,
    "コロン(:)の前に項目名がありません。", "There is no name before the colon.",
    "項目名を書くか、コロンを消してください。", "Write the name or delete the colon.",
)  # fmt: skip
EMPTY_VALUE = Code(
    "Y027", _ERROR,
    "「{key}」の値がありません。", "{key} has no value.",
    "下の行がその中身なら、もう一段下げてください。分からないときはこの行ごと消し、無いと分かっているときは「なし」"
    "(none)、一件も無い一覧は [] と書いてください。",
    "If the lines below belong to it, indent them further. Leave the line out if it is unknown, write none if "
    "there is none, [] for an empty list.",
)  # fmt: skip
EMPTY_ITEM = Code(
    "Y028", _ERROR,
    "一覧の項目に中身がありません。", "An item of this list is empty.",
    "中身を書くか、この項目を消してください。一件も無い一覧は [] と書きます。",
    "Write it or delete the item; an empty list is written [].",
)  # fmt: skip
TOO_DEEP = Code(
    "Y029", _ERROR,
    "段が深すぎます({limit} 段まで)。", "This is nested too deeply (at most {limit} levels).",
    "途中の条件に名前を付けて定義(definitions)に分けてください。",
    "Give inner parts a name under definitions.",
)  # fmt: skip
TOO_MANY_PARTS = Code(
    "Y030", _ERROR,
    "項目が多すぎます({limit} 個まで)。", "There are too many items (at most {limit}).",
    "ファイルを分けてください。", "Split the file.",
)  # fmt: skip
KEY_TOO_LONG = Code(
    "Y031", _ERROR,
    "項目名が長すぎます({length} 文字、{limit} 文字まで)。",
    "The name is too long ({length} characters, at most {limit}).",
    "短い名前を付け、文章は 本文: に書いてください。",
    "Use a short name and put the wording under text:.",
)  # fmt: skip
DIRECTIVE = Code(
    "Y032", _ERROR,
    "行の先頭に「%」は書けません。", "A line cannot begin with %.",
    "この行を消してください。", "Delete the line.",
)  # fmt: skip
ESCAPED_CONTROL = Code(
    "Y033", _ERROR,
    "この値には制御文字({char})が \\ の記法で入っています。",
    "This value contains a control character ({char}) written with \\.",
    "その部分を消してください。", "Delete that part.",
)  # fmt: skip

# ------------------------------------------------------------------ texts that cannot be read

KEY_WITHOUT_COLON = Code(
    "Y040", _ERROR,
    "この行に、項目名と値を分けるコロン(:)がありません。",
    "This line has no colon between a name and a value.",
    "「名前: 値」の形にしてください。上の行の続きなら、上の項目名より深く字下げしてください。",
    "Write name: value. If it continues the line above, indent it further.",
)  # fmt: skip
COLON_IN_VALUE = Code(
    "Y041", _ERROR,
    "値の途中に、項目名の区切りになる「:」(コロンと空白)があります。",
    "The value contains a colon that would separate another name.",
    "値の全体を \" \" で囲むか、全角の「：」を使ってください。",
    "Put the whole value in \" \".",
)  # fmt: skip
BLOCK_MISMATCH = Code(
    "Y042", _ERROR,
    "この行は、上のまとまりのどこにもつながりません。",
    "This line does not fit the block above.",
    "字下げ(行頭の空白の数)と、コロン(:)や - の有無を、上の行と見比べてください。",
    "Compare its indentation and its colon or hyphen with the lines above.",
)  # fmt: skip
BRACKET_EXPECTS = Code(
    "Y043", _ERROR,
    "{open} {close} の中の区切りがおかしいか、閉じられていません。",
    "Inside {open} {close} a comma or the closing bracket is missing.",
    "項目は半角の , で区切り、{close} で閉じてください。式や文章は \" \" で囲んでください。",
    "Separate items by , and close with {close}. Put expressions and texts in \" \".",
)  # fmt: skip
RESERVED_START = Code(
    "Y044", _ERROR,
    "値を「{sign}」で始めることはできません。", "A value cannot begin with {sign}.",
    "値の全体を \" \" で囲んでください。", "Put the whole value in \" \".",
)  # fmt: skip
UNCLOSED_QUOTE = Code(
    "Y045", _ERROR,
    "引用符 {quote} が閉じられていません。", "The quotation mark {quote} is not closed.",
    "値の終わりに {quote} を書いてください。", "Write {quote} at the end of the value.",
)  # fmt: skip
BAD_ESCAPE = Code(
    "Y046", _ERROR,
    "\" \" の中の「\\」の使い方が正しくありません。",
    "A \\ inside \" \" is used wrongly.",
    "「\\」そのものは \\\\ と書くか、全体を ' ' で囲んでください。",
    "Write \\\\ for a backslash itself, or use ' ' around the value.",
)  # fmt: skip
NOTHING_HERE = Code(
    "Y047", _ERROR,
    "ここに値があるはずですが、「{got}」があります。", "A value belongs here, but there is {got}.",
    "値を書くか、余分な記号を消してください。", "Write the value or delete the extra sign.",
)  # fmt: skip
HYPHEN_AFTER_KEY = Code(
    "Y048", _ERROR,
    "一覧の - を項目名と同じ行に書くことはできません。",
    "A list cannot begin on the line of its name.",
    "改行して、次の行を - で始めてください。", "Begin the next line with the hyphen.",
)  # fmt: skip
BLOCK_TEXT_HEADER = Code(
    "Y049", _ERROR,
    "「{sign}」のあとは改行が要ります。", "Nothing may follow {sign} on its line.",
    "文章は次の行から、字下げして書いてください。", "Begin the text on the next line, indented.",
)  # fmt: skip
EXTRA_CONTENT = Code(
    "Y050", _ERROR,
    "内容が終わったあとに、まだ文字があります。", "There is more after the end of the content.",
    "余分な部分を消してください。", "Delete the rest.",
)  # fmt: skip
UNREADABLE = Code(
    "Y051", _ERROR,
    "このあたりの書き方を読み取れません。", "The notation here cannot be read.",
    "字下げ、コロン(:)、引用符、かっこを確かめてください。",
    "Check indentation, colons, quotation marks and brackets.",
)  # fmt: skip
UNCLOSED_BRACKET = Code(
    "Y052", _ERROR,
    "「{sign}」が閉じられていません。", "The bracket {sign} is not closed.",
    "項目の終わりに「{close}」を書いてください。", "Write {close} at the end.",
)  # fmt: skip
MISMATCHED_BRACKET = Code(
    "Y053", _ERROR,
    "「{sign}」で始まったかっこが「{got}」で閉じられています。",
    "The bracket {sign} is closed by {got}.",
    "「{close}」で閉じてください。", "Close it with {close}.",
)  # fmt: skip

# ------------------------------------------------------------------ slips of the keyboard

BARE_COMPARISON = Code(
    "Y060", _ERROR,
    "値が比較の記号「{sign}」で始まっています。", "The value begins with the sign {sign}.",
    "「{keyword}: {rest}」と書くか、式なら全体を \" \" で囲んでください。",
    "Write {keyword}: {rest}, or put the whole expression in \" \".",
)  # fmt: skip
FULL_WIDTH_COLON = Code(
    "Y061", _ERROR,
    "項目名のあとが全角の「：」です。", "The name is followed by a full-width colon.",
    "半角のコロンと空白「: 」に直してください。値の文章なら \" \" で囲んでください。",
    "Use a half-width colon and a blank. If it is text, put it in \" \".",
)  # fmt: skip
NO_BLANK_AFTER_COLON = Code(
    "Y062", _ERROR,
    "コロンのあとに空白がありません。", "There is no blank after the colon.",
    "「{key}: 」のように、コロンのあとに半角の空白を入れてください。",
    "Put a blank after it: {key}: ...",
)  # fmt: skip
NO_BLANK_AFTER_HYPHEN = Code(
    "Y063", _ERROR,
    "一覧の - のあとに空白がありません。", "There is no blank after the hyphen of the list.",
    "「- {rest}」のように半角の空白を入れてください。", "Write - {rest}.",
)  # fmt: skip
ODD_INDENT = Code(
    "Y064", _ERROR,
    "行頭の字下げに{what}が使われています。", "The line is indented with {what}.",
    "消して、半角の空白で字下げしてください。", "Indent with ordinary blanks.",
)  # fmt: skip
ODD_SPACE = Code(
    "Y065", _ERROR,
    "{where}に{what}が使われています。", "There is {what} {where}.",
    "半角の空白に直してください。", "Use an ordinary blank.",
)  # fmt: skip
HIDDEN_CHARACTER = Code(
    "Y066", _WARNING,
    "値に{what}が含まれています。見た目では分かりません。",
    "The value contains {what}, which cannot be seen.",
    "不要なら消してください。", "Delete it if it is not meant.",
)  # fmt: skip
WRONG_INDENT = Code(
    "Y067", _ERROR,
    "字下げ(行頭の空白 {got} 個)が、上のどの段とも合いません。",
    "The indentation ({got} blanks) matches no level above.",
    "同じ段の項目と揃えてください(空白 {levels} 個のいずれか)。",
    "Align the line with a level above ({levels} blanks).",
)  # fmt: skip
INDENT_UNDER_VALUE = Code(
    "Y068", _ERROR,
    "上の項目「{key}」にはもう値があるのに、その下に項目が書かれています。",
    "{key} above already has a value, yet an item stands under it.",
    "新しい項目なら上の項目と字下げを揃え、文章の続きなら全体を \" \" で囲んでください。",
    "Align a new item with the one above; put a continued text in \" \".",
)  # fmt: skip
HYPHEN_UNDER_VALUE = Code(
    "Y069", _ERROR,
    "この「-」の行は一覧にならず、上の値の続きとして読まれてしまいます。",
    "This line is not read as a list but as the rest of the value above.",
    "一覧なら上の値を消すか - の位置を揃え、引き算なら - を上の行の終わりに置いてください。",
    "For a list delete the value above or align the hyphen; for a subtraction end the line above"
    " with -.",
)  # fmt: skip
FULL_WIDTH_BRACKET = Code(
    "Y070", _ERROR,
    "一覧や組のかっこが全角の「{sign}」です。", "The bracket {sign} is full-width.",
    "半角の {want} に直してください。文章の一部なら全体を \" \" で囲んでください。",
    "Use {want}. If it is part of a text, put the text in \" \".",
)  # fmt: skip
CURLY_QUOTE = Code(
    "Y071", _ERROR,
    "値が「{sign}」という引用符で囲まれています。", "The value stands in {sign} quotation marks.",
    "半角の \" に直してください。文章の一部として残すなら、その外側を \" \" で囲んでください。",
    "Use the plain \". To keep them as text, put \" \" around them.",
)  # fmt: skip
FULL_WIDTH_COMMA = Code(
    "Y072", _ERROR,
    "[ ] や {{ }} の中の区切りが全角の「{sign}」です。",
    "Items inside brackets are separated by the full-width {sign}.",
    "半角の , と空白に直してください。一つの文章なら \" \" で囲んでください。",
    "Use , and a blank. If it is one text, put it in \" \".",
)  # fmt: skip
IDEOGRAPHIC_COMMA = Code(
    "Y073", _WARNING,
    "[ ] の中が「、」で区切られているので、全体が一つの項目になります。",
    "The list is separated by 、 and is therefore a single item.",
    "複数の項目なら半角の , で区切ってください。一つの文章なら \" \" で囲んでください。",
    "Separate several items by a plain comma; put one text in \" \".",
)  # fmt: skip
FULL_WIDTH_HASH = Code(
    "Y074", _ERROR,
    "全角の「＃」では、注になりません。",
    "A full-width ＃ begins no remark.",
    "半角の # に直してください。", "Use the half-width #.",
)  # fmt: skip
FULL_WIDTH_REMARK = Code(
    "Y075", _WARNING,
    "「＃」が全角なので、ここから後も値の一部になります。",
    "The ＃ is full-width, so that the rest belongs to the value.",
    "注なら半角の # に直してください。値の一部なら全体を \" \" で囲んでください。",
    "Use # for a remark; if it belongs to the value, put the value in \" \".",
)  # fmt: skip
FULL_WIDTH_HYPHEN = Code(
    "Y076", _ERROR,
    "一覧の印が「{sign}」です。", "The list is marked with {sign}.",
    "半角の - と空白に直してください。", "Use a half-width hyphen and a blank.",
)  # fmt: skip
REMARK_CUTS_VALUE = Code(
    "Y077", _WARNING,
    "「{rest}」は注とみなされ、値に入りません。", "{rest} is taken for a remark and cut off.",
    "値の一部なら全体を \" \" で囲んでください。注なら # のあとに空白を入れてください。",
    "If it belongs to the value, put the value in \" \"; if not, put a blank after #.",
)  # fmt: skip
NUMBER_COMMA = Code(
    "Y078", _ERROR,
    "[ ] や {{ }} の中では、数字の「,」も項目の区切りになります。",
    "Inside brackets the comma of a number separates items, too.",
    "\"{amount}\" のように囲むか、かっこを使わず行を分けて書いてください。別々の項目なら , のあとに"
    "空白を入れてください。",
    "Write \"{amount}\" or one line for each entry. If these are two items, put a blank after the"
    " comma.",
)  # fmt: skip
SPLIT_BRACKETS = Code(
    "Y079", _ERROR,
    "「{sign}」が閉じないうちに「,」で区切られ、残りが切れてしまいます。",
    "The comma ends this item although {sign} is still open.",
    "項目の全体を \" \" で囲んでください。", "Put the whole item in \" \".",
)  # fmt: skip
BRACKET_IN_ITEM = Code(
    "Y080", _ERROR,
    "[ ] や {{ }} の中の項目に「{sign}」がそのまま書かれています。",
    "An item inside brackets contains a bare {sign}.",
    "項目の全体を \" \" で囲んでください。", "Put the whole item in \" \".",
)  # fmt: skip
TEXT_AFTER_QUOTE = Code(
    "Y081", _ERROR,
    "引用符で閉じたあとに、まだ文字があります。", "There is more after the closing quotation mark.",
    "{quote} で始まる式や文章は、全体をもう一つの引用符 {other} で囲んでください。",
    "Put the whole expression or text in {other}.",
)  # fmt: skip
TEXT_AFTER_BRACKET = Code(
    "Y082", _ERROR,
    "かっこで閉じたあとに、まだ文字があります。", "There is more after the closing bracket.",
    "[ や {{ で始まる式や文章は、全体を \" \" で囲んでください。",
    "Put an expression or text that begins with a bracket in \" \".",
)  # fmt: skip
TAB = Code(
    "Y083", _ERROR,
    "ここにタブ文字があります。", "There is a tab here.",
    "半角の空白に直してください。", "Use blanks.",
)  # fmt: skip
COMMA_IN_TEXT = Code(
    "Y084", _ERROR,
    "{{ }} の中の「,」で文が切れ、「{key}」が値のない項目名になっています。",
    "The comma cuts this text inside braces, and {key} is left as a name without a value.",
    "文の全体を引用符で囲んでください: {whole}", "Put the whole text in quotation marks: {whole}",
)  # fmt: skip

CODES: tuple[Code, ...] = (
    FILE_NOT_FOUND, IS_A_FOLDER, NO_PERMISSION, CANNOT_READ, TOO_LARGE, EMPTY_FILE, NOT_UTF8,
    BROKEN_UTF8, NOT_A_TEXT, CONTROL_CHARACTER, PRIVATE_CHARACTER, HALF_CHARACTER,
    ODD_LINE_BREAK, DUPLICATE_KEY, ANCHOR, MERGE_KEY, TAG, SEVERAL_DOCUMENTS, KEY_NOT_A_NAME,
    EMPTY_KEY, EMPTY_VALUE, EMPTY_ITEM, TOO_DEEP, TOO_MANY_PARTS, KEY_TOO_LONG, DIRECTIVE,
    ESCAPED_CONTROL, KEY_WITHOUT_COLON, COLON_IN_VALUE, BLOCK_MISMATCH, BRACKET_EXPECTS,
    RESERVED_START, UNCLOSED_QUOTE, BAD_ESCAPE, NOTHING_HERE, HYPHEN_AFTER_KEY,
    BLOCK_TEXT_HEADER, EXTRA_CONTENT, UNREADABLE, UNCLOSED_BRACKET, MISMATCHED_BRACKET,
    BARE_COMPARISON, FULL_WIDTH_COLON, NO_BLANK_AFTER_COLON, NO_BLANK_AFTER_HYPHEN, ODD_INDENT,
    ODD_SPACE, HIDDEN_CHARACTER, WRONG_INDENT, INDENT_UNDER_VALUE, HYPHEN_UNDER_VALUE,
    FULL_WIDTH_BRACKET, CURLY_QUOTE, FULL_WIDTH_COMMA, IDEOGRAPHIC_COMMA, FULL_WIDTH_HASH,
    FULL_WIDTH_REMARK, FULL_WIDTH_HYPHEN, REMARK_CUTS_VALUE, NUMBER_COMMA, SPLIT_BRACKETS,
    BRACKET_IN_ITEM, TEXT_AFTER_QUOTE, TEXT_AFTER_BRACKET, TAB,
    COMMA_IN_TEXT,
)  # fmt: skip
