"""The classes of the plan of faults: processes killed, system calls refused, writers in each other's way."""

from __future__ import annotations

import errno
import os
import random
import select
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Final

from budgetdesk.errors import BudgetdeskError, ChangedOnDisk, Locked
from budgetdesk.model.adres import Adres
from budgetdesk.model.edits import RenameRecord, SetValue
from budgetdesk.session import Session, keeper
from budgetdesk.session.recovery import find
from budgetdesk.storage import atomic
from budgetdesk.storage.reader import read_dossier
from tests.faults.app import ENDINGS, at_random, ended_by
from tests.faults.calls import DIED, Call, Then, at, die_after, die_before, in_child
from tests.faults.plan import Class, instead
from tests.faults.sessions import EERSTE, TWEEDE, Inhoud, Sessie, held
from tests.proef import inhoud

NAMEN: Final = tuple(f"programmas/{n:02}-p.toml" for n in (1, 2, 3))
POST: Final = """\
[post.x]  # de post
naam = "X"
beleidsterrein = "A"
lasten.begroting.2026 = 0 # bedrag
lasten.begroting.2027 = 0
"""
LASTEN: Final = tuple(Adres(naam, "post", "x", "lasten.begroting.2026") for naam in NAMEN)

LONGEST: Final = 0.03
"""Seconds after which a process is killed at the latest; in that it acts some tens of times."""

AT_ONCE: Final = 0.2
"""The part of the trials in which those seconds begin with the process, not with the first thing that it did.

On a machine that is busy with other things a process may not have come to anything by then.
"""

PATIENCE: Final = 60.0
"""Seconds for a process to come to its first thing."""


def made(folder: Path, *programmas: str | bytes) -> Path:
    """Return the folder of a dossier of these programmas."""
    map_ = folder / "dossier"
    for naam, content in inhoud(*programmas).items():
        (map_ / naam).parent.mkdir(parents=True, exist_ok=True)
        (map_ / naam).write_bytes(content)
    return map_


def killed(
    do: Callable[[Callable[[int], None]], object], rng: random.Random, how: signal.Signals = signal.SIGKILL
) -> int:
    """Do something in a process of its own and kill that; return the last number it told, -1 where it told none.

    It is given what tells a number, which whoever looks on has seen by then.
    """
    read, write = os.pipe()
    # Python's own answer to SIGINT would let the child go on as if it were the parent
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    child = os.fork()
    if child == 0:
        os.close(read)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a signal may come anywhere, and be told about
        try:
            do(lambda number: _told(write, number))
        finally:
            os._exit(1)
    signal.signal(signal.SIGINT, before)
    os.close(write)
    if rng.random() >= AT_ONCE:
        select.select([read], [], [], PATIENCE)
    time.sleep(rng.uniform(0, LONGEST))  # the moment is what is tried
    os.kill(child, how)
    with os.fdopen(read, "rb") as told:
        numbers = told.read().split()
    os.waitpid(child, 0)
    return int(numbers[-1]) if numbers else -1


def _told(write: int, number: int) -> None:
    os.write(write, b"%d\n" % number)


# --- killed while typing -------------------------------------------------------------------------


def _type(session: Session, number: int) -> None:
    """Do the n-th thing of somebody who types: amounts, an undo, another key, a save."""
    key = "x" if session.dossier.bestanden[NAMEN[0]].record("post", "x") else "z"
    adres = Adres(NAMEN[0], "post", key, "lasten.begroting.2027") if number % 3 else LASTEN[1 + number % 2]
    if number % 31 == 30:
        session.save()
    elif number % 13 == 12:
        session.do([RenameRecord(NAMEN[0], "post", key, "z" if key == "x" else "x")])
    elif number % 11 == 10:
        session.undo()
    else:
        session.set_value(adres, number * 100)


_STEPS: Final = 400


