"""Typed access to the values of a document: what is wrong becomes a finding and counts as absent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from budgetdesk.errors import Bevinding, Plaats
from budgetdesk.model.adres import quote_key
from budgetdesk.tables.language import words

CODE: Final = "BD108"
"""Code of what does not hold together in a declaration."""

MAX_TEKST: Final = 300
"""Characters of a text, names among them."""

MAX_LIJST: Final = 500
"""Elements of a list of texts."""

MAX_FACTOR: Final = 1_000_000
MAX_KLACHTEN: Final = 50
"""Findings about one file; the rest is only counted."""

_SHOWN: Final = 60
"""Characters of what was written that a finding repeats."""

_CHOICES: Final = 30
"""Names that a finding lists where nothing is near."""

Pad = tuple[str | int, ...]
"""Where something is declared: `("tabel", "taakvelden", "rij", 0, "waar")`."""

Regel = Callable[[Pad], int | None]
"""The line of the file on which something is declared."""


def spell(pad: Pad) -> str:
    """Return a path as people read it: `tabel.taakvelden.rij[0].waar`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{quote_key(part[:_SHOWN])}" for part in pad)
    return text.removeprefix(".")


def near(written: str, known: Collection[str]) -> str:
    """Return what somebody who wrote this may have meant, as a sentence."""
    close = get_close_matches(written[:_SHOWN], list(known), n=3, cutoff=0.5)
    if close:
        return f"Bedoelt u {either(close)}?"
    return f"Kies uit {', '.join(list(known)[:_CHOICES])}." if known else ""


def either(names: Sequence[str]) -> str:
    """Return names as `a`, `b` of `c`."""
    quoted = [f"`{name}`" for name in names]
    return " of ".join(filter(None, (", ".join(quoted[:-1]), *quoted[-1:])))


def shorten(written: object) -> str:
    """Return what somebody wrote as a finding repeats it."""
    text = str(written)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


class Complaints:
    """What is wrong with one file; a hostile file gets so many findings and no more.

    The file is one of tables, unless `code` says that it is another; of that no key is known to belong elsewhere.
    """

    def __init__(self, bestand: str, regel: Regel, code: str = CODE) -> None:
        self.bestand = bestand
        self.code: Final = code
        self._regel = regel
        self._found: list[Bevinding] = []
        self.count = 0

    def add(self, pad: Pad, tekst: str, remedie: Callable[[], str] | None = None) -> None:
        """Note a finding at a path; `remedie` is only asked for where the finding is kept."""
        self.count += 1
        if self.count <= MAX_KLACHTEN:
            plaats = Plaats(self.bestand, self._regel(pad), spell(pad) or None)
            self._found.append(Bevinding(self.code, plaats, tekst, remedie() if remedie else ""))

    @property
    def findings(self) -> list[Bevinding]:
        """Return the findings, the last of which counts those that are left out."""
        more = self.count - len(self._found)
        rest = (
            [Bevinding(self.code, Plaats(self.bestand), f"en nog {more} andere fouten in dit bestand.")] if more else []
        )
        return self._found + rest


