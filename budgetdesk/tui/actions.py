"""Everything a user can do, once: keys, footer, help and palette all come from this registry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from budgetdesk.export.suffix import ALLE
from budgetdesk.tui.toetsgroep import Groep

if TYPE_CHECKING:
    from textual.binding import Binding, BindingType

_WHILE_TYPING: Final = ("ctrl+s", "ctrl+q", "ctrl+pageup", "ctrl+pagedown")
"""Keys that no editor of text has, and that people press without leaving one."""

NOOIT: Final = re.compile(r"f10|f11|shift\+f3|alt\+[0-9]|ctrl\+(?:h|i|j|m|left_square_bracket)")
"""Keys that nothing is bound to: they do not arrive, arrive as something else, or belong to the terminal."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action on a dossier: `name` in the palette, `explanation` in help and palette.

    It calls a `method` of a `controller` with `arguments`. One without a key stands in the palette; of several
    keys, with commas between them, the first is the one to name.
    """

    id: str
    name: str
    key: str
    controller: str
    method: str
    explanation: str
    arguments: tuple[int | str, ...] = ()
    groep: Groep = "Dossier"
    kort: str = ""
    """What a list of keys says of it; nothing where it shares the words of the action before it."""
    samen: bool = False
    """Whether such a list has it on the line of the action before it."""
    voet: str = ""
    """Its word in the footer; one without is not there."""
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
    on_sheet: bool = False
    """Whether its key works while a sheet lies over the table; other keys are for the sheet."""
    is_own: bool = False
    """Whether its key is one that the user gave it."""

    @property
    def in_footer(self) -> bool:
        """Return whether the footer names it."""
        return bool(self.voet)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return its keys, the one to name first."""
        return tuple(filter(None, self.key.split(",")))

    @property
    def while_typing(self) -> bool:
        """Return whether its key works while a cell is typed in, which it commits or refuses first.

        All other keys belong to the text.
        """
        return any(key in _WHILE_TYPING or re.fullmatch(r"(?:shift\+)?f[0-9]+", key) for key in self.keys)

    @property
    def call(self) -> str:
        """Return the action as a screen runs it."""
        return f"do({self.id!r})"

    @property
    def binding(self) -> Binding:
        """Return the key binding of the action."""
        # controllers know actions, and no Textual
        from textual.binding import Binding

        return Binding(
            self.key,
            self.call,
            self.voet or self.name,
            show=self.in_footer,
            priority=True,
            id=f"dossier.{self.id}",
        )


