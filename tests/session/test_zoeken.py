"""Finding in a whole dossier: every name by its words, every amount by how it prints, and what comes first."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import Notatie, format_cell, format_edit, format_exact
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import SOORTEN
from budgetdesk.model.edits import RenameRecord, SetValue
from budgetdesk.session import Session
from budgetdesk.session.zoeken import Finder, Found, Hit, budgeted, elsewhere, line_of, ranges
from budgetdesk.session.zoekvorm import folded, marks, piece, words
from budgetdesk.tables.registry import build
from tests.conftest import SOAK, Maak
from tests.proef import NAAM, sample, session

BESTUUR = """
[beleidsterrein.1A]
naam = "Bestuur"
toelichting = "De wethouder en de raad."

[beleidsterrein.11A]
naam = "Wonen"

[post.college]
naam = "College van burgemeester en wethouders"
beleidsterrein = "1A"
taakveld = "0.1"
houder = "Van Dijk"
lasten.begroting.2026 = 1_213_870.50
lasten.begroting.2027 = -1_214_200
baten.begroting.2026 = 310_000
toelichting = "Zes crèches,\\nen een café."

[post.raad]
naam = "Raadsleden"
beleidsterrein = "1A"
taakveld = "0.10"
lasten.begroting.2026 = 12_000

[reserve.raad]
naam = "Reserve raad"
soort = "bestemmingsreserve"
stand.2024 = 310_499

[voorziening.wethouders]
naam = "Pensioenen"

[doel.1A1]
naam = "Raad die kan kiezen"
beleidsterrein = "1A"

[indicator."1A1.a"]
naam = "Opkomst"
doel = "1A1"
eenheid = "%"
streefwaarde.2026 = 63.5
"""
BESLUIT = """
[wijziging]
nummer = "2026-05"
naam = "Najaarsnota"
besluit = "RV 26.0012"

