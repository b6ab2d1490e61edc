"""The kinds of `begroting.toml`: what this dossier is, how it prints, and the parameters of the municipality."""

from __future__ import annotations

from typing import Final

from budgetdesk.model.field import (
    Elders,
    amount,
    amounts,
    choice,
    fraction,
    fractions_by_key,
    name,
    number,
    prose,
    text,
    texts,
    whole,
    yes_no,
)
from budgetdesk.model.kind import Kind
from budgetdesk.model.record import Tabel

FORMAAT: Final = 1
"""The only version of the file format this program reads and writes."""

STARTREGELS: Final = ("jaar-na-gereed", "zelfde-jaar", "half-jaar", "kasstroom")
"""When the capital charges of an investment begin."""


class Dossierkop(
    Tabel,
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


class Weergavekeuzes(Tabel, kind=Kind("weergave", enkel=True, bestanden=("begroting",))):
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


class Drempels(Tabel, kind=Kind("drempels", enkel=True, bestanden=("begroting",))):
    """From which amounts on something has to be explained or told."""

    __slots__ = ()
    toelichting = amount("Drempel toelichting")
    krediet = amount("Drempel krediet")
    incidenteel = amount("Drempel incidenteel")


class Parameters(Tabel, kind=Kind("parameters", enkel=True, bestanden=("begroting",))):
    """What the municipality computes with."""

    __slots__ = ()
    omslagrente = fraction("Omslagrente")
    start_kapitaallasten = choice("Start kapitaallasten", *STARTREGELS)
    index = text("Index van overige lasten")
    index_baten = text("Index van overige baten")


class Indexcijfers(Tabel, kind=Kind("index", bestanden=("begroting",), meervoud="indexen")):
    """An index: by how much amounts go up in each year."""

    __slots__ = ()
    cijfers = fractions_by_key("Index", vervalt=True)


class Emucijfers(Tabel, kind=Kind("emu", enkel=True, bestanden=("begroting",), enkelvoud="EMU-saldo", lidwoord="het")):
    """What the EMU-saldo counts where it does not follow from the dossier (BBV art. 20)."""

    __slots__ = ()
    afschrijvingen = amounts("Afschrijvingen ten laste van de exploitatie", emu=1)
    dotaties = amounts("Dotaties aan voorzieningen, min vrijval", emu=1)
    investeringen = amounts("Investeringen die worden geactiveerd", emu=-1)
    bijdragen = amounts("Bijdragen van derden aan investeringen", emu=1)
    desinvesteringen = amounts("Desinvesteringen tegen verkoopprijs", emu=1)
    grondaankopen = amounts("Grondaankopen, bouw- en woonrijp maken", emu=-1)
    baten_grondexploitatie = amounts("Baten grondexploitatie buiten de exploitatie", emu=1)
    lasten_voorzieningen = amounts("Lasten ten laste van voorzieningen", emu=-1)
    lasten_reserves = amounts("Lasten rechtstreeks ten laste van reserves", emu=-1)
    boekwinst = amounts("Boekwinst op effecten en deelnemingen", emu=-1)
    referentiewaarde = amounts("Individuele referentiewaarde")


class Balanscijfers(Tabel, kind=Kind("balans", enkel=True, bestanden=("begroting",))):
    """The items of the balance sheet at 31 December, as far as they are given."""

    __slots__ = ()
    immateriele_vaste_activa = amounts("Immateriële vaste activa")
    materiele_vaste_activa = amounts("Materiële vaste activa")
    kapitaalverstrekkingen = amounts("Kapitaalverstrekkingen")
    leningen = amounts("Verstrekte leningen")
    uitzettingen_lang = amounts("Uitzettingen van een jaar of langer")
    bouwgronden = amounts("Bouwgronden in exploitatie")
    voorraden = amounts("Overige voorraden")
    uitzettingen_kort = amounts("Uitzettingen korter dan een jaar")
    liquide_middelen = amounts("Liquide middelen")
    overlopende_activa = amounts("Overlopende activa")
    eigen_vermogen = amounts("Eigen vermogen")
    voorzieningen = amounts("Voorzieningen")
    vlottende_schuld = amounts("Netto vlottende schuld")
    overlopende_passiva = amounts("Overlopende passiva")


class Woonlasten(Tabel, kind=Kind("kengetallen", enkel=True, bestanden=("begroting",))):
    """What the ratios need besides: what a household pays."""

    __slots__ = ()
    woonlasten = amounts("Woonlasten meerpersoonshuishouden")
    woonlasten_landelijk = amounts("Woonlasten landelijk gemiddelde")


class Contact(Tabel, kind=Kind("contact", enkel=True, bestanden=("begroting",), enkelvoud="contactgegevens")):
    """Whom Statistics Netherlands can ask about an Iv3 statement."""

    __slots__ = ()
    naam = name("Contactpersoon", verplicht=False)
    email = text("E-mail")
    telefoon = text("Telefoon")


class Iv3keuzes(Tabel, kind=Kind("iv3", enkel=True, bestanden=("begroting",), enkelvoud="Iv3-instellingen")):
    """How an Iv3 statement is made."""

    __slots__ = ()
    financieel_pakket = text("Financieel pakket", standaard="budgetdesk")
    kengetallen = choice("Kengetallen als", "percentage", "breuk", standaard="percentage")


class Indexvolgers(Tabel, kind=Kind("indexering", bestanden=("begroting",), meervoud="indexeringen")):
    """The economic categories that follow the index of the same key."""

    __slots__ = ()
    lasten = texts("Categorieën van lasten")
    baten = texts("Categorieën van baten")


class Kostenplaats(Tabel, kind=Kind("kostenplaats", bestanden=("begroting",), meervoud="kostenplaatsen")):
    """A post whose costs are divided over others."""

    __slots__ = ()
    naam = name()
    programma = whole("Programma", verplicht=True)
    post = text("Post", verplicht=True, elders=Elders("post", "programma"))
    verdeelsleutel = choice("Verdeelsleutel", "procent", "fte", "uren", "m2", verplicht=True)
    lasten = amounts("Te verdelen lasten")
    toelichting = prose("Toelichting")


class Verdeling(Tabel, kind=Kind("verdeling", bestanden=("begroting",), meervoud="verdelingen")):
    """What one post gets of a cost centre."""

    __slots__ = ()
    kostenplaats = text("Kostenplaats", verplicht=True, verwijst="kostenplaats")
    programma = whole("Programma", verplicht=True)
    post = text("Post", verplicht=True, elders=Elders("post", "programma"))
    aandeel = number("Aandeel", verplicht=True)


class Aanvaarding(
    Tabel,
    kind=Kind("aanvaard", bestanden=("begroting",), enkelvoud="aanvaarding", meervoud="aanvaardingen"),
):
    """A warning that is right as it is, by its code; with the reason, and of what."""

    __slots__ = ()
    reden = text("Reden", verplicht=True)
    bij = texts("Bij")