_ALL: Final = (
    Action(
        "help",
        "Hulp",
        "f1",
        "hulp",
        "show",
        "Toon de toetsen die hier werken",
        groep="Dossier",
        voet="Hulp",
        unread=True,
    ),
    Action(
        "explain",
        "Uitleg",
        "f5",
        "explain",
        "number",
        "Toon waar een bedrag vandaan komt: de delen, tot bestand en regel, besluit of berekening",
        groep="Kijken",
        kort="waar komt dit vandaan",
        voet="Uitleg",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "findings",
        "Controle",
        "f9",
        "findings",
        "show",
        "Toon de bevindingen, en met Tab wat verschilt en de notities; Enter gaat naar de plek",
        groep="Kijken",
        kort="bevindingen",
        voet="Controle",
    ),
    Action(
        "diff",
        "Verschil",
        "shift+f9",
        "findings",
        "differences",
        "Toon alles wat verschilt van HEAD, de laatst vastgelegde versie; Enter gaat naar de plek",
        groep="Kijken",
        kort="anders dan HEAD",
        compares=True,
    ),
    Action(
        "note",
        "Notitie",
        "shift+f2",
        "notes",
        "write",
        "Zet een notitie bij deze cel of rij, wijzig of wis haar; zij wordt nergens afgedrukt",
        groep="Typen",
        kort="notitie bij cel of rij",
        on_table=True,
    ),
    Action(
        "notes",
        "Notities",
        "",
        "findings",
        "notes",
        "Toon alle notities; Enter gaat naar de plek, Del verwijdert",
    ),
    Action(
        "who",
        "Wie",
        "shift+f5",
        "wie",
        "show",
        "Toon welke commit en welk besluit de waarde onder de cursor zette",
        groep="Kijken",
        kort="wie zette dit",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "levels",
        "Lagen",
        "ctrl+l",
        "beeldkeuze",
        "next_level",
        "Toon een laag meer: terreinen, posten, bronnen, en weer terug",
        groep="Kijken",
        kort="lagen 1, 2, 3",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "view",
        "Beeld",
        "ctrl+b",
        "beeldkeuze",
        "show",
        "Kies wat u ziet: alleen anders, lasten of baten, lege regels, volgorde, kolommen, verschil, thema",
        groep="Kijken",
        kort="beeld: filter, kolommen",
        on_table=True,
    ),
    Action(
        "only_changed",
        "Alleen gewijzigd",
        "",
        "compare",
        "turn_only_changed",
        "Toon alleen rijen die anders zijn dan HEAD, de laatst vastgelegde versie",
        groep="Kijken",
        compares=True,
    ),
    Action(
        "unit",
        "Eenheid",
        "ctrl+u",
        "navigate",
        "unit",
        "Wissel tussen hele euro's en de eenheid van het document",
        groep="Kijken",
        kort="eenheid",
    ),
    Action(
        "theme",
        "Licht of donker",
        "",
        "window",
        "theme",
        "Wissel tussen een licht en een donker scherm",
        groep="Kijken",
        unread=True,
    ),
    Action(
        "charts",
        "Grafieken",
        "f8",
        "grafieken",
        "show",
        "Teken het dossier: resultaat, lasten en baten, reserves, grootste posten, waterval, programma's, indicatoren",
        groep="Kijken",
        kort="grafieken",
    ),
    Action(
        "settings",
        "Instellingen",
        "",
        "window",
        "settings",
        "Kies thema, eenheid, boom, lagen en uw eigen toetsen; wordt onthouden",
    ),
    Action(
        "waterfall",
        "Waterval",
        "",
        "explain",
        "waterfall",
        "Toon de stappen van het verloop van het saldo in een jaar als waterval",
        groep="Kijken",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "compare_with",
        "Vergelijk met ...",
        "",
        "compare",
        "choose",
        "Vergelijk met een andere tak, een label of een commit",
        groep="Kijken",
    ),
    Action(
        "compare_dossier",
        "Vergelijk dossier",
        "",
        "compare",
        "other",
        "Vergelijk met een ander dossier: toon alles wat verschilt; Enter gaat naar de plek",
        groep="Kijken",
    ),
    Action(
        "record",
        "Leg vast",
        "",
        "vastleg",
        "record",
        "Bewaar deze stand in git, met een bericht en de bestanden die u kiest; rondt ook een samenvoeging af",
        writes=True,
    ),
    Action(
        "scenarios",
        "Scenario's",
        "",
        "scenarios",
        "show",
        "Zet de takken naast elkaar met hun resultaat per jaar; wissel, begin er een, of voeg er een samen",
    ),
    Action(
        "next_tab",
        "Volgende tabel",
        "f6,ctrl+pagedown",
        "navigate",
        "next_tab",
        "Ga naar de volgende tabel",
        (1,),
        groep="Heen en weer",
        kort="tabel in deze groep",
        on_table=True,
    ),
    Action(
        "previous_tab",
        "Vorige tabel",
        "shift+f6,ctrl+pageup",
        "navigate",
        "next_tab",
        "Ga naar de vorige tabel",
        (-1,),
        groep="Heen en weer",
        samen=True,
        on_table=True,
    ),
    Action(
        "tables",
        "Tabellen",
        "ctrl+t",
        "tables",
        "choose",
        "Kies een tabel uit alle groepen, met pijlen of typen",
        groep="Heen en weer",
        kort="kies uit alle tabellen",
    ),
    Action(
        "find",
        "Zoek",
        "ctrl+f",
        "zoeken",
        "find",
        "Zoek een naam, code, tekst, besluit of bedrag in het hele dossier",
        groep="Heen en weer",
        kort="zoek in alles",
    ),
    Action(
        "find_next",
        "Volgende treffer",
        "f3",
        "zoeken",
        "next",
        "Ga naar de volgende treffer van wat u zocht",
        groep="Heen en weer",
        kort="volgende",
        samen=True,
    ),
    Action(
        "go_to",
        "Ga naar",
        "ctrl+g",
        "zoeken",
        "go_to",
        "Ga naar een code (1A 2028), programma, jaar, tabel, besluit of adres",
        groep="Heen en weer",
        kort="ga naar 1A 2028",
    ),
    Action(
        "next_programma",
        "Volgend programma",
        "f7",
        "navigate",
        "programma",
        "Ga naar het volgende programma",
        (1,),
        groep="Heen en weer",
        kort="programma",
        on_table=True,
    ),
    Action(
        "previous_programma",
        "Vorig programma",
        "shift+f7",
        "navigate",
        "programma",
        "Ga naar het vorige programma",
        (-1,),
        groep="Heen en weer",
        samen=True,
        on_table=True,
    ),
    Action(
        "tree",
        "Boom",
        "f4",
        "navigate",
        "tree",
        "Toon of verberg de boom van programma's en ga erheen",
        groep="Heen en weer",
        kort="boom",
    ),
    Action(
        "back",
        "Terug naar waar u was",
        "alt+left",
        "navigate",
        "back",
        "Ga terug naar waar u was voor F5, F9, de boom of een andere sprong",
        groep="Heen en weer",
        kort="terug naar waar u was",
    ),
    Action(
        "document",
        "Document",
        "shift+f4",
        "documents",
        "choose",
        "Open een ander document van het jaar, of maak er een",
        groep="Heen en weer",
        kort="ander document",
    ),
    Action(
        "add_document",
        "Nieuw document",
        "",
        "documents",
        "add",
        "Begin een voortgangsrapportage, de jaarstukken (jaarrekening) of een ander document van dit jaar",
        writes=True,
    ),
    Action(
        "save",
        "Opslaan",
        "ctrl+s",
        "save",
        "save",
        "Schrijf de gewijzigde regels naar de bestanden",
        kort="opslaan",
        voet="Bewaar",
        writes=True,
    ),
    Action(
        "export",
        "Export",
        "ctrl+e",
        "exporteren",
        "export",
        f"Kijk wat erin komt, en schrijf de tabellen of het hoofdstuk: {ALLE}",
        samen=True,
        kort="export",
    ),
    Action(
        "add",
        "Nieuw",
        "ctrl+n,insert",
        "structure",
        "add",
        "Voeg een post, reserve, doel of iets anders toe bij de cursor; in de boom een programma",
        kort="nieuw",
        writes=True,
        on_table=True,
    ),
    Action(
        "delete",
        "Verwijder",
        "ctrl+delete",
        "structure",
        "delete",
        "Verwijder waar de rij over gaat, na een vraag",
        kort="verwijder",
        samen=True,
        writes=True,
        on_table=True,
    ),
    Action(
        "change",
        "Kaart",
        "ctrl+k",
        "structure",
        "change",
        "Alles van waar de rij over gaat: gegevens, naam, sleutel, plaats, verwijderen",
        kort="kaart: alles van de rij",
        writes=True,
        on_table=True,
    ),
    Action(
        "move_up",
        "Omhoog",
        "alt+up",
        "structure",
        "move",
        "Verplaats waar de rij over gaat omhoog",
        (-1,),
        kort="rij omhoog",
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
        kort="omlaag",
        samen=True,
        writes=True,
        on_table=True,
    ),
    Action(
        "add_programma",
        "Nieuw programma",
        "",
        "structure",
        "add_programma",
        "Maak het bestand van een nieuw programma",
        writes=True,
    ),
    Action(
        "book",
        "Boek op",
        "f12",
        "book",
        "choose",
        "Boek wat u typt als mutatie op een besluit, of weer in de raming",
        kort="boek op besluit",
        writes=True,
    ),
    Action(
        "adopt",
        "Vaststellen",
        "",
        "adopt",
        "adopt",
        "Leg vast dat een besluit is genomen, of de begroting, een rapportage of de jaarstukken; het ligt daarna vast",
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
        "index",
        "Indexeer",
        "",
        "yearly",
        "index",
        "Toon wat indexeren doet en maak er een besluit van",
        writes=True,
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
    Action(
        "rollover",
        "Rollover",
        "",
        "rollover",
        "make",
        "Maak uit dit dossier dat van het volgende jaar",
    ),
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
        "import",
        "Cijfers inlezen",
        "",
        "inlezen",
        "show",
        "Lees cijfers in uit een grootboek, rapport of geplakt blok: u ziet eerst wat er verandert",
        writes=True,
    ),
    Action(
        "forms",
        "Formulieren",
        "",
        "forms",
        "show",
        "Schrijf formulieren voor budgethouders, lees wat terugkomt als verschil, en zie wie niet antwoordde",
    ),
    Action(
        "fill_right",
        "Vul rechts",
        "ctrl+r",
        "blocks",
        "fill",
        "Zet de linker waarde van de selectie in alle cellen ernaast",
        ("rechts",),
        groep="Blok",
        kort="vul rechts",
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
        groep="Blok",
        kort="omlaag",
        samen=True,
        writes=True,
        on_table=True,
        on_cells=True,
    ),
    Action(
        "copy",
        "Kopieer",
        "ctrl+c",
        "blocks",
        "copy",
        "Kopieer de geselecteerde cellen, exact in de eenheid op het scherm",
        groep="Blok",
        kort="kopieer",
        on_table=True,
        on_cells=True,
    ),
    Action(
        "cut",
        "Knip",
        "ctrl+x",
        "blocks",
        "cut",
        "Knip de geselecteerde cellen: bij het plakken worden ze leeg, in één stap",
        groep="Blok",
        kort="knip",
        samen=True,
        writes=True,
        on_table=True,
        on_cells=True,
    ),
    Action(
        "paste",
        "Plak",
        "ctrl+v",
        "blocks",
        "paste",
        "Plak wat hier is gekopieerd, exact; van een blok ziet u eerst wat het doet",
        groep="Blok",
        kort="plak",
        samen=True,
        writes=True,
        on_table=True,
        on_cells=True,
    ),
    Action(
        "undo",
        "Ongedaan",
        "ctrl+z",
        "edit",
        "undo",
        "Maak de laatste stap ongedaan",
        groep="Blok",
        kort="ongedaan",
        voet="Terug",
        writes=True,
    ),
    Action(
        "redo",
        "Opnieuw",
        "ctrl+y",
        "edit",
        "redo",
        "Voer de laatste ongedaan gemaakte stap weer uit",
        groep="Blok",
        kort="opnieuw",
        samen=True,
        writes=True,
    ),
    Action(
        "copy_table",
        "Kopieer als tabel",
        "",
        "blocks",
        "copy_table",
        "Kopieer de tabel in beeld met haar koppen, om te plakken in Excel of Word",
        groep="Blok",
        on_table=True,
    ),
    Action(
        "palette",
        "Opdrachten",
        "ctrl+p",
        "window",
        "palette",
        "Zoek een opdracht bij zijn naam",
        kort="alle opdrachten",
        voet="Alles",
        on_sheet=True,
    ),
    Action(
        "open",
        "Open",
        "ctrl+o",
        "save",
        "open",
        "Open een ander dossier; wat niet is opgeslagen, wordt eerst gevraagd",
        kort="open",
    ),
    Action(
        "close",
        "Sluit dossier",
        "ctrl+w",
        "save",
        "close_dossier",
        "Sluit het dossier en ga naar het beginscherm; wat niet is opgeslagen, wordt eerst gevraagd",
        kort="sluit",
        samen=True,
    ),
    Action(
        "leave",
        "Stop",
        "ctrl+q",
        "save",
        "leave",
        "Stop met budgetdesk; wat niet is opgeslagen, wordt eerst gevraagd",
        kort="stop",
        samen=True,
        unread=True,
        on_sheet=True,
    ),
)

