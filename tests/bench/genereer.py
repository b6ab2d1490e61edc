"""Dossiers of a known size, the same bytes every time: `python tests/bench/genereer.py M /tmp/dossier-m`.

S is one programma, M a city of a hundred thousand people, L the size of Amsterdam. Every post has
lasten and baten in the six columns of the template `begroting`; amounts and names are made up.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

Maat = Literal["S", "M", "L"]
"""The sizes that speed is measured at."""

JAAR: Final = 2026
"""Budget year of every generated dossier."""

SEED: Final = 2026

RAMINGEN: Final = (f"rekening.{JAAR - 2}", *(f"begroting.{JAAR + i}" for i in range(-1, 4)))
"""The stored amounts of one side of a post, one per column of the template."""


@dataclass(frozen=True, slots=True)
class Omvang:
    """How much of everything there is in the whole dossier."""

    programmas: int
    terreinen: int
    posten: int
    reserves: int

    @property
    def bedragen(self) -> int:
        """Return the number of amounts of posts."""
        return self.posten * 2 * len(RAMINGEN)


OMVANG: Final[dict[Maat, Omvang]] = {
    "S": Omvang(1, 3, 20, 2),
    "M": Omvang(11, 30, 3_000, 40),
    "L": Omvang(20, 100, 60_000, 200),
}

_PROGRAMMAS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("Bestuur en dienstverlening", ("0.1", "0.2")),
    ("Veiligheid", ("1.1", "1.2")),
    ("Economie en toerisme", ("3.1", "3.2", "3.4")),
    ("Bereikbaarheid", ("2.1", "2.2", "2.5")),
    ("Omgevingskwaliteit", ("5.7", "7.2", "7.3")),
    ("Stedelijke ontwikkeling", ("8.1", "8.2")),
    ("Jeugd en onderwijs", ("4.1", "4.2", "4.3")),
    ("Cultuur, sport en recreatie", ("5.1", "5.2", "5.3")),
    ("Maatschappelijke ondersteuning", ("6.1", "6.60")),
    ("Werk en inkomen", ("6.3", "6.5")),
    ("Algemene dekkingsmiddelen", ("0.5", "0.7")),
    ("Wonen", ("8.3",)),
    ("Duurzaamheid en energie", ("7.4",)),
    ("Volksgezondheid", ("7.1",)),
    ("Water en havens", ("2.3", "2.4", "7.2")),
    ("Erfgoed en musea", ("5.4", "5.5", "5.6")),
    ("Inkoop en grondzaken", ("0.3",)),
    ("Belastingen", ("0.61", "0.62", "0.64")),
    ("Wijkaanpak", ("6.1",)),
    ("Overhead", ("0.4",)),
)
_TERREINEN: Final = ("Beleid en regie", "Beheer", "Uitvoering", "Toezicht", "Subsidies en samenwerking")
_WERK: Final = (
    "Onderhoud", "Beheer", "Exploitatie", "Vervanging", "Toezicht", "Subsidie", "Advies", "Inhuur", "Inkoop",
    "Projecten", "Vergunningen", "Onderzoek", "Communicatie", "Inspectie", "Verhuur", "Verzekering", "Schoonmaak",
    "Energie", "Bijdrage", "Programmering",
)  # fmt: skip
_ONDERWERPEN: Final = (
    "wegen", "bruggen", "straatverlichting", "groen", "bomen", "speelplaatsen", "riolering", "gebouwen",
    "sporthallen", "zwembaden", "bibliotheken", "schoolgebouwen", "kinderopvang", "jeugdhulp", "thuisbegeleiding",
    "schuldhulp", "bijstand", "parkeren", "fietsenstallingen", "openbaar vervoer", "markten", "evenementen",
    "archief", "burgerzaken", "verkiezingen", "raad en griffie", "brandweer", "handhaving", "afval", "begraafplaatsen",
)  # fmt: skip
_WIJKEN: Final = (
    "Noord", "Oost", "Zuid", "West", "Centrum", "Stationsgebied", "Merenwijk", "Havenwijk", "Kooi", "stadsbreed",
)  # fmt: skip
_NAMEN: Final = len(_WERK) * len(_ONDERWERPEN) * len(_WIJKEN)
_STAP: Final = 2_557
"""Coprime to `_NAMEN`, so that steps of it pass every name once before any returns."""


def generate(map_: Path, maat: Maat, seed: int = SEED) -> None:
    """Write a dossier of this size into a folder, which is made where it does not exist."""
    omvang = OMVANG[maat]
    rng = random.Random(seed)  # noqa: S311 - the same dossier every time is what it is for
    (map_ / "programmas").mkdir(parents=True, exist_ok=True)
    _write(map_ / "begroting.toml", _begroting(maat))
    terreinen = _shares(omvang.terreinen, omvang.programmas)
    posten = _shares(omvang.posten, omvang.terreinen)
    reserves = _shares(omvang.reserves, omvang.programmas)
    for i in range(omvang.programmas):
        first = sum(terreinen[:i])
        programma = _Programma(rng, i + 1, posten[first : first + terreinen[i]], reserves[i])
        _write(map_ / "programmas" / f"{i + 1:02}-{_slug(programma.naam)}.toml", programma.lines())


def _write(pad: Path, lines: Iterator[str]) -> None:
    pad.write_bytes("".join(f"{line}\n" for line in lines).encode())


def _shares(total: int, parts: int) -> list[int]:
    """Return whole numbers that add up to `total`, the larger ones first."""
    return [total // parts + (i < total % parts) for i in range(parts)]


def _slug(text: str) -> str:
    return text.lower().replace(",", "").replace(" ", "-")


def _begroting(maat: Maat) -> Iterator[str]:
    yield f"# Een verzonnen begroting van omvang {maat}, om snelheid aan te meten."
    yield "formaat = 1"
    yield f'gemeente = "Meetstad {maat}"'
    yield f"jaar = {JAAR}"
    yield 'sjabloon = "begroting"'
    yield ""
    yield "[drempels]"
    yield "toelichting = 250_000"


class _Programma:
    """One programma file, line by line."""

    def __init__(self, rng: random.Random, nummer: int, posten: list[int], reserves: int) -> None:
        self.naam, self._taakvelden = _PROGRAMMAS[nummer - 1]
        self._random = rng.random
        self._nummer = nummer
        self._posten = posten
        self._reserves = reserves

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file in the order of the format."""
        yield from ("[programma]", f"nummer = {self._nummer}", f'naam = "{self.naam}"')
        yield f'missie = """De gemeente werkt aan {self.naam.lower()}, samen met de stad."""'
        for i, (naam, _) in enumerate(zip(_TERREINEN, self._posten, strict=False)):
            yield from ("", f"[beleidsterrein.{self._terrein(i)}]", f'naam = "{naam}"')
        names = _names(self._nummer)
        for i, count in enumerate(self._posten):
            yield from ("", f"# {_TERREINEN[i]}")
            for _ in range(count):
                yield from self._post(next(names), self._terrein(i))
        for i in range(self._reserves):
            yield from self._reserve(i + 1)

    def _terrein(self, i: int) -> str:
        return f"{self._nummer}{chr(ord('A') + i)}"

    def _post(self, naam: str, terrein: str) -> Iterator[str]:
        yield ""
        if self._chance(25):
            yield "# nog af te stemmen met de budgethouder"
        taakveld = self._taakvelden[int(self._random() * len(self._taakvelden))]
        yield from (f"[post.{_slug(naam)}]", f'naam = "{naam}"', f'beleidsterrein = "{terrein}"')
        yield f'taakveld = "{taakveld}"'
        lasten = 10 ** (3 + 3 * self._random())
        for kant, size in (("lasten", lasten), ("baten", lasten * (0.02 + 0.4 * self._random()))):
            for raming in RAMINGEN:
                yield f"{kant}.{raming} = {self._bedrag(size, raming)}"
        if self._chance(30):
            yield 'toelichting = """'
            yield f"{naam}: het bedrag volgt het contract en de index van {JAAR}."
            yield 'Zie ook de kaderbrief."""'

    def _bedrag(self, size: float, raming: str) -> str:
        """Return an amount near `size` euros as TOML; a realised one now and then has cents, any a comment."""
        euros = f"{int(size * (0.9 + 0.2 * self._random())) + 1:_}"
        if raming.startswith("rekening") and self._chance(50):
            euros += f".{int(100 * self._random()):02}"
        return f"{euros}  # conform contract" if self._chance(60) else euros

    def _reserve(self, number: int) -> Iterator[str]:
        yield from ("", f"[reserve.r{number}]", f'naam = "Reserve {self.naam.lower()} {number}"')
        yield 'soort = "bestemmingsreserve"'
        yield f"stand.{JAAR - 2} = {int(5_000_000 * (1 + self._random())):_}"
        for kant in ("toevoeging", "onttrekking"):
            for raming in RAMINGEN:
                if self._chance(2):
                    yield f"{kant}.{raming} = {int(400_000 * self._random()) + 1:_}"

    def _chance(self, one_in: int) -> bool:
        return self._random() * one_in < 1


def _names(nummer: int) -> Iterator[str]:
    """Yield names of posts, none twice, well mixed."""
    for i in range(_NAMEN):
        rest, wijk = divmod((nummer + i * _STAP) % _NAMEN, len(_WIJKEN))
        werk, onderwerp = divmod(rest, len(_ONDERWERPEN))
        yield f"{_WERK[werk]} {_ONDERWERPEN[onderwerp]} {_WIJKEN[wijk]}"


def main() -> int:
    """Write a dossier into a new folder and say how large it is."""
    parser = argparse.ArgumentParser(prog="genereer.py", description="Maak een verzonnen dossier van bekende omvang.")
    parser.add_argument("maat", choices=get_args(Maat))
    parser.add_argument("map", type=Path)
    args = parser.parse_args()
    if args.map.exists():
        parser.error(f"{args.map} bestaat al.")
    generate(args.map, args.maat)
    size = sum(p.stat().st_size for p in args.map.rglob("*.toml"))
    omvang = OMVANG[args.maat]
    sys.stdout.write(f"{args.map}: {omvang.posten} posten, {omvang.bedragen} bedragen, {size / 1e6:.2f} MB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
