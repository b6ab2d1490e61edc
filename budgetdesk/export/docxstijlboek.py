"""The styles of a template for Word: found by the name that Word gives them, with those that it lacks copied from ours.

That name is English in the file whatever language Word speaks. Styles that a document uses get our keys, so that who
writes it need not know of the template; the keys show nowhere in Word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, Final

from docx import Document as Bestand
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.export.docxblad import papier
from budgetdesk.export.docxstijl import (
    DIEPST,
    Uiterlijk,
    contents,
    linkstijl,
    maatstijlen,
    nootstijlen,
    stijlen,
)
from budgetdesk.export.docxxml import NS, numbers

_WOORDEN: Final = {
    "normal": "Standaard",
    **{f"heading {n}": f"Kop {n}" for n in range(1, DIEPST + 1)},
    "title": "Titel",
    "subtitle": "Ondertitel",
    "header": "Koptekst",
    "footer": "Voettekst",
    "toc heading": "Kop van inhoudsopgave",
    **{f"toc {n}": f"Inhopg {n}" for n in range(1, DIEPST + 1)},
    "table of figures": "Lijst met afbeeldingen",
    "caption": "Bijschrift",
    "list bullet": "Lijst opsom.teken",
    "list number": "Lijstnummering",
    "footnote text": "Voetnoottekst",
    "footnote reference": "Voetnootmarkering",
    "hyperlink": "Hyperlink",
}
"""What a Dutch Word calls the styles that it knows; some programs write these names into the file."""

_ENGELS: Final = {dutch.casefold(): english for english, dutch in _WOORDEN.items()}

_STIL: Final = frozenset(("default paragraph font", "normal table"))
"""Styles that Word does not show."""

_SOORTEN: Final = ("paragraph", "character", "table", "numbering")
_VERWIJST: Final = ("basedOn", "next", "link", "pStyle", "rStyle", "tblStyle", "numStyleLink", "styleLink")
"""Elements that name a style by its key."""

_STYLE: Final = qn("w:style")
_VAL: Final = qn("w:val")


def ontbrekend(word: Any, ontbreekt: Mapping[str, str]) -> list[str]:
    """Return the names of the styles that come from us and that the text of a document uses."""
    used = {name for tag in ("pStyle", "rStyle", "tblStyle") for name in word.element.body.xpath(f".//w:{tag}/@w:val")}
    based = {style.get(qn("w:styleId")): _value(style, "basedOn") for style in word.styles.element.findall(_STYLE)}
    used |= {based[key] for key in used if key in based}
    return [naam for key, naam in ontbreekt.items() if key in used]


@lru_cache(maxsize=1)
def onze(look: Uiterlijk) -> Any:
    """Return a document with every style of ours, to be looked at only."""
    ours = Bestand()
    stijlen(ours, look)
    contents(ours, DIEPST, look, papier(None).staand.breedte)
    linkstijl(ours, look)
    nootstijlen(ours)
    return ours


def _wanted(ours: Any) -> dict[tuple[str, str], Any]:
    """Return the styles that a document may have, those for each size of letters in a table too, by kind and name."""
    sizes = (parse_xml(xml) for half in range(8, 29) for _, xml in maatstijlen(half / 2))
    return {(_soort(style), _name(style)): style for style in (*ours.styles.element.findall(_STYLE), *sizes)}


@dataclass(frozen=True, slots=True)
class Hernoemd:
    """The keys of styles that changed, old to new."""

    sleutels: dict[str, str] = field(default_factory=dict)

    def apply(self, root: Any) -> None:
        """Let a part name styles by their new keys."""
        for tag in _VERWIJST:
            for element in root.iter(qn(f"w:{tag}")):
                old = element.get(_VAL, "")
                element.set(_VAL, self.sleutels.get(old, old))


class Stijlboek:
    """The styles of a template."""

    def __init__(self, word: Any) -> None:
        self._word = word
        self._root = word.styles.element
        self._by_key: dict[str, Any] = {}
        for change in [*self._root.iter(qn("w:rPrChange"), qn("w:pPrChange"), qn("w:tblPrChange"))]:
            change.getparent().remove(change)
        names: set[str] = set()
        for style in self._root.findall(_STYLE):
            key, name = style.get(qn("w:styleId"), ""), _name(style)
            # without a key or name of its own, or of a kind that there is not, it is no style to Word either
            if not key or not name or key in self._by_key or name in names or _soort(style) not in _SOORTEN:
                self._root.remove(style)
                continue
            style.set(qn("w:type"), _soort(style))
            self._by_key[key] = style
            names.add(name)

    def uiterlijk(self, gekozen: Uiterlijk) -> Uiterlijk:
        """Return the look of what comes from us: that of the template, colours chosen elsewhere where there are any."""
        ours, key = Uiterlijk(), self._called("heading 1")
        color = self._found(key, "w:color")
        kleur = gekozen.kleur if gekozen.kleur != ours.kleur else color
        size = self.punten(self._called("normal")) or ours.corps
        return replace(
            gekozen,
            letter=self._letter(),
            corps=min(max(size, 8.0), 14.0),
            kleur=kleur.upper() if _is_color(kleur) else ours.kleur,
        )

    def punten(self, key: str) -> float:
        """Return the size of the letters of a style in points; 0 where there is none of that key."""
        if key not in self._by_key:
            return 0.0
        size = next(numbers([self._found(key, "w:sz")]), 20)
        return min(max(size / 2, 4.0), 72.0)

    def tabs(self, key: str) -> list[int]:
        """Return where the tab stops of a style are, in twentieths of a point."""
        found = [stop for style in self._chain(key) for stop in style.xpath("w:pPr/w:tabs/w:tab/@w:pos")]
        return sorted({*numbers(found)})

    def nummert(self) -> bool:
        """Return whether the template numbers the headings of chapters itself."""
        numbers = (style.xpath("w:pPr/w:numPr/w:numId/@w:val") for style in self._chain("Heading1"))
        return next((found[0] != "0" for found in numbers if found), False)

    def rename(self, ours: Any) -> Hernoemd:
        """Give the styles that ours name the keys of ours, and return which keys changed."""
        wanted = _wanted(ours)
        result = self._meant(wanted)
        names, keys = {name for _, name in wanted}, {style.get(qn("w:styleId")) for style in wanted.values()}
        for old, style in self._by_key.items():
            if old in result:
                continue
            if _name(style) in names:  # of another kind than the one that we mean
                name = style.find(qn("w:name"))
                name.set(_VAL, f"{name.get(_VAL)} (sjabloon)")
            if old in keys:
                result[old] = _free(old, {*self._by_key, *keys, *result.values()})
        self._by_key = {result.get(old, old): style for old, style in self._by_key.items()}
        for key, style in self._by_key.items():
            style.set(qn("w:styleId"), key)
        self._level()
        renamed = Hernoemd({old: new for old, new in result.items() if old != new})
        renamed.apply(self._root)
        renamed.apply(self._word.part.numbering_part.element)
        return renamed

    def _level(self) -> None:
        """Let every heading say how deep it stands, by which contents and reading aloud know it."""
        for niveau in range(1, DIEPST + 1):
            style = self._by_key.get(f"Heading{niveau}")
            if style is not None and style.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is None:
                style.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {NS} w:val="{niveau - 1}"/>'))

    def _meant(self, wanted: Mapping[tuple[str, str], Any]) -> dict[str, str]:
        """Let styles that are ours by another name have ours, and return their keys with ours."""
        result: dict[str, str] = {}
        for is_dutch in (False, True):  # a name of Word goes before one that looks like it
            for old, style in self._by_key.items():
                name = _ENGELS.get(_name(style), "") if is_dutch else _name(style)
                model = wanted.get((_soort(style), name))
                if model is not None and model.get(qn("w:styleId")) not in result.values():
                    result[old] = model.get(qn("w:styleId"))
                    style.find(qn("w:name")).set(_VAL, model.find(qn("w:name")).get(_VAL))
        return result

    def complete(self, ours: Any) -> dict[str, str]:
        """Copy from ours what is absent, with what it is based on and its numbering; return their names by key."""
        every = {style.get(qn("w:styleId")): style for style in ours.styles.element.findall(_STYLE)}
        used = [key for key, style in every.items() if _name(style) in _WOORDEN or style.get(qn("w:customStyle"))]
        missing: dict[str, str] = {}
        numbers = _Nummers(ours, self._word)
        for wanted in used:
            key = wanted
            while key and key not in self._by_key:
                style = deepcopy(every[key])
                if _name(style) not in _STIL:
                    missing[key] = dutch_name(style)
                numbers.copy(style)
                self._adapt(style)
                self._root.append(style)
                self._by_key[key] = style
                key = _value(style, "basedOn")
        return missing

    def _adapt(self, style: Any) -> None:
        """Let a style of ours have letter and language of the template, and lead to no style that is not there."""
        for pad in ("w:link", "w:next", "w:rPr/w:rFonts", "w:rPr/w:lang"):
            for element in style.xpath(pad):
                if pad != "w:next" or element.get(_VAL) not in self._by_key:
                    element.getparent().remove(element)
        if _value(style, "basedOn").startswith("Heading"):  # a heading of contents is no chapter
            properties = style.get_or_add_pPr()
            properties.get_or_add_pageBreakBefore().set(_VAL, "0")
            properties.get_or_add_numPr().get_or_add_numId().val = 0
        if style.get(qn("w:default")) and any(
            _soort(s) == _soort(style) and s.get(qn("w:default")) in ("1", "true") for s in self._by_key.values()
        ):
            del style.attrib[qn("w:default")]

    def _called(self, name: str) -> str:
        """Return the key of a style of paragraphs by its name in Word, empty where there is none."""
        keys = [key for key, style in self._by_key.items() if _soort(style) == "paragraph"]
        exact = (key for key in keys if _name(self._by_key[key]) == name)
        dutch = (key for key in keys if _ENGELS.get(_name(self._by_key[key])) == name)
        return next(exact, next(dutch, ""))

    def _chain(self, key: str) -> Iterator[Any]:
        """Yield a style and what it is based on, each once."""
        seen: set[str] = set()
        while key in self._by_key and key not in seen:
            seen.add(key)
            yield self._by_key[key]
            key = _value(self._by_key[key], "basedOn")

    def _found(self, key: str, tag: str) -> str:
        """Return what a style says of its letters by an element, itself, by what it is based on, or by all."""
        return next((str(found.get(_VAL, "")) for found in self._said(key, tag)), "")

    def _letter(self) -> str:
        """Return the letter of a text, by its name or as the theme names it."""
        for fonts in self._said(self._called("normal"), "w:rFonts"):
            if theme := fonts.get(qn("w:asciiTheme")):
                return "+mj-lt" if "major" in theme else "+mn-lt"
            if fonts.get(qn("w:ascii")):
                return str(fonts.get(qn("w:ascii")))[:64]
        return "Times New Roman"

    def _said(self, key: str, tag: str) -> Iterator[Any]:
        """Yield the elements of that name for a style, what it is based on and, last, what holds for all."""
        for style in (*self._chain(key), *self._root.xpath("w:docDefaults/w:rPrDefault")):
            yield from style.findall(f"{qn('w:rPr')}/{qn(tag)}")


class _Nummers:
    """Copies the numbering of a style from ours to a template."""

    def __init__(self, ours: Any, word: Any) -> None:
        self._ours = ours.part.numbering_part.element
        self._root = word.part.numbering_part.element
        for old in self._root.findall(qn("w:numIdMacAtCleanup")):  # would have to come last
            self._root.remove(old)

    def copy(self, style: Any) -> None:
        """Copy what numbers the paragraphs of a style that is ours."""
        for number in style.xpath("w:pPr/w:numPr/w:numId"):
            (num,) = self._ours.xpath(f'w:num[@w:numId="{number.get(_VAL)}"]')
            (abstract,) = self._ours.xpath(f'w:abstractNum[@w:abstractNumId="{_value(num, "abstractNumId")}"]')
            self._add(style, deepcopy(num), deepcopy(abstract))

    def _add(self, style: Any, num: Any, abstract: Any) -> None:
        kind, key = self._next("abstractNum", "abstractNumId", 0), self._next("num", "numId", 1)
        abstract.set(qn("w:abstractNumId"), kind)
        num.set(qn("w:numId"), key)
        num.find(qn("w:abstractNumId")).set(_VAL, kind)
        for number in style.xpath("w:pPr/w:numPr/w:numId"):
            number.set(_VAL, key)
        known = self._root.findall(qn("w:abstractNum"))
        first = self._root.find(qn("w:num"))
        if known:
            known[-1].addnext(abstract)
        elif first is not None:
            first.addprevious(abstract)
        else:
            self._root.append(abstract)
        self._root.append(num)

    def _next(self, tag: str, attribute: str, begin: int) -> str:
        known = (element.get(qn(f"w:{attribute}")) for element in self._root.findall(qn(f"w:{tag}")))
        return str(max(numbers(known), default=begin - 1) + 1)


def _name(style: Any) -> str:
    """Return the name of a style as Word compares it; other names it may have stand behind a comma."""
    return _value(style, "name").partition(",")[0].strip().casefold()


def dutch_name(style: Any) -> str:
    """Return the name of a style as a Dutch Word shows it."""
    return _WOORDEN.get(_name(style), _value(style, "name"))


def _soort(style: Any) -> str:
    return str(style.get(qn("w:type"), "paragraph"))


def _value(element: Any, tag: str) -> str:
    found = element.find(qn(f"w:{tag}"))
    return "" if found is None else str(found.get(_VAL, ""))


def _free(key: str, taken: set[str]) -> str:
    return next(free for n in range(2, len(taken) + 3) if (free := f"{key}-{n}") not in taken)


def _is_color(value: str) -> bool:
    return len(value) == 6 and all(c in "0123456789abcdefABCDEF" for c in value)
