"""Which file an export makes, by the end of its name; each library is loaded only for the file that needs it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from budgetdesk.errors import UsageError
from budgetdesk.export.liggend import in_pdf, in_word
from budgetdesk.voortgang import stappen

if TYPE_CHECKING:
    from budgetdesk.document.blokken import Document
    from budgetdesk.document.delen.telling import Telling
    from budgetdesk.document.huisstijl import Huisstijl
    from budgetdesk.export.caption import Documentinfo
    from budgetdesk.export.liggend import Past
    from budgetdesk.export.pdf.lay_out import Layout
    from budgetdesk.model.dossier import Bestand
    from budgetdesk.tables.grid import Grid
    from budgetdesk.tables.signed import Cijfers

WERKMAP: Final = ".xlsx"
PDF: Final = ".pdf"
WORD: Final = ".docx"

_DELEN: Final = "programma's"


@dataclass(slots=True)
class Verslag:
    """What is to be told of a file that was made: sentences about what it could not hold as it stands, and its pages.

    `bladzijden` is 0 where nobody counted them; `zonder_nummers` says that contents are there that lack them.
    """

    zinnen: list[str] = field(default_factory=list)
    bladzijden: int = 0
    zonder_nummers: bool = False


def niets() -> str:
    """Return that nothing has to be installed."""
    return ""


@dataclass(frozen=True, slots=True)
class Format:
    """A file that an export can make: how its name ends, how people get it (`voor Word`) and what they call it."""

    einde: str
    zin: str
    naam: str
    write: Callable[[Document, Verslag], bytes] | None = None
    """What makes it of a document; None for the workbook, which holds tables, and for a folder."""
    number: Callable[[Document, Verslag], bytes] | None = None
    """What makes it with page numbers in its contents; None where it knows no pages."""
    ontbreekt: Callable[[], str] = niets
    """What has to be installed for it, in a sentence; nothing where all is there."""
    telt: Callable[[], str] = niets
    """What has to be installed to number its pages, in a sentence; nothing where all is there."""
    past: Callable[[Huisstijl], Past] | None = None
    """What says which tables fit on an upright page of that house style; None where there are no pages."""

    @property
    def is_werkmap(self) -> bool:
        """Return whether it is the workbook, which holds tables and no document."""
        return self.einde == WERKMAP


def _docx(document: Document, verslag: Verslag) -> bytes:
    from budgetdesk.document.boom import in_inhoud
    from budgetdesk.export.docx import to_docx

    verslag.zonder_nummers = bool(in_inhoud(document))
    return to_docx(document, meld=verslag.zinnen.append)


def _genummerd(document: Document, verslag: Verslag) -> bytes:
    from budgetdesk.export.bladzijden import genummerd

    made, verslag.bladzijden = genummerd(document, verslag.zinnen.append)
    return made


def _html(document: Document, _verslag: Verslag) -> bytes:
    from budgetdesk.export.html import to_html

    return to_html(document).encode()


def _markdown(document: Document, _verslag: Verslag) -> bytes:
    from budgetdesk.export.markdown import to_document_markdown

    return to_document_markdown(document).encode()


def _pdf(document: Document, verslag: Verslag, layout: Layout | None = None) -> bytes:
    from budgetdesk.export.pdf.schrijver import bladzijden, to_pdf

    made = to_pdf(document, verslag.zinnen.append, layout)
    verslag.bladzijden = bladzijden(made)
    return made


def _ongeteld() -> str:
    from budgetdesk.export.bladzijden import ontbreekt

    return ontbreekt()


def _zonder_pdf() -> str:
    from budgetdesk.export.pdf.zetter import ontbreekt

    return ontbreekt()


FORMATS: Final = {
    known.einde: known
    for known in (
        Format(WERKMAP, "als Excel-werkmap", "Excel"),
        Format(WORD, "voor Word", "Word", _docx, _genummerd, telt=_ongeteld, past=in_word),
        Format(".html", "als webpagina", "webpagina", _html),
        Format(PDF, "als pdf", "pdf", _pdf, ontbreekt=_zonder_pdf, past=in_pdf),
        Format(".md", "in Markdown", "Markdown", _markdown),
    )
}
"""What an export can make, by how its name ends."""


def either(parts: Iterable[str]) -> str:
    """Return a choice in words: `a, b of c`."""
    *most, last = parts
    return f"{', '.join(most)} of {last}" if most else last


SITE: Final = Format("/", "als site, in een map", "site")
"""The one that is a folder: its name ends so, whatever the system calls folders with."""

EXPORTS: Final = {**FORMATS, SITE.einde: SITE}
"""What an export can make: any file, or a site."""

EINDEN: Final = either(EXPORTS)
"""The ends of their names in words."""


def in_woorden(formats: Iterable[Format]) -> str:
    """Return what an export can make in words: `voor Word (.docx) of als webpagina (.html)`."""
    return either(f"{known.zin} ({known.einde})" for known in formats)


ALLE: Final = in_woorden(EXPORTS.values())
"""Everything an export can make, in words."""

DOCUMENTEN: Final = in_woorden(known for known in EXPORTS.values() if known.einde != WERKMAP)
"""What it can make of a document, in words."""


@dataclass(frozen=True, slots=True)
class Doel:
    """Where an export goes, and how its name ends: a key of `EXPORTS`."""

    pad: Path
    einde: str

    @property
    def is_site(self) -> bool:
        """Return whether it is a folder."""
        return self.einde == SITE.einde


_OP_SITE: Final = "-site"
"""What a proposed folder ends in: the name alone may be that of the dossier."""


def proposed(naam: str, einde: str) -> str:
    """Return a name that ends so, a key of `EXPORTS`."""
    return f"{naam}{_OP_SITE if einde == SITE.einde else ''}{einde}"


def bare(naam: str, einde: str) -> str:
    """Return a name without what `proposed` puts behind it."""
    if einde == SITE.einde:
        return naam.rstrip("/").removesuffix(_OP_SITE)
    return naam[: -len(einde)] if naam.lower().endswith(einde) else naam


def doel_van(naam: str, pad: Path, einden: Iterable[str] = EXPORTS) -> Doel:
    """Return what was named and leads to `pad`; a folder that is there needs no more than its name.

    Raises UsageError (2) where the name ends in none of `einden`.
    """
    known = tuple(einden)
    einde = pad.suffix.lower()
    if SITE.einde in known and (naam.endswith(("/", os.sep)) or (einde not in FORMATS and pad.is_dir())):
        return Doel(pad, SITE.einde)
    if einde not in known:
        raise UsageError(f"Een export eindigt op {either(known)}; `{naam}` eindigt anders.")
    return Doel(pad, einde)


def require_bladzijden(einde: str) -> None:
    """Raise UsageError (2) where a file that ends so has no pages to number; `einde` is a key of `EXPORTS`."""
    if EXPORTS[einde].number is None:
        known = either(known.einde for known in FORMATS.values() if known.number)
        raise UsageError(f"--bladzijden hoort bij een export die eindigt op {known}; een {einde} heeft er geen.")


def require_lay_out(einde: str) -> None:
    """Raise UsageError (2) where a file that ends so takes no layout of one's own."""
    if einde != PDF:
        raise UsageError(f"--lay-out hoort bij een export die eindigt op {PDF}; een {einde} heeft er geen.")


