"""Write the reference page of the file format from the schema that the program reads and writes with.

python tests/formaat.py
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from budgetdesk.model import leeswijze
from budgetdesk.model.arrangement import BRONNEN, FASEN, HOOFDTABEL, REALISATIE, SOORTEN, Bestandssoort
from budgetdesk.model.field import Field
from budgetdesk.model.kind import Kind
from budgetdesk.model.kinds.begroting import FORMAAT
from budgetdesk.tables import basis
from budgetdesk.tables.language import words

TARGET: Final = Path(__file__).parents[1] / "budgetdesk" / "model" / "FORMAT.md"

_FILES: Final[dict[Bestandssoort, tuple[str, str]]] = {
    "begroting": ("begroting.toml", "what this dossier is, how it prints, and the parameters of the municipality"),
    "programma": ("programmas/NN-slug.toml", "one programme: its goals, posts, reserves, investments and texts"),
    "reserves": ("reserves.toml", "reserves that programmes share (optional)"),
    "wijziging": (
        "wijzigingen/*.toml",
        "one decision with its mutations (optional); what a `kasschuif` changes adds to zero over its years",
    ),
    "document": (
        "documenten/KEY/NN-slug.toml",
        (
            "what `[document.KEY]` says of the programme of that number: texts, status and forecast (optional). A table"
            " stands in the file of that programme too, but for `[toelichting.KEY]`; of the phases there is `prognose`"
        ),
    ),
    "vastgesteld": (
        "vastgesteld.toml",
        (
            "the budget of T to T+3 as the council adopted it (optional), written by `vaststellen --begroting` and by"
            " nobody else. `KEY` is where a record stood, as people type it (`1/bestuur`, `reserves/algemeen`); `BRON`"
            f" is one of {', '.join(f'`{bron}`' for bron in BRONNEN)}. Labels are those of then, of `incidenteel` it"
            " holds all that was incidental, and of a credit what decisions had made of it"
        ),
    ),
}

_FORMS: Final = {
    "tekst": "text",
    "geheel": "whole number",
    "breuk": "fraction (0.015 is 1.5 %)",
    "getal": "number",
    "ja-nee": "true or false",
    "datum": "date",
    "lijst": "list of texts",
    "bedrag": "amount in euros",
    "tekst of geheel": "text or whole number",
    "tekst of breuk": "text or fraction",
    "tekst of lijst": "text or list of texts",
    "vrij": "text, list of texts, whole number, true or false",
    "tekst of getal": 'number, or a short text such as `"4,5*"` or `"n.n.b."`',
}

_INTRO: Final = f"""# The file format, version {FORMAAT}

*Made from the schema by `python tests/formaat.py`; a test compares the two.*

One dossier is one folder of TOML 1.0 files in UTF-8. A table is `[kind.key]`; its key is a short slug or
code, chosen once, unique per kind within a file: it is the identity in diff and merge. The order in the
file is the order in print. Unknown keys are kept and reported, except under amounts, where an unknown
phase or year is an error: a mistyped key must not take money out of the totals in silence.

**Amounts** are whole euros, or euros with at most two decimals, with a natural sign: lasten, baten,
toevoeging and onttrekking are positive when normal. An absent amount is zero; an absent `prognose` is begroting na
wijziging where the dossier has documents. `FASE` is one of
{", ".join(f"`{fase}`" for fase in FASEN)}; `JAAR` has four digits.

| amount | is |
| --- | --- |
| begroting, T on | `begroting.JAAR`, mutations that count in it, computed charges and cost allocation |
| wijziging | `wijziging.JAAR`, adopted mutations of a year before T or, with `telt_mee = "wijziging"`, of T |
| begroting na wijziging | begroting + wijziging |
| `incidenteel.KANT.JAAR` | what of the begroting of a structural post does not recur; of another phase it is \
`incidenteel.KANT.FASE.JAAR` |
| `mjb.JAAR` | what the previous multi-year budget said; written by `rollover`, used by `verloop` only |

