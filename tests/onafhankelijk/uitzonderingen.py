"""The by-exception list: every large deviation, what it does to the result, and what is explained of it.

Plus is favourable there, whatever signs the document prints, so that amounts of all sides add up to the difference of
the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from tests.onafhankelijk.afdruk import in_woorden
from tests.onafhankelijk.bedragen import KANTEN, Feit, Naam
from tests.onafhankelijk.lezen import Programma, cents
from tests.onafhankelijk.lezen import Tabel as Bron
from tests.onafhankelijk.sjabloon import Kolom
from tests.onafhankelijk.tabel import TEKST, Bouw, Rij, Tabel

_VOORDEEL: Final = {"lasten": -1, "baten": 1, "toevoeging": -1, "onttrekking": 1}
"""What an euro more of a side does to the result."""


class Zijde(NamedTuple):
    """One side of a post or reserve."""

    van: Naam
    kant: str


class Onderwerp(NamedTuple):
    """What is explained together: a name, what it is of nature where that is one, its sides, and what explains it."""

    naam: str
    aard: str
    zijden: list[Zijde]
    verklaard: list[tuple[str, Bron]]
    gezegd: str
    """What is said of all of it together."""


def uitzonderingen(bouw: Bouw) -> Tabel:
    """Return per programme what deviates more than the threshold or is explained, and the rest in one row."""
    kolommen = [kolom for kolom in bouw.kolommen if kolom.verschil]
    lijst = _Lijst(bouw, kolommen, _drempel(bouw))
    rijen: list[Rij] = []
    told = []
    for programma in bouw.dossier.programmas if kolommen else ():
        if found := lijst.programma(programma):
            rijen += found
            told += lijst.alle(programma)
    if sum(rij.naam.startswith("Totaal ") for rij in rijen) > 1:
        rijen.append(Rij("Totaal van de afwijkingen", "", [*lijst.effecten(told), None, TEKST]))
    koppen = [*(kolom.kop for kolom in kolommen), "Aard", "Toelichting"]
    return Tabel("uitzonderingen", 0, koppen, rijen, letters=True)


def _drempel(bouw: Bouw) -> int:
    drempels = bouw.dossier.begroting.get("drempels", {})
    own = drempels.get("uitzondering") if bouw.regels.uitzondering_eigen_drempel else None
    return cents(drempels.get("toelichting", 0) if own is None else own)


@dataclass(frozen=True, slots=True)
class _Lijst:
    bouw: Bouw
    kolommen: Sequence[Kolom]
    drempel: int

    # --- what it is about ----------------------------------------------------------------------

    def onderwerpen(self, programma: Programma) -> Iterator[Onderwerp]:
        """Yield what deviations are of: each post and reserve, or a policy area with its posts where that is explained.

        Posts go by policy area, in the order of the first post of each.
        """
        verklaard: dict[str, list[tuple[str, Bron]]] = {}
        for sleutel, tabel in self.bouw.toelichtingen(programma).items():
            verklaard.setdefault(str(tabel["bij"]), []).append((sleutel, tabel))
        per_terrein: dict[str, list[Naam]] = {}
        for van in self.bouw.namen(programma, "post"):
            per_terrein.setdefault(str(self.bouw.bedragen.record(van)["beleidsterrein"]), []).append(van)
        for terrein, posten in per_terrein.items():
            if whole := verklaard.get(f"beleidsterrein.{terrein}"):
                naam = str(programma.van("beleidsterrein")[terrein]["naam"])
                parts = [toelichting for van in posten for toelichting in verklaard.get(f"post.{van.sleutel}", [])]
                yield Onderwerp(
                    naam,
                    "",
                    [zijde for van in posten for zijde in _zijden(van)],
                    [*whole, *parts],
                    self.bouw.gezegd(programma, "beleidsterrein", terrein),
                )
            else:
                yield from (self._onderwerp(van, verklaard.get(f"post.{van.sleutel}", [])) for van in posten)
        for van in self.bouw.namen(programma, "reserve"):
            yield self._onderwerp(van, verklaard.get(f"reserve.{van.sleutel}", []))

    def _onderwerp(self, van: Naam, verklaard: list[tuple[str, Bron]]) -> Onderwerp:
        aard = "incidenteel" if self.bouw.bedragen.is_incidenteel(van) else "structureel"
        naam, programma = str(self.bouw.bedragen.record(van)["naam"]), self.bouw.programma(van)
        gezegd = self.bouw.gezegd(programma, van.soort, van.sleutel)
        return Onderwerp(naam, aard, _zijden(van), verklaard, gezegd)

    def alle(self, programma: Programma) -> list[Zijde]:
        """Return every side of a programme."""
        return [zijde for van in self.bouw.namen(programma, "post", "reserve") for zijde in _zijden(van)]

    # --- rows ----------------------------------------------------------------------------------

    def programma(self, programma: Programma) -> list[Rij]:
        """Return the rows of a programme; without anything that deviates or is explained there are none."""
        onderwerpen = list(self.onderwerpen(programma))
        every = self.alle(programma)
        if not any(onderwerp.verklaard for onderwerp in onderwerpen) and not any(map(self.wijkt_af, every)):
            return []
        rijen, listed = [self.bouw.kop(programma.titel, len(self.kolommen) + 2)], set[Zijde]()
        for onderwerp in onderwerpen:
            if onderwerp.verklaard:
                rijen += self._verklaard(onderwerp)
                listed |= {*onderwerp.zijden}
            else:
                large = self._grote(onderwerp.zijden)
                rijen += [self._rij(onderwerp.naam, zijde.kant.capitalize(), [zijde]) for zijde in large]
                listed |= {*large}
        rest = [zijde for zijde in every if zijde not in listed]
        if any(map(self.wijkt_af, rest)):
            rijen.append(self._rij("Overige afwijkingen", "", rest))
        return [*rijen, Rij(f"Totaal {programma.titel}", "", [*self.effecten(every), None, TEKST])]

    def _grote(self, zijden: list[Zijde]) -> list[Zijde]:
        """Return the sides above the threshold; where only all together are above it, those that deviate at all."""
        large = [zijde for zijde in zijden if self._is_groot([zijde])]
        if not large and self._is_groot(zijden) and self.bouw.regels.samen_groot_telt:
            return [zijde for zijde in zijden if self.wijkt_af(zijde)]
        return large

    def _verklaard(self, onderwerp: Onderwerp) -> Iterator[Rij]:
        """Yield a row for each explained amount, in the first column, and one for what these leave."""
        rest = self.effecten(onderwerp.zijden)
        for sleutel, tabel in onderwerp.verklaard:
            bedrag = cents(tabel["bedrag"]) if "bedrag" in tabel else None
            aard = tabel.get("aard") if self.bouw.regels.verklaring_zegt_aard else None
            blank = [None] * (len(self.kolommen) - 1)
            yield Rij(onderwerp.naam, in_woorden(sleutel), [bedrag, *blank, aard or onderwerp.aard or None, TEKST])
            rest[0] -= (bedrag or 0) if self.bouw.regels.verklaard_gaat_af else 0
        yield Rij(onderwerp.naam, "overig" if onderwerp.gezegd else "nog te verklaren", [*rest, None, TEKST])

    def _rij(self, naam: str, soort: str, zijden: Sequence[Zijde]) -> Rij:
        return Rij(naam, soort, [*self.effecten(zijden), self._aard(zijden), TEKST])

    # --- amounts -------------------------------------------------------------------------------

    def effecten(self, zijden: Sequence[Zijde], aard: bool | None = None) -> list[int]:
        """Return what the difference of these sides does to the result in each column, of one nature or of both."""

        def holds(feit: Feit) -> bool:
            return Zijde(feit.van, feit.kant) in wanted and aard in (None, feit.incidenteel)

        wanted = {*zijden}
        som = self.bouw.som({zijde.van for zijde in zijden}, holds)
        found = []
        for budget, result in (kolom.verschil for kolom in self.kolommen if kolom.verschil):
            parts = ((kant, term, -1) for kant in _VOORDEEL for term in budget)
            more = ((kant, term, 1) for kant in _VOORDEEL for term in result)
            found.append(sum(_VOORDEEL[kant] * f * som.get((kant, *term), 0) for kant, term, f in (*parts, *more)))
        if not self.bouw.regels.uitzondering_is_effect:
            return [-self.bouw.weergave.teken("saldo") * effect for effect in found]
        return found

    def wijkt_af(self, zijde: Zijde) -> bool:
        """Return whether a side is another amount than was budgeted."""
        return any(self.effecten([zijde]))

    def _is_groot(self, zijden: Sequence[Zijde]) -> bool:
        return any(abs(effect) > self.drempel for effect in self.effecten(zijden))

    def _aard(self, zijden: Sequence[Zijde]) -> str | None:
        """Return of which nature the deviation is."""
        natures = {"structureel": False, "incidenteel": True}
        return " en ".join(naam for naam, aard in natures.items() if any(self.effecten(zijden, aard))) or None


def _zijden(van: Naam) -> list[Zijde]:
    return [Zijde(van, kant) for kant in KANTEN[van.soort]]
