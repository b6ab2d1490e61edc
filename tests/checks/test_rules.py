"""The registry of rules: what each says of itself, and that what is kept of it is what a fresh look finds."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from budgetdesk import checks
from budgetdesk.checks import RULES, Kept, Melding, Rule, delen, huisstijl, tabellen
from budgetdesk.checks.rule import EVERYTHING, FILE, FILE_AMONG_OTHERS, RECORD, Fact, Look, Sight
from budgetdesk.codes import CODES
from budgetdesk.engine.totalen import Totalen
from budgetdesk.errors import BudgetdeskError, InputError
from budgetdesk.model import structuur
from budgetdesk.model.adres import Adres
from budgetdesk.model.arrangement import FASEN
from budgetdesk.model.dossier import BEGROTING, Bestand, Dossier, Record, Waarde
from budgetdesk.model.edits import Done, Edit, Restructure, SetValue, Unwritten
from budgetdesk.model.field import Field
from budgetdesk.session import Session
from budgetdesk.session.disk import Disk
from budgetdesk.storage.restructure import NotRestructurable
from budgetdesk.tables.signed import Cijfers
from tests.cli.test_broken import READABLE
from tests.conftest import SOAK, VOORBEELDEN

ALLE: Final = (*RULES, *checks.totals())


def test_every_rule_begins_its_docstring_with_its_codes() -> None:
    for rule in ALLE:
        said = (rule.find.__doc__ or "").partition(":")[0].replace(" and ", ", ")
        assert said.split(", ") == list(rule.codes)


def test_no_code_is_found_by_two_rules_and_every_code_is_in_the_register() -> None:
    codes = Counter(code for rule in ALLE for code in rule.codes)
    assert [code for code, times in codes.items() if times > 1] == []
    assert codes.keys() <= CODES.keys()


@pytest.mark.lang
def test_a_rule_finds_only_what_its_codes_say() -> None:
    opened = 0
    for map_ in (Path(__file__).parents[1] / "broken").iterdir():
        try:
            session = Session.open(map_)
        except BudgetdeskError:
            continue
        opened += 1
        kept = _kept(session)
        for rule in ALLE:
            assert {m.code for m in kept.found([rule])} <= set(rule.codes)
    assert opened == len(READABLE)


def test_rules_that_do_without_totals_are_never_given_them() -> None:
    with pytest.raises(ValueError, match="without its totals"):
        checks.run(Session.open(Path(__file__).parents[2] / "sample_budgets" / "leiden-2026").dossier, with_totals=True)


def _kept(session: Session) -> Kept:
    return Kept(session.dossier, lambda: session.cijfers)


# --- what an edit drops --------------------------------------------------------------------------

EERSTE: Final = "01.toml"
SIGHTS: Final = {"record": RECORD, "file": FILE, "among others": FILE_AMONG_OTHERS, "everything": EVERYTHING}


def small() -> Dossier:
    """Return two programmas with a post and a reserve each, and what goes before them."""
    files = [Bestand(BEGROTING, "begroting", {("", ""): Record("", "")})]
    for naam in (EERSTE, "02.toml"):
        records = [Record("post", f"post {naam[1]}"), Record("reserve", f"reserve {naam[1]}")]
        files.append(Bestand(naam, "programma", {(t.soort, t.sleutel): t for t in records}))
    return Dossier({bestand.naam: bestand for bestand in files})


def value(pad: str, soort: str = "post") -> SetValue:
    return SetValue(Adres(EERSTE, soort, f"{soort} 1", pad), None, 100)


BESTANDEN: Final = (BEGROTING, EERSTE, "02.toml")
EERST: Final = {
    "record": [BEGROTING, "post 1", "reserve 1", "post 2", "reserve 2"],
    "file": [*BESTANDEN],
    "among others": [*BESTANDEN],
    "everything": [""],
}
"""What rules of each sight look at, the first time."""


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        # an amount: its own record, and whoever looks at all amounts
        (value("lasten.begroting.2026"), {"record": ["post 1"], "everything": [""]}),
        (value("toevoeging.mjb.2026", "reserve"), {"record": ["reserve 1"], "everything": [""]}),
        # another value: its file too, and whoever looks from elsewhere
        (value("incidenteel.lasten.2026"), EERST | {"record": ["post 1"], "file": [EERSTE]}),
        # structure: every record of the file
        (
            Restructure(EERSTE, (), (), Unwritten(""), Unwritten("")),
            EERST | {"record": ["post 1", "reserve 1"], "file": [EERSTE]},
        ),
        # what everything hangs on
        (SetValue(Adres(BEGROTING, "", "", "jaar"), None, 2026), EERST),
    ],
)
def test_an_edit_drops_what_it_touches_and_nothing_else(edit: Done, again: dict[str, list[str]]) -> None:
    dossier = small()
    seen: dict[str, list[str]] = {name: [] for name in SIGHTS}
    rules = [Rule((), _noting(seen[name]), sight) for name, sight in SIGHTS.items()]
    kept = Kept(dossier)
    kept.found(rules)
    kept.found(rules)
    assert seen == EERST
    for looked in seen.values():
        looked.clear()
    edit.apply(dossier)
    kept.touched([edit])
    kept.found(rules)
    assert seen == {name: again.get(name, []) for name in SIGHTS}


def _noting(seen: list[str]) -> Callable[[Look], Iterator[Melding]]:
    """Return a rule that finds nothing and notes what it looks at."""

    def find(look: Look) -> Iterator[Melding]:
        seen.append(look.record.sleutel or look.bestand.naam)
        yield from ()

    return find


def test_another_answer_to_a_given_fact_drops_what_was_found_with_it_and_the_same_answer_nothing() -> None:
    dossier, seen = small(), list[str]()
    total = Fact(
        lambda look: look.dossier.bestanden[EERSTE].records["post", "post 1"].bedrag("lasten.mjb.2026"), EVERYTHING
    )
    rule = Rule((), _noting(seen), Sight("programma", given=total))
    kept = Kept(dossier)
    kept.found([rule])
    for edit, looks in ((value("baten.mjb.2026"), 0), (value("lasten.mjb.2026"), 2)):
        seen.clear()
        edit.apply(dossier)
        kept.touched([edit])
        kept.found([rule])
        assert len(seen) == looks


# --- any edits -----------------------------------------------------------------------------------

ELKE_BEVINDING: Final = Path(__file__).parents[1] / "data" / "elke-bevinding"
"""A dossier in which every rule finds something, some of it only in a jaarrekening."""

KOLOMMEN: Final = [f"{fase}.{jaar}" for fase in FASEN for jaar in (2024, 2026, 2027, 2028)]
KANTEN: Final = {"post": ("lasten", "baten"), "reserve": ("toevoeging", "onttrekking")}
TEKSTEN: Final = (
    *("", "x", "y", "z", "r", "g", "alg", "A", "B", "d", "p", "Y", "saldo", "reserve.r", "post.x", "mutatie.n", "0.4"),
    *(
        "4.3.8",
        "99",
        "2",
        "geen",
        "weg",
        "{{lasten.2026 = 3}}",
        "{{post.y.lasten.2027}}",
        "{{2/post.x.lasten.2026 = 300}}",
    ),
)
WAARDEN: Final[dict[str, tuple[Waarde, ...]]] = {
    "bedrag": (0, 5_00, 700_00, -3_00),
    "geheel": (0, 1, 2, 3, 2023, 2026, 2027, 2031),
    "breuk": (Decimal("0.02"), Decimal(2)),
    "getal": (Decimal(100), Decimal(40), Decimal(-1)),
    "ja-nee": (True, False),
    "datum": (date(2026, 1, 1),),
    "lijst": (["1"], ["1/indicator.i", "4.3"], ["{{lasten.2026 = 1}}"]),
}


def _values(veld: Field) -> tuple[Waarde, ...]:
    """Return some values that a field may hold."""
    return veld.keuzes or WAARDEN.get(veld.vorm, TEKSTEN)


class Dobbelaar:
    """Random edits of an open dossier: amounts, any other value, structure, and undoing."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session = session
        self.rng = random.Random(seed)  # noqa: S311 - the same edits every time

    def edit(self) -> str:
        """Carry out one, and return what it was; one that is refused changes nothing."""
        kind = self.rng.choice((*[self.amount] * 4, *[self.value] * 6, *[self.structure] * 3, self.step))
        with suppress(InputError, NotRestructurable, ValueError, BudgetdeskError):
            return f"{kind.__name__}: {kind()}"
        return f"{kind.__name__}: refused"

    def amount(self) -> list[Edit]:
        """Set some amounts of posts and reserves."""
        found = [(b, t) for b in self.session.dossier.programmas for t in b.records.values() if t.soort in KANTEN]
        edits = [self._amount(*self.rng.choice(found)) for _ in range(self.rng.randint(1, 3) if found else 0)]
        self.session.do(edits)
        return edits

    def _amount(self, bestand: Bestand, record: Record) -> Edit:
        pad = f"{self.rng.choice(KANTEN[record.soort])}.{self.rng.choice(KOLOMMEN)}"
        adres = Adres(bestand.naam, record.soort, record.sleutel, pad)
        cents = self.rng.choice((None, -77_00, 0, 5_00, 1_000_00, 95_000_00, 200_000_00))
        return SetValue(adres, record.waarden.get(pad), cents)

    def value(self) -> list[Edit]:
        """Set some other values, or make them absent."""
        edits: list[Edit] = [self._value(*self.rng.choice([*self.session.dossier.records()])) for _ in range(3)]
        self.session.do(edits)
        return edits

    def _value(self, bestand: Bestand, record: Record) -> Edit:
        schema = bestand.schema(record.soort)
        veld = self.rng.choice(schema.velden if schema else ())
        jaar = f"{self.rng.choice((2024, 2026, 2027))}"
        pad = ".".join(filter(None, (veld.sleutel, *("begroting" if n == "fase" else jaar for n in veld.onder))))
        new = None if self.rng.random() < 0.3 and not veld.verplicht else self.rng.choice(_values(veld))
        return SetValue(Adres(bestand.naam, record.soort, record.sleutel, pad), record.waarden.get(pad), new)

    def structure(self) -> list[Edit]:
        """Add, delete, rename or move a record."""
        dossier = self.session.dossier
        bestand, record = self.rng.choice([(b, t) for b, t in dossier.records() if t.sleutel])
        soort, sleutel = record.soort, record.sleutel
        match self.rng.randrange(4):
            case 0:
                edits = structuur.add(bestand, soort, self.rng.choice(("Y", "weg")), na=sleutel)
            case 1:
                edits = structuur.delete(dossier, bestand, soort, sleutel, mee=self.rng.random() < 0.7)
            case 2:
                edits = structuur.rename(dossier, bestand, soort, sleutel, self.rng.choice(("x", "q", "weg", "BD206")))
            case _:
                edits = structuur.move(bestand, soort, sleutel, self.rng.choice((-1, 1)))
        self.session.do(edits)
        return edits

    def step(self) -> str:
        """Undo some steps, or do some again."""
        way = self.rng.choice((self.session.undo, self.session.undo, self.session.redo))
        return f"{way.__name__} {len([way() for _ in range(self.rng.randint(1, 3))])}"


