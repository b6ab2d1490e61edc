"""Writing what is made from an open dossier: workbooks and documents, as the name of the file ends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from budgetdesk.checks.melding import Melding
from budgetdesk.document.delen.laden import indeling
from budgetdesk.document.huisstijl import Huisstijl, huisstijl
from budgetdesk.errors import InputError
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.suffix import Doel, build_file, build_site, build_wijziging
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import stand
from budgetdesk.model.dossier import BEGROTING, Bestand
from budgetdesk.model.kinds.begroting import Huisstijlkeuzes
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files
from budgetdesk.storage.beelden import NoImage, read_image
from budgetdesk.storage.git import revision
from budgetdesk.storage.map import replace_folder


def export(session: Session, doel: Doel, programmas: Sequence[Bestand], *, bladzijden: bool = False) -> list[str]:
    """Write these programmas as a workbook, a site or a document, its contents with pages if asked; return warnings.

    Raises InputError where a finding makes the figures or the texts unfit, Refused where nothing here can count pages,
    WriteError or NotPlaced where writing fails.
    """
    info = _info(session)
    said: list[str] = []
    if doel.is_site:
        made = build_site(session.cijfers, programmas, info, said.append)
        return [*said, *replace_folder(doel.pad, made)]
    content = build_file(doel.einde, session.cijfers, programmas, info, said.append, bladzijden=bladzijden)
    return [*said, *_replace(doel.pad, content)]


def has_contents(session: Session) -> bool:
    """Return whether the document that is open has contents."""
    return indeling(session.cijfers).opmaak.inhoud > 0


def export_besluit(session: Session, doel: Path, besluit: Bestand) -> list[str]:
    """Write what a decision changes as a workbook or a document; return warnings. Raises as `export` does."""
    said: list[str] = []
    made = build_wijziging(doel.suffix.lower(), session.cijfers, besluit, _info(session), said.append)
    return [*said, *_replace(doel, made)]


def _info(session: Session) -> Documentinfo:
    """Return what an export says about itself; raises InputError where figures or texts are unfit for one."""
    session.keuring.require_sound(berekend=True)
    return Documentinfo(
        titel=session.titel,
        gemeente=session.dossier.kop.gemeente,
        dossier=session.naam,
        herkomst=revision(session.map),
        stand=stand(session.dossier),
        huisstijl=_huisstijl(session),
    )


def _huisstijl(session: Session) -> Huisstijl:
    """Return the house style with its logo; raises InputError where that is no image to be used."""
    gekozen = session.dossier.begroting.single(Huisstijlkeuzes)
    try:
        logo = read_image(session.map, gekozen.logo) if gekozen.logo else None
    except NoImage as error:
        adres = Adres(BEGROTING, Huisstijlkeuzes.kind.naam, "", Huisstijlkeuzes.logo.sleutel)
        raise InputError(session.keuring.placed([Melding("BD512", adres, str(error))])) from error
    return huisstijl(gekozen, logo)


def _replace(doel: Path, content: bytes) -> list[str]:
    """Write a file that is not of the dossier, all of it or nothing; return warnings."""
    return replace_files([Vervanging(doel, content, ONGEACHT)])
