"""The title line: whose budget, which document, and at the right what is to be known of it at any time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from budgetdesk.display import display
from budgetdesk.tui.actions import short_key_of
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden, clip, spread, width_of


@dataclass(frozen=True, slots=True)
class Kopstand:
    """What the title line says."""

    gemeente: str = ""
    document: str = ""
    boekt: str = ""
    """What typed amounts are booked on, in place of the document."""
    vergeleken: str = ""
    """What the dossier is compared with, where that does not go without saying."""
    onopgeslagen: int = 0
    """How much the files lack."""
    bevindingen: int | None = None
    """How much was found; None while nobody looked."""
    eenheid: str = ""
    """The unit of the amounts in view; empty where there are none."""
    alleen_lezen: bool = False


class Kop(Getekend):
    """Says it in one line: where that is narrow the branch yields first, then words of counts, then the left end.

    A branch that waits for something, such as a merge, does not yield: then the document does.
    """

    def __init__(self) -> None:
        super().__init__()
        self._stand = Kopstand()
        self.tak = ""
        """The branch of git, once that is known."""

    @property
    def stand(self) -> Kopstand:
        """Return what it says, but for the branch."""
        return self._stand

    def show(self, stand: Kopstand) -> None:
        """Say something else."""
        if stand != self._stand:
            self._stand = stand
            self.renew()

    def show_branch(self, tak: str) -> None:
        """Say which branch of git the files are of."""
        if tak != self.tak:
            self.tak = tak
            self.renew()

    def lines(self, width: int, _height: int) -> Sequence[Woorden]:
        """Return the line in the first form that fits."""
        stand = self._stand
        left = list(_left(stand))
        # a name of git holds no blank: what stands behind one says that git waits for the user
        waits = " " in self.tak
        branches = [(False, self.tak), *([(True, self.tak)] if waits else [(False, ""), (True, "")])]
        right: list[Woord] = []
        for short, branch in branches:
            right = list(_right(stand, branch, short=short))
            if width_of(left) + width_of(right) + 1 <= width:
                break
        if not stand.boekt and (stand.vergeleken or waits) and width_of(left) + width_of(right) > width:
            # what is special about the figures in view, or their files, is said before which document they are of
            left = list(_left(replace(stand, document="")))
        if stand.boekt:
            left = _badge(left, width - width_of(right))
        return [spread(left, right, width)]


def _left(stand: Kopstand) -> Iterator[Woord]:
    yield Woord(f" {display(stand.gemeente)}  " if stand.gemeente else " ", "accent", vet=True)
    if stand.boekt:
        key = short_key_of("book")
        yield Woord(f" {T.boekt} {display(stand.boekt)} ", "wijs-inkt", "wijs-nu", vet=True, doe="do('book')")
        yield Woord(f" {key} ", "wijs-inkt", "wijs-nu", vet=True, doe="do('book')")
    else:
        yield Woord(display(stand.document))
    if stand.vergeleken:
        gap = "  " if stand.boekt or stand.document else ""
        yield Woord(f"{gap}{display(stand.vergeleken)}", "anders")
    if stand.alleen_lezen:
        yield Woord("  (alleen lezen)", "zacht")


def _badge(left: Sequence[Woord], width: int) -> list[Woord]:
    """Return the left end in a width, where the key that ends booking stays and what is booked on is cut."""
    gemeente, badge, key, *rest = left
    room = width - 1 - gemeente.breedte - key.breedte - width_of(rest)
    return [gemeente, *clip([badge], max(room, 4)), key, *rest]


def _right(stand: Kopstand, tak: str, *, short: bool) -> Iterator[Woord]:
    if stand.onopgeslagen:
        count = f"{stand.onopgeslagen}" if short else f"{stand.onopgeslagen} niet opgeslagen"
        yield Woord(f" {T.onopgeslagen} {count}  ", "nu", doe="do('save')")
    if stand.bevindingen is not None:
        yield from _findings(stand.bevindingen, short=short)
    if tak:
        yield Woord(f" tak {display(tak)}  ", "zacht")
    if stand.eenheid:
        yield Woord(f" {stand.eenheid} ", vet=True, doe="do('unit')")
        yield Woord(f"{short_key_of('unit')} ", "accent", doe="do('unit')")


def _findings(count: int, *, short: bool) -> Iterator[Woord]:
    key, doe = short_key_of("findings"), "do('findings')"
    if count:
        what = "" if short else "bevinding " if count == 1 else "bevindingen "
        yield Woord(f" {T.let_op} {count} {what}", doe=doe)
    else:
        yield Woord(f" {T.goed} {'' if short else 'geen bevindingen '}", "goed", doe=doe)
    yield Woord(f"{key}  ", "accent", doe=doe)
