"""Bringing a file in step by step: what a step needs, what it keeps, and that all of it is one step of the history."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from budgetdesk.drafting.beginnen import make
from budgetdesk.errors import BudgetdeskError
from budgetdesk.importing.koppelkeuze import Koppelrij, NieuwePost
from budgetdesk.importing.lezen import lees
from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand
from budgetdesk.model.kinds.programma import Beleidsterrein, Post
from budgetdesk.model.scope import Scope
from budgetdesk.session import Session
from budgetdesk.session.anderesoort import Gelezen, herken
from budgetdesk.session.inleesgang import Inleesgang, ongedrukt
from budgetdesk.session.newfiles import add_besluit
from tests.importing import ledgers
from tests.importing.iv3bladen import als_json, document
from tests.proef import SAMPLES

EEN = "programmas/01-bestuur-en-dienstverlening.toml"
GRIFFIE = (EEN, "post", "griffie")
LEDGER = """\
Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld;Categorie;Begroting 2027
Bestuur;6001010;Griffie;41100;0.1;1.1;640.000,00
Bestuur;6001010;Griffie;83400;0.1;3.7;-1.000
Bestuur;6001011;Grifie;43100;0.1;3.8;500
Bestuur;6001012;Griffie;83500;0.1;3.7;-10
Onbekend;6009999;Qwxyz;43100;0.8;3.8;12.100
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session.open(Path(shutil.copytree(SAMPLES / "voorbeeldstad-2027", tmp_path / "stad")))


def run(gang: Inleesgang) -> Inleesgang:
    """Do all work that the step of now asks."""
    while (werk := gang.werk()) is not None:
        assert gang.neem(werk, werk.doe())
    return gang


def offered(session: Session, naam: str, data: bytes) -> Gelezen:
    return herken(session, lees(naam, data), lambda: data)


def begun(session: Session, text: str = LEDGER) -> Inleesgang:
    gang = Inleesgang(session)
    gang.neem_bron(offered(session, "grootboek.csv", text.encode()))
    return gang


def at(session: Session, step: int, text: str = LEDGER) -> Inleesgang:
    """Return a file that is so many steps on."""
    gang = begun(session, text)
    for _ in range(step):
        assert run(gang).verder() == ""
    while step > 1 and run(gang).groepeer != "code":
        gang.wissel_groep()
    return run(gang)


def row(gang: Inleesgang, code: str) -> Koppelrij:
    return next(rij for rij in gang.koppelingen.rijen if rij.code == code)


def bedrag(session: Session, sleutel: str, pad: str) -> object:
    return session.dossier.waarde(Adres(EEN, "post", sleutel, pad))


# --- from step to step ------------------------------------------------------------------------


def test_without_a_file_there_is_no_next_step(session: Session) -> None:
    gang = Inleesgang(session)
    assert gang.verder() == "Kies eerst een bestand, en een blad ervan."
    assert not gang.terug()
    assert gang.werk() is None


def test_the_one_sheet_there_is_needs_no_choice_and_a_hidden_one_is_not_chosen(session: Session) -> None:
    gang = begun(session)
    assert gang.lezen.bladnummer == 0
    found = offered(session, "twee.csv", LEDGER.encode())
    found.bron.bladen[0].zichtbaar = False
    gang.neem_bron(found)
    assert gang.is_te_kiezen
    gang.kies_blad(0)
    assert gang.verder() == ""


def test_a_statement_of_iv3_is_seen_as_one_and_shows_at_once_what_it_comes_to(session: Session) -> None:
    data = als_json(document({("lasten", "0.1", "1.1"): 2_000})).replace(b"0099", b"9999")
    gang = Inleesgang(session)
    gang.neem_bron(offered(session, "iv3.json", data))
    assert gang.ander is not None
    assert gang.ander.soort.naam == "iv3"
    assert gang.verder() == ""
    assert run(gang).stap == "verschil"
    assert gang.ander.gevolg is not None
    assert gang.ander.gevolg.tekst
    assert gang.terug()
    assert gang.stap == "bestand"


