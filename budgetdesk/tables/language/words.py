"""The closed lists of the language, with what each word stands for: the reader holds to them, the page prints them."""

from __future__ import annotations

from typing import Final

from budgetdesk.engine.dimensions import DIMENSIES, EIGEN

# --- sides ---------------------------------------------------------------------------------------

KINDS_VAN: Final[dict[str, tuple[str, ...]]] = {
    "lasten": ("post",),
    "baten": ("post",),
    "toevoeging": ("reserve", "register"),
    "onttrekking": ("reserve", "register"),
    "dotatie": ("voorziening",),
    "vrijval": ("voorziening",),
    "aanwending": ("voorziening",),
    "uitgaven": ("investering",),
    "bijdrage": ("investering", "verbonden_partij"),
    "uit_reserve": ("investering",),
    "besteed": ("investering",),
    "bedrag": ("subsidie",),
    "cijfer": ("cijfer",),
    "boekwaarde": ("investering", "activum"),
    "afschrijving": ("investering", "activum"),
    "rente": ("investering", "activum"),
    "begin": ("register", "voorziening"),
    "bestemming": ("register",),
    "eind": ("register", "voorziening"),
    "bij": ("emu",),
    "af": ("emu",),
    "referentie": ("emu",),
    "activa": ("balans",),
    "passiva": ("balans",),
}
"""Every side, and the kinds of record whose amounts it holds."""

KANTEN: Final = {
    "lasten": "lasten van posten",
    "baten": "baten van posten",
    "toevoeging": "toevoegingen aan reserves",
    "onttrekking": "onttrekkingen aan reserves",
    "dotatie": "dotaties aan voorzieningen",
    "vrijval": "wat van voorzieningen vrijvalt",
    "aanwending": "wat van voorzieningen wordt aangewend",
    "uitgaven": "uitgaven van investeringen",
    "bijdrage": "bijdragen van derden aan investeringen, en van de gemeente aan verbonden partijen",
    "uit_reserve": "wat een reserve aan een investering bijdraagt",
    "besteed": "wat op een krediet is besteed",
    "bedrag": "bedragen van subsidies",
    "cijfer": "bedragen van vrije cijfers, die in geen post meetellen",
    "boekwaarde": "boekwaarde per 1 januari van investeringen en activa (berekend)",
    "afschrijving": "afschrijving daarop (berekend)",
    "rente": "rente daarover (berekend)",
    "begin": "stand per 1 januari van reserves en voorzieningen (berekend)",
    "bestemming": "wat reserves van het resultaat van het jaar ervoor krijgen; een rij is er alleen waar dat iets is",
    "eind": "stand per 31 december van reserves en voorzieningen (berekend)",
    "bij": "onderdelen die bij het EMU-saldo komen",
    "af": "onderdelen die van het EMU-saldo afgaan",
    "referentie": "de individuele referentiewaarde voor het EMU-saldo",
    "activa": "de activazijde van de balans",
    "passiva": "de passivazijde van de balans",
}
"""What each side holds."""

PER_FASE: Final = frozenset(
    {"lasten", "baten", "toevoeging", "onttrekking", "dotatie", "vrijval", "aanwending", "cijfer"}
)
"""Sides whose amounts have a phase; the others have only a year."""

PER_KOLOM: Final = frozenset({"begin", "bestemming", "eind", "bij", "af", "referentie", "activa", "passiva"})
"""Sides that are known per column of `verloop`: balances that run on, and flows of a year."""

STANDEN: Final = frozenset({"begin", "eind"})
"""Sides that are the balance of a reserve or provision, which cannot be below zero."""

ZELDEN: Final = frozenset({"bestemming"})
"""Sides that few things have: a row of one is there only where it has an amount."""

BEREKEND: Final = frozenset({"boekwaarde", "afschrijving", "rente"})
"""Sides that nobody types: capital charges."""

# --- dimensions ----------------------------------------------------------------------------------

KINDS: Final = ("post", "reserve", "voorziening", "investering", "activum", "subsidie", "verbonden_partij", "cijfer")
"""Kinds of record with amounts, in the order in which they are met."""

STROMEN: Final = {"register": "register", "emu": "emu", "balans": "balanspost"}
"""What is known per column and is no record of a programma: its kind, and the dimension that it has."""

