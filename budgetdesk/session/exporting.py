"""Writing what is made from an open dossier: workbooks and documents, as the name of the file ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from budgetdesk.checks.huisstijl import unusable
from budgetdesk.document.delen.laden import indeling
from budgetdesk.document.huisstijl import Huisstijl, huisstijl
from budgetdesk.errors import InputError, Refused
from budgetdesk.export.caption import Documentinfo
from budgetdesk.export.pdf.lay_out import onze, read_layout
from budgetdesk.export.suffix import (
    PDF,
    WORD,
    Doel,
    Verslag,
    build_file,
    build_site,
    build_wijziging,
    build_wijziging_site,
)
from budgetdesk.export.vooruitblik import (
    BEVINDINGEN,
    LET_OP,
    Blikregel,
    Feit,
    Gebouwd,
    Vooruitblik,
    gebouwd,
    vooruitblik,
)
from budgetdesk.model.documenten import stand
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.begroting import Huisstijlkeuzes
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, replace_files
from budgetdesk.storage.beelden import NoImage, read_image
from budgetdesk.storage.git import revision
from budgetdesk.storage.huisstijlbestand import Onbruikbaar
from budgetdesk.storage.lettertypen import NoFont, read_font
from budgetdesk.storage.map import replace_folder
from budgetdesk.storage.wordsjablonen import NoTemplate, read_template
from budgetdesk.zinnen import aantal

_MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Geschreven:
    """A file or folder that was written: how many pages it has (0: nobody counted) and what is to be told of it.

    `zonder_nummers` says that its contents lack the numbers of pages.
    """

    pad: Path
    meldingen: Sequence[str] = ()
    bladzijden: int = 0
    zonder_nummers: bool = False

    @property
    def maat(self) -> str:
        """Return how large it is in words: `104 bladzijden, 5,1 MB`."""
        files = [p for p in self.pad.rglob("*") if p.is_file()] if self.pad.is_dir() else [self.pad]
        parts = [aantal(self.bladzijden, "bladzijde", "bladzijden")] if self.bladzijden else []
        parts += [aantal(len(files), "bestand", "bestanden")] if self.pad.is_dir() else []
        return ", ".join([*parts, _bytes(sum(p.stat().st_size for p in files))])


def _bytes(count: int) -> str:
    """Return how many bytes in words: `312 kB`, `5,1 MB`."""
    if count < _MEGA:
        return f"{max(round(count / 1000), 1)} kB"
    return f"{count / _MEGA:.1f} MB".replace(".", ",")


def export(
    session: Session,
    doel: Doel,
    programmas: Sequence[Bestand],
    *,
    bladzijden: bool = False,
    lay_out: Path | None = None,
) -> Geschreven:
    """Write these programmas as a workbook, a site or a document, its contents with pages if asked.

    A PDF is laid out by the file `lay_out` where one is given. Raises InputError where a finding makes the figures or
    the texts unfit, Refused where nothing here can count pages or a layout cannot be used, WriteError or NotPlaced
    where writing fails.
    """
    layout = read_layout(lay_out) if lay_out else None
    cijfers, info, verslag = session.cijfers, _info(session, doel.einde), Verslag()
    if doel.is_site:
        return _replace_site(doel.pad, build_site(cijfers, programmas, info, verslag), verslag)
    with _fit_to_use(session):
        made = build_file(doel.einde, cijfers, programmas, info, verslag, bladzijden=bladzijden, layout=layout)
    return _replace(doel.pad, made, verslag)


class Vooruitzicht:
    """What exports of some programmas will hold; their document is built once for all its formats."""

    def __init__(self, session: Session, programmas: Sequence[Bestand]) -> None:
        self._session = session
        self._programmas = programmas
        self._gebouwd: Gebouwd | None = None

    def blik(self, einde: str) -> Vooruitblik:
        """Return what one will hold whose name ends so, a key of `EXPORTS`; nothing is written.

        Raises InputError where a finding makes the figures or the texts unfit, Afgebroken where whoever waits calls it
        off.
        """
        cijfers, info = self._session.cijfers, _info(self._session, einde)
        with _fit_to_use(self._session):
            found = vooruitblik(cijfers, self._programmas, info, einde, lambda: self._document(info))
        if self._session.dirty:
            found = replace(found, feiten=(*found.feiten, Feit(LET_OP, "wat nog niet is opgeslagen, staat er ook in")))
        return found.met(_bevindingen(self._session, self._programmas))

    def _document(self, info: Documentinfo) -> Gebouwd:
        if self._gebouwd is None:
            self._gebouwd = gebouwd(self._session.cijfers, self._programmas, info)
        return self._gebouwd


def _bevindingen(session: Session, programmas: Sequence[Bestand]) -> list[Blikregel]:
    """Return how many findings there are by their code: those in the files of other programmas are left out."""
    elsewhere = {b.naam for b in session.dossier.programmas} - {b.naam for b in programmas}
    found = [b for b in session.keuring.bevindingen if b.plaats.bestand not in elsewhere and b.ernst != "info"]
    if not found:
        return []
    codes = Counter(b.code for b in found)
    first = {b.code: b for b in reversed(found)}
    lines = [
        Blikregel(1, f"{code} {first[code].tekst}", f"{count} ×" if count > 1 else "", "let op")
        for code, count in codes.most_common()
    ]
    return [Blikregel(0, BEVINDINGEN, aantal(len(found), "bevinding", "bevindingen"), "deel"), *lines]


def export_lay_out(doel: Path) -> Geschreven:
    """Write our layout of a PDF, to begin one's own with. Raises Refused where the file is there."""
    if doel.exists():
        raise Refused(f"{doel} bestaat al en blijft staan; kies een andere naam.")
    return _replace(doel, onze().encode(), Verslag())