def test_a_question_stands_in_the_way_until_it_is_answered(session: Session) -> None:
    gang = at(session, 1, "Kostenplaats;2026;2027\n41;10;20\n42;1;2\n81;-10;-20\n82;-1;-2\n")
    assert gang.verder() == "Eerst nog 1 vraag: V beantwoordt de eerste."
    gang.lezen.deel_in(gang.lezen.vragen[0].antwoorden[0].indeling)
    assert gang.verder() == "Nog even: het lezen is nog bezig."
    assert run(gang).verder() == ""


def test_a_cell_that_is_no_amount_stands_in_the_way_with_its_address(session: Session) -> None:
    gang = at(session, 1, LEDGER.replace("12.100", "nog opvragen"))
    assert gang.verder() == "Herstel eerst 1 cel in de bron."
    assert any(regel.zin.startswith("Cel G6:") for regel in gang.lezen.regels)


def test_going_back_keeps_what_was_chosen(session: Session) -> None:
    gang = at(session, 2)
    gang.koppelingen.koppel(row(gang, "6001010/41100"), GRIFFIE)
    assert gang.terug()
    assert gang.terug()
    assert not gang.terug()
    for _ in range(2):
        assert run(gang).verder() == ""
    assert run(gang).koppelingen.keuze(row(gang, "6001010/41100")) == GRIFFIE


def test_going_back_to_how_it_is_read_keeps_by_what_codes_are_linked(session: Session) -> None:
    gang = at(session, 2)
    gang.onder("Onbekend", "1/1B")
    gang.terug()
    assert gang.lezen.lezing is not None
    gang.lezen.deel_in(gang.lezen.lezing.indeling.anders(eenheid=1000))
    run(gang)
    assert (gang.groepeer, gang.lezen.leeswijze.beleidsterrein) == ("code", {"Onbekend": "1/1B"})


def test_another_file_forgets_what_was_chosen_of_the_one_before(session: Session) -> None:
    gang = at(session, 2)
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    gang.neem_bron(offered(session, "ander.csv", LEDGER.encode()))
    for _ in range(2):
        assert run(gang).verder() == ""
    assert len(run(gang).koppelingen.wachtend) == 4


def test_what_was_computed_of_an_earlier_state_comes_too_late(session: Session) -> None:
    gang = begun(session)
    gang.verder()
    late = gang.werk()
    assert late is not None
    done = late.doe()
    run(gang).lezen.kolom(7, None)
    assert not gang.neem(late, done)
    assert not gang.is_klaar


# --- how it is read ---------------------------------------------------------------------------


def test_another_unit_and_another_column_are_read_at_once(session: Session) -> None:
    gang = at(session, 1)
    gang.lezen.eenheid(1000)
    lezing = run(gang).lezen.lezing
    assert lezing is not None
    assert lezing.boekingen is not None
    assert lezing.boekingen.som(("lasten", "begroting.2027")) == 65_260_000_000
    gang.lezen.kolom(3, None)
    assert run(gang).lezen.leeswijze.kolom.get("naam") is None


def test_the_row_of_the_headings_can_be_another_one(session: Session) -> None:
    gang = at(session, 1, f"Overzicht;per;product\n{LEDGER}")
    assert gang.lezen.leeswijze.kop == (2,)
    gang.lezen.koprij(1)
    assert run(gang).lezen.leeswijze.kop == (1, 2)
    gang.lezen.koprij(1)
    assert run(gang).lezen.leeswijze.kop == (2,)
    assert gang.lezen.lezing is not None
    assert gang.lezen.lezing.is_klaar


def test_a_way_of_reading_that_was_kept_reads_the_next_file_of_its_kind(session: Session) -> None:
    gang = at(session, 1)
    gang.lezen.kolom(1, None)
    run(gang).bewaar("maand")
    assert gang.lezen.bewaard == "maand"
    later = at(session, 1)
    assert later.lezen.via == "maand"
    assert later.lezen.leeswijze.kolom == gang.lezen.leeswijze.kolom
    assert "beleidsterrein" not in later.lezen.leeswijze.kolom


def test_headings_that_changed_since_are_told(session: Session) -> None:
    at(session, 1).bewaar("maand")
    later = at(session, 1, LEDGER.replace("Begroting 2027", "Begroting 2028"))
    assert later.lezen.via == ""
    assert any("anders dan bij" in regel.zin for regel in later.lezen.regels)
    assert later.lezen.lezing is not None
    assert later.lezen.lezing.is_klaar


# --- what belongs where -----------------------------------------------------------------------


