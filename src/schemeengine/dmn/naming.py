"""Names of a DMN model → names of a programme file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from dataclasses import dataclass, field


@dataclass(slots=True)
class Names:
    """Gives each name of the model one of ours, and never two the same one."""

    reserved: Set[str]
    _given: dict[str, str] = field(default_factory=dict)

    def of(self, name: str) -> str:
        """Our name: letters, digits and ``_``, beginning with a letter; Japanese stays as it is."""
        plain = " ".join(name.split())
        if plain not in self._given:
            self._given[plain] = self.fresh(plain)
        return self._given[plain]

    def fresh(self, wish: str) -> str:
        """A name like ``wish`` that nothing has yet."""
        text = unicodedata.normalize("NFKC", wish)
        text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text)
        text = re.sub(r"\W+", "_", text).strip("_").lower() or "item"
        stem = text if text[0].isalpha() else f"n_{text}"
        taken = set(self._given.values())
        found, number = stem, 2
        while found in taken or found in self.reserved:
            found, number = f"{stem}_{number}", number + 1
        self._given[f"\0{found}"] = found
        return found

    @property
    def all(self) -> dict[str, str]:
        """Every name of the model met so far, with ours."""
        return {k: v for k, v in self._given.items() if not k.startswith("\0")}
