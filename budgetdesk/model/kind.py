"""One kind of record: its fields, and what the program has to know about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from budgetdesk.model.field import PER_BRON, PER_FASE, Bestandssoort, Field

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record; `enkel` kinds (`[programma]`) have no key of their own."""

    naam: str
    """Its key in the file."""
    velden: tuple[Field, ...] = ()
    enkel: bool = False
    bestanden: tuple[Bestandssoort, ...] = ()
    """The kinds of file it can stand in."""
    hoofd: bool = False
    """Whether those files cannot do without it."""
    herkend: tuple[str, ...] = ()
    """Keys by which such a file is known when it has another name, the strongest first."""
    enkelvoud: str = ""
    """What people call one; its key where nothing else is said."""
    meervoud: str = ""
    """What people call several; as one where a file holds it once."""
    lidwoord: Literal["de", "het"] = "de"
    ouder: str = ""
    """The kind it hangs below; its key of the same name says below which one."""
    telt_op: str = ""
    """The kind whose amounts it adds up, where it has none itself."""
    code: str = ""
    """How the council numbers it, `{boven}.{n}`: `boven` is the code of its parent or the number of the programma,
    `n` counts, `letter` and `LETTER` go from a on. Empty: its key is a slug of its name."""
    tabel: str = ""
    """The table of a programma that shows it; empty: none has a row for it, and it is shown on a card."""
    per_document: bool = False
    """Whether each document of the year has its own ones, with all they hold."""
    intern: bool = False
    """Whether it is for who works on the dossier alone: no document, table or fact has it, and nothing locks it."""

    def veld(self, sleutel: str) -> Field | None:
        """Return the field with this key, or None."""
        return next((v for v in self.velden if v.sleutel == sleutel), None)

    def veld_van(self, pad: str) -> Field | None:
        """Return the field that a whole value belongs to: `uitgaven` for `uitgaven.2027`, or None."""
        families = (v for v in self.velden if v.onder and pad.startswith(f"{v.sleutel}."))
        return self.veld(pad) or next(families, None)

    def within(self, bestand: Bestandssoort) -> Kind:
        """Return it as a kind of file has it, without the fields that belong in another."""
        return replace(self, velden=tuple(v for v in self.velden if v.alleen in (None, bestand)))

    def in_document(self) -> Kind:
        """Return it as a file of one document has it: what that says anew about what a programma holds.

        Prose, a status and amounts per phase, of which only a forecast; none of these need be there. What is printed
        nowhere is whole wherever it stands.
        """
        if self.intern:
            return self
        phased = (replace(v, onder=PER_FASE, ook_fase=False, jaarfase="") if v.jaarfase else v for v in self.velden)
        velden = (v for v in phased if self.per_document or v.alineas or v.per_document or v.onder == PER_FASE)
        return replace(self, velden=tuple(replace(v, verplicht=False, ook_kwartaal=False) for v in velden), hoofd=False)

    def as_adopted(self, *computed: Field, keyed: bool) -> Kind:
        """Return it as an adopted budget holds it: by what it is sorted, and its amounts, `computed` ones among them.

        Prose is not in it, nor what accounts measure; what it names need not be there any more. One that is `keyed`
        stands in it once for each place of its own.
        """
        velden = (v for v in self.velden if not (v.lang or v.gemeten or v.per_document or v.buiten_begroting))
        bare = (
            replace(
                v,
                verplicht=False,
                verwijst="",
                elders=None,
                met_soort=(),
                met_nummer=(),
                ook_fase=False,
                ook_kwartaal=False,
                nieuw=None,
            )
            for v in velden
        )
        held = tuple(replace(v, onder=PER_BRON) if v.onder == PER_FASE else v for v in bare)
        return replace(self, velden=(*held, *computed), hoofd=False, enkel=not keyed)

    def noem(self, aantal: int = 1) -> str:
        """Return what people call so many of it: `aanvaarding`, `verbonden partijen`."""
        one = self.enkelvoud or self.naam
        return one if aantal == 1 else self.meervoud or one

    @property
    def kanten(self) -> tuple[str, ...]:
        """Return its sides: the amounts per phase and year."""
        return tuple(v.sleutel for v in self.velden if v.onder == PER_FASE)

    @property
    def kenmerken(self) -> tuple[str, ...]:
        """Return the keys that tell two of one name apart; none where one name means one thing."""
        return tuple(v.sleutel for v in self.velden if v.kenmerk)

    @property
    def naamveld(self) -> str:
        """Return the key that holds what people call one; nothing where it has none."""
        return next((v.sleutel for v in self.velden if v.heet), "")

    @property
    def nieuw(self) -> Mapping[str, str]:
        """Return the values a new one begins with."""
        return {v.sleutel: v.nieuw for v in self.velden if v.nieuw is not None}

    def codes(self, boven: str, aantal: int) -> list[str]:
        """Return the first codes below a code or number; none where it goes by slugs."""
        if not self.code:
            return []
        letters = (_LETTERS[n % 26] * (n // 26 + 1) for n in range(aantal))
        named = ((str(n), letter) for n, letter in enumerate(letters, 1))
        found = (self.code.format(boven=boven, n=n, letter=x, LETTER=x.upper()) for n, x in named)
        return list(islice(found, aantal))
