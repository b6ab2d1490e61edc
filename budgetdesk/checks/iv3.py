"""Iv3: codes that are none, and whether a statement would be refused (codes BD450 to BD459, BD530 to BD537).

While drafting, codes are optional: what is filled in is looked at, what is not is no finding. A statement
is held against all that CBS says about it: the structure (schema 2.1.1), the code lists of the year, the
cells that stay empty, and the controls of its period.

The structure is a JSON schema of our own (`templates/iv3/structuur.json`), in which the description of a value is
the Dutch of its finding. Its patterns judge `[contact]` while drafting too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, RECORD, Look, Rule
from budgetdesk.engine.codelijst import Bezwaar, Cel, Codelijst, codelijst
from budgetdesk.iv3.controls import CONTACT, Gebrek, refused
from budgetdesk.iv3.matrix import Achterblijver, Boeking
from budgetdesk.model.adres import Adres, split_key
from budgetdesk.model.arrangement import REALISATIE
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand
from budgetdesk.model.field import Field
from budgetdesk.model.kinds.begroting import Iv3keuzes
from budgetdesk.model.kinds.programma import Post, Reserve

_CODEVELDEN: Final = ("taakveld", "categorie.lasten", "categorie.baten")
_GENOEMD: Final = 8
"""Codes a remedy names."""

_HERKOMST: Final = {
    "metadata.overheidsnummer": ("", "gemeentecode"),
    "metadata.overheidsnaam": ("", "gemeente"),
    "metadata.financieel_pakket": ("iv3", "financieel_pakket"),
    **{f"contact.{naam}": ("contact", naam) for naam in CONTACT},
}
"""The key of `begroting.toml` (its table, its name) that a value of a statement comes from."""


# --- while drafting ------------------------------------------------------------------------------


def codes_outside_the_list(look: Look) -> Iterator[Melding]:
    """BD450, BD451, BD452, BD530, BD531: a code or category that is none, or two that do not go together.

    The first three are of posts; codes of the balance, under `[iv3.balans]` and its mutations, have two of their own.
    """
    coded = [post for post in look.bestand.van(Post) if any(map(post.tekst, _CODEVELDEN))]
    balances = look.bestand.van(Iv3keuzes)
    if (coded or balances) and (lijst := codelijst(look.dossier.jaar)):
        for post in coded:
            yield from _judge(lijst, look.bestand, post)
        for keuzes in balances:
            yield from _judge_balance(lijst, look.bestand, keuzes)


def _judge(lijst: Codelijst, bestand: Bestand, post: Post) -> Iterator[Melding]:
    found: dict[str, Bezwaar] = {}
    for kant in POSTKANTEN:
        pad = f"categorie.{kant}"
        if bezwaar := lijst.bezwaar(kant, post.taakveld, post.tekst(pad)):
            found.setdefault("taakveld" if bezwaar.veld == "taakveld" else pad, bezwaar)
    for pad, bezwaar in found.items():
        adres = Adres(bestand.naam, "post", post.sleutel, pad)
        tekst = f"post `{post.naam}`: {bezwaar.tekst}"
        yield Melding(bezwaar.code, adres, tekst, _remedie(bezwaar), bezwaar.keuzes)


def contact_that_is_refused(look: Look) -> Iterator[Melding]:
    """BD453: what `[contact]` says would be refused in a statement."""
    for contact in look.bestand.van("contact"):
        for naam, belongs in refused(contact.waarden, "contact"):
            tekst = f"`{contact.tekst(naam)}` wordt in een Iv3-bestand geweigerd."
            remedie = f"Vul hier in: {belongs}."
            yield Melding("BD453", Adres(look.bestand.naam, "contact", "", naam), tekst, remedie)


def _judge_balance(lijst: Codelijst, bestand: Bestand, keuzes: Iv3keuzes) -> Iterator[Melding]:
    for pad in keuzes.waarden:
        veld = keuzes.kind.veld_van(pad)
        if veld and "code" in veld.onder and (bezwaar := _balansbezwaar(lijst, veld, pad)):
            yield Melding(bezwaar.code, Adres(bestand.naam, *keuzes.key, pad), bezwaar.tekst, _near(pad, bezwaar))


def _balansbezwaar(lijst: Codelijst, veld: Field, pad: str) -> Bezwaar | None:
    _, code, *categorie, _ = split_key(pad)
    kant = veld.sleutel.rpartition("_")[2] if categorie else POSTKANTEN[0]
    return lijst.balansbezwaar(kant, code, *categorie)


def _near(pad: str, bezwaar: Bezwaar) -> str:
    """Return what to do about a wrong code: the ones that look like it with their names, else some that would do."""
    from difflib import get_close_matches

    typed = split_key(pad)[1 if bezwaar.veld == "balanscode" else 2]
    near = get_close_matches(typed, [code for code, _ in bezwaar.keuzes], n=3)
    named = [f"{code} ({naam})" for code, naam in bezwaar.keuzes if code in near]
    return f"Bedoelt u {' of '.join(named)}?" if named else _remedie(bezwaar)


def quarters_that_fall(look: Look) -> Iterator[Melding]:
    """BD536: what was realised until the end of a quarter is less than until the one before."""
    record = look.record
    for kant in record.kind.kanten if isinstance(record, (Post, Reserve)) else ():
        told = sorted(
            (pad for pad in record.waarden if pad.startswith(f"{kant}.{REALISATIE}.")),
            key=lambda pad: pad.rpartition(".")[2],
        )
        for before, pad in pairwise(told):
            was, now = record.bedrag(before), record.bedrag(pad)
            if now < was and before[:-1] == pad[:-1]:
                kwartaal, vorig = pad.rpartition(".")[2], before.rpartition(".")[2]
                tekst = f"{kant} van `{record.naam}` tot en met {kwartaal} is € {format_exact(now)}, lager dan"
                adres = Adres(look.bestand.naam, *record.key, pad)
                yield Melding("BD536", adres, f"{tekst} € {format_exact(was)} tot en met {vorig}.")


RULES: Final = (
    Rule(("BD450", "BD451", "BD452", "BD530", "BD531"), codes_outside_the_list, FILE),
    Rule(("BD453",), contact_that_is_refused, FILE),
    Rule(("BD536",), quarters_that_fall, RECORD),
)


# --- a statement ---------------------------------------------------------------------------------


def refusals(
    boekingen: Sequence[Boeking], gebreken: Sequence[Gebrek], achter: Sequence[Achterblijver] = ()
) -> list[Melding]:
    """Return why a statement of these amounts would be refused, each at the place in the dossier to mend it.

    `achter` are what stopped in the quarter before; CBS could not see that, and would take a total that is too low.
    """
    found = [_stopped(line) for line in achter]
    found += [_incomplete(boeking) for boeking in boekingen if not boeking.compleet]
    per_cel: dict[Cel, list[Boeking]] = {}
    for boeking in boekingen:
        per_cel.setdefault(boeking.cel, []).append(boeking)
    for gebrek in gebreken:
        about = per_cel.get(gebrek.cel, ()) if gebrek.cel else ()
        found += [_about_amount(gebrek, boeking) for boeking in about] or [_about_document(gebrek)]
    return found


def _stopped(line: Achterblijver) -> Melding:
    """BD537: a quarter says nothing of what the one before had."""
    kant, _, kwartaal = line.adres.pad.split(".")
    tekst = f"{kant} van `{line.naam}` had een kwartaal eerder € {format_exact(line.cents)}, en heeft geen {kwartaal}."
    return Melding("BD537", line.adres, tekst)


def _incomplete(boeking: Boeking) -> Melding:
    """BD454, BD455: an amount has no taakveld, or no category."""
    code, veld = ("BD455", "categorie") if boeking.taakveld else ("BD454", "taakveld")
    also = "" if boeking.categorie or boeking.taakveld else f" en geen `categorie.{boeking.kant}`"
    pad = boeking.adres.pad
    return Melding(code, boeking.adres, f"{_amount(boeking)}: geen {veld}{also}.", f"Vul `{pad}` in.")


def _about_amount(gebrek: Gebrek, boeking: Boeking) -> Melding:
    is_taakveld = gebrek.veld == "taakveld" and boeking.adres.soort == "post"
    adres = replace(boeking.adres, pad="taakveld") if is_taakveld else boeking.adres
    return Melding(gebrek.code, adres, f"{_amount(boeking)}: {gebrek.tekst}")


def _about_document(gebrek: Gebrek) -> Melding:
    if gebrek.sleutel:
        return Melding(gebrek.code, Adres(BEGROTING, Iv3keuzes.kind.naam, "", gebrek.sleutel), gebrek.tekst)
    soort, pad = _HERKOMST.get(gebrek.pad, ("", "jaar"))
    remedie = f"Vul `{pad}` in{f' onder [{soort}]' if soort else ''}." if gebrek.pad in _HERKOMST else ""
    tekst = f"{gebrek.pad}: {gebrek.tekst}" if gebrek.pad else gebrek.tekst
    return Melding(gebrek.code, Adres(BEGROTING, soort, "", pad), tekst, remedie)


def _amount(boeking: Boeking) -> str:
    return f"{boeking.kant} van `{boeking.naam}`, € {format_exact(boeking.cents)}"


def _remedie(bezwaar: Bezwaar) -> str:
    if not bezwaar.keuzes:
        return "Kies een ander taakveld."
    shown = ", ".join(code for code, _ in bezwaar.keuzes[:_GENOEMD])
    return f"Kies uit: {shown}{', ...' if len(bezwaar.keuzes) > _GENOEMD else ''}."
