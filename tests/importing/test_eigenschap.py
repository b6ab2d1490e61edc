"""Any ledger in any dossier: exact sums per side and year, nothing a second time, and undo gives the first bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.bedrag import format_exact
from budgetdesk.importing.voorstel import Keuzes
from budgetdesk.session import Session
from budgetdesk.session.inlezen import lees
from budgetdesk.session.uitkomst import Verzoek, uit_bytes
from tests.proef import NAAM, begroting, inhoud, programma

TERMEN = ("rekening.2025", "begroting.2026", "begroting.2027")
SOORTEN = ("41100", "42000", "83400")

WIJZE = """\
[bron]
formaat = 1
als = "grootboek"
scheiding = ";"
[bedragen]
kant = "teken"
decimaal = ","
[kolom]
code = ["Kostenplaats", "Kostensoort"]
[jaren]
"rekening.2025" = "rekening.2025"
"begroting.2026" = "begroting.2026"
"begroting.2027" = "begroting.2027"
[rijen]
overslaan = ["Totaal*"]
"""


@dataclass(frozen=True)
class Rij:
    kostenplaats: int
    soort: str
    cents: tuple[int | None, ...]


bedragen = st.none() | st.integers(-(10**9), 10**9)
rijen = st.builds(Rij, st.integers(0, 7), st.sampled_from(SOORTEN), st.tuples(bedragen, bedragen, bedragen))
bewaard = st.dictionaries(
    st.sampled_from([f"{k}.{t}" for k in ("lasten", "baten") for t in TERMEN]), st.integers(0, 10**6)
)


def ledger(rows: list[Rij]) -> bytes:
    lines = [";".join(("Kostenplaats", "Kostensoort", *TERMEN))]
    lines += [";".join((f"60{r.kostenplaats}", r.soort, *map(printed, r.cents))) for r in rows]
    totals = [sum(r.cents[n] or 0 for r in rows) for n in range(len(TERMEN))]
    return "\n".join([*lines, ";".join(("Totaal", "", *map(format_exact, totals)))]).encode()


def printed(cents: int | None) -> str:
    return "" if cents is None else format_exact(cents)


def posten(values: list[dict[str, int]]) -> str:
    """Return posts with a kostenplaats each, and one without."""
    return "\n".join(
        f'[post.p{n}]\nnaam = "P{n}"\nbeleidsterrein = "1A"\n'
        + (f'grootboek = ["60{n}"]\n' if n else "")
        + "".join(f"{pad} = {cents}\n" for pad, cents in sums.items())
        for n, sums in enumerate(values)
    )


@given(st.lists(rijen, min_size=1, max_size=30), st.lists(bewaard, min_size=1, max_size=6))
def test_any_ledger_in_any_dossier(rows: list[Rij], values: list[dict[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        map_ = Path(folder)
        for naam, content in inhoud(posten(values), begroting="").items():
            (map_ / naam).parent.mkdir(exist_ok=True)
            (map_ / naam).write_bytes(content)
        (map_ / "import").mkdir()
        (map_ / "import" / "grootboek.toml").write_text(WIJZE)
        before = (map_ / "programmas" / "01-p.toml").read_bytes()
        _try(map_, ledger(rows), rows, values)
        assert (map_ / "programmas" / "01-p.toml").read_bytes() == before


@given(st.lists(rijen, min_size=1, max_size=20), st.sampled_from(("code", "kostenplaats")))
def test_any_ledger_in_a_dossier_without_posts(rows: list[Rij], groepeer: str) -> None:
    wijze = WIJZE + f'groepeer = "{groepeer}"\n[nieuw]\ndoen = "maak"\nbeleidsterrein = {{ "" = "1A" }}\n'
    with TemporaryDirectory() as folder:
        map_ = Path(folder)
        made = {"begroting.toml": begroting(), NAAM: programma('[beleidsterrein.1A]\nnaam = "A"\n')}
        for naam, text in (made | {"import/grootboek.toml": wijze}).items():
            (map_ / naam).parent.mkdir(exist_ok=True)
            (map_ / naam).write_text(text)
        session = Session.open(map_)
        aanbod = uit_bytes("x.csv", ledger(rows))
        found = lees(session, aanbod, Verzoek()).inlezing.voorstel
        assert found is not None
        assert found.vragen == ()
        session.do(found.edits)
        for n, term in enumerate(TERMEN):
            costs = [row.cents[n] or 0 for row in rows]
            posts = session.dossier.programmas[0].van("post")
            assert sum(p.bedrag(f"lasten.{term}") for p in posts) == sum(c for c in costs if c > 0)
            assert sum(p.bedrag(f"baten.{term}") for p in posts) == -sum(c for c in costs if c < 0)
        session.save()
        again = lees(Session.open(map_), aanbod, Verzoek()).inlezing.voorstel
        assert again is not None
        assert again.edits == []
        session.undo()
        session.save()
        assert (map_ / NAAM).read_text() == made[NAAM]


def _try(map_: Path, data: bytes, rows: list[Rij], values: list[dict[str, int]]) -> None:
    session = Session.open(map_)
    aanbod = uit_bytes("x.csv", data)
    skip = Verzoek(keuzes=Keuzes(los="overslaan"))
    found = lees(session, aanbod, skip).inlezing
    assert found.voorstel is not None
    assert found.vragen == ()
    assert all(totaal.klopt for totaal in found.boekingen.totalen)
    session.do(found.voorstel.edits)
    linked = [r for r in rows if 0 < r.kostenplaats < len(values)]
    for n, term in enumerate(TERMEN):
        if all(r.cents[n] is None for r in rows):
            # a column without amounts is none: nothing lapses for it
            assert all(c.term != term for c in found.voorstel.controle)
            continue
        costs = [r.cents[n] or 0 for r in linked]
        sums = {"lasten": sum(c for c in costs if c > 0), "baten": -sum(c for c in costs if c < 0)}
        for kant, cents in sums.items():
            named = [p for p in session.dossier.programmas[0].van("post") if p.sleutel != "p0"]
            assert sum(p.bedrag(f"{kant}.{term}") for p in named) == cents
            control = next(c for c in found.voorstel.controle if (c.kant, c.term) == (kant, term))
            assert control.bron - control.los == cents
            assert control.straks == cents + values[0].get(f"{kant}.{term}", 0) * 100
    again = lees(session, aanbod, skip).inlezing.voorstel
    assert again is not None
    assert again.edits == []
    session.save()
    while session.undo():
        pass
    session.save()
