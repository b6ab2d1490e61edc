"""Where a dossier stood before its folder got another name, told by what lies in its files.

A listing is the files of a commit by their path from the top, each with what git calls its content. Folders are named
from the top too, with `/`; the top itself is empty.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from budgetdesk.model.dossier import BEGROTING

Listing = Mapping[str, str]

_END: Final = f"/{BEGROTING}"


def inside(folder: str, naam: str) -> str:
    """Return the path of a file in a folder."""
    return f"{folder}/{naam}" if folder else naam


def counterpart(van: Listing, naar: Listing, folder: str) -> str | None:
    """Return in which folder of `naar` the dossier stands that is in a folder of `van`; None where it is in none.

    That is the folder of that name. Else one that only `naar` has, for a dossier that only `van` has there: each has
    to have more content in common with the other than with any other that came or went. A copy is another dossier.
    """
    if inside(folder, BEGROTING) in naar:
        return folder
    here, there = _folders(van), _folders(naar)
    if folder not in here:
        return None
    gone = {f: _contents(van, f) for f in here - there}
    came = {f: _contents(naar, f) for f in there - here}
    found = _nearest(gone[folder], came)
    return found if found is not None and _nearest(came[found], gone) == folder else None


def _nearest(content: Counter[str], among: Mapping[str, Counter[str]]) -> str | None:
    """Return which folder has most content in common; None where none has any."""
    alike = {folder: (content & other).total() for folder, other in sorted(among.items())}
    best = max(alike, key=alike.__getitem__, default=None)
    return best if best is not None and alike[best] else None


def _folders(listing: Iterable[str]) -> set[str]:
    return {f"/{naam}".removesuffix(_END).removeprefix("/") for naam in listing if f"/{naam}".endswith(_END)}


def _contents(listing: Listing, folder: str) -> Counter[str]:
    """Return what lies in a folder, whatever it is called there."""
    start = inside(folder, "")
    return Counter(blob for naam, blob in listing.items() if naam.startswith(start))