[mutatie.college]
programma = 1
post = "college"
onderwerp = "Extra wethouder"
lasten.2026 = 90_000
"""


@pytest.fixture
def small() -> Session:
    return session(BESTUUR, wijzigingen__a=BESLUIT)


def _posts(*namen: str) -> str:
    """Return posts of these names."""
    return "".join(f"[post.p{n}]\nnaam = '{naam}'\nbeleidsterrein = \"1A\"\n\n" for n, naam in enumerate(namen))


def finder(of: Session, *, printed: bool = True) -> Finder:
    made = Finder(of, printed=printed)
    made.read_all()
    return made


def hits(of: Session, tekst: str, eenheid: int = 1000) -> list[Hit]:
    """Return everything that a text finds, in the order in which it is told."""
    made = finder(of)
    found = [made.hit(soort, ref) for soort, ref in made.find(tekst, eenheid).refs()]
    assert None not in found
    return [hit for hit in found if hit is not None]


def told(of: Session, tekst: str, eenheid: int = 1000) -> list[str]:
    return [f"{hit.soort}: {hit.naam}" for hit in hits(of, tekst, eenheid)]


def cells(of: Session, tekst: str, eenheid: int = 1000) -> list[str]:
    """Return the amounts and numbers that a text finds."""
    return [f"{hit.adres.sleutel}.{hit.adres.pad}" for hit in hits(of, tekst, eenheid) if "." in hit.adres.pad]


# --- what must always hold -----------------------------------------------------------------------


IN_THE_LONG_RUN = pytest.param(1, marks=pytest.mark.lang)


@pytest.mark.parametrize("step", [31, IN_THE_LONG_RUN])
@pytest.mark.parametrize("naam", ["voorbeeldstad-2027", pytest.param("voorbeeldstad-2026", marks=pytest.mark.lang)])
def test_every_name_of_a_dossier_is_found_by_each_of_its_words(naam: str, step: int) -> None:
    of = sample(naam)
    named: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for bestand in of.stored.bestanden.values():
        for record in bestand.records.values() if bestand.soort not in ("vastgesteld", "document") else ():
            for word in words(f"{record.tekst(record.kind.naamveld)} {record.sleutel}"):
                named[word].add((bestand.naam, *record.key))
    made = finder(of)
    for word, records in list(named.items())[::step]:
        refs = [(soort, ref) for soort, ref in made.find(word, 0).refs() if soort != "tekst"]
        found = {
            (h.adres.bestand, h.adres.soort, h.adres.sleutel) for soort, ref in refs if (h := made.hit(soort, ref))
        }
        assert records <= found, word


@pytest.mark.lang
@pytest.mark.parametrize("step", [211, *[53] * SOAK])
def test_every_stored_amount_is_found_as_it_prints_in_each_unit_and_as_it_is_exactly(step: int) -> None:
    of = sample("voorbeeldstad-2027")
    made = finder(of)
    whole = [
        (Adres(bestand.naam, *record.key, pad), waarde)
        for bestand, record in of.stored.records()
        for pad, waarde in record.waarden.items()
        if isinstance(waarde, int)
    ]
    for adres, cents in whole[::step]:
        veld = of.stored.veld(adres)
        if veld is None or veld.vorm != "bedrag":
            continue
        typed = {(eenheid, format_cell(cents, Notatie(eenheid, nul="0"))) for eenheid in (1, 1000, 1_000_000)}
        typed |= {(1000, format_exact(cents)), (1000, format_edit(cents, eenheid=1000, teken=1))}
        for eenheid, text in typed:
            refs = made.find(text, eenheid).refs()
            assert any(h.adres == adres for soort, ref in refs if (h := made.hit(soort, ref))), (adres, text)


@given(st.text(max_size=60), st.data())
def test_a_part_of_a_text_is_marked_in_it_however_it_is_written(text: str, data: st.DataObject) -> None:
    for word in words(text):
        begin = data.draw(st.integers(0, len(word) - 1))
        sought = word[begin : data.draw(st.integers(begin + 1, len(word)))]
        for written in (text, unicodedata.normalize("NFD", text), text.upper()):
            if sought in folded(written):
                spans = marks(written, [sought])
                assert spans
                assert all(span for span in spans)
                assert any(sought in folded(written[span.start : span.stop]) for span in spans)


@given(st.text(max_size=300), st.text(min_size=1, max_size=5), st.integers(8, 80))
def test_a_piece_of_a_text_is_no_longer_than_asked(text: str, word: str, length: int) -> None:
    assert len(piece(text, words(word), length)) <= length


# --- what is found -------------------------------------------------------------------------------


def test_names_keys_codes_texts_decisions_and_amounts_are_found_by_kind(small: Session) -> None:
    assert told(small, "wethouder") == [
        "post: College van burgemeester en wethouders",
        "voorziening: Pensioenen",
        "mutatie: Extra wethouder",
        "tekst: 1A Bestuur",
    ]
    assert told(small, "RV 26.0012") == ["wijziging: 2026-05 Najaarsnota"]
    assert told(small, "2026-05") == ["wijziging: 2026-05 Najaarsnota"]
    assert told(small, "van dijk") == ["post: College van burgemeester en wethouders"]
    assert told(small, "0.10") == ["post: Raadsleden"]


def test_case_and_accents_do_not_matter_and_every_word_has_to_occur(small: Session) -> None:
    for typed in ("CRECHE", "crèche", "cre\u0300ches", "creches cafe", "café"):
        assert told(small, typed) == ["tekst: College van burgemeester en wethouders"], typed
    assert told(small, "wethouders burgemeester") == ["post: College van burgemeester en wethouders"]
    assert told(small, "wethouders zwembad") == []
    # a word of the text and one of the name of what it is about
    assert told(small, "college crèches") == ["tekst: College van burgemeester en wethouders"]


def test_what_is_meant_outright_comes_first_then_what_begins_so(small: Session) -> None:
    assert told(small, "1a")[:2] == ["beleidsterrein: 1A Bestuur", "beleidsterrein: 11A Wonen"]
    assert told(small, "raad")[:3] == ["post: Raadsleden", "reserve: Reserve raad", "doel: 1A1 Raad die kan kiezen"]
    two = session(_posts("Nieuwe raad", "Raadsleden", "Raad"))
    assert told(two, "raad") == ["post: Raad", "post: Raadsleden", "post: Nieuwe raad"]


def test_an_amount_is_found_in_the_unit_on_screen_in_euros_and_exactly_whatever_its_sign(small: Session) -> None:
    both = ["college.lasten.begroting.2026", "college.lasten.begroting.2027"]
    assert cells(small, "1.214") == both
    assert cells(small, "-1.214") == both
    assert cells(small, "€ 1.214") == both
    assert cells(small, "1214") == both
    assert cells(small, "1.214", eenheid=1) == []
    assert cells(small, "1.213.870") == both[:1]
    assert cells(small, "1213870,50") == both[:1]
    assert cells(small, "1.213,8705") == both[:1]
    assert cells(small, "1213870,40") == []
    assert cells(small, "12k") == ["raad.lasten.begroting.2026"]
    assert cells(small, "310") == ["college.baten.begroting.2026", "raad.stand.2024"]
    assert cells(small, "310 college") == ["college.baten.begroting.2026"]
    assert cells(small, "63,5") == ["1A1.a.streefwaarde.2026"]
    assert cells(small, "90") == ["college.lasten.2026"]


SAMENGESTELD = (
    *("voorbeeldstad-2027", "leiden-2026", "leiden-2017-jaarrekening"),
    *("leiden-2023-voortgangsrapportage", "voorbeeldstad-2026"),
)


# --- what tables print ---------------------------------------------------------------------------


SPORT = """
[beleidsterrein.1A]
naam = "Sport"

