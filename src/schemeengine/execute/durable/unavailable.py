"""Why durable-rules cannot be used, in words for the person who asked for it."""

from __future__ import annotations

from typing import Literal


class EngineUnavailable(Exception):
    """durable-rules cannot be used. ``message(lang)`` says why, and what to do."""

    def __init__(self, ja: str, en: str) -> None:
        self.ja = ja
        self.en = en
        super().__init__(en)

    def message(self, lang: Literal["ja", "en"]) -> str:
        return self.ja if lang == "ja" else self.en


def cannot_be_imported(error: Exception) -> EngineUnavailable:
    cause = f"{type(error).__name__}: {error}"
    return EngineUnavailable(
        "durable-rulesによる判定は、この環境では使えません。Python 3.11か3.12で "
        "pip install 'schemeengine[durable]' を実行してから、もう一度お試しください。"
        f"durable-rulesを使わない通常の判定は、このままで使えます。（原因：{cause}）",
        "Judging with durable-rules is not possible here. With Python 3.11 or 3.12, run: "
        "pip install 'schemeengine[durable]', then try again. The usual way of judging works "
        f"without it. (cause: {cause})",
    )


def too_many_rules(scheme: str, most: int) -> EngineUnavailable:
    return EngineUnavailable(
        f"制度「{scheme}」は条件の組合せが多すぎるため、durable-rulesの形に書き出せません"
        f"（durable-rulesで扱えるルールは{most:,}まで）。",
        f"The programme {scheme} combines too many conditions to be written for durable-rules, "
        f"which takes {most:,} rules at most.",
    )
