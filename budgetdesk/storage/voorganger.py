"""Last year's dossier, as another one names it: its head and its decisions, read without the rest of it."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath

from budgetdesk.errors import BudgetdeskError, InputError
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.overnemen import Voorganger
from budgetdesk.storage.pathnames import real
from budgetdesk.storage.reader import find_folder, list_files, no_collection, read_file


def read_voorganger(map_: Path, pad: str) -> Voorganger:
    """Return the dossier that one in the folder `map_` names as its `voorganger`; what is wrong with it is told in it.

    Only a relative path is followed: a file that comes from elsewhere does not decide what is read on this machine.
    """
    folder = folder_of(map_, pad)
    if folder is None:
        return Voorganger(pad, fout=f"`{pad}` is geen pad vanaf de map van dit dossier, zoals `../leiden-2026`.")
    try:
        if not folder.is_dir():
            return Voorganger(pad, fout=f"de map `{pad}` is er niet.")
        return Voorganger(pad, _read(find_folder(folder)))
    except InputError as error:
        first = error.bevindingen[0]
        what = first.tekst if first.plaats.bestand == str(folder) else f"{first.plaats}: {first.tekst}"
        return Voorganger(pad, fout=f"het dossier in `{pad}` is niet te lezen: {what}")
    except (BudgetdeskError, OSError, ValueError) as error:
        return Voorganger(pad, fout=f"het dossier in `{pad}` is niet te lezen: {error}")


def folder_of(map_: Path, pad: str) -> Path | None:
    """Return the folder that a `voorganger` leads to, whether it is there or not; None where it is no relative path."""
    return None if PureWindowsPath(pad).anchor or "\\" in pad else real(map_) / pad


def _read(map_: Path) -> Dossier:
    """Raise InputError where one of these files holds an error, LimitExceeded or OSError."""
    dossier = Dossier()
    for naam, soort in list_files(map_):
        if soort in ("begroting", "wijziging"):
            with no_collection():
                dossier.bestanden[naam], _, found = read_file(map_, naam, soort)
            if errors := [b for b in found if b.ernst == "fout"]:
                raise InputError(errors)
    return dossier
