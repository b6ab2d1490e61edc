"""What changed in one file, as tables: what came and went, amounts per kind, other values; and its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from budgetdesk.model import besluiten
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import counts_in, target
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.schema import FASEN
from budgetdesk.review.verschil.druk import (
    PIJL,
    Druk,
    bestandsnaam,
    eigennaam,
    hoofdletter,
    opsomming,
    soortnaam,
    tabelnaam,
    veldnaam,
    waardetekst,
)
from budgetdesk.review.verschil.vergelijking import (
    Bestandsverschil,
    Lot,
    Tabelverschil,
    Vergelijking,
    Waardeverschil,
    as_text,
)
from budgetdesk.review.verschil.woorden import Stuk, compare_words
from budgetdesk.tables.bouw import Teken, Tekens
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import Cel, Records

_LOT: Final[dict[Lot, str]] = {"gewijzigd": "", "nieuw": " (nieuw)", "vervallen": " (vervallen)"}

_CONCEPT: Final = ("voorstel", "ontwerp")
"""Status of a decision that is still to be taken."""

_VORIG: Final = "mjb"

_FASEN: Final = {"": "", _VORIG: "Vorige MJB "}
"""Headings of phases that do not go by their own name."""

_GENOEMD: Final = ("naam", "onderwerp", "nummer")
"""Keys whose value stands in what people call a table or file."""

_NERGENS: Final = "niets"
"""In what a decision counts that does not count."""

_KANTEN: Final = (*POSTKANTEN, *RESERVEKANTEN)
"""Sides that print with the signs of the document."""


@dataclass(frozen=True, slots=True)
class Tekstverschil:
    """One text that differs, word by word."""

    naam: str
    veld: str
    stukken: tuple[Stuk, ...]
    adres: Adres


@dataclass(frozen=True, slots=True)
class Hoofdstuk:
    """What changed in one file: its tables by their heading, then its texts. The effect is one without a file."""

    titel: str
    programma: int | None
    tabellen: tuple[tuple[str, Grid], ...]
    teksten: tuple[Tekstverschil, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class _Kolom:
    """A year and a phase (`fase` empty: none), in order of print."""

    jaar: int
    rang: int
    fase: str


@dataclass(frozen=True, slots=True)
class _Tabel:
    """A table in the making: its heading, its name, what heads its rows."""

    label: str
    naam: str
    labels: tuple[str, str]
    records: Records


def build(vergelijking: Vergelijking, verschil: Bestandsverschil, druk: Druk, koppen: Mapping[str, str]) -> Hoofdstuk:
    """Return the chapter of one file; `koppen` are the headings of the document by `fase.jaar`."""
    bestand = verschil.bestand
    maker = _Maker(vergelijking, verschil, druk, koppen)
    programma = bestand.nummer if bestand.soort == "programma" else None
    titel = bestandsnaam(bestand) + _LOT[verschil.lot] + (_counting(bestand) if verschil.lot != "vervallen" else "")
    tables = [
        (t.label, t.records.grid(t.naam, f"{titel}: {t.label.lower()}", programma, druk.weergave, t.labels))
        for t in (maker.structure(), *maker.amounts(), maker.values())
        if t.records.rijen
    ]
    return Hoofdstuk(titel, programma, tuple(tables), tuple(maker.texts()))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the parts of the chapter of one file."""

    vergelijking: Vergelijking
    verschil: Bestandsverschil
    druk: Druk
    koppen: Mapping[str, str]

    # --- what came and went

    def structure(self) -> _Tabel:
        """Return what is new, gone, under another key or in another place; of a whole file how much it holds."""
        records = Records([Kop("Wat", 0, vorm="tekst")])
        bestand = self.verschil.bestand
        if self.verschil.lot != "gewijzigd" or self.verschil.was:
            soort = "wijziging" if bestand.soort == "wijziging" else "programma" if bestand.nummer else ""
            rij = Rij(bestandsnaam(bestand), soortnaam(bestand.soort), "blad", ("bestand", bestand.naam))
            records.add(rij, Cel(self._of_file(), Adres(bestand.naam, soort, "", "")))
        for tabel in self.verschil.tabellen if self.verschil.lot == "gewijzigd" else ():
            if tabel.is_structuur and (tabel.tabel.sleutel or not tabel.waarden):
                rij = Rij(self._naam(tabel), soortnaam(tabel.tabel.soort), "blad", _scope(tabel))
                records.add(rij, Cel(_fate(tabel), tabel.adres))
        return _Tabel("Nieuw, vervallen en verplaatst", "verschil-opbouw", ("Onderdeel", "Soort"), records)

    def _of_file(self) -> str:
        if self.verschil.lot == "gewijzigd":
            return f"het bestand {self.verschil.was} heet nu {self.verschil.bestand.naam}"
        kinds = [t.soort for t in self.verschil.bestand.tabellen.values() if t.sleutel]
        held = opsomming({soort: kinds.count(soort) for soort in dict.fromkeys(kinds)})
        heads = [t for t in self.verschil.tabellen if t.lot == "nieuw" and not t.tabel.sleutel]
        parts = [f"met {held}" if held else "", *(detail for head in heads for detail in _details(head))]
        return ": ".join(filter(None, [self.verschil.lot, "; ".join(filter(None, parts))]))

    # --- amounts

    def amounts(self) -> Iterator[_Tabel]:
        """Yield per kind the amounts per year: a row per table and side, `oud → nieuw` per phase and year."""
        for soort, group in groupby(self.verschil.tabellen, lambda t: t.tabel.soort):
            rows = [(t, label, cells) for t in group for label, cells in _per_side(t)]
            kolommen = sorted({kolom for _, _, cells in rows for kolom in cells})
            records = Records([Kop(self._kop(kolom), kolom.jaar) for kolom in kolommen])
            parts = sorted(rows, key=lambda row: self._place(row[0]))
            for groep, members in groupby(parts, lambda row: self._groep(row[0])):
                if groep:
                    records.add(Rij(groep, "", "groep", ("groep", groep)))
                for tabel, kant, cells in members:
                    self._add(records, tabel, kant, [cells.get(kolom) for kolom in kolommen], niveau=bool(groep))
            label = hoofdletter(soortnaam(soort, 2))
            yield _Tabel(label, f"verschil-{soort}", (hoofdletter(soortnaam(soort)), " "), records)

    def _add(
        self, records: Records, tabel: Tabelverschil, kant: str, cells: Sequence[Waardeverschil | None], *, niveau: bool
    ) -> None:
        first = next(cell for cell in cells if cell)
        tekens = self._tekens(tabel, kant)
        factor = tekens[0][1] if tekens else 1
        rij = Rij(
            self._naam(tabel) + (_LOT[tabel.lot] if self.verschil.lot == "gewijzigd" else ""),
            veldnaam(first.veld, kant),
            "blad",
            _scope(tabel),
            tekens,
            kant=kant,
            niveau=int(niveau),
        )
        records.add(rij, *(self._cel(cell, factor) for cell in cells))

    def _cel(self, cell: Waardeverschil | None, factor: int) -> Cel:
        if cell is None:
            return Cel()
        oud, nieuw = (w * factor if isinstance(w, int) else None for w in (cell.oud, cell.nieuw))
        return Cel(self.druk.wijziging(oud, nieuw, procent=True), cell.adres)

    def _tekens(self, tabel: Tabelverschil, kant: str) -> tuple[Teken, ...]:
        """Return the printed sign of a side of a post or reserve; other amounts have their natural sign."""
        side = kant.rpartition(".")[2]
        known = tabel.tabel.soort in ("post", "reserve") and side in _KANTEN
        return Tekens(self.druk.weergave).kant(side) if known else ()

    def _naam(self, tabel: Tabelverschil) -> str:
        """Return what people call a table; of a mutation what it lands on too."""
        if not tabel.tabel.sleutel:
            return tabelnaam(tabel.bestand, tabel.tabel)
        naam = eigennaam(tabel.bestand, tabel.tabel)
        programma = self._programma(tabel)
        doel = programma.tabel(*target(tabel.tabel)) if programma else None
        return f"{doel.naam}: {naam}" if doel else naam

    def _groep(self, tabel: Tabelverschil) -> str:
        """Return what heads a table: the beleidsterrein of a post, the programma of a mutation."""
        if tabel.tabel.soort == "post":
            sleutel = tabel.tabel.tekst("beleidsterrein")
            terrein = tabel.bestand.tabel("beleidsterrein", sleutel)
            return eigennaam(tabel.bestand, terrein) if terrein else sleutel
        programma = self._programma(tabel)
        return bestandsnaam(programma) if programma else ""

    def _place(self, tabel: Tabelverschil) -> tuple[int, str]:
        """Return where the group of a table stands among others."""
        if tabel.tabel.soort == "mutatie":
            return tabel.tabel.geheel("programma"), ""
        sleutel = tabel.tabel.tekst("beleidsterrein") if tabel.tabel.soort == "post" else ""
        keys = [t.sleutel for t in tabel.bestand.van("beleidsterrein")]
        return (keys.index(sleutel), "") if sleutel in keys else (len(keys), sleutel)

    def _programma(self, tabel: Tabelverschil) -> Bestand | None:
        """Return the programma a mutation is on, as the dossier that has the mutation has it."""
        dossier = self.vergelijking.oud if tabel.lot == "vervallen" else self.vergelijking.nieuw
        return dossier.programma(tabel.tabel.geheel("programma")) if tabel.tabel.soort == "mutatie" else None

    def _kop(self, kolom: _Kolom) -> str:
        named = _FASEN.get(kolom.fase, f"{kolom.fase.capitalize()} ")
        return self.koppen.get(f"{kolom.fase}.{kolom.jaar}", f"{named}{kolom.jaar}")

    # --- other values and texts

    def values(self) -> _Tabel:
        """Return every other value that differs, as `oud → nieuw`; of a whole file `structure` tells them."""
        records = Records([Kop("Was → is nu", 0, vorm="tekst")])
        for tabel in self.verschil.tabellen if self.verschil.lot == "gewijzigd" else ():
            told = tabel.lot == "gewijzigd" or not tabel.tabel.sleutel
            for waarde in tabel.waarden if told else ():
                if not (waarde.heeft_jaar or waarde.volgt or waarde.is_tekst):
                    naam, soort = tabelnaam(tabel.bestand, tabel.tabel), veldnaam(waarde.veld, waarde.adres.pad)
                    records.add(Rij(naam, soort, "blad", _scope(tabel)), Cel(self._change(waarde), waarde.adres))
            oud, nieuw = (counts_in(t) if t else "" for t in (tabel.oud, tabel.nieuw))
            if tabel.tabel.soort == "wijziging" and told and oud != nieuw:
                rij = Rij(tabelnaam(tabel.bestand, tabel.tabel), "Telt daardoor mee in", "blad", _scope(tabel))
                records.add(rij, Cel(f"{oud or _NERGENS}{PIJL}{nieuw or _NERGENS}", tabel.adres))
        return _Tabel("Andere gegevens", "verschil-gegevens", ("Onderdeel", "Gegeven"), records)

    def _change(self, waarde: Waardeverschil) -> str:
        paar = self.verschil.paar
        oud, nieuw = (waardetekst(waarde.veld, w, b) for w, b in ((waarde.oud, paar.oud), (waarde.nieuw, paar.nieuw)))
        return f"{oud}{PIJL}{nieuw}" if oud != nieuw else f"{nieuw} (anders geschreven)"

    def texts(self) -> Iterator[Tekstverschil]:
        """Yield the texts that differ; those of what is gone are not told."""
        for tabel in self.verschil.tabellen:
            for waarde in tabel.waarden if tabel.lot != "vervallen" else ():
                if waarde.is_tekst:
                    naam, veld = tabelnaam(tabel.bestand, tabel.tabel), veldnaam(waarde.veld, waarde.adres.pad)
                    stukken = compare_words(as_text(waarde.oud), as_text(waarde.nieuw))
                    yield Tekstverschil(naam, veld, tuple(stukken), waarde.adres)


