"""The tree: the municipality as a whole, then the programmas and their beleidsterreinen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from budgetdesk.tui.tekst import tekst

if TYPE_CHECKING:
    from budgetdesk.model.dossier import Bestand

Doel = tuple[str, str]
"""A programma file (none: the whole municipality) and the key of one of its beleidsterreinen, or no key."""


class Boom(Tree[Doel]):
    """Choosing a node goes to its programma or beleidsterrein."""

    @dataclass
    class Chosen(Message):
        """A node was chosen."""

        bestand: str
        terrein: str

    def __init__(self) -> None:
        super().__init__("")
        self.show_root = False
        self.guide_depth = 2
        self._programmas: dict[str, TreeNode[Doel]] = {}

    def fill(self, gemeente: str, programmas: Sequence[Bestand]) -> None:
        """Show a municipality and its programmas; the first one unfolded."""
        self.clear()
        self._programmas = {"": self.root.add_leaf(tekst(f"Gemeente {gemeente}"), ("", ""))}
        for number, bestand in enumerate(programmas):
            node = self.root.add(tekst(f"{bestand.nummer} {bestand.titel}"), (bestand.naam, ""), expand=number == 0)
            for terrein in bestand.van("beleidsterrein"):
                node.add_leaf(tekst(f"{terrein.sleutel} {terrein.naam}"), (bestand.naam, terrein.sleutel))
            self._programmas[bestand.naam] = node
        self.root.expand()

    def mark(self, naam: str) -> None:
        """Put the tree's cursor on a programma file, unless it already is inside it; no name is the municipality."""
        node = self._programmas.get(naam)
        current = self.cursor_node
        if node is not None and (current is None or current.data is None or current.data[0] != naam):
            node.expand()
            self.move_cursor(node)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Doel]) -> None:
        """Tell which node was chosen."""
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Chosen(*event.node.data))