def has_contents(session: Session) -> bool:
    """Return whether the document that is open has contents, if it is long enough."""
    return indeling(session.cijfers).opmaak.diepte > 0


def export_besluit(session: Session, doel: Doel, besluit: Bestand, *, bladzijden: bool = False) -> Geschreven:
    """Write what a decision changes as a workbook, a site or a document, its contents with pages if asked.

    Raises as `export` does.
    """
    cijfers, info, verslag = session.cijfers, _info(session, doel.einde), Verslag()
    if doel.is_site:
        return _replace_site(doel.pad, build_wijziging_site(cijfers, besluit, info, verslag), verslag)
    with _fit_to_use(session):
        made = build_wijziging(doel.einde, cijfers, besluit, info, verslag, bladzijden=bladzijden)
    return _replace(doel.pad, made, verslag)


def _info(session: Session, einde: str) -> Documentinfo:
    """Return what an export that ends so says about itself; raises InputError where the dossier is unfit for one."""
    session.keuring.require_sound(berekend=True)
    return Documentinfo(
        titel=session.titel,
        gemeente=session.dossier.kop.gemeente,
        dossier=session.naam,
        herkomst=revision(session.map),
        stand=stand(session.dossier),
        huisstijl=_huisstijl(session, einde),
    )


def _huisstijl(session: Session, einde: str) -> Huisstijl:
    """Return the house style with its logo, and with the fonts or the template where such a file is made of them.

    Raises InputError where one of those cannot be used.
    """
    gekozen = session.dossier.begroting.single(Huisstijlkeuzes)
    with _fit_to_use(session):
        logo = read_image(session.map, gekozen.logo) if gekozen.logo else None
        fonts = [read_font(session.map, naam) for naam in gekozen.lettertypen] if einde == PDF else []
        word = read_template(session.map, gekozen.word) if gekozen.word and einde == WORD else None
    return huisstijl(gekozen, logo, tuple(fonts), word)


@contextmanager
def _fit_to_use(session: Session) -> Iterator[None]:
    """Let a file of the house style that cannot be used be an InputError at the key that names it."""
    try:
        yield
    except Onbruikbaar as error:
        raise InputError(session.keuring.placed([unusable(_SLEUTELS[type(error)], str(error))])) from error


_SLEUTELS: Final = {
    NoImage: Huisstijlkeuzes.logo.sleutel,
    NoFont: Huisstijlkeuzes.lettertypen.sleutel,
    NoTemplate: Huisstijlkeuzes.word.sleutel,
}


def _replace_site(doel: Path, files: Mapping[str, bytes], verslag: Verslag) -> Geschreven:
    """Write the folder of a site, all of it or nothing."""
    return Geschreven(doel, [*verslag.zinnen, *replace_folder(doel, files)])


def _replace(doel: Path, content: bytes, verslag: Verslag) -> Geschreven:
    """Write a file that is not of the dossier, all of it or nothing."""
    warnings = replace_files([Vervanging(doel, content, ONGEACHT)])
    return Geschreven(doel, [*verslag.zinnen, *warnings], verslag.bladzijden, verslag.zonder_nummers)
