"""Finding scheme files: named ones, those of a ``schemes`` folder nearby, or the ones shipped.

``schemes/library`` holds further programmes: found by name, or because the dossier names them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from schemeengine.diagnostics import Problems, codes_files
from schemeengine.diagnostics import codes_dossier as codes
from schemeengine.loading import LoadedDossier
from schemeengine.model.suggest import closest
from schemeengine.source import Source
from schemeengine.syntax.files import read_text

if TYPE_CHECKING:
    from schemeengine.kept.schemes import Bookshelf

#: Shipped files are named so in messages, wherever the package is installed.
SHIPPED = "schemeengine/schemes"
#: The folder, below the shelf, of programmes that are used only when named.
LIBRARY = "library"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of schemes, and its library: paths as they are to be shown."""

    files: tuple[str, ...]
    library: tuple[str, ...] = ()

    @property
    def by_name(self) -> dict[str, str]:
        """File name without ending -> path; the folder itself goes before its library."""
        return {PurePosixPath(f).stem: f for f in (*self.library, *self.files)}


def read(path: str, problems: Problems) -> Source | None:
    """Read a file; a shipped one from where the package keeps it, under its short name."""
    folder = shipped_folder()
    if folder is None or not path.startswith(f"{SHIPPED}/"):
        return read_text(path, problems)
    place = folder / path.removeprefix(f"{SHIPPED}/")
    if not place.is_file():
        problems.add(codes_files.FILE_NOT_FOUND, None, name=path, near_ja="", near_en="")
        return None
    found = read_text(str(place), problems)
    return None if found is None else Source(path, found.text)


def books() -> Bookshelf:
    """Reads schemes through what earlier runs kept."""
    from schemeengine.kept.schemes import Bookshelf
    from schemeengine.kept.store import usual_store

    return Bookshelf(read, usual_store())


def shipped_folder() -> Path | None:
    """The schemes inside the installed package, or those of the source tree it runs from."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "shipped" / "schemes", package.parents[1] / "schemes"):
        if folder.is_dir():
            return folder
    return None


def shelf(beside: str = "") -> Shelf:
    """``schemes/`` here, else next to ``beside`` going up, else the shipped ones."""
    for folder in _nearby(beside):
        found = _yaml_in(folder, folder.as_posix())
        if found:
            return Shelf(found, _yaml_in(folder / LIBRARY, f"{folder.as_posix()}/{LIBRARY}"))
    folder_shipped = shipped_folder()
    if folder_shipped is None:
        return Shelf(())
    return Shelf(
        _yaml_in(folder_shipped, SHIPPED), _yaml_in(folder_shipped / LIBRARY, f"{SHIPPED}/{LIBRARY}")
    )


def _nearby(beside: str) -> list[Path]:
    folders = [Path("schemes")]
    if beside and beside != "-":
        parent = Path(beside).parent
        folders += [p / "schemes" for p in (parent, *parent.parents)]
        if not parent.is_absolute():  # go on above the folder we stand in, without making it absolute
            depth = len(Path.cwd().parts) - 1
            folders += [Path(*[os.pardir] * n, "schemes") for n in range(1, depth + 1)]
    return folders


def _yaml_in(folder: Path, shown: str) -> tuple[str, ...]:
    try:
        names = sorted(p.name for p in folder.iterdir() if p.suffix == ".yaml" and p.is_file())
    except OSError:
        return ()
    return tuple(f"{shown}/{name}" for name in names)


def choose(
    wanted: Sequence[str], beside: str, problems: Problems, spoken_to: Collection[str] = ()
) -> tuple[str, ...]:
    """Paths of the schemes asked for (files or ids), or of all on the shelf if none is.

    An id is a file name on the shelf without ``.yaml``, or the name after ``scheme:``. Of the
    library, without being asked for, only what the dossier speaks to (``for:``) is taken.
    """
    if not wanted:
        near = shelf(beside)
        if not near.files:
            problems.add(codes.UNKNOWN_SCHEME_FILE, None, got="schemes/*.yaml", near="--scheme FILE")
        return (*near.files, *(f for f in near.library if PurePosixPath(f).stem in spoken_to))
    paths: dict[str, None] = {}
    for name in wanted:
        path = name if _is_file(name) else _by_id(name, beside, problems)
        if path:
            paths[path] = None
    return tuple(paths)


def named(dossier: LoadedDossier) -> frozenset[str]:
    """The programmes a dossier speaks to."""
    return frozenset((*dossier.doc.for_, *dossier.doc.schemes))


def _is_file(name: str) -> bool:
    return name.endswith((".yaml", ".yml", ".json")) or "/" in name or Path(name).is_file()


def path_of(name: str) -> str:
    """The file of a programme on the shelf or in its library, by id; "" for anything else."""
    return "" if name == "-" or _is_file(name) else _by_id(name, "", Problems())


def read_dossier(path: str, problems: Problems) -> Source | None:
    """Read a dossier's file; where the name of a programme is given instead, that is said."""
    if not path_of(path):
        return read_text(path, problems)
    problems.add(
        codes_files.FILE_NOT_FOUND, None, name=path,
        near_ja=f"「{path}」は制度の名前です。制度は --scheme {path} で指定し、ここには申請書を書きます。",
        near_en=f"{path} is a programme: name it with --scheme {path}; here goes the dossier. ",
    )  # fmt: skip
    return None


def _by_id(name: str, beside: str, problems: Problems) -> str:
    by_name = shelf(beside).by_name
    if name in by_name:
        return by_name[name]
    by_id = {found: path for path in by_name.values() if (found := scheme_id(path))}
    if name in by_id:
        return by_id[name]
    known = sorted({*by_name, *by_id})
    near = closest(name, known) or ", ".join(known) or "-"
    problems.add(codes.UNKNOWN_SCHEME_FILE, None, got=name, near=near)
    return ""


def scheme_id(path: str) -> str:
    """The name after ``scheme:`` (or 制度:) without reading the whole file as YAML."""
    found = read(path, Problems())
    for line in found.text.splitlines() if found else ():
        key, colon, value = line.partition(":")
        if colon and key.strip() in ("scheme", "制度"):
            return value.split("#")[0].strip().strip("\"'")
    return ""