VAN_REGISTER: Final = ("functie", "soort")
"""Dimensions that a reserve with its balance has too."""

LIJSTEN: Final = ("kant", *STROMEN.values())
"""Dimensions whose members are no records of a programma."""

PER_KOLOM_DIMS: Final = frozenset(STROMEN.values())
"""Dimensions of what is known per column: under them any side is."""

DIMENSIENAMEN: Final = {
    "programma": "het bestand van het programma, zoals `programmas/01-bestuur.toml`",
    "soort_programma": "`programma`, `algemene-dekkingsmiddelen`, `overhead`, `vpb` of `onvoorzien`",
    "kind": "de soort van wat het bedrag heeft: `post`, `reserve`, ...; een stand van een reserve is van `register`",
    "ding": "elk ding met bedragen, van welke soort ook, zoals `post.bestuur`",
    "post": "de post",
    "reserve": "de reserve",
    "voorziening": "de voorziening",
    "investering": "de investering",
    "activum": "het activum",
    "subsidie": "de subsidie",
    "verbonden_partij": "de verbonden partij",
    "cijfer": "het vrije cijfer",
    "beleidsterrein": "het beleidsterrein",
    "doel": "het doel van de prestatie",
    "prestatie": "de prestatie",
    "taakveld": "het taakveld; reserves staan op 0.10",
    "hoofdtaakveld": "het eerste cijfer van het taakveld",
    "categorie_lasten": "de economische categorie van de lasten",
    "categorie_baten": "de economische categorie van de baten",
    "stelpost": "wat een post is die nog moet worden ingevuld: `stelpost` of `taakstelling`",
    "functie": "de functie van een reserve",
    "soort": "de soort van een reserve, investering of verbonden partij",
    "nut": "economisch of maatschappelijk nut van een investering",
    "ontvanger": "wie een subsidie ontvangt",
    "groep": "de groep van een vrij cijfer",
    "gevoteerd": "het jaar waarin een krediet is gevoteerd",
    "landt_op": "de post waarop kapitaallasten landen",
    "bron": "waar het bedrag vandaan komt: `raming`, `mutaties`, `kapitaallasten` of `verdeling`",
    "aard": "`structureel` of `incidenteel`",
    "besluit": "het besluit dat het bedrag brengt, zoals `wijzigingen/2027-01.toml`",
    "kant": "de kant: met `per` een blok per kant die `waar` noemt, anders telt `waar` alleen die kanten mee",
    "register": "de reserve met haar stand, met wat onder hetzelfde register valt samen",
    "emu": "het onderdeel van het EMU-saldo",
    "balanspost": "de post van de balans",
}
"""Every dimension that `per` and `waar` can name, and what its members are."""

DIMS: Final = tuple(DIMENSIES)
"""The dimensions of records."""


def has(kant: str, kind: str, dim: str) -> bool:
    """Return whether the amounts of a side and kind are of something in a dimension."""
    if dim in ("kind", "kant"):
        return True
    if kind == "register" and dim in VAN_REGISTER:
        return True
    if kind in STROMEN or kant in PER_KOLOM:
        return dim in (STROMEN.get(kind, kind), "programma")
    return dim in EIGEN or (dim in DIMENSIES and kind in DIMENSIES[dim].labels)


# --- keys ----------------------------------------------------------------------------------------

