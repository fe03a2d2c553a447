"""Settings shared by all tests: how long the property tests search, and where a run keeps what it may."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: the machines that check are slow at times, and slowness is measured elsewhere.
# Under CI the search is repeatable, so that a red run means a changed tree and not bad luck.
settings.register_profile("default", deadline=None, max_examples=60, derandomize=bool(os.environ.get("CI")))
settings.register_profile("deep", deadline=None, max_examples=2000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_configure(config: pytest.Config) -> None:
    """Compiled schemes, and Python's own compiled files, go into a folder of this run alone.

    Nothing is read that an earlier run kept, and nothing is written beside the sources. Several
    workers of one run share the folder: they inherit the environment.
    """
    if hasattr(config, "workerinput"):
        return
    folder = Path(tempfile.mkdtemp(prefix="schemeengine-tests-"))
    config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
    os.environ["SCHEMEENGINE_CACHE"] = str(folder / "kept")
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "python")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
