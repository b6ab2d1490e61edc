"""Booking on a decision in an open dossier: what becomes a mutation, what is refused, and what is locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budgetdesk.errors import Refused, WriteError
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import Boeking, boek, titel, vaststellen
from budgetdesk.model.edits import RemoveRecord, Restructure, SetValue
from budgetdesk.model.scope import Scope
from budgetdesk.session import Invoer, Session
from budgetdesk.session.boeken import Boekplaats, boekbaar, book, open_besluiten, toelichting_van, with_booked
from budgetdesk.session.cells import input_at, set_cells
from budgetdesk.session.newfiles import add_besluit
from budgetdesk.session.reading import table
from tests.proef import NAAM, Maak, begroting, programma

BESLUIT = "wijzigingen/2026-02.toml"
PROGRAMMA = programma("""\
[post.x]
naam = "X"
beleidsterrein = "A"
lasten.rekening.2024 = 900
lasten.begroting.2025 = 950
lasten.begroting.2026 = 1_000
lasten.begroting.2027 = 1_100
baten.begroting.2026 = 300

[post.y]
naam = "Y"
beleidsterrein = "A"
lasten.begroting.2026 = 50

[reserve.r]
naam = "R"
soort = "bestemmingsreserve"
stand.2024 = 900
onttrekking.begroting.2026 = 10
""")
KOP = """# van de afdeling
[wijziging]
nummer = "2026-02"
naam = "Najaar"
status = "ontwerp"
"""
JEUGD = Boekplaats(BESLUIT, "Jeugdraad", "Er komt een jeugdraad.")


@pytest.fixture
def map_(dossier: Maak) -> Path:
    return dossier(PROGRAMMA, **{"wijzigingen__2026-02": KOP})


@pytest.fixture
def session(map_: Path) -> Session:
    return Session.open(map_)


def cell(session: Session, key: tuple[str, str], kant: str, kolom: str, bron: str = "") -> Invoer:
    """Return the cell of a post or reserve on screen, in the column where a `fase.jaar` is typed."""
    bestand = session.dossier.bestanden[NAAM]
    grid = table(session.cijfers, "programmakosten" if key[0] == "post" else "reserves", bestand, posten=True)
    columns = [k.invoer for k in session.sjabloon.kolommen]
    scope = Scope(*key, bron=bron)
    own = [
        i for i, r in enumerate(grid.rijen) if r.kant == kant and (r.scope == scope or (r.tabel == key and not bron))
    ]
    invoer = input_at(session.dossier, grid, own[0], columns.index(kolom))
    assert isinstance(invoer, Invoer)
    return invoer


def lasten(session: Session, kolom: str = "begroting.2026", post: str = "x") -> Invoer:
    return cell(session, ("post", post), "lasten", kolom)


def mutaties(session: Session, naam: str = BESLUIT) -> dict[str, dict[str, object]]:
    return {m.sleutel: dict(m.waarden) for m in session.dossier.bestanden[naam].van("mutatie")}


def test_a_typed_amount_becomes_a_mutation_and_the_raming_stays(session: Session, map_: Path) -> None:
    book(session, JEUGD, [(lasten(session), 120_000)], "X lasten")
    assert mutaties(session) == {
        "jeugdraad": {
            "programma": 1,
            "post": "x",
            "onderwerp": "Jeugdraad",
            "toelichting": "Er komt een jeugdraad.",
            "lasten.2026": 20_000,  # 1.200 - 1.000
        }
    }
    assert session.dossier.waarde(Adres(NAAM, "post", "x", "lasten.begroting.2026")) == 100_000
    assert lasten(session).huidig == 120_000
    session.save()
    assert (map_ / BESLUIT).read_text("utf-8") == KOP + (
        '\n[mutatie.jeugdraad]\nprogramma = 1\npost = "x"\nonderwerp = "Jeugdraad"\nlasten.2026 = 200\n'
        'toelichting = "Er komt een jeugdraad."\n'
    )
    assert (map_ / NAAM).read_text("utf-8") == PROGRAMMA


def test_a_quarter_is_booked_on_no_decision(session: Session) -> None:
    grid = table(session.cijfers, "iv3-kwartalen", session.dossier.bestanden[NAAM])
    invoer = input_at(session.dossier, grid, 0, 1)
    assert isinstance(invoer, Invoer)
    assert invoer.adres.pad == "lasten.realisatie.2026-2"
    with pytest.raises(Refused, match=r"boekt u niet in realisatie.2026-2; kies uit "):
        book(session, JEUGD, [(invoer, 100)], "X lasten")
    assert mutaties(session) == {}


def test_a_block_is_one_step_over_several_posts_sides_and_years(session: Session, map_: Path) -> None:
    cells: list[tuple[Invoer, int | None]] = [
        (lasten(session), 100_000),  # what it is already
        (lasten(session, "begroting.2027"), 111_000),
        (cell(session, ("post", "x"), "baten", "begroting.2026"), 29_000),
        (lasten(session, "begroting.2026", "y"), 4_000),
        (cell(session, ("reserve", "r"), "onttrekking", "begroting.2026"), 1_500),
    ]
    book(session, JEUGD, cells, "4 cellen")
    assert [
        {pad: v for pad, v in m.items() if pad in ("post", "reserve") or "." in pad} for m in mutaties(session).values()
    ] == [
        {"post": "x", "lasten.2027": 1_000, "baten.2026": -1_000},
        {"post": "y", "lasten.2026": -1_000},
        {"reserve": "r", "onttrekking.2026": 500},
    ]
    undone = session.undo()
    assert undone is not None
    assert undone[0].tekst == "4 cellen"
    assert mutaties(session) == {}
    assert not session.dirty
    session.redo()
    session.save()
    assert Session.open(map_).dossier.bestanden[BESLUIT] == session.dossier.bestanden[BESLUIT]


def test_what_goes_when_bookings_are_cleared_goes_in_the_order_of_the_file(dossier: Maak) -> None:
    posts = [f"p{n}" for n in range(9)]
    tabellen = (f'[post.{p}]\nnaam = "{p}"\nbeleidsterrein = "A"\nlasten.begroting.2026 = 5\n' for p in posts)
    session = Session.open(dossier(programma("\n".join(tabellen)), **{"wijzigingen__2026-02": KOP}))
    book(session, JEUGD, [(lasten(session, post=p), 900 + n) for n, p in enumerate(posts)])
    booked = list(mutaties(session))
    book(session, JEUGD, [(lasten(session, post=p), None) for p in reversed(posts)])
    session.undo()
    again = session.redo()
    assert again is not None
    edits = [edit for each in again[0].edits if isinstance(each, Restructure) for edit in each.edits]
    assert edits == [RemoveRecord(BESLUIT, "mutatie", key) for key in booked]


def test_going_back_to_the_raming_or_clearing_takes_the_booking_away(session: Session) -> None:
    book(session, JEUGD, [(lasten(session), 120_000)])
    book(session, JEUGD, [(lasten(session), 100_000)])
    assert mutaties(session) == {}
    book(session, JEUGD, [(lasten(session), 120_000), (lasten(session, "begroting.2027"), 0)])
    book(session, JEUGD, [(lasten(session), None)])
    assert [m.get("lasten.2026") for m in mutaties(session).values()] == [None]
    book(session, JEUGD, [(lasten(session, "begroting.2027"), None)])
    assert mutaties(session) == {}
    assert book(session, JEUGD, [(lasten(session), None), (lasten(session, "begroting.2027"), 110_000)]) is None


def test_another_subject_is_a_mutation_of_its_own(session: Session) -> None:
    book(session, JEUGD, [(lasten(session), 120_000)])
    book(session, Boekplaats(BESLUIT, "Griffie"), [(lasten(session), 130_000)])
    assert {k: m["lasten.2026"] for k, m in mutaties(session).items()} == {"jeugdraad": 20_000, "griffie": 10_000}
    besluit = session.dossier.bestanden[BESLUIT]
    assert [toelichting_van(besluit, o) for o in ("Jeugdraad", "Griffie")] == ["Er komt een jeugdraad.", ""]


@pytest.mark.lang
@pytest.mark.parametrize("status", ["voorstel", ""])
def test_where_a_decision_does_not_count_yet_a_cell_is_typed_as_it_becomes(dossier: Maak, status: str) -> None:
    text = KOP.replace('status = "ontwerp"\n', f'status = "{status}"\n' if status else "")
    session = Session.open(dossier(PROGRAMMA, **{"wijzigingen__2026-02": text}))
    book(session, JEUGD, [(lasten(session), 120_000)])
    assert lasten(session).huidig == 100_000
    assert book(session, JEUGD, [(lasten(session), 120_000)]) is None
    book(session, Boekplaats(BESLUIT, "Griffie"), [(lasten(session), 125_000)])
    assert {k: m["lasten.2026"] for k, m in mutaties(session).items()} == {"jeugdraad": 20_000, "griffie": 5_000}
    session.set_value(Adres(BESLUIT, "wijziging", "", "status"), "ontwerp")
    assert lasten(session).huidig == 125_000


MOGELIJK = "kies uit Begroting 2026, MJB 2027, MJB 2028, MJB 2029."


@pytest.mark.parametrize("status", ["ontwerp", "voorstel"])
def test_what_is_typed_relative_to_a_cell_adds_to_what_is_booked_whether_the_cell_shows_it_or_not(
    dossier: Maak, status: str
) -> None:
    session = Session.open(dossier(PROGRAMMA, **{"wijzigingen__2026-02": KOP.replace("ontwerp", status)}))
    for times in (1, 2, 3):
        now = with_booked(session, JEUGD, lasten(session)).huidig
        book(session, JEUGD, [(lasten(session), now + 10_00)], "+=10")
        assert mutaties(session)["jeugdraad"]["lasten.2026"] == times * 10_00
    grid = with_booked(session, JEUGD, lasten(session, "rekening.2024"))
    assert grid == lasten(session, "rekening.2024")


@pytest.mark.parametrize(
    ("kolom", "text"),
    [
        ("rekening.2024", f"Besluit 2026-02 Najaar boekt u niet in Rekening 2024; {MOGELIJK}"),
        ("begroting.2025", f"Besluit 2026-02 Najaar boekt u niet in Begroting 2025; {MOGELIJK}"),
    ],
)
def test_a_year_that_is_past_is_refused_and_nothing_is_booked(session: Session, kolom: str, text: str) -> None:
    with pytest.raises(Refused) as error:
        book(session, JEUGD, [(lasten(session), 120_000), (lasten(session, kolom), 1)])
    assert str(error.value) == text
    assert mutaties(session) == {}
    assert not session.dirty


@pytest.mark.parametrize(
    "pad",
    ["stand.2024", "incidenteel.onttrekking.2026", "verplichting"],
)
def test_what_is_no_side_of_a_post_or_reserve_is_refused(session: Session, pad: str) -> None:
    with pytest.raises(
        Refused, match="lasten en baten van posten, mutaties van reserves en uitgaven van investeringen"
    ):
        book(session, JEUGD, [(Invoer(Adres(NAAM, "reserve", "r", pad), 1, 0, 0, aanwezig=False), 1)])


def test_the_raming_below_a_post_is_not_booked_on(session: Session) -> None:
    book(session, JEUGD, [(lasten(session), 120_000)])
    raming = cell(session, ("post", "x"), "lasten", "begroting.2026", "raming")
    assert raming.huidig == 100_000
    with pytest.raises(Refused, match="bij de post zelf en niet bij zijn raming"):
        book(session, JEUGD, [(raming, 1)])


def test_an_amount_no_file_holds_is_refused(session: Session) -> None:
    most = 10**15 - 1
    book(session, JEUGD, [(lasten(session), most)])
    with pytest.raises(Refused, match="te groot"):
        book(session, JEUGD, [(lasten(session), -most)])
    assert lasten(session).huidig == most


def test_a_decision_that_is_gone_is_refused(session: Session) -> None:
    with pytest.raises(Refused, match=r"wijzigingen/weg\.toml is er niet meer"):
        book(session, Boekplaats("wijzigingen/weg.toml", "Iets"), [(lasten(session), 1)])


@pytest.mark.parametrize(
    ("sjabloon", "columns", "refused"),
    [
        # the document has a column for what changes in the year: that is where it is booked
        ("voortgangsrapportage", ["wijziging.2026"], ["begroting.2026", "prognose.2026"]),
        # the budget has none: what it becomes is typed in the year itself, and it counts after adoption
        ("begroting", ["begroting.2026", "begroting.2027"], ["begroting.2025"]),
    ],
)
def test_an_amendment_is_booked_where_the_document_shows_it(
    dossier: Maak, sjabloon: str, columns: Sequence[str], refused: Sequence[str]
) -> None:
    text = f'{KOP}telt_mee = "wijziging"\n'
    session = Session.open(dossier(PROGRAMMA, begroting=begroting(sjabloon=sjabloon), **{"wijzigingen__2026-02": text}))
    for kolom in columns:
        book(session, JEUGD, [(lasten(session, kolom), lasten(session, kolom).huidig + 700)])
        assert book(session, JEUGD, [(lasten(session, kolom), lasten(session, kolom).huidig + 700)]) is None
        assert next(iter(mutaties(session).values()))[f"lasten.{kolom[-4:]}"] == 700
    for kolom in refused:
        with pytest.raises(Refused, match="boekt u niet in"):
            book(session, JEUGD, [(lasten(session, kolom), 1)])


def test_only_open_decisions_that_count_are_booked_on(dossier: Maak) -> None:
    texts = {
        f"wijzigingen__{n}": f'[wijziging]\nnummer = "{n}"\nnaam = "N"\n{rest}\n'
        for n, rest in enumerate(
            ["", 'status = "ontwerp"', 'status = "vastgesteld"', 'status = "ingetrokken"', 'telt_mee = "niet"']
        )
    }
    session = Session.open(dossier(PROGRAMMA, **texts))
    assert [titel(b) for b in open_besluiten(session.dossier)] == ["0 N", "1 N", "4 N"]
    assert [titel(b) for b in boekbaar(session.dossier)] == ["0 N", "1 N"]


@pytest.mark.lang
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["x", "y"]),
            st.sampled_from(["lasten", "baten"]),
            st.sampled_from([2026, 2027]),
            st.sampled_from(["Jeugdraad", "Griffie"]),
            st.one_of(st.none(), st.integers(-5, 5).map(lambda n: n * 100)),
        ),
        max_size=6,
    )
)
def test_a_cell_shows_what_was_booked_on_it_last_and_undo_leads_back(
    session: Session, steps: Sequence[tuple[str, str, int, str, int | None]]
) -> None:
    done = 0
    for post, kant, jaar, onderwerp, cents in steps:
        where = ("post", post), kant, f"begroting.{jaar}"
        done += book(session, Boekplaats(BESLUIT, onderwerp), [(cell(session, *where), cents)]) is not None
        if cents is not None:
            assert cell(session, *where).huidig == cents
    for _ in range(done):
        session.undo()
    assert mutaties(session) == {}
    assert not session.dirty


# --- a new decision --------------------------------------------------------------------------


def test_a_new_decision_is_a_file_at_once_and_can_be_booked_on(session: Session, map_: Path) -> None:
    set_cells(session, [(lasten(session, "begroting.2026", "y"), 1)])
    bestand, warnings = add_besluit(session, "2026-03", "Motie jeugdraad")
    assert (bestand.naam, warnings) == ("wijzigingen/2026-03-motie-jeugdraad.toml", [])
    text = '[wijziging]\nnummer = "2026-03"\nnaam = "Motie jeugdraad"\nstatus = "ontwerp"\ntelt_mee = "begroting"\n'
    assert (map_ / bestand.naam).read_text("utf-8") == text
    book(session, Boekplaats(bestand.naam, "Jeugdraad"), [(lasten(session), 100_100)])
    session.save()
    assert (map_ / bestand.naam).read_text("utf-8") == (
        f'{text}\n[mutatie.jeugdraad]\nprogramma = 1\npost = "x"\nonderwerp = "Jeugdraad"\nlasten.2026 = 1\n'
    )
    assert Session.open(map_).keuring.bevindingen == session.keuring.bevindingen


def test_a_new_decision_needs_a_number_of_its_own_a_name_and_a_free_file(session: Session, map_: Path) -> None:
    with pytest.raises(Refused, match="Besluit 2026-02 bestaat al"):
        add_besluit(session, "2026-02", "Anders")
    with pytest.raises(Refused, match="een nummer en een naam"):
        add_besluit(session, "2026-03", " ")
    (map_ / "wijzigingen" / "2026-03-n.toml").write_text("# kladje\n", "utf-8")
    with pytest.raises(WriteError):
        add_besluit(session, "2026-03", "N")
    assert list(session.dossier.bestanden) == ["begroting.toml", NAAM, BESLUIT]


# --- adopted is locked -----------------------------------------------------------------------

LOCKED = "Besluit 2026-02 Najaar is vastgesteld en kan niet meer worden gewijzigd."
STATUS = Adres(BESLUIT, "wijziging", "", "status")
M = Adres(BESLUIT, "mutatie", "jeugdraad", "lasten.2026")


@pytest.fixture
def adopted(session: Session) -> Session:
    """Return a session in which a decision with one mutation was adopted."""
    book(session, JEUGD, [(lasten(session), 120_000)])
    session.do(vaststellen(session.dossier.bestanden[BESLUIT], "RV 26.0012", date(2026, 7, 3)), "vastgesteld")
    return session


def test_an_adopted_decision_refuses_every_change(adopted: Session) -> None:
    besluit = adopted.dossier.bestanden[BESLUIT]
    before = mutaties(adopted)
    refused: list[Callable[[], object]] = [
        lambda: book(adopted, JEUGD, [(lasten(adopted), 1)]),
        lambda: adopted.set_value(M, 1),
        lambda: adopted.set_value(Adres(BESLUIT, "wijziging", "", "naam"), "Anders"),
        lambda: adopted.do(structuur.delete(adopted.dossier, besluit, "mutatie", "jeugdraad")),
        lambda: adopted.do(structuur.rename(adopted.dossier, besluit, "mutatie", "jeugdraad", "raad")),
        lambda: adopted.do(structuur.delete(adopted.dossier, adopted.dossier.bestanden[NAAM], "post", "x", mee=True)),
        lambda: adopted.do(structuur.delete(adopted.dossier, adopted.dossier.bestanden[NAAM], "post", "x", naar="y")),
        lambda: (
            set_cells(adopted, [(lasten(adopted, "begroting.2026", "y"), 1)])
            and adopted.do([SetValue(Adres(NAAM, "post", "y", "naam"), "Y", "Z"), SetValue(M, 20_000, 1)])
        ),
    ]
    for change in refused:
        with pytest.raises(Refused) as error:
            change()
        assert str(error.value) == LOCKED
    assert mutaties(adopted) == before
    assert adopted.dossier.waarde(Adres(NAAM, "post", "y", "naam")) == "Y"


def test_undo_and_setting_the_status_open_it_again(adopted: Session) -> None:
    adopted.undo()
    adopted.set_value(M, 1)
    adopted.undo()
    adopted.redo()
    adopted.set_value(STATUS, "vastgesteld")
    adopted.set_value(STATUS, "ontwerp")
    adopted.set_value(M, 2)
    assert adopted.dossier.waarde(M) == 2


def test_a_new_key_of_a_post_goes_on_in_adopted_decisions(adopted: Session) -> None:
    programma = adopted.dossier.bestanden[NAAM]
    adopted.do(structuur.rename(adopted.dossier, programma, "post", "x", "raad"))
    assert mutaties(adopted)["jeugdraad"]["post"] == "raad"


def test_what_was_booked_is_done_again_unless_the_decision_was_adopted_meanwhile(session: Session, map_: Path) -> None:
    book(session, JEUGD, [(lasten(session), 120_000)])
    (map_ / BESLUIT).write_text(KOP.replace("Najaar", "Herfst"), "utf-8")
    assert session.rebase() == []
    assert list(mutaties(session)) == ["jeugdraad"]
    (map_ / BESLUIT).write_text(KOP.replace("ontwerp", "vastgesteld"), "utf-8")
    assert [b.adres for b in session.rebase()] == [Adres(BESLUIT, "mutatie", "jeugdraad", "")]
    assert mutaties(session) == {}
    assert not session.dirty


def test_an_amount_of_a_decision_adopted_meanwhile_clashes_and_cannot_be_kept(adopted: Session, map_: Path) -> None:
    adopted.undo()
    adopted.save()
    text = (map_ / BESLUIT).read_text("utf-8")
    adopted.set_value(M, 1_00)
    adopted.set_value(Adres(NAAM, "post", "y", "naam"), "Z")
    (map_ / BESLUIT).write_text(text.replace("ontwerp", "vastgesteld"), "utf-8")
    (map_ / NAAM).write_text(PROGRAMMA.replace('"Y"', '"YY"'), "utf-8")
    clashes = adopted.rebase()
    assert {b.adres: (b.hier, b.schijf) for b in clashes} == {
        M: (100, 20_000),
        Adres(NAAM, "post", "y", "naam"): ("Z", "YY"),
    }
    with pytest.raises(Refused, match="is vastgesteld"):
        adopted.resolve(clashes)
    assert adopted.dossier.waarde(M) == 20_000
    assert adopted.dossier.waarde(Adres(NAAM, "post", "y", "naam")) == "Z"


def test_an_adoption_and_its_withdrawal_are_done_again_on_files_that_changed(adopted: Session, map_: Path) -> None:
    for status in ("vastgesteld", "ontwerp"):
        adopted.set_value(STATUS, status)
        boeking = Boeking(1, ("post", "y", "lasten"), status)
        if status == "ontwerp":
            adopted.do(boek(adopted.dossier, adopted.dossier.bestanden[BESLUIT], boeking, 2026, 5))
        (map_ / BESLUIT).write_text((map_ / BESLUIT).read_text("utf-8") + "# later\n", "utf-8")
        before = mutaties(adopted)
        assert adopted.rebase() == []
        assert (adopted.dossier.waarde(STATUS), mutaties(adopted)) == (status, before)
        adopted.save()