def _counting(bestand: Bestand) -> str:
    """Return that the amounts of a decision do not count, and why; nothing where they do, or of another file."""
    kop = besluiten.kop(bestand)
    if bestand.soort != "wijziging" or counts_in(kop):
        return ""
    if kop.tekst("telt_mee") == "niet":
        return " (telt niet mee)"
    status = kop.tekst("status", _CONCEPT[0])
    return f" ({status}: telt {'nog ' if status in _CONCEPT else ''}niet mee)"


def _scope(tabel: Tabelverschil) -> tuple[str, str]:
    return tabel.tabel.soort, tabel.tabel.sleutel


def _fate(tabel: Tabelverschil) -> str:
    """Return what became of a table, in words; of a new one its short values."""
    if tabel.lot == "nieuw":
        return ": ".join(filter(None, ["nieuw", "; ".join(_details(tabel))]))
    if tabel.lot == "vervallen":
        return "vervallen"
    parts = [f"sleutel {tabel.was} is nu {tabel.tabel.sleutel}"] if tabel.was else []
    if tabel.verplaatst:
        tables = tabel.bestand.van(tabel.tabel.soort)
        place = [t.sleutel for t in tables].index(tabel.tabel.sleutel)
        parts.append(f"staat nu na {eigennaam(tabel.bestand, tables[place - 1])}" if place else "staat nu vooraan")
    return "; ".join(parts)