def fresh(session: Session) -> list[Melding]:
    """Return what a first look at the dossier as it stands finds, with totals counted anew."""
    dossier = session.dossier
    cijfers = Cijfers(dossier, Totalen(dossier, session.sjabloon.ramingen), session.sjabloon, dossier.weergave)
    kept = Kept(dossier, lambda: cijfers, Disk(session.map, {}, {}))
    return session.keuring._at_home(checks.run(kept, with_totals=True))


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    """Return the same dossier as a jaarrekening."""
    map_ = shutil.copytree(ELKE_BEVINDING, tmp_path / "jaarrekening")
    head = (map_ / "begroting.toml").read_text("utf-8")
    (map_ / "begroting.toml").write_text(
        head.replace('"begroting"', '"jaarrekening"')
        .replace("vorig-jaar", "weg")
        .replace("[balans]\n", "[balans]\nvaste_schuld.2026 = 3\nvlottende_schuld.2026 = 4\n"),
        "utf-8",
    )
    post = map_ / "programmas" / "01-een.toml"
    realised = "lasten.rekening.2026 = 120_000\nincidenteel.lasten.2026 = 9\nlasten.mjb.2026 = 90_000\n"
    post.write_text(post.read_text("utf-8").replace("lasten.mjb.2026 = 90_000\n", realised), "utf-8")
    return map_


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """Return the same dossier with a budget that was adopted and a report, which says things of its own."""
    map_ = shutil.copytree(ELKE_BEVINDING, tmp_path / "documenten")
    with (map_ / "begroting.toml").open("a", encoding="utf-8") as head:
        head.write('[document.begroting]\nsjabloon = "begroting"\nstatus = "vastgesteld"\n')
        head.write('[document.vgr-1]\nsjabloon = "voortgangsrapportage"\n')
    said = '[post.x]\ntoelichting = "{{lasten.2026 = 3}}"\nlasten.prognose.2026 = -7\n[post.weg]\ntoelichting = "Y"\n'
    (map_ / "documenten" / "vgr-1").mkdir(parents=True)
    (map_ / "documenten" / "vgr-1" / "01-een.toml").write_text(said, "utf-8")
    with (map_ / "programmas" / "02-twee.toml").open("a", encoding="utf-8") as programma:
        programma.write("[reserve.q]\nnaam = 'Q'\nsoort = 'bestemmingsreserve'\nonttrekking.prognose.2026 = 3\n")
    return map_


