"""The by-exception list of a progress report or accounts: each large deviation, what it does to the result, and why.

Amounts are effects on the result, whatever `[weergave]` says: plus is favourable (V), minus is not (N). So they add
up over lasten, baten and reserves, per programma to the difference of its result and below that to the difference of
the document's result; what is below the threshold is one row per programma.

A declaration cannot say it: which rows there are depends on amounts and on explained amounts, and a row may be what
explained amounts leave of another one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.engine.dimensions import programmanaam
from budgetdesk.engine.facts import STRUCTUREEL, Plaats
from budgetdesk.model.arrangement import VOORDEEL, saldokanten
from budgetdesk.model.dossier import Bestand, Record
from budgetdesk.model.kinds.programma import INCIDENTEEL, Beleidsterrein, Post, Reserve, Toelichting
from budgetdesk.model.scope import Scope
from budgetdesk.model.structuur import slug
from budgetdesk.model.verklaringen import by_subject
from budgetdesk.tables.afwijkingen import NOG_TE_VERKLAREN
from budgetdesk.tables.drempel import drempel
from budgetdesk.tables.evaluate import cents_of
from budgetdesk.tables.formula import Amount, Given, Known, Linear, single, total
from budgetdesk.tables.grid import Grid, Kop, Rij
from budgetdesk.tables.records import LEEG, Cel, Records
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Kolom
from budgetdesk.tables.velden import Velden, leesbaar

_GEEN: Final = "Niets wijkt af van de begroting na wijziging."

_EFFECT: Final = tuple(VOORDEEL.items())
"""The sides with the sign of what they do to the result: the signs of every amount of the table."""


def uitzonderingen(cijfers: Cijfers, programmas: Sequence[Bestand]) -> Grid:
    """Return the deviations of these programmas above `drempels.uitzondering`, or with explained amounts.

    That threshold is `drempels.toelichting` where it is absent. Each column of differences of the template has one,
    explained amounts stand in the first. Without any there are no rows, and a note says so where the document compares.
    """
    kolommen = [kolom for kolom in cijfers.sjabloon.kolommen if kolom.verschil]
    lijst = _Lijst(cijfers, kolommen)
    if kolommen:
        for bestand in programmas:
            lijst.programma(bestand)
        lijst.resultaat()
    return lijst.grid()


@dataclass(frozen=True, slots=True)
class _Onderwerp:
    """What a deviation is of: a post, a reserve, or a beleidsterrein with its posts where that is explained."""

    record: Record
    records: Sequence[Record]
    """The posts and reserves whose amounts it is about."""
    verklaringen: Sequence[Toelichting] = ()

    @property
    def aard(self) -> str:
        """Return whether it is incidental; nothing of a beleidsterrein, whose posts may differ."""
        record = self.record
        if isinstance(record, (Post, Reserve)):
            return INCIDENTEEL if record.is_incidenteel else STRUCTUREEL
        return ""


def _onderwerpen(bestand: Bestand) -> Iterator[_Onderwerp]:
    """Yield what the list of a programma is about, in file order; together all its posts and reserves, once each."""
    verklaard = by_subject(bestand)
    posten: dict[str, list[Post]] = {}
    for post in bestand.van(Post):
        posten.setdefault(post.beleidsterrein, []).append(post)
    for sleutel, own in posten.items():
        terrein = bestand.record(Beleidsterrein, sleutel)
        if terrein is not None and terrein.key in verklaard:
            found = [t for record in (terrein, *own) for t in verklaard.get(record.key, [])]
            yield _Onderwerp(terrein, own, found)
        else:
            yield from (_Onderwerp(post, [post], verklaard.get(post.key, [])) for post in own)
    for reserve in bestand.van(Reserve):
        yield _Onderwerp(reserve, [reserve], verklaard.get(reserve.key, []))


_Side = tuple[int, str]
"""A side of a post or reserve, which goes by its number in the cube."""


class _Lijst:
    """Collects the rows."""

    def __init__(self, cijfers: Cijfers, kolommen: Sequence[Kolom]) -> None:
        self._cijfers = cijfers
        self._cube = cijfers.cube
        self._kolommen = kolommen
        self._drempel = drempel(cijfers.dossier, "uitzondering", "toelichting")
        t = cijfers.dossier.jaar
        koppen = [Kop(k.kop, k.jaar, verschil=True, tekens=_EFFECT) for k in kolommen]
        self._records = Records([*koppen, *(Kop(kop, t, vorm="tekst") for kop in ("Aard", "Toelichting"))])
        self._totalen: dict[str, int] = {}
        """The row of the total of each programma file."""
        self._told: list[Beleidsterrein] = []
        """Those whose text stands in the table."""

    # --- rows --------------------------------------------------------------------------------

    def programma(self, bestand: Bestand) -> None:
        """Add a programma: its exceptions, all that is smaller, and its total; nothing where nothing deviates."""
        onderwerpen = list(_onderwerpen(bestand))
        every = [side for o in onderwerpen for side in self._sides(bestand, o)]
        if not any(o.verklaringen for o in onderwerpen) and not any(map(self._deviates, every)):
            return
        naam = programmanaam(bestand)
        self._records.add(Rij(naam, "", "groep", Scope("kop", bestand=bestand.naam)))
        first = len(self._records.rijen)
        listed = {side for onderwerp in onderwerpen for side in self._onderwerp(bestand, onderwerp)}
        self._overig(bestand, [side for side in every if side not in listed])
        delen = tuple((row, 1) for row in range(first, len(self._records.rijen)))
        rij = Rij(f"Totaal {naam}", "", "totaal", Scope("programma", bestand=bestand.naam), delen=delen)
        self._totalen[bestand.naam] = self._add(rij, self._within([bestand.naam]))

    def resultaat(self) -> None:
        """Add what the programmas come to together, where there are several."""
        if len(self._totalen) > 1:
            delen = tuple((row, 1) for row in self._totalen.values())
            rij = Rij("Totaal van de afwijkingen", "", "resultaat", Scope("resultaat"), delen=delen)
            self._add(rij, self._within(self._totalen))

    def _onderwerp(self, bestand: Bestand, onderwerp: _Onderwerp) -> Sequence[_Side]:
        """Add the rows of a post, reserve or beleidsterrein; return the sides that they hold."""
        if onderwerp.verklaringen:
            return self._verklaard(bestand, onderwerp)
        sides = self._sides(bestand, onderwerp)
        large = [side for side in sides if self._is_large([side])]
        if not large and self._is_large(sides):
            # each is small, together they are not
            large = [side for side in sides if self._deviates(side)]
        record = onderwerp.record
        toelichting = self._toelichting(bestand, record) if large else LEEG
        for side in large:
            linears = self._differences([side])
            rij = Rij(record.naam, side[1].capitalize(), "blad", record.key.scope.within(bestand.naam), niveau=1)
            self._add(rij, linears, Cel(self._aard(linears)), toelichting)
            toelichting = LEEG
        return large

    def _verklaard(self, bestand: Bestand, onderwerp: _Onderwerp) -> Sequence[_Side]:
        """Add the rows of explained amounts, and of what they leave with what is said of all; return all sides."""
        record, sides = onderwerp.record, self._sides(bestand, onderwerp)
        rest = self._differences(sides)
        for toelichting in onderwerp.verklaringen:
            velden = Velden(self._cijfers, bestand, toelichting)
            bedrag = velden.bedrag("bedrag")
            given = Given(velden.adres("bedrag"), toelichting.sleutel, toelichting.bedrag_)
            rest[0] = total([(rest[0], 1), (single(given), -1)])
            aard = Cel(toelichting.aard or onderwerp.aard or None, velden.adres("aard"))
            rij = Rij(
                record.naam, leesbaar(toelichting.sleutel), "blad", toelichting.key.scope.within(bestand.naam), niveau=1
            )
            blank = [LEEG] * (len(self._kolommen) - 1)
            tekst = velden.tekst("tekst")
            if is_named(toelichting):
                tekst = replace(tekst, inhoud=None)
            self._records.add(rij, bedrag, *blank, aard, tekst)
        left = "overig" if record.tekst("toelichting").strip() else NOG_TE_VERKLAREN
        rij = Rij(record.naam, left, "blad", record.key.scope.within(bestand.naam), niveau=1)
        self._add(rij, rest, LEEG, self._toelichting(bestand, record))
        return sides

    def _overig(self, bestand: Bestand, sides: Sequence[_Side]) -> None:
        """Add all that is not listed as one row, where any of it deviates.

        What does not deviate is of the row too: in a workbook it may come to.
        """
        found = [side for side in sides if self._deviates(side)]
        if not found:
            return
        equal = self._differences([side for side in sides if not self._deviates(side)])
        key = ("uitzonderingen", bestand.naam)
        rest = [single(Known((*key, str(k)), "zonder afwijking", linear)) for k, linear in enumerate(equal)]
        linears = [total([(own, 1), (none, 1)]) for own, none in zip(self._differences(found), rest, strict=True)]
        rij = Rij("Overige afwijkingen", "", "blad", Scope("overige", bestand=bestand.naam), niveau=1)
        self._add(rij, linears, Cel(self._aard(linears)))

    def _add(self, rij: Rij, linears: Sequence[Linear], *teksten: Cel) -> int:
        """Add a row whose amounts are these sums."""
        cellen = [Cel(cents_of(linear, self._cube), formula=linear) for linear in linears]
        return self._records.add(rij, *cellen, *teksten)

    # --- amounts -----------------------------------------------------------------------------

    def _sides(self, bestand: Bestand, onderwerp: _Onderwerp) -> list[_Side]:
        numbers = self._cube.records.nummers
        return [
            (numbers[Plaats(bestand.naam, *record.key)], kant)
            for record in onderwerp.records
            for kant in saldokanten(record.soort)
        ]

    def _effects(self, sides: Sequence[_Side]) -> list[int]:
        """Return what some sides do to the result, in each column."""
        return [
            sum(
                -VOORDEEL[kant] * factor * self._cube.sides(record).get((kant, term), 0)
                for record, kant in sides
                for term, factor in kolom.termen
            )
            for kolom in self._kolommen
        ]

    def _deviates(self, side: _Side) -> bool:
        return any(self._effects([side]))

    def _is_large(self, sides: Sequence[_Side]) -> bool:
        return any(abs(cents) > self._drempel for cents in self._effects(sides))

    def _differences(self, sides: Sequence[_Side]) -> list[Linear]:
        """Return what some sides do to the result, in each column, as sums."""
        per_kant: dict[str, list[int]] = {}
        for record, kant in sides:
            per_kant.setdefault(kant, []).append(record)
        return [
            Linear(
                tuple(
                    (Amount(kant, term, records=tuple(records)), -VOORDEEL[kant] * factor)
                    for kant, records in per_kant.items()
                    for term, factor in kolom.termen
                )
            )
            for kolom in self._kolommen
        ]

    def _within(self, bestanden: Collection[str]) -> list[Linear]:
        """Return what all of some programma files does to the result, in each column."""
        where = {"programma": frozenset(bestanden)}
        return [
            Linear(
                tuple(
                    (Amount(kant, term, where), -voordeel * factor)
                    for kant, voordeel in _EFFECT
                    for term, factor in kolom.termen
                )
            )
            for kolom in self._kolommen
        ]

    # --- texts -------------------------------------------------------------------------------

    def _aard(self, linears: Sequence[Linear]) -> str | None:
        """Return of which nature the facts are that deviate; both where they are of both."""
        found = [
            aard
            for aard in (STRUCTUREEL, INCIDENTEEL)
            if any(cents_of(_of_nature(linear, aard), self._cube) for linear in linears)
        ]
        return " en ".join(found) or None

    def _toelichting(self, bestand: Bestand, record: Record) -> Cel:
        """Return the text of a record in the open document.

        A post without one has that of its beleidsterrein, which stands with the first of its posts that is listed.
        """
        if isinstance(record, Post) and not record.toelichting:
            terrein = bestand.record(Beleidsterrein, record.beleidsterrein)
            if terrein is not None and terrein.toelichting and terrein not in self._told:
                self._told.append(terrein)
                record = terrein
        return Velden(self._cijfers, bestand, record).tekst("toelichting")

    def grid(self) -> Grid:
        """Return the table: its signs are effects, so that the letters are its own."""
        weergave = replace(self._cijfers.weergave, verschil="effect", letters=True)
        labels = ("Post of reserve", "Onderdeel")
        found = self._records.grid("uitzonderingen", "Belangrijkste afwijkingen", None, weergave, labels)
        return found if self._records.rijen or not self._kolommen else replace(found, noten=(_GEEN,))


def is_named(toelichting: Toelichting) -> bool:
    """Return whether an explained amount says no more than its name, which was made of its text."""
    return slug(toelichting.tekst_) == toelichting.sleutel


def _of_nature(linear: Linear, aard: str) -> Linear:
    """Return what of a sum is structural or incidental."""
    where = {"aard": frozenset((aard,))}
    terms = ((_of_nature(term.van, aard) if isinstance(term, Known) else term, factor) for term, factor in linear.delen)
    return total(
        (single(replace(term, where=where)) if isinstance(term, Amount) else term, factor)
        for term, factor in terms
        if isinstance(term, (Amount, Linear))
    )
