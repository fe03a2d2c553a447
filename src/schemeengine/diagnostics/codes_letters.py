"""What can be wrong with a letter: the case, the template, the form (P0xx); and with a replay (R0xx)."""

from __future__ import annotations

from schemeengine.diagnostics.model import Code, Severity

_E, _W = Severity.ERROR, Severity.WARNING

NOT_ELIGIBLE = Code(
    "P001", _E,
    "「{scheme}」の判定は「{outcome}」なので、認める通知は書けません。",
    "The verdict of {scheme} is “{outcome}”: no notice of certification can be written.",
    "判定報告書(report)で理由を確かめてください。", "See the reasons in the report.",
)  # fmt: skip
NOT_DECIDED = Code(
    "P002", _E,
    "「{scheme}」の申請を認める決定が記録されていないので、認める通知は書けません。",
    "No decision to grant is recorded for {scheme}: the notice cannot be written.",
    "決定する段階の判断を申請書の判断記録(judgments)に記録してください(制度に決定の段階がなければ、手続(procedures)に、決定者(decided_by)のある段階を書きます)。",
    "Record the decision under judgments in the dossier (a programme without a deciding stage needs one: decided_by).",
)  # fmt: skip
NOTHING_ISSUED = Code(
    "P003", _E,
    "「{scheme}」の決定の段階に、認めるときに交付する書類が書かれていません。",
    "The deciding stage of {scheme} names no paper that is issued when it is granted.",
    "段階に 交付: {{認めるとき: {{題名: 認証書, 根拠: 第7条}}}} の形で書いてください。",
    "Write issues: {{granted: {{title: certificate, cite: 第7条}}}} in the stage.",
)  # fmt: skip
AMOUNT_OPEN = Code(
    "P004", _E,
    "交付する額「{label}」がまだ決まっていません({amount})。", "The amount awarded, {label}, is not fixed yet ({amount}).",
    "足りない事実を申請書に書いてから、もう一度作ってください。", "Add the missing facts to the dossier first.",
)  # fmt: skip
NOT_REFUSED = Code(
    "P005", _E,
    "「{scheme}」の判定は「{outcome}」なので、認めない通知は書けません。",
    "The verdict of {scheme} is “{outcome}”: no refusal can be written.",
    "判定報告書(report)で、まだ分かっていないことを確かめてください。", "See in the report what is still open.",
)  # fmt: skip
DECIDED_OTHERWISE = Code(
    "P006", _E,
    "「{scheme}」には認める決定が記録されていますが、要件を満たしていません。認めない通知は書けません。",
    "{scheme}: a decision to grant is recorded although the requirements are not met: no refusal can be written.",
    "決定の記録か事実を確かめてください。", "Check the recorded decision or the facts.",
)  # fmt: skip
REASON_MISSING = Code(
    "P007", _E,
    "「{scheme}」の認めない決定に理由が記録されていません。理由のない拒否の通知は出せません(行政手続法第8条)。",
    "The decision to refuse in {scheme} has no recorded reason; a refusal must state its reasons (Administrative Procedure Act, art. 8).",
    "決定の記録に 理由(reason)を書いてください。", "Write the reason into the record of the decision.",
)  # fmt: skip
NOTHING_TO_REQUEST = Code(
    "P008", _E,
    "申請者に求めるものがありません(判定は「{outcome}」)。", "There is nothing to ask the applicant for (verdict: {outcome}).",
    "判定報告書(report)で、誰の判断や確認を待っているかを確かめてください。",
    "The report says whose judgment or check is awaited, if any.",
)  # fmt: skip
DRAFT = Code(
    "P009", _W,
    "「{scheme}」の申請を認めない決定はまだ記録されていません。通知は「案」として書きます。",
    "No decision is recorded for {scheme} yet: the notice is written as a draft.",
    "決定したら、申請書の判断記録(judgments)に記録してください。", "Once decided, record it under judgments in the dossier.",
)  # fmt: skip
TEMPLATE_SYNTAX = Code(
    "P010", _E,
    "ひな形の書き方に誤りがあります({why})。", "The template is not well formed ({why}).",
    "{{% … %}} と {{{{ … }}}} の対を確かめてください。", "Check the pairs of {{% … %}} and {{{{ … }}}}.",
)  # fmt: skip
TEMPLATE_FAILED = Code(
    "P011", _E,
    "ひな形のこの行は書き出せません({why})。", "This line of the template cannot be written ({why}).",
    "使える変数は docs/letters.ja.md にあります。", "The variables are listed in docs/letters.md.",
)  # fmt: skip
TEMPLATE_NOT_FOUND = Code(
    "P012", _E,
    "ひな形「{got}」がありません。", "There is no template {got}.",
    "ひな形のフォルダーとファイル名(種類.言語.jinja)を確かめてください。",
    "Check the folder of templates and the name (KIND.LANGUAGE.jinja).",
)  # fmt: skip
UNBOUND = Code(
    "P013", _E,
    "この文は、どの規定にも結び付いていません(「{got}」)。", "This sentence is bound to no clause ({got}).",
    "規定に基づく文は {{% by … %}} で、いつも同じ文は {{% fixed %}} で囲んでください。",
    "Put it between {{% by … %}} (a clause) or {{% fixed %}} (words that never change).",
)  # fmt: skip
UNKNOWN_BINDING = Code(
    "P014", _E,
    "「{got}」という規定も箇所も、この判定にはありません。", "The verdict has no clause or place {got}.",
    "規定の番号(判定の控えにある名前)か、目次にある箇所を書いてください。",
    "Write the id of a clause, or a place of the outline.",
)  # fmt: skip
NO_PDF = Code(
    "P015", _E,
    "PDF を作る部品({got})がありません。", "What makes PDF files ({got}) is not installed.",
    "schemeengine を pdf の付属部品とともに入れ直すか、--format html で書き出して印刷してください。",
    "Install schemeengine with its extra pdf, or write HTML (--format html) and print it.",
)  # fmt: skip
BAD_FIELD = Code(
    "P016", _E,
    "「{got}」は読めません。", "{got} cannot be read.",
    "--field 名前=言葉 の形で書いてください(例: --field number=6北地産第123号)。",
    "Write --field NAME=WORDS, for example --field number=No.123.",
)  # fmt: skip
MISSING_GLYPHS = Code(
    "P017", _W,
    "PDF の書体にない文字があります({got})。〓で示します。",
    "The font of the PDF lacks some characters ({got}); 〓 stands for them.",
    "別の字に改めるか、--format html で書き出してください。", "Use other characters, or write HTML (--format html).",
)  # fmt: skip
NOT_REVOKED = Code(
    "P018", _E,
    "「{scheme}」には、今の状態をもたらした取消しなどの決定が記録されていないので、取消しの通知は書けません。",
    "No decision to revoke by which {scheme} now stands is recorded: the notice cannot be written.",
    "取消しを決定したら、申請書の出来事一覧(events)に {{出来事: 名前, 年月日: 日, 該当事由: 事由}} の形で記録してください。状態は status で確かめられます。",
    "Once it is decided, record {{event: NAME, on_date: DAY, ground: GROUND}} under events; status shows the state.",
)  # fmt: skip
REVOCATION_REASON_MISSING = Code(
    "P019", _E,
    "「{scheme}」の「{label}」({day})に、事由も理由も記録されていません。理由のない不利益処分の通知は出せません(行政手続法第14条)。",
    "{scheme}: {label} ({day}) is recorded with neither ground nor reason; an adverse decision must state its reasons (Administrative Procedure Act, art. 14).",
    "出来事の記録に 該当事由(ground)か理由(reason)を書いてください。", "Write the ground or the reason into the record of the event.",
)  # fmt: skip
WHICH_NOTICE = Code(
    "P020", _E,
    "どの決定の通知に番号を付けて書くか、決まりません(--about {got}、書けるのは {near})。",
    "It is not clear which decision is to be told under this number (--about {got}; there are {near}).",
    "通知は決定ごとに一通なので、--about で一つ選んでください。", "Each decision has a notice of its own: choose one with --about.",
)  # fmt: skip

