"""What the tests share: the samples, small dossiers, and how hard the properties try."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from tests.proef import Maak, begroting, inhoud

__all__ = ["BEGROTING", "SOAK", "VOORBEELDEN", "Maak"]

# an environment that forbids bytecode makes every worker and every process that a test starts compile all anew
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# nothing of what collecting makes is garbage: the collector starts when all is there, see `pytest_collection_finish`
gc.disable()

# what is painted at once can be looked at soon, see `tests.tui.piloot`
os.environ.setdefault("TEXTUAL_FPS", "500")

# a pool of threads for each of the workers is dear for tables as small as those of tests
os.environ.setdefault("POLARS_MAX_THREADS", "1")

# where memory can hold files, and run hooks among them, those of tests wait for no disk
_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest and tempfile make folders of their own in it
if (
    os.access(_MEMORY, os.W_OK)
    and not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC
    and shutil.disk_usage(_MEMORY).free > 2**30
):
    tempfile.tempdir = str(_MEMORY)

# what a test leaves unsaved is offered to nobody
_STATE = tempfile.TemporaryDirectory(prefix="budgetdesk-")
os.environ["XDG_STATE_HOME"] = _STATE.name
# nor do settings of who runs the tests change them, and none is left behind
os.environ["XDG_CONFIG_HOME"] = str(Path(_STATE.name) / "config")

settings.register_profile("dagelijks", max_examples=5, deadline=None)
settings.register_profile("grondig", max_examples=50, deadline=None)
settings.register_profile("uitputtend", max_examples=1500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dagelijks"))

VOORBEELDEN = int(os.environ.get("BUDGETDESK_VOORBEELDEN", "4"))
"""Examples of properties that are slow for one: the gate tries more, by hand any number."""

SOAK = "BUDGETDESK_SOAK" in os.environ
"""Whether every case of a slow test is asked for, as before a release."""

_MAPPEN = count()

BEGROTING = begroting()
"""The smallest `begroting.toml`."""


def pytest_collection_finish() -> None:
    """Keep the collector from walking over thousands of tests and the libraries again and again."""
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    gc.enable()


@pytest.fixture
def tmp_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty folder, by number: pytest's own looks through those of all tests before for a free name."""
    made = tmp_path_factory.getbasetemp() / f"map-{next(_MAPPEN)}"
    made.mkdir()
    return made


@pytest.fixture(scope="session")
def samples() -> Path:
    """Return the folder with the samples."""
    return Path(__file__).parents[1] / "sample_budgets"


@pytest.fixture(scope="session")
def golden() -> Path:
    """Return the folder with the published tables."""
    return Path(__file__).parent / "golden"


@pytest.fixture
def dossier(tmp_path: Path) -> Maak:
    """Make a dossier on disk; the heads that its texts leave out are filled in, see `tests.proef`."""

    def maak(*programmas: str | bytes, begroting: str | bytes = "", **overig: str | bytes) -> Path:
        for naam, content in inhoud(*programmas, begroting=begroting, **overig).items():
            pad = tmp_path / "dossier" / naam
            pad.parent.mkdir(parents=True, exist_ok=True)
            pad.write_bytes(content)
        return tmp_path / "dossier"

    return maak
