"""Every dossier in a folder and below it, as who checks a whole repository means them."""

from __future__ import annotations

import os
from pathlib import Path

from budgetdesk.model.dossier import BEGROTING
from budgetdesk.storage.git import is_ignored

_PROGRAMMAS = "programmas"
_TEMPLATES = "templates"


def holds_templates(map_: Path) -> bool:
    """Return whether a folder is that of the templates of a dossier: a `begroting.toml` in it is one of these."""
    return map_.name == _TEMPLATES and (map_.parent / BEGROTING).is_file()


def dossiers_below(map_: Path) -> list[Path]:
    """Return the dossiers in a folder and below it, but those that are hidden or that git is told to ignore.

    A folder that still has programmas counts where its `begroting.toml` is gone: that one is not to go unseen.
    """
    found: list[Path] = []
    for folder, folders, files in os.walk(map_):
        here = Path(folder)
        if BEGROTING in files or (_PROGRAMMAS in folders and any((here / _PROGRAMMAS).glob("*.toml"))):
            found.append(here)
        folders[:] = sorted(n for n in folders if not n.startswith(".") and not holds_templates(here / n))
    return [folder for folder in found if not is_ignored(folder, BEGROTING)]