class Node:
    """One level of a document: keys with values, where it stands, and how to complain about it."""

    def __init__(self, values: Mapping[str, Any], pad: Pad, complaints: Complaints) -> None:
        self.values = values
        self.pad = pad
        self.complaints = complaints

    def __contains__(self, key: str) -> bool:
        """Return whether a key is there."""
        return key in self.values

    def wrong(self, key: str, tekst: str, written: object = None, known: Collection[str] = ()) -> None:
        """Complain about a key, or with an empty one about the whole; propose what is near to what was written."""
        pad = (*self.pad, key) if key else self.pad
        self.complaints.add(pad, tekst, (lambda: near(str(written), known)) if written is not None else None)

    def only(self, keys: Collection[str]) -> None:
        """Complain of keys that mean nothing here."""
        for key in self.values:
            if key not in keys and not self.is_misplaced(key, keys):
                self.wrong(key, f"onbekende sleutel `{shorten(key)}`.", key, keys)

    def is_misplaced(self, key: str, keys: Collection[str] = ()) -> bool:
        """Complain of a key that means something elsewhere, and return whether it does."""
        elsewhere = words.belongs(key) if self.complaints.code == CODE else ()
        if elsewhere:
            places = " of ".join(filter(None, (", ".join(elsewhere[:-1]), elsewhere[-1])))
            self.wrong(key, f"`{key}` hoort hier niet, maar bij {places}.", key, keys)
        return bool(elsewhere)

    def node(self, key: str) -> Node:
        """Return the level below a key, empty where it is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.wrong(key, f"onder `{key}` horen sleutels, geen waarde.")
            value = {}
        return Node(value, (*self.pad, key), self.complaints)

    def nodes(self, key: str, example: str) -> Iterator[Node | None]:
        """Yield the levels in a list below a key, None for an element that is something else."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.wrong(key, f"hier hoort een lijst: `[ {example} ]`.")
            return
        for number, entry in enumerate(value):
            pad = (*self.pad, key, number)
            if isinstance(entry, dict):
                yield Node(entry, pad, self.complaints)
            else:
                self.complaints.add(pad, f"hier hoort `{example}`.")
                yield None

    def size(self, key: str) -> int:
        """Return how many elements or keys stand below a key."""
        value = self.values.get(key)
        return len(value) if isinstance(value, (list, dict)) else 0

    def text(self, key: str, default: str = "") -> str:
        """Return a text."""
        value = self.values.get(key, default)
        if not is_text(value):
            self.wrong(key, f"hier hoort een tekst van hoogstens {MAX_TEKST} tekens.")
            return default
        return str(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; one text is a list of one."""
        value = self.values.get(key, [])
        items = value if isinstance(value, list) else [value]
        if len(items) > MAX_LIJST or not all(map(is_text, items)):
            self.wrong(key, f"hier hoort een tekst of een lijst van teksten, elk hoogstens {MAX_TEKST} tekens.")
            return ()
        return tuple(items)

    def choice(self, key: str, known: Collection[str], what: str = "waarde") -> str:
        """Return one of some texts, empty where the key is absent."""
        value = self.text(key)
        if key in self.values and value not in known and is_text(self.values[key]):
            self.wrong(key, f"onbekende {what} `{shorten(value)}`.", value, known)
            return ""
        return value

    def yes(self, key: str) -> bool:
        """Return true or false."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong(key, "hier hoort `true` of `false`.")
        return value is True

    def whole(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number, None where it is absent."""
        value = self.values.get(key)
        if value is None:
            return None
        if type(value) is not int or not low <= value <= high:
            self.wrong(key, f"hier hoort een geheel getal van {low} tot en met {high}.")
            return None
        return value

    def factors(self, key: str, known: Collection[str] | None, what: str) -> dict[str, int]:
        """Return names with their factor; `known` are the names there are, None where the reader looks itself."""
        if key not in self.values:
            return {}
        below = self.node(key)
        if not below.values and isinstance(self.values[key], dict):
            self.wrong(key, f"hier hoort minstens één {what} met een factor.")
        return below.own_factors(below.values, known, what)

    def own_factors(self, keys: Collection[str], known: Collection[str] | None, what: str) -> dict[str, int]:
        """Return those of the keys here that are names with a factor."""
        found = {}
        for name in keys:
            factor = self.values[name]
            if known is not None and name not in known:
                self.wrong(name, f"onbekende {what} `{shorten(name)}`.", name, known)
            elif type(factor) is not int or not 0 < abs(factor) <= MAX_FACTOR:
                self.wrong(name, f"een factor is een geheel getal tussen -{MAX_FACTOR} en {MAX_FACTOR}, en niet nul.")
            else:
                found[name] = factor
        return found


def is_text(value: object) -> bool:
    """Return whether a value is a text that is short enough."""
    return isinstance(value, str) and len(value) <= MAX_TEKST
