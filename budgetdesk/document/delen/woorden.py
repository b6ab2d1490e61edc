"""The words in which a template describes the parts of its document: keys, and what some of them may say."""

from __future__ import annotations

from typing import Final

from budgetdesk.document.blokken import INHOUD
from budgetdesk.model.kinds.programma import (
    Beleidsterrein,
    Doel,
    Indicator,
    Investering,
    Kaderstuk,
    Prestatie,
    Programma,
    Reserve,
    Subsidie,
    Toelichting,
    VerbondenPartij,
)
from budgetdesk.model.kinds.wijziging import Mutatie, Wijziging

OPMAAK: Final = {
    "titel": "de titel van het document; `titel` in `begroting.toml` gaat voor",
    "nummering": 'het nummer van het eerste hoofdstuk (`"3.1.1"`), waarna elk volgende een hoger heeft; diepere koppen'
    " hebben er geen",
    "omslag": "`true`: in Word een omslag op een eigen bladzijde; anders staan titel, gemeente en stand boven de tekst",
    "inhoud": f"hoe diep de inhoudsopgave gaat, 0 (geen) tot en met 6; standaard {INHOUD}, geen in een kort document",
    "lijst_tabellen": "`true`: in Word en html een lijst van tabellen achter de inhoudsopgave",
}
"""The keys of `[opmaak]`."""

DEEL: Final = {
    "in": "het deel waarin dit staat; standaard het document zelf",
    "per": "herhaalt het deel voor elk lid van wat het bevat",
    "waar": "welke leden: met een veld (`{ toelichting = true }`), of met een waarde daarvan, of in een `lijst`",
    "wat": "wat het bevat, een of een lijst van `tekst:VELD`, `tabel:NAAM`, `lijst:NAAM`, `grafiek:NAAM`, `kenmerken`"
    " en `velden`",
    "kop": "de kop; zonder kop, of waar zij leeg uitkomt, staat wat het bevat onder de kop van het deel eromheen",
    "nummer": "`false`: een hoofdstuk zonder nummer, zoals een voorwoord, waar `nummering` de andere er een geeft",
    "loopkop": "in plaats van `kop`: vet aan het begin van de alinea, niet in de inhoudsopgave",
    "bij": "wat in gewone letters achter de kop staat, zoals `{status}`",
    "vooraf": "een vaste zin ervoor",
    "daarna": "een vaste zin erna",
    "leeg": "de zin die er staat als het niets bevat; zonder deze verdwijnt het deel, met zijn kop",
    "genoemd": "met `per`: het patroon waarmee leden die niets bevatten in een lijst voor de andere staan",
    "titel": "de titel boven de tabel of grafiek",
    "labels": "bij `kenmerken` en `velden`: welke velden, en hoe zij heten",
    "regel": 'bij een lijst: het patroon van een regel, `"{naam} ({jaar})"`; haakjes om wat er niet is verdwijnen',
    "groep": "bij een tabel: onder welke kopjes de regels staan",
    "kolommen": "bij een tabel: welke kolommen, in deze volgorde, achter wat de regels noemt; `tabel:doelenboom` heeft"
    " zo `doel`, `prestatie` en `status`",
    "eenheid": "bij een tabel: de eenheid van haar bedragen, 1, 1000 of 1000000",
    "bladzijde": '`"nieuw"`: op een nieuwe bladzijde; `"liggend"`: op een liggende',
    "voor": "staat voor dit deel van hetzelfde geheel, zoals een voorwoord voor `programma`; per lid als `na`",
    "na": 'staat na dit deel van hetzelfde geheel; per lid: `{ 1A = "partijen" }`',
    "weg": "`true`: het deel staat er niet",
}
"""The keys of `[deel.KEY]`."""

PATROON: Final = frozenset(
    {"naam", "sleutel", "kop", "status", "drempel", "keer", "gemeente", "begroting", "nummer", "jaar"}
)
"""The words of a pattern that are known of every member, beside years such as `T-1` and the keys of its record."""

KREDIET: Final = "krediet"
"""A part for each credit in one of the lists of an annual account: an investering."""

_RECORDS: Final = {
    kind.kind.naam: kind.kind
    for kind in (
        Programma,
        Beleidsterrein,
        Doel,
        Prestatie,
        Indicator,
        VerbondenPartij,
        Reserve,
        Investering,
        Subsidie,
        Kaderstuk,
        Toelichting,
        Mutatie,
    )
}

PER: Final = {**_RECORDS, KREDIET: Investering.kind}
"""What a part repeats for, and the kind of record that it is."""

WIJZIGING: Final = Wijziging.kind.naam
VAN: Final = {WIJZIGING: Wijziging.kind}
"""What a document as a whole can be of, but for programmas: the decision that it is about."""

MUTATIE: Final = Mutatie.kind.naam
"""A part for each mutation of the decision that the document is of."""

LIJSTEN: Final = {kind.noem(2).replace(" ", "-"): naam for naam, kind in _RECORDS.items()}
"""The kinds of which there can be a list, by what people call several."""

MUTATIES: Final = Mutatie.kind.noem(2)
"""The list of those."""

TABEL: Final = "tabel"
"""A part for each table that no other part prints: of the municipality as a whole, or added by the dossier."""

LIJST: Final = "lijst"
"""In `waar`: on which list of credits."""

AFWIJKING: Final = "afwijking"
"""In `waar`: with a difference that has to be explained."""

EISEN: Final = frozenset({LIJST, AFWIJKING, TABEL})
"""What `waar` can ask that is no field."""

SOORTEN: Final = ("tekst", "tabel", "lijst", "grafiek", "kenmerken", "velden")
"""What a part holds."""

GENOEMD: Final = ("tekst", "tabel", "lijst", "grafiek")
"""Those of which it says which one."""

BLADZIJDEN: Final = ("nieuw", "liggend")
EENHEDEN: Final = (1, 1000, 1_000_000)
MAX_INHOUD: Final = 6
