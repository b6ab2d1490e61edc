"""A document for Word as the bytes of its file, which say nothing about when it was made.

The library dates every part by the clock; packing them here is that and saves packing all of it twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.opc.constants import CONTENT_TYPE, NAMESPACE
from docx.opc.packuri import PACKAGE_URI

from budgetdesk.export.docxxml import HEAD
from budgetdesk.export.workbook import AANGEMAAKT

_SOORTEN: Final = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
"""What a part is by the end of its name, where nothing says so of itself."""


def saved(word: Any) -> bytes:
    """Return the file of a document, all of its parts of one fixed date."""
    result = BytesIO()
    with ZipFile(result, "w") as target:
        for name, content in _files(word.part.package):
            info = ZipInfo(name, AANGEMAAKT.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, content)
    return result.getvalue()


def _files(package: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of every file in the package, what they are first."""
    parts = [*package.parts]
    yield "[Content_Types].xml", _types(parts)
    yield PACKAGE_URI.rels_uri.membername, package.rels.xml
    for part in parts:
        part.before_marshal()
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, part.rels.xml


def _types(parts: list[Any]) -> bytes:
    """Return what every part is."""
    ends = "".join(f"<Default Extension={quoteattr(end)} ContentType={quoteattr(_SOORTEN[end])}/>" for end in _SOORTEN)
    named = sorted((str(part.partname), part.content_type) for part in parts)
    own = "".join(f"<Override PartName={quoteattr(name)} ContentType={quoteattr(soort)}/>" for name, soort in named)
    return f'{HEAD}<Types xmlns="{NAMESPACE.OPC_CONTENT_TYPES}">{ends}{own}</Types>'.encode()
