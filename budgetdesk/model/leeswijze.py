"""The files under `import/`: ways of reading foreign files, each for one kind of file and dossier.

They are no part of the budget: nothing counts them, and no other file names them. Their tables and keys stand here,
because the reader of such a file (`importing.mapping`), `fmt` and the reference page share them.
"""

from __future__ import annotations

from typing import Final

from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind

MAP: Final = "import"
"""The folder in a dossier, by which the kind of its files is known too."""

VERSIE: Final = 1
"""Which version of this format a file is in."""

BRON: Final = {
    "formaat": f"the version of this format: {VERSIE}",
    "naam": "what people call what is read",
    "als": '`"grootboek"`, `"rekening"`, `"tabel"` or `"iv3"`: what is made of it',
    "blad": "the sheet by name; of a csv it is left out",
    "nummer": "the sheet by its number, instead of `blad`",
    "kop": "the rows of the headings, as Excel numbers them (`[3, 4]`); the first row of amounts is the next one",
    "tot": "reading stops at the row that begins with this text",
    "scheiding": "csv: what stands between cells",
    "codering": "csv: `utf-8`, `windows-1252` or `utf-16`",
    "vingerafdruk": "of the headings, `sha256:...`: under others nothing is read",
}

BEDRAGEN: Final = {
    "eenheid": "euros per unit: 1, 1000 or 1000000",
    "decimaal": "the decimal sign of amounts that are texts, `,` or `.`",
    "kant": (
        'what says the side of an amount: its sign (`"teken"`), a column of sides (`"kolom"`), which of two columns it '
        'stands in (`"kolommen"`), a code such as the kostensoort (`"code"`), or a row above it (`"rij"`)'
    ),
    "lasten": "the sign of normal lasten, `+` or `-`",
    "baten": "the sign of normal baten, `+` or `-`",
    "conventie": "of a table: which signs it prints, `A` to `D`",
    "afwijking": '`"cent"`: the noise of a binary float is rounded away, up to a hundred-thousandth of a cent',
}

KOLOM: Final = {
    "code": "the code of the ledger; several columns are joined by `/`",
    "naam": "what it is called; several columns are joined",
    "programma": "the programma, as the file names it; several columns are joined, the number first",
    "beleidsterrein": "the beleidsterrein, as the file names it; several columns are joined, the number first",
    "kostenplaats": "the kostenplaats, where that is not the first part of `code`",
    "taakveld": "the taakveld of Iv3",
    "categorie": "the category of Iv3",
    "kant": "the side, with `kant` of [bedragen] `kolom` or `code` (then the last part of `code`)",
    "fase": "of a row per phase and year: the phase",
    "jaar": "of a row per phase and year: the year",
    "bedrag": "of a row per phase and year: the amount",
    "lasten": "instead of `bedrag`: the column of lasten, such as debet",
    "baten": "instead of `bedrag`: the column of baten, such as credit",
}

WAARDE: Final = {
    "kant": "what each word or code (`8*`) means: `lasten` or `baten`",
    "fase": "what each word means: `begroting`, `rekening`, ...; nothing leaves its rows out",
    "jaar": "what each word means: a year",
}

RIJEN: Final = {
    "overslaan": "labels of rows that are no amounts but totals, with `*`: what is read is added up against them",
    "herhaal": "`true` where a blank label before the last `code` is what stands above it, as in a pivot table",
    "groepeer": "a new post per `code`, `kostenplaats`, `kostenplaats+categorie` or `taakveld+categorie`",
    "niet": "taakvelden that are not read",
}

NIEUW: Final = {
    "doen": 'what a code that is of nothing becomes: asked (`"vraag"`), a post (`"maak"`), nothing (`"overslaan"`)',
    "beleidsterrein": "the beleidsterrein of the dossier for each that the file names: `1A`, or `1/1A`",
}

TABELLEN: Final = {"bron": BRON, "bedragen": BEDRAGEN, "kolom": KOLOM, "waarde": WAARDE, "rijen": RIJEN, "nieuw": NIEUW}
"""The tables with keys of their own, and those keys."""

VRIJ: Final = {
    "jaren": 'amounts beside each other: what the column under each heading holds, `"begroting.2027"`',
    "kolommen": "of a table: what the column under each heading holds, `{ fase, jaar, kant }`",
    "totalen": "of a table: for each row that is a total the rows that it adds up, with `-` before one it takes away",
}
"""The tables whose keys are those of the file that is read."""

ORDE: Final = ("bron", "bedragen", "kolom", "waarde", "jaren", "kolommen", "rijen", "nieuw", "totalen")
"""The tables as a file has them."""

KINDS: Final = {
    naam: Kind(naam, tuple(map(Field, TABELLEN.get(naam, ()))) if naam != "waarde" else (), enkel=naam != "waarde")
    for naam in ORDE
}
"""The tables as kinds of record, for the one form in which files are written."""
