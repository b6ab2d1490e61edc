"""Everything a user can do, once: keys, footer, help and palette all come from this registry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding, BindingType

from budgetdesk.export.suffix import ALLE

_WHILE_TYPING: Final = ("ctrl+s", "ctrl+q")
"""Keys that no editor of text has, and that people press without leaving one."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action on a dossier: `name` in the footer, `explanation` in help and palette.

    It calls a `method` of a `controller` with `arguments`. One without a key stands in the palette.
    """

    id: str
    name: str
    key: str
    controller: str
    method: str
    explanation: str
    arguments: tuple[int | str, ...] = ()
    in_footer: bool = False
    writes: bool = False
    """Whether it changes the dossier: such an action is hidden where that is open read-only."""
    on_table: bool = False
    """Whether it is given the table in view, and does nothing without one."""
    on_cells: bool = False
    """Whether it works on the selected cells: a table without any has nothing for it."""
    compares: bool = False
    """Whether it needs something to compare with."""
    unread: bool = False
    """Whether it works while the dossier is still being read."""

    @property
    def while_typing(self) -> bool:
        """Return whether its key works while a cell is typed in, which it commits or refuses first.

        All other keys belong to the text.
        """
        return self.key in _WHILE_TYPING or self.key.startswith("f")

    @property
    def call(self) -> str:
        """Return the action as a screen runs it."""
        return f"do({self.id!r})"

    @property
    def binding(self) -> Binding:
        """Return the key binding of the action."""
        return Binding(
            self.key,
            self.call,
            self.name,
            show=self.in_footer,
            priority=self.key.startswith(("ctrl+", "f")),
            id=f"dossier.{self.id}",
        )


_ALL: Final = (
    Action("help", "Hulp", "f1", "window", "help", "Toon de toetsen die hier werken", in_footer=True, unread=True),
    Action(
        "save",
        "Opslaan",
        "ctrl+s",
        "save",
        "save",
        "Schrijf de gewijzigde regels naar de bestanden",
        in_footer=True,
        writes=True,
    ),
    Action("undo", "Ongedaan", "ctrl+z", "edit", "undo", "Maak de laatste stap ongedaan", in_footer=True, writes=True),
    Action("redo", "Opnieuw", "ctrl+y", "edit", "redo", "Voer de laatste ongedaan gemaakte stap weer uit", writes=True),
    Action(
        "copy",
        "Kopieer",
        "ctrl+c",
        "blocks",
        "copy",
        "Kopieer de geselecteerde cellen, exact in de eenheid op het scherm",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "copy_table",
        "Kopieer als tabel",
        "",
        "blocks",
        "copy_table",
        "Kopieer de tabel in beeld met haar koppen, om te plakken in Excel of Word",
        on_table=True,
    ),
    Action(
        "paste",
        "Plak",
        "ctrl+v",
        "blocks",
        "paste",
        "Plak wat hier is gekopieerd, exact; van een blok ziet u eerst wat het doet",
        writes=True,
        on_table=True,
        on_cells=True,
    ),
    Action(
        "fill_right",
        "Vul rechts",
        "ctrl+r",
        "blocks",
        "fill",
        "Zet de linker waarde van de selectie in alle cellen ernaast",
        ("rechts",),
        writes=True,
        on_table=True,
        on_cells=True,
    ),
    Action(
        "fill_down",
        "Vul omlaag",
        "ctrl+d",
        "blocks",
        "fill",
        "Zet de bovenste waarde van de selectie in alle cellen eronder",
        ("omlaag",),
        writes=True,
        on_table=True,
        on_cells=True,
    ),
    Action(
        "add",
        "Nieuw",
        "ctrl+n",
        "structure",
        "add",
        "Voeg een post, reserve, doel of iets anders toe bij de cursor",
        in_footer=True,
        writes=True,
        on_table=True,
    ),
    Action(
        "add_programma",
        "Nieuw programma",
        "f10",
        "structure",
        "add_programma",
        "Maak het bestand van een nieuw programma",
        writes=True,
    ),
    Action(
        "delete",
        "Verwijder",
        "ctrl+k",
        "structure",
        "delete",
        "Verwijder waar de rij over gaat",
        writes=True,
        on_table=True,
    ),
    Action(
        "change",
        "Regel",
        "ctrl+o",
        "structure",
        "change",
        "Wijzig naam, sleutel of plaats van waar de rij over gaat",
        writes=True,
        on_table=True,
    ),
    Action(
        "book",
        "Boek op",
        "f12",
        "book",
        "choose",
        "Boek wat u typt als mutatie op een besluit, of weer in de raming",
        writes=True,
    ),
    Action(
        "adopt",
        "Vaststellen",
        "f11",
        "book",
        "adopt",
        "Leg vast dat een besluit is genomen, of de begroting; het ligt daarna vast",
        writes=True,
    ),
    Action(
        "amendment",
        "Begrotingswijziging",
        "",
        "decision",
        "show",
        "Toon wat een besluit wijzigt: voor, wijziging en na; Ctrl+E schrijft het voor de raad",
    ),
    Action(
        "move_up",
        "Omhoog",
        "alt+up",
        "structure",
        "move",
        "Verplaats waar de rij over gaat omhoog",
        (-1,),
        writes=True,
        on_table=True,
    ),
    Action(
        "move_down",
        "Omlaag",
        "alt+down",
        "structure",
        "move",
        "Verplaats waar de rij over gaat omlaag",
        (1,),
        writes=True,
        on_table=True,
    ),
    Action(
        "index", "Indexeer", "", "yearly", "index", "Toon wat indexeren doet en maak er een besluit van", writes=True
    ),
    Action(
        "close_result",
        "Sluit resultaat",
        "",
        "yearly",
        "close_result",
        "Breng het resultaat naar nul op een reserve",
        writes=True,
        on_table=True,
    ),
    Action("rollover", "Rollover", "", "rollover", "make", "Maak uit dit dossier dat van het volgende jaar"),
    Action(
        "carry",
        "Besluiten overnemen",
        "",
        "carry",
        "take_over",
        "Besluiten van vorig jaar overnemen: toon wat hier nog niet doorwerkt, en schrijf het in dit dossier",
        writes=True,
    ),
    Action(
        "iv3",
        "Iv3-bestand",
        "",
        "iv3",
        "write",
        "Schrijf het Iv3-bestand voor het CBS, met wat nog niet is opgeslagen, of toon waarom het CBS dat zou weigeren",
    ),
    Action(
        "export",
        "Export",
        "ctrl+e",
        "save",
        "export",
        f"Schrijf de tabellen of het hoofdstuk: {ALLE}",
        in_footer=True,
    ),
    Action(
        "next_tab",
        "Tab",
        "f6",
        "navigate",
        "next_tab",
        "Ga naar het volgende tabblad",
        (1,),
        in_footer=True,
        on_table=True,
    ),
    Action(
        "previous_tab",
        "Vorig tabblad",
        "ctrl+l",
        "navigate",
        "next_tab",
        "Ga naar het vorige tabblad",
        (-1,),
        on_table=True,
    ),
    Action(
        "previous_programma",
        "Vorig programma",
        "f7",
        "navigate",
        "programma",
        "Ga naar het vorige programma",
        (-1,),
        on_table=True,
    ),
    Action(
        "next_programma",
        "Volgend programma",
        "f8",
        "navigate",
        "programma",
        "Ga naar het volgende programma",
        (1,),
        on_table=True,
    ),
    Action("document", "Document", "f3", "documents", "choose", "Open een ander document van het jaar"),
    Action("tree", "Boom", "f4", "navigate", "tree", "Toon of verberg de boom van programma's en ga erheen"),
    Action("findings", "Bevindingen", "f9", "findings", "show", "Toon de bevindingen; Enter gaat naar de plek"),
    Action(
        "explain",
        "Uitleg",
        "f5",
        "explain",
        "number",
        "Toon waar een bedrag vandaan komt: de delen, tot bestand en regel, besluit of berekening",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "who",
        "Wie",
        "ctrl+g",
        "wie",
        "show",
        "Toon welke commit en welk besluit de waarde onder de cursor zette",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "waterfall",
        "Waterval",
        "",
        "explain",
        "waterfall",
        "Toon de stappen van het verloop van het saldo in een jaar als waterval",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "only_changed",
        "Alleen gewijzigd",
        "ctrl+w",
        "compare",
        "turn_only_changed",
        "Toon alleen rijen die anders zijn dan in de laatste commit (HEAD)",
        compares=True,
    ),
    Action(
        "diff",
        "Verschil",
        "ctrl+x",
        "findings",
        "differences",
        "Toon alles wat verschilt van de laatste commit (HEAD); Enter gaat naar de plek",
        compares=True,
    ),
    Action(
        "compare_with",
        "Vergelijk met ...",
        "",
        "compare",
        "choose",
        "Vergelijk met een andere tak, een label of een commit",
    ),
    Action(
        "compare_dossier",
        "Vergelijk dossier",
        "",
        "compare",
        "other",
        "Vergelijk met een ander dossier: toon alles wat verschilt; Enter gaat naar de plek",
    ),
    Action("tables", "Tabellen", "ctrl+t", "tables", "choose", "Kies een tabel uit alle groepen, met pijlen of typen"),
    Action("unit", "Eenheid", "ctrl+u", "navigate", "unit", "Wissel tussen hele euro's en de eenheid van het document"),
    Action(
        "theme",
        "Licht of donker",
        "",
        "window",
        "theme",
        "Wissel tussen een licht en een donker scherm",
        unread=True,
    ),
    Action("palette", "Opdrachten", "ctrl+p", "window", "palette", "Zoek een opdracht bij zijn naam"),
    Action("leave", "Stop", "ctrl+q", "save", "leave", "Sluit het dossier", in_footer=True, unread=True),
)

ACTIONS: Final = {action.id: action for action in _ALL}
"""The actions on a dossier by id, in the order in which help and footer show them."""


def bindings(actions: Iterable[Action]) -> list[BindingType]:
    """Return the key bindings of actions."""
    return [action.binding for action in actions if action.key]


def key_name(toets: str) -> str:
    """Return a key as people read it on a keyboard: `ctrl+s` is Ctrl+S."""
    dutch = {
        "delete": "Delete",
        "backspace": "Backspace",
        "space": "Spatie",
        "escape": "Esc",
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "pageup": "PgUp",
        "pagedown": "PgDn",
    }
    keys = (part.strip() for part in toets.split(","))
    return " of ".join("+".join(dutch.get(k, k.capitalize()) for k in key.split("+")) for key in keys)


def short_key(toets: str) -> str:
    """Return a key as the lines of the screen name it: `^S`, `F1`; the first of several."""
    return key_name(toets.split(",", maxsplit=1)[0]).replace("Ctrl+", "^")


def short_key_of(action: str) -> str:
    """Return the key of an action as the lines of the screen name it; nothing where there is none."""
    found = ACTIONS.get(action)
    return short_key(found.key) if found and found.key else ""
