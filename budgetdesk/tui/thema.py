"""What every role on screen looks like in each theme: one table per theme, for widgets that draw and for CSS.

A role is a ground (`vlak`, `band`, ...), an ink (`inkt`, `nul`, ...) or a line. Meaning never hangs on colour alone:
every state has a sign (`tekens`) or an attribute too, so that the themes without grounds say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from rich.style import Style
from textual.color import Color
from textual.theme import Theme

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Rol:
    """How a role looks: a colour as CSS writes it, and what its text is beside that."""

    kleur: str
    vet: bool = False
    dof: bool = False
    omgekeerd: bool = False

    @property
    def stijl(self) -> Style:
        """Return the attributes alone."""
        return Style(bold=self.vet or None, dim=self.dof or None, reverse=self.omgekeerd or None)


Tabel = Mapping[str, Rol]
"""A theme: every role by name."""

GRONDEN: Final = ("vlak", "band", "jaar", "bandjaar", "rij", "rijjaar", "kies", "pop")
"""The roles that lie below a text: the one surface, totals, the budget year, both, the row of the cursor, both, what is
chosen, and sheets."""

INKTEN: Final = ("inkt", "zacht", "nul", "accent", "nu", "anders", "rood", "goed")
"""The roles of a text: plain, beside the point, zero, focus and keys, not saved, other than HEAD, wrong, in order."""

LIJNEN: Final = ("rand", "lijn")
"""Frames and hairlines, which are never text."""

WIJZERS: Final = ("wijs", "wijs-nu", "wijs-anders")
"""The ground of the cursor: plain, on what is not saved, on what differs; its text is `wijs-inkt`."""


def _kleuren(**kleuren: str) -> Tabel:
    return {naam.replace("_", "-"): Rol(kleur) for naam, kleur in kleuren.items()}


DONKER: Final[Tabel] = _kleuren(
    vlak="#14181d",
    band="#1b2128",
    jaar="#17222d",
    bandjaar="#1f2c39",
    rij="#20272f",
    rijjaar="#223040",
    kies="#203753",
    pop="#1a2027",
    inkt="#dce2e9",
    zacht="#b0bac4",
    nul="#98a3ae",
    rand="#3b4651",
    lijn="#2c353f",
    accent="#5cc8dc",
    nu="#fbc456",
    anders="#b3a6f7",
    rood="#ff9e90",
    goed="#7fd1b9",
    wijs="#5cc8dc",
    wijs_nu="#fbc456",
    wijs_anders="#b3a6f7",
    wijs_inkt="#0e1216",
    reeks1="#5cc8dc",
    reeks2="#fbc456",
    reeks3="#b3a6f7",
)
"""The theme for a dark screen."""

LICHT: Final[Tabel] = _kleuren(
    vlak="#fbfbf8",
    band="#f1f1ea",
    jaar="#eaf2fa",
    bandjaar="#deeaf5",
    rij="#ebebe3",
    rijjaar="#d9e6f2",
    kies="#cbe0f5",
    pop="#ffffff",
    inkt="#1b2127",
    zacht="#4a535d",
    nul="#525b65",
    rand="#a9aea4",
    lijn="#d9dbd2",
    accent="#0b5a78",
    nu="#8b4704",
    anders="#5b2bc0",
    rood="#a02255",
    goed="#0b5f4c",
    wijs="#0b5a78",
    wijs_nu="#8b4704",
    wijs_anders="#5b2bc0",
    wijs_inkt="#ffffff",
    reeks1="#0b5a78",
    reeks2="#9c5d00",
    reeks3="#5b2bc0",
)
"""The theme for paper."""

DONKER_256: Final[Tabel] = {
    **DONKER,
    # where a terminal has 256 colours the dark grounds would all become the same one: these are of its own table
    **_kleuren(
        vlak="#121212",
        band="#262626",
        jaar="#303030",
        bandjaar="#3a3a3a",
        rij="#3a3a3a",
        rijjaar="#444444",
        kies="#000087",
        pop="#1c1c1c",
        inkt="#eeeeee",
        zacht="#c6c6c6",
        nul="#bcbcbc",
        rand="#585858",
        lijn="#444444",
        accent="#5fd7ff",
        nu="#ffd75f",
        anders="#d7afff",
        rood="#ffafaf",
        goed="#87ffd7",
        wijs="#5fd7ff",
        wijs_nu="#ffd75f",
        wijs_anders="#d7afff",
        wijs_inkt="#121212",
        reeks1="#5fd7ff",
        reeks2="#ffd75f",
        reeks3="#d7afff",
    ),
}
"""The dark theme in the colours that a terminal with 256 of them has."""

LICHT_256: Final[Tabel] = {**LICHT, **_kleuren(nu="#5f5f00", wijs_nu="#5f5f00")}
"""The theme for paper where a terminal has 256 colours, among which brown is too light to read."""

_GEEN: Final = "ansi_default"

ANSI: Final[Tabel] = {
    **{naam: Rol(_GEEN) for naam in GRONDEN},
    "band": Rol(_GEEN, vet=True),
    "bandjaar": Rol(_GEEN, vet=True),
    "kies": Rol(_GEEN, omgekeerd=True),
    "inkt": Rol(_GEEN),
    "zacht": Rol(_GEEN),
    "nul": Rol("ansi_bright_black"),
    "rand": Rol("ansi_bright_black"),
    "lijn": Rol("ansi_bright_black"),
    "accent": Rol("ansi_cyan", vet=True),
    "nu": Rol("ansi_yellow"),
    "anders": Rol("ansi_magenta"),
    "rood": Rol("ansi_red"),
    "goed": Rol("ansi_green"),
    **{naam: Rol(_GEEN, vet=True, omgekeerd=True) for naam in WIJZERS},
    "wijs-inkt": Rol(_GEEN),
    "reeks1": Rol("ansi_cyan"),
    "reeks2": Rol("ansi_yellow"),
    "reeks3": Rol("ansi_magenta"),
}
"""The sixteen colours of the terminal on its own ground."""

KLEURLOOS: Final[Tabel] = {
    naam: Rol(_GEEN, rol.vet, dof=naam in {"nul", *LIJNEN}, omgekeerd=rol.omgekeerd) for naam, rol in ANSI.items()
}
"""No colour at all: attributes and signs say everything."""

TABELLEN: Final[Mapping[str, Tabel]] = {
    "donker": DONKER,
    "licht": LICHT,
    "donker-256": DONKER_256,
    "licht-256": LICHT_256,
    "ansi": ANSI,
    "kleurloos": KLEURLOOS,
}
"""Every theme by the name that Textual knows it by."""

ZONDER_TINT: Final = frozenset({"ansi", "kleurloos"})
"""The themes without grounds: what those would say is drawn."""


def themas() -> list[Theme]:
    """Return the themes as Textual takes them; CSS knows every role as a variable."""
    return [_thema(naam, tabel) for naam, tabel in TABELLEN.items()]


def _thema(naam: str, tabel: Tabel) -> Theme:
    kleur = {rol: gezien.kleur for rol, gezien in tabel.items()}
    return Theme(
        naam,
        primary=kleur["accent"],
        secondary=kleur["anders"],
        accent=kleur["accent"],
        warning=kleur["nu"],
        error=kleur["rood"],
        success=kleur["goed"],
        foreground=kleur["inkt"],
        background=kleur["vlak"],
        surface=kleur["vlak"],
        panel=kleur["band"],
        dark=not naam.startswith("licht"),
        ansi=naam in ZONDER_TINT,
        variables=kleur
        | {"border": kleur["rand"], "border-blurred": kleur["rand"]}
        | {"scrollbar": kleur["rand"], "scrollbar-hover": kleur["accent"], "scrollbar-active": kleur["accent"]}
        | {"scrollbar-background": kleur["vlak"], "scrollbar-background-hover": kleur["vlak"]}
        | {"scrollbar-background-active": kleur["vlak"], "scrollbar-corner-color": kleur["vlak"]}
        | {"block-cursor-background": kleur["kies"], "block-cursor-foreground": kleur["inkt"]}
        | {"block-cursor-blurred-background": kleur["rij"], "block-cursor-blurred-foreground": kleur["inkt"]}
        | {"input-selection-background": kleur["kies"]}
        # Textual's own widgets name these, and its generator of ansi themes leaves them out
        | {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"},
    )


def first(gewenst: str, *, kleuren: int, kleurloos: bool) -> str:
    """Return the theme to begin with: what is wished for (`licht`, `donker`, `ansi`) as the terminal can show it.

    `kleuren` is how many the terminal has; NO_COLOR asks for none.
    """
    if kleurloos:
        return "kleurloos"
    naam = gewenst if gewenst in {"licht", "donker", "ansi"} else "donker"
    return as_shown(naam, kleuren=kleuren)


_TRUE_COLOR: Final = 1 << 24
_WEINIG: Final = 256
_AANTAL: Final = {"standard": 16, "windows": 16, "256": 256, "truecolor": _TRUE_COLOR}
"""How many colours there are, by what Rich calls that."""


def as_shown(naam: str, *, kleuren: int) -> str:
    """Return the table of a theme for a terminal with so many colours."""
    if kleuren < _WEINIG:
        return "ansi"
    return f"{naam}-256" if naam in {"donker", "licht"} and kleuren < _TRUE_COLOR else naam


def other(naam: str, *, kleuren: int) -> str:
    """Return what follows on a theme when it is switched: dark and light; without grounds nothing else can be shown."""
    if naam == "kleurloos":
        return naam
    return as_shown("donker" if naam.startswith("licht") else "licht", kleuren=kleuren)


def colours(app: App[Any]) -> int:
    """Return how many colours the terminal of an app has."""
    return _AANTAL.get(app.console.color_system or "", 0)


def turn(app: App[Any]) -> None:
    """Switch an app between light and dark, as far as its terminal can show either."""
    app.theme = other(app.theme, kleuren=colours(app))


class Palet:
    """The styles of the theme that is on, made once each: an ink on a ground."""

    def __init__(self, widget: Widget) -> None:
        self._widget: Final = widget
        self._thema = ""
        self._stijlen: dict[tuple[str, str, bool], Style] = {}

    @property
    def zonder_tint(self) -> bool:
        """Whether the theme has no grounds, so that what they would say is to be drawn."""
        return self._widget.app.theme in ZONDER_TINT

    def __call__(self, inkt: str = "inkt", op: str = "vlak", *, vet: bool = False) -> Style:
        """Return the style of an ink on a ground, bold where that is asked or the theme makes either so."""
        thema = self._widget.app.theme
        if thema != self._thema:
            self._thema = thema
            self._stijlen.clear()
        sleutel = inkt, op, vet
        stijl = self._stijlen.get(sleutel)
        if stijl is None:
            stijl = self._stijlen[sleutel] = _mixed(TABELLEN.get(thema, DONKER), inkt, op, vet=vet)
        return stijl


def _mixed(tabel: Tabel, inkt: str, op: str, *, vet: bool) -> Style:
    boven, onder = tabel[inkt], tabel[op]
    kleuren = Style.from_color(Color.parse(boven.kleur).rich_color, Color.parse(onder.kleur).rich_color)
    return kleuren + onder.stijl + boven.stijl + Style(bold=vet or None)