Of `[emu]`, `[balans]` and `[kengetallen]` an amount `KEY.JAAR` holds for every phase of that year, and
`KEY.FASE.JAAR` takes its place in columns of that phase. In a column begroting na wijziging `wijziging` is the amount
after amendment and goes before `begroting`; a year before the first column is taken from its `rekening` first.

**Iv3**: `CODE` is a code of the balance of Iv3, `CATEGORIE` a category (`"7.3"`), `MOMENT` a year (its 31 December) or
the end of a quarter, `2027-1` to `2027-4`. Only `[iv3]` reads them: `balans` is what stands, `balans_lasten` and
`balans_baten` what moved it since 1 January. A side of a post or reserve may hold what was realised until the end of a
quarter too, `lasten.realisatie.2027-1`: a statement of Iv3 takes it, no total of a table does.

**Documents** of the year stand in `[document.KEY]`, in order. Figures are shared; texts, statuses and forecasts are of
a document, in `documenten/KEY/`. About a programme without a file there the first document says what
`programmas/` says, and another one nothing. Without any `[document.KEY]` the root keys `sjabloon` and `titel` are the
only document. `KEY` has letters, digits, `-` and `_`.

**Last year's dossier** is `voorganger`, a relative path with `/`. `verwerkt` holds the numbers of its decisions that
are in the amounts of this one already, `deels_verwerkt` those of which only what they change in T-1 is. `rollover`
writes all three; `check` and `overnemen` go by them.

**Notes**, `[notitie.KEY]`, may stand in any file but `vastgesteld.toml`: on a table or on one value (`bij`). They are
printed nowhere, and nothing locks them. A key that itself looks like one with a field is quoted, as in an address.

**Grootboek** lists the codes under which a ledger has the amounts of a post, reserve, voorziening or investering: a
kostenplaats (`6001010`), one with a kostensoort (`6001010/41100`), or any other. A code stands for itself and for what
is below it, and with `*` at its end for everything that begins so (`6001010/41*`); the longest match wins, and one code
on two things is an error. `import` goes by them.

**Texts of its own**, `[tekst.KEY]`, are of the document as a whole in `begroting.toml` (of every document, or of those
under `bij`), else of a programme and of one document. An **explanation**, `[toelichting.KEY]`, is about one thing or a
list of them; a `bedrag` in it is of one difference. Of an **indicator** the value of a year may be a short text: before
the mark of a footnote (`"4,5*"`, `"12 1)"`) it is a number to charts, any other (`"< 5%"`) is none.

**Texts** may name a figure as `{{{{1/resultaat.2026}}}}`; the grammar is in the README under "Figures in
texts". `docs/teksten.md` says what in them is more than text.

Keys marked with `*` are required.
"""

_TEMPLATES: Final = """## templates/*.toml

Document types and tables of your own (optional). `templates/NAAM.toml` is the template that `sjabloon = "NAAM"` names,
before a shipped one of that name; with `basis` it begins as another one. `templates/tabellen.toml` declares tables,
which stand beside the shipped ones or take their place. [TABELLEN.md](../tables/TABELLEN.md) says what each key means,
what a mistake gets, and has three whole examples. An unknown key is an error here, but at the root of a template
without `basis`, where it means nothing.

| table | keys |
| --- | --- |
| NAAM.toml: root keys | {sjabloon} |
| NAAM.toml: `[kolom.KEY]` | {kolom} |
| tabellen.toml: root keys | `tabellen`* (the version of the language: 1), `maat`, `tabel` |
| tabellen.toml: `[tabel.KEY]` | {tabel} |
| an element of its `rij` and `tussen` | {rij} |
| an element of its `kolom`, where that is a table | {tabelkolom} |
| `[maat.KEY]`, also under `maat` of a table | {maat} |
"""


_WAYS: Final = """## import/*.toml

