"""What a printed table comes to in a dossier: which amount becomes which, and how the document then prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from budgetdesk.bedrag import MAX_CENTS, format_exact, round_to
from budgetdesk.importing.herkennen import Herkenning
from budgetdesk.importing.koppelen import Open, Zijde
from budgetdesk.importing.plekken import plek
from budgetdesk.importing.tabel.dingen import Ding, Dingen, toon_teken
from budgetdesk.importing.tabel.plaatsing import Gekozen, Keuzevraag, Plaatsing, Plek, Rijkeuze, plaats
from budgetdesk.importing.voorstel import Bedrag, Controle, Toegevoegd, in_words
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.arrangement import REKENING
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, RESERVEKANTEN, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.model.grootboek import Geboekt
from budgetdesk.model.kinds.begroting import Weergavekeuzes
from budgetdesk.model.kinds.programma import Post, Reserve
from budgetdesk.zinnen import aantal

KANTEN: Final = (*POSTKANTEN, *RESERVEKANTEN)
_BOEKZIJDE: Final = {**dict(zip(RESERVEKANTEN, POSTKANTEN, strict=True)), **{kant: kant for kant in POSTKANTEN}}
_TEKENS: Final = {1: "+", -1: "-"}


@dataclass(frozen=True, slots=True)
class Tabelvoorstel:
    """What a table comes to; `weergave` are the settings by which the document prints as the table does."""

    plaatsing: Plaatsing
    bedragen: Sequence[Bedrag]
    nieuw: Sequence[AddRecord]
    weergave: Sequence[SetValue]
    controle: Sequence[Controle]
    vragen: Sequence[Open]
    verteld: Sequence[str]

    @property
    def edits(self) -> list[Edit]:
        """Return all edits, to be done as one step; done twice they change nothing."""
        return [*self.nieuw, *self.weergave, *self.plaatsing.hernoemd, *(bedrag.edit for bedrag in self.bedragen)]

    @property
    def telling(self) -> tuple[int, int]:
        """Return how many amounts are new and how many change."""
        new = sum(bedrag.opgeslagen is None for bedrag in self.bedragen)
        of_new = sum(isinstance(value, int) for edit in self.nieuw for _, value in edit.waarden)
        return new + of_new, len(self.bedragen) - new


def voorstel(dossier: Dossier, found: Herkenning, dingen: Dingen, gekozen: Gekozen) -> Tabelvoorstel:
    """Return what things of a table come to in a dossier as its open document shows it; nothing is changed.

    Raises LimitExceeded where they would make more than one file may bring.
    """
    return _Maker(dossier, found, dingen, gekozen).voorstel()


def weergave_van(found: Herkenning) -> dict[str, Waarde]:
    """Return the keys of `[weergave]` by which a document prints with the unit and signs of a table."""
    lasten, baten = toon_teken(found, "lasten"), toon_teken(found, "baten")
    if not (found.tekens.lasten or found.tekens.baten):
        lasten, baten = toon_teken(found, "toevoeging"), toon_teken(found, "onttrekking")
    said: dict[str, Waarde] = {"eenheid": found.eenheid.euros, "lasten": _TEKENS[lasten], "baten": _TEKENS[baten]}
    if any(found.tekens.saldo):
        said["saldo"] = "lasten-baten" if found.tekens.saldo[0] * lasten > 0 else "baten-lasten"
    return said | _verschil(found)


def _verschil(found: Herkenning) -> dict[str, Waarde]:
    """Return which of budget and accounts a table takes from the other in its column of differences."""
    for controle in (c for c in found.totalen if c.richting == "kolom" and c.kloppend):
        if found.kolommen[controle.nummer].soort != "verschil":
            continue
        signs = {
            sign
            for identiteit in controle.kloppend
            for (_, k), sign in identiteit.delen
            if found.kolommen[k].fase == REKENING and len(identiteit.delen) == 2
        }
        if len(signs) == 1:
            return {"verschil": "rekening-begroting" if signs == {1} else "begroting-rekening"}
    return {}


class _Maker:
    """Makes one proposal."""

    def __init__(self, dossier: Dossier, found: Herkenning, dingen: Dingen, gekozen: Gekozen) -> None:
        self._dossier = dossier
        self._found = found
        self._dingen = dingen
        self._plaatsing = plaats(dossier, dingen.dingen, gekozen)
        self._termen = list(dict.fromkeys(term for ding in dingen.dingen for _, term in ding.bedragen))
        self._added = Toegevoegd(dossier, self._termen)
        self._gekozen = gekozen
        self._vragen: list[Open] = []
        self._told: list[str] = []
        self._gelijk: dict[tuple[int, Zijde], int] = {}
        """By row and side what is here, where that prints as the table does."""

    def voorstel(self) -> Tabelvoorstel:
        """Return it."""
        amounts: dict[tuple[str, str, str], dict[str, Waarde]] = {}
        bedragen: list[Bedrag] = []
        made = {(edit.bestand, edit.soort, edit.sleutel) for edit in self._plaatsing.nieuw}
        for ding, where in self._plaatsing.plekken:
            place = where.bestand, where.soort, where.sleutel
            if place in made:
                amounts.setdefault(place, {}).update(self._of_new(ding, where))
            else:
                bedragen += self._of_known(ding, where)
        new = [
            AddRecord(
                e.bestand, e.soort, e.sleutel, (*e.waarden, *amounts.get((e.bestand, e.soort, e.sleutel), {}).items())
            )
            for e in self._plaatsing.nieuw
        ]
        weergave, told = self._weergave()
        return Tabelvoorstel(
            plaatsing=self._plaatsing,
            bedragen=[bedrag for bedrag in bedragen if bedrag.nu != bedrag.straks],
            nieuw=new,
            weergave=weergave,
            controle=[*self._controle(bedragen, new)],
            vragen=[*self._plaatsing.vragen, *self._vragen],
            verteld=[*told, *self._told, *self._about_same()],
        )

    # --- amounts ------------------------------------------------------------------------------

    def _of_new(self, ding: Ding, where: Plek) -> dict[str, Waarde]:
        """Return the amounts of what is made; what is nothing is left out."""
        found: dict[str, Waarde] = {}
        for zijde, printed in ding.bedragen.items():
            cents = printed - self._others(where, zijde)
            if abs(cents) > MAX_CENTS:
                self._ask_about_size(ding, zijde)
            elif cents:
                found[_pad(where.soort, zijde)] = cents
        return found

    def _amounts(self, ding: Ding, where: Plek) -> Iterator[Bedrag]:
        """Yield what each amount of a record becomes."""
        record = self._dossier.bestanden[where.bestand].records[where.soort, where.sleutel]
        for zijde, printed in ding.bedragen.items():
            cents, pad = printed - self._others(where, zijde), _pad(where.soort, zijde)
            stored = record.waarden.get(pad)
            oud = stored if isinstance(stored, int) else None
            rest = self._added.of(self._geboekt(where, record), _booked(zijde))
            if abs(cents) > MAX_CENTS:
                self._ask_about_size(ding, zijde)
            else:
                yield Bedrag(Adres(where.bestand, *record.key, pad), zijde, oud, rest, cents)

    def _of_known(self, ding: Ding, where: Plek) -> list[Bedrag]:
        """Return what becomes of what is here where it prints otherwise than the table does: exact amounts stay.

        Which post of a whole of several takes that is asked.
        """
        euros = self._found.eenheid.euros
        whole = where._replace(mee=(*where.mee, *filter(None, [where.sleutel])))
        now = {zijde: self._others(whole, zijde) for zijde in ding.bedragen}
        off = [z for z, cents in ding.bedragen.items() if round_to(cents, euros) != round_to(now[z], euros)]
        self._gelijk |= {(ding.rij, z): cents for z, cents in now.items() if z not in off}
        if off and where.sleutel:
            return [bedrag for bedrag in self._amounts(ding, where) if bedrag.zijde in off]
        if not off:
            return []
        here, there = format_exact(now[off[0]]), format_exact(ding.bedragen[off[0]])
        more = f" (en nog {aantal(len(off) - 1, 'bedrag', 'bedragen')})" if len(off) > 1 else ""
        zin = f'Rij {ding.rij} "{ding.naam}" is {where.geheel}: {in_words(off[0])} is hier {here}'
        zin = f"{zin} en in de tabel {there}{more}."
        if self._gekozen.los == "overslaan":
            self._told.append(f"{zin} Dat blijft zo.")
        else:
            self._ask_which(ding, where, zin)
        return []

    def _ask_which(self, ding: Ding, where: Plek, zin: str) -> None:
        """Ask which of several posts takes what differs."""
        bestand = self._dossier.bestanden[where.bestand]
        posts = [record for sleutel in where.mee if (record := bestand.record(where.soort, sleutel)) is not None]
        places = [self._dossier.spell(where.bestand, join_key(post.key)) for post in posts]
        doe = f"Zeg welke van {len(posts)} posten het verschil krijgt, zoals --kies {ding.rij}={places[0]}."
        answers = [
            Rijkeuze(f"{post.naam} krijgt het verschil", f"{ding.rij}={place}")
            for post, place in zip(posts, places, strict=True)
        ]
        self._plaatsing.keuzes.append(Keuzevraag(Open(zin, doe), answers))

    def _about_same(self) -> Iterator[str]:
        """Yield how many amounts print as the table does, and so stay, and how many rows are wholes of posts."""
        if any(self._gelijk.values()):
            rows = {rij for rij, _ in self._gelijk}
            wholes = sum(bool(where.geheel) and ding.rij in rows for ding, where in self._plaatsing.plekken)
            which = f"{aantal(wholes, 'rij is', 'rijen zijn')} een heel programma of beleidsterrein; " if wholes else ""
            many = aantal(len(self._gelijk), "bedrag drukt", "bedragen drukken")
            yield f"{which}{many} al zo, en daar verandert niets."

    def _others(self, where: Plek, zijde: Zijde) -> int:
        """Return what the other records come to that are in the same printed cell."""
        bestand = self._dossier.bestanden[where.bestand]
        known = (bestand.record(where.soort, sleutel) for sleutel in where.mee)
        return sum(self._shown(Plek(where.bestand, *r.key), r, zijde) for r in known if r is not None)

    def _shown(self, where: Plek, record: Record, zijde: Zijde) -> int:
        stored = record.waarden.get(_pad(record.soort, zijde))
        rest = self._added.of(self._geboekt(where, record), _booked(zijde))
        return (stored if isinstance(stored, int) else 0) + rest

    def _geboekt(self, where: Plek, record: Record) -> Geboekt:
        return Geboekt(self._dossier.bestanden[where.bestand], record)

    def _ask_about_size(self, ding: Ding, zijde: Zijde) -> None:
        zin = f'Rij {ding.rij} "{ding.naam}": {in_words(zijde)} is te groot: hoogstens 15 cijfers, centen meegerekend.'
        self._vragen.append(Open(zin, "Kijk de eenheid na (--eenheid)."))

    # --- how it prints ------------------------------------------------------------------------

    def _weergave(self) -> tuple[list[SetValue], list[str]]:
        """Return the settings of a dossier without amounts, else what prints otherwise than the table."""
        keuzes = self._dossier.begroting.single(Weergavekeuzes)
        now = {"eenheid": keuzes.eenheid, "lasten": keuzes.lasten, "baten": keuzes.baten, "saldo": keuzes.saldo}
        now["verschil"] = keuzes.verschil
        wanted = {pad: value for pad, value in weergave_van(self._found).items() if now[pad] != value}
        if not wanted:
            return [], []
        if any(
            self._has_amounts(bestand.van(soort)) for bestand in self._dossier.programmas for soort in (Post, Reserve)
        ):
            told = ", ".join(f"{pad} {now[pad]} in plaats van {value}" for pad, value in wanted.items())
            return [], [f"Het document drukt anders dan de tabel ({told}); de bedragen zijn omgezet."]
        edits = [
            SetValue(Adres(BEGROTING, Weergavekeuzes.kind.naam, "", pad), keuzes.waarden.get(pad), value)
            for pad, value in wanted.items()
        ]
        told = ", ".join(f"{pad} {value}" for pad, value in wanted.items())
        return edits, [f"Het dossier heeft nog geen bedragen: het gaat drukken zoals de tabel ({told})."]

    @staticmethod
    def _has_amounts(records: Sequence[Record]) -> bool:
        return any(isinstance(value, int) and value for record in records for value in record.waarden.values())

    # --- totals -------------------------------------------------------------------------------

    def _controle(self, bedragen: Sequence[Bedrag], new: Sequence[AddRecord]) -> Iterator[Controle]:
        """Yield the totals of every side and term of the table, in the programmas that it is about."""
        files = {where.bestand for _, where in self._plaatsing.plekken}
        now = {zijde: self._now(files, zijde) for zijde in self._zijden()}
        deltas: dict[Zijde, int] = {}
        for bedrag in bedragen:
            deltas[bedrag.zijde] = deltas.get(bedrag.zijde, 0) + bedrag.straks - bedrag.nu
        pads = {(soort, _pad(soort, zijde)): zijde for zijde in now for soort in [_soort(zijde)]}
        for edit in new:
            for pad, cents in edit.waarden:
                zijde = pads.get((edit.soort, pad))
                if zijde is not None and isinstance(cents, int):
                    deltas[zijde] = deltas.get(zijde, 0) + cents
        for zijde, shown in now.items():
            bron, los = self._bron(zijde), self._som(self._plaatsing.los, zijde)
            yield Controle(*zijde, bron, shown, (shown or 0) + deltas.get(zijde, 0), los)

    def _zijden(self) -> list[Zijde]:
        found = {zijde for ding in self._dingen.dingen for zijde in ding.bedragen}
        return [(kant, term) for term in self._termen for kant in KANTEN if (kant, term) in found]

    def _now(self, files: set[str], zijde: Zijde) -> int | None:
        """Return what the dossier has of a side and term, None where it has nothing."""
        soort = _soort(zijde)
        found: list[int] = []
        for bestand in (self._dossier.bestanden[naam] for naam in sorted(files)):
            for record in bestand.van(soort):
                shown = self._shown(Plek(bestand.naam, *record.key), record, zijde)
                if shown or _pad(record.soort, zijde) in record.waarden:
                    found.append(shown)
        return sum(found) if found else None

    def _bron(self, zijde: Zijde) -> int:
        """Return what the table has of a side: where the dossier prints the same, that is what the dossier has."""
        return sum(self._gelijk.get((d.rij, zijde), d.bedragen.get(zijde, 0)) for d in self._dingen.dingen)

    @staticmethod
    def _som(dingen: Sequence[Ding], zijde: Zijde) -> int:
        return sum(ding.bedragen.get(zijde, 0) for ding in dingen)


def _pad(soort: str, zijde: Zijde) -> str:
    """Return where a record stores a side; of reserves what is added to them is booked as lasten."""
    return plek(soort, *_booked(zijde))


def _soort(zijde: Zijde) -> str:
    """Return the kind of record that has amounts of a side."""
    return Post.kind.naam if zijde[0] in POSTKANTEN else Reserve.kind.naam


def _booked(zijde: Zijde) -> Zijde:
    return _BOEKZIJDE[zijde[0]], zijde[1]


def wijzigingen(dossier: Dossier, found: Tabelvoorstel) -> list[Mapping[str, object]]:
    """Return every value that becomes another one as data."""
    values = [edit for edit in found.edits if isinstance(edit, SetValue) and edit.oud != edit.nieuw]
    return [{"adres": dossier.spell(e.adres.bestand, str(e.adres)), "oud": e.oud, "nieuw": e.nieuw} for e in values]