[post.baden]
naam = "Zwembaden"
beleidsterrein = "1A"
lasten.begroting.2026 = 1_700_000
lasten.begroting.2027 = 1_700_000
lasten.wijziging.2025 = 55_000
lasten.begroting.2025 = 1_600_000
baten.begroting.2026 = 400_000

[post.velden]
naam = "Velden"
beleidsterrein = "1A"
lasten.begroting.2026 = 20_000

[reserve.bad]
naam = "Reserve bad"
soort = "bestemmingsreserve"
onttrekking.begroting.2026 = 31_000
toevoeging.begroting.2026 = 8_000
"""
ANDERS = """
[beleidsterrein.2A]
naam = "Anders"

[post.enige]
naam = "Enige post"
beleidsterrein = "2A"
lasten.begroting.2026 = 77_000
baten.begroting.2026 = 7_000
"""
ERBIJ = """
[wijziging]
nummer = "2026-05"
naam = "Najaarsnota"
status = "ontwerp"

[mutatie.bad]
programma = 1
post = "baden"
onderwerp = "Water"
lasten.2026 = 207_895
"""


def printed(of: Session, tekst: str, eenheid: int = 1000) -> list[str]:
    """Return the amounts that a text finds as a line says them."""
    return [
        f"{hit.naam}: {hit.veld} {format_cell(hit.cents * hit.teken, Notatie(eenheid))}"
        for hit in hits(of, tekst, eenheid)
        if hit.cents is not None
    ]


def _sport(begroting: str = "") -> Session:
    return session(SPORT, ANDERS, wijzigingen__a=ERBIJ, begroting=begroting)


def test_a_post_is_found_by_all_that_counts_in_a_column_and_its_raming_is_told_apart() -> None:
    of = _sport()
    assert printed(of, "1.908") == ["Zwembaden: Lasten Begroting 2026 1.908"]
    assert printed(of, "-1.908") == printed(of, "1908 zwem") == printed(of, "1.907.895") == printed(of, "1.908")
    assert printed(of, "1908 velden") == []
    assert printed(of, "1.700")[:2] == [
        "Zwembaden: Lasten begroting 2026, raming 1.700",
        "Zwembaden: Lasten begroting 2027 1.700",
    ]
    # a column that adds up two phases
    assert printed(of, "1.655")[:2] == [
        "Zwembaden: Lasten Begroting 2025 1.655",
        "1A Sport: Lasten Begroting 2025 1.655",
    ]
    assert printed(of, "1.600") == ["Zwembaden: Lasten begroting 2025, raming 1.600"]


def test_sums_are_found_of_beleidsterrein_programma_and_municipality() -> None:
    of = _sport()
    assert printed(of, "1.928") == ["1A Sport: Lasten Begroting 2026 1.928", "1 P: Lasten Begroting 2026 1.928"]
    assert printed(of, "1.528") == ["1A Sport: Saldo Begroting 2026 1.528", "1 P: Saldo Begroting 2026 1.528"]
    assert printed(of, "1.505") == ["1 P: Resultaat Begroting 2026 1.505"]
    assert printed(of, "2.005") == ["Hele gemeente: Lasten Begroting 2026 2.005"]
    assert printed(of, "1.575") == ["Hele gemeente: Resultaat Begroting 2026 1.575"]
    assert [hit.split(":")[0] for hit in printed(of, "23")] == ["Reserve bad", "1 P", "Hele gemeente"]
    # a single post stands in the row of its beleidsterrein, and is told once
    assert printed(of, "77") == ["Enige post: Lasten begroting 2026 77", "2 P: Lasten Begroting 2026 77"]
    assert printed(of, "1.928 sport") == ["1A Sport: Lasten Begroting 2026 1.928"]


def test_an_amount_is_told_with_the_sign_of_the_table() -> None:
    of = _sport('[weergave]\nlasten = "+"\nbaten = "-"\nsaldo = "baten-lasten"\n')
    assert printed(of, "400")[0] == "Zwembaden: Baten begroting 2026 -400"
    assert printed(of, "1.505") == ["1 P: Resultaat Begroting 2026 -1.505"]


@pytest.mark.lang
@pytest.mark.parametrize("step", [197, 5])
@pytest.mark.parametrize("naam", SAMENGESTELD)
def test_every_amount_of_a_table_of_costs_is_found_and_its_cell_holds_it(naam: str, step: int) -> None:
    of = sample(naam)
    made = finder(of)
    programmas = of.dossier.programmas
    tables = [(t, b.naam, [b]) for b in programmas for t in ("programmakosten", "reserves", "kapitaallasten")]
    grids = {(t, n): build(t, of.cijfers, of_, posten=True) for t, n, of_ in tables}
    grids["baten-lasten", ""] = build("baten-lasten", of.cijfers, programmas, posten=True)
    asked = 0
    for (tabel, _), grid in grids.items():
        for row, rij in enumerate(grid.rijen):
            if rij.scope.bron or rij.scope.soort in ("kop", "rij", "totaal"):
                continue
            for col in range(len(grid.koppen)):
                cents = grid.cents(row, col)
                asked += bool(cents)
                if not cents or asked % step:
                    continue
                found = [made.hit(soort, ref) for soort, ref in made.find(format_exact(cents), 1000).refs()]
                amounts = [h for h in found if h is not None and h.cents is not None]
                assert any(h.cents is not None and abs(h.cents) == abs(cents) for h in amounts), (tabel, rij, col)
                for hit in amounts:
                    if hit.cel is not None and (hit.cel.tabel, hit.cel.bestand) in grids:
                        there = grids[hit.cel.tabel, hit.cel.bestand]
                        place = hit.cel.place_in(there)
                        assert place is not None, hit
                        assert there.cents(*place) == (hit.cents or 0) * hit.teken, hit
    assert asked > 100


def test_what_is_added_up_follows_edits_of_posts_and_of_decisions(dossier: Maak) -> None:
    of = Session.open(dossier(SPORT, ANDERS, wijzigingen__a=ERBIJ))
    made = finder(of)
    lasten = Adres(NAAM, "post", "baden", "lasten.begroting.2026")
    of.set_value(lasten, 180_000_000)
    # sums move with the edit, what a post prints once it is read
    assert _names(made.find("2.028", 1000), made) == ["1A Sport", "1 P"]
    assert made.stale() == [NAAM]
    made.read_all()
    assert _names(made.find("2.008", 1000), made) == ["Zwembaden"]
    of.set_value(Adres("wijzigingen/a.toml", "mutatie", "bad", "lasten.2026"), 10_000_000)
    # what may be another amount by now is not told before it is added up again
    assert _names(made.find("2.008", 1000), made) == []
    made.read_all()
    assert _names(made.find("1.900", 1000), made) == ["Zwembaden"]
    assert _names(made.find("2.008", 1000), made) == []


def test_nothing_found_of_an_amount_says_as_what_it_was_looked_for() -> None:
    of = _sport()
    assert "4.321 × € 1.000 of € 4.321" in finder(of).find("4.321", 1000).question.unfound(1000)
    assert "als € 4.321," in finder(of).find("€ 4.321", 1).question.unfound(1)
    assert finder(of).find("zwembad 4.321", 1000).question.unfound(1000) == ""


def test_a_note_is_told_as_such_by_what_it_hangs_on() -> None:
    of = session(BESTUUR + '[notitie.a]\nbij = "post.raad.lasten.begroting.2026"\ntekst = "Nog navragen."\n')
    (hit,) = hits(of, "navragen")
    assert (hit.soort, hit.naam, hit.stuk) == ("notitie", "Raadsleden, lasten begroting 2026", "Nog navragen.")
    assert [h.soort for h in hits(of, "post.raad navragen")] == ["notitie"]


@pytest.mark.parametrize("tekst", ["1.5", "12%", "1e3", "p.m.", "-", "#REF!", "1.214 V", "9" * 300, "²"])
def test_what_is_no_amount_stands_for_none(tekst: str) -> None:
    assert ranges(tekst, 1000) == []


@pytest.mark.parametrize(
    "tekst", ["", "  ", "[/]", "(", "*", "\\", ".*", "\x1f", "\x00", "x" * 10_000, " ".join(map(str, range(3_000)))]
)
def test_whatever_is_typed_is_a_text_and_no_pattern(small: Session, tekst: str) -> None:
    assert hits(small, tekst) == []


def test_a_line_says_where_what_the_name_lacks_was_found_and_what_a_post_costs(small: Session) -> None:
    (post,) = hits(small, "0.10")
    assert elsewhere(small.stored, post, ["0.10"]) == ("Taakveld", "0.10")
    assert budgeted(small, post, 1000) == "12"
    (decision,) = hits(small, "najaars")
    assert elsewhere(small.stored, decision, ["najaars"]) == ("", "")
    assert (decision.waar, budgeted(small, decision, 1000)) == ("besluit 2026-05", "")


def test_a_hit_has_file_and_line(dossier: Maak) -> None:
    of = Session.open(dossier(BESTUUR))
    lines = (of.map / NAAM).read_text("utf-8").splitlines()
    for tekst, line in (("raadsleden", 'naam = "Raadsleden"'), ("12k", "lasten.begroting.2026 = 12_000")):
        (hit,) = hits(of, tekst)
        place = line_of(of, hit.adres)
        assert (place.bestand, lines[(place.regel or 0) - 1]) == (NAAM, line)


@pytest.mark.lang
def test_each_document_of_the_year_is_searched_and_what_was_adopted_is_not() -> None:
    of = sample("voorbeeldstad-2026")
    made = finder(of)
    every = {
        h.adres.bestand for w in ("e", "0") for soort, ref in made.find(w, 1000).refs() if (h := made.hit(soort, ref))
    }
    kinds = {of.stored.bestanden[naam].soort for naam in every}
    assert kinds == set(SOORTEN) - {"vastgesteld"}
    texts = [h for soort, ref in made.find("e", 0).refs() if soort == "tekst" and (h := made.hit(soort, ref))]
    of_documents = [h for h in texts if h.adres.bestand.startswith("documenten/")]
    assert of_documents
    # what a programma holds is found there, once
    things = [h for soort, ref in made.find("e", 0).refs() if soort != "tekst" and (h := made.hit(soort, ref))]
    assert {h.soort for h in things if h.adres.bestand.startswith("documenten/")} == {"toelichting"}
    # a document has no names of its own
    assert not any(h.naam == h.adres.sleutel != "" for h in of_documents)


def test_signs_of_a_pattern_are_found_as_they_stand() -> None:
    odd = session(_posts("Post [/] (x)", "Post [concept] a.b", r"50 % \\d+ \*"))
    assert told(odd, "[/]") == ["post: Post [/] (x)"]
    assert told(odd, "(x") == ["post: Post [/] (x)"]
    assert told(odd, "a.b") == ["post: Post [concept] a.b"]
    assert told(odd, r"\d+") == [r"post: 50 % \\d+ \*"]


# --- while somebody edits ------------------------------------------------------------------------


def _names(found: Found, made: Finder) -> Iterable[str]:
    return [h.naam for soort, ref in found.refs() if (h := made.hit(soort, ref))]


def test_an_edit_makes_its_own_file_stale_and_is_found_once_that_is_read_again(dossier: Maak) -> None:
    of = Session.open(dossier(BESTUUR, _posts("Wegen")))
    made = finder(of, printed=False)
    assert made.stale() == []
    of.do([SetValue(Adres(NAAM, "post", "raad", "naam"), "Raadsleden", "Volksvertegenwoordigers")], "anders")
    assert made.stale() == [NAAM]
    made.read(NAAM)
    assert made.stale() == []
    assert _names(made.find("volks", 0), made) == ["Volksvertegenwoordigers"]
    of.do([RenameRecord(NAAM, "post", "raad", "raadsleden")], "andere sleutel")
    # what was found before is not there any more, and nothing else stands in its place
    assert _names(made.find("volks", 0), made) == []
    of.undo()
    of.undo()
    made.read_all()
    assert _names(made.find("raadsleden", 0), made) == ["Raadsleden"]


def test_what_changes_on_disk_is_read_again(dossier: Maak) -> None:
    of = Session.open(dossier(BESTUUR))
    made = finder(of)
    path = of.map / NAAM
    path.write_bytes(path.read_bytes().replace(b"Raadsleden", b"Statenleden"))
    of.discard()
    assert made.stale("begroting.toml") == ["begroting.toml", NAAM]
    made.read_all()
    assert _names(made.find("statenleden", 0), made) == ["Statenleden"]


def test_an_empty_dossier_finds_itself_and_nothing_else() -> None:
    of = session()
    assert told(of, "proef") == [": Dossier"]
    assert told(of, "post") == []


def test_a_text_in_place_of_a_number_is_found_as_it_stands_and_by_its_number() -> None:
    of = session(
        BESTUUR.partition("[indicator")[0]
        + '[indicator.i]\nnaam = "Cijfer"\ndoel = "1A1"\nrealisatie.2024 = "4,5*"\nstreefwaarde.2026 = "n.n.b."\n'
    )
    assert told(of, "n.n.b.") == ["indicator: i Cijfer"]
    assert cells(of, "4,5") == ["i.realisatie.2024"]


def test_an_explanation_of_several_is_called_after_all_of_them_and_a_text_after_its_title() -> None:
    text = """[toelichting.t]
bij = ["post.college", "raad"]
tekst = "Over beide."
[tekst.slot]
titel = "Tot besluit"
tekst = "Dank aan allen."
"""
    of = session(BESTUUR.partition("[doel.")[0] + text)
    assert told(of, "over beide") == ["tekst: College van burgemeester en wethouders / Raadsleden"]
    assert told(of, "besluit") == ["tekst: Tot besluit"]
    assert told(of, "allen") == ["tekst: Tot besluit"]
