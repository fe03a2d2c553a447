"""The engine's version and the version of the language it reads."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
LANGUAGE: Final = 1
