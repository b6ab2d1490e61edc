"""What a declared table does not fit in a dossier and its document is found, with file, line and key."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budgetdesk.errors import Bevinding
from budgetdesk.tables.language.build import build, outline
from budgetdesk.tables.language.declaration import MAX_GEBOUWD, DeclarationError
from budgetdesk.tables.language.fit import findings, template_findings
from budgetdesk.tables.signed import Cijfers
from tests.proef import begroting, programma, sampled, session
from tests.tables.language.proef import declared, shipped
from tests.tijd import hoogstens

POST = """\
[post.a]
naam = "Raad"
beleidsterrein = "X"
taakveld = "0.1"
lasten.begroting.2026 = 100
[reserve.r]
naam = "Reserve"
soort = "bestemmingsreserve"
stand.2025 = 5
"""


@pytest.fixture(scope="module")
def cijfers() -> Cijfers:
    return session(programma(POST)).cijfers


@pytest.fixture(scope="module")
def vergelijkend() -> Cijfers:
    return session(programma(POST), begroting=begroting(sjabloon="jaarrekening")).cijfers


def told(text: str, cijfers: Cijfers) -> list[str]:
    """Return what is found about a table: code, line among the keys, key, sentence and proposal."""
    return [_line(b) for b in findings(declared(text), cijfers)]


def _line(b: Bevinding) -> str:
    return f"{b.code} {(b.plaats.regel or 2) - 2} {b.plaats.sleutel}: {b.tekst} {b.remedie}".replace(
        "tabel.x.", ""
    ).strip()


def test_the_shipped_tables_fit(cijfers: Cijfers, vergelijkend: Cijfers) -> None:
    for figures in (cijfers, vergelijkend):
        assert [b for tabel in shipped().values() for b in findings(tabel, figures)] == []


def test_a_part_of_amounts_that_nothing_has_is_told(cijfers: Cijfers) -> None:
    text = 'splitsing = [{ kop = "A", waar = { aard = "incidentel" } }]\nrij = [{ maat = "lasten" }]'
    (found,) = told(text, cijfers)
    assert found.startswith("BD502 1 splitsing[0].waar.aard: `incidentel` is geen aard in dit dossier. Bedoelt u `inc")


# --- columns -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            'kolom = ["begroting",\\n"vorg"]\\nrij = [{ maat = "lasten" }]',
            "BD108 2 kolom[1]: sjabloon begroting heeft geen kolom `vorg`. Bedoelt u `vorig`?",
        ),
        (
            'kolom = ["begroting", { kop = "S", som = { "Begroting {T+1}" = 1 } }]\\nrij = [{ maat = "lasten" }]',
            "BD108 1 kolom[1].som: `Begroting 2027` is geen kop van een kolom die hiervoor staat. Bedoelt u `",
        ),
        (
            'kolom = [{ kop = "MJB {T+1}", jaren = "T" }, "mjb1"]\\nrij = [{ maat = "lasten" }]',
            "BD108 1 kolom: er zijn twee kolommen met de kop `MJB 2027`.",
        ),
        (
            (
                'tot = "T"\\nkolom = [{ kop = "{jaar}", jaren = "plan" }, { kop = "S", som = { "{T+1}" = 1 } }]\\n'
                'rij = [{ maat = "lasten" }]'
            ),
            "BD108 1 tot: kolom `S` telt een kolom op van na 2026.",
        ),
        (
            (
                'splitsing = [{ kop = "A" }]\\nkolom = [{ kop = "B", jaren = "T" }, { kop = "B A", tekst = "" }]\\n'
                'rij = [{ maat = "lasten" }]'
            ),
            "BD108 2 kolom: er zijn twee kolommen met de kop `B A`.",
        ),
        ('kop = "K"\\nrij = [{ maat = "lasten" }]', "BD108 1 kop: er zijn twee kolommen met de kop `K`."),
    ],
)
def test_columns_that_the_document_cannot_give_are_an_error(text: str, expected: str, cijfers: Cijfers) -> None:
    text = text.replace("\\n", "\n")
    (found,) = told(text, cijfers)
    assert found.startswith(expected)
    with pytest.raises(DeclarationError):
        build(declared(text), cijfers, cijfers.dossier.programmas)


UITGAVEN = "maat = { m = { uitgaven = 1 } }\n"


def test_amounts_without_phase_beside_a_difference_are_an_error(cijfers: Cijfers, vergelijkend: Cijfers) -> None:
    text = f'{UITGAVEN}rij = [\n{{ maat = "lasten" }},\n{{ per = "investering", maat = "m" }} ]'
    (found,) = told(text, vergelijkend)
    assert found.startswith(
        "BD108 4 rij[1]: `uitgaven` heeft geen fase, en de tabel heeft een kolom met een verschil. Kies kolommen zonder"
    )
    assert told(text, cijfers) == []
    assert told(f'kolom = "jaren"\n{text}', vergelijkend) == []


def test_a_measure_of_its_own_keeps_a_column_of_a_difference_right(vergelijkend: Cijfers) -> None:
    kolom = 'kolom = [["verschil", "lasten"], { kop = "Uitgaven", maat = "m", jaren = "T" }]\n'
    assert told(f'{UITGAVEN}{kolom}rij = [{{ naam = "A" }}]', vergelijkend) == []


# --- members -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waar", "expected"),
    [
        ('post = "b"', "`b` is geen post in dit dossier. Kies uit a."),
        ('taakveld = ["0.1", "0.99"]', "`0.99` is geen taakveld in dit dossier."),
        ('programma = "programmas/01-q.toml"', "`programmas/01-q.toml` is geen programma in dit dossier. Bedoelt u"),
        ('soort_programma = "overhed"', "`overhed` is geen soort_programma in dit dossier. Bedoelt u `overhead`?"),
        ('aard = "incidentel"', "`incidentel` is geen aard in dit dossier. Bedoelt u `incidenteel`?"),
        ('bron = "mutatie"', "`mutatie` is geen bron in dit dossier. Bedoelt u `mutaties`?"),
        ('kind = "posten"', "`posten` is geen kind in dit dossier. Bedoelt u `post`?"),
        ('besluit = "wijzigingen/1.toml"', "`wijzigingen/1.toml` is geen besluit in dit dossier."),
        ('categorie_lasten = "9.9.9.9"', "`9.9.9.9` is geen categorie_lasten in dit dossier."),
    ],
)
def test_a_filter_that_names_what_is_nowhere_is_a_warning(waar: str, expected: str, cijfers: Cijfers) -> None:
    dim = waar.partition(" ")[0]
    (found,) = told(f'rij = [\n{{ waar = {{ {waar} }}, maat = "lasten" }}]', cijfers)
    assert found.startswith(f"BD502 2 rij[0].waar.{dim}: {expected}")


@pytest.mark.parametrize(
    "waar",
    [
        'taakveld = ["", "0.10", "6.3"]',  # what nobody filled in, what no post has and the list of the year does
        'beleidsterrein = "X"',
        'hoofdtaakveld = "6"',
        'soort_programma = "vpb"',
        'categorie_lasten = "3.5.1"',
    ],
)
def test_a_code_that_no_post_has_but_the_list_does_is_none(waar: str, cijfers: Cijfers) -> None:
    assert told(f'rij = [{{ waar = {{ {waar} }}, maat = "lasten" }}]', cijfers) == []


@pytest.mark.parametrize(
    ("per", "maat", "waar"),
    [
        ("emu", "{ bij = 1 }", 'emu = "exploitatiesald"'),
        ("balanspost", "{ activa = 1 }", 'balanspost = "voorraad"'),
        ("register", "{ begin = 1 }", 'register = "01/r"'),
        ("reserve", "{ toevoeging = 1 }", 'functie = "bufer"'),
    ],
)
def test_the_lists_of_balances_and_choices_are_known_too(per: str, maat: str, waar: str, cijfers: Cijfers) -> None:
    row = f'rij = [{{ per = "{per}", waar = {{ {waar} }}, maat = "m" }}]'
    (found,) = told(f'kolom = "jaren"\nmaat = {{ m = {maat} }}\n{row}', cijfers)
    assert found.startswith("BD502 3 ")


def test_the_filter_of_the_table_itself_is_looked_at(cijfers: Cijfers) -> None:
    (found,) = told('waar = { beleidsterrein = "Z" }\nrij = [{ maat = "lasten" }]', cijfers)
    assert found.startswith("BD502 1 waar.beleidsterrein: `Z` is geen beleidsterrein in dit dossier.")


# --- rows that print alike -----------------------------------------------------------------------

TWINS = """\
[post.a]
naam = "Personeel"
beleidsterrein = "X"
taakveld = "0.1"
[post.b]
naam = "Personeel"
beleidsterrein = "Y"
taakveld = "0.2"
"""


def test_two_members_of_one_printed_name_are_a_warning() -> None:
    figures = session(programma(TWINS)).cijfers
    assert told('rij = [\n{ per = "post", maten = ["lasten", "baten"] }]', figures) == [
        "BD503 2 rij[0]: er zijn twee rijen die `Personeel` heten."
    ]
    assert told('rij = [{ per = "post", naam = "{sleutel} {naam}", maat = "lasten" }]', figures) == []
    below = 'rij = [{ per = "beleidsterrein", kop = "{naam}", onder = [{ per = "post", maat = "lasten" }] }]'
    assert told(below, figures) == []


# --- templates -----------------------------------------------------------------------------------


def test_a_difference_is_no_result_and_no_year_of_the_course(vergelijkend: Cijfers) -> None:
    sjabloon = vergelijkend.sjabloon
    at = next(i for i, kolom in enumerate(sjabloon.kolommen) if kolom.verschil)
    found = template_findings(replace(sjabloon, resultaat=at, verloop=(0, at)), vergelijkend)
    assert [f"{b.plaats} {b.tekst}" for b in found] == [
        "templates/jaarrekening.toml: resultaat `resultaat` is een verschil: kolom `verschil`.",
        "templates/jaarrekening.toml: verloop `verloop` noemt een verschil: kolom `verschil`.",
    ]
    assert list(template_findings(sjabloon, vergelijkend)) == []


@pytest.mark.parametrize(
    ("begroting_", "post", "stored"),
    [
        ("[emu]\ndotaties.2026 = 1\n", POST, "emu.dotaties.2026"),
        ("[balans]\nvoorraden.2026 = 1\n", POST, "balans.voorraden.2026"),
        ("", POST.replace("2025", "2026"), "reserve.r.stand.2026"),
    ],
)
def test_two_columns_of_one_year_show_what_has_no_phase_twice(begroting_: str, post: str, stored: str) -> None:
    figures = session(programma(post), begroting=begroting(begroting_)).cijfers
    year = next(i for i, kolom in enumerate(figures.sjabloon.kolommen) if kolom.jaar == 2026)
    twice = replace(figures.sjabloon, verloop=(year, year))
    (found,) = template_findings(twice, figures)
    assert found.code == "BD504"
    assert found.tekst == f"`verloop` heeft twee kolommen van 2026; `{stored}` heeft geen fase en geldt in beide."


def test_two_columns_of_one_year_are_right_where_everything_has_a_phase(cijfers: Cijfers) -> None:
    year = next(i for i, kolom in enumerate(cijfers.sjabloon.kolommen) if kolom.jaar == 2027)
    assert list(template_findings(replace(cijfers.sjabloon, verloop=(year, year)), cijfers)) == []


# --- bounds --------------------------------------------------------------------------------------

MANY = "".join(
    f'[post.p{n}]\nnaam = "P{n}"\nbeleidsterrein = "X{n}"\nlasten.begroting.2026 = {n}\n' for n in range(150)
)


@pytest.mark.lang
@pytest.mark.parametrize(
    "row",
    sampled(
        [
            '{ per = "post", onder = [{ per = "beleidsterrein", maat = "lasten" }] }',
            '{ per = "post", onder = [{ per = "beleidsterrein", leden = "bedrag", maat = "baten" }] }',
            '{ per = "post", maten = ["lasten", "baten"] },' * 40,
        ],
        3,
    ),
)
def test_a_table_of_too_many_rows_is_refused_at_once(row: str) -> None:
    figures = session(programma(MANY)).cijfers
    tabel = declared(f"rij = [{row}]")
    with hoogstens(500):
        (found,) = findings(tabel, figures)
    assert (
        _line(found)
        == f"BD108 1 rij: de tabel heeft meer dan {MAX_GEBOUWD} rijen. Filter met `waar`, of kies minder diep."
    )


def test_a_filter_of_many_members_in_many_dimensions_takes_no_memory() -> None:
    figures = session(programma(MANY)).cijfers
    keys = [f"p{n}" for n in range(400)]
    dims = ", ".join(f"{dim} = {keys}" for dim in ("post", "taakveld", "prestatie", "beleidsterrein"))
    tabel = declared(f"rij = [{{ waar = {{ {dims} }}, maat = 'lasten' }}]")
    grid = build(tabel, figures, figures.dossier.programmas)
    assert grid.cents(0, 2) == 0


def test_a_ratio_over_nothing_prints_blank(cijfers: Cijfers) -> None:
    rows = '{ id = "a", maat = "lasten" }, { id = "b", maat = "baten" }, { naam = "R", verhouding = ["a", "b"] }'
    grid = build(declared(f"rij = [{rows}]"), cijfers, cijfers.dossier.programmas)
    assert grid.inhoud(2, 2) is None


@pytest.mark.parametrize(
    "row",
    [
        "{ som = { a = 1, b = -1 } }",
        '{ naam = "R", verhouding = ["a", "b"] }',
        '{ naam = "O", oordeel = { van = "b", grens = [0], tekst = ["nee", "ja"] } }',
    ],
)
def test_what_is_computed_from_a_row_that_is_left_out_prints_blank(row: str, cijfers: Cijfers) -> None:
    rows = f'{{ id = "a", maat = "lasten" }}, {{ id = "b", maat = "baten", nodig = "geheel" }}, {row}'
    grid = build(declared(f"rij = [{rows}]"), cijfers, cijfers.dossier.programmas)
    assert [grid.inhoud(1, kolom) for kolom in range(len(grid.koppen))] == [None] * len(grid.koppen)


def test_the_rest_of_small_members_holds_no_large_one_of_the_same_key() -> None:
    one = '[post.a]\nnaam = "A"\nbeleidsterrein = "X"\nlasten.begroting.2026 = 900_000\n'
    two = '[post.b]\nnaam = "B"\nbeleidsterrein = "Y"\nlasten.begroting.2026 = 900_000\n'
    small = '[post.s]\nnaam = "S"\nbeleidsterrein = "{}"\nlasten.begroting.2026 = 5\n'
    texts = (programma(one + small.format("Y"), 1), programma(two + small.format("X"), 2))
    figures = session(*texts, begroting=begroting("[drempels]\nkrediet = 1000\n")).cijfers
    row = '{ per = "beleidsterrein", naam = "{sleutel} {nummer}", boven = "krediet", rest = "R", maat = "lasten" }'
    tabel = declared(f'dekt = "lasten"\nrij = [{row}]')
    assert [b.code for b in findings(tabel, figures)] == []
    rows, _ = outline(tabel, figures, figures.dossier.programmas)
    assert len(rows) == 3


# --- ratios over nothing -------------------------------------------------------------------------


def test_a_ratio_over_nothing_is_found_with_the_columns_that_stay_blank(cijfers: Cijfers) -> None:
    rows = '{ id = "l", naam = "L", maat = "lasten" }, { id = "b", naam = "B", maat = "baten" }'
    text = f'kolom = ["begroting", "mjb1"]\nrij = [{rows},\n{{ naam = "R", verhouding = ["b", "l"] }}]'
    found = told(text, cijfers)
    assert len(found) == 1
    assert found[0].startswith("BD507 3 rij[2].verhouding: in MJB 2027 is er niets om door te delen; ")
    more = POST + '[post.b]\nnaam = "B"\nbeleidsterrein = "X"\nlasten.begroting.2027 = 5\n'
    assert told(text, session(programma(more)).cijfers) == []