def test_what_needs_a_choice_stands_first_the_largest_amounts_on_top(session: Session) -> None:
    session.set_value(Adres(EEN, "post", "griffie", "grootboek"), ["6001010/41100"])
    gang = at(session, 2)
    assert [(rij.code, rij.hoe) for rij in gang.koppelingen.rijen] == [
        ("6009999/43100", ""),
        ("6001010/83400", "naam"),
        ("6001011/43100", "lijkt op"),
        ("6001012/83500", "naam"),
        ("6001010/41100", "code"),
    ]


def test_nothing_is_linked_by_a_name_before_somebody_says_so(session: Session) -> None:
    gang = at(session, 2)
    assert gang.verder() == "5 regels wachten op een keuze; A neemt alle van een soort."
    assert gang.koppelingen.koppel_alle("naam") == 3
    assert gang.koppelingen.koppel_alle("lijkt op") == 1
    assert [rij.code for rij in gang.koppelingen.wachtend] == ["6009999/43100"]


def test_a_code_that_a_post_has_already_is_not_linked_anew(session: Session) -> None:
    session.set_value(Adres(EEN, "post", "griffie", "grootboek"), ["6001010"])
    gang = at(session, 2)
    linked = row(gang, "6001010/41100")
    gang.koppelingen.koppel(linked, (EEN, "post", "raad"))
    assert gang.koppelingen.keuze(linked) == GRIFFIE


def test_a_group_per_kostenplaats_is_linked_by_the_kostenplaats(session: Session) -> None:
    gang = at(session, 1)
    gang.verder()
    assert run(gang).groepeer == "kostenplaats"
    griffie = row(gang, "6001010")
    assert griffie.bedrag == 64_000_000
    gang.koppelingen.koppel(griffie, GRIFFIE)
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    assert gang.verder() == ""
    run(gang).neem_over()
    assert bedrag(session, "griffie", "grootboek") == ["6001010"]
    assert bedrag(session, "griffie", "baten.begroting.2027") == 100_000


def test_a_post_is_made_where_the_file_says_under_which_beleidsterrein_and_no_other(session: Session) -> None:
    gang = at(session, 2)
    assert [rij.code for rij in gang.koppelingen.maak_nieuw(gang.koppelingen.wachtend, gang.nieuwe_posten())] == [
        "6009999/43100"
    ]
    new = gang.koppelingen.keuze(row(gang, "6001011/43100"))
    assert new == NieuwePost(EEN, "1A", "Grifie", "0.1", {"lasten": "3.8", "baten": ""})
    gang.onder("Onbekend", "1/1B")
    assert gang.koppelingen.maak_nieuw(gang.koppelingen.wachtend, gang.nieuwe_posten()) == []
    assert gang.lezen.leeswijze.beleidsterrein == {"Onbekend": "1/1B"}


def test_a_beleidsterrein_is_made_with_the_posts_under_it_and_not_without(session: Session) -> None:
    gang = at(session, 2)
    used, spare = (gang.koppelingen.opbouw.terrein(EEN, naam) for naam in ("Sport", "Nergens"))
    gang.koppelingen.koppel(row(gang, "6009999/43100"), NieuwePost(EEN, used, "Zwembad"))
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    gang.verder()
    run(gang).neem_over()
    bestand = session.dossier.bestanden[EEN]
    assert bestand.record("beleidsterrein", used) is not None
    assert bestand.record("beleidsterrein", spare) is None
    assert bedrag(session, "zwembad", "beleidsterrein") == used
    session.undo()
    assert session.dossier.bestanden[EEN].record("beleidsterrein", used) is None


def test_a_programma_that_is_made_on_the_way_gets_its_file_with_its_posts_and_not_before(
    session: Session,
) -> None:
    gang = at(session, 2)
    naam = gang.koppelingen.opbouw.programma("Sport en bewegen")
    terrein = gang.koppelingen.opbouw.terrein(naam, "Zwembaden")
    gang.koppelingen.koppel(row(gang, "6009999/43100"), NieuwePost(naam, terrein, "Zwembad"))
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    gang.verder()
    run(gang)
    assert not (session.map / naam).exists()
    gang.neem_over()
    assert (session.map / naam).is_file()
    assert session.dossier.waarde(Adres(naam, "post", "zwembad", "lasten.begroting.2027")) == 1_210_000


