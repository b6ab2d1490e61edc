"""What published tables print, cell by cell, and where a dossier prints it: written down by hand, not recognised."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from budgetdesk.bedrag import format_cell
from budgetdesk.drafting.beginnen import make
from budgetdesk.importing.tabel.zegswijze import Zegswijze
from budgetdesk.importing.voorstel import Keuzes
from budgetdesk.session import Session
from budgetdesk.session.inleessoorten import lees
from budgetdesk.session.newfiles import add_programma
from budgetdesk.session.reading import tables
from budgetdesk.session.tabelinlezen import Tabeluitkomst
from budgetdesk.session.uitkomst import Verzoek, uit_pad
from budgetdesk.tables.grid import Grid
from tests.importing.gedrukt import GEDRUKT

LBS = ("lasten", "baten", "saldo")
BLS = ("baten", "lasten", "saldo")

Regel = tuple[str, str]
"""A row of a table of a dossier: its name and its kind."""

_SOORT = {
    "lasten": "Lasten",
    "baten": "Baten",
    "saldo": "Saldo",
    "toevoeging": "Toevoeging",
    "onttrekking": "Onttrekking",
}
_TOTAAL = {"lasten": "Lasten", "baten": "Baten", "saldo": "Saldo van baten en lasten"}
_BIJZONDER: Mapping[str, Mapping[str, Sequence[Regel]]] = {
    "=totaal": {kant: [("Programma", soort)] for kant, soort in _TOTAAL.items()},
    "=toevoeging": {"lasten": [("Reserves", "Toevoeging")], "": [("Reserves", "Toevoeging")]},
    "=onttrekking": {"baten": [("Reserves", "Onttrekking")], "": [("Reserves", "Onttrekking")]},
    "=mutaties": {"saldo": [("Reserves", "Mutaties reserves")], "": [("Reserves", "Mutaties reserves")]},
    "=resultaat": {
        "lasten": [("Programma", "Lasten"), ("Reserves", "Toevoeging")],
        "baten": [("Programma", "Baten"), ("Reserves", "Onttrekking")],
        "saldo": [("Resultaat", "")],
        "": [("Resultaat", "")],
    },
}
"""The rows that no beleidsterrein is: what prints in each column of a side (empty: the row says the side)."""


@dataclass(frozen=True)
class Terug:
    """A published table and the dossier that it comes into."""

    bestand: str
    jaar: int
    kolommen: Mapping[int, tuple[str, str]]
    """Per column from 1 the heading in the dossier and the side (empty: the row says it)."""
    rijen: Mapping[int, Regel]
    """Per row what the dossier calls it, and its side (empty: the column says it)."""
    sjabloon: str = "begroting"
    tabel: str = "programmakosten"
    zegt: Zegswijze = field(default_factory=Zegswijze)
    programmas: int = 1
    scheiding: str = ";"
    posten: str = ""
    """The rows, by a pattern of their name, that are posts: a dossier prints no balance of these."""

    def gedrukt(self) -> Iterator[tuple[str, int, str, Sequence[Regel]]]:
        """Yield of each printed cell its address, what it prints, and the column and rows that print it here."""
        with (GEDRUKT / self.bestand).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file, delimiter=self.scheiding))
        for r, (naam, kant) in self.rijen.items():
            for k, (kop, side) in self.kolommen.items():
                text = rows[r - 1][k - 1].replace(" ", "").replace(".", "").removesuffix(",00")
                units = 0 if text in ("-", "-0") else int(text) if text.lstrip("-").isdecimal() else None
                where = _regels(naam, kant or side)
                # what does not go with a side is printed as nothing
                if self.posten and (kant or side) == "saldo" and re.match(self.posten, naam):
                    continue
                if units is not None and where and (units or not naam.startswith("=")):
                    yield f"rij {r}, kolom {k}", units, kop, where


def _regels(naam: str, kant: str) -> Sequence[Regel]:
    if naam.startswith("="):
        return _BIJZONDER[naam].get(kant, ())
    return [(naam, _SOORT[kant])]


def breng_in(terug: Terug, doel: Path) -> tuple[Session, Tabeluitkomst]:
    """Make an empty dossier, bring the table in and save; return it as read again from disk, and what came in."""
    make(doel, gemeente="Proef", jaar=terug.jaar, sjabloon=terug.sjabloon)
    session = Session.open(doel)
    for n in range(2, terug.programmas + 1):
        add_programma(session, f"Programma {n}")
    verzoek = Verzoek(als="tabel", tabel=terug.zegt, keuzes=Keuzes(los="maak"))
    found = lees(session, [uit_pad(GEDRUKT / terug.bestand)], verzoek)
    assert isinstance(found, Tabeluitkomst)
    assert not found.vragen, [str(vraag) for vraag in found.vragen]
    assert not found.fouten, found.fouten
    found.doe(session)
    session.save()
    return Session.open(doel), found


def afgedrukt(session: Session, terug: Terug) -> Mapping[tuple[str, str, str], tuple[int, Grid]]:
    """Return the exact cents that the tables of a dossier print, by heading, name and kind of the row."""
    found: dict[tuple[str, str, str], tuple[int, Grid]] = {}
    for grid in tables(session.cijfers, terug.tabel, session.dossier.programmas, posten=True):
        for r, rij in enumerate(grid.rijen):
            for k, kop in enumerate(grid.koppen):
                cents = grid.cents(r, k)
                if cents is not None:
                    # what several programmas have (Programma, Reserves) is told by its number
                    found[kop.tekst, rij.naam, rij.soort] = cents, grid
                    found[kop.tekst, f"{grid.programma} {rij.naam}", rij.soort] = cents, grid
    return found


def verschillen(session: Session, terug: Terug) -> tuple[int, list[str]]:
    """Return how many printed cells were compared, and each that the dossier prints otherwise."""
    printed = afgedrukt(session, terug)
    count, wrong = 0, []
    for where, units, kop, regels in terug.gedrukt():
        count += 1
        known = [printed.get((kop, *regel)) for regel in regels]
        cells = [one for one in known if one is not None]
        text = format_cell(sum(cents for cents, _ in cells), cells[0][1].notatie) if len(cells) == len(known) else "?"
        if text.replace(".", "") not in ({"-", "0", "-0"} if units == 0 else {str(units)}):
            wrong.append(f"{where}: gedrukt {units}, hier {text} ({kop}, {regels})")
    return count, wrong


def per_jaar(koppen: Sequence[str], kanten: Sequence[str], eerste: int = 2) -> dict[int, tuple[str, str]]:
    """Return columns that stand in groups of sides, one group for each heading."""
    pairs = ((kop, kant) for kop in koppen for kant in kanten)
    return dict(enumerate(pairs, eerste))


def rij_op_rij(eerste: int, *namen: str) -> dict[int, Regel]:
    """Return rows below each other of which the column says the side."""
    return {eerste + n: (naam, "") for n, naam in enumerate(namen)}


def in_drieen(eerste: int, stap: int, namen: Sequence[str]) -> dict[int, Regel]:
    """Return rows of lasten, baten and saldo below each other, for each name."""
    return {eerste + n * stap + i: (naam, kant) for n, naam in enumerate(namen) for i, kant in enumerate(LBS)}


_MEERJARIG = ("Rekening {-2}", "Begroting {-1}", "Begroting {0}", "MJB {1}", "MJB {2}", "MJB {3}")
_BEGROTING_EN_REKENING = ("Begroting {0}", "Begroting {0} na wijziging", "Rekening {0}")


def _koppen(jaar: int, vormen: Sequence[str]) -> list[str]:
    found = []
    for vorm in vormen:
        head, _, rest = vorm.partition("{")
        step, _, tail = rest.partition("}")
        found.append(f"{head}{jaar + int(step)}{tail}")
    return found


_PROGRAMMAS_0_8 = [f"Programma {n}" for n in range(9)]
_P0_P8 = (
    *("P0 Bestuur en ondersteuning", "P1 Veiligheid", "P2 Verkeer en vervoer", "P3 Economie", "P4 Onderwijs"),
    *("P5 Sport, cultuur en recreatie", "P6 Sociaal Domein", "P7 Volksgezondheid en milieu", "P8 Wonen en bouwen"),
)
_STAART = ("=totaal", "=onttrekking", "=toevoeging", "=mutaties", "=resultaat")
_LEIDEN_RESERVES = ("Reserve raad", "Reserve Holland Rijnland", "Egalisatiereserve verkiezingen", "Reserve rekenkamer")


def _leiden(jaar: int, bestand: str, vormen: Sequence[str], rijen: Mapping[int, Regel], tabel: str) -> Terug:
    sjabloon = "jaarrekening" if "jaarrekening" in bestand else "begroting"
    columns = {n: (kop, "") for n, kop in enumerate(_koppen(jaar, vormen), 3)}
    if sjabloon == "jaarrekening":
        columns[5] = ("Wijziging Begroting", "")
    zegt = Zegswijze(eenheid=1000)
    return Terug(f"../../golden/leiden/{bestand}", jaar, columns, rijen, sjabloon, tabel, zegt, scheiding=",")


def _reserverijen(namen: Sequence[str]) -> dict[int, Regel]:
    rows = {2 + 3 * n + i: (naam, kant) for n, naam in enumerate(namen) for i, kant in enumerate(_MUTATIES)}
    last = 2 + 3 * len(namen)
    return rows | {last + i: ("Totaal", kant) for i, kant in enumerate(_MUTATIES[:2])}


_MUTATIES = ("toevoeging", "onttrekking", "saldo")
_LEIDEN_KOSTEN: Mapping[int, Regel] = {
    **in_drieen(2, 3, ("Bestuur", "Dienstverlening")),
    **{8 + n: ("=totaal", kant) for n, kant in enumerate(LBS)},
    11: ("=toevoeging", ""),
    12: ("=onttrekking", ""),
    13: ("=mutaties", ""),
    14: ("=resultaat", ""),
}
_LEIDEN_2017 = (
    "Rekening {-1}",
    "Begroting {0}",
    "Begroting {0}",
    "Begroting {0} na wijziging",
    "Rekening {0}",
    "Verschil {0}",
)

TERUG: Sequence[Terug] = (
    Terug(
        "baarle-nassau-2018.csv",
        2018,
        per_jaar(_koppen(2018, _MEERJARIG), LBS),
        rij_op_rij(3, *_PROGRAMMAS_0_8, "=totaal"),
        zegt=Zegswijze(eenheid=1000),
    ),
    Terug(
        "alphen-chaam-2018.csv",
        2018,
        per_jaar(_koppen(2018, _MEERJARIG), LBS),
        rij_op_rij(3, *_PROGRAMMAS_0_8, "=totaal"),
        zegt=Zegswijze(eenheid=1000),
        scheiding="\t",
    ),
    Terug(
        "dalfsen-2019.csv",
        2019,
        per_jaar([*_koppen(2019, _BEGROTING_EN_REKENING), "Verschil 2019"], LBS),
        rij_op_rij(
            4,
            *("Exclusief overhead", "Overhead", "Openbare orde en veiligheid", "Beheer openbare ruimte"),
            *("Economische zaken", "Onderwijs en vrije tijd", "Inkomensondersteuning", "Sociaal domein"),
            *("Duurzaamheid en milieu", "Ruimtelijke ordening en volkshuisvesting", "=totaal"),
            *("=toevoeging", "=onttrekking", "=resultaat"),
        ),
        sjabloon="jaarrekening",
        zegt=Zegswijze(
            kolom=tuple(
                f"{letter}={fase}.2019.{kant}"
                for fase, letters in (("begroting", "BCD"), ("na-wijziging", "EFG"), ("rekening", "HIJ"))
                for letter, kant in zip(letters, LBS, strict=True)
            )
        ),
    ),
    Terug(
        "geldrop-mierlo-2019.csv",
        2019,
        per_jaar(_koppen(2019, _BEGROTING_EN_REKENING), BLS),
        rij_op_rij(
            4,
            *("1 Gebiedsgericht werken", "2 Economie en vastgoed", "3 Veiligheid en handhaving"),
            *("4 Bestuur en bestuurlijke samenwerking", "5 Werk en inkomen", "6 Zorg, welzijn en cultuur"),
            *("7 Jeugdbeleid en onderwijs", "8 Duurzaamheid, natuur en milieu", "9 Bereikbaarheid en verkeer"),
            "10 Bouwen en wonen",
        ),
        sjabloon="jaarrekening",
    ),
    Terug(
        "oss-2019.csv",
        2019,
        dict(enumerate(((kop, "") for kop in [*_koppen(2019, _BEGROTING_EN_REKENING), "Verschil 2019"]), 3)),
        in_drieen(4, 4, [f"Programma {n}" for n in range(1, 11)]),
        sjabloon="jaarrekening",
    ),
    Terug("wassenaar-2020.csv", 2020, per_jaar(_koppen(2020, _MEERJARIG[:3]), BLS), rij_op_rij(4, *_P0_P8, *_STAART)),
    Terug(
        "voorschoten-2020.tsv",
        2020,
        per_jaar(_koppen(2020, _MEERJARIG[:3]), BLS),
        rij_op_rij(4, *_P0_P8, *_STAART),
        scheiding="\t",
    ),
    Terug(
        "voorschoten-2026-programma-0.txt",
        2026,
        dict(enumerate(((kop, "") for kop in _koppen(2026, _MEERJARIG)), 3)),
        {
            2: ("Bestuur en ondersteuning", "baten"),
            3: ("Bestuur en ondersteuning", "lasten"),
            4: ("=totaal", "saldo"),
            6: ("=onttrekking", ""),
            7: ("=toevoeging", ""),
            8: ("=mutaties", ""),
            10: ("=resultaat", ""),
        },
        zegt=Zegswijze(
            kolom=("C=rekening.2024", *(f"{k}=begroting.{j}" for k, j in zip("DEFGH", range(2025, 2030), strict=True)))
        ),
        scheiding="|",
    ),
    Terug(
        "sluis-2020.csv",
        2020,
        per_jaar(_koppen(2020, _MEERJARIG[:3]), ("lasten", "baten")) | {8: ("Begroting 2020", "saldo")},
        rij_op_rij(
            3,
            *("1 Ruimte en beheer", "2 Economie", "3 Sociaal Domein", "4 Bestuur en veiligheid"),
            *("Algemene dekkingsmiddelen", "Heffing VPB", "Overhead", "Onvoorzien", "=totaal"),
        ),
    ),
    Terug(
        "bronckhorst-2020.csv",
        2020,
        {n: (kop, "") for n, kop in enumerate(("Rekening 2019", *_koppen(2020, _BEGROTING_EN_REKENING)), 3)},
        {
            **{
                row + i: (naam, kant)
                for row, kant, namen in (
                    (3, "lasten", ("Vitale inwoners en samenleving", "Toegang tot passende voorzieningen")),
                    (6, "baten", ("Vitale inwoners en samenleving", "Toegang tot passende voorzieningen")),
                    (10, "lasten", ("Passend wonen", "Aantrekkelijke leefomgeving")),
                    (13, "baten", ("Passend wonen", "Aantrekkelijke leefomgeving")),
                    (17, "lasten", ("Economie", "Duurzaamheid")),
                    (20, "baten", ("Economie", "Duurzaamheid")),
                    (24, "lasten", ("Besturen",)),
                    (25, "baten", ("Besturen",)),
                    (5, "lasten", ("1 Programma",)),
                    (8, "baten", ("1 Programma",)),
                    (12, "lasten", ("2 Programma",)),
                    (15, "baten", ("2 Programma",)),
                    (19, "lasten", ("3 Programma",)),
                    (22, "baten", ("3 Programma",)),
                )
                for i, naam in enumerate(namen)
            },
        },
        sjabloon="jaarrekening",
        zegt=Zegswijze(eenheid=1000),
        programmas=4,
    ),
    Terug(
        "zuid-holland-2018.csv",
        2018,
        per_jaar(["Begroting 2018"], LBS),
        rij_op_rij(2, *(f"Programma {n}" for n in range(1, 5)), "Overzichten en Middelen", "Overhead", "=totaal"),
        zegt=Zegswijze(
            kolom=(
                *("B=begroting.2018.lasten", "C=begroting.2018.baten", "D=begroting.2018.saldo"),
                *("E=begroting.2018.toevoeging", "F=begroting.2018.onttrekking", "G=saldo", "H=saldo"),
            )
        ),
        scheiding="|",
    ),
    Terug(
        "leiden-2022-prestaties.csv",
        2022,
        per_jaar(["Begroting 2022"], LBS),
        rij_op_rij(
            3,
            *("01A101 Raad en cie's vergaderen volgens cyclus", "01A103 Onderst Raad door griffie e.d."),
            *("01A201 Dagelijks bestuur gemeente door College", "01A202 Informeren en betrekken burgers e.d."),
            *("01A203 Organiseren verkiezingen", "01A204 Strategisch beleidsadvies en onderzoek"),
            *("01A205 Adviseren bestuur over communicatie", "01A302 Bevorderen intergem samenwerking", "01 Bestuur"),
            *("01B101 Leveren prod/diensten publieke dv", "01B102 Eenduidige/klantvr dv via alle kanalen"),
            *("01B103 Op orde houden basisregistraties", "01B104 Beantwoorden van eerste lijns vragen"),
            *("01 Dienstverlening", "=totaal"),
        ),
        posten="01[AB]",
    ),
    _leiden(2026, "2026-programma-1-programmakosten.csv", _MEERJARIG, _LEIDEN_KOSTEN, "programmakosten"),
    _leiden(
        2026,
        "2026-programma-1-reserves.csv",
        _MEERJARIG,
        _reserverijen((*_LEIDEN_RESERVES, "Reserve soc.-maatsch. en cult. voorz. P1")),
        "reserves",
    ),
    _leiden(2017, "2017-jaarrekening-programma-1-programmabudget.csv", _LEIDEN_2017, _LEIDEN_KOSTEN, "programmakosten"),
    _leiden(
        2017,
        "2017-jaarrekening-programma-1-reserves.csv",
        _LEIDEN_2017,
        _reserverijen((*_LEIDEN_RESERVES, "Reserve gsb-middelen ISV/EZ P1", "Reserve Informatisering P1")),
        "reserves",
    ),
    Terug(
        "bloemendaal-2020-reserves.csv",
        2020,
        {
            3 * n + i: (kop, kant)
            for n, kop in enumerate(_koppen(2020, _MEERJARIG[2:]), 1)
            for i, kant in ((1, "toevoeging"), (2, "onttrekking"))
        },
        {
            **rij_op_rij(3, "Algemene bufferreserve", "Flexibele algemene reserve", "Algemene reserve afbouw schulden"),
            **rij_op_rij(8, "Dekkingsreserve rioolvernieuwingen", "Dekkingsreserve riolering buitengebied"),
            **rij_op_rij(10, "Dekkingsreserve bergingscapaciteit riolering"),
            **rij_op_rij(13, "Egalisatiereserve begraafplaatsen", "Egalisatiereserve monumenten"),
            **rij_op_rij(15, "Egalisatiereserve sociaal domein"),
        },
        tabel="reserves",
    ),
    Terug(
        "gouda-2021-reserves.csv",
        2021,
        {n: (kop, "") for n, kop in enumerate(_koppen(2021, _MEERJARIG[2:]), 2)},
        {
            row + i: (f"Reserves {naam}", kant)
            for row, naam in (
                (4, "Economie, werk en onderwijs"),
                (9, "Wonen en leefomgeving"),
                (14, "Sociaal domein"),
                (19, "Cultuur, sport en recreatie"),
                (24, "Leefbaarheid en veiligheid"),
                (29, "Bestuur en organisatie"),
            )
            for i, kant in enumerate(("toevoeging", "onttrekking"))
        },
        tabel="reserves",
        programmas=7,
    ),
    Terug(
        "ridderkerk-2019-taakvelden.csv",
        2019,
        {4: ("Begroting 2019 na wijziging", ""), 5: ("Rekening 2019", "")},
        in_drieen(
            2,
            3,
            (
                *("0.1 Bestuur", "0.2 Burgerzaken", "0.3 Beheer overige gebouwen en gronden", "0.4 Overhead"),
                *("0.5 Treasury", "0.61 OZB woningen", "0.62 OZB niet-woningen", "0.63 Parkeerbelasting"),
                "0.64 Belastingen overig",
            ),
        ),
        sjabloon="jaarrekening",
        zegt=Zegswijze(eenheid=1),
    ),
    Terug(
        "lingewaard-2017-taakvelden.csv",
        2017,
        per_jaar(_koppen(2017, ("Rekening {0}", "Begroting {0} na wijziging")), LBS, 3),
        rij_op_rij(
            3,
            *("0.1 Bestuur", "0.2 Burgerzaken", "0.3 Beheer overige gebouwen en gronden", "0.4 Overhead"),
            *("0.5 Treasury", "0.61 OZB woningen", "0.62 OZB niet-woningen", "0.64 Belastingen overig"),
            *("0.7 Algemene uitk. en ov. uitk. gem.fonds", "0.8 Overige baten en lasten", "Bestuur en ondersteuning"),
            *("1.1 Crisisbeheersing en brandweer", "1.2 Openbare orde en veiligheid", "Veiligheid"),
        ),
        posten=r"[01]\.",
        sjabloon="jaarrekening",
        zegt=Zegswijze(eenheid=1),
    ),
)
"""Twenty of the published tables. Of the others Utrecht prints balances only, Noord-Brabant has a misprint and
Zuiderzeeland is by kostensoort.
"""
