"""Writing what is made from an open dossier: workbooks and documents, as the name of the file ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from budgetdesk.document.delen.laden import indeling
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import build_file, build_wijziging
from budgetdesk.model.documenten import stand
from budgetdesk.model.dossier import Bestand
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files
from budgetdesk.storage.git import revision


def export(session: Session, doel: Path, programmas: Sequence[Bestand], *, bladzijden: bool = False) -> list[str]:
    """Write these programmas as a workbook or a document, its contents with pages where asked; return warnings.

    Raises InputError where a finding makes the figures or the texts unfit, Refused where nothing here can count pages,
    WriteError where writing fails.
    """
    info = _info(session)
    return _replace(doel, build_file(doel.suffix.lower(), session.cijfers, programmas, info, bladzijden=bladzijden))


def has_contents(session: Session) -> bool:
    """Return whether the document that is open has contents."""
    return indeling(session.cijfers).opmaak.inhoud > 0


def export_besluit(session: Session, doel: Path, besluit: Bestand) -> list[str]:
    """Write what a decision changes as a workbook or a document; return warnings. Raises as `export` does."""
    info = _info(session)
    return _replace(doel, build_wijziging(doel.suffix.lower(), session.cijfers, besluit, info))


def _info(session: Session) -> Documentinfo:
    """Return what an export says about itself; raises InputError where figures or texts are unfit for one."""
    session.keuring.require_sound(berekend=True)
    return Documentinfo(
        titel=session.titel,
        gemeente=session.dossier.kop.gemeente,
        dossier=session.naam,
        herkomst=revision(session.map),
        stand=stand(session.dossier),
    )


def _replace(doel: Path, content: bytes) -> list[str]:
    """Write a file that is not of the dossier, all of it or nothing; return warnings."""
    return replace_files([Vervanging(doel, content, ONGEACHT)])
