"""What changed in one file: what came and went, amounts per kind, other values, and its texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from budgetdesk.diff.benaming import landing, naam_van, of_side
from budgetdesk.diff.change import (
    AmountChange,
    Chapter,
    Fate,
    Row,
    Section,
    TextChange,
    ValueChange,
)
from budgetdesk.diff.comparison import (
    Comparison,
    FileDiff,
    Lot,
    RecordDiff,
    ValueDiff,
    as_text,
)
from budgetdesk.diff.notation import (
    bestandsnaam,
    bestandssoort,
    hoofdletter,
    soortnaam,
    tabelnaam,
    veldnaam,
)
from budgetdesk.diff.woorden import compare_words
from budgetdesk.model import besluiten
from budgetdesk.model.adres import join_key, split_key
from budgetdesk.model.arrangement import BRONNEN, FASEN, PER_PROGRAMMA, REALISATIE
from budgetdesk.model.besluiten import counts_in
from budgetdesk.model.dossier import POSTKANTEN, RESERVEKANTEN, Bestand
from budgetdesk.model.kinds.notitie import Notitie
from budgetdesk.model.kinds.programma import Post
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging
from budgetdesk.model.scope import Scope
from budgetdesk.tables.grid import Kop, Rij
from budgetdesk.tables.signed import Teken, Tekens

_LOT: Final[dict[Lot, str]] = {"gewijzigd": "", "nieuw": " (nieuw)", "vervallen": " (vervallen)"}

_VORIG: Final = "mjb"

_LEVELS: Final = (*FASEN, REALISATIE, *BRONNEN)
"""What stands before the year of an amount, in the order of print: its phase, or what an adopted one came from."""
_FASEN: Final = {"": "", _VORIG: "Vorige MJB "}
"""Headings of phases that do not go by their own name."""

_NERGENS: Final = "niets"
"""In what a decision counts that does not count."""

_KANTEN: Final = (*POSTKANTEN, *RESERVEKANTEN)
"""Sides that print with the signs of the document."""


@dataclass(frozen=True, slots=True, order=True)
class _Kolom:
    """A year, a phase (`fase` empty: none) and a quarter (empty: none), in order of print."""

    jaar: int
    rang: int
    fase: str
    kwartaal: str = ""

    @property
    def moment(self) -> str:
        """Return the year, or the quarter as the file writes it: `2027-1`."""
        return f"{self.jaar}-{self.kwartaal}" if self.kwartaal else str(self.jaar)


def build(vergelijking: Comparison, verschil: FileDiff, koppen: Mapping[str, str]) -> Chapter:
    """Return the chapter of one file; `koppen` are the headings of the document by `fase.jaar`."""
    bestand = verschil.bestand
    maker = _Maker(vergelijking, verschil, koppen)
    programma = bestand.nummer if bestand.soort in PER_PROGRAMMA else None
    titel = bestandsnaam(bestand) + _LOT[verschil.lot] + (_counting(bestand) if verschil.lot != "vervallen" else "")
    sections = (maker.structure(), *maker.amounts(), maker.values(), maker.texts())
    return Chapter(titel, programma, tuple(section for section in sections if section.rows))


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the parts of the chapter of one file."""

    vergelijking: Comparison
    verschil: FileDiff
    koppen: Mapping[str, str]

    # --- what came and went

    def structure(self) -> Section:
        """Return what is new, gone, under another key or in another place; a file that came or went as a whole."""
        rows, bestand = list[Row](), self.verschil.bestand
        if self.verschil.lot != "gewijzigd" or self.verschil.was:
            rij = Rij(
                bestandsnaam(bestand), soortnaam(bestandssoort(bestand)), "blad", Scope("bestand", bestand=bestand.naam)
            )
            rows.append(Row(rij, (Fate(self.verschil, self.verschil.adres),)))
        for changed in self.verschil.records if self.verschil.lot == "gewijzigd" else ():
            if changed.is_structuur and (changed.record.sleutel or not changed.waarden):
                rij = Rij(self._naam(changed), soortnaam(changed.record.soort), "blad", changed.record.key.scope)
                rows.append(Row(rij, (Fate(changed, changed.adres),)))
        return _of_words("Nieuw, vervallen en verplaatst", ("Onderdeel", "Soort"), "Wat", rows)

    # --- amounts

    def amounts(self) -> Iterator[Section]:
        """Yield per kind the amounts per year: a row per table and side, a column per phase and year."""
        for soort, group in groupby(self.verschil.records, lambda t: t.record.soort):
            rows = [(t, label, cells) for t in group for label, cells in _per_side(t)]
            kolommen = sorted({kolom for _, _, cells in rows for kolom in cells})
            koppen = [Kop(self._kop(kolom), kolom.jaar) for kolom in kolommen]
            told = list[Row]()
            parts = sorted(rows, key=lambda row: self._place(row[0]))
            for groep, members in groupby(parts, lambda row: self._groep(row[0])):
                if groep:
                    told.append(Row(Rij(groep, "", "groep", Scope("groep", groep)), (None,) * len(koppen)))
                for changed, kant, cells in members:
                    told.append(self._row(changed, kant, [cells.get(kolom) for kolom in kolommen], niveau=bool(groep)))
            labels = (hoofdletter(soortnaam(soort)), " ")
            yield Section(hoofdletter(soortnaam(soort, 2)), labels, koppen, told)

    def _row(self, changed: RecordDiff, kant: str, cells: Sequence[ValueDiff | None], *, niveau: bool) -> Row:
        first = next(cell for cell in cells if cell)
        tekens = self._tekens(changed, kant)
        factor = tekens[0][1] if tekens else 1
        rij = Rij(
            self._naam(changed) + (_LOT[changed.lot] if self.verschil.lot == "gewijzigd" else ""),
            veldnaam(first.veld, kant),
            "blad",
            changed.record.key.scope,
            tekens,
            kant=kant,
            niveau=int(niveau),
        )
        return Row(rij, tuple(_amount(cell, factor) if cell else None for cell in cells))

    def _tekens(self, changed: RecordDiff, kant: str) -> tuple[Teken, ...]:
        """Return the printed sign of a side of a post or reserve; other amounts have their natural sign."""
        side = kant.rpartition(".")[2]
        known = changed.record.soort in ("post", "reserve") and side in _KANTEN
        return Tekens(self.vergelijking.nieuw.weergave).kant(side) if known else ()

    def _naam(self, changed: RecordDiff) -> str:
        """Return what people call a table where its kind is told besides; of a mutation what it lands on too."""
        if not changed.record.sleutel:
            return tabelnaam(changed.record)
        if isinstance(changed.record, Notitie):
            return naam_van(self.vergelijking, changed)
        naam, doel = changed.record.known_as, landing(self.vergelijking, changed)
        return f"{doel.naam}: {naam}" if doel else naam

    def _groep(self, changed: RecordDiff) -> str:
        """Return what heads a table: the beleidsterrein of a post, the programma of a mutation."""
        if isinstance(changed.record, Post):
            sleutel = changed.record.beleidsterrein
            terrein = changed.bestand.record("beleidsterrein", sleutel)
            return terrein.known_as if terrein else sleutel
        programma = self._programma(changed)
        return bestandsnaam(programma) if programma else ""

    def _place(self, changed: RecordDiff) -> tuple[int, str]:
        """Return where the group of a table stands among others."""
        if isinstance(changed.record, Mutatie):
            return changed.record.programma, ""
        sleutel = changed.record.beleidsterrein if isinstance(changed.record, Post) else ""
        keys = [t.sleutel for t in changed.bestand.van("beleidsterrein")]
        return (keys.index(sleutel), "") if sleutel in keys else (len(keys), sleutel)

    def _programma(self, changed: RecordDiff) -> Bestand | None:
        """Return the programma a mutation is on, as the dossier that has the mutation has it."""
        if not isinstance(changed.record, Mutatie):
            return None
        return of_side(self.vergelijking, changed).programma(changed.record.programma)

    def _kop(self, kolom: _Kolom) -> str:
        named = _FASEN.get(kolom.fase, f"{kolom.fase.capitalize()} ")
        return self.koppen.get(f"{kolom.fase}.{kolom.moment}", f"{named}{kolom.moment}")

    # --- other values and texts

    def values(self) -> Section:
        """Return every other value that differs; of a whole file `structure` tells them."""
        rows, paar = list[Row](), self.verschil.paar
        for changed in self.verschil.records if self.verschil.lot == "gewijzigd" else ():
            told = changed.lot == "gewijzigd" or not changed.record.sleutel
            for waarde in changed.waarden if told else ():
                if not (waarde.heeft_jaar or waarde.volgt or waarde.is_tekst):
                    change = ValueChange(waarde.oud, waarde.nieuw, waarde.adres, waarde.veld, paar)
                    rows.append(Row(self._rij(changed, veldnaam(waarde.veld, waarde.adres.pad)), (change,)))
            oud, nieuw = (counts_in(t) if isinstance(t, Wijziging) else "" for t in (changed.oud, changed.nieuw))
            if changed.record.soort == "wijziging" and told and oud != nieuw:
                change = ValueChange(oud or _NERGENS, nieuw or _NERGENS, changed.adres)
                rows.append(Row(self._rij(changed, "Telt daardoor mee in"), (change,)))
        return _of_words("Andere gegevens", ("Onderdeel", "Gegeven"), "Was → is nu", rows)

    def texts(self) -> Section:
        """Return the texts that differ; those of what is gone are not told."""
        rows = [
            Row(
                self._rij(changed, veldnaam(waarde.veld, waarde.adres.pad)),
                (TextChange(tuple(compare_words(as_text(waarde.oud), as_text(waarde.nieuw))), waarde.adres),),
            )
            for changed in self.verschil.records
            for waarde in (changed.waarden if changed.lot != "vervallen" else ())
            if waarde.is_tekst
        ]
        return _of_words("Teksten", ("Onderdeel", "Veld"), "Tekst", rows)

    def _rij(self, changed: RecordDiff, soort: str) -> Rij:
        return Rij(naam_van(self.vergelijking, changed), soort, "blad", changed.record.key.scope)


