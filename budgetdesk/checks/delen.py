"""The parts of a document that do not hold together, or leave out what they should have (BD509 to BD511, BD514).

Only what a dossier says itself is looked at: in a template of its own, or under `[document.KEY]`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import DOSSIER, Look, Rule
from budgetdesk.document.delen import woorden
from budgetdesk.document.delen.declaratie import Indeling, Onderdeel
from budgetdesk.document.delen.kolommen import unknown_columns
from budgetdesk.document.delen.laden import laad, laad_wijziging
from budgetdesk.errors import Bevinding, Plaats
from budgetdesk.model.adres import Adres, join_key
from budgetdesk.model.documenten import document
from budgetdesk.model.dossier import BEGROTING, Dossier
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.model.kinds.programma import Tekst
from budgetdesk.tables.basis import Template
from budgetdesk.tables.language.values import near, shorten, spell
from budgetdesk.tables.signed import Cijfers

_GELD: Final = ("programmakosten", "reserves")
"""The tables of a programma that hold its result: what it costs, and what it adds to and takes from reserves."""


def parts_that_do_not_fit(look: Look) -> Iterator[Melding]:
    """BD509, BD510, BD511, BD514: a part cannot be, money is in none, or one prints a text or column there is not."""
    yield from _of_decisions(look.cijfers)
    if not said_of_parts(look.cijfers):
        return
    geladen = laad(look.cijfers)
    for bevinding in geladen.bevindingen:
        yield _melding(look.cijfers.dossier, bevinding)
    left_out = () if geladen.bevindingen else _left_out(look.cijfers, geladen.indeling)
    for naam in left_out:
        yield said(look.cijfers, "BD509", ("kosten",), f"tabel `{naam}` staat in geen deel van het document.")
    for deel, naam in _texts_nowhere(look.cijfers.dossier, geladen.indeling):
        tekst = f"deel `{deel.sleutel}`: `tekst:{naam}` is geen veld, en er is geen [tekst.{naam}]."
        yield said(look.cijfers, "BD510", (deel.sleutel, "wat"), tekst)
    for deel in geladen.indeling.delen.values():
        for naam, known in unknown_columns(look.cijfers, geladen.indeling, deel).items():
            tekst = f"deel `{deel.sleutel}`: geen tabel ervan heeft een kolom `{shorten(naam)}`."
            yield said(look.cijfers, "BD514", (deel.sleutel, "kolommen"), tekst, near(naam, known))


def _of_decisions(cijfers: Cijfers) -> Iterator[Melding]:
    """Yield what is wrong with the parts of decisions, where the dossier has a template of its own for them."""
    if not cijfers.sjabloon.wijziging:
        return
    geladen = laad_wijziging(cijfers.sjabloon)
    for bevinding in geladen.bevindingen:
        yield _melding(cijfers.dossier, bevinding)
    for deel, naam in _texts_nowhere(cijfers.dossier, geladen.indeling):
        tekst = f"deel `{deel.sleutel}`: `tekst:{naam}` is geen veld, en er is geen [tekst.{naam}]."
        yield in_template(cijfers.sjabloon.wijziging[-1], "BD510", (deel.sleutel, "wat"), tekst)


def said(cijfers: Cijfers, code: str, pad: Sequence[str], tekst: str, herstel: str = "") -> Melding:
    """Return what is found about a key of a part: where the dossier says it, else where its own template does.

    Where neither does it is at the first thing that the dossier says of parts, or at the template.
    """
    own, head = join_key(tuple(pad)), document(cijfers.dossier)
    keys = () if head is None else head.deel
    stated = next((key for key in keys if f"{key}.".startswith(f"{own}.")), None)
    files = [file for file in cijfers.sjabloon.delen if "/" in file.naam]
    declared = next((file for file in reversed(files) if file.regel((Document.deel.sleutel, *pad))), None)
    if head is not None and keys and (stated or not declared):
        adres = Adres(BEGROTING, *head.key, f"{Document.deel.sleutel}.{stated or next(iter(keys))}")
        return Melding(code, adres, tekst, herstel)
    return in_template(declared or cijfers.sjabloon.delen[-1], code, pad, tekst, herstel)


def in_template(file: Template, code: str, pad: Sequence[str], tekst: str, herstel: str = "") -> Melding:
    """Return what is found about a part in the file of a template."""
    where = (Document.deel.sleutel, *pad)
    plaats = Plaats(file.naam, file.regel(where) or file.regel(where[:1]), spell(where))
    return Melding(code, Adres(file.naam, "", "", spell(where)), tekst, herstel, plaats=plaats)


def said_of_parts(cijfers: Cijfers) -> bool:
    """Return whether the dossier says anything of parts itself."""
    head = document(cijfers.dossier)
    return any("/" in file.naam for file in cijfers.sjabloon.delen) or bool(head and head.deel)


def _left_out(cijfers: Cijfers, indeling: Indeling) -> Iterator[str]:
    """Yield the tables with money that no part prints, and those that the dossier adds."""
    printed = {what.naam for deel in indeling.delen.values() for what in deel.wat if what.soort == "tabel"}
    every = any(deel.per == woorden.TABEL and deel.boven for deel in indeling.delen.values())
    added = () if every else (s.naam for s in cijfers.tabellen.values() if s.is_toegevoegd)
    yield from (naam for naam in (*_GELD, *added) if naam not in printed)


def _texts_nowhere(dossier: Dossier, indeling: Indeling) -> Iterator[tuple[Onderdeel, str]]:
    known = {tekst.sleutel for bestand in dossier.bestanden.values() for tekst in bestand.van(Tekst)}
    for deel in indeling.delen.values():
        kind = (woorden.PER | woorden.VAN).get(indeling.soort(deel))
        for what in deel.wat:
            if what.soort == "tekst" and what.naam not in known and (kind is None or kind.veld(what.naam) is None):
                yield deel, what.naam


def _melding(dossier: Dossier, bevinding: Bevinding) -> Melding:
    """Return what is wrong with a part, at its line; in `begroting.toml` that follows from the key."""
    where, head = bevinding.plaats, document(dossier)
    pad = where.sleutel or ""
    if where.bestand == BEGROTING and head is not None:
        own = pad.removeprefix(f"{Document.kind.naam}.{head.sleutel}.")
        return Melding(bevinding.code, Adres(BEGROTING, *head.key, own), bevinding.tekst, bevinding.remedie)
    adres = Adres(where.bestand, "", "", pad or "deel")
    return Melding(bevinding.code, adres, bevinding.tekst, bevinding.remedie, plaats=where)


RULES: Final = (Rule(("BD509", "BD510", "BD511", "BD514"), parts_that_do_not_fit, DOSSIER),)
