"""What is wrong with a declaration is said with file, line and key, and with what may have been meant."""

from __future__ import annotations

import pytest

from budgetdesk.engine.dimensions import EIGEN
from budgetdesk.tables.language import rows, values, words
from budgetdesk.tables.language.parser import MAX_KOLOMMEN, MAX_MATEN, MAX_TABELLEN
from tests.tables.language.proef import BESTAND, complaints, declared, reading, shipped
from tests.tijd import hoogstens

MAAT = 'maat = "lasten"'


def said(text: str) -> list[str]:
    """Return the complaints about a table: its line among the keys, the key, the sentence and the proposal."""
    found = complaints(text)
    assert {b.plaats.bestand for b in found} <= {BESTAND}
    assert {b.code for b in found} <= {"BD108"}
    lines = [f"{(b.plaats.regel or 2) - 2}: {b.plaats.sleutel}: {b.tekst} {b.remedie}" for b in found]
    return [line.replace("tabel.x.", "").strip() for line in lines]


def test_the_shipped_tables_hold_together() -> None:
    assert len(shipped()) >= 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # keys, dimensions, sides, phases, measures, columns, thresholds and patterns that are not known
        ("titl = 'X'\nrij = [{ maat = 'lasten' }]", "1: titl: onbekende sleutel `titl`. Bedoelt u `titel` of `tot`?"),
        (
            "splitsing = [{ kop = 'A', waar = { taakveld = '0.4' } }]\nrij = [{ maat = 'lasten' }]",
            "1: splitsing[0].waar.taakveld: een deel van een bedrag filtert met `bron`, `aard` of `besluit`.",
        ),
        (
            "splitsing = [{ kop = 'A' }, { kop = 'A' }]\nrij = [{ maat = 'lasten' }]",
            "1: splitsing[1].kop: elk deel heeft een eigen `kop`.",
        ),
        (
            "splitsing = [{ waar = { aard = 'structureel' } }]\nrij = [{ maat = 'lasten' }]",
            "1: splitsing[0].kop: elk deel heeft een eigen `kop`.",
        ),
        (
            f"splitsing = [{', '.join(f'{{ kop = {n!r} }}' for n in 'ABCDEFGHIJK')}]\nrij = [{{ maat = 'lasten' }}]",
            "1: splitsing: hoogstens 10 delen naast elkaar.",
        ),
        (
            (
                "splitsing = [{ kop = 'A', waar = { aard = 'structureel' } }]\n"
                "maat = { m = { eind = 1 } }\nrij = [{ maat = 'm' }]"
            ),
            "3: rij[0]: `m` kent geen `aard`: register en voorziening hebben dat niet.",
        ),
        ("vanaf = 'T+1'\ntot = 'T'\nrij = [{ maat = 'lasten' }]", "2: tot: `tot` ligt voor `vanaf`: er blijft geen"),
        ("tot = '2027'\nrij = [{ maat = 'lasten' }]", '1: tot: `tot` is `"T"`, of T met een getal'),
        (
            "rij = [{ maat = 'lasten', soortt = 'X' }]",
            "1: rij[0].soortt: onbekende sleutel `soortt`. Bedoelt u `soort`?",
        ),
        (
            "maat = { m = { lasten = 1, tekn = 'lasten' } }\nrij = [{ maat = 'm' }]",
            "1: maat.m.tekn: onbekende kant `tekn`. Bedoelt u",
        ),
        (
            "maat = { m = { last = 1 } }\nrij = [{ maat = 'lasten' }]",
            "1: maat.m.last: onbekende kant `last`. Bedoelt u `lasten`",
        ),
        (
            "maat = { m = { lasten = 1, teken = 'plus' } }\nrij = [{ maat = 'm' }]",
            "1: maat.m.teken: onbekende teken `plus`.",
        ),
        (
            "rij = [{ per = 'programa', maat = 'lasten' }]",
            "1: rij[0].per: onbekende dimensie `programa`. Bedoelt u `programma`",
        ),
        (
            "rij = [\n{ maat = 'lasten' },\n{ maat = 'lasten',\n waar = { taakvelt = '0.4' } },\n]".replace(
                ",\n waar", ", waar"
            ),
            "3: rij[1].waar.taakvelt: onbekende dimensie `taakvelt`. Bedoelt u `taakveld`",
        ),
        ("rij = [{ maat = 'lastn' }]", "1: rij[0].maat: onbekende maat `lastn`. Bedoelt u `lasten`"),
        ("rij = [{ maten = ['lasten', 'bate'] }]", "1: rij[0].maten: onbekende maat `bate`. Bedoelt u `baten`"),
        (
            "rij = [{ maat = 'lasten', fase = { begrotign = 1 } }]",
            "1: rij[0].fase.begrotign: onbekende fase `begrotign`. Bedoelt u `begroting`",
        ),
        ("kolom = 'jarn'\nrij = [{ maat = 'lasten' }]", "1: kolom: onbekende kolom `jarn`. Bedoelt u `jaren`"),
        (
            "kolom = [{ kop = 'K', jaren = 'pln' }]\nrij = [{ maat = 'lasten' }]",
            "1: kolom[0].jaren: onbekende jaren `pln`. Bedoelt u `plan`",
        ),
        (
            "kolom = [{ kop = 'K', jaar = 'T' }]\nrij = [{ maat = 'lasten' }]",
            "1: kolom[0].jaar: `jaar` hoort hier niet, maar bij een rij. Bedoelt u `waar`, `jaren`",
        ),
        ("per = 'post'\nrij = [{ maat = 'lasten' }]", "1: per: `per` hoort hier niet, maar bij een rij."),
        (
            "maat = { m = { lasten = 1, waar = { aard = 'incidenteel' } } }\nrij = [{ maat = 'm' }]",
            "1: maat.m.waar: `waar` hoort hier niet, maar bij een tabel, een rij of een kolom in een lijst.",
        ),
        (
            "rij = [{ per = 'post', maat = 'lasten', boven = 'toelichtng', rest = 'R' }]",
            "1: rij[0].boven: onbekende drempel `toelichtng`. Bedoelt u `toelichting`",
        ),
        (
            "titel = 'P {numer}'\nrij = [{ maat = 'lasten' }]",
            "1: titel: onbekend patroon `{numer}`. Bedoelt u `nummer`",
        ),
        (
            "rij = [{ per = 'post', naam = '{taakvel}', maat = 'lasten' }]",
            "1: rij[0].naam: onbekend patroon `{taakvel}`. Bedoelt u `taakveld`",
        ),
        (
            "rij = [{ per = 'post', naam = '{ontvanger}', maat = 'lasten' }]",
            "1: rij[0].naam: onbekend patroon `{ontvanger}`.",
        ),
        (
            "rij = [{ per = 'post', soort = { lasten = '{x}' }, maat = 'lasten' }]",
            "1: rij[0].soort: onbekend patroon `{x}`.",
        ),
        ("rij = [{ naam = 'a {T', maat = 'lasten' }]", "1: rij[0].naam: onbekend patroon `{a {T}`."),
        (
            "kolom = [{ kop = '{jar}' }]\nrij = [{ maat = 'lasten' }]",
            "1: kolom[0].kop: onbekend patroon `{jar}`. Bedoelt u `jaar`",
        ),
        ("rij = [{ maat = 'lasten', rol = 'total' }]", "1: rij[0].rol: onbekende rol `total`. Bedoelt u `totaal`"),
        (
            "rij = [{ maat = 'lasten', rol = { lsten = 'totaal' } }]",
            "1: rij[0].rol.lsten: onbekende maat `lsten`. Bedoelt u `lasten`",
        ),
        (
            "rij = [{ per = 'post', leden = 'feit', maat = 'lasten' }]",
            "1: rij[0].leden: onbekende leden `feit`. Bedoelt u `feiten`",
        ),
        (
            "rij = [{ per = 'post', leden = 'feiten:last', maat = 'lasten' }]",
            "1: rij[0].leden: onbekende leden `feiten:last`. Bedoelt u `feiten:lasten`",
        ),
        (
            "rij = [{ per = 'post', leden = 'bedrag:lasten.2027', maat = 'lasten' }]",
            "1: rij[0].leden: onbekende leden `bedrag:lasten.2027`.",
        ),
        (
            "rij = [{ per = 'post', volgorde = 'groote', maat = 'lasten' }]",
            "1: rij[0].volgorde: onbekende waarde `groote`. Bedoelt u `grootte`",
        ),
        (
            "rij = [{ maat = 'lasten', nodig = 'taakvelden' }]",
            "1: rij[0].nodig: onbekende waarde `taakvelden`. Bedoelt u `taakveld`",
        ),
        ("dekt = 'lastn'\nrij = [{ maat = 'lasten' }]", "1: dekt: onbekende maat `lastn`. Bedoelt u `lasten`"),
        (
            "maten = ['lastn']\nrij = [{ naam = 'A', maat = 'lasten' }]",
            "1: maten: onbekende maat `lastn`. Bedoelt u `lasten`",
        ),
        (
            "letters = 'ja'\nrij = [{ maat = 'lasten' }]",
            "1: letters: onbekende waarde `ja`. Kies uit nee, verschil, kolom.",
        ),
        # rows of other rows
        (
            "rij = [{ id = 'a', maat = 'lasten' },\n{ id = 'a', maat = 'baten' }]",
            '2: rij[1].id: er staat al een rij met `id = "a"` boven.',
        ),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { som = { b = 1 } }]",
            "1: rij[1].som: `b` is geen `id` van een rij die hierboven staat. Kies uit a.",
        ),
        (
            "rij = [{ som = { b = 1 } }, { id = 'b', maat = 'lasten' }]",
            "1: rij[0].som: `b` is geen `id` van een rij die hierboven staat.",
        ),
        ("rij = [{ id = 'a', som = { a = 1 } }]", "1: rij[0].som: een rij rekent niet met zichzelf."),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { verhouding = ['a', 'b'] }]",
            "1: rij[1].verhouding: `b` is geen `id`",
        ),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { verhouding = 'a' }]",
            "1: rij[1].verhouding: `verhouding` noemt twee rijen",
        ),
        (
            "rij = [{ oordeel = { van = 'a', grens = [0], tekst = ['n', 'j'] } }]",
            "1: rij[0].oordeel.van: `a` is geen `id`",
        ),
        (
            "rij = [{ per = 'post', maat = 'lasten', onder = [{ id = 'a', maat = 'lasten' }] }, { som = { a = 1 } }]",
            "1: rij[1].som: `a` staat onder `per` en heeft dus niet één bedrag.",
        ),
        ("rij = [{ id = 'a', maten = ['lasten', 'baten'] }]", "1: rij[0].id: een rij met een `id` heeft één maat"),
        ("rij = [{ id = 'a', kop = 'K' }]", "1: rij[0].id: een kop heeft geen bedrag"),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { oordeel = { van = 'a', grens = [0], tekst = ['n'] } }]",
            "1: rij[1].oordeel.tekst: bij 1 grens horen 2 woorden.",
        ),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { verhouding = ['a', 'a'], grens = [1, 2], oordeel = ['n'] }]",
            "1: rij[1].oordeel: bij 2 grenzen horen 3 woorden.",
        ),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { verhouding = ['a', 'a'], grens = [2, 1], oordeel = ['n'] }]",
            "1: rij[1].grens: `grens` is een lijst van hele getallen, van laag naar hoog.",
        ),
        # what does not go together
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { maat = 'lasten', som = { a = 1 } }]",
            "1: rij[1]: een rij is precies een van: `kop` zonder",
        ),
        ("rij = [{ kop = 'K', maat = 'lasten' }]", "1: rij[0]: een rij is precies een van: `kop` zonder"),
        ("rij = [{ naam = 'N' }]", "1: rij[0]: een rij is precies een van: `kop` zonder"),
        ("rij = [{ maat = 'lasten', maten = ['baten'] }]", "1: rij[0]: een rij is precies een van: `kop` zonder"),
        (
            "rij = [{ id = 'a', maat = 'lasten' }, { per = 'post', som = { a = 1 } }]",
            "1: rij[1].per: `per` gaat niet samen met `som`.",
        ),
        ("rij = [{ maat = 'lasten', onder = [{ maat = 'lasten' }] }]", "1: rij[0].onder: `onder` hoort bij `per`."),
        ("rij = [{ maat = 'lasten', eind = 'E' }]", "1: rij[0].eind: `eind` hoort bij `per`."),
        ("rij = [{ maat = 'lasten', grens = [1] }]", "1: rij[0].grens: `grens` hoort bij `verhouding`."),
        ("rij = [{ kop = 'K', jaar = -1 }]", "1: rij[0].jaar: `jaar` hoort bij een maat."),
        (
            "rij = [{ per = 'post', maat = 'lasten', boven = 'krediet' }]",
            "1: rij[0].boven: `boven` en `rest` staan samen",
        ),
        ("maten = ['lasten']\nrij = [{ maat = 'lasten' }]", "2: rij[0].maat: de tabel zet `maten` naast elkaar"),
        ("rij = [{ maat = 'kant' }]", '1: rij[0].maat: `maat = "kant"` staat alleen onder `per = "kant"`.'),
        ("rij = [{ per = 'kant', maat = 'kant' }]", '1: rij[0].per: `per = "kant"` vraagt welke'),
        (
            "rij = [{ per = 'kant', waar = { kant = 'last' }, maat = 'kant' }]",
            "1: rij[0].waar: onbekende kant `last`. Bedoelt u `lasten`",
        ),
        (
            "rij = [{ waar = { kant = 'toevoeging' }, maat = 'saldo' }]",
            "1: rij[0].waar.kant: `saldo` is van lasten en baten, niet van `toevoeging`.",
        ),
        (
            "rij = [{ per = 'post', maat = 'lasten', uitklap = ['bron'] }]",
            "1: rij[0].uitklap: `uitklap` noemt een soort",
        ),
        # dimensions
        (
            "rij = [{ per = 'programma', maat = 'lasten', onder = [{ per = 'programma', maat = 'lasten' }] }]",
            "1: rij[0].onder[0].per: `programma` staat al boven deze rij.",
        ),
        (
            "rij = [{ per = 'doel', maat = 'toevoeging' }]",
            "1: rij[0]: `toevoeging` kent geen `doel`: register en reserve hebben dat niet.",
        ),
        (
            "rij = [{ per = 'doel', maat = 'lasten', onder = [{ maat = 'toevoeging' }] }]",
            "1: rij[0].onder[0]: `toevoeging` kent geen `doel`",
        ),
        (
            "rij = [{ waar = { aard = 'incidenteel' }, per = 'register', maat = 'toevoeging' }]",
            "1: rij[0]: `toevoeging` kent `aard` en `register` niet samen",
        ),
        (
            "waar = { taakveld = '0.4' }\nrij = [{ maat = 'dotatie' }]\nmaat = { dotatie = { dotatie = 1 } }",
            "2: rij[0]: `dotatie` kent geen `taakveld`",
        ),
        (
            "maat = { b = { begin = 1 } }\nrij = [{ waar = { bron = 'raming' }, maat = 'b' }]",
            "2: rij[0]: `b` kent geen `bron`: register en voorziening hebben dat niet.",
        ),
        (
            "maat = { e = { eind = 1 } }\nrij = [{ waar = { kind = 'reserve' }, maat = 'e' }]",
            "2: rij[0].waar.kind: `e` is van register en voorziening, niet van `reserve`.",
        ),
        # wrong types and values
        (
            "kolom = [{ kop = 'K', waar = { doel = '1A1' } }]\nrij = [{ maat = 'toevoeging' }]",
            "2: rij[0]: `toevoeging` kent geen `doel`: register en reserve hebben dat niet.",
        ),
        (
            "kolom = [{ kop = 'K', kolom = 'begroting', jaren = 'T' }]\nrij = [{ maat = 'lasten' }]",
            "1: kolom[0].kolom: `kolom` gaat niet samen met `jaren`.",
        ),
        (
            "dekt = 'lasten'\nkolom = [{ kop = 'K', waar = { post = 'a' } }]\nrij = [{ maat = 'lasten' }]",
            "1: dekt: `dekt` telt in welke rijen bedragen staan; een kolom met `waar` laat er weg.",
        ),
        ("titel = 1\nrij = [{ maat = 'lasten' }]", "1: titel: hier hoort een tekst van hoogstens 300 tekens."),
        ("alles = 'ja'\nrij = [{ maat = 'lasten' }]", "1: alles: hier hoort `true` of `false`."),
        ("rij = 'x'", "1: rij: hier hoort een lijst: `[ { naam = ..., maat = ... } ]`."),
        ("rij = [\n'x' ]", "2: rij[0]: hier hoort `{ naam = ..., maat = ... }`."),
        ("rij = [{ waar = 'x', maat = 'lasten' }]", "1: rij[0].waar: onder `waar` horen sleutels, geen waarde."),
        (
            "rij = [{ waar = { taakveld = 4 }, maat = 'lasten' }]",
            "1: rij[0].waar.taakveld: hier hoort een tekst of een lijst van teksten",
        ),
        ("rij = [{ jaar = 99, maat = 'lasten' }]", "1: rij[0].jaar: hier hoort een geheel getal van -9 tot en met 9."),
        (
            "rij = [{ maat = 'lasten', fase = { begroting = 0.5 } }]",
            "1: rij[0].fase.begroting: een factor is een geheel getal",
        ),
        ("rij = [{ maat = 'lasten', fase = {} }]", "1: rij[0].fase: hier hoort minstens één fase met een factor."),
        (
            "rij = [{ maat = 'lasten', rol = 1 }]",
            "1: rij[0].rol: hier hoort een tekst van hoogstens 300 tekens, of zo een tekst per maat.",
        ),
        ("labels = ['A']\nrij = [{ maat = 'lasten' }]", "1: labels: `labels` noemt twee koppen"),
        ("vanaf = '2026'\nrij = [{ maat = 'lasten' }]", '1: vanaf: `vanaf` is `"T"`, of T met een getal'),
        ("eenheid = 100\nrij = [{ maat = 'lasten' }]", "1: eenheid: een eenheid is `1`, `1000` of `1000000`."),
        ("maat = { m = {} }\nrij = [{ maat = 'm' }]", "1: maat.m: een maat heeft minstens één kant met een factor"),
        (
            "maat = { kant = { lasten = 1 } }\nrij = [{ maat = 'lasten' }]",
            "1: maat.kant: een maat heet met letters, cijfers, `-` en `_`, en niet `kant`.",
        ),
        ("maat = { m = 1 }\nrij = [{ maat = 'lasten' }]", "1: maat.m: onder `m` horen sleutels, geen waarde."),
        ("titel = 'X'", "0: rij: een tabel heeft minstens één rij"),
        # columns
        (
            "kolom = []\nrij = [{ maat = 'lasten' }]",
            "1: kolom: `kolom` is `sjabloon`, `jaren`, `begroting` of `plan`, of een lijst",
        ),
        ("kolom = [1]\nrij = [{ maat = 'lasten' }]", '1: kolom[0]: een kolom is `"KOLOM"`'),
        (
            "kolom = [['begroting', 'lastn']]\nrij = [{ naam = 'A' }]",
            "1: kolom[0]: onbekende maat `lastn`. Bedoelt u `lasten`",
        ),
        ("kolom = [{ maat = 'lasten' }]\nrij = [{ naam = 'A' }]", "1: kolom[0].kop: een kolom heeft een `kop`."),
        (
            "kolom = [{ kop = 'A', tekst = '{naam}', jaren = 'plan' }]\nrij = [{ maat = 'lasten' }]",
            "1: kolom[0]: een kolom heeft `kop` en een van",
        ),
        (
            "kolom = [{ kop = 'A', jaren = ['plan', 'T'] }]\nrij = [{ maat = 'lasten' }]",
            '1: kolom[0].jaren: `"plan"`, `"alle"` en `"t/m T"` staan alleen',
        ),
        (
            "kolom = [{ kop = 'A' },\n{ kop = 'A' }]\nrij = [{ maat = 'lasten' }]",
            "2: kolom[1].kop: er is al een kolom met de kop `A`.",
        ),
        (
            "kolom = [{ kop = 'A' }, { kop = 'S', som = { B = 1 } }]\nrij = [{ maat = 'lasten' }]",
            "1: kolom[1].som.B: onbekende kolom `B`. Kies uit A.",
        ),
        (
            "dekt = 'b'\nmaat = { b = { begin = 1 } }\nrij = [{ maat = 'b' }]",
            "1: dekt: `b` bevat `begin`: daarvan zijn er geen bedragen om te tellen.",
        ),
    ],
)
def test_a_mistake_is_told_at_its_line_and_key(text: str, expected: str) -> None:
    found = said(text)
    assert [line for line in found if line.startswith(expected)] != [], found


