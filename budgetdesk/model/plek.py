"""What a note hangs on, as its `bij` says it: a record, or one value of it.

`[PROGRAMMA/]SOORT.SLEUTEL[.VELD]`: `post.bestuur`, `12/reserve.wegen`, `post.bestuur.lasten.begroting.2027`, and of
what a file holds once `programma` or `programma.missie`. A key may stand bare, as in every reference, or quoted as
in an address; where it might be read as a key with a field it is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from budgetdesk.model.adres import Adres, join_key, quote_key, split_key
from budgetdesk.model.arrangement import FASEN, REALISATIE, SOORTEN, is_quarter, is_year, kind
from budgetdesk.model.documenten import is_own
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.model.scope import RecordKey

_NUMBER: Final = re.compile(r"([0-9]{1,9})/")


@dataclass(frozen=True, slots=True)
class Plek:
    """A record by kind and key, of a programma by number or of the file at hand, and with `pad` one value of it.

    A key of the root of `begroting.toml`, such as `titel`, is a value of the record without kind.
    """

    nummer: int | None
    key: RecordKey
    pad: str = ""

    @staticmethod
    def named(text: str) -> Plek:
        """Return what a text names, whether that is there or not."""
        return _named(text)

    def __str__(self) -> str:
        """Return it as a file has it."""
        head = f"{self.nummer}/" if self.nummer is not None else ""
        soort, sleutel = self.key
        ways = (head + ".".join(filter(None, (soort, key, self.pad))) for key in (sleutel, quote_key(sleutel)))
        return next((text for text in ways if Plek.named(text) == self), f"{head}{soort}.{quote_key(sleutel)}")

    @property
    def record(self) -> Plek:
        """Return the record as a whole."""
        return Plek(self.nummer, self.key)


@lru_cache(maxsize=1 << 12)
def _named(text: str) -> Plek:
    found = _NUMBER.match(text)
    nummer, named = (int(found[1]), text[found.end() :]) if found else (None, text)
    soort, _, rest = named.partition(".")
    if not rest and soort in _ROOT:
        return Plek(nummer, RecordKey("", ""), soort)
    if kind(soort).enkel:
        return Plek(nummer, RecordKey(soort, ""), rest)
    sleutel, pad = _parted(kind(soort), rest)
    return Plek(nummer, RecordKey(soort, sleutel), pad)


_ROOT: Final = frozenset(veld.sleutel for veld in SOORTEN["begroting"][""].velden)
"""The keys of the root of `begroting.toml`."""


def _parted(soort: Kind, rest: str) -> tuple[str, str]:
    """Return the key and the field in what stands behind a kind: the shortest key that leaves a field."""
    if rest[:1] in ('"', "'"):
        try:
            sleutel, *pad = split_key(rest)
        except ValueError:
            return rest, ""
        return sleutel, join_key(pad)
    parts = rest.split(".")
    ways = ((".".join(parts[:size]), ".".join(parts[size:])) for size in range(1, len(parts)))
    return next(((key, below) for key, below in ways if field_of(soort, below)), (rest, ""))


def field_of(soort: Kind, pad: str) -> Field | None:
    """Return the field that a key of one whole value belongs to, None where no value can stand under that."""
    veld = soort.veld_van(pad) or soort.veld("")
    if veld is None:
        return None
    below = pad[len(veld.sleutel) :].removeprefix(".") if veld.sleutel else pad
    levels = _levels(below)
    fits = any(len(levels) == len(vorm) and all(map(_is_level, vorm, levels)) for vorm in veld.vormen())
    return veld if fits else None


def _levels(below: str) -> Sequence[str]:
    try:
        return split_key(below) if below else ()
    except ValueError:
        return ("",)


def _is_level(niveau: str, deel: str) -> bool:
    match niveau:
        case "fase":
            return deel in (*FASEN, REALISATIE)
        case "jaar" | "moment":
            return is_year(deel) or is_quarter(deel)
        case _:
            return bool(deel)


def place(dossier: Dossier, bestand: Bestand, plek: Plek) -> Adres | None:
    """Return where what is named in a file stands, as it is stored; without `pad` it is the record as a whole.

    In the file of a document a record of its programma is named, and of that what the document itself says anew.
    None where the record is not there; that it has no such value yet does not matter.
    """
    stored = dossier.stored
    own = stored.bestanden.get(bestand.naam, bestand)
    files = [own] if plek.nummer is None else []
    if plek.nummer is not None or own.soort == "document":
        programma = stored.programma(own.nummer if plek.nummer is None else plek.nummer)
        files = [*([programma] if programma else []), *files]
    for found in files:
        schema = found.schema(plek.key.soort)
        is_there = schema is not None and (schema.enkel or found.record(*plek.key) is not None)
        if schema is not None and is_there and (not plek.pad or field_of(schema, plek.pad)):
            says = plek.nummer is None and own.soort == "document" and is_own(plek.key.soort, plek.pad)
            return Adres(own.naam if says else found.naam, *plek.key, plek.pad)
    return None


def named_from(dossier: Dossier, bestand: Bestand, adres: Adres) -> Plek | None:
    """Return how a file names a record or value that is stored; None where it cannot."""
    nummer = dossier.stored.bestanden[adres.bestand].nummer if adres.bestand in dossier.stored.bestanden else 0
    key = RecordKey(adres.soort, adres.sleutel)
    ways = (Plek(None, key, adres.pad), Plek(nummer, key, adres.pad))
    return next((plek for plek in ways if place(dossier, bestand, plek) == adres), None)
