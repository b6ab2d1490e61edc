"""From an address as people type it to the one place in a dossier it means.

`1/post.bestuur.lasten.begroting.2027`: a programma by its number (or any file by its path, with or
without `.toml`), a slash, and the key as it stands in the file. A shell takes quotes away, so the key
of a table may stand bare where TOML wants it quoted: `1/subsidie.1A1.1.bedrag.2027`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from budgetdesk.errors import UsageError
from budgetdesk.model.adres import Adres, split_key
from budgetdesk.model.dossier import Bestand, Dossier, Tabel
from budgetdesk.model.schema import FASEN, SOORTEN, Soort, Veld
from budgetdesk.storage.build import is_year

_ADDRESS: Final = "1/post.bestuur.lasten.begroting.2027"
_LEVELS: Final = {"fase": "begroting", "jaar": "2027"}
_SHOWN: Final = 12
"""Names listed in a complaint before the rest is left off."""


def resolve(dossier: Dossier, text: str) -> Adres:
    """Return the amount an address means; it may be absent, its table may not.

    Raises UsageError (2) with what looks like the unknown word, or with what there is.
    """
    try:
        return _resolve(dossier, text)
    except UsageError as error:
        raise UsageError(f"`{text}`: {error}") from None


def _resolve(dossier: Dossier, text: str) -> Adres:
    bestand, key = _file(dossier, text)
    complaints: list[UsageError] = []
    for tabel, pad in _tables(bestand, key):
        try:
            return Adres(bestand.naam, tabel.soort, tabel.sleutel, _amount(bestand, tabel, pad))
        except UsageError as error:
            complaints.append(error)
    raise complaints[0]


def _file(dossier: Dossier, text: str) -> tuple[Bestand, str]:
    """Return the file an address begins with, and the key behind the slash."""
    short = {naam.removesuffix(".toml"): b for naam, b in dossier.bestanden.items()}
    numbers = {str(b.nummer): b for b in dossier.programmas}
    names = short | dossier.bestanden | numbers
    if found := max((n for n in names if text.startswith(f"{n}/")), key=len, default=""):
        return names[found], text.removeprefix(f"{found}/")
    head = text.rpartition("/")[0]
    if not head:
        raise UsageError(f"begin met het nummer van een programma en een schuine streep, zoals {_ADDRESS}.")
    if head.isdecimal():
        raise UsageError(f"programma {head} is er niet in dit dossier{_hint('', numbers)}")
    others = [naam for naam, b in short.items() if b.soort != "programma"]
    raise UsageError(f"bestand `{head}` is er niet in dit dossier{_hint(head, [*numbers, *others])}")


def _tables(bestand: Bestand, key: str) -> Iterator[tuple[Tabel, str]]:
    """Yield every table a key can mean (at least one) with the rest of the key, the longest name first."""
    kind, _, below = key.partition(".")
    soort = SOORTEN[bestand.soort].get(kind) if kind else None
    if soort is None:
        unknown = f"{bestand.naam} kent geen tabel `{kind}`" if kind else "achter de schuine streep hoort een tabel"
        raise UsageError(f"{unknown}{_hint(kind, _kinds(bestand))}")
    found = False
    for name, pad in [("", below)] if soort.enkel else _names(below):
        if tabel := bestand.tabel(kind, name):
            found = True
            yield tabel, pad
    if not found:
        raise UsageError(_no_table(bestand, soort, below.partition(".")[0]))


def _names(key: str) -> Iterator[tuple[str, str]]:
    """Yield every table name a key can begin with, bare or quoted, and the rest; the longest first."""
    parts = key.split(".")
    for size in range(len(parts), 0, -1):
        name, rest = ".".join(parts[:size]), ".".join(parts[size:])
        yield name, rest
        with suppress(ValueError):
            if (quoted := split_key(name)) != (name,) and len(quoted) == 1:
                yield quoted[0], rest


def _no_table(bestand: Bestand, soort: Soort, name: str) -> str:
    """Say why a key leads to no table."""
    if soort.enkel:
        return f"in {bestand.naam} staat geen tabel [{soort.naam}]."
    known = [t.sleutel for t in bestand.van(soort.naam)]
    if not name:
        return f"noem ook welke {soort.naam}{_hint(name, known)}"
    return f"in {bestand.naam} staat geen {soort.naam} `{name}`{_hint(name, known)}"


def _amount(bestand: Bestand, tabel: Tabel, pad: str) -> str:
    """Return the key of an amount in its table, checked down to phase and year."""
    soort = SOORTEN[bestand.soort][tabel.soort]
    amounts = {v.sleutel: v for v in soort.velden if v.vorm == "bedrag"}
    if found := max((s for s in amounts if f"{pad}.".startswith(f"{s}.")), key=len, default=""):
        _check_levels(amounts[found], pad.split(".")[found.count(".") + 1 :])
        return pad
    raise UsageError(_no_amount(soort, pad.partition(".")[0], amounts))


def _no_amount(soort: Soort, name: str, amounts: Iterable[str]) -> str:
    """Say why a key is not one of an amount."""
    if not amounts:
        return f"in een tabel [{soort.naam}] staan geen bedragen."
    if not name:
        return f"noem ook het bedrag{_hint(name, amounts)}"
    if soort.veld(name):
        return f"`{name}` is geen bedrag, en `set` wijzigt alleen bedragen{_hint('', amounts)}"
    return f"onbekend bedrag `{name}`{_hint(name, amounts)}"


def _check_levels(veld: Veld, levels: list[str]) -> None:
    if len(levels) != len(veld.onder):
        example = ".".join((veld.sleutel, *(_LEVELS[kind] for kind in veld.onder)))
        raise UsageError(f"schrijf dit bedrag als `{example}`.")
    for kind, level in zip(veld.onder, levels, strict=True):
        if kind == "fase" and level not in FASEN:
            raise UsageError(f"onbekende fase `{level}`{_hint(level, FASEN)}")
        if kind == "jaar" and not is_year(level):
            raise UsageError(f"`{level}` is geen jaar van vier cijfers.")


def _kinds(bestand: Bestand) -> list[str]:
    """Return the kinds of table in a file that hold amounts."""
    present = {t.soort for t in bestand.tabellen.values()}
    soorten = SOORTEN[bestand.soort].items()
    return [naam for naam, s in soorten if naam in present and any(v.vorm == "bedrag" for v in s.velden)]


def _hint(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown word: what looks like it, else what there is."""
    from difflib import get_close_matches

    names = list(known)
    if near := get_close_matches(word, names, 3):
        return f"; bedoelt u {' of '.join(f'`{n}`' for n in near)}?"
    more = ", ..." if len(names) > _SHOWN else ""
    return f"; kies uit {', '.join(names[:_SHOWN])}{more}." if names else "."
