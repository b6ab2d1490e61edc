"""What sheets are answered with where that is more than a key or a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from budgetdesk.errors import Bevinding
    from budgetdesk.export.vooruitblik import Vooruitblik
    from budgetdesk.session.diff import Line
    from budgetdesk.voortgang import Voortgang


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What is to be done with which finding; `nummer` is its line in the list, `lijst` which of them are listed.

    None is the finding where another list is asked for instead.
    """

    actie: Literal["ga", "aanvaard", "neem terug", "verschil", "notities"]
    bevinding: Bevinding | None
    nummer: int
    lijst: str = ""


@dataclass(frozen=True, slots=True)
class Verschilantwoord:
    """What is to be done with which line of a difference: go there, take all of it as markdown.

    Or what is asked for instead: another list, recording what differs, the scenarios.
    """

    actie: Literal["ga", "markdown"] | Anders
    regel: Line | None
    nummer: int


@dataclass(frozen=True, slots=True)
class Notitieveld:
    """A note to write or change: what it hangs on, when it was written, and what it says; empty where there is none."""

    waarbij: str
    tekst: str = ""
    datum: str = ""


@dataclass(frozen=True, slots=True)
class Notitieantwoord:
    """What the notes are to say; `lang` is the one that is to be written in an editor of its own first."""

    teksten: tuple[str, ...]
    lang: int | None = None


@dataclass(frozen=True, slots=True)
class Lijsten:
    """The lists of Controle: how many findings and notes there are, and whether there is something to compare with."""

    bevindingen: int
    notities: int
    vergelijkt: bool

    def na(self, lijst: Lijst) -> Lijst:
        """Return the list that Tab goes to."""
        known: tuple[Lijst, ...] = ("bevindingen", "verschil", "notities")
        known = known if self.vergelijkt else (known[0], known[2])
        return known[(known.index(lijst) + 1) % len(known)]


Lijst = Literal["bevindingen", "verschil", "notities"]

Anders = Literal["bevindingen", "notities", "leg vast", "scenario's"]
"""What can be asked for instead of what differs: another list, or what git does with it."""


@dataclass(frozen=True, slots=True)
class Lijstantwoord:
    """What is to be done with which note of the list; another list is asked for where it names one."""

    actie: Literal["ga", "wijzig", "verwijder"] | Lijst
    nummer: int


RAMING: Final = "raming"
"""The answer that no decision is booked on."""


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """A decision that can be booked on, and what its line says; one that was adopted is locked (`vast`)."""

    sleutel: str
    nummer: str
    naam: str
    mutaties: int
    status: str
    vast: bool = False


@dataclass(frozen=True, slots=True)
class Tabelkeuze:
    """A table to choose by its name; `gemeente` says that it is about the whole municipality."""

    naam: str
    label: str
    gemeente: bool = False


@dataclass(frozen=True, slots=True)
class Verloop:
    """A course from one balance to another: what it is of, and the name, cents and printed amount of each step."""

    naam: str
    stappen: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class Vastlegantwoord:
    """What is to be recorded: the lines of the message, the files by name, and who does where git does not know.

    `weggelaten` are the files that are not.
    """

    regels: tuple[str, ...]
    bestanden: tuple[str, ...]
    wie: tuple[str, str] | None = None
    weggelaten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenarioantwoord:
    """What is to be done with which scenario, by its line; `nieuw`, `leg vast` and `geef op` are about none."""

    actie: Literal["ga", "wissel", "nieuw", "voeg samen", "leg vast", "geef op"]
    nummer: int


@dataclass(frozen=True, slots=True)
class Vindregel:
    """Something that was found, as its line says it."""

    naam: str
    waar: str
    bedrag: str = ""
    """An amount beside it, as it is printed."""
    veld: str = ""
    """What holds the words, where that is not the name; without `stuk` it is the amount."""
    stuk: str = ""
    """The text that holds them."""
    plek: int = 0
    """Its place among all that was found."""


@dataclass(frozen=True, slots=True)
class Vindgroep:
    """What was found of one kind: how many, and those that are listed."""

    naam: str
    aantal: int
    regels: Sequence[Vindregel]


@dataclass(frozen=True, slots=True)
class Vondst:
    """What was found of words; `bezig` says that not everything was searched yet."""

    woorden: Sequence[str] = ()
    groepen: Sequence[Vindgroep] = ()
    bezig: str = ""
    geen: str = ""
    """As what an amount was looked for that is not there."""


@dataclass(frozen=True, slots=True)
class Vindantwoord:
    """What is to be done: go to what was found (`ga`), to what follows (`volgende`), to an address; or nothing."""

    actie: str
    tekst: str
    plek: int = 0


@dataclass(frozen=True, slots=True)
class Bestemming:
    """Somewhere that can be gone to, as its line says it."""

    naam: str
    wat: str


@dataclass(slots=True)
class Vooruitblikken:
    """What is known of what an export will hold, by how its name ends; what is asked for is read meanwhile."""

    lees: Callable[[str], None] = lambda _einde: None
    """Begins to read one."""
    bekend: dict[str, Vooruitblik] = field(default_factory=dict)
    fouten: dict[str, str] = field(default_factory=dict)
    """Why one cannot be told."""
    stand: Voortgang | None = None
    """How far reading is."""
    op_wijziging: Callable[[], None] = lambda: None
    """Called where more is known."""
    _gevraagd: str = ""

    def vraag(self, einde: str) -> None:
        """Have the one read of a name that ends so; what was asked for before is not wanted any more."""
        if self._gevraagd != einde:
            self._gevraagd = einde
            if einde not in self.bekend and einde not in self.fouten:
                self.lees(einde)


@dataclass(frozen=True, slots=True)
class Exportvraag:
    """What an export is proposed to be: its name, of which programmas in words, with page numbers or without.

    `telt` says what has to be there to count pages, nothing where it is; None where the document has no contents.
    """

    titel: str
    naam: str
    programmas: str
    beelden: Vooruitblikken
    bladzijden: bool = False
    telt: str | None = None
    kiest_programmas: bool = True
    koos_programmas: bool = False
    """Whether these were chosen just now."""


@dataclass(frozen=True, slots=True)
class Exportantwoord:
    """What is to be done: write it (`ga`), choose other programmas, or show the findings; and what was filled in."""

    actie: str
    naam: str
    bladzijden: bool
