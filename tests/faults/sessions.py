"""Random sessions on a dossier on disk: edits of every kind, steps back and forth, saves, and sessions that are killed.

Each is told by its seed alone. What is checked after every action needs no model of its own: what is written reads
back as what is in memory, what a session leaves unsaved is done again by the next, undoing everything gives the
first bytes.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Waarde
from budgetdesk.model.edits import AddRecord, Edit, MoveRecord, RemoveRecord, RenameRecord, SetValue
from budgetdesk.session import Session
from budgetdesk.session.recovery import find
from budgetdesk.storage.reader import read_dossier
from tests.proef import programma

PADEN: Final = ("lasten.begroting.2026", "lasten.begroting.2027", "lasten.mjb.2028", "baten.begroting.2026", "naam")
TEKSTEN: Final = ("X", 'met "q"', "é\u2013", "regel\nregel", "# geen commentaar")

EERSTE = """\
# boven
[post.x]  # bij de kop
naam = "X"          # bij de naam
beleidsterrein = "A"

lasten.begroting.2026 = 100   # bij het bedrag
lasten.begroting.2027=1_000
# onder

[post.y]
naam = "Y"
beleidsterrein = "A"
lasten = { begroting = { 2026 = 7 } }
baten.begroting.2026 = 3.50 # drie vijftig
"""
TWEEDE = programma(EERSTE.replace("post.", "post.z"), 2).replace("\n", "\r\n").encode()

Inhoud = dict[str, list[tuple[str, str, dict[str, Waarde]]]]


def held(dossier: Dossier) -> Inhoud:
    """Return everything a dossier holds, by kind and in order; a table without values may stand in a file or not."""
    return {
        naam: sorted(
            ((r.soort, r.sleutel, dict(r.waarden)) for r in bestand.records.values() if r.waarden),
            key=lambda record: record[0],
        )
        for naam, bestand in dossier.bestanden.items()
    }


def content(map_: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a dossier."""
    return {str(pad.relative_to(map_)): pad.read_bytes() for pad in sorted(map_.rglob("*.toml"))}


class Sessie:
    """One session after another on a dossier, driven by a seed."""

    def __init__(self, map_: Path, seed: int) -> None:
        self.map = map_
        self.seed = seed
        self.rng = random.Random(seed)  # noqa: S311
        self.session = Session.open(map_, kept=True)
        self.first = content(map_)
        self.kills = 0

    def act(self) -> str:
        """Do something and return what."""
        weights = {"edit": 60, "restructure": 14, "undo": 14, "redo": 8, "save": 6, "kill": 2}
        [naam] = self.rng.choices(list(weights), list(weights.values()))
        getattr(self, naam)()
        return naam

    def edit(self) -> None:
        """Set a few values of posts, or take them away."""
        adressen = [self._adres() for _ in range(self.rng.randint(1, 3))]
        edits = [SetValue(a, self.session.dossier.waarde(a), self._value(a.pad)) for a in dict.fromkeys(adressen)]
        self.session.do(edits, "waarden")

    def restructure(self) -> None:
        """Let a post come, go, move or get another key, with a value set beside it now and then."""
        bestand = self._bestand()
        keys = [record.sleutel for record in bestand.van("post")]
        fresh = f"n{self.rng.randint(0, 99)}"
        anchor = self.rng.choice([None, *keys])
        edits: list[Edit] = []
        if len(keys) < 2 or (self.rng.random() < 0.4 and fresh not in keys):
            if fresh not in keys:
                waarden = (("naam", fresh), ("beleidsterrein", "A"), ("lasten.begroting.2026", 5_00))
                edits = [AddRecord(bestand.naam, "post", fresh, waarden, anchor)]
        else:
            key = self.rng.choice(keys)
            anchor = None if anchor == key else anchor
            possible: list[Edit] = [
                RemoveRecord(bestand.naam, "post", key),
                MoveRecord(bestand.naam, "post", key, anchor),
            ]
            if fresh not in keys:
                possible.append(RenameRecord(bestand.naam, "post", key, fresh))
            edits = [self.rng.choice(possible)]
        if edits and self.rng.random() < 0.3:
            adres = Adres("begroting.toml", "", "", "gemeente")
            edits.append(SetValue(adres, self.session.dossier.waarde(adres), self.rng.choice(TEKSTEN)))
        self.session.do(edits, "indeling")

    def undo(self) -> None:
        """Take a step back."""
        self.session.undo()

    def redo(self) -> None:
        """Carry a step out again."""
        self.session.redo()

    def save(self) -> None:
        """Save, and read back what was written."""
        self.session.save()
        assert not self.session.dirty
        assert held(read_dossier(self.map).dossier) == held(self.session.dossier)

    def kill(self) -> None:
        """End the session as a kill does, and let the next one take over what it had not saved."""
        expected, dirty = held(self.session.dossier), held(read_dossier(self.map).dossier) != held(self.session.dossier)
        self.session.close()
        self.first = content(self.map)
        self.session = Session.open(self.map, kept=True)
        found = find(self.map)
        assert len(found) == (1 if dirty else 0), (len(found), dirty)
        for recovery in found:
            assert recovery.take_over(self.session) == []
            self.session.resolve([])
            recovery.drop()
        assert held(self.session.dossier) == expected
        self.kills += 1

    def end(self) -> None:
        """Save, take everything back, save again: the first bytes are there."""
        self.save()
        while self.session.undo():
            pass
        self.save()
        assert content(self.map) == self.first
        self.session.abandon()

    def _bestand(self) -> Bestand:
        return self.rng.choice(self.session.dossier.programmas)

    def _adres(self) -> Adres:
        bestand = self._bestand()
        keys = [record.sleutel for record in bestand.van("post")] or ["x"]
        return Adres(bestand.naam, "post", self.rng.choice(keys), self.rng.choice(PADEN))

    def _value(self, pad: str) -> Waarde | None:
        if pad == "naam":
            return self.rng.choice(TEKSTEN)
        return self.rng.choice([None, 0, 1, 5_00, -12_345_67, self.rng.randint(0, 10**9)])
