"""Links and cross references within a document that lead nowhere in it (code BD416).

What a name leads to follows from the tree of the document, which takes about as long to build as all rules together.
So it is built only where something names a part or table, and again only once the shape of the dossier is another one:
what records there are, which of their texts and amounts are filled in, and what those texts name. What a first or last
amount of a post or reserve does to that is seen with the next edit of anything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple

from budgetdesk.checks.delen import in_template, said, said_of_parts
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, FILE, Fact, Look, Rule, Sight
from budgetdesk.checks.teksten import texts
from budgetdesk.document import hoofdstuk, wijziging
from budgetdesk.document.blokken import Document
from budgetdesk.document.boom import bestemmingen, loos
from budgetdesk.document.delen.declaratie import Indeling
from budgetdesk.document.delen.laden import laad, laad_wijziging
from budgetdesk.document.kruisverwijzing import Bestemmingen
from budgetdesk.errors import InputError
from budgetdesk.model.adres import Adres
from budgetdesk.model.documenten import documenten, titled
from budgetdesk.model.dossier import Bestand, Record, Waarde
from budgetdesk.tables.language.values import either, shorten
from budgetdesk.tables.opmaak import links
from budgetdesk.tables.proza import parts
from budgetdesk.tables.signed import Cijfers

_NAAR: Final = "](#"
"""Stands in every text that names a part or table."""

_ZINNEN: Final = ("vooraf", "daarna", "leeg")
_WOORD: Final = re.compile(r"\{[^{}]*\}")
_KORT: Final = 60
"""Characters up to which a text is a choice or a key, and may decide what is printed."""

_GENOEG: Final = 6
"""Addresses that a finding names."""


class _Genoemd(NamedTuple):
    """The names of parts and tables in one text."""

    adres: Adres
    namen: tuple[str, ...]


class _Zin(NamedTuple):
    """The name of a part or table in a fixed sentence, in which `{nummer}` may stand for any text."""

    pad: tuple[str, str]
    naam: str

    def is_of(self, naam: str) -> bool:
        """Return whether this may print as a name."""
        first, *more = map(re.escape, _WOORD.split(self.naam))
        behind = "".join(f"(?>.*?{part})" for part in more[:-1]) + "".join(f".*{part}" for part in more[-1:])
        return bool(re.fullmatch(first + behind, naam))


def names_that_lead_nowhere(look: Look) -> Iterator[Melding]:
    """BD416: a link or cross reference names nothing in the document, or more than one thing."""
    yield from _in_document(look)
    # what all decisions print is told once
    yield from dict.fromkeys(_in_decisions(look))


def _in_document(look: Look) -> Iterator[Melding]:
    cijfers, named, sentences = look.cijfers, _named(look), look.known(_SENTENCES)
    if named or sentences:
        yield from _judge(_document(cijfers), named, sentences, partial(said, cijfers))


def _in_decisions(look: Look) -> Iterator[Melding]:
    cijfers, sentences = look.cijfers, look.known(_OF_DECISIONS)

    def at(*found: Any) -> Melding:
        return in_template(cijfers.sjabloon.wijziging[-1], *found)

    for bestand in (b for b in look.dossier.bestanden.values() if b.soort == "wijziging"):
        named = look.known(_NAMING, bestand)
        if named or sentences:
            yield from _judge(_decision(cijfers, bestand), named, sentences, at)


def _named(look: Look) -> list[_Genoemd]:
    files = (b for b in look.dossier.bestanden.values() if b.soort not in ("document", "vastgesteld", "wijziging"))
    return [found for bestand in files for found in look.known(_NAMING, bestand)]


def _naming(look: Look) -> list[_Genoemd]:
    """Return what the texts of a file name, text by text."""
    held = texts(look.bestand, _NAAR, prose=True)
    found = ((adres, _names(part.tekst for part in parts(tekst))) for adres, tekst in held)
    return [_Genoemd(adres, names) for adres, names in found if names]


def _names(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(to[1:] for line in lines for to in links(line) if to.startswith("#")))


def _sentences(look: Look) -> list[_Zin]:
    """Return what the fixed sentences of parts name, where the dossier declares parts itself."""
    return _fixed(laad(look.cijfers).indeling) if said_of_parts(look.cijfers) else []


def _of_decisions(look: Look) -> list[_Zin]:
    """Return what the fixed sentences of decisions name, where the dossier has a template of its own for them."""
    sjabloon = look.cijfers.sjabloon
    return _fixed(laad_wijziging(sjabloon).indeling) if sjabloon.wijziging else []


def _fixed(indeling: Indeling) -> list[_Zin]:
    held = ((deel.sleutel, key, getattr(deel, key) or "") for deel in indeling.delen.values() for key in _ZINNEN)
    return [_Zin((deel, key), naam) for deel, key, zin in held for naam in _names([zin])]


def _document(cijfers: Cijfers) -> Document | None:
    """Return the open document; None where its parts do not hold together, which another rule tells.

    It has a title where the dossier has other documents.
    """
    several = len(documenten(cijfers.dossier)) > 1
    titel = titled(cijfers.dossier, cijfers.sjabloon.titel) if several else ""
    try:
        return hoofdstuk.build(cijfers, list(cijfers.dossier.programmas), titel, "")
    except InputError:
        return None


def _decision(cijfers: Cijfers, besluit: Bestand) -> Document | None:
    try:
        return replace(wijziging.build(cijfers, besluit, ""), titel="")
    except InputError:
        return None


def _judge(
    document: Document | None,
    named: Iterable[_Genoemd],
    sentences: Sequence[_Zin],
    at: Callable[..., Melding],
) -> Iterator[Melding]:
    """Yield the names that lead nowhere in a document, at the texts that it prints them from; `at` places sentences."""
    wrong = loos(document) if document is not None else {}
    if document is None or not wrong:
        return
    known = bestemmingen(document)
    where = f"in {document.titel} " if document.titel else ""
    for adres, namen in named:
        for naam in namen:
            if naam in wrong:
                yield Melding("BD416", adres, *_told(naam, wrong, known, where))
    for zin in sentences:
        for naam in wrong:
            if zin.is_of(naam):
                yield at("BD416", zin.pad, *_told(naam, wrong, known, where))


def _told(naam: str, wrong: Mapping[str, Sequence[str]], known: Bestemmingen, where: str) -> tuple[str, str]:
    """Return what is wrong with a name, and what to write in its place."""
    if meant := wrong[naam]:
        return f"`#{shorten(naam)}` kan {where}{len(meant)} delen of tabellen zijn.", f"Kies {_either(meant)}."
    near = known.near(naam)
    return f"`#{shorten(naam)}` noemt {where}geen deel of tabel.", f"Bedoelt u {_either(near)}?" if near else ""


def _either(adressen: Sequence[str]) -> str:
    more = f", of nog {len(adressen) - _GENOEG} andere" if len(adressen) > _GENOEG else ""
    return either([f"#{adres}" for adres in adressen[:_GENOEG]]) + more


def _shape(look: Look) -> object:
    """Return what decides which parts and tables there are, nothing where nothing names any."""
    named = [look.known(_NAMING, bestand) for bestand in look.dossier.bestanden.values()]
    if not any(named) and not look.known(_SENTENCES) and not look.known(_OF_DECISIONS):
        return ()
    return named, {naam: [*map(_filled, b.records.values())] for naam, b in look.dossier.bestanden.items()}


def _filled(record: Record) -> object:
    return record.key, [(pad, _seen(value)) for pad, value in record.waarden.items()]


def _seen(value: Waarde) -> object:
    """Return what of a value may decide whether something is printed: a choice in full, else whether there is any."""
    return value if isinstance(value, str) and len(value) <= _KORT else bool(value)


_NAMING: Final = Fact(_naming, FILE)

_SENTENCES: Final = Fact(_sentences, Sight("dossier", frozenset()))
"""What fixed sentences name: they stand in `begroting.toml` and in templates."""

_OF_DECISIONS: Final = Fact(_of_decisions, Sight("dossier", frozenset()))

_SHAPE: Final = Fact(_shape, DOSSIER)

RULES: Final = (Rule(("BD416",), names_that_lead_nowhere, Sight("dossier", frozenset(), given=_SHAPE)),)
