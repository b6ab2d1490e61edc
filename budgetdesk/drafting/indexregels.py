"""Which index each post follows, by the settings of `begroting.toml`, and what is wrong with those.

A post follows

- its own `index`: a category of `[index.…]`, a fraction, or `geen`;
- else the index whose `[indexering.…]` names its economic category: `4.3` stands for `4.3.1` too, and the
  longest code wins;
- else `index` of `[parameters]`, by default `prijzen`.

Baten follow an index only where `[indexering.…]` or `index_baten` says so; the own index of their post
then goes before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import BEGROTING, POSTKANTEN, Bestand, Dossier, Record, Waarde
from budgetdesk.model.kinds.begroting import Indexcijfers, Indexvolgers, Parameters
from budgetdesk.model.kinds.programma import Post

GEEN: Final = "geen"
"""The word for no index."""

OVERIG: Final = {"lasten": ("index", "prijzen"), "baten": ("index_baten", GEEN)}
"""Per side the key of `[parameters]` that says what all others follow, and what they follow without."""


@dataclass(frozen=True, slots=True)
class Gebrek:
    """Why something cannot be indexed: the code of the finding, its address and two Dutch sentences."""

    code: str
    adres: Adres
    tekst: str
    remedie: str


class Indexregels:
    """The indices of a dossier and who follows them."""

    def __init__(self, dossier: Dossier) -> None:
        self._begroting = dossier.begroting
        self._parameters = self._begroting.single(Parameters)
        self._volgers = {(kant, code): record.sleutel for record, kant, code in reversed([*self.codes()])}

    def of(self, bestand: Bestand, post: Post, kant: str) -> tuple[Waarde, Adres]:
        """Return the index of one side of a post, a name or a fraction, and the address that says so."""
        naam, adres = self._rule(post.tekst(f"categorie.{kant}"), kant)
        own = post.index
        if own == "" or (kant == "baten" and naam == GEEN):
            return naam, adres
        return own, Adres(bestand.naam, "post", post.sleutel, "index")

    def _rule(self, categorie: str, kant: str) -> tuple[str, Adres]:
        parts = categorie.split(".")
        for size in range(len(parts), 0, -1):
            if naam := self._volgers.get((kant, ".".join(parts[:size]))):
                return naam, Adres(BEGROTING, "indexering", naam, kant)
        pad, default = OVERIG[kant]
        return self._parameters.tekst(pad) or default, Adres(BEGROTING, "parameters", "", pad)

    def record(self, naam: str) -> Indexcijfers | None:
        """Return the percentages of an index by year, None where there is no such index."""
        return self._begroting.record(Indexcijfers, naam)

    def codes(self) -> Iterator[tuple[Indexvolgers, str, str]]:
        """Yield the economic categories that `[indexering.…]` tables name: the table, the side and the code."""
        for record in self._begroting.van(Indexvolgers):
            yield from ((record, "lasten", code) for code in record.lasten)
            yield from ((record, "baten", code) for code in record.baten)

    def faults(self) -> Iterator[Gebrek]:
        """Yield what is wrong with the settings themselves."""
        yield from self._unknown_names()
        yield from self._double_codes()
        for record in self._begroting.van(Indexcijfers):
            for pad in record.waarden:
                yield from self._too_large(record, Adres(BEGROTING, "index", record.sleutel, pad))

    def post_faults(self, bestand: Bestand) -> Iterator[Gebrek]:
        """Yield what is wrong with the own indices of posts in a file."""
        for post in bestand.van(Post):
            if "index" in post.waarden:
                adres = Adres(bestand.naam, "post", post.sleutel, "index")
                yield from self._too_large(post, adres)
                if not self._is_known(naam := post.tekst("index")):
                    yield self.unknown(naam, adres)

    def unknown(self, naam: str, adres: Adres) -> Gebrek:
        """Return the complaint about a name that is that of no index (BD470)."""
        known = ", ".join([*(record.sleutel for record in self._begroting.van(Indexcijfers)), GEEN])
        return Gebrek("BD470", adres, f"index `{naam}` bestaat niet in {BEGROTING}.", f"Kies uit: {known}.")

    def _is_known(self, naam: str) -> bool:
        return naam in ("", GEEN) or self.record(naam) is not None

    def _unknown_names(self) -> Iterator[Gebrek]:
        for record in self._begroting.van(Indexvolgers):
            if not self._is_known(record.sleutel):
                pad = next((kant for kant in POSTKANTEN if kant in record.waarden), "")
                yield self.unknown(record.sleutel, Adres(BEGROTING, "indexering", record.sleutel, pad))
        for pad, _ in OVERIG.values():
            if not self._is_known(naam := self._parameters.tekst(pad)):
                yield self.unknown(naam, Adres(BEGROTING, "parameters", "", pad))

    def _double_codes(self) -> Iterator[Gebrek]:
        for record, kant, code in self.codes():
            if (first := self._volgers[kant, code]) != record.sleutel:
                adres = Adres(BEGROTING, "indexering", record.sleutel, kant)
                tekst = f"categorie {code} volgt ook index `{first}`; die telt."
                yield Gebrek("BD473", adres, tekst, "Noem elke categorie bij één index.")

    def _too_large(self, record: Record, adres: Adres) -> Iterator[Gebrek]:
        """Yield the complaint about a fraction that must have been meant as a percentage (BD472)."""
        value = record.waarden.get(adres.pad)
        if isinstance(value, Decimal) and abs(value) >= 1:
            tekst = f"een index van {value:f} is een verandering van 100 % of meer."
            yield Gebrek("BD472", adres, tekst, "Schrijf een percentage als breuk: 3,5 % is 0.035.")
