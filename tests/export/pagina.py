"""What a browser makes of a page, for tests."""

from __future__ import annotations

from html.parser import HTMLParser

LEEG = {"meta", "col", "br", "wbr", "line", "rect", "circle"}
"""Elements that hold nothing."""


class Pagina(HTMLParser):
    """What a browser makes of a page; complains where elements are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[tuple[str, list[str]]] = []
        self._open: list[tuple[str, list[str]]] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in LEEG:
            self._open.append((tag, []))
            self._texts.append(self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        if tag not in LEEG:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for _, text in self._open:
            text.append(data)

    def of(self, tag: str) -> list[str]:
        """Return the texts of elements, with ordinary spaces."""
        return ["".join(text).replace("\u00a0", " ") for name, text in self._texts if name == tag]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Return every element with its text, in order, with ordinary spaces."""
        return [(name, "".join(text).replace("\u00a0", " ")) for name, text in self._texts]

    def attributes(self, naam: str) -> list[str]:
        return [value or "" for _, attrs in self.elements for key, value in attrs.items() if key == naam]