@pytest.mark.parametrize(
    "text",
    [
        "rij = [{ per = 'programma', onder = [{ per = 'post', maat = 'lasten', onder = [{ maat = 'baten' }] }] }]",
        "rij = [{ per = 'programma', kop = '{nummer?} {naam}', maat = 'lasten', eind = 'Totaal {naam}' }]",
        "rij = [{ per = 'kant', waar.kant = 'lasten', maat = 'kant', onder = [{ per = 'ding', maat = 'kant' }] }]",
        "maten = ['lasten', 'baten']\nrij = [{ per = 'programma' }, { naam = 'Totaal' }]",
        "kolom = ['a', ['a', 'baten'], { kop = 'Som', som = { 'Begroting {T}' = 1 } }]\nrij = [{ maat = 'lasten' }]",
        "rij = [{ per = 'programma', maat = 'lasten', onder = [{ id = 'a', maat = 'lasten' }, { som = { a = 2 } }] }]",
        "rij = [{ per = 'investering', naam = '{naam} {nut.naam} {T-1}', maat = 'm' }]\nmaat.m = { uitgaven = 1 }",
    ],
)
def test_what_goes_together_is_accepted(text: str) -> None:
    declared(text)


def test_rows_stand_no_deeper_than_four_below_each_other() -> None:
    dims = ["programma", "beleidsterrein", "taakveld", "prestatie", "post"]

    def nested(depth: int) -> str:
        inner = "{ maat = 'lasten' }"
        for dim in reversed(dims[:depth]):
            inner = f"{{ per = '{dim}', onder = [ {inner} ] }}"
        return f"rij = [ {inner} ]"

    assert said(nested(4)) == []
    assert said(nested(5)) == [
        "1: rij[0].onder[0].onder[0].onder[0].onder[0].onder: rijen staan hoogstens 4 diep onder elkaar."
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("", "bovenaan hoort `tabellen = 1`, de versie van de taal van de tabellen."),
        ("tabellen = 2\n", "deze versie kent `tabellen = 1`, en geen `2`."),
        ("tabellen = true\n", "deze versie kent `tabellen = 1`, en geen `True`."),
    ],
)
def test_a_file_says_the_version_of_the_language_first(head: str, expected: str) -> None:
    found = reading(f"{head}[tabel.x]\nrij = [{{ mat = 'x' }}]")
    assert [b.tekst for b in found.bevindingen] == [expected]
    assert found.tabellen == {}


