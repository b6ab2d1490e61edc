"""What is carried from year to year: reserves, provisions, EMU-saldo and balance sheet (BBV, sections 3, 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tests.onafhankelijk.bedragen import Bedragen, Naam, Som
from tests.onafhankelijk.lezen import Tabel, per_jaar
from tests.onafhankelijk.sjabloon import BEGROTING, REKENING, WIJZIGING, Kolom, Termen

Standen = list[int | None]
"""A balance in every column of the course, None where it is not known."""

BESTEMMING: Final = "bestemming"
"""What a reserve gets of the result of the year before."""

EMU: Final = {
    "exploitatiesaldo": ("Exploitatiesaldo voor mutaties reserves", "bij"),
    "afschrijvingen": ("Afschrijvingen ten laste van de exploitatie", "bij"),
    "dotaties": ("Dotaties aan voorzieningen, min vrijval", "bij"),
    "investeringen": ("Investeringen die worden geactiveerd", "af"),
    "bijdragen": ("Bijdragen van derden aan investeringen", "bij"),
    "desinvesteringen": ("Desinvesteringen tegen verkoopprijs", "bij"),
    "grondaankopen": ("Grondaankopen, bouw- en woonrijp maken", "af"),
    "baten_grondexploitatie": ("Baten grondexploitatie buiten de exploitatie", "bij"),
    "lasten_voorzieningen": ("Lasten ten laste van voorzieningen", "af"),
    "lasten_reserves": ("Lasten rechtstreeks ten laste van reserves", "af"),
    "boekwinst": ("Boekwinst op effecten en deelnemingen", "af"),
}
"""The lines of the EMU-saldo in the order of the ministry, and what each does to it."""

ACTIVA: Final = {
    "immateriele_vaste_activa": "Immateriële vaste activa",
    "materiele_vaste_activa": "Materiële vaste activa",
    "kapitaalverstrekkingen": "Kapitaalverstrekkingen",
    "leningen": "Verstrekte leningen",
    "uitzettingen_lang": "Uitzettingen van een jaar of langer",
    "bouwgronden": "Bouwgronden in exploitatie",
    "voorraden": "Overige voorraden",
    "uitzettingen_kort": "Uitzettingen korter dan een jaar",
    "liquide_middelen": "Liquide middelen",
    "overlopende_activa": "Overlopende activa",
}
SCHULD: Final = "vaste_schuld"
PASSIVA: Final = {
    "eigen_vermogen": "Eigen vermogen",
    "voorzieningen": "Voorzieningen",
    SCHULD: "Vaste schuld (sluitpost)",
    "vlottende_schuld": "Netto vlottende schuld",
    "overlopende_passiva": "Overlopende passiva",
}


@dataclass(frozen=True, slots=True)
class Verloop:
    """A reserve or provision over the columns: its balances, and what moves it by side."""

    naam: str
    tabel: Tabel
    """What holds its balance: itself, or the register that it shares."""
    begin: Standen
    stromen: Mapping[str, list[int]]
    eind: Standen
    bestemd: Mapping[int, int]
    """What it gets of the result of each year that says so."""

    @property
    def functie(self) -> str:
        """Return what a reserve is there for."""
        return str(self.tabel.get("functie", ""))


def bedrag(som: Som, kant: str, termen: Termen) -> int:
    """Return what a column adds up of a side."""
    return sum(som.get((kant, term.fase, term.jaar), 0) for term in termen)


def reserves(bedragen: Bedragen, kolommen: Sequence[Kolom], nummers: Sequence[int]) -> list[Verloop]:
    """Return the course of every reserve that these programmes have a part in, with the parts of the others."""
    groups: dict[tuple[int, str], list[Naam]] = {}
    for van, tabel in bedragen.records("reserve"):
        shared = bedragen.regels.register_telt_samen and tabel.get("register")
        groups.setdefault((0, shared) if shared else (van.nummer, van.sleutel), []).append(van)
    found = []
    for (nummer, sleutel), leden in groups.items():
        own = bedragen.dossier.registers[sleutel] if nummer == 0 else bedragen.record(leden[0])
        if {van.nummer for van in leden} & {*nummers}:
            factor = -1 if bedragen.regels.onttrekking_verlaagt else 1
            factors = {"toevoeging": 1, "onttrekking": factor}
            gezegd = [own] * (nummer == 0) + [bedragen.record(van) for van in leden]
            found.append(_verloop(bedragen, own, leden, kolommen, factors, bestemd(gezegd)))
    return found


def bestemd(tabellen: Iterable[Tabel]) -> dict[int, int]:
    """Return what a reserve gets of the results of years: what its register and those that share it say together."""
    found: dict[int, int] = {}
    for tabel in tabellen:
        found = Som.plus(found, per_jaar(tabel, "bestemming"))
    return found


def voorzieningen(bedragen: Bedragen, kolommen: Sequence[Kolom], nummers: Sequence[int]) -> list[Verloop]:
    """Return the course of every provision of these programmes."""
    factors = {"dotatie": 1, "vrijval": -1, "aanwending": -1}
    return [
        _verloop(bedragen, tabel, [van], kolommen, factors)
        for van, tabel in bedragen.records("voorziening")
        if van.nummer in nummers
    ]


def _verloop(
    bedragen: Bedragen,
    own: Tabel,
    leden: Sequence[Naam],
    kolommen: Sequence[Kolom],
    factors: Mapping[str, int],
    resultaat: Mapping[int, int] = MappingProxyType({}),
) -> Verloop:
    som, known = bedragen.som(lambda feit: feit.van in leden), per_jaar(own, "stand")
    stromen = {kant: [bedrag(som, kant, kolom.termen) for kolom in kolommen] for kant in factors}
    if resultaat:
        # the council decides about a result in the year after it
        later = 1 if bedragen.regels.bestemming_jaar_later else 0
        stromen[BESTEMMING] = [resultaat.get(kolom.jaar - later, 0) for kolom in kolommen]
        factors = {**factors, BESTEMMING: 1}
    begin: Standen = []
    eind: Standen = []
    for i, kolom in enumerate(kolommen):
        earlier = [eind[j] for j in range(i) if kolommen[j].jaar == kolom.jaar - 1]
        begin.append(known.get(kolom.jaar - 1, earlier[-1] if earlier else None))
        at = begin[-1]
        moved = None if at is None else at + sum(factor * stromen[kant][i] for kant, factor in factors.items())
        if bedragen.regels.bekende_stand_gaat_voor or moved is None:
            # the course goes on from the last balance known; between two of them nothing is computed
            moved = known.get(kolom.jaar, moved if kolom.jaar > max(known, default=0) else None)
        eind.append(moved)
    return Verloop(str(own["naam"]), own, begin, stromen, eind, resultaat)


# --- EMU-saldo ------------------------------------------------------------------------------------


def gegeven(bedragen: Bedragen, soort: str, jaar: int, fasen: Sequence[str]) -> dict[str, int]:
    """Return what `[emu]`, `[balans]` or `[kengetallen]` gives for a year in a column of these phases."""
    found = {}
    for naam, tabel in bedragen.dossier.begroting.get(soort, {}).items():
        choices = [per_jaar({naam: tabel}, naam, fase) for fase in fasen] if bedragen.regels.fase_gaat_voor else []
        for choice in (*choices, per_jaar({naam: tabel}, naam)):
            if jaar in choice:
                found[naam] = choice[jaar]
                break
    then = bedragen.vastgelegd.get((soort, jaar), {}) if set(fasen) == {BEGROTING} else {}
    return {**({} if then and jaar in bedragen.jaren else found), **then}


def voorrang(kolom: Kolom) -> tuple[str, ...]:
    """Return the phases whose amounts hold in a column, the first that has one: after amendment before."""
    return (WIJZIGING, BEGROTING) if set(kolom.fasen) == {BEGROTING, WIJZIGING} else kolom.fasen


def stromen(bedragen: Bedragen, kolom: Kolom) -> dict[str, int]:
    """Return every flow of the year of a column, in cents."""
    som, jaar = bedragen.som(), kolom.jaar
    realised = {*kolom.fasen} == {REKENING} and not kolom.geschat and bedragen.regels.rekening_neemt_besteed
    spent = "besteed" if realised else "uitgaven"
    computed = {
        "exploitatiesaldo": bedrag(som, "baten", kolom.termen) - bedrag(som, "lasten", kolom.termen),
        "afschrijvingen": sum(jaren[jaar].afschrijving for jaren in bedragen.lasten.values() if jaar in jaren),
        "dotaties": bedrag(som, "dotatie", kolom.termen)
        - (bedrag(som, "vrijval", kolom.termen) if bedragen.regels.vrijval_af else 0),
        "investeringen": sum(krediet[spent].get(jaar, 0) for krediet in bedragen.kredieten.values()),
        "bijdragen": sum(krediet["bijdrage"].get(jaar, 0) for krediet in bedragen.kredieten.values()),
        "lasten_voorzieningen": bedrag(som, "aanwending", kolom.termen),
    }
    given = gegeven(bedragen, "emu", jaar, voorrang(kolom))
    found = {naam: computed.get(naam, 0) for naam in EMU}
    for naam in EMU:
        if naam in given and (bedragen.regels.gegeven_stroom_gaat_voor or naam not in computed):
            found[naam] = given[naam]
    return found


def emu_saldo(flows: Mapping[str, int]) -> int:
    """Return the EMU-saldo, plus is a surplus."""
    return sum(cents if EMU[naam][1] == "bij" else -cents for naam, cents in flows.items())


# --- balance sheet --------------------------------------------------------------------------------


def balansen(bedragen: Bedragen, kolommen: Sequence[Kolom]) -> list[dict[str, int] | None]:
    """Return the balance sheet at the end of every column, None where none is known yet."""
    found: list[dict[str, int] | None] = []
    for i, kolom in enumerate(kolommen):
        before = [found[j] for j in range(i) if kolommen[j].jaar == kolom.jaar - 1 and found[j]]
        vorige = before[-1] if before else _geopend(bedragen, kolom)
        given = gegeven(bedragen, "balans", kolom.jaar, voorrang(kolom))
        if vorige is None and not given:
            found.append(None)
            continue
        carried = _verder(vorige, stromen(bedragen, kolom)) if vorige else {}
        found.append(_sluit(bedragen, carried | given))
    return found


def _geopend(bedragen: Bedragen, kolom: Kolom) -> dict[str, int] | None:
    """Return the balance sheet before the first column, which is taken from the accounts first."""
    given = gegeven(bedragen, "balans", kolom.jaar - 1, (REKENING, *voorrang(kolom)))
    return _sluit(bedragen, given) if given else None


def _verder(vorige: Mapping[str, int], flows: Mapping[str, int]) -> dict[str, int]:
    """Return the items of the year before with what moved them since."""
    moved = {
        "materiele_vaste_activa": flows["investeringen"]
        - flows["bijdragen"]
        - flows["afschrijvingen"]
        - flows["desinvesteringen"],
        "bouwgronden": flows["grondaankopen"] - flows["baten_grondexploitatie"],
        "eigen_vermogen": flows["exploitatiesaldo"] - flows["lasten_reserves"],
        "voorzieningen": flows["dotaties"] - flows["lasten_voorzieningen"],
    }
    return {post: cents + moved.get(post, 0) for post, cents in vorige.items()}


def _sluit(bedragen: Bedragen, known: Mapping[str, int]) -> dict[str, int]:
    """Return a whole balance sheet, closed by vaste schuld."""
    found = {post: known.get(post, 0) for post in (*ACTIVA, *PASSIVA)}
    if bedragen.regels.schuld_sluit:
        found[SCHULD] = sum(found[p] for p in ACTIVA) - sum(found[p] for p in PASSIVA if p != SCHULD)
    return found
