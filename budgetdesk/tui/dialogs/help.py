"""Help: the keys that work here, from the registry and the grid's own bindings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from budgetdesk.tui.actions import ACTIONS, Action, key_name
from budgetdesk.tui.grid.keys import TOETSEN
from budgetdesk.tui.grid.layout import NIEUW
from budgetdesk.tui.literal import tekst
from budgetdesk.tui.tekens import T

TOETSBREEDTE: Final = 26
"""Cells for a key, or for where in the palette an action without one stands."""

TYPEN: Final = (
    ("12500", "in x € 1.000: 12,5 miljoen euro; in x € 1: 12.500 euro"),
    ("1.234,56", "punten voor duizendtallen, komma voor decimalen"),
    ("12k  1,5m", "altijd euro's: 12.000 en 1.500.000"),
    ("+5%  -2,5%", "van het huidige bedrag"),
    ("+=10k  -=10k", "erbij of eraf"),
    ("=12000*3", "rekenen; =vorig*1,02 gebruikt het jaar links"),
    ("-200  +200", "met teken: zoals de tabel het afdrukt; ook 200-, (200) en -/- 200"),
    ("€ 13.000,-  –  p.m.", "zoals het gedrukt staat: zonder centen, nul, en pro memorie dat als 0 telt"),
    ("V 12  N 12", "een letter geeft het teken waar de tabel voordeel en nadeel afdrukt, nergens anders"),
    ("Ctrl+Z  Ctrl+U", "in de cel: typen ongedaan, de regel leeg; Esc laat alles vervallen"),
)

PLAKKEN: Final = (
    ("Ctrl+Shift+V", "de toets waarmee de meeste terminals plakken uit een ander programma (macOS: Cmd+V)"),
    ("Ctrl+V", "plakt wat hier is gekopieerd, exact, welke eenheid of tabel ook op het scherm staat"),
    ("E  K  T", "lees de eenheid, de notatie of de tekens anders"),
    ("L", "lege cellen laten staan wat er staat, of maken leeg"),
    ("N  J  S  R", "op naam of op plaats, op jaar of op plaats, lasten of baten, omlaag of over de jaren"),
    ("X", "laat cellen met een fout weg; zonder dat wordt er niets geplakt"),
    ("Enter  Esc", "alles of niets"),
)
"""The keys of the preview of a paste."""

OPMAAK: Final = (
    ("lege regel", "een nieuwe alinea; een regeleinde is een spatie"),
    ("# Kop  ## Kop", "een kop, een of twee niveaus onder de plaats van de tekst"),
    ("- punt", "een punt van een lijst: na een lege regel, na een regel op : of ;, of in een lijst"),
    ("  - punt", "twee spaties verder: een punt onder het punt erboven"),
    ("1. punt", "een genummerde lijst, die met 1 begint"),
    ("• ■ ▪ ● ◦ ·", "ook een punt, op elke regel: zo plakt u een lijst uit Word"),
    ("**vet**", "vette letters"),
    ("[tekst](adres)", "een link naar https://…, mailto:… of een onderdeel of tabel: #doel-1A1"),
    (
        "[](#sleutel)",
        "een verwijzing: drukt af hoe het heet: Tabel 3, hoofdstuk 2, de kop",
    ),
    ("[^1]", "een voetnoot; de tekst ervan staat op een eigen regel: [^1]: …"),
    ("{{…}}", "het actuele bedrag: {{lasten.2027}}; of de {{eenheid}} van het document"),
    ("\\", "voor een van deze tekens: gewone tekst"),
)
"""What of a long text is more than text (`tables.proza`, `tables.opmaak`)."""

TEKENS: Final = (
    (T.nu, "achter een bedrag: gewijzigd en nog niet opgeslagen"),
    (T.anders, "achter een bedrag: anders dan HEAD (de laatst vastgelegde versie), of waarmee u anders vergelijkt"),
    (NIEUW.strip(), "voor een naam: deze rij was er daar niet"),
    (T.notitie, "voor een bedrag of een naam: er staat een notitie bij (Shift+F2)"),
    ("!", "achter een bedrag: de stand van een reserve komt onder nul"),
)


Lijst = tuple[str, Sequence[tuple[str, str]]]
"""A title, and what there is to know below it: a key or sign, and what it does or means."""


class HelpScreen(ModalScreen[None]):
    """The keys of a screen without a table; without lists of its own what works while a dossier is being read."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,enter,q", "dismiss", "Sluiten", id="hulp.close")]

    def __init__(self, lijsten: Sequence[Lijst] | None = None) -> None:
        super().__init__()
        self._lijsten = _reading() if lijsten is None else lijsten

    def compose(self) -> ComposeResult:
        """Yield the lists."""
        with Vertical(id="dialoog", classes="breed hoog"):
            with VerticalScroll(classes="lijst"):
                for titel, rows in self._lijsten:
                    yield Static(_table(titel, rows))
            yield Static(Text("↑ ↓ bladeren · Esc sluiten"), id="uitleg")


def _reading() -> list[Lijst]:
    return [("Toetsen", [(key_name(a.key), a.explanation) for a in ACTIONS.values() if a.unread and a.key])]


def everything() -> list[Lijst]:
    """Return all there is to know about keys, whatever works where somebody is."""
    return [
        ("Opdrachten", [(_key(a), a.explanation) for a in ACTIONS.values()]),
        ("Een bedrag typen", TYPEN),
        ("Een blok plakken", PLAKKEN),
        ("In de tabel", _grid_keys()),
        ("Tekens in de tabel", TEKENS),
    ]


def _key(action: Action) -> str:
    return key_name(action.key) if action.key else f"Ctrl+P {action.name}"


def _grid_keys() -> list[tuple[str, str]]:
    """Return the grid's keys; the arrows in one line, for they need no explanation."""
    rows = [(key_name(t.key), t.tekst) for t in TOETSEN if not t.action.startswith(("go(", "reach", "edge("))]
    return [
        *rows,
        ("↑ ↓ ← →", "Bewegen; met Shift selecteren, met Ctrl naar de rand van het blok, met allebei tot daar"),
        ("Home End", "Begin en einde van de rij; met Ctrl de hoeken van de tabel"),
        ("PgUp PgDn", "Een scherm omhoog of omlaag"),
        ("Muis", "Klik kiest, slepen selecteert, dubbelklik bewerkt, wiel bladert; Shift+slepen is voor de terminal"),
    ]


def _table(titel: str, rows: Sequence[tuple[str, str]]) -> Table:
    table = Table(box=None, show_header=True, padding=(0, 2, 0, 0), expand=True)
    table.add_column(tekst(titel, style="bold"), no_wrap=True, width=TOETSBREEDTE)
    table.add_column("", ratio=1)
    for key, what in rows:
        table.add_row(tekst(key, style="bold"), tekst(what))
    table.add_row("", "")
    return table
