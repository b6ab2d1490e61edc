"""The kinds of a programma: its goals, posts, reserves, investments and texts; and of reserves that several share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.model.field import (
    Amounts,
    Attribute,
    Elders,
    amount,
    amounts,
    amounts_by_phase,
    amounts_per_year,
    choice,
    name,
    number,
    numbers,
    prose,
    text,
    text_or_fraction,
    text_or_texts,
    text_or_whole,
    texts,
    whole,
    year,
    yes_no,
)
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.begroting import STARTREGELS
from budgetdesk.model.record import Record

INCIDENTEEL: Final = "incidenteel"
"""As `aard`: it does not recur; as a key: the part of a post that does not."""

MET_SALDO: Final = ("beleidsterrein", "post", "reserve")
"""The kinds of which a difference is explained in amounts."""

VERKLAARD: Final = (*MET_SALDO, "investering")
"""The kinds that a table of differences shows."""


class Programma(
    Record,
    kind=Kind(
        "programma",
        enkel=True,
        hoofd=True,
        bestanden=("programma",),
        herkend=("naam", "nummer"),  # inserting a programma renumbers others
        meervoud="programma's",
        lidwoord="het",
        tabel="teksten",
    ),
):
    """What a programma says of itself."""

    __slots__ = ()
    nummer = whole("Nummer", verplicht=True)
    naam = name()
    soort_ = choice("Soort", "programma", "algemene-dekkingsmiddelen", "overhead", "vpb", "onvoorzien", zelden=True)
    commissie = text("Commissie")
    portefeuilles = texts("Portefeuilles")
    missie = prose("Missie")
    inleiding = prose("Inleiding")
    toelichting = prose("Toelichting")
    investeringen = prose("Noot bij de investeringen", zelden=True)
    rechtmatigheid = text("Overschrijding toegelicht", lang=True, per_document=True, zelden=True)


class Beleidsterrein(
    Record,
    kind=Kind(
        "beleidsterrein",
        bestanden=("programma",),
        meervoud="beleidsterreinen",
        lidwoord="het",
        telt_op="post",
        code="{boven}{LETTER}",
        tabel="programmakosten",
    ),
):
    """A policy area: where the posts hang."""

    __slots__ = ()
    naam = name()
    toelichting = prose("Toelichting")
    doelenboom = prose("Noot bij de doelenboom", zelden=True)
    partijen = prose("Tekst bij de verbonden partijen", zelden=True)
    indicatoren = prose("Noot bij de indicatoren", zelden=True)


class Doel(
    Record,
    kind=Kind(
        "doel",
        bestanden=("programma",),
        meervoud="doelen",
        lidwoord="het",
        ouder="beleidsterrein",
        telt_op="post",
        code="{boven}{n}",
        tabel="doelenboom",
    ),
):
    """A goal."""

    __slots__ = ()
    naam = name()
    beleidsterrein = text("Beleidsterrein", verplicht=True, verwijst="beleidsterrein")


class Prestatie(
    Record,
    kind=Kind(
        "prestatie",
        bestanden=("programma",),
        meervoud="prestaties",
        ouder="doel",
        telt_op="post",
        code="{boven}.{n}",
        tabel="doelenboom",
    ),
):
    """A deliverable of a goal."""

    __slots__ = ()
    naam = name()
    doel = text("Doel", verplicht=True, verwijst="doel")
    kop = text("Kop in druk", per_document=True, zelden=True)
    toelichting = prose("Toelichting")
    status = choice("Status", "op-schema", "aandacht", "afwijking", per_document=True)


class Indicator(
    Record,
    kind=Kind(
        "indicator",
        bestanden=("programma",),
        meervoud="indicatoren",
        ouder="doel",
        code="{boven}.{letter}",
        tabel="indicatoren",
    ),
):
    """An outcome indicator of a goal."""

    __slots__ = ()
    naam = name()
    doel = text("Doel", verplicht=True, verwijst="doel", kenmerk=True)
    eenheid = text("Eenheid", kenmerk=True)
    schaal = number("Schaal")
    bron = text("Bron")
    voetnoot = text("Voetnoot")
    realisatie = numbers("Realisatie", gemeten=True)
    streefwaarde = numbers("Streefwaarde", vervalt=True)
    toelichting = prose("Toelichting", zelden=True)


def _codes() -> Attribute[Sequence[str]]:
    """Return the codes of the ledger that a thing is booked under; `model.grootboek` says how they are matched."""
    return texts("Grootboekcodes", buiten_begroting=True, alleen="programma")


def _part(label: str, kant: str) -> Attribute[Amounts]:
    """Return the incidental part of a side: of the begroting by year, of another phase by phase and year."""
    return amounts_per_year(label, f"{INCIDENTEEL}.{kant}", vervalt=True, jaarfase="begroting")


class Post(
    Record,
    kind=Kind("post", bestanden=("programma",), meervoud="posten", ouder="beleidsterrein", tabel="programmakosten"),
):
    """A budget line: what it costs and brings in, per phase and year."""

    __slots__ = ()
    naam = name()
    beleidsterrein = text("Beleidsterrein", verplicht=True, verwijst="beleidsterrein", kenmerk=True)
    prestatie = text("Prestatie", verwijst="prestatie", kenmerk=True)
    taakveld = text("Taakveld", kenmerk=True)
    categorie_lasten = text("Categorie lasten", "categorie.lasten", kenmerk=True)
    categorie_baten = text("Categorie baten", "categorie.baten", kenmerk=True)
    aard = choice("Aard", "structureel", INCIDENTEEL, standaard="structureel", kenmerk=True)
    tot = year("Tot en met")
    lasten = amounts_by_phase("Lasten", voordeel=-1, ook_kwartaal=True)
    baten = amounts_by_phase("Baten", voordeel=1, ook_kwartaal=True)
    incidentele_lasten = _part("Incidentele lasten", "lasten")
    incidentele_baten = _part("Incidentele baten", "baten")
    kapitaallasten_mjb = amounts("Kapitaallasten in de vorige MJB", "kapitaallasten.mjb")
    verdeling_mjb = amounts("Verdeling in de vorige MJB", "verdeling.mjb")
    index = text_or_fraction("Index", elders=Elders("index", "begroting"), buiten_begroting=True)
    houder = text("Budgethouder")
    stelpost = choice("Stelpost of taakstelling", "stelpost", "taakstelling")
    grootboek = _codes()
    toelichting = prose("Toelichting")

    @property
    def is_incidenteel(self) -> bool:
        """Return whether it is incidental as a whole (BBV art. 19)."""
        return self.aard == INCIDENTEEL

    def raming_mjb(self, kant: str, jaar: int) -> int:
        """Return what the previous MJB said of a side in a year without what was computed, in cents."""
        computed = self.kapitaallasten_mjb[jaar] + self.verdeling_mjb[jaar] if kant == "lasten" else 0
        return self.bedrag(f"{kant}.mjb.{jaar}") - computed


class Reserve(
    Record,
    kind=Kind("reserve", bestanden=("programma", "reserves"), meervoud="reserves", tabel="reserves"),
):
    """A reserve; one that programmas share stands in `reserves.toml` and leaves to each what it adds and withdraws."""

    __slots__ = ()
    naam = name()
    kop = text("Kop in druk", alleen="programma", per_document=True, zelden=True)
    soort_ = choice(
        "Soort", "algemene reserve", "bestemmingsreserve", verplicht=True, nieuw="bestemmingsreserve", kenmerk=True
    )
    stand = amounts("Stand per 31-12", stand=True)
    bestemming = amounts("Bestemming resultaat", opent=True)
    toevoeging = amounts_by_phase("Toevoeging", voordeel=-1, alleen="programma", ook_kwartaal=True)
    onttrekking = amounts_by_phase("Onttrekking", voordeel=1, alleen="programma", ook_kwartaal=True)
    register = text("Register", elders=Elders("reserve", "reserves"), alleen="programma", kenmerk=True)
    structureel = yes_no("Structureel", alleen="programma")
    minimum = amount("Minimum")
    maximum = amount("Maximum")
    functie = text("Functie")
    grootboek = _codes()
    toelichting = prose("Toelichting")

    @property
    def is_incidenteel(self) -> bool:
        """Return whether what it adds and withdraws is incidental: so it is, unless `structureel` says otherwise."""
        return not self.structureel


class Voorziening(Record, kind=Kind("voorziening", bestanden=("programma",), meervoud="voorzieningen")):
    """A provision; what it pays is planned per year."""

    __slots__ = ()
    naam = name()
    stand = amounts("Stand per 31-12", stand=True)
    dotatie = amounts_by_phase("Dotatie", doorlopend=True, boekt="lasten")
    vrijval = amounts_by_phase("Vrijval", doorlopend=True, boekt="baten")
    aanwending = amounts_by_phase("Aanwending")
    post = text("Post", verwijst="post", kenmerk=True)
    grootboek = _codes()
    toelichting = prose("Toelichting")


class Investering(
    Record,
    kind=Kind(
        "investering", bestanden=("programma",), meervoud="investeringen", ouder="prestatie", tabel="investeringen"
    ),
):
    """An investment: its credit, what it costs, and how it is depreciated."""

    __slots__ = ()
    naam = name()
    prestatie = text("Prestatie", verwijst="prestatie")
    beleidsterrein = text("Beleidsterrein", verwijst="beleidsterrein")
    nut = choice("Nut", "economisch", "economisch-heffing", "maatschappelijk", verplicht=True, nieuw="economisch")
    soort_ = choice("Soort", "nieuw", "vervanging")
    krediet = text("VK/NK")
    nummer = text_or_whole("Nummer")
    uitgaven = amounts("Uitgaven", boekt="lasten")
    besteed = amounts("Besteed", gemeten=True, boekt="lasten")
    bijdrage = amounts("Bijdrage derden", boekt="baten")
    uit_reserve = amounts("Uit reserve")
    reserve = text("Reserve", met_soort=("reserve",), met_nummer=("reserve",))
    termijn = whole("Termijn")
    methode = choice("Methode", "lineair", "annuitair", "geen", standaard="lineair")
    restwaarde = amount("Restwaarde")
    gereed = year("Gereed")
    start = choice("Start", *STARTREGELS)
    gevoteerd = year("Gevoteerd")
    afgesloten = year("Afgesloten", gemeten=True)
    post = text("Post", verwijst="post")
    houder = text("Budgethouder")
    grootboek = _codes()
    toelichting = prose("Toelichting")


class Activum(Record, kind=Kind("activum", bestanden=("programma",), meervoud="activa", lidwoord="het")):
    """An existing asset that is still depreciated."""

    __slots__ = ()
    naam = name()
    boekwaarde = amounts("Boekwaarde per 1-1")
    termijn = whole("Resterende termijn")
    methode = choice("Methode", "lineair", "annuitair", "geen", standaard="lineair")
    post = text("Post", verwijst="post")


class Subsidie(
    Record,
    kind=Kind("subsidie", bestanden=("programma",), meervoud="subsidies", ouder="prestatie", tabel="subsidies"),
):
    """A grant."""

    __slots__ = ()
    naam = name()
    ontvanger = text("Ontvanger")
    prestatie = text("Prestatie", verwijst="prestatie")
    post = text("Post", verwijst="post")
    bedrag_ = amounts("Bedrag", vervalt=True)
    houder = text("Budgethouder")
    toelichting = prose("Toelichting", zelden=True)


class VerbondenPartij(
    Record,
    kind=Kind(
        "verbonden_partij",
        bestanden=("programma",),
        enkelvoud="verbonden partij",
        meervoud="verbonden partijen",
        ouder="beleidsterrein",
        tabel="verbonden-partijen",
    ),
):
    """A connected party (BBV art. 15)."""

    __slots__ = ()
    naam = name()
    soort_ = text("Soort")
    beleidsterrein = text("Beleidsterrein", verwijst="beleidsterrein")
    jaar = whole("Jaar van de opschriften", vier_cijfers=True, zelden=True)
    """The year that the labels of its texts name in print, where that is not T."""
    omschrijving = prose("Omschrijving", zelden=True)
    motieven = text_or_texts("Motieven en doelen")
    kansen = text_or_texts("Kansen")
    risicos = text_or_texts("Risico's")
    doelstellingen = text("Doelstellingen/prestaties", lang=True)
    mijlpalen = text("Bestuurlijke mijlpalen", lang=True)
    post = text("Post", verwijst="post")
    bijdrage = amounts("Bijdrage", vervalt=True)
    bijdrage_tekst = text("Bijdrage in woorden", zelden=True)
    slot = prose("Slot", zelden=True)


class Cijfer(
    Record,
    kind=Kind("cijfer", bestanden=("begroting", "programma"), meervoud="cijfers", lidwoord="het"),
):
    """A free figure: an amount that is of no post and counts in none, for tables of the municipality's own."""

    __slots__ = ()
    naam = name()
    groep = text("Groep", kenmerk=True)
    eenheid = text("Eenheid")
    bedrag_ = amounts_by_phase("Bedrag", kant="cijfer")


