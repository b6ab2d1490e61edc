"""The keys of each step: in the footer, in help and as bindings, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from budgetdesk.importing.leesvragen import VERBORGEN
from budgetdesk.session.inleesgang import Stap
from budgetdesk.tui.dialogs.help import Lijst


@dataclass(frozen=True, slots=True)
class Staptoets:
    """A key: what people call it, what it does in a word or two and in a sentence, and what the screen does then."""

    naam: str
    doet: str
    uitleg: str
    doe: str
    druk: str
    vraagt: str = ""
    """What it does while something has to be decided first."""
    in_voet: bool = True
    """Whether the footer has it; not where it does what another key there does."""

    @property
    def drukken(self) -> str:
        """Return what Textual calls it: a letter as the footer has it, or with Caps Lock on, is the same key."""
        return f"{self.druk},{self.druk.upper()}" if len(self.druk) == 1 else self.druk

    def met_vraag(self) -> Staptoets:
        """Return it as it is while something has to be decided."""
        return replace(self, doet=self.vraagt) if self.vraagt else self


VERDER: Final = Staptoets(
    "V",
    "Verder",
    "naar de volgende stap; staat er nog een vraag open, dan wordt die gesteld",
    "verder",
    "v",
    vraagt="Beantwoord",
)

ALLES: Final = Staptoets("R", "Alle regels", "toon alle regels van onder de tabel, om te bladeren", "regels", "r")

TOETSEN: Final[Mapping[Stap, Sequence[Staptoets]]] = {
    "bestand": (
        Staptoets("Enter", "Lees dit blad", "lees het blad onder de cursor, ook een verborgen blad", "kies", "enter"),
        Staptoets("O", "Ander bestand", "kies een ander bestand, of plak een blok", "bestand", "o"),
        VERDER,
        ALLES,
    ),
    "lezen": (
        VERDER,
        Staptoets("Enter", "Wijzig kolom", "kies wat de kolom onder de cursor zegt; typen zoekt", "kies", "enter"),
        Staptoets("U", "Eenheid", "kies de eenheid van de bedragen", "eenheid", "u"),
        Staptoets("T", "Tekens", "kies hoe lasten en baten te zien zijn", "tekens", "t"),
        Staptoets("K", "Kopregel", "maak van de rij onder de cursor de kopregel, of juist niet meer", "kop", "k"),
        Staptoets(VERBORGEN, "Verborgen", "lees verborgen rijen mee, of juist niet", "verborgen", VERBORGEN.lower()),
        ALLES,
    ),
    "koppelen": (
        Staptoets(
            "Enter", "Kies post", "kies waar de regel onder de cursor bij hoort, of maak een post", "kies", "enter"
        ),
        Staptoets("A", "Alle", "neem alle regels van de soort onder de cursor in een keer", "alle", "a"),
        Staptoets("S", "Sla over", "lees deze regel niet in", "overslaan", "s"),
        VERDER,
        Staptoets("G", "Groepeer", "een regel per code, per kostenplaats, of met de categorie erbij", "groep", "g"),
        Staptoets("W", "Volgende", "ga naar de volgende regel die op een keuze wacht", "wachtend", "w"),
        ALLES,
    ),
    "exact": (
        VERDER,
        Staptoets("Enter", "Verder", "hetzelfde als V", "kies", "enter", in_voet=False),
    ),
    "verschil": (
        Staptoets(
            "Enter", "Neem over", "doe dit in een stap; Ctrl+Z maakt alles ongedaan, Ctrl+S slaat op", "kies", "enter"
        ),
        Staptoets("B", "Boek op besluit", "boek het verschil als mutaties op een besluit", "boek", "b"),
        Staptoets(
            "M", "Bewaar manier", "bewaar deze manier van lezen in het dossier, voor de volgende keer", "bewaar", "m"
        ),
        Staptoets(
            "L", "Laat staan", "bedragen die niet in de bron staan: laten staan of laten vervallen", "aanvullen", "l"
        ),
        ALLES,
    ),
}
"""The keys of each step, the most needed first."""

ANDERS: Final = (
    TOETSEN["verschil"][0],
    Staptoets("V", "Beantwoord", "kies een antwoord op de eerste vraag", "verder", "v"),
    Staptoets("N", "Maak posten", "maak posten van wat bij geen post hoort", "losnieuw", "n"),
    Staptoets("S", "Sla over", "laat weg wat bij geen post hoort", "losover", "s"),
    ALLES,
)
"""The keys of the last step where the file is no ledger report."""

ALLE: Final = tuple({t.doe: t for toetsen in (*TOETSEN.values(), ANDERS) for t in toetsen}.values())
"""Every key, once for what it does."""

_OVERAL: Final = (
    ("Esc", "een stap terug; wat u koos, blijft staan"),
    ("↑ ↓ ← →", "bewegen; PgUp, PgDn, Home en End ook"),
    ("Ctrl+V", "lees een blok dat hier is gekopieerd; uit Excel met de plaktoets van uw terminal (Ctrl+Shift+V)"),
    ("H", "licht of donker"),
)


def hulp(stap: Stap, naam: str) -> list[Lijst]:
    """Return the keys of a step, for help."""
    own = [(toets.naam, toets.uitleg) for toets in TOETSEN[stap]]
    return [(naam, [*own, *_OVERAL])]
