"""Make the template for Word that municipalities begin with: every style of a document, each in a line that names it.

python -m tests.huisstijl

The text of it is left out of a document; it shows what there is to change.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from docx import Document as Bestand
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from budgetdesk.export.docxblad import papier
from budgetdesk.export.docxpakket import saved
from budgetdesk.export.docxstijl import (
    DIEPST,
    EINDE,
    KOP,
    TAAL,
    TABEL,
    TABELSTIJL,
    TOTAAL,
    Corpsen,
    Uiterlijk,
    contents,
    linkstijl,
    maatstijlen,
    nootstijlen,
    stijlen,
)
from budgetdesk.export.docxstijlboek import dutch_name
from budgetdesk.export.docxxml import NS, paragraph, run
from budgetdesk.export.workbook import AANGEMAAKT

TARGET: Final = Path(__file__).parents[1] / "templates" / "huisstijl.docx"

_UITLEG: Final = (
    "Dit is het uiterlijk van uw Word-documenten uit budgetdesk. Verander in Word de stijlen (rechts klikken op een "
    "stijl, Wijzigen), de marges, de koptekst en de voettekst, en zet dit bestand in de map huisstijl van uw dossier. "
    'In begroting.toml noemt u het onder [huisstijl]: word = "huisstijl.docx". De tekst hieronder toont elke stijl en '
    "komt in geen document."
)

_KLEINER: Final = "hetzelfde in kleinere letters, voor een tabel met veel kolommen"

_WAARVOOR: Final = {
    "Titel": "van het document",
    "Ondertitel": "de gemeente, en wat de stand is",
    "Standaard": "gewone tekst, waarop de andere stijlen rusten",
    "Kop 1": "een hoofdstuk, zoals een programma",
    "Kop 2": "een deel van een hoofdstuk",
    "Kop 3": "een deel daarvan, en zo verder",
    "Koptekst": "de titel van het hoofdstuk boven een bladzijde",
    "Voettekst": "gemeente, document en bladzijde onderaan",
    "Kop van inhoudsopgave": "het woord Inhoud",
    "Inhopg 1": "een hoofdstuk in de inhoudsopgave",
    "Lijst met afbeeldingen": "een tabel in de lijst van tabellen",
    "Lijst opsom.teken": "een punt van een opsomming",
    "Lijstnummering": "een punt met een nummer",
    "Voetnoottekst": "een noot onderaan de bladzijde",
    "Kenmerk": "naam en waarde van een kenmerk",
    "Bijschrift": "nummer en titel van een tabel",
    "Tabeleenheid": "eenheid en tekens onder het bijschrift",
    "Tabeltekst": "een cel van een tabel; de grootte van de letters in tabellen",
    "Tabelkop": "de kop van een kolom",
    "Tabelgroep": "een kop boven meer kolommen",
    "Tabeltotaal": "een regel die optelt",
    "Tabelnoot": "een noot onder een tabel",
    "Grafiek": "de regel met een grafiek",
}
"""What each style is for, in the order in which the example shows them; others follow."""


def template() -> bytes:
    """Return the file."""
    word, look = Bestand(), Uiterlijk()
    stijlen(word, look)
    contents(word, DIEPST, look, papier(None).staand.breedte)
    linkstijl(word, look)
    nootstijlen(word)
    for corps in Corpsen(word, look.tabelcorps).liggend[1:]:
        for _, xml in maatstijlen(corps):
            word.styles.element.append(parse_xml(xml))
    _prune(word)
    end = word.element.body.sectPr
    end.addprevious(parse_xml(paragraph("Normal", run(_UITLEG))))
    for line in _lines(word):
        end.addprevious(parse_xml(line))
    _own(word)
    return saved(word)


def _prune(word: Any) -> None:
    """Take away the styles that no document has, such as ninety looks of tables."""
    styles = {style.get(qn("w:styleId")): style for style in word.styles.element.findall(qn("w:style"))}
    ours = set(_used(styles))
    for key in [key for key in styles if key not in ours]:
        word.styles.element.remove(styles[key])
    for style in word.styles.element.iter(qn("w:next"), qn("w:link")):
        if style.get(qn("w:val")) not in ours:
            style.getparent().remove(style)


def _used(styles: dict[str, Any]) -> Iterator[str]:
    for key, style in styles.items():
        name = style.find(qn("w:name")).get(qn("w:val"))
        is_known = name.casefold().startswith(("heading ", "toc ", "footnote ")) and not name.endswith("Char")
        if style.get(qn("w:customStyle")) or is_known or name in _GEWOON:
            yield key


_GEWOON: Final = frozenset(
    (
        *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Title", "Subtitle", "header", "footer"),
        *("caption", "List Bullet", "List Number", "table of figures", "Hyperlink", "Table Grid"),
    )
)


def _lines(word: Any) -> Iterator[str]:
    """Yield a line in every style of paragraphs that says what it is for, and a table."""
    styles = [s for s in word.styles.element.findall(qn("w:style")) if s.get(qn("w:type")) == "paragraph"]
    keys = {dutch_name(style): style.get(qn("w:styleId")) for style in styles}
    for naam in (*_WAARVOOR, *(naam for naam in keys if naam not in _WAARVOOR and keys[naam] != EINDE)):
        said = _WAARVOOR.get(naam) or (_KLEINER if naam[-1].isdigit() and naam.startswith("Tabel") else "")
        yield paragraph(keys[naam], run(f"{naam}: {said}" if said else naam))
    number = '<w:jc w:val="right"/>'
    cell = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    rows = "".join(
        f"<w:tr>{cell.format(paragraph(style, run(text)))}{cell.format(paragraph(style, run(amount), number))}</w:tr>"
        for style, text, amount in (
            (KOP, "Post", "Begroting"),
            (TABEL, "Lasten", "1.234"),
            (TABEL, "Baten", "-234"),
            (TOTAAL, "Saldo", "1.000"),
        )
    )
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    look = f'<w:tblPr><w:tblStyle w:val="{TABELSTIJL}"/><w:tblW w:w="6000" w:type="dxa"/></w:tblPr>'
    yield f"<w:tbl {NS}>{look}{grid}{rows}</w:tbl>"
    yield paragraph(EINDE, "")


def _own(word: Any) -> None:
    """Give the sheet our sides, and say whose the file is and when it was made."""
    section = word.element.body.sectPr
    word.element.body.replace(section, parse_xml(f"<w:sectPr {NS}>{papier(None).staand.xml()}</w:sectPr>"))
    for relation in [key for key, r in word.part.rels.items() if r.reltype.endswith(("WithEffects", "customXml"))]:
        word.part.rels.pop(relation)
    core = word.core_properties
    core.title, core.author, core.language = "Huisstijl", "budgetdesk", TAAL
    core.last_modified_by = core.author
    core.comments = ""
    core.created = core.modified = AANGEMAAKT
    core.revision = 1


if __name__ == "__main__":
    TARGET.write_bytes(template())
