"""The tree: the municipality as a whole, then the programmas and their beleidsterreinen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from budgetdesk.tui.literal import tekst

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
        self._shown: list[tuple[Doel, str]] = []
        self._marked = ""

    def fill(self, gemeente: str, programmas: Sequence[Bestand]) -> None:
        """Show a municipality and its programmas; what is unfolded stays so, at first that is the first one."""
        shown = list(_lines(gemeente, programmas))
        if shown == self._shown:
            return
        open_ = {naam for naam, node in self._programmas.items() if node.is_expanded}
        open_ = open_ if self._shown else {bestand.naam for bestand in programmas[:1]}
        cursor = self.cursor_node.data if self.cursor_node else None
        self.clear()
        self._shown = shown
        self._programmas = {}
        nodes: dict[Doel, TreeNode[Doel]] = {}
        for doel, label in shown:
            naam, terrein = doel
            if terrein:
                nodes[doel] = self._programmas[naam].add_leaf(tekst(label), doel)
            elif naam:
                nodes[doel] = self._programmas[naam] = self.root.add(tekst(label), doel, expand=naam in open_)
            else:
                nodes[doel] = self._programmas[naam] = self.root.add_leaf(tekst(label), doel)
        self.root.expand()
        if cursor is not None:
            # a beleidsterrein that is gone leaves the cursor on its programma
            self._go(nodes.get(cursor) or self._programmas.get(cursor[0]))

    def mark(self, naam: str) -> None:
        """Put the tree's cursor on a programma file that was gone to, unless it is in it; no name: the municipality."""
        node = self._programmas.get(naam)
        current = self.cursor_node
        if node is None or naam == self._marked:
            return
        self._marked = naam
        if current is None or current.data is None or current.data[0] != naam:
            node.expand()
            self._go(node)

    def _go(self, node: TreeNode[Doel] | None) -> None:
        _ = self.last_line  # only a tree that was asked for its lines knows on which one a node is
        self.move_cursor(node)

    def on_tree_node_selected(self, event: Tree.NodeSelected[Doel]) -> None:
        """Tell which node was chosen."""
        event.stop()
        if event.node.data is not None:
            self.post_message(self.Chosen(*event.node.data))


def _lines(gemeente: str, programmas: Sequence[Bestand]) -> Iterator[tuple[Doel, str]]:
    """Yield every line of the tree and where it leads."""
    yield ("", ""), f"Gemeente {gemeente}"
    for bestand in programmas:
        yield (bestand.naam, ""), f"{bestand.nummer} {bestand.titel}"
        for terrein in bestand.van("beleidsterrein"):
            yield (bestand.naam, terrein.sleutel), terrein.known_as