def _details(tabel: Tabelverschil) -> Iterator[str]:
    for waarde in tabel.waarden:
        if not (waarde.heeft_jaar or waarde.is_tekst or waarde.adres.pad in _GENOEMD):
            text = waardetekst(waarde.veld, waarde.nieuw, tabel.bestand)
            yield f"{veldnaam(waarde.veld, waarde.adres.pad).lower()} {text}"


def _per_side(tabel: Tabelverschil) -> Iterator[tuple[str, dict[_Kolom, Waardeverschil]]]:
    """Yield the sides of a table that differ with their amounts per year."""
    sides: dict[str, dict[_Kolom, Waardeverschil]] = {}
    for waarde in tabel.waarden:
        if waarde.veld and waarde.heeft_jaar:
            kant = waarde.veld.sleutel
            *fase, jaar = waarde.adres.pad.removeprefix(f"{kant}.").split(".")
            # what is one-off of a raming is a part of the begroting
            named = fase[0] if fase else "begroting" if kant.startswith("incidenteel.") else ""
            # what the previous MJB said of a thing goes without saying where it came or went as a whole
            if named != _VORIG or tabel.lot == "gewijzigd":
                kolom = _Kolom(int(jaar), FASEN.index(named) if named else -1, named)
                sides.setdefault(kant, {})[kolom] = waarde
    yield from sides.items()