def _of_words(titel: str, labels: tuple[str, str], kop: str, rows: Sequence[Row]) -> Section:
    """Return a section with one column, which holds words."""
    return Section(titel, labels, [Kop(kop, 0, vorm="tekst")], rows)


def _amount(waarde: ValueDiff, factor: int) -> AmountChange:
    oud, nieuw = (w * factor if isinstance(w, int) else None for w in (waarde.oud, waarde.nieuw))
    return AmountChange(oud, nieuw, waarde.adres)


def _counting(bestand: Bestand) -> str:
    """Return that the amounts of a decision do not count, and why; nothing where they do, or of another file."""
    kop = besluiten.kop(bestand)
    if bestand.soort != "wijziging" or counts_in(kop):
        return ""
    if kop.telt_mee == "niet":
        return " (telt niet mee)"
    return f" ({kop.status}: telt {'nog ' if kop.is_open else ''}niet mee)"


def _per_side(changed: RecordDiff) -> Iterator[tuple[str, dict[_Kolom, ValueDiff]]]:
    """Yield the sides of a table that differ with their amounts per year."""
    sides: dict[str, dict[_Kolom, ValueDiff]] = {}
    for waarde in changed.waarden:
        if waarde.veld and waarde.heeft_jaar:
            kant = waarde.veld.sleutel
            *fase, moment = split_key(waarde.adres.pad.removeprefix(f"{kant}."))
            jaar, _, kwartaal = moment.partition("-")
            if "code" in waarde.veld.onder:
                # a balance has a row for each of its codes
                kant, fase = join_key((kant, *fase)), []
            # what is one-off of a raming is a part of the begroting
            named = fase[0] if fase else waarde.veld.jaarfase
            # what the previous MJB said of a thing goes without saying where it came or went as a whole
            if named != _VORIG or changed.lot == "gewijzigd":
                kolom = _Kolom(int(jaar), _LEVELS.index(named) if named else -1, named, kwartaal)
                sides.setdefault(kant, {})[kolom] = waarde
    yield from sides.items()