ACTIONS: Final = {action.id: action for action in _ALL}
"""The actions on a dossier by id, in the order in which help and footer show them, with the keys that they have now."""

DEFAULT_KEYS: Final[Mapping[str, str]] = {action.id: action.key for action in _ALL}
"""The key of each action where the user gave it none."""


def use_keys(own: Mapping[str, str]) -> None:
    """Give actions the keys of the user, by id, and all others their own; screens made from now on have them."""
    for action in _ALL:
        key = own.get(action.id, action.key)
        ACTIONS[action.id] = replace(action, key=key, is_own=key != action.key)


def bindings(actions: Iterable[Action]) -> list[BindingType]:
    """Return the key bindings of actions."""
    return [action.binding for action in actions if action.key]


def key_name(toets: str) -> str:
    """Return a key as people read it on a keyboard: `ctrl+s` is Ctrl+S."""
    dutch = {
        "delete": "Del",
        "insert": "Ins",
        "backspace": "Backspace",
        "space": "Spatie",
        "escape": "Esc",
        "up": "↑",
        "down": "↓",
        "left": "←",
        "right": "→",
        "pageup": "PgUp",
        "pagedown": "PgDn",
        "right_square_bracket": "]",
        "circumflex_accent": "^",
        "backslash": "\\",
        "underscore": "_",
    }
    keys = (part.strip() for part in toets.split(","))
    return " of ".join("+".join(dutch.get(k, k.capitalize()) for k in key.split("+")) for key in keys)


def short_key(toets: str) -> str:
    """Return a key as the lines of the screen name it: `^S`, `F1`; the first of several."""
    return key_name(toets.split(",", maxsplit=1)[0]).replace("Ctrl+", "^")


def key_of(action: str) -> str:
    """Return the key of an action as a sentence names it, or where the palette has it."""
    found = ACTIONS[action]
    return key_name(found.keys[0]) if found.keys else f"{key_name(ACTIONS['palette'].key)} {found.name}"


def short_key_of(action: str) -> str:
    """Return the key of an action as the lines of the screen name it; nothing where there is none."""
    found = ACTIONS.get(action)
    return short_key(found.key) if found and found.key else ""
