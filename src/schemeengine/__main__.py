"""``python -m schemeengine``: the same as the command ``schemeengine``."""

from __future__ import annotations

from schemeengine.cli import main

if __name__ == "__main__":
    main()