TABEL: Final = {
    "titel": "de titel, een patroon",
    "rij": "de rijen, van boven naar beneden",
    "kolom": '`"sjabloon"` (standaard), `"jaren"`, `"begroting"`, `"plan"`, of een lijst van kolommen',
    "maten": "maten die onder elke kolom naast elkaar staan; de rijen noemen er dan geen",
    "splitsing": "delen van elk bedrag die onder elke kolom naast elkaar staan: een lijst van `{ kop, waar }`",
    "maat": "eigen maten van deze tabel",
    "bij": '`"programma"`: een tabel per programma; anders één over alle gevraagde programma\'s',
    "alles": "`true`: altijd over alle programma's, wat er ook gevraagd wordt",
    "waar": "waar de hele tabel over gaat: DIM = lid, of een lijst van leden",
    "labels": "de koppen boven de namen en boven de soorten, twee teksten",
    "kop": "de kop van elke kolom, een patroon, zoals `31-12-{jaar}`",
    "vanaf": 'het eerste jaar dat een kolom krijgt: `"T"`, `"T-1"`',
    "tot": 'het laatste jaar dat een kolom krijgt, zoals `"T"`',
    "tekens": '`"weergave"` (standaard): tekens van het document; `"natuurlijk"`: zoals de bedragen zijn',
    "eenheid": "1, 1000 of 1000000 euro; anders die van het document",
    "decimalen": "cijfers achter de komma, 0 tot en met 2; standaard 0",
    "nul": 'hoe precies nul staat: `"-"`, `"0"` of `""`; wat op nul afrondt, staat er als 0',
    "minteken": '`"voor"` of `"achter"`',
    "letters": 'V en N: `"nee"`, `"verschil"` (alleen daar), `"kolom"` (in een eigen kolom); anders als het document',
    "nodig": 'zonder dit blijft de tabel leeg: `"geheel"`, `"mjb"`, `"incidenteel"` of een dimensie die is ingevuld',
    "dekt": "de maat waarvan de tabel elk bedrag precies één keer hoort te bevatten",
    "tussen": "rijen die alleen worden uitgerekend, voor `som`, `verhouding` en `oordeel`",
}
"""The keys of a table."""

MAAT: Final = {
    "naam": "hoe de maat naast de rijen heet; anders haar eigen sleutel",
    "KANT": "een kant met haar factor, een geheel getal",
    "teken": '`"lasten"`, `"baten"` of `"saldo"`: wiens teken het document afdrukt; anders `"natuurlijk"`',
    "leeg": "`true`: blanco in plaats van nul waar niets bekend is",
}
"""The keys of a measure."""

KOLOM: Final = {
    "kop": "de kop; met `{jaar}` een kolom per jaar, anders hun som",
    "kolom": "een kolom van het sjabloon, onder deze kop",
    "maat": "de maat van deze kolom, in plaats van die van de rij",
    "waar": "welke bedragen van elke rij deze kolom telt: DIM = lid, of een lijst van leden",
    "jaren": '`"plan"` (standaard), `"alle"`, `"t/m T"`, of een lijst van jaren: `["T-1", "T"]`',
    "som": "de som van eerdere kolommen: KOP = factor",
    "tekst": "een kolom van tekst, een patroon over het ding van de rij",
}
"""The keys of a column in a list."""

RIJ: Final = {
    "kop": "een kop; met `per` een kop boven elk lid",
    "maat": "de maat van de rij",
    "maten": "of meer maten: een rij per maat",
    "som": "de som van rijen hierboven: ID = factor",
    "verhouding": "twee rijen hierboven, de eerste als percentage van de tweede",
    "grens": "bij `verhouding`: de grenzen tussen de woorden van `oordeel`",
    "oordeel": "bij `verhouding` de woorden; anders een oordeel over een rij: `{ van, grens, tekst, fasen }`",
    "id": "hoe andere rijen deze rij noemen",
    "naam": "de naam, een patroon; bij `per` standaard `{naam}`",
    "soort": "wat ernaast staat, een patroon, of een per maat en bij `eind`; anders de naam van de maat",
    "rol": '`"blad"`, `"groep"`, `"saldo"`, `"totaal"` of `"resultaat"`, of een per maat en bij `eind`',
    "waar": "welke bedragen tellen: DIM = lid, of een lijst van leden",
    "per": "een rij per lid van deze dimensie",
    "leden": '`"alle"` (standaard), `"feiten"`, `"bedrag"`, of wie een SOORT heeft; `"feiten:KANT"`, `"bedrag:KANT.T"`',
    "volgorde": '`"bestand"` (standaard), `"code"`, `"grootte"` of een dimensie',
    "zonder": "hoe het lid heet waarvoor niets is ingevuld",
    "boven": "alleen leden boven deze drempel krijgen een rij: DREMPEL",
    "rest": "hoe de leden onder de drempel samen heten",
    "onder": "rijen onder elk lid; het filter van het lid geldt daar ook",
    "eind": "een totaal onder de leden, of onder elk lid met `onder`; een patroon",
    "fase": "andere fasen dan die van de kolom: FASE = factor",
    "jaar": "zoveel jaar later of (met een min) eerder dan de kolom",
    "geheel": "`true`: het hele dossier, ook in een tabel per programma",
    "nodig": "zonder dit ontbreekt de rij; zoals bij de tabel",
    "uitklap": 'wat de app eronder uitklapt: een soort, en `"bron"` voor de herkomst: `["post", "bron"]`',
}
"""The keys of a row."""

