"""What a dossier accepts of its own findings: `[aanvaard.BD404]` with its reason (codes BD49x).

`bij` says where: a file, a table or a value, each as it is named elsewhere (`1/indicator."1A1.a"`,
`reserves`, `begroting/jaar`). Without it the code is accepted in the whole dossier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, FILE, Fact, Look, Rule
from budgetdesk.codes import CODES
from budgetdesk.errors import Bevinding
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record
from budgetdesk.model.kinds.begroting import Aanvaarding

SOORT: Final = "aanvaard"

Plek = tuple[str, str, str]
"""What is looked up: the code of a finding, its file and its dotted key."""


@dataclass(frozen=True, slots=True)
class Bereik:
    """Where one code is accepted: a file and what the key begins with; everywhere where no file is named."""

    adres: Adres
    """What says so."""
    bestand: str | None
    sleutel: str
    reden: str
    bij: str = ""
    """The place as it is typed there."""

    def holds(self, bestand: str, sleutel: str) -> bool:
        """Return whether a place lies in it."""
        if self.bestand is None:
            return True
        return bestand == self.bestand and (not self.sleutel or f"{_plain(sleutel)}.".startswith(f"{self.sleutel}."))


class Aanvaardingen:
    """What a dossier accepts; built once, and asked for each finding."""

    def __init__(self, dossier: Dossier) -> None:
        begroting = dossier.bestanden.get(BEGROTING) or Bestand(BEGROTING, "begroting")
        tables = [t for t in begroting.van(Aanvaarding) if _is_sound(t)]
        self._bereiken = {t.sleutel: [*areas(dossier, t)] for t in tables}

    def __bool__(self) -> bool:
        return bool(self._bereiken)

    def reden(self, plek: Plek) -> str:
        """Return why a finding is accepted; empty where it is not."""
        code, bestand, sleutel = plek
        return next((b.reden for b in self._bereiken.get(code, ()) if b.holds(bestand, sleutel)), "")

    def unused(self, plekken: Iterable[Plek]) -> list[Melding]:
        """Return a finding (BD493) for whatever is accepted and not among all that is found."""
        found: dict[str, list[tuple[str, str]]] = {}
        for code, bestand, sleutel in plekken:
            if code in self._bereiken:
                found.setdefault(code, []).append((bestand, sleutel))
        return [
            _about(code, bereik)
            for code, bereiken in self._bereiken.items()
            for bereik in bereiken
            if not any(bereik.holds(*place) for place in found.get(code, ()))
        ]


AANVAARDINGEN: Final = Fact(lambda look: Aanvaardingen(look.dossier), DOSSIER)
"""What the dossier accepts."""


def faulty_acceptances(look: Look) -> Iterator[Melding]:
    """BD490, BD491, BD492: a code that is none, that cannot be accepted, or that is accepted without a reason."""
    for record in look.bestand.van(Aanvaarding):
        code = CODES.get(record.sleutel)
        naam = f"`{record.sleutel}`"
        if code is None:
            yield Melding("BD490", _adres(record, "reden"), f"{naam} is geen code van een bevinding.")
        elif not code.aanvaardbaar:
            what = "een fout" if code.ernst == "fout" else "een bevinding over [aanvaard]"
            yield Melding("BD491", _adres(record, "reden"), f"{naam} is {what} en niet te aanvaarden.")
        elif not record.reden.strip():
            yield Melding("BD492", _adres(record, "reden"), f"{naam} is aanvaard zonder reden en telt dus gewoon mee.")


def _is_sound(record: Aanvaarding) -> bool:
    code = CODES.get(record.sleutel)
    return code is not None and code.aanvaardbaar and bool(record.reden.strip())


def areas(dossier: Dossier, record: Aanvaarding) -> Iterator[Bereik]:
    """Yield where a code is accepted; a file that does not exist accepts nothing."""
    bij, reden = record.waarden.get("bij"), record.reden.strip()
    if not isinstance(bij, list):
        yield Bereik(_adres(record, "reden"), None, "", reden)
        return
    names = _names(dossier)
    for text in bij:
        head = max((n for n in names if f"{text}/".startswith(f"{n}/")), key=len, default="")
        bestand, sleutel = (names[head], text[len(head) + 1 :]) if head else (text, "")
        yield Bereik(_adres(record, "bij"), bestand, _plain(sleutel), reden, text)


def _names(dossier: Dossier) -> dict[str, str]:
    """Return every name of a file: its path with and without ending, and the number of a programma."""
    paths = {name: naam for naam in dossier.bestanden for name in (naam, naam.removesuffix(".toml"))}
    return paths | {str(b.nummer): b.naam for b in dossier.programmas}


def _plain(sleutel: str) -> str:
    """Return a dotted key without its quotes, which a shell may have taken away."""
    return sleutel.replace('"', "").replace("'", "")


def _about(code: str, bereik: Bereik) -> Melding:
    where = "" if bereik.bestand is None else f" bij `{bereik.bij}`"
    return Melding(
        "BD493", bereik.adres, f"`{code}` is aanvaard{where}, maar wordt {'daar ' if where else ''}niet gevonden."
    )


def _adres(record: Record, pad: str) -> Adres:
    return Adres(BEGROTING, SOORT, record.sleutel, pad)


def plek(melding: Melding) -> Plek:
    """Return what to look up a finding of a rule by."""
    sleutel = (melding.plaats and melding.plaats.sleutel) or str(melding.adres)
    return melding.code, melding.adres.bestand, sleutel


def plek_van(bevinding: Bevinding) -> Plek:
    """Return what to look up a finding by that has its place already."""
    return bevinding.code, bevinding.plaats.bestand, bevinding.plaats.sleutel or ""


RULES: Final = (Rule(("BD490", "BD491", "BD492"), faulty_acceptances, FILE),)
