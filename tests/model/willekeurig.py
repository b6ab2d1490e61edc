"""Random dossiers in memory, and who refers to whom in them, told without the code under test."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import Edit, SetValue

SLEUTELS: Final = ("a", "b", "1A", "1A.1", "a.b", 'met "q"', "x|y=z", "{k}", "met spatie")
"""Few, so that kinds and files share them; some are hard to write in a text."""

NODIG: Final = {
    ("doel", "beleidsterrein"): "beleidsterrein",
    ("prestatie", "doel"): "doel",
    ("indicator", "doel"): "doel",
    ("post", "beleidsterrein"): "beleidsterrein",
}
"""The references of a programma that the format requires: kind and key to kind."""

MISBAAR: Final = {
    ("post", "prestatie"): "prestatie",
    ("voorziening", "post"): "post",
    ("investering", "prestatie"): "prestatie",
    ("investering", "beleidsterrein"): "beleidsterrein",
    ("investering", "post"): "post",
    ("activum", "post"): "post",
    ("subsidie", "prestatie"): "prestatie",
    ("subsidie", "post"): "post",
    ("verbonden_partij", "beleidsterrein"): "beleidsterrein",
    ("verbonden_partij", "post"): "post",
}
"""The references of a programma that may be absent."""

_VERKLAARD: Final = ("beleidsterrein", "post", "reserve", "investering", "doel", "prestatie", "indicator", "subsidie")
_SOORTEN: Final = (
    *("beleidsterrein", "doel", "prestatie", "indicator", "post", "reserve", "voorziening", "investering"),
    *("activum", "subsidie", "verbonden_partij", "cijfer", "kaderstuk", "toelichting"),
)

Plek = tuple[str, str, str]
"""A table: file, kind and key."""


@dataclass(frozen=True)
class Band:
    """One reference: the table and key it stands in, the table it names, whether the first needs one there."""

    van: Plek
    pad: str
    naar: Plek
    nodig: bool = False


def dossiers() -> st.SearchStrategy[Dossier]:
    """Return dossiers with two programmas, shared reserves, indices and decisions, and all kinds of references."""
    # a seed: drawing every choice apart takes ten times as long
    return st.integers(0, 2**32).map(lambda seed: _dossier(random.Random(seed)))  # noqa: S311


def _dossier(rng: random.Random) -> Dossier:
    begroting = Bestand("begroting.toml", "begroting", {("", ""): Record("", "", {"jaar": 2026})})
    reserves = Bestand("reserves.toml", "reserves")
    programmas = [_programma(rng, n) for n in (1, 2)]
    for sleutel in rng.sample(SLEUTELS, rng.randint(0, 3)):
        begroting.insert(Record("index", sleutel, {"2027": Decimal("0.02")}), None)
    for sleutel in rng.sample(SLEUTELS, rng.randint(0, 3)):
        reserves.insert(Record("reserve", sleutel, {"naam": "Gedeeld"}), None)
    besluiten = [_besluit(rng, n, programmas) for n in range(rng.randint(0, 2))]
    return Dossier({b.naam: b for b in [begroting, reserves, *programmas, *besluiten]})


def _programma(rng: random.Random, nummer: int) -> Bestand:
    bestand = Bestand(f"programmas/0{nummer}-p.toml", "programma")
    kop: dict[str, Waarde] = {"nummer": nummer, "naam": "P", "missie": _tekst(rng)}
    bestand.insert(Record("programma", "", kop), None)
    for soort in _SOORTEN:
        for sleutel in rng.sample(SLEUTELS, rng.randint(0, 3)):
            bestand.insert(Record(soort, sleutel, {"naam": f"{soort} {sleutel}"}), None)
    for record in bestand.records.values():
        _refer(rng, bestand, record)
    return bestand


def _refer(rng: random.Random, bestand: Bestand, record: Record) -> None:
    for (soort, pad), doel in (NODIG | MISBAAR).items():
        if soort == record.soort and ((soort, pad) in NODIG or rng.random() < 0.6):
            record.waarden[pad] = _key(rng, bestand, doel)
    if record.soort == "toelichting":
        several = [rng.choice(_VERKLAARD) for _ in range(rng.randint(1, 4))]
        keys = [f"{soort}.{_key(rng, bestand, soort)}" for soort in several]
        # one of the kind of the item before it may leave that off
        bare = [n > 0 and several[n] == several[n - 1] and rng.random() < 0.5 for n in range(len(keys))]
        listed: Waarde = [key.partition(".")[2] if b else key for key, b in zip(keys, bare, strict=True)]
        record.waarden["bij"] = keys[0] if rng.random() < 0.4 else listed
    if record.soort == "reserve" and rng.random() < 0.6:
        record.waarden["register"] = rng.choice(SLEUTELS)
    if record.soort == "investering" and rng.random() < 0.6:
        voor = rng.choice(["", "reserve.", "1/", "2/reserve.", "2/"])
        record.waarden["reserve"] = f"{voor}{_key(rng, bestand, 'reserve')}"
    if record.soort == "post" and rng.random() < 0.6:
        indices: list[Waarde] = [*SLEUTELS, "geen", Decimal("0.02")]
        record.waarden["index"] = rng.choice(indices)
    if record.soort == "verbonden_partij":
        record.waarden["kansen"] = [_tekst(rng), "zonder", _tekst(rng)]
    if rng.random() < 0.4:
        record.waarden["toelichting"] = _tekst(rng)


def _besluit(rng: random.Random, nummer: int, programmas: list[Bestand]) -> Bestand:
    bestand = Bestand(f"wijzigingen/{nummer}.toml", "wijziging")
    bestand.insert(Record("wijziging", "", {"nummer": str(nummer), "toelichting": _tekst(rng)}), None)
    for sleutel in rng.sample(SLEUTELS, rng.randint(0, 4)):
        programma, soort = rng.choice(programmas), rng.choice(["post", "reserve", "investering"])
        waarden: dict[str, Waarde] = {"programma": programma.nummer, soort: _key(rng, programma, soort)}
        if rng.random() < 0.7:
            named = (f"{s}.{rng.choice(SLEUTELS)}" for s in ("reserve", "mutatie", "1/reserve", "2/reserve"))
            waarden["dekking"] = rng.choice(["saldo", *named])
        bestand.insert(Record("mutatie", sleutel, waarden), None)
    return bestand


def _key(rng: random.Random, bestand: Bestand, soort: str) -> str:
    """Return the key of a table, seldom of one that is not there."""
    known = [t.sleutel for t in bestand.van(soort)]
    return rng.choice(known) if known and rng.random() < 0.9 else rng.choice(SLEUTELS)


def _tekst(rng: random.Random) -> str:
    parts = ["Zie ", "{{", "}}", "{{ {{", " = 5 | ", "\n", "{{lasten.2026}}", "{{1/resultaat.2026}}"]
    figures = [_figuur(rng) for _ in range(rng.randint(0, 3))]
    words = [rng.choice(parts) for _ in range(3)]
    return " ".join(rng.sample([*words, *figures], len(words) + len(figures)))


def _figuur(rng: random.Random) -> str:
    soort, sleutel = rng.choice(_SOORTEN), rng.choice(SLEUTELS)
    voor, na = (
        rng.choice(["", " ", "1/", "2/", " 2/ ", "3/"]),
        rng.choice(["", " ", "|euro", " | euro = 1.250 ", "= -"]),
    )
    return f"{{{{{voor}{soort}.{_quoted(sleutel)}.lasten.2026{na}}}}}"


def _quoted(sleutel: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9_-]+", sleutel):
        return sleutel
    plain = sleutel.replace('"', '\\"')
    return '"' + re.sub(r"[{}|=]", lambda m: f"\\u{ord(m[0]):04x}", plain) + '"'


def banden(dossier: Dossier) -> list[Band]:
    """Return every reference of a dossier, also those that lead nowhere."""
    return [band for bestand, record in dossier.records() for band in _banden(dossier, bestand, record)]


def _banden(dossier: Dossier, bestand: Bestand, record: Record) -> Iterator[Band]:
    van = (bestand.naam, record.soort, record.sleutel)
    for pad, waarde in record.waarden.items():
        for text in waarde if isinstance(waarde, list) else [waarde]:
            yield from (Band(van, pad, naar) for naar in _figures(dossier, bestand, str(text)))
        if (record.soort, pad) == ("toelichting", "bij"):
            about = sorted(set(_about(waarde if isinstance(waarde, list) else [str(waarde)])))
            yield from (Band(van, pad, (bestand.naam, *named), nodig=True) for named in about)
        if not isinstance(waarde, str):
            continue
        kind = (record.soort, pad)
        if bestand.soort == "programma" and kind in NODIG | MISBAAR:
            yield Band(van, pad, (bestand.naam, (NODIG | MISBAAR)[kind], waarde), kind in NODIG)
        elif kind == ("reserve", "register"):
            yield Band(van, pad, ("reserves.toml", "reserve", waarde))
        elif kind == ("post", "index"):
            yield Band(van, pad, ("begroting.toml", "index", waarde))
        elif record.soort == "mutatie" and pad in ("post", "reserve", "investering"):
            yield Band(van, pad, (f"programmas/0{record.waarden['programma']}-p.toml", pad, waarde), nodig=True)
        elif kind in (("mutatie", "dekking"), ("investering", "reserve")) and waarde != "saldo":
            yield Band(van, pad, _numbered(bestand, record, waarde))


def _about(texts: list[str]) -> Iterator[tuple[str, str]]:
    """Yield kind and key of what a list names."""
    last = ""
    for text in texts:
        soort, sleutel = _halves(text)
        last, key = (soort, sleutel) if soort in _VERKLAARD else (last, text)
        yield last, key


def _numbered(bestand: Bestand, record: Record, text: str) -> Plek:
    """Return what a text names with its kind, which an investering may leave off, or the number of its programma."""
    nummer, _, named = text.rpartition("/")
    own = record.waarden.get("programma") or bestand.naam.removeprefix("programmas/0")[0]
    soort, sleutel = _halves(named) if record.soort == "mutatie" else ("reserve", named.removeprefix("reserve."))
    return bestand.naam if soort == "mutatie" else f"programmas/0{nummer or own}-p.toml", soort, sleutel


def _halves(text: str) -> tuple[str, str]:
    soort, _, sleutel = text.partition(".")
    return soort, sleutel


def _figures(dossier: Dossier, bestand: Bestand, text: str) -> Iterator[Plek]:
    """Yield the tables whose figures a text names: a TOML parser of another hand reads the keys."""
    for inside in re.findall(r"\{\{([^{}]*)\}\}", text):
        key = re.split(r"[|=]", inside)[0].strip()
        nummer, slash, rest = key.partition("/")
        file = f"programmas/0{nummer}-p.toml" if slash else bestand.naam
        parts: list[str] = []
        try:
            node = tomllib.loads(f"{rest if slash else key} = 0")
        except tomllib.TOMLDecodeError:
            continue
        while isinstance(node, dict):
            [(part, node)] = node.items()
            parts.append(part)
        if len(parts) > 2 and file in dossier.bestanden:
            yield file, parts[0], parts[1]


def is_enig(banden: list[Band], band: Band) -> bool:
    """Return whether a reference is all that its value names, so that its table goes with what it names."""
    return len([b for b in banden if (b.van, b.pad, b.nodig) == (band.van, band.pad, True)]) == 1


def plekken(dossier: Dossier) -> list[Plek]:
    """Return every table that has a key, those of one kind in file order."""
    return sorted(((b.naam, t.soort, t.sleutel) for b, t in dossier.records() if t.sleutel), key=lambda plek: plek[:2])


def do(dossier: Dossier, edits: list[Edit]) -> list[Edit]:
    """Carry edits out; return those that take them back, in the order in which to do so."""
    terug: list[Edit] = []
    for edit in edits:
        if isinstance(edit, SetValue):
            edit.apply(dossier)
            terug.append(edit.inverse())
        else:
            terug.append(edit.apply(dossier))
    return terug[::-1]
