"""The file format as data: which kind of table may stand where, and what each key holds.

Reader, writer, editor and checks all read this one description of format version 1. Field keys are
in TOML dotted notation relative to their table (`lasten`, `categorie.lasten`); `onder` names the
levels of keys below them, so `lasten` with `("fase", "jaar")` stands for `lasten.begroting.2026`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from budgetdesk.model.veld import Niveau, Soort, Veld

FORMAAT: Final = 1
"""The only version of the file format this program reads and writes."""

FASEN: Final = ("rekening", "begroting", "wijziging", "prognose", "mjb")
"""Phases of an amount, in the order in which new amounts are written."""


LAATST: Final = 10**6
"""Ranks behind every field, phase and year of the format."""


def is_year(key: str) -> bool:
    """Return whether a key is a year of four digits."""
    return len(key) == 4 and key.isascii() and key.isdecimal() and key[0] != "0"


def rang(soort: Soort | None, delen: Sequence[str]) -> tuple[int, ...]:
    """Return the place of a key in its table, as tables are written: by field, then phase, then year.

    `delen` are the parts of its dotted key within the table. What the format does not know comes last.
    """
    for number, veld in enumerate(soort.velden if soort else ()):
        own = veld.sleutel.split(".") if veld.sleutel else []
        if list(delen[: len(own)]) == own:
            return (number, *map(_level, delen[len(own) :]))
    return (LAATST,)


def _level(deel: str) -> int:
    if deel in FASEN:
        return FASEN.index(deel)
    return int(deel) if is_year(deel) else LAATST


def _bedrag(sleutel: str, *onder: Niveau, label: str = "") -> Veld:
    return Veld(sleutel, "bedrag", label or sleutel.capitalize(), onder=onder)


_NAAM: Final = Veld("naam", label="Naam", verplicht=True)
_TOELICHTING: Final = Veld("toelichting", label="Toelichting")
_RESERVE_SOORTEN: Final = ("algemene reserve", "bestemmingsreserve")
_STARTREGELS: Final = ("jaar-na-gereed", "zelfde-jaar", "half-jaar", "kasstroom")
_AARD: Final = Veld("aard", label="Aard", keuzes=("structureel", "incidenteel"))
_TOT: Final = Veld("tot", "geheel", "Tot en met")

DOSSIER: Final = Soort(
    "",
    (
        Veld("formaat", "geheel", "Formaat", verplicht=True, keuzes=(FORMAAT,)),
        Veld("gemeente", label="Gemeente", verplicht=True),
        Veld("gemeentecode", label="Gemeentecode"),
        Veld("jaar", "geheel", "Jaar", verplicht=True),
        Veld("sjabloon", label="Sjabloon", verplicht=True),
        Veld("titel", label="Titel"),
        Veld("prijspeil", "geheel", "Prijspeil"),
    ),
    enkel=True,
)
"""The root keys of `begroting.toml`."""

WEERGAVE: Final = Soort(
    "weergave",
    (
        Veld("eenheid", "geheel", "Eenheid", keuzes=(1, 1000, 1_000_000)),
        Veld("lasten", label="Teken lasten", keuzes=("+", "-")),
        Veld("baten", label="Teken baten", keuzes=("+", "-")),
        Veld("saldo", label="Saldo", keuzes=("lasten-baten", "baten-lasten")),
        Veld("verschil", label="Verschil", keuzes=("begroting-rekening", "rekening-begroting", "effect")),
        Veld("letters", "ja-nee", "V en N"),
        Veld("nul", label="Nul", keuzes=("-", "0", "")),
        Veld("minteken", label="Minteken", keuzes=("voor", "achter")),
    ),
    enkel=True,
)

_BEGROTING: Final = (
    DOSSIER,
    WEERGAVE,
    Soort(
        "drempels",
        (
            _bedrag("toelichting", label="Drempel toelichting"),
            _bedrag("krediet", label="Drempel krediet"),
            _bedrag("incidenteel", label="Drempel incidenteel"),
        ),
        enkel=True,
    ),
    Soort(
        "parameters",
        (
            Veld("omslagrente", "breuk", "Omslagrente"),
            Veld("start_kapitaallasten", label="Start kapitaallasten", keuzes=_STARTREGELS),
            Veld("index", label="Index van overige lasten"),
            Veld("index_baten", label="Index van overige baten"),
        ),
        enkel=True,
    ),
    Soort("index", (Veld("", "breuk", "Index", onder=("jaar",)),)),
    Soort(
        "emu",
        (
            _bedrag("afschrijvingen", "jaar"),
            _bedrag("dotaties", "jaar", label="Dotaties voorzieningen min vrijval"),
            _bedrag("investeringen", "jaar"),
            _bedrag("bijdragen", "jaar", label="Bijdragen van derden aan investeringen"),
            _bedrag("desinvesteringen", "jaar"),
            _bedrag("grondaankopen", "jaar", label="Grondaankopen, bouw- en woonrijp maken"),
            _bedrag("baten_grondexploitatie", "jaar", label="Baten grondexploitatie"),
            _bedrag("lasten_voorzieningen", "jaar", label="Lasten ten laste van voorzieningen"),
            _bedrag("lasten_reserves", "jaar", label="Lasten rechtstreeks ten laste van reserves"),
            _bedrag("boekwinst", "jaar", label="Boekwinst op effecten en deelnemingen"),
            _bedrag("referentiewaarde", "jaar", label="Individuele referentiewaarde"),
        ),
        enkel=True,
    ),
    Soort(
        "balans",
        (
            _bedrag("immateriele_vaste_activa", "jaar", label="Immateriële vaste activa"),
            _bedrag("materiele_vaste_activa", "jaar", label="Materiële vaste activa"),
            _bedrag("kapitaalverstrekkingen", "jaar", label="Kapitaalverstrekkingen"),
            _bedrag("leningen", "jaar", label="Verstrekte leningen"),
            _bedrag("uitzettingen_lang", "jaar", label="Uitzettingen van een jaar of langer"),
            _bedrag("bouwgronden", "jaar", label="Bouwgronden in exploitatie"),
            _bedrag("voorraden", "jaar", label="Overige voorraden"),
            _bedrag("uitzettingen_kort", "jaar", label="Uitzettingen korter dan een jaar"),
            _bedrag("liquide_middelen", "jaar", label="Liquide middelen"),
            _bedrag("overlopende_activa", "jaar", label="Overlopende activa"),
            _bedrag("eigen_vermogen", "jaar", label="Eigen vermogen"),
            _bedrag("voorzieningen", "jaar"),
            _bedrag("vlottende_schuld", "jaar", label="Netto vlottende schuld"),
            _bedrag("overlopende_passiva", "jaar", label="Overlopende passiva"),
        ),
        enkel=True,
    ),
    Soort(
        "kengetallen",
        (
            _bedrag("woonlasten", "jaar", label="Woonlasten meerpersoonshuishouden"),
            _bedrag("woonlasten_landelijk", "jaar", label="Woonlasten landelijk gemiddelde"),
        ),
        enkel=True,
    ),
    Soort(
        "contact",
        (Veld("naam", label="Contactpersoon"), Veld("email", label="E-mail"), Veld("telefoon", label="Telefoon")),
        enkel=True,
    ),
    Soort(
        "iv3",
        (
            Veld("financieel_pakket", label="Financieel pakket"),
            Veld("kengetallen", label="Kengetallen als", keuzes=("percentage", "breuk")),
        ),
        enkel=True,
    ),
    Soort(
        "indexering",
        (
            Veld("lasten", "lijst", "Categorieën van lasten"),
            Veld("baten", "lijst", "Categorieën van baten"),
        ),
    ),
    Soort(
        "kostenplaats",
        (
            _NAAM,
            Veld("programma", "geheel", "Programma", verplicht=True),
            Veld("post", label="Post", verplicht=True),
            Veld("verdeelsleutel", label="Verdeelsleutel", verplicht=True, keuzes=("procent", "fte", "uren", "m2")),
            _bedrag("lasten", "jaar", label="Te verdelen lasten"),
            _TOELICHTING,
        ),
    ),
    Soort(
        "verdeling",
        (
            Veld("kostenplaats", label="Kostenplaats", verplicht=True, verwijst="kostenplaats"),
            Veld("programma", "geheel", "Programma", verplicht=True),
            Veld("post", label="Post", verplicht=True),
            Veld("aandeel", "getal", "Aandeel", verplicht=True),
        ),
    ),
    Soort("aanvaard", (Veld("reden", label="Reden", verplicht=True), Veld("bij", "lijst", "Bij"))),
)

POST: Final = Soort(
    "post",
    (
        _NAAM,
        Veld("beleidsterrein", label="Beleidsterrein", verplicht=True, verwijst="beleidsterrein"),
        Veld("prestatie", label="Prestatie", verwijst="prestatie"),
        Veld("taakveld", label="Taakveld"),
        Veld("categorie.lasten", label="Categorie lasten"),
        Veld("categorie.baten", label="Categorie baten"),
        _AARD,
        _TOT,
        _bedrag("lasten", "fase", "jaar"),
        _bedrag("baten", "fase", "jaar"),
        _bedrag("incidenteel.lasten", "jaar", label="Incidentele lasten"),
        _bedrag("incidenteel.baten", "jaar", label="Incidentele baten"),
        Veld("index", "tekst of breuk", "Index"),
        _TOELICHTING,
    ),
)

RESERVE: Final = Soort(
    "reserve",
    (
        _NAAM,
        Veld("soort", label="Soort", verplicht=True, keuzes=_RESERVE_SOORTEN),
        _bedrag("stand", "jaar", label="Stand per 31-12"),
        _bedrag("toevoeging", "fase", "jaar"),
        _bedrag("onttrekking", "fase", "jaar"),
        Veld("register", label="Register"),
        Veld("structureel", "ja-nee", "Structureel"),
        _bedrag("minimum"),
        _bedrag("maximum"),
        Veld("functie", label="Functie"),
        _TOELICHTING,
    ),
)

_PROGRAMMA: Final = (
    Soort(
        "programma",
        (
            Veld("nummer", "geheel", "Nummer", verplicht=True),
            _NAAM,
            Veld(
                "soort",
                label="Soort",
                keuzes=("programma", "algemene-dekkingsmiddelen", "overhead", "vpb", "onvoorzien"),
            ),
            Veld("commissie", label="Commissie"),
            Veld("portefeuilles", "lijst", "Portefeuilles"),
            Veld("missie", label="Missie"),
            Veld("inleiding", label="Inleiding"),
            _TOELICHTING,
        ),
        enkel=True,
    ),
    Soort("beleidsterrein", (_NAAM, _TOELICHTING)),
    Soort("doel", (_NAAM, Veld("beleidsterrein", label="Beleidsterrein", verplicht=True, verwijst="beleidsterrein"))),
    Soort(
        "prestatie",
        (
            _NAAM,
            Veld("doel", label="Doel", verplicht=True, verwijst="doel"),
            _TOELICHTING,
            Veld("status", label="Status", keuzes=("op-schema", "aandacht", "afwijking")),
        ),
    ),
    Soort(
        "indicator",
        (
            _NAAM,
            Veld("doel", label="Doel", verplicht=True, verwijst="doel"),
            Veld("eenheid", label="Eenheid"),
            Veld("schaal", "getal", "Schaal"),
            Veld("bron", label="Bron"),
            Veld("voetnoot", label="Voetnoot"),
            Veld("realisatie", "getal", "Realisatie", onder=("jaar",)),
            Veld("streefwaarde", "getal", "Streefwaarde", onder=("jaar",)),
        ),
    ),
    POST,
    RESERVE,
    Soort(
        "voorziening",
        (
            _NAAM,
            _bedrag("stand", "jaar", label="Stand per 31-12"),
            _bedrag("dotatie", "fase", "jaar"),
            _bedrag("vrijval", "fase", "jaar"),
            _bedrag("aanwending", "fase", "jaar"),
            Veld("post", label="Post", verwijst="post"),
            _TOELICHTING,
        ),
    ),
    Soort(
        "investering",
        (
            _NAAM,
            Veld("prestatie", label="Prestatie", verwijst="prestatie"),
            Veld("beleidsterrein", label="Beleidsterrein", verwijst="beleidsterrein"),
            Veld("nut", label="Nut", verplicht=True, keuzes=("economisch", "economisch-heffing", "maatschappelijk")),
            Veld("soort", label="Soort", keuzes=("nieuw", "vervanging")),
            Veld("krediet", label="VK/NK"),
            Veld("nummer", "tekst of geheel", "Nummer"),
            _bedrag("uitgaven", "jaar"),
            _bedrag("besteed", "jaar"),
            _bedrag("bijdrage", "jaar", label="Bijdrage derden"),
            _bedrag("uit_reserve", "jaar", label="Uit reserve"),
            Veld("termijn", "geheel", "Termijn"),
            Veld("methode", label="Methode", keuzes=("lineair", "annuitair", "geen")),
            _bedrag("restwaarde"),
            Veld("gereed", "geheel", "Gereed"),
            Veld("start", label="Start", keuzes=_STARTREGELS),
            Veld("gevoteerd", "geheel", "Gevoteerd"),
            Veld("afgesloten", "geheel", "Afgesloten"),
            Veld("post", label="Post", verwijst="post"),
            _TOELICHTING,
        ),
    ),
    Soort(
        "activum",
        (
            _NAAM,
            _bedrag("boekwaarde", "jaar", label="Boekwaarde per 1-1"),
            Veld("termijn", "geheel", "Resterende termijn"),
            Veld("methode", label="Methode", keuzes=("lineair", "annuitair", "geen")),
            Veld("post", label="Post", verwijst="post"),
        ),
    ),
    Soort(
        "subsidie",
        (
            _NAAM,
            Veld("ontvanger", label="Ontvanger"),
            Veld("prestatie", label="Prestatie", verwijst="prestatie"),
            _bedrag("bedrag", "jaar"),
        ),
    ),
    Soort(
        "verbonden_partij",
        (
            _NAAM,
            Veld("soort", label="Soort"),
            Veld("beleidsterrein", label="Beleidsterrein", verwijst="beleidsterrein"),
            Veld("motieven", "tekst of lijst", "Motieven en doelen"),
            Veld("kansen", "tekst of lijst", "Kansen"),
            Veld("risicos", "tekst of lijst", "Risico's"),
            Veld("doelstellingen", label="Doelstellingen/prestaties"),
            Veld("mijlpalen", label="Bestuurlijke mijlpalen"),
            _bedrag("bijdrage", "jaar"),
        ),
    ),
    Soort("kaderstuk", (_NAAM, Veld("jaar", "geheel", "Jaar"), Veld("kenmerk", label="Kenmerk"))),
    Soort(
        "toelichting",
        (
            Veld("bij", label="Bij", verplicht=True),
            _bedrag("bedrag"),
            Veld("tekst", label="Tekst", verplicht=True),
        ),
    ),
)

_PER_PROGRAMMA: Final = ("toevoeging", "onttrekking", "register", "structureel")
"""What a shared reserve leaves to the programmas that use it."""

_RESERVES: Final = (Soort("reserve", tuple(v for v in RESERVE.velden if v.sleutel not in _PER_PROGRAMMA)),)

_WIJZIGING: Final = (
    Soort(
        "wijziging",
        (
            Veld("nummer", "tekst of geheel", "Nummer", verplicht=True),
            _NAAM,
            Veld("soort", label="Soort"),
            Veld("besluit", label="Besluit"),
            Veld("datum", "datum", "Datum"),
            Veld("status", label="Status", keuzes=("voorstel", "ontwerp", "vastgesteld", "ingetrokken")),
            Veld("telt_mee", label="Telt mee", keuzes=("begroting", "wijziging", "niet")),
            Veld("budgetneutraal", "ja-nee", "Budgetneutraal"),
            _TOELICHTING,
        ),
        enkel=True,
    ),
    Soort(
        "mutatie",
        (
            Veld("programma", "geheel", "Programma", verplicht=True),
            Veld("post", label="Post"),
            Veld("reserve", label="Reserve"),
            Veld("onderwerp", label="Onderwerp"),
            _AARD,
            _TOT,
            Veld("dekking", label="Dekking"),
            _bedrag("lasten", "jaar"),
            _bedrag("baten", "jaar"),
            _bedrag("toevoeging", "jaar"),
            _bedrag("onttrekking", "jaar"),
            _TOELICHTING,
        ),
    ),
)

Bestandssoort = Literal["begroting", "programma", "reserves", "wijziging"]

SOORTEN: Final[dict[Bestandssoort, dict[str, Soort]]] = {
    "begroting": {s.naam: s for s in _BEGROTING},
    "programma": {s.naam: s for s in _PROGRAMMA},
    "reserves": {s.naam: s for s in _RESERVES},
    "wijziging": {s.naam: s for s in _WIJZIGING},
}
"""Kinds of table per kind of file, in the order in which a file prints them."""

HOOFDTABEL: Final[dict[Bestandssoort, str | None]] = {
    "begroting": "",
    "programma": "programma",
    "reserves": None,
    "wijziging": "wijziging",
}
"""The single table each kind of file cannot do without."""