SPLITSING: Final = {
    "kop": "wat achter de kop van de kolom komt",
    "waar": "welke bedragen: `bron`, `aard` of `besluit` = lid, of een lijst van leden; zonder `waar` alle",
}
"""The keys of a part under a column."""

OORDEEL: Final = {
    "van": "de rij",
    "grens": "de grenzen tussen de woorden",
    "tekst": "een woord meer dan er grenzen zijn",
    "fasen": "alleen in kolommen van deze fasen",
}
"""The keys of a verdict."""

_NIVEAUS: Final = {"een tabel": TABEL, "een rij": RIJ, "een maat": MAAT, "een kolom in een lijst": KOLOM}


def belongs(key: str) -> list[str]:
    """Return what has a key, such as "een rij": none where it is no word of the language."""
    return [niveau for niveau, keys in _NIVEAUS.items() if key in keys]


# --- values --------------------------------------------------------------------------------------

KOLOMMEN: Final = {
    "sjabloon": "de kolommen van het document",
    "jaren": "die van `verloop` in het sjabloon: een per jaar",
    "begroting": "die van de begroting vanaf T",
    "plan": "de jaren vanaf T",
}
"""What `kolom` can say in one word."""

DREMPELS: Final = ("toelichting", "krediet", "incidenteel")
JAREN: Final = ("plan", "alle", "t/m T", "T")
LEDEN: Final = ("alle", "feiten", "bedrag")
VOLGORDEN: Final = ("bestand", "code", "grootte")
ROLLEN: Final = ("blad", "groep", "saldo", "totaal", "resultaat")
TEKENS: Final = ("weergave", "natuurlijk")
MAATTEKENS: Final = ("lasten", "baten", "saldo", "natuurlijk")
LETTERS: Final = ("nee", "verschil", "kolom")
NULLEN: Final = ("-", "0", "")
MINTEKENS: Final = ("voor", "achter")
EENHEDEN: Final = (1, 1000, 1_000_000)

NODIG: Final = ("geheel", "mjb", "incidenteel")
"""What a table or row may need besides a dimension: the whole municipality, the previous multi-year budget, anything
that is incidental."""

# --- patterns and names --------------------------------------------------------------------------

WOORDEN: Final = {
    "totaal_saldo": ("Geraamd totaal saldo van baten en lasten", "Saldo"),
    "resultaat": ("Geraamd resultaat", "Resultaat"),
}
"""What sums are called in a budget, and in a document that compares."""

WOORDEN_REKENING: Final = {"balans": ("Geprognosticeerde balans", "Balans")}
"""What things are called as long as they are expected, and in accounts."""

PATRONEN: Final = {
    "naam": "de naam van het lid; in een titel die van het programma",
    "nummer": "het nummer van het programma",
    "nummer?": "hetzelfde, maar niets bij een overzicht als overhead",
    "programma": "nummer en naam van het programma waarin het lid staat; van een overzicht als overhead alleen de naam",
    "sleutel": "de sleutel van het lid, zoals `1A1`",
    "code": "de code van het lid, zoals die van een taakveld",
    "kant": 'de kant, onder `per = "kant"`',
    "jaar": "het jaar van de kolom, in koppen",
    "T": "het jaar van het document; ook `{T-1}`, `{T+1}`, ...",
    **{
        f"woord.{name}": f"`{first}`, of `{second}` in een document dat vergelijkt"
        for name, (first, second) in WOORDEN.items()
    },
    **{
        f"woord.{name}": f"`{first}`, of `{second}` in een jaarrekening"
        for name, (first, second) in WOORDEN_REKENING.items()
    },
}
"""What a pattern can name besides the fields of a record."""

NAMEN: Final = {
    "nut": {
        "economisch": "economisch nut",
        "economisch-heffing": "economisch nut, heffing",
        "maatschappelijk": "maatschappelijk nut",
    },
}
"""What choices are called in print, by field (the kinds of investment that BBV art. 35 tells apart)."""
