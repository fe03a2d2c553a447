"""``schemeengine schemas``: write the JSON Schemas of files and output."""

from __future__ import annotations

import sys
from pathlib import Path

from schemeengine.cli.file_schemas import file_schemas
from schemeengine.cli.language import say
from schemeengine.cli.output import CannotWrite, write_file
from schemeengine.diagnostics import Lang
from schemeengine.render.as_json import dump_data, published
from schemeengine.render.other_readings import published_readings
from schemeengine.render.portfolio_records import published_portfolio
from schemeengine.render.reasoning_records import published_reasoning
from schemeengine.render.selection_records import published_selection
from schemeengine.render.status_records import published_status
from schemeengine.render.timeline import published_timeline


def texts() -> dict[str, str]:
    """File name -> text of every published schema."""
    output = {
        **published(),
        **published_reasoning(),
        **published_readings(),
        **published_portfolio(),
        **published_status(),
        **published_timeline(),
        **published_selection(),
    }
    return {name: dump_data(schema) for name, schema in {**file_schemas(), **output}.items()}


def run(folder: str, lang: Lang) -> int:
    """Write them into ``folder``; exit code 2 if that is not possible."""
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, text in texts().items():
            write_file(Path(folder) / name, text)
    except OSError as error:
        print(CannotWrite(folder, error.strerror or "").text(lang), file=sys.stderr)
        return 2
    except CannotWrite as error:
        print(error.text(lang), file=sys.stderr)
        return 2
    names = ", ".join(sorted(texts()))
    print(say(lang, f"{folder} に書き出しました: {names}", f"Written to {folder}: {names}"))
    return 0
