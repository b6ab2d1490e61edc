"""What people do to the structure of a dossier, as edits: add, give another key, move, delete.

Pure: nothing here changes a dossier. Keys are the identity of things, so a new one is taken for good;
things that print a code (`1A`, `1A2`, `1A2.3`, `1A2.b`) get the next code, others a slug of their name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from budgetdesk.errors import Refused
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN, kind
from budgetdesk.model.documenten import files_of
from budgetdesk.model.dossier import Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.model.verwijzingen import Verwijzing, referrers

MAX_SLEUTEL: Final = 80
"""Characters of a new key: a figure in a text names it, and ends within 200."""


_Place = tuple[str, str, str]
"""A table by its file, kind and key."""


class KeyTaken(Refused):
    """A file has a table of this kind under this key already."""

    def __init__(self, bestand: Bestand, soort: str, sleutel: str) -> None:
        super().__init__(f"{soortnaam(soort)} `{sleutel}` bestaat al in {bestand.naam}.")


class NoRecord(Refused):
    """A file has no table of this kind under this key that can be referred to."""

    def __init__(self, bestand: Bestand, soort: str, sleutel: str) -> None:
        super().__init__(f"{soortnaam(soort)} `{sleutel}` bestaat niet in {bestand.naam}.")


class StillNeeded(Refused):
    """Something cannot do without the table that is to go."""

    def __init__(self, verwijzing: Verwijzing, soort: str, sleutel: str) -> None:
        super().__init__(f"{verwijzing.adres} verwijst naar {soortnaam(soort)} `{sleutel}`.")


def soortnaam(soort: str, aantal: int = 1) -> str:
    """Return what people call `aantal` of a kind: `aanvaarding`, `verbonden partijen`.

    A kind that a file holds once has no other name for several; what the format does not know keeps its key.
    """
    return kind(soort).noem(aantal)


def soorten(bestand: Bestand) -> list[str]:
    """Return the kinds of which a file can hold several."""
    return [naam for naam, soort in SOORTEN[bestand.soort].items() if not soort.enkel]


def propose_key(bestand: Bestand, soort: str, naam: str, ouder: str = "") -> str:
    """Return a free key for a new table: the next code below its parent, or a slug of its name."""
    taken = {t.sleutel for t in bestand.van(soort)}
    known = kind(soort)
    codes = known.codes(ouder if known.ouder else str(bestand.nummer), len(taken) + 2)
    base = slug(naam) or soort
    candidates = codes or (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
    return next(key for key in candidates if key not in taken)


class Keys:
    """Free keys for many new tables of one kind that goes by slugs, each given once."""

    def __init__(self, bestand: Bestand, soort: str) -> None:
        self._soort = soort
        self._taken = {record.sleutel for record in bestand.van(soort)}
        self._last: dict[str, int] = {}

    def take(self, naam: str) -> str:
        """Return the key that `propose_key` would, as if those before were in the file by now."""
        base = slug(naam) or self._soort
        number = self._last.get(base, 0) + 1
        while (key := base if number == 1 else f"{base}-{number}") in self._taken:
            number += 1
        self._last[base] = number
        self._taken.add(key)
        return key


def slug(naam: str) -> str:
    """Return a name as a key: lower case without accents, words joined by `-`."""
    plain = unicodedata.normalize("NFKD", naam).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].rstrip("-")


def add(
    bestand: Bestand,
    soort: str,
    naam: str,
    /,
    *,
    ouder: str = "",
    sleutel: str = "",
    na: str | None = None,
    **waarden: Waarde,
) -> list[Edit]:
    """Return the edits that add a table below `ouder`, after the table `na` or, without it, as the last.

    `waarden` are its other values by their key in the table; what has no name is called after what it is about. Raises
    Refused where the key is no key or taken.
    """
    about = (str(waarden.get(veld.sleutel, "")) for veld in kind(soort).velden if veld.overal)
    sleutel = sleutel or propose_key(bestand, soort, naam or next(about, ""), ouder)
    _require_free(bestand, soort, sleutel)
    values: dict[str, Waarde] = {pad: naam for pad in [naamveld(bestand, soort)] if pad and naam}
    if ouder:
        values[kind(soort).ouder] = ouder
    values = {**(bestand.schema(soort) or kind(soort)).nieuw, **values, **waarden}
    return [AddRecord(bestand.naam, soort, sleutel, tuple(values.items()), _after(bestand, soort, na))]


def naamveld(bestand: Bestand, soort: str) -> str:
    """Return the key that holds what people call a table of this kind; nothing where it has none."""
    schema = bestand.schema(soort)
    return schema.naamveld if schema else ""


def _require_free(bestand: Bestand, soort: str, sleutel: str) -> None:
    """Raise Refused where a key cannot be given to a table."""
    if not sleutel.strip() or len(sleutel) > MAX_SLEUTEL or re.search(r"[\x00-\x1f\x7f]", sleutel):
        raise Refused(f"een sleutel is een tekst van hoogstens {MAX_SLEUTEL} tekens zonder regeleinden.")
    if bestand.record(soort, sleutel):
        raise KeyTaken(bestand, soort, sleutel)


def _after(bestand: Bestand, soort: str, na: str | None) -> str | None:
    """Return the key of the table that comes after `na`, None where that is the end."""
    keys = [t.sleutel for t in bestand.van(soort)]
    following = keys[keys.index(na) + 1 :] if na in keys else []
    return following[0] if following else None


def rename(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str, nieuw: str) -> list[Edit]:
    """Return the edits that give a table another key, also where it is referred to.

    Raises Refused where the key is no key or taken.
    """
    _require_free(bestand, soort, nieuw)
    edits = _point(dossier, referrers(dossier, bestand, soort, sleutel), nieuw)
    return [*edits, *(RenameRecord(naam, soort, sleutel, nieuw) for naam in _holding(dossier, bestand, soort, sleutel))]


def move(bestand: Bestand, soort: str, sleutel: str, stappen: int) -> list[Edit]:
    """Return the edit that moves a table up (negative) or down among those of its kind and parent.

    Nothing where it is the first or last already.
    """
    record = bestand.records[soort, sleutel]
    ouder = _required_parent(bestand, soort)
    siblings = [t.sleutel for t in bestand.van(soort) if t.tekst(ouder) == record.tekst(ouder)]
    target = siblings.index(sleutel) + stappen
    if not stappen or not 0 <= target < len(siblings):
        return []
    neighbour = siblings[target]
    voor = neighbour if stappen < 0 else _after(bestand, soort, neighbour)
    return [MoveRecord(bestand.naam, soort, sleutel, voor)]


def _holding(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str) -> list[str]:
    """Return the file of a table and those in which documents say something about it."""
    told = () if kind(soort).per_document else files_of(dossier, bestand)
    return [bestand.naam, *(file.naam for file in told if file.record(soort, sleutel))]


def _required_parent(bestand: Bestand, soort: str) -> str:
    """Return the key of what a kind hangs below where it cannot do without: its tables group by that."""
    ouder, schema = kind(soort).ouder, bestand.schema(soort)
    veld = schema.veld(ouder) if schema and ouder else None
    return ouder if veld and veld.verplicht else ""


def delete(
    dossier: Dossier, bestand: Bestand, soort: str, sleutel: str, *, naar: str | None = None, mee: bool = False
) -> list[Edit]:
    """Return the edits that delete a table.

    What refers to it then names the table `naar`; with `mee`, what cannot do without it is deleted too and
    other references are dropped. With neither, references that may be absent are dropped. Texts that name
    its figures stay as they are and become findings. Raises Refused where a reference is left over.
    """
    found = referrers(dossier, bestand, soort, sleutel)
    gone = (bestand.naam, soort, sleutel)
    if naar is not None:
        if naar == sleutel or not bestand.record(soort, naar):
            raise NoRecord(bestand, soort, naar)
        removed = (RemoveRecord(naam, soort, sleutel) for naam in _holding(dossier, bestand, soort, sleutel))
        return [*_point(dossier, found, naar), *removed]
    needing = [v for v in found if v.verplicht]
    if needing and not mee:
        raise StillNeeded(needing[0], soort, sleutel)
    return delete_all(dossier, [gone])


def cascade(dossier: Dossier, bestand: Bestand, soort: str, sleutel: str) -> list[tuple[Bestand, Record]]:
    """Return what deleting a table with `mee` deletes besides it: all that cannot do without it."""
    dossier = dossier.stored
    places, _ = _closure(dossier, [(bestand.naam, soort, sleutel)])
    return [(dossier.bestanden[naam], dossier.bestanden[naam].records[s, k]) for naam, s, k in places[1:]]


def _closure(dossier: Dossier, places: Sequence[_Place]) -> tuple[list[_Place], dict[Adres, Waarde | None]]:
    """Return tables with all that cannot do without them, and what is left of each value that names one of these."""
    found = list(places)
    left: dict[Adres, Waarde | None] = {}
    for naam, soort, sleutel in found:  # grows while it is walked
        for v in referrers(dossier, dossier.bestanden[naam], soort, sleutel):
            place = (v.adres.bestand, v.adres.soort, v.adres.sleutel)
            if not v.tekst:
                left[v.adres] = v.zonder(left.get(v.adres, dossier.waarde(v.adres)))
                if v.nodig and left[v.adres] is None and place not in found:
                    found.append(place)
    return found, left


def delete_all(dossier: Dossier, places: Sequence[_Place]) -> list[Edit]:
    """Return the edits that delete tables, by file, kind and key, and all that cannot do without them.

    Other references to them are dropped; a list of several loses those that go.
    """
    dossier = dossier.stored
    gone, left = _closure(dossier, places)
    loose = {adres: rest for adres, rest in left.items() if (adres.bestand, adres.soort, adres.sleutel) not in gone}
    dropped: list[Edit] = [SetValue(adres, dossier.waarde(adres), rest) for adres, rest in loose.items()]
    whole = {
        (holding, soort, sleutel)
        for naam, soort, sleutel in gone
        for holding in _holding(dossier, dossier.bestanden[naam], soort, sleutel)
    }
    return [*dropped, *(RemoveRecord(*place) for place in sorted(whole))]


def _point(dossier: Dossier, found: Sequence[Verwijzing], sleutel: str) -> list[Edit]:
    return [SetValue(v.adres, dossier.stored.waarde(v.adres), v.hernoemd(sleutel)) for v in found]