def build_file(
    einde: str,
    cijfers: Cijfers,
    programmas: Sequence[Bestand],
    info: Documentinfo,
    verslag: Verslag | None = None,
    *,
    bladzijden: bool = False,
    layout: Layout | None = None,
) -> bytes:
    """Return the bytes of an export of these programmas; `einde` is a key of `FORMATS`.

    With `bladzijden` the contents say on which page each chapter is; of a PDF `layout` goes before ours. Raises
    LimitExceeded where Excel cannot hold an amount exactly, or a PDF takes too much; Refused where nothing here can
    count pages, or a layout cannot be used; UsageError where a PDF is asked for without the extra that makes it.
    """
    known = FORMATS[einde]
    write = known.number if bladzijden else known.write
    if layout is not None:
        write = partial(_pdf, layout=layout)
    if write:
        verslag = verslag or Verslag()
        return write(_told(document_van(cijfers, programmas, info), verslag), verslag)
    from budgetdesk.export.extent import omvang
    from budgetdesk.export.workbook import build_workbook

    held = omvang(cijfers, programmas)
    return build_workbook(sheets(cijfers, programmas), replace(info, titel=held.titel(info.titel)), held, cijfers.cube)


def build_site(
    cijfers: Cijfers, programmas: Sequence[Bestand], info: Documentinfo, verslag: Verslag | None = None
) -> dict[str, bytes]:
    """Return the files of the site of these programmas by their path."""
    from budgetdesk.document.oogopslag import oogopslag
    from budgetdesk.document.posten import posten
    from budgetdesk.export.site.bouw import Stof, to_site

    document = _told(document_van(cijfers, programmas, info), verslag or Verslag())
    unfolded = {bestand.nummer: posten(cijfers, bestand) for bestand in stappen(programmas, _DELEN)}
    return to_site(Stof(document, oogopslag(cijfers, programmas), unfolded))