NOT_A_VERDICT = Code(
    "R001", _E,
    "判定の記録として読めません({why})。", "This cannot be read as a recorded verdict ({why}).",
    "evaluate --format json で書いたファイルを指定してください。", "Give a file written by evaluate --format json.",
)  # fmt: skip
NO_DOSSIER_NAMED = Code(
    "R002", _E,
    "判定の記録に、申請書「{dossier}」のファイルが書かれていません。",
    "The record does not say in which file the dossier {dossier} is.",
    "--dossier で申請書のファイルを指定してください。", "Name it with --dossier.",
)  # fmt: skip

CODES = (
    NOT_ELIGIBLE, NOT_DECIDED, NOTHING_ISSUED, AMOUNT_OPEN, NOT_REFUSED, DECIDED_OTHERWISE, REASON_MISSING,
    NOTHING_TO_REQUEST, DRAFT, TEMPLATE_SYNTAX, TEMPLATE_FAILED, TEMPLATE_NOT_FOUND, UNBOUND,
    UNKNOWN_BINDING, NO_PDF, BAD_FIELD, MISSING_GLYPHS, NOT_REVOKED, REVOCATION_REASON_MISSING, WHICH_NOTICE,
    NOT_A_VERDICT, NO_DOSSIER_NAMED,
)  # fmt: skip