def test_a_table_with_a_mistake_is_left_out_and_the_others_are_read() -> None:
    found = reading(f"tabellen = 1\n[tabel.a]\nrij = [{{ mat = 'x' }}]\n[tabel.b]\nrij = [{{ {MAAT} }}]\n[tabl]\n")
    assert list(found.tabellen) == ["b"]
    assert {(b.plaats.sleutel, b.plaats.regel) for b in found.bevindingen} >= {("tabl", 6), ("tabel.a.rij[0].mat", 3)}


def test_a_name_that_is_no_bare_key_is_refused_and_quoted() -> None:
    (found,) = reading(f"tabellen = 1\n[tabel.'a b']\nrij = [{{ {MAAT} }}]").bevindingen
    assert str(found).startswith(f'{BESTAND}:2: tabel."a b": een tabel heet met letters')


# --- a hostile file ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "".join(f"[tabel.t{n}]\nrij = []\n" for n in range(MAX_TABELLEN + 1)),
            "een bestand heeft hoogstens 200 tabellen.",
        ),
        (
            "[maat]\n" + "".join(f"m{n} = {{ lasten = 1 }}\n" for n in range(MAX_MATEN + 1)),
            "hoogstens 50 maten bij elkaar.",
        ),
        (f"[tabel.x]\nrij = [{'{ kop = 1 },' * (rows.MAX_RIJEN + 1)}]", "een tabel heeft hoogstens 500 rijen."),
        (f"[tabel.x]\nkolom = [{'1,' * (MAX_KOLOMMEN + 1)}]\nrij = [{{ {MAAT} }}]", "of een lijst van 1 tot 100."),
        (
            f"[tabel.x]\ntitel = '{'x' * (values.MAX_TEKST + 1)}'\nrij = [{{ {MAAT} }}]",
            "hier hoort een tekst van hoogstens 300 tekens.",
        ),
        (
            f"[tabel.x]\nrij = [{{ {MAAT}, waar = {{ post = [{'1,' * 600}] }} }}]",
            "hier hoort een tekst of een lijst van teksten",
        ),
        (
            f"[tabel.{'x' * 100}]\nrij = [{{ {MAAT} }}]",
            "een tabel heet met letters, cijfers, `-` en `_`, hoogstens 60.",
        ),
    ],
)
def test_a_file_has_no_more_than_a_person_would_write(text: str, expected: str) -> None:
    assert expected in " ".join(b.tekst for b in reading(f"tabellen = 1\n{text}").bevindingen)


