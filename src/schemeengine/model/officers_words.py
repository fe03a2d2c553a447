"""Words that officers write first for a key of the language, before they know its own word.

Told as the nearest word, and the file is read on as if it stood there. Of several keys the first that can
stand in the place counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

_MEANT: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("provisions", "that"): (
        "要件", "条件", "基準", "資格", "対象要件", "交付要件", "申請資格", "対象者", "rules",
        "requirements", "conditions",
    ),
    ("that", "value"): ("式", "判定", "判定式", "論理式", "condition", "expression", "formula", "計算式"),
    ("scheme",): ("制度名", "制度id", "制度番号", "programme", "program"),
    ("title", "label"): ("名称", "名前", "表示名", "制度の名称", "name"),
    ("text", "note"): ("説明", "内容", "要旨", "概要", "規定文", "description", "summary"),
    ("note",): ("備考", "注記", "注意", "メモ", "補足", "remark", "remarks", "comment"),
    ("cite",): ("条文", "条項", "根拠条文", "根拠規定", "根拠法令", "article", "reference", "legal_basis"),
    ("dates", "due"): ("締切", "締切日", "締め切り", "期限", "提出期限", "申請期限", "deadline", "deadlines"),
    ("amounts", "value"): ("補助額", "補助金額", "交付額", "支給額", "助成額", "金額", "額", "amount"),
    ("share",): ("補助率", "助成率", "給付率", "率", "rate", "percentage"),
    ("round_down",): ("端数", "端数処理", "rounding"),
    ("documents", "papers"): ("提出書類", "必要書類", "添付書類", "申請書類"),
    ("procedures",): ("手続き", "流れ", "審査手続", "procedure"),
    ("facts",): ("入力項目", "申請内容", "変数", "データ", "申請情報", "inputs", "variables", "data"),
    ("answers", "asked_of"): ("申告", "申告書", "申告事項", "誓約", "誓約事項", "答え", "自己申告"),
    ("judgments", "judged_by"): ("判断", "審査結果", "審査記録", "判定結果", "decisions", "decision"),
    ("choices",): ("選択", "選択項目", "候補", "options", "values"),
    ("ask", "question"): ("質問", "質問文", "設問"),
    ("capped_at",): ("上限額", "限度額", "限度", "最大", "max", "maximum", "cap", "ceiling"),
    ("not_below",): ("下限額", "最低額", "最小", "min", "minimum_amount", "floor"),
    ("all",): ("全て", "全部", "かつ", "全ての条件", "and", "all_of"),
    ("any",): ("または", "又は", "どれか", "いずれか一つ", "or", "any_of", "one"),
    ("for",): ("制度", "申請先", "対象", "scheme", "programmes"),
    ("as_of",): ("基準日", "判定日", "判定基準日", "date", "asof"),
    ("dossier",): ("申請書名", "申請書番号", "申請id", "申請番号", "案件"),
}  # fmt: skip


def meant(got: str, known: Collection[str]) -> str:
    """The key (canonical) that an officer's word stands for where ``known`` keys can stand; or ""."""
    plain = unicodedata.normalize("NFKC", got).strip().casefold()
    for keys, words in _MEANT.items():
        if plain in words:
            for key in keys:
                if key in known:
                    return key
    return ""
