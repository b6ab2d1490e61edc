"""A folder that is made beside the place it is for, so that there it is whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from budgetdesk.storage.atomic import TEMP_SUFFIX, sync_folder

_RANDOM_BYTES: Final = 8


@contextmanager
def staging(folder: Path, naam: str) -> Iterator[Path]:
    """Make a temporary folder in `folder`, called after `naam`; what is left of it goes afterwards."""
    map_ = folder / f".{naam}.{os.urandom(_RANDOM_BYTES).hex()}{TEMP_SUFFIX}"
    map_.mkdir()
    try:
        yield map_
    finally:
        shutil.rmtree(map_, ignore_errors=True)


def staged(naam: str, einde: str = re.escape(TEMP_SUFFIX)) -> re.Pattern[str]:
    """Return what the temporary folders of a name are called; `einde` is a pattern too."""
    return re.compile(rf"\.{re.escape(naam)}\.[0-9a-f]{{{2 * _RANDOM_BYTES}}}{einde}")


def write_tree(map_: Path, files: Mapping[str, bytes]) -> None:
    """Put files on disk in a folder by their path below it."""
    for naam, content in files.items():
        pad = map_ / naam
        pad.parent.mkdir(parents=True, exist_ok=True)
        with pad.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    for folder in sorted({(map_ / naam).parent for naam in files}):
        sync_folder(folder, "gemaakt")
