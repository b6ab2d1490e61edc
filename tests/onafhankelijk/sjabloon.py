"""The columns of the three document types, after the BBV: what each adds up, and which make a course of years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tests.onafhankelijk.regels import Regels

REKENING, BEGROTING, WIJZIGING, PROGNOSE = "rekening", "begroting", "wijziging", "prognose"


class Term(NamedTuple):
    """One amount that a column adds up; a forecast is of a document."""

    fase: str
    jaar: int


Termen = tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: the amounts it adds up, or the two columns of which it is the difference."""

    kop: str
    jaar: int
    termen: Termen = ()
    verschil: tuple[Termen, Termen] | None = None
    geschat: bool = False
    """Whether it stands for accounts that are not there yet."""

    @property
    def fasen(self) -> tuple[str, ...]:
        """Return the phases it adds up."""
        return tuple(term.fase for term in self.termen)


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """The columns of a document, and those of them that make the course of reserves, EMU and balance sheet."""

    kolommen: tuple[Kolom, ...]
    verloop: tuple[Kolom, ...]
    quoten: tuple[Kolom, ...]
    """The columns of the ratios: those of the course, of accounts also the budget."""

    @property
    def vergelijkt(self) -> bool:
        """Return whether it compares budget and result."""
        return any(kolom.verschil for kolom in self.kolommen)

    def is_rekening(self, t: int) -> bool:
        """Return whether it holds the accounts of T."""
        return any(kolom.jaar == t and kolom.fasen == (REKENING,) for kolom in self.kolommen)

    def plan(self, t: int) -> list[int]:
        """Return the years from T on that it has a column of."""
        return sorted({kolom.jaar for kolom in self.kolommen if kolom.jaar >= t})


_MJB: Final = 3


def sjabloon(naam: str, t: int, schatting: int, regels: Regels) -> Sjabloon:
    """Return the columns of one of the shipped document types for year T.

    Of the year `schatting` there are no accounts yet, and its column says so.
    """
    found = _sjabloon(naam, t, regels)
    kolommen = {kolom: _geschat(kolom, schatting) for kolom in found.kolommen}
    verloop, quoten = (tuple(kolommen[kolom] for kolom in some) for some in (found.verloop, found.quoten))
    return Sjabloon(tuple(kolommen.values()), verloop, quoten)


def _geschat(kolom: Kolom, schatting: int) -> Kolom:
    """Return a column of accounts as an estimate where there are none."""
    if kolom.jaar != schatting or kolom.fasen != (REKENING,):
        return kolom
    return replace(kolom, kop=f"{kolom.kop} (schatting)", geschat=True)


def _sjabloon(naam: str, t: int, regels: Regels) -> Sjabloon:
    if naam == "begroting":
        return _begroting(t, regels)
    begroting, wijziging = Term(BEGROTING, t), Term(WIJZIGING, t)
    na = (begroting, wijziging)
    before: tuple[Kolom, ...]
    if naam == "jaarrekening":
        vorig = Kolom(f"Rekening {t - 1}", t - 1, (Term(REKENING, t - 1),))
        nu = Kolom(f"Rekening {t}", t, (Term(REKENING, t),))
        before, woord = (vorig,), "Wijziging Begroting"
    else:
        nu = Kolom(f"Prognose {t}", t, (Term(PROGNOSE, t),))
        before, woord = (), "Wijziging"
    kolommen = (
        *before,
        Kolom(f"Begroting {t}", t, (begroting,)),
        Kolom(woord, t, (wijziging,)),
        Kolom(f"Begroting {t} na wijziging", t, na),
        nu,
        Kolom(f"Verschil {t}", t, verschil=(na, nu.termen)),
    )
    course = (*before, nu)
    return Sjabloon(kolommen, course, kolommen[:2] + course[1:] if naam == "jaarrekening" else course)


def _begroting(t: int, regels: Regels) -> Sjabloon:
    vorig: Sequence[Term] = [Term(BEGROTING, t - 1)]
    if regels.vorig_na_wijziging:
        vorig = [*vorig, Term(WIJZIGING, t - 1)]
    kolommen = (
        Kolom(f"Rekening {t - 2}", t - 2, (Term(REKENING, t - 2),)),
        Kolom(f"Begroting {t - 1}", t - 1, tuple(vorig)),
        Kolom(f"Begroting {t}", t, (Term(BEGROTING, t),)),
        *(Kolom(f"MJB {t + i}", t + i, (Term(BEGROTING, t + i),)) for i in range(1, _MJB + 1)),
    )
    return Sjabloon(kolommen, kolommen, kolommen)