HEAD = "[tabel.x]\n"
ROW = "{ maat = 'lasten' }"
MANY = ",".join(f"k{n} = 1" for n in range(30_000))
HOSTILE = {
    "keys": f"{HEAD}rij = [{ROW}]\n" + "".join(f"k{n} = 1\n" for n in range(50_000)),
    "long keys": HEAD + "".join(f"'{n}{'lasten' * 5000}' = 1\n" for n in range(100)),
    "filter": f"{HEAD}rij = [{{ maat = 'lasten', waar = {{ {MANY} }} }}]\n",
    "sum": f"{HEAD}rij = [{{ som = {{ {MANY} }} }}]\n",
    "braces": f"{HEAD}titel = '{'{' * 299}'\nrij = [" + f"{{ naam = '{'{x}' * 99}', maat = 'lasten' }}," * 400 + "]\n",
    "tables": "".join(f"[tabel.t{n}]\nrij = 1\n" for n in range(20_000)),
    "measures": "".join(
        f"[tabel.t{n}.maat]\n" + "".join(f"m{k} = {{ x = 1 }}\n" for k in range(50)) for n in range(200)
    ),
    "depth": HEAD + "rij = [" + "{ per = 'post', onder = [" * 15 + ROW + "] }" * 15 + "]\n",
}


@pytest.mark.lang
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_takes_no_time_and_its_findings_are_few_and_short(text: str) -> None:
    reading("tabellen = 1\n")  # what is imported late is not counted
    with hoogstens(200):
        found = reading(f"tabellen = 1\n{text}", {}).bevindingen
    assert 0 < len(found) <= values.MAX_KLACHTEN + 1
    assert max(len(str(b)) for b in found) < 1200


def test_findings_beyond_the_bound_are_counted() -> None:
    found = reading("tabellen = 1\n[tabel.x]\n" + "".join(f"k{n} = 1\n" for n in range(60))).bevindingen
    assert str(found[-1]) == f"{BESTAND}: en nog 11 andere fouten in dit bestand."


# --- the lists of the language -------------------------------------------------------------------


def test_every_word_of_the_language_says_what_it_stands_for() -> None:
    assert set(words.KANTEN) == set(words.KINDS_VAN)
    assert set(words.DIMENSIENAMEN) == {*words.DIMS, *EIGEN, *words.LIJSTEN}
