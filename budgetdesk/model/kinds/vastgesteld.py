"""The kinds of `vastgesteld.toml`: the budget as the council adopted it.

Most of them are those of the other files as a budget prints them (`Kind.as_adopted`): a record goes by where it stood,
as people type it (`"1/bestuur"`, `"reserves/algemeen"`), with what sorts it and its amounts by their source.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from budgetdesk.model.field import PER_JAAR, Field, day, text, whole
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds import begroting, programma
from budgetdesk.model.record import Record

RAMING, MUTATIE, KAPITAALLASTEN, VERDELING = "raming", "mutatie", "kapitaallasten", "verdeling"

BRONNEN: Final = (RAMING, MUTATIE, KAPITAALLASTEN, VERDELING, "mjb")
"""Where an adopted amount came from, in the order in which amounts are written; and what the previous MJB said."""


class Vastgesteld(
    Record,
    kind=Kind(
        "vastgesteld",
        enkel=True,
        hoofd=True,
        bestanden=("vastgesteld",),
        enkelvoud="vastgestelde begroting",
        meervoud="vastgestelde begrotingen",
    ),
):
    """What was adopted, by which decree and when; and the digest of all that the file says."""

    __slots__ = ()
    document = text("Document", verplicht=True)
    jaar = whole("Jaar", verplicht=True, vier_cijfers=True)
    besluit = text("Besluit", verplicht=True)
    datum = day("Datum", verplicht=True)
    digest = text("Digest", verplicht=True)


def _per_year(sleutel: str, label: str, vorm: str = "bedrag", jaarfase: str = "") -> Field:
    return Field(sleutel, "getal" if vorm == "getal" else "bedrag", label, onder=PER_JAAR, jaarfase=jaarfase)


_LASTEN: Final = (_per_year("afschrijving", "Afschrijving"), _per_year("rente", "Rente"))

_BEREKEND: Final[Mapping[str, tuple[Field, ...]]] = {
    "reserve": (
        _per_year("incidenteel.toevoeging", "Incidentele toevoeging", jaarfase="begroting"),
        _per_year("incidenteel.onttrekking", "Incidentele onttrekking", jaarfase="begroting"),
    ),
    "investering": (_per_year("boekwaarde", "Boekwaarde per 1-1"), *_LASTEN),
    "activum": _LASTEN,
    "emu": (_per_year("exploitatiesaldo", "Exploitatiesaldo"), _per_year("emu_saldo", "EMU-saldo")),
    "kengetallen": tuple(
        _per_year(sleutel, naam, "getal")
        for sleutel, naam in {
            "netto_schuldquote": "Netto schuldquote",
            "netto_schuldquote_gecorrigeerd": "Netto schuldquote gecorrigeerd voor alle verstrekte leningen",
            "solvabiliteitsratio": "Solvabiliteitsratio",
            "grondexploitatie": "Grondexploitatie",
            "structurele_exploitatieruimte": "Structurele exploitatieruimte",
            "belastingcapaciteit": "Belastingcapaciteit",
        }.items()
    ),
}
"""What a kind holds besides, as it was computed."""

STRUCTUUR: Final = ("programma", "beleidsterrein", "doel", "prestatie")
"""What sorts amounts and has none itself."""

POSTEN: Final = (
    *("post", "reserve", "voorziening", "investering", "activum", "subsidie", "verbonden_partij"),
    "cijfer",
)
"""What has amounts."""

SLEUTELS: Final = ("kostenplaats", "verdeling")
"""By what key costs were handed out."""

GEMEENTE: Final = ("emu", "balans", "kengetallen")
"""What is of the municipality as a whole, as it was computed."""


def adopted_kinds() -> dict[str, Kind]:
    """Return the kinds that an adopted budget holds, by name, in the order in which it is written."""
    known = {
        kind.kind.naam: kind.kind
        for module in (begroting, programma)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Record)
    }
    names = (*STRUCTUUR, *POSTEN, *SLEUTELS, *GEMEENTE)
    return {naam: known[naam].as_adopted(*_BEREKEND.get(naam, ()), keyed=naam not in GEMEENTE) for naam in names}
