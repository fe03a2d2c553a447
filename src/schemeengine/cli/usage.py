"""Mistakes in the arguments, in words."""

from __future__ import annotations

from schemeengine.cli.choices import choices_of
from schemeengine.cli.language import say
from schemeengine.diagnostics import Lang
from schemeengine.model.suggest import closest


def usage_text(error: BaseException, lang: Lang) -> str:
    """What is wrong with the arguments, and where to read how they go."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", "schemeengine")
    hint = say(lang, f"使い方: {path} --help", f"See {path} --help")
    return f"{say(lang, '誤り', 'error')}: {_message(error, lang)}\n{hint}"


def _message(error: BaseException, lang: Lang) -> str:
    name = type(error).__name__
    if name == "NoSuchOption":
        return _no_such_option(error, lang)
    if name == "MissingParameter":
        missing = _parameter(error)
        return say(lang, f"「{missing}」がありません。", f"{missing} is missing.")
    if name == "BadParameter":
        return _bad_value(error, lang)
    if name == "BadOptionUsage":
        option = getattr(error, "option_name", "")
        return say(lang, f"「{option}」には値が要ります。", f"{option} needs a value.")
    return _other(error, lang)


def _no_such_option(error: BaseException, lang: Lang) -> str:
    got = str(getattr(error, "option_name", ""))
    near = closest(got, _options(error))
    ja = f"「{near}」のことではありませんか。" if near else ""
    en = f" Did you mean {near}?" if near else ""
    return say(lang, f"「{got}」という指定はありません。{ja}", f"There is no option {got}.{en}")


def _bad_value(error: BaseException, lang: Lang) -> str:
    command = getattr(getattr(getattr(error, "ctx", None), "command", None), "name", "")
    name = str(getattr(getattr(error, "param", None), "name", ""))
    allowed = ", ".join(choices_of(str(command), name))
    what = _parameter(error)
    if allowed:
        return say(lang, f"「{what}」に書けるのは {allowed} です。", f"{what} takes one of {allowed}.")
    detail = getattr(error, "message", "")
    return say(lang, f"「{what}」の値が読めません（{detail}）。", f"{what} cannot be read ({detail}).")


def _other(error: BaseException, lang: Lang) -> str:
    """A wrong command, or an argument too many."""
    message = str(getattr(error, "message", error))
    group = getattr(getattr(error, "ctx", None), "command", None)
    commands = list(getattr(group, "commands", {}))
    if commands:
        got = message.split("'")[1] if "'" in message else message
        near = closest(got, commands)
        known = "、".join(commands) if lang == "ja" else ", ".join(commands)
        ja = f"「{near}」のことではありませんか。" if near else ""
        en = f"Did you mean {near}? " if near else ""
        return say(
            lang,
            f"「{got}」という命令はありません。{ja}使える命令: {known}",
            f"There is no command {got}. {en}Commands: {known}",
        )
    extra = message.rpartition("(")[2].rstrip(")") or message
    return say(lang, f"余分な引数があります（{extra}）。", f"Too many arguments ({extra}).")


def _parameter(error: BaseException) -> str:
    param = getattr(error, "param", None)
    options = [o for o in getattr(param, "opts", []) if o.startswith("--")]
    return options[0] if options else str(getattr(param, "name", "") or "").upper()


def _options(error: BaseException) -> list[str]:
    command = getattr(getattr(error, "ctx", None), "command", None)
    return [o for p in getattr(command, "params", []) for o in p.opts if o.startswith("--")]