@pytest.mark.lang
def test_in_that_dossier_every_rule_finds_something(accounts: Path, documents: Path) -> None:
    adopted = shutil.copytree(documents, documents.parent / "vastgesteld")
    by_hand = "[vastgesteld]\ndocument = 'begroting'\njaar = 2026\nbesluit = 'RV 1'\ndatum = 2025-11-12\ndigest = '0'\n"
    (adopted / "vastgesteld.toml").write_text(by_hand, "utf-8")
    closed = shutil.copytree(accounts, accounts.parent / "gesloten")
    with (closed / "begroting.toml").open("a", encoding="utf-8") as head:
        head.write('[document.jaarstukken]\nsjabloon = "jaarrekening"\nstatus = "vastgesteld"\n')
    with (closed / "programmas" / "03-drie.toml").open("a", encoding="utf-8") as programma:
        programma.write("[reserve.bestemd]\nnaam = 'B'\nsoort = 'algemene reserve'\nbestemming.2026 = 5\n")
    opened = Path(__file__).parents[1] / "broken" / "opent-met-andere-stand"
    every = (ELKE_BEVINDING, accounts, documents, adopted, closed, opened)
    found = {m.code for map_ in every for m in fresh(Session.open(map_))}
    elsewhere = {
        code for rule in (*tabellen.RULES, *delen.RULES, *huisstijl.RULES) for code in rule.codes
    }  # tests of their own
    assert {code for rule in ALLE for code in rule.codes} - found == elsewhere


