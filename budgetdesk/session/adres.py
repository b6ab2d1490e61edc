"""From an address as people type it to the one place in a dossier it means, and back.

`1/post.bestuur.lasten.begroting.2027`: a programma by its number (or any file by its path, with or
without `.toml`), a slash, and the key as it stands in the file. A shell takes quotes away, so the key
of a table may stand bare where TOML wants it quoted: `1/subsidie.1A1.1.bedrag.2027`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from budgetdesk.errors import UsageError
from budgetdesk.model.adres import Adres, join_key, one_form, quote_key, split_key, table_path
from budgetdesk.model.arrangement import FASEN, PROGNOSE, REALISATIE, SOORTEN, is_quarter, is_year
from budgetdesk.model.documenten import is_own
from budgetdesk.model.dossier import Bestand, Dossier, Record
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.model.structuur import soortnaam

_ADDRESS: Final = "1/post.bestuur.lasten.begroting.2027"
_LEVELS: Final = {
    "fase": "begroting",
    "bron": "raming",
    "jaar": "2027",
    "code": "A111",
    "categorie": '"7.3"',
    "moment": "2027",
    "deel": "kosten",
    "eigenschap": "kop",
    "uiterlijk": "omslag",
}
_KWARTAAL: Final = "een kwartaal is 1 tot en met 4, achter het jaar en een streepje, zoals 2027-1."
_SHOWN: Final = 12
"""Names listed in a complaint before the rest is left off."""
_NO_KIND: Final = "achter de schuine streep hoort een tabel"


@contextmanager
def about(text: str) -> Iterator[None]:
    """Begin every complaint that is raised here with what it is about."""
    try:
        yield
    except UsageError as error:
        raise UsageError(f"`{text}`: {error}") from None


def resolve(dossier: Dossier, text: str) -> tuple[Adres, Field]:
    """Return the value an address means and its field; it may be absent, its table only where it is single.

    Raises UsageError (2) with what looks like the unknown word, or with what there is.
    """
    with about(text):
        return _resolve(dossier, text)


def resolve_record(dossier: Dossier, text: str) -> tuple[Bestand, Record]:
    """Return the table that an address such as `1/post.bestuur` means; raises UsageError (2)."""
    with about(text):
        bestand, soort, name = _kind(dossier, text)
        for key, rest in names(name):
            if not rest and (record := bestand.record(soort.naam, key)):
                return bestand, record
        raise UsageError(_no_table(bestand, soort, name))


def resolve_kind(dossier: Dossier, text: str) -> tuple[Bestand, Kind]:
    """Return the file and the kind of table that an address such as `1/post` means; raises UsageError (2)."""
    with about(text):
        bestand, soort, name = _kind(dossier, text)
        if name:
            raise UsageError(f"noem alleen de soort, `{soort.naam}`; de sleutel kiest u met --sleutel.")
        return bestand, soort


def resolve_tables(dossier: Dossier, text: str) -> tuple[Bestand, list[Record], str]:
    """Return the tables that an address means, and the key of a value where it names that.

    `2` or `reserves` means all of a file, `1/post` those of a kind, `1/post.bestuur` one, and with more behind it one
    value, which is there. Raises UsageError (2).
    """
    with about(text):
        whole = {str(b.nummer): b for b in dossier.programmas}
        whole |= {naam.removesuffix(".toml"): b for naam, b in dossier.bestanden.items() if b.soort != "programma"}
        if "/" not in text and text in whole:
            return whole[text], list(whole[text].records.values()), ""
        bestand, key = _file(dossier, text)
        if key in SOORTEN[bestand.soort] and key:
            if found := bestand.van(key):
                return bestand, found, ""
            raise UsageError(f"{bestand.naam} heeft geen {soortnaam(key, 2)}.")
        for record, pad in _tables(bestand, key):
            if not pad:
                return bestand, [record], ""
        adres, _ = _resolve(dossier, text)
        if dossier.waarde(adres) is None:
            raise UsageError("deze waarde staat daar niet.")
        return bestand, [bestand.records[adres.soort, adres.sleutel]], adres.pad


def spell(dossier: Dossier, adres: Adres) -> str:
    """Return an address as people type it; without `pad` it is that of a table."""
    return dossier.spell(adres.bestand, join_key(adres.delen if adres.pad else table_path(adres.soort, adres.sleutel)))


def field(soort: Kind, pad: str) -> Field:
    """Return the field of a key in a table of this kind, checked down to phase and year; raises UsageError (2)."""
    found = [v for v in soort.velden if pad and (not v.sleutel or f"{pad}.".startswith(f"{v.sleutel}."))]
    if not found:
        raise UsageError(_no_field(soort, pad.partition(".")[0]))
    veld = max(found, key=lambda v: len(v.sleutel))
    _check_levels(veld, _below(veld, pad))
    return veld


def _below(veld: Field, pad: str) -> list[str]:
    """Return the levels below a field in a key, in which a category of Iv3 may stand bare: it has dots of its own."""
    levels = pad.split(".")[len(veld.sleutel.split(".")) if veld.sleutel else 0 :]
    if "categorie" in veld.onder and len(levels) > len(veld.onder):
        code, *categorie, moment = levels
        return [code, ".".join(categorie).strip("\"'"), moment]
    return levels


def _written(veld: Field, pad: str) -> str:
    """Return a key as the file writes it, with quotes around a category that stands bare."""
    if "categorie" not in veld.onder:
        return pad
    return ".".join((veld.sleutel, *map(quote_key, _below(veld, pad))))


def _resolve(dossier: Dossier, text: str) -> tuple[Adres, Field]:
    bestand, key = _file(dossier, text)
    complaints: list[UsageError] = []
    for record, pad in _tables(bestand, key):
        try:
            veld = field(SOORTEN[bestand.soort][record.soort], pad)
            _require_own(bestand, record, pad)
            return Adres(bestand.naam, record.soort, record.sleutel, _written(veld, pad)), veld
        except UsageError as error:
            complaints.append(error)
    raise complaints[0]


def _require_own(bestand: Bestand, record: Record, pad: str) -> None:
    """Refuse an amount in the file of a document that all documents share."""
    if bestand.soort == "document" and not (record.kind.intern or is_own(record.soort, pad)):
        raise UsageError(f"een document heeft alleen een `{PROGNOSE}`; andere bedragen staan bij het programma.")


def _kind(dossier: Dossier, text: str) -> tuple[Bestand, Kind, str]:
    """Return the file of an address, the kind of table it names and what stands behind that."""
    bestand, key = _file(dossier, text)
    kind, _, below = key.partition(".")
    soort = SOORTEN[bestand.soort].get(kind) if kind else None
    if soort is None or soort.enkel:
        several = [naam for naam, s in SOORTEN[bestand.soort].items() if not s.enkel]
        unknown = f"{bestand.naam} kent geen tabellen `{kind}` met een sleutel" if kind else _NO_KIND
        raise UsageError(f"{unknown}{hint(kind, several)}")
    return bestand, soort, below


def _file(dossier: Dossier, text: str) -> tuple[Bestand, str]:
    """Return the file an address begins with, and the key behind the slash."""
    short = {naam.removesuffix(".toml"): b for naam, b in dossier.bestanden.items()}
    numbers = {str(b.nummer): b for b in dossier.programmas}
    names = {one_form(naam): b for naam, b in (short | dossier.bestanden | numbers).items()}
    text = one_form(text)
    if found := max((n for n in names if text.startswith(f"{n}/")), key=len, default=""):
        return names[found], text.removeprefix(f"{found}/")
    head = text.rpartition("/")[0]
    if not head:
        raise UsageError(f"begin met het nummer van een programma en een schuine streep, zoals {_ADDRESS}.")
    if head.isdecimal():
        raise UsageError(f"programma {head} is er niet in dit dossier{hint('', numbers)}")
    others = [naam for naam, b in short.items() if b.soort != "programma"]
    raise UsageError(f"bestand `{head}` is er niet in dit dossier{hint(head, [*numbers, *others])}")


def _tables(bestand: Bestand, key: str) -> Iterator[tuple[Record, str]]:
    """Yield every table a key can mean (at least one) with the rest of the key, the longest name first."""
    kind, _, below = key.partition(".")
    soorten = SOORTEN[bestand.soort]
    soort = soorten.get(kind) if kind else None
    if soort is None and "" in soorten and soorten[""].veld(kind):
        soort, kind, below = soorten[""], "", key
    if soort is None:
        unknown = f"{bestand.naam} kent geen tabel `{kind}`" if kind else _NO_KIND
        raise UsageError(f"{unknown}{hint(kind, _kinds(bestand))}")
    if soort.enkel:
        yield bestand.record(kind) or Record(kind, ""), below
        return
    found = False
    for name, pad in names(below):
        if record := bestand.record(kind, name):
            found = True
            yield record, pad
    if not found:
        raise UsageError(_no_table(bestand, soort, below.partition(".")[0]))


def names(key: str) -> Iterator[tuple[str, str]]:
    """Yield every table name a key can begin with, bare or quoted, and the rest; the longest first."""
    parts = key.split(".")
    for size in range(len(parts), 0, -1):
        name, rest = ".".join(parts[:size]), ".".join(parts[size:])
        yield name, rest
        with suppress(ValueError):
            if (quoted := split_key(name)) != (name,) and len(quoted) == 1:
                yield quoted[0], rest


def _no_table(bestand: Bestand, soort: Kind, name: str) -> str:
    """Say why a key leads to no table."""
    known = [t.sleutel for t in bestand.van(soort.naam)]
    if not name:
        return f"noem ook welke {soortnaam(soort.naam)}{hint(name, known)}"
    return f"in {bestand.naam} staat geen {soortnaam(soort.naam)} `{name}`{hint(name, known)}"


def _no_field(soort: Kind, name: str) -> str:
    """Say why a key is none of a table."""
    known = [v.sleutel for v in soort.velden]
    if not name:
        return f"noem ook de sleutel in de tabel{hint(name, known)}"
    return f"onbekende sleutel `{name}`{hint(name, known)}"


def _check_levels(veld: Field, levels: list[str]) -> None:
    kinds = next((kinds for kinds in veld.vormen() if len(kinds) == len(levels)), None)
    if kinds is None:
        example = ".".join(filter(None, (veld.sleutel, *(_LEVELS[kind] for kind in veld.onder))))
        raise UsageError(f"schrijf {'dit bedrag' if veld.vorm == 'bedrag' else 'deze sleutel'} als `{example}`.")
    if veld.ook_kwartaal and levels[0] == REALISATIE:
        if not is_quarter(levels[1]):
            raise UsageError(f"`{levels[1]}` is geen kwartaal: {_KWARTAAL}")
        return
    for kind, level in zip(kinds, levels, strict=True):
        if kind == "moment" and not (is_year(level) or is_quarter(level)):
            raise UsageError(f"`{level}` is geen jaar van vier cijfers en geen kwartaal: {_KWARTAAL}")
        if kind == "fase" and level == veld.jaarfase:
            raise UsageError(f"wat van de {level} is, staat hier zonder fase: schrijf `{veld.sleutel}.{levels[-1]}`.")
        if kind == "fase" and level not in FASEN:
            known = (*FASEN, REALISATIE) if veld.ook_kwartaal else FASEN
            raise UsageError(f"onbekende fase `{level}`{hint(level, known)}")
        if kind == "jaar" and not is_year(level):
            raise UsageError(f"`{level}` is geen jaar van vier cijfers.")


def _kinds(bestand: Bestand) -> list[str]:
    """Return the kinds of table that a file holds or may hold once, and the keys above them all."""
    present = {t.soort for t in bestand.records.values()}
    soorten = SOORTEN[bestand.soort]
    root = [v.sleutel for v in soorten[""].velden] if "" in soorten else []
    return [*(naam for naam, s in soorten.items() if naam and (s.enkel or naam in present)), *root]


def hint(word: str, known: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown word: what looks like it, else what there is."""
    from difflib import get_close_matches

    names = list(known)
    if near := get_close_matches(word, names, 3):
        return f"; bedoelt u {' of '.join(f'`{n}`' for n in near)}?"
    more = ", ..." if len(names) > _SHOWN else ""
    return f"; kies uit {', '.join(names[:_SHOWN])}{more}." if names else "."
