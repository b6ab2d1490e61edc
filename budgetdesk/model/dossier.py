"""Records of a budget: tables with values, the files that hold them, the dossier as a whole.

A table is a kind, a key and a flat mapping from dotted key to value. Amounts are integer cents with
their natural sign (lasten, baten, toevoeging and onttrekking are positive when normal). Keys are the
identity of things; their order in the file is the order in print.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.schema import SOORTEN, Bestandssoort
from budgetdesk.model.veld import Soort

BEGROTING: Final = "begroting.toml"
"""The file that makes a folder a dossier."""

RESERVES: Final = "reserves.toml"
"""The file with reserves that programmas share."""

Waarde = str | int | Decimal | bool | date | list[Any]
"""A value of the file; under an amount key an int in cents."""

POSTKANTEN: Final = ("lasten", "baten")
RESERVEKANTEN: Final = ("toevoeging", "onttrekking")


@dataclass(slots=True)
class Tabel:
    """One table of a file: `[post.bestuur]` has soort `post`, sleutel `bestuur`."""

    soort: str
    sleutel: str
    waarden: dict[str, Waarde] = field(default_factory=dict)

    @property
    def naam(self) -> str:
        """Return the name people know this by, else its key."""
        return self.tekst("naam") or self.sleutel

    def tekst(self, pad: str, default: str = "") -> str:
        """Return a text value; anything else counts as absent."""
        value = self.waarden.get(pad)
        return value if isinstance(value, str) else default

    def bedrag(self, pad: str) -> int:
        """Return an amount in cents; an absent amount is zero."""
        value = self.waarden.get(pad, 0)
        return value if isinstance(value, int) else 0

    def geheel(self, pad: str, default: int = 0) -> int:
        """Return a whole number such as a year."""
        value = self.waarden.get(pad)
        return value if isinstance(value, int) else default


@dataclass(slots=True)
class Bestand:
    """One file of a dossier; `tabellen` is keyed by (soort, sleutel) in file order."""

    naam: str
    soort: Bestandssoort
    tabellen: dict[tuple[str, str], Tabel] = field(default_factory=dict)

    def van(self, soort: str) -> list[Tabel]:
        """Return the tables of one kind, in file order."""
        return [t for t in self.tabellen.values() if t.soort == soort]

    def tabel(self, soort: str, sleutel: str = "") -> Tabel | None:
        """Return one table, or None."""
        return self.tabellen.get((soort, sleutel))

    def insert(self, tabel: Tabel, voor: str | None) -> None:
        """Put a table before another one of its kind, or last of its kind; raises ValueError where it cannot be."""
        plaats = (tabel.soort, tabel.sleutel)
        if plaats in self.tabellen or (voor is not None and (tabel.soort, voor) not in self.tabellen):
            raise ValueError(f"{self.naam}: [{tabel.soort}.{tabel.sleutel}] before {voor!r}")
        own = [t for t in self.van(tabel.soort) if t.sleutel != tabel.sleutel]
        index = len(own) if voor is None else [t.sleutel for t in own].index(voor)
        own.insert(index, tabel)
        others = {p: t for p, t in self.tabellen.items() if t.soort != tabel.soort}
        self.tabellen = others | {(t.soort, t.sleutel): t for t in own}

    def remove(self, soort: str, sleutel: str) -> tuple[Tabel, str | None]:
        """Take a table out; return it and the key of the one that came after it. Raises ValueError without it."""
        keys = [t.sleutel for t in self.van(soort)]
        if sleutel not in keys:
            raise ValueError(f"{self.naam}: [{soort}.{sleutel}] is not there")
        after = keys[keys.index(sleutel) + 1 :]
        return self.tabellen.pop((soort, sleutel)), after[0] if after else None

    def schema(self, soort: str) -> Soort | None:
        """Return what the format says about a kind of table in this file."""
        return SOORTEN[self.soort].get(soort)

    @property
    def nummer(self) -> int:
        """Return the number of a programma; 0 where the file has none."""
        kop = self.tabel("programma")
        return kop.geheel("nummer") if kop else 0

    @property
    def titel(self) -> str:
        """Return the name of the programma in this file."""
        kop = self.tabel("programma")
        return kop.naam if kop else self.naam


@dataclass(frozen=True, slots=True)
class Weergave:
    """How a document prints: unit, signs and zeros; the keys of `[weergave]` and their defaults.

    Signs are +1 or -1: what stands before a normal amount of that side. `saldo` is +1 for
    lasten minus baten. `verschil` is one of the three settings of the format.
    """

    eenheid: int = 1000
    lasten: int = 1
    baten: int = -1
    saldo: int = 1
    verschil: str = "begroting-rekening"
    letters: bool = False
    nul: str = "-"
    minteken: str = "voor"

    @classmethod
    def of(cls, tabel: Tabel | None) -> Weergave:
        """Return the settings of a `[weergave]` table; absent keys keep their default."""
        if tabel is None:
            return cls()
        signs = {"+": 1, "-": -1}
        return cls(
            eenheid=tabel.geheel("eenheid", 1000),
            lasten=signs.get(tabel.tekst("lasten"), 1),
            baten=signs.get(tabel.tekst("baten"), -1),
            saldo=-1 if tabel.tekst("saldo") == "baten-lasten" else 1,
            verschil=tabel.tekst("verschil", "begroting-rekening"),
            letters=tabel.waarden.get("letters") is True,
            nul=tabel.tekst("nul", "-"),
            minteken=tabel.tekst("minteken", "voor"),
        )


@dataclass(slots=True)
class Dossier:
    """One budget: its files by name (relative to the folder, with `/`)."""

    bestanden: dict[str, Bestand] = field(default_factory=dict)

    @property
    def kop(self) -> Tabel:
        """Return the root keys of `begroting.toml`."""
        begroting = self.bestanden.get(BEGROTING)
        return (begroting and begroting.tabel("")) or Tabel("", "")

    @property
    def jaar(self) -> int:
        """Return the budget year T."""
        return self.kop.geheel("jaar")

    @property
    def sjabloon(self) -> str:
        """Return the name of the document's template."""
        return self.kop.tekst("sjabloon")

    @property
    def weergave(self) -> Weergave:
        """Return how this dossier prints."""
        begroting = self.bestanden.get(BEGROTING)
        return Weergave.of(begroting.tabel("weergave") if begroting else None)

    @property
    def programmas(self) -> list[Bestand]:
        """Return the programma files by number."""
        return sorted((b for b in self.bestanden.values() if b.soort == "programma"), key=lambda b: (b.nummer, b.naam))

    def programma(self, nummer: int) -> Bestand | None:
        """Return the programma with this number, or None."""
        return next((b for b in self.programmas if b.nummer == nummer), None)

    def register(self, sleutel: str) -> Tabel | None:
        """Return a reserve of `reserves.toml`, or None."""
        reserves = self.bestanden.get(RESERVES)
        return reserves.tabel("reserve", sleutel) if reserves else None

    def spell(self, bestand: str, sleutel: str = "") -> str:
        """Return a file, or a dotted key in it, as people type it: `1/post.bestuur.lasten`, `reserves`."""
        known = self.bestanden.get(bestand)
        named = known is not None and self.programma(known.nummer) is known
        head = str(known.nummer) if known and named else bestand.removesuffix(".toml")
        return f"{head}/{sleutel}" if sleutel else head

    def waarde(self, adres: Adres) -> Waarde | None:
        """Return the value at an address; None where it is absent."""
        bestand = self.bestanden.get(adres.bestand)
        tabel = bestand.tabel(adres.soort, adres.sleutel) if bestand else None
        return tabel.waarden.get(adres.pad) if tabel else None

    def tabellen(self) -> Iterator[tuple[Bestand, Tabel]]:
        """Yield every table with its file."""
        for bestand in self.bestanden.values():
            for tabel in bestand.tabellen.values():
                yield bestand, tabel