INDELING = """\
Programma;Naam programma;Product;Kostenplaats;Omschrijving;Kostensoort;Begroting 2027
2;Ruimte;Wegen;6021010;Wegen;41100;900
2;Ruimte;Wegen;6021010;Wegen;83500;-10
1;Bestuur;Raad;6001010;Griffie;41100;500
1;Bestuur;Raad;6001020;Raadsleden;83500;-20
2;Ruimte;Overhead;6021090;Beheer;41100;40
1;Bestuur;Overhead;6001090;Staf;41100;30
"""


@pytest.fixture
def leeg(tmp_path: Path) -> Session:
    make(tmp_path / "leeg", gemeente="Westerwold", jaar=2027, sjabloon="begroting")
    return Session.open(tmp_path / "leeg")


def indeling(session: Session) -> list[tuple[str, list[str], list[tuple[str, object]]]]:
    """Return the programmas with their beleidsterreinen and the posts under them."""
    return [
        (
            f"{bestand.nummer} {bestand.titel}",
            [t.known_as for t in bestand.van(Beleidsterrein)],
            [(str(p.waarden["beleidsterrein"]), p.naam) for p in bestand.van(Post)],
        )
        for bestand in session.dossier.programmas
    ]


def test_programmas_and_beleidsterreinen_are_made_as_the_file_has_them(leeg: Session) -> None:
    before = {pad.name: pad.read_bytes() for pad in leeg.map.rglob("*.toml")}
    gang = begun(leeg, INDELING)
    for _ in range(2):
        assert run(gang).verder() == ""
    run(gang).zoals_bestand(gang.koppelingen.wachtend)
    assert gang.verder() == ""
    run(gang)
    assert {pad.name: pad.read_bytes() for pad in leeg.map.rglob("*.toml")} == before
    gang.neem_over()
    assert indeling(leeg) == [
        ("1 Bestuur", ["1A Raad", "1B Overhead"], [("1A", "Griffie"), ("1A", "Raadsleden"), ("1B", "Staf")]),
        ("2 Ruimte", ["2A Wegen", "2B Overhead"], [("2A", "Wegen"), ("2B", "Beheer")]),
    ]
    assert gang.lezen.leeswijze.beleidsterrein == {"Raad": "1/1A", "Wegen": "2/2A"}
    leeg.undo()
    assert indeling(leeg)[0] == ("1 Nieuw programma", ["1A Nieuw beleidsterrein"], [("1A", "Nieuwe post")])


def test_a_programma_that_is_there_is_meant_by_number_and_name_and_never_by_a_number_of_another_name(
    session: Session,
) -> None:
    opbouw = at(session, 2).koppelingen.opbouw
    assert opbouw.plek("1 Bestuur", "Bestuur") == (EEN, "1A")
    assert opbouw.plek("Bestuur en dienstverlening", "1A Bestuur") == (EEN, "1A")
    assert opbouw.plek("", "Bestuur") is None
    assert opbouw.plek("1 Sport", "Bestuur") is None
    place = opbouw.plek("Programma 29: Ruimte", "29.1 Wegen")
    assert place == ("programmas/29-ruimte.toml", "29A")
    assert opbouw.plek("29", "Wegen") == place


@pytest.mark.parametrize(("taakveld", "zin"), [("0.10", "van een reserve"), ("0.11", "wordt berekend")])
def test_what_is_of_a_reserve_or_the_result_is_no_post(session: Session, taakveld: str, zin: str) -> None:
    gang = at(
        session, 2, LEDGER.replace("Bestuur;6001011;Grifie;43100;0.1;", f"Bestuur;6001011;Grifie;43100;{taakveld};")
    )
    rij = row(gang, "6001011/43100")
    assert gang.koppelingen.maak_nieuw([rij], gang.nieuwe_posten()) == [rij]
    assert zin in gang.nieuwe_posten().waarom_niet(rij)


# --- what it comes to -------------------------------------------------------------------------


def decided(session: Session) -> Inleesgang:
    gang = at(session, 2)
    gang.koppelingen.koppel(row(gang, "6001010/41100"), GRIFFIE)
    gang.koppelingen.koppel(row(gang, "6001010/83400"), GRIFFIE)
    gang.koppelingen.maak_nieuw([row(gang, "6001011/43100")], gang.nieuwe_posten())
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    assert gang.verder() == ""
    return run(gang)


