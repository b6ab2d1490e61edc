"""The kinds of `begroting.toml`: what this dossier is, how it prints, and the parameters of the municipality."""

from __future__ import annotations

from typing import Final

from budgetdesk.model.field import (
    PER_CEL,
    Elders,
    amount,
    amounts,
    amounts_by_code,
    amounts_per_year,
    choice,
    day,
    fraction,
    fractions_by_key,
    look,
    name,
    number,
    parts,
    prose,
    text,
    texts,
    whole,
    wholes,
    yes_no,
)
from budgetdesk.model.kind import Kind
from budgetdesk.model.record import Record

FORMAAT: Final = 1
"""The only version of the file format this program reads and writes."""

STARTREGELS: Final = ("jaar-na-gereed", "zelfde-jaar", "half-jaar", "kasstroom")
"""When the capital charges of an investment begin."""

VASTGESTELD: Final = "vastgesteld"
"""The status of a document that the council adopted."""


class Dossierkop(
    Record,
    kind=Kind(
        "", enkel=True, hoofd=True, bestanden=("begroting",), enkelvoud="dossier", meervoud="dossiers", lidwoord="het"
    ),
):
    """The root keys: whose budget this is, of which year and document type."""

    __slots__ = ()
    formaat = whole("Formaat", verplicht=True, keuzes=(FORMAAT,))
    gemeente = text("Gemeente", verplicht=True)
    gemeentecode = text("Gemeentecode")
    jaar = whole("Jaar", verplicht=True, vier_cijfers=True)
    sjabloon = text("Sjabloon", verplicht=True)
    titel = text("Titel")
    prijspeil = whole("Prijspeil")
    schatting = whole("Jaar zonder rekening", vier_cijfers=True)
    """The realised year whose accounts are not there yet: what is absent of it is begroting na wijziging."""
    voorganger = text("Dossier van vorig jaar")
    verwerkt = texts("Besluiten van vorig jaar die in de ramingen zitten")
    deels_verwerkt = texts("Besluiten waarvan alleen vorig jaar in de ramingen zit")


class Document(Record, kind=Kind("document", bestanden=("begroting",), meervoud="documenten", lidwoord="het")):
    """A document of the year, which has texts and a forecast of its own: the budget, a report, the accounts."""

    __slots__ = ()
    sjabloon = text("Sjabloon", verplicht=True)
    titel = text("Titel", heet=True)
    keer = whole("Keer")
    datum = day("Datum")
    status = choice("Status", "concept", "ontwerp", VASTGESTELD, standaard="concept")
    besluit = text("Besluit")
    opmaak = look("Opmaak")
    deel = parts("Delen")


class Weergavekeuzes(Record, kind=Kind("weergave", enkel=True, bestanden=("begroting",))):
    """How the document prints: unit, signs and zeros."""

    __slots__ = ()
    eenheid = whole("Eenheid", keuzes=(1, 1000, 1_000_000), standaard=1000)
    lasten = choice("Teken lasten", "+", "-", standaard="+")
    baten = choice("Teken baten", "+", "-", standaard="-")
    saldo = choice("Saldo", "lasten-baten", "baten-lasten", standaard="lasten-baten")
    verschil = choice("Verschil", "begroting-rekening", "rekening-begroting", "effect", standaard="begroting-rekening")
    letters = yes_no("V en N")
    nul = choice("Nul", "-", "0", "", standaard="-")
    minteken = choice("Minteken", "voor", "achter", standaard="voor")
    geheel_ = yes_no("Hele gemeente")


class Huisstijlkeuzes(Record, kind=Kind("huisstijl", enkel=True, bestanden=("begroting",), lidwoord="de")):
    """How what leaves looks: colours as `#rrggbb`, the letter and its size and margins on paper, and the logo.

    Files in the folder `huisstijl` of the dossier are `logo`, `lettertypen` (the fonts of the letter for a PDF), and
    `word` (the template for Word).
    """

    __slots__ = ()
    hoofdkleur = text("Hoofdkleur")
    accentkleur = text("Accentkleur")
    letter = text("Letter")
    lettertypen = texts("Lettertypebestanden")
    corps = number("Lettergrootte op papier in punten")
    marge = whole("Marge op papier in mm")
    logo = text("Logo")
    word = text("Word-sjabloon")


class Drempels(Record, kind=Kind("drempels", enkel=True, bestanden=("begroting",))):
    """From which amounts on something has to be explained or told."""

    __slots__ = ()
    toelichting = amount("Drempel toelichting")
    uitzondering = amount("Drempel uitzonderingen")
    krediet = amount("Drempel krediet")
    incidenteel = amount("Drempel incidenteel")


class Parameters(Record, kind=Kind("parameters", enkel=True, bestanden=("begroting",))):
    """What the municipality computes with."""

    __slots__ = ()
    omslagrente = fraction("Omslagrente")
    start_kapitaallasten = choice("Start kapitaallasten", *STARTREGELS)
    index = text("Index van overige lasten")
    index_baten = text("Index van overige baten")


class Indexcijfers(Record, kind=Kind("index", bestanden=("begroting",), meervoud="indexen")):
    """An index: by how much amounts go up in each year."""

    __slots__ = ()
    cijfers = fractions_by_key("Index", vervalt=True)