@cache
def _states() -> list[Inhoud]:
    """Return what the dossier holds after each of the things that are typed, told by a session that is not killed."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="budgetdesk-fout-") as folder:
        session = Session.open(made(Path(folder), POST, POST, POST))
        states = [held(session.dossier)]
        for number in range(_STEPS):
            _type(session, number)
            states.append(held(session.dossier))
    return states


def _typing(how: Sequence[signal.Signals], rng: random.Random, folder: Path) -> str:
    states, map_ = _states(), made(folder, POST, POST, POST)

    def work(tell: Callable[[int], None]) -> None:
        session = Session.open(map_, kept=True)
        for number in range(_STEPS):
            _type(session, number)
            tell(number)

    last = killed(work, rng, rng.choice(how))
    after = Session.open(map_, kept=True)
    for recovery in find(map_):
        if clashes := recovery.take_over(after):
            return f"na {last}: botsingen {clashes}"
        after.resolve([])
        recovery.drop()
    found = held(after.dossier)
    after.abandon()
    # what was done and not yet told may be there
    return "" if found in states[last + 1 : last + 3] else f"na {last} staat er iets anders"


def _late(self: keeper.Keeper, step: object, editor: object, *, every: list[int] = [0]) -> None:  # noqa: B006
    """Keep the journal now and then only: what is told before it is written is lost."""
    every[0] += 1
    if every[0] % 5 == 0:
        _step(self, step, editor)  # type: ignore[arg-type]


_step = keeper.Keeper.step


# --- killed in a save ----------------------------------------------------------------------------


def _saving(count: int, rng: random.Random, folder: Path) -> str:
    map_ = made(folder, *[POST] * count)

    def work(tell: Callable[[int], None]) -> None:
        session = Session.open(map_)
        for number in range(1, 10_000):
            session.do([SetValue(a, session.dossier.waarde(a), number * 100) for a in LASTEN[:count]])
            session.save()
            tell(number)

    last = max(0, killed(work, rng))
    return _all_same(map_, count, (last * 100, (last + 1) * 100))


def _all_same(map_: Path, count: int, allowed: Sequence[int]) -> str:
    """Return what is wrong where the files do not all hold the same one of these amounts."""
    try:
        dossier = read_dossier(map_).dossier
    except BudgetdeskError as error:
        return f"niet te lezen: {error}"
    found = {dossier.waarde(a) for a in LASTEN[:count]}
    return "" if len(found) == 1 and found <= set(allowed) else f"er staat {found}, het was {allowed}"


def _in_place(_map: Path, vervangingen: Sequence[atomic.Vervanging]) -> list[str]:
    """Save as most programs do: open the file and write."""
    for v in vervangingen:
        with v.pad.open("wb") as file:
            for at_ in range(0, len(v.bytes), 64):
                file.write(v.bytes[at_ : at_ + 64])
                file.flush()
    return []


def _one_by_one(_map: Path, vervangingen: Sequence[atomic.Vervanging]) -> list[str]:
    """Save each file well, and all of them without telling."""
    return [warning for v in vervangingen for warning in atomic.replace_files([v])]


# --- at a system call ----------------------------------------------------------------------------


def _dying(rng: random.Random, folder: Path) -> str:
    map_ = made(folder, POST, POST, POST)

    def work(step: int, die: Then) -> None:
        session = _edited(map_)
        at(step, die)
        session.save()

    step, die = rng.randint(1, 70), rng.choice([die_before, die_after])
    if in_child(partial(work, step, die)) not in (0, DIED):
        return f"een fout bij aanroep {step}"
    said = _all_same(map_, 3, (0, 5_00))
    after = Session.open(map_, kept=True)
    for recovery in find(map_):
        recovery.take_over(after)
        recovery.drop()
    found = {after.dossier.waarde(a) for a in LASTEN}
    after.abandon()
    return said or ("" if found == {5_00} else f"na herstel van aanroep {step} staat er {found}")


def _edited(map_: Path) -> Session:
    session = Session.open(map_, kept=True)
    session.do([SetValue(a, 0, 5_00) for a in LASTEN])
    return session


ERRORS: Final = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)


def _refused(rng: random.Random, folder: Path) -> str:
    map_ = made(folder, POST, POST, POST)
    step, code, calls = rng.randint(1, 70), rng.choice(ERRORS), rng.choice([1, 10**6])

    def work() -> None:
        session, left = _edited(map_), calls

        def refuse(name: str, call: Call) -> object:
            nonlocal left
            left -= 1
            if left >= 0:
                if name == "close":  # which closes, whatever it says
                    call()
                raise OSError(code, os.strerror(code))
            return call()

        restore = at(step, refuse)
        try:
            session.save()
        except BudgetdeskError:
            assert session.dirty, "de sessie denkt dat er is opgeslagen"
        restore()
        assert all(session.dossier.waarde(a) == 5_00 for a in LASTEN)
        said = _all_same(map_, 3, (0, 5_00))
        assert not said, said
        _save_again(session)
        said = _all_same(map_, 3, (5_00,))
        assert not said, said
        session.abandon()

    return "" if in_child(work) == 0 else f"{errno.errorcode[code]} bij aanroep {step}"


def _save_again(session: Session) -> None:
    """Save what was not saved; a save that broke off in the middle was finished by whoever read since."""
    try:
        if session.dirty:
            session.save()
    except ChangedOnDisk:
        clashes = session.rebase()
        assert (clashes, session.dirty) == ([], False), clashes


def _forgetful(fd: int, data: bytes) -> None:
    """Write, and take an error of the disk for nothing."""
    with suppress(OSError):
        os.write(fd, data)


# --- two at once ---------------------------------------------------------------------------------


def _writers(rng: random.Random, folder: Path) -> str:
    map_, rounds = made(folder, POST, POST), rng.randint(3, 6)

    def work(adres: Adres) -> None:
        for _ in range(rounds):
            session = Session.open(map_)
            session.set_value(adres, int(str(session.dossier.waarde(adres))) + 100)
            while session.dirty:
                try:
                    session.save()
                except ChangedOnDisk:
                    session.rebase()
                except Locked:
                    continue
        os._exit(0)

    adressen = [LASTEN[0], Adres(NAMEN[0], "post", "x", "lasten.begroting.2027")]
    children = list[int]()
    for adres in adressen:
        child = os.fork()
        if child == 0:
            try:
                work(adres)
            finally:
                os._exit(1)
        children.append(child)
    ended = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    if ended != [0, 0]:
        return f"een schrijver eindigde met {ended}"
    dossier = read_dossier(map_).dossier
    found = [dossier.waarde(a) for a in adressen]
    return "" if found == [rounds * 100] * 2 else f"{rounds} ophogingen elk gaven {found}"


def _careless(_map: Path, vervangingen: Sequence[atomic.Vervanging]) -> list[str]:
    """Replace whatever is there by now."""
    return atomic.replace_files([atomic.Vervanging(v.pad, v.bytes, atomic.ONGEACHT) for v in vervangingen])


# --- sessions ------------------------------------------------------------------------------------


def _session(rng: random.Random, folder: Path) -> str:
    sessie = Sessie(made(folder, EERSTE, TWEEDE), rng.randrange(2**32))
    try:
        for _ in range(200):
            sessie.act()
        sessie.end()
    except AssertionError as error:
        sessie.session.abandon()
        return f"sessie {sessie.seed}: {error}"
    return ""


_ENDED: Final = (signal.SIGKILL,)
_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)
_REPLACE: Final = "budgetdesk.storage.files.replace_together"

CLASSES: Final = (
    Class(
        "gedood-bij-typen",
        "SIGKILL terwijl bedragen worden getypt: wat te zien was, is terug te halen",
        partial(_typing, _ENDED),
        instead("budgetdesk.session.keeper.Keeper.step", _late),
    ),
    Class(
        "signaal-bij-typen",
        "TERM, HUP, QUIT of INT terwijl bedragen worden getypt",
        partial(_typing, _SIGNALS),
        instead("budgetdesk.session.keeper.Keeper.step", _late),
    ),
    Class(
        "gedood-bij-opslaan",
        "SIGKILL tijdens het opslaan van een bestand: het oude of het nieuwe, heel",
        partial(_saving, 1),
        instead(_REPLACE, _in_place),
    ),
    Class(
        "gedood-tussen-bestanden",
        "SIGKILL tijdens het opslaan van drie bestanden: alle oud of alle nieuw",
        partial(_saving, 3),
        instead(_REPLACE, _one_by_one),
    ),
    Class(
        "gedood-bij-aanroep",
        "het proces sterft bij een systeemaanroep van het opslaan",
        _dying,
        instead(_REPLACE, _one_by_one),
    ),
    Class(
        "geweigerde-aanroep",
        "het systeem weigert een aanroep van het opslaan: vol, stuk, geen rechten, alleen lezen",
        _refused,
        instead("budgetdesk.storage.atomic.write_all", _forgetful),
    ),
    Class(
        "twee-schrijvers",
        "twee sessies slaan hetzelfde bestand op: niets wordt overschreven",
        _writers,
        instead(_REPLACE, _careless),
        0.3,
    ),
    Class(
        "sessie",
        "tweehonderd willekeurige handelingen: wat in het geheugen staat, wordt geschreven; terug is terug",
        _session,
        instead("budgetdesk.model.history.Pending._compare", lambda _self, _naam, _dossier: None),
        0.4,
    ),
    Class(
        "app-beeindigd",
        "de app krijgt KILL, TERM, HUP, QUIT of INT, of haar venster gaat dicht, vlak na een bedrag",
        lambda rng, folder: ended_by(ENDINGS, rng, made(folder, POST)),
        instead("tests.faults.app.WITHOUT_SIGNALS", do=True),
        4.0,
    ),
    Class(
        "app-willekeurig",
        "de app wordt willekeurig gebruikt, in vensters van alle maten",
        lambda rng, folder: at_random(40, rng, made(folder, EERSTE, TWEEDE)),
        instead("budgetdesk.tui.dossier.edit.Edit.undo", lambda _self: None),
        12.0,
    ),
)