def document_van(
    cijfers: Cijfers, programmas: Sequence[Bestand], info: Documentinfo, telling: Telling | None = None
) -> Document:
    """Return the document of these programmas, before any file is made of it; `telling` counts what it holds."""
    from budgetdesk.document.hoofdstuk import build

    document = build(cijfers, programmas, info.titel, info.gemeente, info.bron, info.stand, telling)
    return replace(document, huisstijl=info.huisstijl)


def _told(document: Document, verslag: Verslag) -> Document:
    """Return a document after telling which names in its texts lead nowhere."""
    from budgetdesk.document.boom import loos

    for naam, adressen in loos(document).items():
        why = "meer dan één deel of tabel heet zo" if adressen else "geen deel of tabel in dit document heet zo"
        verslag.zinnen.append(f"`#{naam}` in een tekst leidt nergens heen: {why}.")
    return document


def build_wijziging(
    einde: str,
    cijfers: Cijfers,
    besluit: Bestand,
    info: Documentinfo,
    verslag: Verslag | None = None,
    *,
    bladzijden: bool = False,
) -> bytes:
    """Return the bytes of a begrotingswijziging, which amends the budget that `info` is about.

    With `bladzijden` its contents say on which page each part is. Raises what `build_file` does.
    """
    known = FORMATS[einde]
    if write := known.number if bladzijden else known.write:
        verslag = verslag or Verslag()
        return write(_told(_wijziging(cijfers, besluit, info), verslag), verslag)
    from budgetdesk.export.workbook import build_workbook
    from budgetdesk.tables.begrotingswijziging import begrotingswijziging
    from budgetdesk.tables.kredietwijziging import kredietwijziging

    cijfers = cijfers.by_now()
    grid, kredieten = (make(cijfers, besluit.naam) for make in (begrotingswijziging, kredietwijziging))
    grids = [grid, *([kredieten] if kredieten.rijen else [])]
    return build_workbook(grids, replace(info, titel=grid.titel), cube=cijfers.cube)


def build_wijziging_site(
    cijfers: Cijfers, besluit: Bestand, info: Documentinfo, verslag: Verslag | None = None
) -> dict[str, bytes]:
    """Return the files of the site of a begrotingswijziging by their path; its first page says what was decided."""
    from budgetdesk.document.blokken import Alinea, Kenmerken, Opsomming
    from budgetdesk.export.site.bouw import Stof, to_site

    document = _told(_wijziging(cijfers, besluit, info), verslag or Verslag())
    first = document.delen[0].blokken if document.delen else ()
    return to_site(Stof(document, [blok for blok in first if isinstance(blok, (Alinea, Kenmerken, Opsomming))]))


def _wijziging(cijfers: Cijfers, besluit: Bestand, info: Documentinfo) -> Document:
    from budgetdesk.document.wijziging import build

    document = build(cijfers, besluit, info.gemeente, info.bron)
    return replace(document, huisstijl=info.huisstijl)


def sheets(cijfers: Cijfers, programmas: Sequence[Bestand]) -> list[Grid]:
    """Return the tables of a workbook that say something: those of each programma, then those that span several.

    Of some programmas of a dossier it leaves out what is about the whole municipality whatever is asked; of a
    dossier that is not a whole municipality what judges that.
    """
    from budgetdesk.document.deelgrid import says_something
    from budgetdesk.export.extent import omvang
    from budgetdesk.tables.registry import build as build_table

    held = omvang(cijfers, programmas)
    soorten = [s for s in cijfers.tabellen.values() if held.houdt(s) and s.is_of(cijfers.sjabloon)]
    own = [
        build_table(s.naam, cijfers, [b]) for b in stappen(programmas, _DELEN) for s in soorten if not s.overkoepelend
    ]
    over = [held.beperkt(build_table(s.naam, cijfers, programmas)) for s in soorten if s.overkoepelend]
    return [grid for grid in [*own, *over] if says_something(grid)]