Ways of reading foreign files (optional): `import/NAAM.toml` says which columns of a ledger report hold what, what the
words in them mean, and what its amounts are of; `import` goes by it. An unknown key is an error there. A column is
named by its heading, or else by its letter; a word in `[waarde.KEY]` may be a beginning with `*`, and `""` stands for a
blank cell and for a column that is not there. A target is a phase and a year, `"begroting.2027"`, with a side behind it
where the column has one only.
"""


def _ways() -> str:
    parts = [_WAYS]
    for naam in leeswijze.ORDE:
        keys = leeswijze.TABELLEN.get(naam)
        if keys is None:
            parts.append(f"### `[{naam}]`\n\n{leeswijze.VRIJ[naam][0].upper()}{leeswijze.VRIJ[naam][1:]}.\n")
            continue
        header = f"`[{naam}.KEY]`" if naam == "waarde" else f"`[{naam}]`"
        lines = [f"### {header}\n", "| key | says |", "| --- | --- |"]
        parts.append("\n".join([*lines, *(f"| `{key}` | {says} |" for key, says in keys.items())]) + "\n")
    return "\n".join(parts)


def page() -> str:
    """Return the page."""
    parts = [_INTRO]
    for bestand, (naam, what) in _FILES.items():
        main = HOOFDTABEL[bestand]
        needs = f" It cannot do without `[{main}]`." if main else ""
        parts.append(f"## {naam}\n\n{what[0].upper()}{what[1:]}.{needs}\n")
        parts += [_kind(soort) for soort in SOORTEN[bestand].values()]
    return "\n".join([*parts, _templates(), _ways()])


def _templates() -> str:
    lists = {
        "sjabloon": basis.SJABLOON,
        "kolom": basis.KOLOM,
        "tabel": words.TABEL,
        "rij": words.RIJ,
        "tabelkolom": words.KOLOM,
        "maat": words.MAAT,
    }
    return _TEMPLATES.format_map({what: ", ".join(f"`{key}`" for key in keys) for what, keys in lists.items()})


def _kind(soort: Kind) -> str:
    header = "root keys" if not soort.naam else f"`[{soort.naam}]`" if soort.enkel else f"`[{soort.naam}.KEY]`"
    lines = [f"### {header}\n", "| key | holds | Dutch label |", "| --- | --- | --- |"]
    lines += [f"| {_key(veld)} | {_holds(veld)} | {veld.label} |" for veld in soort.velden]
    return "\n".join(lines) + "\n"


def _key(veld: Field) -> str:
    forms = [".".join(filter(None, [veld.sleutel, *(level.upper() for level in onder)])) for onder in veld.vormen()]
    forms += [f"{veld.sleutel}.{REALISATIE}.KWARTAAL"] if veld.ook_kwartaal else []
    return ", ".join(f"`{form}`" for form in forms) + ("*" if veld.verplicht else "")


_CELL: Final = "lasten.begroting.2027"


def _holds(veld: Field) -> str:
    if veld.keuzes:
        return "one of " + ", ".join(f'`"{k}"`' if isinstance(k, str) else f"`{k}`" for k in veld.keuzes)
    if veld.verwijst:
        return f"{'list of keys' if veld.vorm == 'lijst' else 'key'} of a {veld.verwijst}"
    if veld.overal:
        return f"{_FORMS[veld.vorm]}, which names a table or a value: `post.x`, `12/reserve.x`, `post.x.{_CELL}`"
    if veld.met_soort:
        names = [f"`{soort}.x`" for soort in veld.met_soort] + [f"`12/{soort}.x`" for soort in veld.met_nummer]
        bare = f"; `{veld.enige_soort}.` may be left off" if veld.enige_soort else ""
        several = "; in a list one without a kind is of that of the item before it" if "lijst" in veld.vorm else ""
        return f"{_FORMS[veld.vorm]}, which may name a table: {', '.join(names)}{bare}{several}"
    return _FORMS[veld.vorm]


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
