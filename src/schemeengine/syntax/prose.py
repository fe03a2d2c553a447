"""Conditions as an ordinance says them (所得割額が57,700円未満), and how an expression writes them."""

from __future__ import annotations

import re

_SIGNS = {"以上": ">=", "以下": "<=", "以内": "<=", "超": ">", "を超える": ">", "未満": "<", "を下回る": "<"}
_LIMIT = re.compile(
    rf"(?P<name>\w{{1,60}}?)[がは](?P<value>[0-9０-９](?:\w|,[0-9]{{3}}){{0,30}}?)(?P<limit>{'|'.join(_SIGNS)})"
    r"(?:である)?"
)
_JOINS = r"(?:かつ|又は|または|及び|および|並びに|若しくは|もしくは)"
_COMMA_BESIDE_JOIN = re.compile(
    rf"[、，,](?=\s*{_JOINS})|(?<=かつ|又は|及び)[、，,]|(?<=または|および|並びに)[、，,]|(?<=若しくは|もしくは)[、，,]"
)


def limit_in_words(text: str) -> str:
    """``所得割額 < 57,700円`` for 所得割額が57,700円未満; "" for anything else."""
    found = _LIMIT.fullmatch(text.strip())
    return f"{found['name']} {_SIGNS[found['limit']]} {found['value']}" if found else ""


def without_idle_commas(text: str) -> str:
    """A blank for every comma beside a word that joins: 「甲である、かつ、乙である」. As long as before."""
    return _COMMA_BESIDE_JOIN.sub(" ", text)
