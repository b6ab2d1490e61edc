"""Everything a user can do, once: keys, footer, help and palette all come from this registry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Actie:
    """One action of the dossier screen: `naam` in the footer, `uitleg` in help and palette.

    `schrijft` actions are hidden where the dossier is open read-only; one without a key stands in the palette.
    """

    naam: str
    toets: str
    methode: str
    uitleg: str
    in_balk: bool = False
    schrijft: bool = False

    @property
    def binding(self) -> Binding:
        """Return the key binding of the action."""
        return Binding(
            self.toets,
            self.methode,
            self.naam,
            show=self.in_balk,
            priority=self.toets.startswith(("ctrl+", "f")),
            id=f"dossier.{self.methode}",
        )


ACTIES: Final = (
    Actie("Hulp", "f1", "help", "Toon de toetsen die hier werken", in_balk=True),
    Actie("Opslaan", "ctrl+s", "save", "Schrijf de gewijzigde regels naar de bestanden", in_balk=True, schrijft=True),
    Actie("Ongedaan", "ctrl+z", "undo", "Maak de laatste stap ongedaan", in_balk=True, schrijft=True),
    Actie("Opnieuw", "ctrl+y", "redo", "Voer de laatste ongedaan gemaakte stap weer uit", schrijft=True),
    Actie("Kopieer", "ctrl+c", "copy", "Kopieer de geselecteerde cellen, exact in de eenheid op het scherm"),
    Actie("Plak", "ctrl+v", "paste", "Plak wat hier is gekopieerd; eerst ziet u wat het doet", schrijft=True),
    Actie(
        "Vul rechts", "ctrl+r", "fill(0)", "Zet het linker bedrag van de selectie in alle cellen ernaast", schrijft=True
    ),
    Actie(
        "Vul omlaag",
        "ctrl+d",
        "fill(1)",
        "Zet het bovenste bedrag van de selectie in alle cellen eronder",
        schrijft=True,
    ),
    Actie(
        "Nieuw",
        "ctrl+n",
        "add",
        "Voeg een post, reserve, doel of iets anders toe bij de cursor",
        in_balk=True,
        schrijft=True,
    ),
    Actie("Nieuw programma", "f10", "add_programma", "Maak het bestand van een nieuw programma", schrijft=True),
    Actie("Verwijder", "ctrl+k", "delete_record", "Verwijder waar de rij over gaat", schrijft=True),
    Actie("Regel", "ctrl+o", "record", "Wijzig naam, sleutel of plaats van waar de rij over gaat", schrijft=True),
    Actie("Boek op", "f12", "book", "Boek wat u typt als mutatie op een besluit, of weer in de raming", schrijft=True),
    Actie("Vaststellen", "f11", "adopt", "Leg vast dat een besluit is genomen; het ligt daarna vast", schrijft=True),
    Actie("Omhoog", "alt+up", "move_record(-1)", "Verplaats waar de rij over gaat omhoog", schrijft=True),
    Actie("Omlaag", "alt+down", "move_record(1)", "Verplaats waar de rij over gaat omlaag", schrijft=True),
    Actie("Indexeer", "", "index", "Toon wat indexeren doet en maak er een besluit van", schrijft=True),
    Actie("Sluit resultaat", "", "close_result", "Breng het resultaat naar nul op een reserve", schrijft=True),
    Actie(
        "Export",
        "ctrl+e",
        "export",
        "Schrijf de tabellen naar Excel, of het hoofdstuk naar Word, HTML of markdown",
        in_balk=True,
    ),
    Actie("Tab", "f6", "next_tab(1)", "Ga naar het volgende tabblad", in_balk=True),
    Actie("Vorig tabblad", "ctrl+l", "next_tab(-1)", "Ga naar het vorige tabblad"),
    Actie("Vorig programma", "f7", "programma(-1)", "Ga naar het vorige programma"),
    Actie("Volgend programma", "f8", "programma(1)", "Ga naar het volgende programma"),
    Actie("Boom", "f4", "tree", "Toon of verberg de boom van programma's en ga erheen"),
    Actie("Bevindingen", "f9", "findings", "Toon de bevindingen; Enter gaat naar de plek"),
    Actie("Herkomst", "f5", "origin", "Toon waar een berekend bedrag vandaan komt"),
    Actie(
        "Alleen gewijzigd",
        "ctrl+w",
        "only_changed",
        "Toon alleen rijen die anders zijn dan in de laatste commit (HEAD)",
    ),
    Actie(
        "Verschil", "ctrl+x", "diff", "Toon alles wat verschilt van de laatste commit (HEAD); Enter gaat naar de plek"
    ),
    Actie("Vergelijk met ...", "", "compare_with", "Vergelijk met een andere tak, een label of een commit"),
    Actie("Eenheid", "ctrl+u", "unit", "Wissel tussen hele euro's en de eenheid van het document"),
    Actie("Licht of donker", "ctrl+t", "theme", "Wissel tussen een licht en een donker scherm"),
    Actie("Opdrachten", "ctrl+p", "palette", "Zoek een opdracht bij zijn naam"),
    Actie("Stop", "ctrl+q", "leave", "Sluit het dossier", in_balk=True),
)
"""The actions of the dossier screen, in the order in which help and footer show them."""


def bindings(acties: Sequence[Actie] = ACTIES) -> list[BindingType]:
    """Return the key bindings of a registry."""
    return [actie.binding for actie in acties if actie.toets]


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
