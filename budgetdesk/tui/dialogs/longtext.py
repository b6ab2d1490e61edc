"""A long text in an editor of its own, with undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Final

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from budgetdesk.display import display
from budgetdesk.tui.clipboard import put
from budgetdesk.tui.dialogs.help import OPMAAK, HelpScreen
from budgetdesk.tui.literal import regels

_LEZEN: Final = "↑ ↓ bladeren · Ctrl+C kopieert de tekst, of wat is geselecteerd · Esc terug"


KEPT: Final = 0.5
"""Seconds after which what is typed is kept: a text may be long, and each of its characters is typed."""


class _Editor(TextArea):
    """Shows every character of a text, and sends none of them to the terminal; the text stays as it is."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown; a tab stays one, for the editor reckons with its width."""
        parts = self.document.get_line(line_index).split("\t")
        return Text("\t", end="", no_wrap=True).join([Text(display(part, len(part) + 1)) for part in parts])


class TextScreen(ModalScreen[str | None]):
    """The answer is the text as it is to be kept, or None; leaving a changed text asks for a second Escape."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "accept", "Overnemen", priority=True, id="tekst.accept"),
        Binding("ctrl+c", "copy", "Kopieer", id="tekst.copy"),
        Binding("escape", "cancel", "Terug", id="tekst.cancel"),
        Binding("f1", "help", "Opmaak", priority=True, id="tekst.help"),
    ]

    def __init__(
        self,
        vraag: str,
        waarde: str,
        uitleg: str,
        getypt: Callable[[], str] = str,
        keep: Callable[[str], None] = lambda _text: None,
        *,
        read_only: bool = False,
    ) -> None:
        super().__init__()
        self._getypt = getypt
        self._keep = keep
        self._is_kept = True
        self._vraag = vraag
        self._waarde = waarde
        self._uitleg = uitleg
        self._read_only = read_only
        self._asked = False

    def compose(self) -> ComposeResult:
        """Yield the title, the editor and what its keys do."""
        with Vertical(id="dialoog", classes="breed hoog"):
            yield Static(regels(self._vraag), id="vraag")
            yield _Editor(self._waarde, soft_wrap=True, read_only=self._read_only, tab_behavior="focus")
            yield Static(self._help(), id="uitleg")

    def _help(self, text: str = "Ctrl+S overnemen · Esc terug · Ctrl+Z ongedaan · F1 opmaak") -> Text:
        return regels("\n".join(filter(None, [self._uitleg, _LEZEN if self._read_only else text])))

    def on_mount(self) -> None:
        """Put the caret at the end, where writing goes on; a text to be read begins at its begin."""
        if self._read_only:
            return
        editor = self.query_one(TextArea)
        editor.move_cursor(editor.document.end)
        # what was typed while this screen was on its way, keys that came after it included
        editor.insert(self._getypt())

    def on_key(self, event: events.Key) -> None:
        """Take what is typed before the editor has the focus."""
        if not self._read_only and self.focused is None and event.is_printable and event.character:
            self.query_one(TextArea).insert(event.character)

    def on_text_area_changed(self) -> None:
        """Make leaving a question again after a further change, and have the text kept in a moment."""
        self._asked = False
        if self._is_kept and not self._read_only:
            self._is_kept = False
            self.set_timer(KEPT, self._keep_now)

    def _keep_now(self) -> None:
        self._is_kept = True
        self._keep(self.query_one(TextArea).text.rstrip())

    def action_help(self) -> None:
        """Show what of a text is more than text; a second F1 takes the card away."""
        self.app.push_screen(HelpScreen([("Opmaak van een tekst", OPMAAK)]))

    def action_copy(self) -> None:
        """Copy all of a text to be read: the editor copies what is selected itself."""
        if self._read_only:
            elsewhere = put(self.app, self._waarde)
            self.notify(display(f"Gekopieerd.{elsewhere}"), markup=False)

    def action_accept(self) -> None:
        """Answer with the text; line ends at its end are nobody's intention."""
        self.dismiss(None if self._read_only else self.query_one(TextArea).text.rstrip())

    def action_cancel(self) -> None:
        """Answer nothing; a changed text is dropped only after a second Escape."""
        if self._asked or self.query_one(TextArea).text == self._waarde:
            self.dismiss(None)
            return
        self._asked = True
        self.query_one("#uitleg", Static).update(
            self._help("De tekst is gewijzigd: Ctrl+S neemt haar over, nog eens Esc laat haar vervallen")
        )