class Emucijfers(Record, kind=Kind("emu", enkel=True, bestanden=("begroting",), enkelvoud="EMU-saldo", lidwoord="het")):
    """What the EMU-saldo counts where it does not follow from the dossier (BBV art. 20)."""

    __slots__ = ()
    afschrijvingen = amounts_per_year("Afschrijvingen ten laste van de exploitatie", emu=1)
    dotaties = amounts_per_year("Dotaties aan voorzieningen, min vrijval", emu=1)
    investeringen = amounts_per_year("Investeringen die worden geactiveerd", emu=-1)
    bijdragen = amounts_per_year("Bijdragen van derden aan investeringen", emu=1)
    desinvesteringen = amounts_per_year("Desinvesteringen tegen verkoopprijs", emu=1)
    grondaankopen = amounts_per_year("Grondaankopen, bouw- en woonrijp maken", emu=-1)
    baten_grondexploitatie = amounts_per_year("Baten grondexploitatie buiten de exploitatie", emu=1)
    lasten_voorzieningen = amounts_per_year("Lasten ten laste van voorzieningen", emu=-1)
    lasten_reserves = amounts_per_year("Lasten rechtstreeks ten laste van reserves", emu=-1)
    boekwinst = amounts_per_year("Boekwinst op effecten en deelnemingen", emu=-1)
    referentiewaarde = amounts_per_year("Individuele referentiewaarde")


class Balanscijfers(Record, kind=Kind("balans", enkel=True, bestanden=("begroting",))):
    """The items of the balance sheet at 31 December, as far as they are given."""

    __slots__ = ()
    immateriele_vaste_activa = amounts_per_year("Immateriële vaste activa")
    materiele_vaste_activa = amounts_per_year("Materiële vaste activa")
    kapitaalverstrekkingen = amounts_per_year("Kapitaalverstrekkingen")
    leningen = amounts_per_year("Verstrekte leningen")
    uitzettingen_lang = amounts_per_year("Uitzettingen van een jaar of langer")
    bouwgronden = amounts_per_year("Bouwgronden in exploitatie")
    voorraden = amounts_per_year("Overige voorraden")
    uitzettingen_kort = amounts_per_year("Uitzettingen korter dan een jaar")
    liquide_middelen = amounts_per_year("Liquide middelen")
    overlopende_activa = amounts_per_year("Overlopende activa")
    eigen_vermogen = amounts_per_year("Eigen vermogen")
    voorzieningen = amounts_per_year("Voorzieningen")
    vaste_schuld = amounts_per_year("Vaste schuld")
    vlottende_schuld = amounts_per_year("Netto vlottende schuld")
    overlopende_passiva = amounts_per_year("Overlopende passiva")


class Organisatie(Record, kind=Kind("organisatie", enkel=True, bestanden=("begroting",))):
    """The municipality in numbers that are no amounts."""

    __slots__ = ()
    inwoners = wholes("Inwoners")


class Woonlasten(Record, kind=Kind("kengetallen", enkel=True, bestanden=("begroting",))):
    """What the ratios need besides: what a household pays."""

    __slots__ = ()
    woonlasten = amounts_per_year("Woonlasten meerpersoonshuishouden")
    woonlasten_landelijk = amounts_per_year("Woonlasten landelijk gemiddelde")


class Contact(Record, kind=Kind("contact", enkel=True, bestanden=("begroting",), enkelvoud="contactgegevens")):
    """Whom Statistics Netherlands can ask about an Iv3 statement."""

    __slots__ = ()
    naam = name("Contactpersoon", verplicht=False)
    email = text("E-mail")
    telefoon = text("Telefoon")


class Iv3keuzes(Record, kind=Kind("iv3", enkel=True, bestanden=("begroting",), enkelvoud="Iv3-instellingen")):
    """How an Iv3 statement is made, and its balance: what stands at the end of a year or quarter, and what moved it."""

    __slots__ = ()
    financieel_pakket = text("Financieel pakket", standaard="budgetdesk")
    kengetallen = choice("Kengetallen als", "percentage", "breuk", standaard="percentage")
    balans = amounts_by_code("Balans")
    balans_lasten = amounts_by_code("Balansmutaties, lasten", PER_CEL)
    balans_baten = amounts_by_code("Balansmutaties, baten", PER_CEL)


class Indexvolgers(Record, kind=Kind("indexering", bestanden=("begroting",), meervoud="indexeringen")):
    """The economic categories that follow the index of the same key."""

    __slots__ = ()
    lasten = texts("Categorieën van lasten")
    baten = texts("Categorieën van baten")


class Kostenplaats(Record, kind=Kind("kostenplaats", bestanden=("begroting",), meervoud="kostenplaatsen")):
    """A post whose costs are divided over others."""

    __slots__ = ()
    naam = name()
    programma = whole("Programma", verplicht=True)
    post = text("Post", verplicht=True, elders=Elders("post", "programma"))
    verdeelsleutel = choice("Verdeelsleutel", "procent", "fte", "uren", "m2", verplicht=True)
    lasten = amounts("Te verdelen lasten")
    toelichting = prose("Toelichting")


class Verdeling(Record, kind=Kind("verdeling", bestanden=("begroting",), meervoud="verdelingen")):
    """What one post gets of a cost centre."""

    __slots__ = ()
    kostenplaats = text("Kostenplaats", verplicht=True, verwijst="kostenplaats")
    programma = whole("Programma", verplicht=True)
    post = text("Post", verplicht=True, elders=Elders("post", "programma"))
    aandeel = number("Aandeel", verplicht=True)


class Aanvaarding(
    Record,
    kind=Kind("aanvaard", bestanden=("begroting",), enkelvoud="aanvaarding", meervoud="aanvaardingen"),
):
    """A warning that is right as it is, by its code; with the reason, and of what."""

    __slots__ = ()
    reden = text("Reden", verplicht=True)
    bij = texts("Bij")
