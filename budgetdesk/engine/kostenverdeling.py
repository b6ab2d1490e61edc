"""Cost allocation (kostenverdeelstaat): what a post costs, handed out to other posts by a key.

Two kinds of table in `begroting.toml`, one fact a line:

    [kostenplaats.ict]
    naam = "ICT"
    programma = 7                # the post that holds the cost
    post = "automatisering"
    verdeelsleutel = "procent"   # or fte, uren, m2

    [verdeling.ict-welzijn]
    kostenplaats = "ict"
    programma = 3                # the post that receives
    post = "welzijn"
    aandeel = 12.5               # percentages add to 100, other keys are weights

What is handed out, per year from T on, is all that the post costs in the begroting: its raming, mutations,
kapitaallasten and what other kostenplaatsen hand to it. So one may follow the other, whatever the order of
the tables (step-down); a circle is refused. With `lasten.JAAR` only those amounts are handed out, and
several kostenplaatsen can share a post; what is received stays there.

Both sides show: the post loses what the receivers gain, to the cent. Each share is rounded down and the
cents that are left go to the largest remainders, the first line where they are equal (largest remainder
method). A kostenplaats with something wrong hands out nothing; `checks.kostenverdeling` says what it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Final, NamedTuple

from budgetdesk.engine.kapitaallasten import kapitaallasten
from budgetdesk.engine.mutaties import counted
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.kinds import begroting
from budgetdesk.model.kinds.programma import Post

VERDELING: Final = begroting.Verdeling.kind.naam
PROCENT: Final = "procent"
"""The key whose shares are percentages; those of all others are weights."""

DECIMALEN: Final = 6
"""Decimals a share may have: a third of the whole is 33.333333, 33.333333 and 33.333334."""

MAX_AANDEEL: Final = 1_000_000_000
"""What a share has to stay below; no key counts as many hours or square metres."""

_HEEL: Final = 100 * 10**DECIMALEN

Plek = tuple[str, str]
"""A post: the name of its file, and its key."""


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """One `[verdeling]`: a receiving post and its share in millionths, None where it is no post or no share."""

    record: begroting.Verdeling
    post: Plek | None
    aandeel: int | None


@dataclass(frozen=True, slots=True)
class Kostenplaats:
    """One `[kostenplaats]`: the post that holds the cost, None where there is none, and who receives."""

    record: begroting.Kostenplaats
    post: Plek | None
    ontvangers: tuple[Ontvanger, ...]

    @property
    def sleutel(self) -> str:
        """Return its key."""
        return self.record.sleutel

    @property
    def is_alles(self) -> bool:
        """Return whether all lasten of the post are handed out, not amounts that it names."""
        return not self.record.lasten

    @property
    def is_procent(self) -> bool:
        """Return whether the shares are percentages."""
        return self.record.verdeelsleutel == PROCENT

    @property
    def totaal(self) -> int:
        """Return what the usable shares add up to, in millionths."""
        return sum(ontvanger.aandeel or 0 for ontvanger in self.ontvangers)

    @property
    def is_leeg(self) -> bool:
        """Return whether nobody receives anything: there are no shares, or they are all zero."""
        return all(ontvanger.aandeel == 0 for ontvanger in self.ontvangers)

    @property
    def telt_op(self) -> bool:
        """Return whether the shares are a key: percentages of a whole, weights of anything."""
        return self.totaal == _HEEL if self.is_procent else self.totaal > 0


class Kostenplaatsen:
    """The kostenplaatsen of a dossier, in file order, and how they hang together."""

    def __init__(self, dossier: Dossier) -> None:
        records = dossier.begroting.van(begroting.Kostenplaats)
        lines = dossier.begroting.van(begroting.Verdeling) if records else []
        self.plaatsen: Sequence[Kostenplaats] = _read(dossier, records, lines) if records else ()
        self._van: dict[Plek | None, list[Kostenplaats]] = {}
        for plaats in self.plaatsen:
            self._van.setdefault(plaats.post, []).append(plaats)

    def others(self, plaats: Kostenplaats) -> list[Kostenplaats]:
        """Return the other kostenplaatsen that take from the same post."""
        return [other for other in self._van[plaats.post] if other is not plaats] if plaats.post else []

    def circle(self, plaats: Kostenplaats) -> list[Kostenplaats]:
        """Return the shortest way by which what is handed out comes back, without its begin; none: empty."""
        ways = [[following] for following in self._following(plaats)]
        seen: set[str] = set()
        for way in ways:  # grows while it is walked
            if way[-1] is plaats:
                return way
            if way[-1].sleutel not in seen:
                seen.add(way[-1].sleutel)
                ways += [[*way, following] for following in self._following(way[-1])]
        return []

    def _following(self, plaats: Kostenplaats) -> Iterator[Kostenplaats]:
        """Yield the kostenplaatsen whose post receives from this one."""
        for ontvanger in plaats.ontvangers:
            if ontvanger.post:
                yield from self._van.get(ontvanger.post, ())

    def is_sound(self, plaats: Kostenplaats) -> bool:
        """Return whether nothing keeps a kostenplaats from handing out its lasten."""
        return (
            plaats.post is not None
            and plaats.telt_op
            and all(o.post and o.aandeel is not None for o in plaats.ontvangers)
            and not (plaats.is_alles and self.others(plaats))
            and not self.circle(plaats)
        )

    def upstream_first(self) -> list[Kostenplaats]:
        """Return the sound ones, each after those it receives from."""
        sound = {plaats.sleutel: plaats for plaats in self.plaatsen if self.is_sound(plaats)}
        order: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(sound, ()))
        for plaats in sound.values():
            for following in self._following(plaats):
                order.add(following.sleutel, plaats.sleutel)
        return [sound[sleutel] for sleutel in order.static_order() if sleutel in sound]


def _read(
    dossier: Dossier, records: Sequence[begroting.Kostenplaats], lines: Sequence[begroting.Verdeling]
) -> list[Kostenplaats]:
    # a number that stands twice means the first file
    programmas = {bestand.nummer: bestand for bestand in reversed(dossier.programmas)}
    ontvangers: dict[str, list[Ontvanger]] = {}
    for record in lines:
        ontvanger = Ontvanger(record, _post(programmas, record), _share(record))
        ontvangers.setdefault(record.kostenplaats, []).append(ontvanger)
    return [Kostenplaats(t, _post(programmas, t), tuple(ontvangers.get(t.sleutel, ()))) for t in records]


def _post(programmas: dict[int, Bestand], record: begroting.Kostenplaats | begroting.Verdeling) -> Plek | None:
    """Return the post that a table names, None where it is not there."""
    bestand = programmas.get(record.programma)
    return (bestand.naam, record.post) if bestand and bestand.record(Post, record.post) else None


def _share(record: begroting.Verdeling) -> int | None:
    """Return a share in millionths, None where it is negative, too large or too fine."""
    aandeel = record.aandeel
    if aandeel is None or not 0 <= aandeel < MAX_AANDEEL:
        return None
    scaled = aandeel.scaleb(DECIMALEN)
    return int(scaled) if scaled == scaled.to_integral_value() else None


def distribute(cents: int, aandelen: Sequence[int]) -> list[int]:
    """Return an amount divided in proportion to weights that are not all zero; the parts add up to it.

    No part is a cent or more from its exact share. A negative amount is divided as the same positive one.
    """
    total, teken = sum(aandelen), -1 if cents < 0 else 1
    exact = [divmod(abs(cents) * aandeel, total) for aandeel in aandelen]
    left = abs(cents) - sum(whole for whole, _ in exact)
    order = sorted(range(len(exact)), key=lambda i: -exact[i][1])
    extra = set(order[:left])
    return [teken * (whole + (i in extra)) for i, (whole, _) in enumerate(exact)]


@dataclass(frozen=True, slots=True)
class Verdeling:
    """What one kostenplaats hands out in one year: its lasten and the part of each receiver, in cents.

    One with something wrong hands out zeroes.
    """

    plaats: Kostenplaats
    jaar: int
    lasten: int
    delen: tuple[int, ...]


def kostenverdeling(dossier: Dossier, jaren: Sequence[int]) -> list[Verdeling]:
    """Return what every kostenplaats hands out in these years from T on, in file order and by year."""
    kostenplaatsen = Kostenplaatsen(dossier)
    if not kostenplaatsen.plaatsen:
        return []
    years = [jaar for jaar in jaren if jaar >= dossier.jaar]
    lasten = _own(dossier, kostenplaatsen.plaatsen, years)
    delen: dict[str, dict[int, list[int]]] = {}
    for plaats in kostenplaatsen.upstream_first():
        aandelen = [ontvanger.aandeel or 0 for ontvanger in plaats.ontvangers]
        delen[plaats.sleutel] = {jaar: distribute(_cost(plaats, jaar, lasten), aandelen) for jaar in years}
        for jaar, parts in delen[plaats.sleutel].items():
            for ontvanger, cents in zip(plaats.ontvangers, parts, strict=True):
                if (key := (ontvanger.post, jaar)) in lasten:
                    lasten[key] += cents
    return [
        Verdeling(plaats, jaar, _cost(plaats, jaar, lasten), _parts(plaats, delen.get(plaats.sleutel, {}).get(jaar)))
        for plaats in kostenplaatsen.plaatsen
        for jaar in years
    ]


_Lasten = dict[tuple[Plek | None, int], int]
"""The cents of posts by year, before they are handed out."""


def _cost(plaats: Kostenplaats, jaar: int, lasten: _Lasten) -> int:
    if plaats.is_alles:
        return lasten.get((plaats.post, jaar), 0)
    return plaats.record.lasten[jaar]


def _parts(plaats: Kostenplaats, parts: Sequence[int] | None) -> tuple[int, ...]:
    return (0,) * len(plaats.ontvangers) if parts is None else tuple(parts)


def _own(dossier: Dossier, plaatsen: Sequence[Kostenplaats], jaren: Sequence[int]) -> _Lasten:
    """Return the begroting of the posts that hand out all they cost, without what they receive."""
    posten = dict.fromkeys(plaats.post for plaats in plaatsen if plaats.post and plaats.is_alles)
    found: _Lasten = {}
    for naam in dict.fromkeys(naam for naam, _ in posten):
        bestand = dossier.bestanden[naam]
        mutaties = counted(dossier, bestand.nummer)
        for post in (post for post in posten if post[0] == naam):
            record, added = bestand.records["post", post[1]], mutaties.get(("post", post[1], "lasten"), {})
            for kolom, jaar in ((f"begroting.{jaar}", jaar) for jaar in jaren):
                found[post, jaar] = record.bedrag(f"lasten.{kolom}") + added.get(kolom, 0)
        for last in kapitaallasten(dossier, bestand, jaren):
            if (key := ((naam, last.post), last.jaar)) in found:
                found[key] += last.bedrag
    return found


class Aandeel(NamedTuple):
    """What the allocation changes on one post in one year: its key, the year, cents, and name and key of the plaats."""

    post: str
    jaar: int
    cents: int
    naam: str
    plaats: str


Verdeeld = Mapping[str, Sequence[Aandeel]]
"""What the allocation changes, by the name of the file it does so in."""


def verdeeld(dossier: Dossier, jaren: Sequence[int]) -> Verdeeld:
    """Return what posts lose (negative) and receive in these years; all together it is zero per year."""
    found: dict[str, list[Aandeel]] = {}
    for verdeling in kostenverdeling(dossier, jaren):
        plaats, jaar, naam = verdeling.plaats, verdeling.jaar, verdeling.plaats.record.naam
        receiving = zip((ontvanger.post for ontvanger in plaats.ontvangers), verdeling.delen, strict=True)
        for post, cents in ((plaats.post, -sum(verdeling.delen)), *receiving):
            if post and cents:
                found.setdefault(post[0], []).append(Aandeel(post[1], jaar, cents, naam, plaats.sleutel))
    return found


def verdeelde_posten(dossier: Dossier) -> set[Plek]:
    """Return the posts that hand out all they cost: an amount of theirs is one of other posts too."""
    records = dossier.begroting.van(begroting.Kostenplaats)
    plaatsen = _read(dossier, records, ()) if records else ()
    return {plaats.post for plaats in plaatsen if plaats.post and plaats.is_alles}
