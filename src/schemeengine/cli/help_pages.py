"""Help in Japanese and English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from schemeengine.cli.choices import choices_of
from schemeengine.cli.language import say
from schemeengine.diagnostics import Lang
from schemeengine.render.width import table

_COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "schemeengine": (
            "制度の規定（YAML）に照らして申請書を判定し、理由を説明します。",
            "Judges a dossier by the rules of public programmes written in YAML, and explains why.",
        ),
        "evaluate": ("申請書を判定し、理由を説明する", "judge a dossier and explain the verdict"),
        "why": ("結論を決めている最小の事実を示す", "show the smallest set of facts that fixes the outcome"),
        "readings": (
            "解釈ごとに判定・金額・期日がどう変わるかを並べる",
            "show what each reading of the text would give, side by side",
        ),
        "ask": ("一問ずつ尋ねて申請書を作る", "fill in a dossier by question and answer"),
        "what-if": (
            "何を変えれば認められるか（額が増えるか）、何が変わると認められなくなるかを示す",
            "show the smallest changes that would make a case eligible, and those that would lose it",
        ),
        "portfolio": (
            "使える制度と、併せて受けられる組合せを示す",
            "show which programmes fit, and which go together",
        ),
        "status": (
            "記録された出来事から、認証などの今の状態・期限・事由を示す",
            "from the recorded events, show states, deadlines and grounds on a day",
        ),
        "timeline": (
            "過去と今後の日付を一覧や iCalendar にする。--scheme と --decided で日付の計算例を示す",
            "list past and coming days, also as iCalendar; with --scheme, dates worked for a decision",
        ),
        "select": (
            "同じ募集への申請を順位付けし、採否とその理由を示す",
            "rank the applications of one call and show who is chosen, and why",
        ),
        "check": (
            "制度・語彙・目録・申請書のファイルの誤りを調べる",
            "look for mistakes in schemes, vocabularies, catalogues and dossiers",
        ),
        "test": ("制度に書かれた例を確かめる", "run the examples written in schemes"),
        "outline": ("条文ごとの記述の状況を表にする", "list the articles and how far they are encoded"),
        "letter": (
            "通知・依頼・報告書などの文書を作る",
            "write a notice, a request or a report about a case",
        ),
        "replay": (
            "記録した判定を計算し直し、同じかどうかを示す",
            "work out a recorded verdict again and say whether it is the same",
        ),
        "publish": ("規則から制度の案内を作る", "write the public page of a programme from its rules"),
        "network": ("規定を一つの網として示す", "show the rules as one network"),
        "export": ("規則をほかの仕組みの形で書き出す", "write the rules for another engine"),
        "import": (
            "ほかの仕組みの決定表を制度のファイルにする",
            "turn decision tables of another system into a programme file",
        ),
        "schemas": ("編集用の JSON Schema を書き出す", "write the JSON Schemas for editors"),
        "version": ("版を示す", "show the version"),
    }
)

#: (command or "", parameter) -> what it means.
_PARAMETERS: Mapping[tuple[str, str], tuple[str, str]] = MappingProxyType(
    {
        ("evaluate", "dossier"): (
            "申請書のファイル（- は標準入力）",
            "dossier file (- for standard input)",
        ),
        ("why", "dossier"): ("申請書のファイル（- は標準入力）", "dossier file (- for standard input)"),
        ("readings", "dossier"): (
            "申請書のファイル（- は標準入力）",
            "dossier file (- for standard input)",
        ),
        ("what-if", "dossier"): ("申請書のファイル（- は標準入力）", "dossier file (- for standard input)"),
        ("ask", "scheme"): ("制度のファイルか名前", "file or id of the programme"),
        ("ask", "dossier"): (
            "続きから始める申請書のファイル。なければ新しく作る",
            "dossier to go on with; default: a new one",
        ),
        ("", "who"): (
            "誰に尋ねるか。applicant 申請者だけ、office 所管課も、everyone 判断する者も",
            "who is asked: the applicant, the office too, or those who judge as well",
        ),
        ("ask", "output"): (
            "申請書を書き込むファイル（なければ標準出力）。途中でやめても、そこまでを書く",
            "file for the dossier (default: standard output); written also when stopped midway",
        ),
        ("", "amount"): ("増やしたい金額の名前", "id of the amount to be raised"),
        ("", "changes"): ("一つの案で変える事実の最大の数", "facts changed in one way at most"),
        ("select", "dossiers"): ("申請書のファイル（いくつでも）", "dossier files, one or more"),
        ("select", "scheme"): ("制度のファイルか名前", "file or id of the programme"),
        ("portfolio", "dossiers"): (
            "申請書のファイル（- は標準入力）。いくつでも",
            "dossier files (- for standard input), one or several",
        ),
        ("status", "dossier"): (
            "申請書のファイル（- は標準入力）",
            "dossier file (- for standard input)",
        ),
        ("timeline", "dossier"): (
            "申請書のファイル（- は標準入力）。なければ --scheme の日付の計算例",
            "dossier file (- for standard input); without it, worked dates of --scheme",
        ),
        ("", "decided"): (
            "仮の決定日。なければ、違いの出やすい日付をいくつか使う",
            "a day of decision to try; without it, several days that tell dates apart",
        ),
        ("", "event"): (
            "その日にあったとする事実の名前。なければ、日付を動かす事実のすべて",
            "the dated fact to try; default: every fact that moves a date",
        ),
        ("", "scheme"): (
            "制度のファイルか名前。何度でも書ける。なければ schemes フォルダーの全制度",
            "file or id of a programme, may be repeated; default: all of the schemes folder",
        ),
        ("letter", "kind"): (
            "文書の種類。report 判定報告書、granted 認める通知、refused 認めない通知、"
            "certificate 認証書など、revoked 取消しの通知、request 追加資料の依頼、checklist 申請者の確認表",
            "what to write: report, granted or refused (notices), certificate, revoked (notice of a "
            "revocation), request (for what is missing), checklist",
        ),
        ("letter", "dossier"): (
            "申請書のファイル（- は標準入力）",
            "dossier file (- for standard input)",
        ),
        ("letter", "about"): (
            "取消しの通知が二通以上になるとき、書く一つ（状態推移の名前。番号があれば「名前/番号」）",
            "of several notices of revocation the one to write: a life cycle, or NAME/NUMBER",
        ),
        ("network", "dossier"): (
            "申請書のファイル。あれば、その判定を、決め手となった道筋とともに描く（制度は一つ）",
            "dossier file: draws its verdict, with what decides (one programme)",
        ),
        ("network", "provision"): (
            "規定・定義・額などの名前。あれば、それと、それが使うものだけを、畳まずに描く"
            "（--dossier とは併せて使えない）",
            "name of a rule (provision, definition, amount …): draws only it and what it uses, unfolded "
            "(not together with --dossier)",
        ),
        ("replay", "record"): (
            "evaluate --format json で書いたファイル（- は標準入力）",
            "file written by evaluate --format json (- for standard input)",
        ),
        ("replay", "dossier"): (
            "申請書のファイル。なければ記録にあるもの",
            "dossier file; default: the one the record names",
        ),
        ("replay", "scheme"): (
            "制度のファイルか名前。何度でも書ける。なければ記録にあるもの",
            "file or id of a programme, may be repeated; default: those the record names",
        ),
        ("publish", "scheme"): ("制度のファイルか名前", "file or id of the programme"),
        ("publish", "kind"): (
            "頁の種類。public 制度の案内、checklist 申請者の確認表",
            "which page: public, or the applicant's checklist",
        ),
        ("", "field"): (
            "文書に入れる言葉。名前=言葉（number 文書番号、date 日付、sender 発信者、to 宛先、"
            "contact 問合せ先、deadline 期限、appeal 教示の全文、review_by 審査請求先、defendant 被告、"
            "represented_by 被告の代表者）。何度でも書ける",
            "words of the office: NAME=WORDS (number, date, sender, to, contact, deadline; appeal, or "
            "review_by, defendant and represented_by for the instruction on appeal), may be repeated",
        ),
        ("", "template"): (
            "ひな形のフォルダー。種類.言語.jinja があれば、用意されたものより先に使う",
            "folder of templates; KIND.LANGUAGE.jinja there comes before the one shipped",
        ),
        ("", "strict"): (
            "どの規定にも結び付いていない文があれば、書かずに誤りとする",
            "a sentence bound to no clause is an error, and nothing is written",
        ),
        ("network", "scheme"): ("制度のファイルか名前。何度でも書ける", "files or ids of programmes"),
        ("export", "scheme"): ("制度のファイルか名前", "file or id of the programme"),
        ("import", "kind"): ("元の形", "what the file is"),
        ("import", "file"): ("元のファイル（- は標準入力）", "the file (- for standard input)"),
        ("import", "name"): ("作る制度の名前", "id of the programme made"),
        ("", "to"): ("書き出す形", "what to write"),
        ("", "record"): (
            "根拠の箇所の今の文章を記録する（あとで改正に気付くため。文章でなく照合値だけ）",
            "record what the cited places say now, as hashes, to notice amendments later",
        ),
        ("outline", "scheme"): ("制度のファイルか名前", "file or id of the programme"),
        ("", "procedure"): ("手続の名前", "name of the procedure"),
        ("", "as_of"): (
            "基準日（令和6年6月10日、2024-06-10 など）。申請書の as_of より優先する",
            "the day in question (2024-06-10, 令和6年6月10日 …); wins over the dossier's own",
        ),
        ("", "reading"): (
            "解釈の指定。名前=選択肢。何度でも書ける",
            "choose a reading: id=choice, may be repeated",
        ),
        ("", "format"): ("出力の形", "form of the output"),
        ("", "lang"): (
            "ja か en（なければ環境変数 SCHEMEENGINE_LANG、それもなければ ja）",
            "ja or en (default: the environment's SCHEMEENGINE_LANG, else ja)",
        ),
        ("", "engine"): (
            "計算の方式。どれでも判定は同じ",
            "how values are computed; the verdict is the same",
        ),
        ("", "trace"): (
            "説明の細かさ。reasons 決め手だけ、deciding その理由まで、full すべて",
            "detail of the explanation: reasons, deciding or full",
        ),
        ("", "instrument"): (
            "例規の文章のファイル。根拠の箇所の文章を添える（check では箇所の有無を調べる）",
            "text of the instrument: its words are shown (check: its places are looked up)",
        ),
        ("", "output"): (
            "書き込むファイル。途中で失敗したときは何も書かない",
            "file to write, whole or not at all",
        ),
        ("", "exit_code"): (
            "適合でない判定があれば終了コードを1にする",
            "exit with 1 if some verdict is not eligible",
        ),
        ("", "why"): (
            "JSON に、結論を決める最も少ない事実（sufficient_reason）も入れる。時間がかかる",
            "put the fewest facts that fix the outcome into JSON (sufficient_reason); takes longer",
        ),
        ("", "files"): ("調べるファイルかフォルダー", "files or folders"),
        ("test", "files"): (
            "制度のファイルか名前。なければ schemes フォルダーの全制度",
            "files or ids of programmes; default: all of the schemes folder",
        ),
        ("", "write"): ("書き出すフォルダー", "folder to write to"),
        ("", "help"): ("この説明を示す", "show this help"),
    }
)


def help_page(command: Any, context: Any, lang: Lang) -> str:
    """The help of one command, or the list of all commands."""
    subcommands = getattr(command, "commands", {})
    params = [p for p in command.get_params(context) if not getattr(p, "hidden", False)]
    lines = [f"{say(lang, '使い方', 'Usage')}: {_synopsis(command, params, context, lang)}", ""]
    lines += [f"  {_words(_COMMANDS, command.name or '', lang)}", ""]
    if subcommands:
        rows = [[f"  {name}", _words(_COMMANDS, name, lang)] for name in subcommands]
        lines += [f"{say(lang, '命令', 'Commands')}:", *table(rows), ""]
    lines += _section(say(lang, "引数", "Arguments"), command, params, "argument", lang)
    lines += _section(say(lang, "指定", "Options"), command, params, "option", lang)
    lines += [_exit_codes(lang)] if not subcommands else []
    return "\n".join(lines).rstrip() + "\n"


def _synopsis(command: Any, params: list[Any], context: Any, lang: Lang) -> str:
    parts = [context.command_path, say(lang, "[指定]…", "[options]…")]
    if getattr(command, "commands", None):
        parts.append(say(lang, "命令 …", "command …"))
    for param in params:
        if param.param_type_name == "argument":
            name = str(param.name).upper() + ("…" if param.nargs == -1 else "")
            parts.append(name if param.required else f"[{name}]")
    return " ".join(parts)


def _section(title: str, command: Any, params: list[Any], kind: str, lang: Lang) -> list[str]:
    rows = [
        [f"  {_spelling(p)}", text]
        for p in params
        if p.param_type_name == kind
        for text in _described(command.name or "", p, lang)
    ]
    return [f"{title}:", *table(rows), ""] if rows else []


def _spelling(param: Any) -> str:
    if param.param_type_name == "argument":
        return str(param.name).upper()
    return ", ".join(sorted(param.opts, key=len))


def _described(command: str, param: Any, lang: Lang) -> Iterator[str]:
    text = _PARAMETERS.get((command, param.name)) or _PARAMETERS.get(("", param.name), ("", ""))
    shown = say(lang, *text)
    choices = choices_of(command, param.name)
    yield f"{shown} [{' | '.join(choices)}]" if choices else shown


def _words(texts: Mapping[str, tuple[str, str]], name: str, lang: Lang) -> str:
    return say(lang, *texts.get(name, ("", "")))


def _exit_codes(lang: Lang) -> str:
    return say(
        lang,
        "終了コード: 0 済んだ、1 判定や例が期待と違う（test、--exit-code）、"
        "2 入力に誤りがある・書き出せない、130 中断",
        "Exit codes: 0 done; 1 examples or verdicts differ (test, --exit-code); 2 wrong input, "
        "or nothing could be written; 130 interrupted",
    )