def test_after_any_edits_what_is_kept_is_what_a_fresh_look_finds_in_the_same_order(
    accounts: Path, documents: Path
) -> None:
    for seed in range(VOORBEELDEN // 8):
        session = Session.open((accounts, ELKE_BEVINDING, documents)[seed % 3])
        dobbelaar, done = Dobbelaar(session, seed), list[str]()
        for _ in range(12):
            assert session.keuring._everything == fresh(session), "\n".join([f"seed {seed}", *done])
            done.append(dobbelaar.edit())


@pytest.mark.lang
def test_after_each_single_edit_what_is_kept_is_what_a_fresh_look_finds(accounts: Path) -> None:
    for map_, soorten in ((ELKE_BEVINDING, ()), (accounts, ("investering", "toelichting", "wijziging"))):
        session = Session.open(map_)
        assert session.keuring._everything == fresh(session)
        for bestand, record in [*session.dossier.records()][:: 1 if SOAK else 2]:
            for edit in _single_edits(session, bestand, record) if record.soort in (soorten or (record.soort,)) else ():
                with suppress(NotRestructurable, ValueError, BudgetdeskError):
                    if session.do(edit()):
                        assert session.keuring._everything == fresh(session), edit()
                        session.undo()


def _single_edits(session: Session, bestand: Bestand, record: Record) -> Iterator[Callable[[], list[Edit]]]:
    """Yield each value absent or another one, and the record gone, renamed, moved or with one behind it."""
    schema = bestand.schema(record.soort)
    assert schema
    for pad, old in [*record.waarden.items()]:
        adres, veld = Adres(bestand.naam, record.soort, record.sleutel, pad), schema.veld_van(pad) or schema.velden[0]
        others = [new for new in _values(veld) if new != old]
        for new in others[:2] if veld.verplicht else (None, *others[: len(veld.keuzes) or 1]):
            yield partial(_one, SetValue(adres, old, new))
    if record.sleutel:
        place = (bestand, record.soort, record.sleutel)
        yield partial(structuur.delete, session.dossier, *place, mee=True)
        yield partial(structuur.rename, session.dossier, *place, "weg")
        yield partial(structuur.move, *place, -1)
        yield partial(structuur.add, bestand, record.soort, "weg", na=record.sleutel)


def _one(edit: Edit) -> list[Edit]:
    return [edit]
