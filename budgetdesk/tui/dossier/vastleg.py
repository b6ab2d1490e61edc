"""Leg vast: what is not recorded in git is recorded, with a message, after whatever has to be done first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from budgetdesk.errors import BudgetdeskError, InputError
from budgetdesk.zinnen import aantal, met_en

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from budgetdesk.session.vastleggen import GitGeweigerd, Vastgelegd, Vastlegging
    from budgetdesk.tui.answers import Vastlegantwoord
    from budgetdesk.tui.dossier.compare import Compare
    from budgetdesk.tui.dossier.desk import Desk
    from budgetdesk.tui.dossier.outside import Questions, Work
    from budgetdesk.tui.dossier.save import Save

_BUSY: Final = "Wordt vastgelegd ..."

_LOOKING: Final = "Wat er gewijzigd is, wordt bekeken ..."

_BEGIN: Final = (
    "Deze map staat nog niet in git\n"
    "Git bewaart elke stand die u vastlegt: u ziet dan wat er sindsdien wijzigde, wie dat deed, en kunt scenario's "
    "naast elkaar houden. Alles blijft op uw eigen schijf: er komt een verborgen map `.git` in {map}, en een bestand "
    "`.gitattributes` dat samenvoegen per bedrag regelt."
)


_BEZIG: Final = {
    "merge": "samenvoegen",
    "rebase": "verplaatsen",
    "cherry-pick": "overnemen",
    "revert": "terugdraaien",
    "am": "overnemen",
}
"""What git does, in words."""


class Vastleg:
    """Records, and says what git would not do; what was typed for that is there again the next time."""

    def __init__(self, desk: Desk, ask: Questions, work: Work, save: Save, compare: Compare) -> None:
        self._desk = desk
        self._ask = ask
        self._work = work
        self._save = save
        self._compare = compare
        self._typed: Vastlegantwoord | None = None
        """What was typed for a recording that did not come about."""
        self._told = False
        """Whether it was told that a merge waits."""

    async def look(self) -> None:
        """Show of which branch the files are and what git waits for there; tell once what finishes a merge."""
        from budgetdesk.storage.git import branch_of
        from budgetdesk.storage.underway import underway

        map_ = self._desk.session.map
        tak, bezig = await self._work.run(lambda: (branch_of(map_), underway(map_)))
        what = _BEZIG.get(bezig.soort, "")
        self._desk.view.show_branch(f"{tak}, {what} bezig" if tak and what else tak)
        is_merging = bezig.soort == "merge"
        if is_merging and not self._told:
            of = f" van {bezig.hun}" if bezig.hun else ""
            self._desk.voice.warn(f"Leg vast (Ctrl+P) rondt het samenvoegen{of} af.")
        self._told = is_merging

    async def record(self) -> None:
        """Record what is wanted of all that differs from the last commit."""
        await self.is_recorded()

    async def is_recorded(self) -> bool:
        """Return whether something was recorded: what is not saved is asked first, and so is a repository."""
        if self._desk.sheet.read_only:
            self._desk.voice.warn("U leest alleen: er wordt niets vastgelegd.")
            return False
        if not await self._save.is_saved("daarna vastleggen"):
            return False
        self._desk.catch_up()
        try:
            found = await self._found()
            return found is not None and await self._is_laid_down(found)
        except BudgetdeskError as error:
            self._say(error)
            return False

    async def _found(self) -> Vastlegging | None:
        """Return what can be recorded; None where there is no repository and none is wanted."""
        from budgetdesk.session.vastleggen import is_ignored, is_in_git, prepare

        session, reference = self._desk.session, self._desk.sheet.reference
        if not await self._work.run(lambda: is_in_git(session.map)) and not await self._begin(session.map):
            return None
        if await self._work.run(lambda: is_ignored(session.map)):
            self._desk.voice.warn("git is gezegd deze map over te slaan (`.gitignore`); er is niets vast te leggen.")
            return None
        return await self._work.run(lambda: prepare(session, reference), _LOOKING)

    async def _begin(self, map_: Path) -> bool:
        """Make a repository where that is wanted; raises BudgetdeskError."""
        from budgetdesk.session.vastleggen import begin_repository, require_none

        # it may be git itself that is missing, or that does not trust the folder
        await self._work.run(lambda: require_none(map_))
        choices = [("begin", "Begin hier een git-map en leg alles een eerste keer vast"), ("terug", "Terug")]
        if await self._ask.choice(_BEGIN.format(map=self._desk.session.naam), choices) != "begin":
            return False
        for told in await self._work.run(lambda: begin_repository(map_), "De git-map wordt gemaakt ..."):
            self._desk.voice.warn(told)
        return True

    # --- recording ---------------------------------------------------------------------------

    async def _is_laid_down(self, found: Vastlegging) -> bool:
        """Ask what is to be recorded and do so; raises BudgetdeskError where git is not there any more."""
        from budgetdesk.session.vastleggen import GitGeweigerd, lay_down

        self._typed = answer = await self._ask.recording(found, self._typed)
        if answer is None:
            return False
        map_ = self._desk.session.map
        done: list[Vastgelegd] = []

        def record() -> None:
            done.append(lay_down(map_, found, answer.regels, answer.bestanden, answer.wie))

        try:
            if not await self.is_done(record, _BUSY):
                return False
        except GitGeweigerd as error:
            self.refused(error)
            # a hook may have written in the files
            self._desk.catch_up()
            return False
        self._typed = None
        last = done[0]
        left = f" Nog niet vastgelegd: {aantal(last.over, 'bestand', 'bestanden')}." if last.over else ""
        self._desk.catch_up()
        self.follow(last.tak)
        self._desk.voice.tell(f"Vastgelegd op {last.tak}: {last.kort} {last.onderwerp}.{left}")
        return True

    async def is_done(self, do: Callable[[], None], busy: str) -> bool:
        """Let git do something; return whether it did, once a lock in its way was asked about.

        Raises GitGeweigerd or another BudgetdeskError where it could not.
        """
        from budgetdesk.session.vastleggen import GitGeweigerd

        while True:
            try:
                await self._work.run(do, busy)
            except GitGeweigerd as error:
                if error.slot is None:
                    raise
                if not await self._is_unlocked(error, error.slot):
                    return False
            else:
                return True

    async def _is_unlocked(self, error: GitGeweigerd, slot: Path) -> bool:
        """Return whether to try again, once another git that stood in the way is gone or its lock is."""
        from budgetdesk.session.vastleggen import unlock

        choices = [
            ("opnieuw", "Probeer het opnieuw"),
            ("slot", "Er is geen ander git-programma bezig: haal het slot weg en probeer het opnieuw"),
            ("terug", "Terug"),
        ]
        chosen = await self._ask.choice(f"Git is bezet\n{error}", choices)
        if chosen == "slot":
            unlock(slot)
        return chosen in ("opnieuw", "slot")

    # --- before and after git changes files --------------------------------------------------

    async def is_clean(self, doen: str) -> bool:
        """Return whether all of the dossier is recorded, once it was offered to record it first; `doen` is for what."""
        from budgetdesk.session.vastleggen import open_files

        if not await self._save.is_saved(f"daarna {doen}"):
            return False
        map_ = self._desk.session.map
        while left := await self._work.run(lambda: open_files(map_)):
            names = met_en(left[:3]) + (f" en nog {len(left) - 3}" if len(left) > 3 else "")
            question = f"Eerst vastleggen\nNog niet vastgelegd: {names}.\nVoor het {doen} moet dat bewaard zijn."
            choices = [("vast", "Leg het vast"), ("terug", "Terug")]
            if await self._ask.choice(question, choices) != "vast" or not await self.is_recorded():
                return False
        return True

    def arrive(self, tak: str, said: str) -> None:
        """Show the files as they are by now, on the same place; open the dossier anew where they cannot be read."""
        try:
            self._desk.session.discard()
        except BudgetdeskError:
            self.open_anew()
            return
        self._desk.reload()
        self.follow(tak)
        self._desk.voice.tell(said)

    def open_anew(self) -> None:
        """Open the dossier again, of which the files may hold conflicts; nothing in it is unsaved."""
        self._desk.session.abandon()
        self._desk.view.open_anew()

    def follow(self, tak: str) -> None:
        """Show that the last commit is another one by now, and on which branch."""
        self._desk.view.show_branch(tak)
        self._compare.follow()

    def refused(self, error: GitGeweigerd) -> None:
        """Say why git did not do something, and all that it printed where that is more."""
        self._desk.voice.warn(str(error))
        if error.uitvoer.strip() and error.waarom != "slot":
            self._ask.show_text("Wat git en zijn controle zeggen", error.uitvoer.strip())

    def _say(self, error: BudgetdeskError) -> None:
        """Say why nothing is recorded, in a sentence: the file of a finding is only the folder here."""
        text = error.bevindingen[0].tekst if isinstance(error, InputError) else str(error)
        self._desk.voice.warn(text[:1].upper() + text[1:])