def test_amounts_links_and_new_posts_are_one_step_that_undo_takes_back(session: Session) -> None:
    before = {naam: dict(b.records) for naam, b in session.stored.bestanden.items()}
    decided(session).neem_over()
    # with what decisions add, the post comes to what the file says
    assert session.totalen[EEN].bedrag(Scope("post", "griffie"), "lasten", "begroting.2027") == 64_000_000
    assert bedrag(session, "griffie", "grootboek") == ["6001010/41100", "6001010/83400"]
    assert bedrag(session, "grifie", "lasten.begroting.2027") == 50_000
    assert session.undo() is not None
    assert {naam: dict(b.records) for naam, b in session.stored.bestanden.items()} == before
    assert session.redo() is not None
    session.save()
    again = Session.open(session.map)
    assert bedrag(again, "grifie", "grootboek") == ["6001011/43100"]


def test_a_second_time_changes_nothing(session: Session) -> None:
    decided(session).neem_over()
    gang = at(session, 2)
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    gang.verder()
    assert run(gang).neem_over() is None


def test_the_totals_of_the_file_stand_on_top_and_what_is_left_out_apart(session: Session) -> None:
    lines = decided(session).verschil
    assert lines[0].naam == "Controletotalen"
    lasten = lines[1]
    assert (lasten.naam, lasten.bron) == ("lasten begroting 2027", 65_260_000)
    assert ("niet gekoppeld", 1_210_000) in [(line.naam, line.bron) for line in lines]
    assert any(line.naam.startswith("1 ") for line in lines)
    assert lines[-1].naam == "Griffie: 6001010/41100, 6001010/83400"
    changed = next(n for n, line in enumerate(lines) if line.naam == "Griffie")
    assert (lines[changed + 1].naam, lines[changed + 1].straks) == ("lasten begroting 2027", 64_000_000)


def test_amounts_that_are_not_in_the_file_lapse_or_stay_as_was_chosen(session: Session) -> None:
    session.set_value(Adres(EEN, "post", "raad", "grootboek"), ["6001020"])
    gang = decided(session)
    voorstel = gang.voorstel
    assert voorstel is not None
    assert [(b.adres.sleutel, b.adres.pad) for b in voorstel.vervallen] == [("raad", "lasten.begroting.2027")]
    gang.vul_aan(aanvullen=True)
    voorstel = run(gang).voorstel
    assert voorstel is not None
    assert not voorstel.vervallen


def test_the_difference_can_be_booked_on_a_decision(session: Session) -> None:
    besluit: Bestand = add_besluit(session, "2027-77", "Inlezen")[0]
    stored = bedrag(session, "griffie", "lasten.begroting.2027")
    decided(session).boek(besluit)
    assert bedrag(session, "griffie", "lasten.begroting.2027") == stored
    assert session.totalen[EEN] is not None
    assert len(session.dossier.bestanden[besluit.naam].van("mutatie")) > 0


def test_what_is_booked_with_its_links_and_new_posts_is_one_step(session: Session) -> None:
    besluit: Bestand = add_besluit(session, "2027-77", "Inlezen")[0]
    before = {naam: dict(b.records) for naam, b in session.stored.bestanden.items()}
    gang = decided(session)
    assert gang.voorstel is not None
    assert gang.voorstel.nieuw
    assert gang.voorstel.koppelingen
    gang.boek(besluit)
    assert bedrag(session, "grifie", "grootboek") == ["6001011/43100"]
    assert session.undo() is not None
    assert {naam: dict(b.records) for naam, b in session.stored.bestanden.items()} == before


def test_a_name_that_is_none_is_refused(session: Session) -> None:
    with pytest.raises(BudgetdeskError, match="maandrapport"):
        at(session, 1).bewaar("Maandrapport")


def test_every_shape_of_ledger_can_be_brought_in_by_answering_what_is_asked(session: Session) -> None:
    for text in (ledgers.JAREN, ledgers.RIJEN, ledgers.DEBET, ledgers.SOORT):
        gang = at(session, 1, text)
        while gang.lezen.vragen:
            gang.lezen.deel_in(gang.lezen.vragen[0].antwoorden[0].indeling)
            run(gang)
        assert gang.verder() == ""
        run(gang).koppelingen.sla_over(gang.koppelingen.wachtend)
        assert gang.verder() == ""
        assert run(gang).voorstel is not None


