"""An editor of a dossier in memory: no folder, no files to write."""

from __future__ import annotations

from pathlib import Path

from budgetdesk.errors import InputError, Plaats
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.session.derived import Derived
from budgetdesk.session.editor import Editor
from budgetdesk.storage.reader import read_contents
from budgetdesk.storage.vindplaatsen import Vindplaatsen
from budgetdesk.tables.sjabloon import Sjabloon, load
from tests.proef import inhoud


class Templates:
    """The templates that exist: those that are shipped, but for what is in `gone`."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def __call__(self, dossier: Dossier) -> Sjabloon:
        if dossier.sjabloon in self.gone:
            raise InputError.at(Plaats(BEGROTING), f"onbekend sjabloon `{dossier.sjabloon}`.", code="BD104")
        return load(dossier.sjabloon, dossier.jaar)


def editor(*programmas: str, templates: Templates | None = None, **overig: str) -> Editor:
    """Return an editor of a dossier with these programmas and other files."""
    files = inhoud(*programmas, **overig)
    gelezen = read_contents(Path("proef"), files)
    vindplaatsen = Vindplaatsen(gelezen.map)
    derived = Derived(gelezen.dossier, templates or Templates(), gelezen.bevindingen, vindplaatsen, {})
    return Editor(gelezen.dossier, derived, lambda naam: files[naam].decode())
