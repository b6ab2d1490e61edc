"""Iv3: codes that are none, and whether a statement would be refused (codes BD450 to BD459).

While drafting, codes are optional: what is filled in is looked at, what is not is no finding. A statement
is held against all that CBS says about it: the structure (schema 2.1.1), the code lists of the year, the
cells that stay empty, and the controls of its period.

The structure is a JSON schema of our own (`templates/iv3/structuur.json`), in which the description of a value is
the Dutch of its finding. Its patterns judge `[contact]` while drafting too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.checks.melding import Melding
from budgetdesk.checks.rule import FILE, Look, Rule
from budgetdesk.engine.codelijst import Bezwaar, Cel, Codelijst, codelijst
from budgetdesk.iv3.controls import CONTACT, Gebrek, refused
from budgetdesk.iv3.matrix import Boeking
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand
from budgetdesk.model.kinds.programma import Post

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
    """BD450, BD451, BD452: a post has a taakveld or category that is none, or two that do not go together."""
    coded = [post for post in look.bestand.van(Post) if any(map(post.tekst, _CODEVELDEN))]
    if coded and (lijst := codelijst(look.dossier.jaar)):
        for post in coded:
            yield from _judge(lijst, look.bestand, post)


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


RULES: Final = (
    Rule(("BD450", "BD451", "BD452"), codes_outside_the_list, FILE),
    Rule(("BD453",), contact_that_is_refused, FILE),
)


# --- a statement ---------------------------------------------------------------------------------


def refusals(boekingen: Sequence[Boeking], gebreken: Sequence[Gebrek]) -> list[Melding]:
    """Return why a statement of these amounts would be refused, each at the place in the dossier to mend it."""
    found = [_incomplete(boeking) for boeking in boekingen if not boeking.compleet]
    per_cel: dict[Cel, list[Boeking]] = {}
    for boeking in boekingen:
        per_cel.setdefault(boeking.cel, []).append(boeking)
    for gebrek in gebreken:
        about = per_cel.get(gebrek.cel, ()) if gebrek.cel else ()
        found += [_about_amount(gebrek, boeking) for boeking in about] or [_about_document(gebrek)]
    return found


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