class Tekst(
    Record,
    kind=Kind(
        "tekst",
        bestanden=("begroting", "programma"),
        meervoud="teksten",
        tabel="teksten",
        per_document=True,
    ),
):
    """A text of the municipality's own: of the whole document, or of one programma, for the parts that print it."""

    __slots__ = ()
    titel = text("Titel", heet=True)
    bij = texts("Documenten", verwijst="document", beperkt=True, alleen="begroting")
    """The documents that it is for; none: every one."""
    tekst_ = prose("Tekst", verplicht=True, nieuw="")


class Kaderstuk(
    Record,
    kind=Kind("kaderstuk", bestanden=("programma",), meervoud="kaderstukken", lidwoord="het", tabel="kaderstukken"),
):
    """A policy document."""

    __slots__ = ()
    naam = name()
    jaar = year("Jaar", vier_cijfers=True)
    kenmerk = text("Kenmerk")


class Toelichting(
    Record,
    kind=Kind(
        "toelichting",
        bestanden=("programma",),
        meervoud="toelichtingen",
        tabel="afwijkingen",
        per_document=True,
    ),
):
    """An explanation and what it is about: a part of a difference, or several prestaties in one text."""

    __slots__ = ()
    bij = text_or_texts(
        "Bij",
        lang=False,
        verplicht=True,
        met_soort=(*VERKLAARD, "doel", "prestatie", "indicator", "subsidie"),
    )
    kop = text("Kop in druk", zelden=True)
    bedrag_ = amount("Bedrag")
    aard = choice("Aard", "structureel", INCIDENTEEL)
    tekst_ = text("Tekst", verplicht=True, nieuw="", lang=True)