def test_hidden_rows_are_left_out_and_read_when_somebody_says_so(session: Session) -> None:
    gang = begun(session)
    assert gang.lezen.bron is not None
    gang.lezen.bron.bladen[0].verborgen_rijen.add(6)
    gang.verder()
    assert "Rij 6 is verborgen (12.100)" in " ".join(regel.zin for regel in run(gang).lezen.regels)
    gang.lezen.wissel_verborgen()
    lezing = run(gang).lezen.lezing
    assert lezing is not None
    assert lezing.boekingen is not None
    assert lezing.boekingen.rijen == 5
    assert not lezing.boekingen.verborgen


CATEGORIEEN = """\
Product;Kostenplaats;Omschrijving;Kostensoort;Taakveld;Categorie;Begroting 2027
Bestuur;6001010;Commissies;41100;0.1;1.1;640
Bestuur;6001010;Commissies;43100;0.1;3.8;500
Bestuur;6001010;Commissies;83500;0.1;3.7;-10
Bestuur;6001020;Ombudsman;43100;0.1;3.8;50
Bestuur;6001020;Ombudsman;83500;0.1;3.7;-5
"""


def test_what_has_several_categories_is_counted_and_split_each_with_a_name_of_its_own(session: Session) -> None:
    gang = begun(session, CATEGORIEEN)
    for _ in range(2):
        assert run(gang).verder() == ""
    assert (run(gang).groepeer, gang.koppelingen.gemengd) == ("kostenplaats", 1)
    gang.wissel_groep()
    assert (run(gang).groepeer, gang.koppelingen.gemengd) == ("kostenplaats+categorie", 0)
    made = [gang.nieuwe_posten().onder(rij, EEN, "1A") for rij in gang.koppelingen.rijen if "6001010" in rij.codes[0]]
    assert len({post.naam for post in made}) == 3
    assert all(post.naam.startswith("Commissies, ") for post in made)


def test_a_file_of_which_nothing_is_linked_is_not_said_to_be_there_already(session: Session) -> None:
    gang = at(session, 2)
    gang.koppelingen.sla_over(gang.koppelingen.wachtend)
    gang.verder()
    assert run(gang).slot == "Er is niets gekoppeld: er verandert niets."


def test_a_year_that_is_asked_may_be_the_budget_of_this_year_too(session: Session) -> None:
    gang = begun(session, "Rekening;Omschrijving;Debet;Credit\n600;Griffie;10,00;0,00\n800;Leges;0,00;5,00\n")
    gang.verder()
    answers = [answer.zin for answer in run(gang).lezen.vragen[0].antwoorden]
    assert {"Begroting 2026", "Begroting 2027", "Rekening 2026"} <= {*answers}


def test_what_no_column_of_the_document_is_of_is_known_before_it_is_taken_over(session: Session) -> None:
    gang = begun(session, LEDGER.replace("Begroting 2027", "Rekening 2026"))
    gang.verder()
    assert ongedrukt(run(gang)) == ["rekening.2026"]
    other = begun(session)
    other.verder()
    assert ongedrukt(run(other)) == []


def test_a_taakveld_that_may_be_two_is_asked_once_and_never_guessed(session: Session) -> None:
    gang = at(session, 2)
    assert gang.lezen.lezing is not None
    assert gang.lezen.lezing.boekingen is not None
    rij = row(gang, "6001011/43100")
    assert not [*gang.nieuwe_posten().twijfel([rij])]
    gang.lezen.lezing.boekingen.kaal["0.1"] = "E2"
    assert [*gang.nieuwe_posten().twijfel([rij])] == [
        ("0.1", "Cel E2: 0,1 zonder opmaak; is dit 0.1 Bestuur of 0.10 Mutaties reserves?")
    ]
    assert gang.nieuwe_posten().onder(rij, EEN, "1A").taakveld == ""
    gang.taakvelden["0.1"] = "0.1"
    assert not [*gang.nieuwe_posten().twijfel([rij])]
    assert gang.nieuwe_posten().onder(rij, EEN, "1A").taakveld == "0.1"
