"""Where durable-rules is missing: nothing else suffers, and the message says what to do."""

from __future__ import annotations

import subprocess
import sys

import pytest

from schemeengine.execute.durable.executor import DurableExecutor, EngineUnavailable
from schemeengine.network import Network


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable.engine", None)
    with pytest.raises(EngineUnavailable) as caught:
        DurableExecutor(Network.of_nodes(()))
    for lang in ("ja", "en"):
        message = caught.value.message(lang)  # type: ignore[arg-type]
        assert "schemeengine[durable]" in message
        assert "3.12" in message
        assert "ModuleNotFoundError" in message
    assert "ください" in caught.value.message("ja")
    assert str(caught.value) == caught.value.message("en")


def test_installed_but_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise SystemError(f"{name}: initialization failed")

    monkeypatch.setattr("schemeengine.execute.durable.executor.import_module", broken)
    with pytest.raises(EngineUnavailable, match="initialization failed"):
        DurableExecutor(Network.of_nodes(()))


def test_our_modules_do_not_import_it() -> None:
    code = (
        "import sys, schemeengine, schemeengine.execute.durable.executor, "
        "schemeengine.execute.durable.export; "
        "sys.exit(any(m.split('.')[0] in ('durable', 'durable_rules_engine') for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
