"""What can be wrong with an amount, a share, a length of time or a date as written (L0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_ERROR = Severity.ERROR

UNREADABLE = Code(
    "L001", _ERROR,
    "「{got}」は、数・金額・割合・期間・日付のいずれとしても読み取れません。",
    "{got} cannot be read as a number, an amount, a share, a length of time or a date.",
    "例：30人、3,000万円、70%、2分の1、3年、36か月、令和6年6月1日、令和4年度。",
    "Examples: 30人, 30,000,000 yen, 70%, 2分の1, 3 years, 36 months, 2024-06-01, 令和4年度.",
)  # fmt: skip
NO_SUCH_DAY = Code(
    "L002", _ERROR,
    "「{got}」という日はありません。", "There is no such day as {got}.",
    "{fix_ja}", "{fix_en}",
)  # fmt: skip
OUTSIDE_ERA = Code(
    "L003", _ERROR,
    "「{got}」は{era}の期間に入りません。", "{got} lies outside the era {era}.",
    "「{fix}」と書いてください。", "Write {fix}.",
)  # fmt: skip
MONTH_OR_MONTHS = Code(
    "L004", _ERROR,
    "「{got}」は、期間（{n}か月）とも暦の{n}月とも読めます。",
    "{got} can mean {n} months or the month number {n}.",
    "期間なら「{n}か月」、日なら「{n}月1日」「{n}月末日」のように書いてください。",
    "Write {n}か月 for a length of time, {n}月1日 or {n}月末日 for a day.",
)  # fmt: skip
DECIMAL_YEN = Code(
    "L005", _ERROR,
    "金額「{got}」に小数は使えません。", "The amount {got} must not have decimals.",
    "1円単位で書いてください（例：{fix_ja}）。", "Write whole yen, for example {fix_en}.",
)  # fmt: skip
BAD_GROUPING = Code(
    "L006", _ERROR,
    "「{got}」の桁区切りが3桁ごとになっていません。",
    "The digits of {got} are not grouped in threes.",
    "「{fix}」でよいか、桁数を確かめてください。", "Check the digits; perhaps {fix}.",
)  # fmt: skip
DOTTED_THOUSANDS = Code(
    "L024", _ERROR,
    "「{got}」の点が、桁区切りなのか小数点なのか分かりません。",
    "The dot in {got} could group thousands or begin the cents.",
    "桁区切りなら {fix}、小数なら {cents} と書いてください。", "Write {fix} for thousands, {cents} for cents.",
)  # fmt: skip
UNKNOWN_ERA_LETTER = Code(
    "L007", _ERROR,
    "「{got}」の「{letter}」は元号の略号ではありません。",
    "{letter} in {got} does not stand for an era.",
    "M（明治）、T（大正）、S（昭和）、H（平成）、R（令和）が使えます（例：R6.6.1）。",
    "The letters are M, T, S, H and R (R6.6.1 is 2024-06-01).",
)  # fmt: skip
NO_SUCH_TIME = Code(
    "L008", _ERROR,
    "「{got}」という時刻はありません。", "There is no such time of day as in {got}.",
    "時は0〜23、分は0〜59です。午前・午後に続く時は0〜11です（正午は午後0時、24時は翌日の0時）。",
    "Hours run from 0 to 23 and minutes from 0 to 59; after 午前 and 午後 hours run from 0 to 11. "
    "Write 24時 as 0時 of the next day.",
)  # fmt: skip
MIXED_UNIT = Code(
    "L009", _ERROR,
    "「{got}」の単位「{unit}」が読み取れません。", "The unit {unit} of {got} cannot be read.",
    "1つの数に単位は1つです（例：30人、1億2,000万円、1年6か月）。",
    "One number takes one unit (30人, 1億2,000万円, 1年6か月).",
)  # fmt: skip
DECIMAL_COUNT = Code(
    "L010", _ERROR,
    "「{got}」に小数は使えません。", "{got} must not have decimals.",
    "小数は、割合（12.5%）、kg・m2・kWなどで量るもの、型が「小数」の数に限ります。割合は「3分の2」とも書けます。",
    "Decimals are for shares (12.5%), for what is measured (kg, m2, kW) and for numbers of the type decimal. "
    "A share can also be written 3分の2.",
)  # fmt: skip
LEADING_ZERO = Code(
    "L011", _ERROR,
    "「{got}」は0で始まっています。", "{got} begins with 0.",
    "数なら「{fix}」と書いてください。番号や記号なら \"{got}\" のように引用符で囲んでください。",
    "Write {fix} for a number. Put a code or number of identification in quotes: \"{got}\".",
)  # fmt: skip
WHICH_ERA = Code(
    "L012", _ERROR,
    "「{got}」の年が、元号の年か西暦か分かりません。",
    "It is not clear in which era the year of {got} is counted.",
    "「{fix}」のように元号を付けるか、西暦4桁で書いてください。",
    "Name the era ({fix}) or write the year with four digits.",
)  # fmt: skip
INCOMPLETE_DATE = Code(
    "L013", _ERROR,
    "「{got}」には日がありません。", "{got} does not say which day.",
    "「{fix}」のように年月日を書いてください。年度なら「{fiscal}」、長さなら「3年」です。",
    "Write year, month and day ({fix}); for a fiscal year {fiscal}, for a length of time 3年.",
)  # fmt: skip
TIME_WITHOUT_DATE = Code(
    "L014", _ERROR,
    "時刻「{got}」に日付がありません。", "The time {got} has no date.",
    "「令和6年6月1日17時」のように日付から書いてください。",
    "Write the date as well: 2024-06-01 17:00.",
)  # fmt: skip
LIMIT_WORD = Code(
    "L015", _ERROR,
    "「{got}」の「{word}」は、ここでは使えません。", "{word} cannot be used in {got}.",
    "以上は >= 、以下は <= 、超は > 、未満は < 、かつは かつ(and)と書いてください（例：>= 20人）。以内・まで・以降 などは取ってください（14日以内 は 14日）。",
    "Write >= for 以上, <= for 以下, > for 超, < for 未満, and 'and' for かつ; leave out 以内, まで, 以降 and the like.",
)  # fmt: skip
LUNAR_DATE = Code(
    "L016", _ERROR,
    "「{got}」は、今の暦になる前（明治5年まで）の日付です。",
    "{got} was dated by the lunar calendar, used until 明治5年.",
    "今の暦に直した西暦で書いてください（例：1872-11-20）。",
    "Write it in the present calendar with the western year, for example 1872-11-20.",
)  # fmt: skip
ZERO_SHARE = Code(
    "L017", _ERROR,
    "「{got}」の分母が0です。", "The denominator of {got} is 0.",
    "「2分の1」のように、分母に1以上の数を書いてください。", "Write for example 2分の1.",
)  # fmt: skip
BAD_SCALE = Code(
    "L018", _ERROR,
    "「{got}」の千・万・億の並びが読み取れません。",
    "The order of 千, 万 and 億 in {got} cannot be read.",
    "大きい方から順に書いてください（例：1億2,000万円、5億3千万円）。",
    "Write the larger ones first: 1億2,000万円, 5億3千万円.",
)  # fmt: skip

CODES: tuple[Code, ...] = (
    UNREADABLE, NO_SUCH_DAY, OUTSIDE_ERA, MONTH_OR_MONTHS, DECIMAL_YEN, BAD_GROUPING, DOTTED_THOUSANDS,
    UNKNOWN_ERA_LETTER, NO_SUCH_TIME, MIXED_UNIT, DECIMAL_COUNT, LEADING_ZERO, WHICH_ERA,
    INCOMPLETE_DATE, TIME_WITHOUT_DATE, LIMIT_WORD, LUNAR_DATE, ZERO_SHARE, BAD_SCALE,
)  # fmt: skip
