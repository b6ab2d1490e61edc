"""Charts for Word: its own, so that colours and figures can be changed there, each with a workbook of what it draws.

The axis of values always includes zero. A figure beside a point is a text, as the table prints it: it does not follow
who changes the workbook.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.sax.saxutils import escape

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls

from budgetdesk.document.blokken import Grafiek
from budgetdesk.export.caption import eenheid
from budgetdesk.export.docxstijl import Uiterlijk
from budgetdesk.export.docxxml import HEAD, attribute, part
from budgetdesk.export.grafiekboek import BLAD, XLSX, workbook
from budgetdesk.export.grafiekkolom import Kolom, beknopt, kolommen, labels
from budgetdesk.export.printed import zichtbaar

_EMU: Final = 36000
"""Units of a drawing per millimetre."""

_BREED, _SMAL = 168, 83
"""Width in millimetres of a chart across the page, and of one of two beside each other, where there is room."""

_TWIPS: Final = 635
"""Units of a drawing per twentieth of a point."""

_HOOG, _LAAG, _PER_STAP = 58, 50, 7
"""Height in millimetres of bars that stand, of lines, and of each bar that lies."""

_LIGGEND: Final = ("waterval", "balken")
"""The charts whose bars lie, below each other."""

_SMALSTE, _TEKENS, _TITEL = 9, 48, 56
"""Labels, signs of their figures beside each other, and signs of the title up to which lines take half of the page."""

_NS: Final = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CHART: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"


class Grafieken:
    """Adds the charts of one document of Word, each a part of the file with a workbook.

    None is wider than the text on an upright page, which is `breedte` twentieths of a point.
    """

    def __init__(self, word: Any, look: Uiterlijk, breedte: int) -> None:
        self._word = word
        self._look = look
        self._most = breedte * _TWIPS
        self._number = 0

    def run(self, grafiek: Grafiek) -> str:
        """Return a run that draws a chart, with every figure of it in words for who does not see it."""
        self._number += 1
        number, package = self._number, self._word.part.package
        shown = _shown(grafiek)
        drawn = _Getekend(shown, labels(shown), kolommen(shown), self._look)
        chart = part(package, f"/word/charts/chart{number}.xml", CONTENT_TYPE.DML_CHART, drawn.xml())
        data = workbook(drawn.labels, drawn.kolommen)
        book = part(package, f"/word/embeddings/grafiek{number}.xlsx", XLSX, data)
        chart.rels.add_relationship(RELATIONSHIP_TYPE.PACKAGE, book, "rId1")
        key = self._word.part.relate_to(chart, RELATIONSHIP_TYPE.CHART)
        width, height = self._size(grafiek)
        return (
            f'<w:r {nsdecls("w", "wp", "a", "r")}><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
            f'<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
            f'<wp:docPr id="{number}" name="Grafiek {number}" '
            f"descr={_said(grafiek.alt)} title={_said(grafiek.titel)}/><wp:cNvGraphicFramePr/>"
            f'<a:graphic><a:graphicData uri="{_CHART}"><c:chart xmlns:c="{_CHART}" r:id="{key}"/>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )

    def _size(self, grafiek: Grafiek) -> tuple[int, int]:
        width, height = _size(grafiek)
        most = self._most if width == _BREED else self._most // 2 - _EMU
        return min(width * _EMU, most), height * _EMU


def _shown(grafiek: Grafiek) -> Grafiek:
    """Return a chart with a long unit in its legend; one series has none, and keeps the unit behind its figures."""
    return beknopt(grafiek) if len(grafiek.reeksen) > 1 else grafiek


def _said(text: str) -> str:
    return attribute(zichtbaar(text))


def _size(grafiek: Grafiek) -> tuple[int, int]:
    if grafiek.soort in _LIGGEND:
        return _BREED, 20 + _PER_STAP * len(grafiek.labels)
    if grafiek.soort == "staven":
        return _BREED, _HOOG
    return (_SMAL if is_small(grafiek) else _BREED), _LAAG


def is_small(grafiek: Grafiek) -> bool:
    """Return whether a chart takes half of the page: lines whose figures and title have room there."""
    count = len(grafiek.labels)
    shown = _shown(grafiek).reeksen
    longest = max((len(punt.tekst) for reeks in shown for punt in reeks.punten if punt), default=0)
    has_room = count <= _SMALSTE and count * longest <= _TEKENS and len(grafiek.titel) <= _TITEL
    return grafiek.soort == "lijnen" and has_room


@dataclass(frozen=True, slots=True)
class _Getekend:
    """A chart as XML: what stands beside its values, and its series."""

    grafiek: Grafiek
    labels: tuple[str, ...]
    kolommen: list[Kolom]
    look: Uiterlijk

    def xml(self) -> bytes:
        """Return the chart as a part of the file."""
        legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
        letter = f'<a:defRPr sz="750"><a:latin typeface={attribute(self.look.letter)}/></a:defRPr>'
        return (
            f'{HEAD}<c:chartSpace {_NS}><c:date1904 val="0"/><c:lang val="nl-NL"/><c:roundedCorners val="0"/><c:chart>'
            f'<c:title><c:tx><c:rich><a:bodyPr/>{self._title()}</c:rich></c:tx><c:overlay val="0"/></c:title>'
            f'<c:autoTitleDeleted val="0"/><c:plotArea>{self._room()}{self._plot()}{self._axes()}</c:plotArea>'
            f'{legend * self._has_legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
            f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:txPr><a:bodyPr/><a:p><a:pPr>{letter}</a:pPr>"
            '<a:endParaRPr lang="nl-NL"/></a:p></c:txPr><c:externalData r:id="rId1"><c:autoUpdate val="0"/>'
            "</c:externalData></c:chartSpace>"
        ).encode()

    @property
    def _is_line(self) -> bool:
        return self.grafiek.soort == "lijnen"

    @property
    def _has_legend(self) -> bool:
        return self._is_line and len(self.kolommen) > 1

    @property
    def _is_steps(self) -> bool:
        return self.grafiek.soort == "waterval"

    @property
    def _lies(self) -> bool:
        return self.grafiek.soort in _LIGGEND

    def _title(self) -> str:
        """Return the title, and below it the unit of amounts."""
        title = _text(self.grafiek.titel, f'sz="950" b="1">{_fill(self.look.kleur)}')
        unit = eenheid(self.grafiek.weergave) if self.grafiek.weergave else ""
        return title + (_text(unit, f'sz="750" b="0">{_fill("4D4D4D")}') if unit else "")

    def _room(self) -> str:
        """Return where the plot lies, so that the figure above the highest point stays below the title."""
        if self._lies:
            return "<c:layout/>"
        top, high = (0.32, 0.42 if self._has_legend else 0.52) if self._is_line else (0.26, 0.58)
        sides = (("x", 0.03), ("y", top), ("w", 0.94), ("h", high))
        place = "".join(f'<c:{side} val="{size}"/>' for side, size in sides)
        modes = '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        return f"<c:layout><c:manualLayout>{modes}{place}</c:manualLayout></c:layout>"

    def _plot(self) -> str:
        series = "".join(self._series(kolom, i) for i, kolom in enumerate(self.kolommen))
        axes = '<c:axId val="1"/><c:axId val="2"/>'
        if self._is_line:
            inner = f'<c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{axes}'
            return f"<c:lineChart>{inner}</c:lineChart>"
        side, gap = ("bar", 40) if self._lies else ("col", 70)
        grouping = "stacked" if self._is_steps else "clustered"
        overlap = '<c:overlap val="100"/>' * self._is_steps
        return (
            f'<c:barChart><c:barDir val="{side}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
            f'<c:gapWidth val="{gap}"/>{overlap}{axes}</c:barChart>'
        )

    def _axes(self) -> str:
        """Return the axis of labels, which lies at zero, and that of values, which holds zero and is not drawn."""
        order, below, beside = ("maxMin", "l", "t") if self._lies else ("minMax", "b", "l")
        line = f'<c:spPr><a:ln w="9525">{_fill("1C2430")}</a:ln></c:spPr>'
        return (
            f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling><c:delete val="0"/>'
            f'<c:axPos val="{below}"/>{_TICKS}<c:tickLblPos val="low"/>{line}<c:crossAx val="2"/>'
            '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            '<c:noMultiLvlLbl val="1"/></c:catAx>'
            f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/>{self._ends()}</c:scaling>'
            f'<c:delete val="1"/><c:axPos val="{beside}"/>{_TICKS}<c:tickLblPos val="nextTo"/><c:crossAx val="1"/>'
            '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        )

    def _ends(self) -> str:
        """Return where the axis of values ends: at zero on the side where nothing is, else where Word thinks best."""
        values = [value for kolom in self.kolommen for value in kolom.waarden if value is not None]
        low, high, most = min(values, default=0), max(values, default=0), self.grafiek.hoogste
        top = f'<c:max val="{most:f}"/>' if most >= high > 0 else '<c:max val="0"/>' if low < 0 >= high else ""
        return top + ('<c:min val="0"/>' if low >= 0 else "")

    def _series(self, kolom: Kolom, i: int) -> str:
        letter, last = chr(ord("B") + i), len(self.labels) + 1
        look = self._marker(i) if self._is_line else '<c:invertIfNegative val="0"/>'
        values = [(n, f"{value:f}") for n, value in enumerate(kolom.waarden) if value is not None]
        tail = '<c:smooth val="0"/>' * self._is_line
        return (
            f'<c:ser><c:idx val="{i}"/><c:order val="{i}"/><c:tx>{_texts(f"${letter}$1", [kolom.naam])}</c:tx>'
            f"<c:spPr>{self._look(kolom, i)}</c:spPr>{look}{self._changes(kolom)}{self._figures(kolom)}"
            f"<c:cat>{_texts(f'$A$2:$A${last}', self.labels)}</c:cat>"
            f"<c:val><c:numRef><c:f>{BLAD}!${letter}$2:${letter}${last}</c:f><c:numCache>"
            f"<c:formatCode>General</c:formatCode>{_points(values, len(self.labels))}</c:numCache></c:numRef></c:val>"
            f"{tail}</c:ser>"
        )

    def _look(self, kolom: Kolom, i: int) -> str:
        if not kolom.zichtbaar:
            return "<a:noFill/>"
        return self._stroke(i) if self._is_line else _fill(self.look.reeksen[0])

    def _marker(self, i: int) -> str:
        shape = f"<c:spPr>{_fill(self.look.reeksen[i])}</c:spPr>"
        return f'<c:marker><c:symbol val="{("circle", "square")[i]}"/><c:size val="6"/>{shape}</c:marker>'

    def _stroke(self, i: int) -> str:
        dash = '<a:prstDash val="dash"/>' if i else ""
        return f'<a:ln w="22225" cap="rnd">{_fill(self.look.reeksen[i])}{dash}<a:round/></a:ln>'

    def _changes(self, kolom: Kolom) -> str:
        """Return the look of the steps of a waterfall between its levels."""
        steps = range(1, len(self.labels) - 1) if self._is_steps and kolom.zichtbaar else ()
        shape = f"<c:spPr>{_fill(self.look.reeksen[1])}</c:spPr>"
        head = '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        return "".join(f'<c:dPt><c:idx val="{n}"/>{head}{shape}</c:dPt>' for n in steps)

    def _figures(self, kolom: Kolom) -> str:
        """Return the figures beside the points of a series."""
        if not kolom.teksten:
            return f"<c:dLbls>{_SHOWN.format(0)}</c:dLbls>"
        own = "".join(self._figure(kolom, n) for n, value in enumerate(kolom.waarden) if value is not None)
        return f"<c:dLbls>{own}{_SHOWN.format(0)}</c:dLbls>"

    def _figure(self, kolom: Kolom, n: int) -> str:
        """Return the figure of one point as a text: a format prints `8,953` where the machine is not Dutch."""
        place = "outEnd" if not self._is_line else "t" if kolom.boven[n] else "b"
        text = f"<c:tx><c:rich><a:bodyPr/>{_text(kolom.teksten[n], '>')}</c:rich></c:tx>"
        return f'<c:dLbl><c:idx val="{n}"/>{text}<c:dLblPos val="{place}"/>{_SHOWN.format(1)}</c:dLbl>'


_TICKS: Final = (
    '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
)
_SHOWN: Final = (
    '<c:showLegendKey val="0"/><c:showVal val="{}"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
"""What stands beside a point: its value, or nothing."""


def _texts(cells: str, texts: Sequence[str]) -> str:
    """Return texts with the cells of the workbook that they stand in."""
    points = [(n, escape(zichtbaar(text))) for n, text in enumerate(texts)]
    return f"<c:strRef><c:f>{BLAD}!{cells}</c:f><c:strCache>{_points(points, len(texts))}</c:strCache></c:strRef>"


def _points(values: Sequence[tuple[int, str]], count: int) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in values)
    return f'<c:ptCount val="{count}"/>{points}'


def _text(text: str, look: str) -> str:
    """Return a paragraph; `look` ends the tag of what says how it looks."""
    inner = f'<a:rPr lang="nl-NL" {look}</a:rPr><a:t>{escape(zichtbaar(text))}</a:t>'
    return f"<a:p><a:pPr><a:defRPr/></a:pPr><a:r>{inner}</a:r></a:p>"


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'
