"""The tables of one programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.onafhankelijk.afdruk import exact, in_woorden
from tests.onafhankelijk.bedragen import Som
from tests.onafhankelijk.kapitaal import Last
from tests.onafhankelijk.lezen import Programma, cents, per_jaar
from tests.onafhankelijk.lezen import Tabel as Bron
from tests.onafhankelijk.tabel import (
    EXPLOITATIE,
    RESERVES,
    RESULTAAT,
    TEKST,
    Bouw,
    Cel,
    Rij,
    Tabel,
    optellen,
)


def programmakosten(bouw: Bouw, programma: Programma) -> Tabel:
    """Per policy area lasten, baten and saldo; the programme; its reserves; its result."""
    rijen = []
    posten = bouw.namen(programma, "post")
    for sleutel, terrein in programma.van("beleidsterrein").items():
        own = [van for van in posten if bouw.bedragen.record(van)["beleidsterrein"] == sleutel]
        rijen += bouw.rijen(str(terrein["naam"]), EXPLOITATIE, bouw.som(own))
    reserves = bouw.namen(programma, "reserve")
    rijen += bouw.rijen("Programma", EXPLOITATIE, bouw.som(posten), "Saldo van baten en lasten")
    rijen += bouw.rijen("Reserves", RESERVES, bouw.som(reserves), "Mutaties reserves")
    rijen.append(bouw.rij("Resultaat", RESULTAAT, bouw.som([*posten, *reserves])))
    return Tabel("programmakosten", programma.nummer, bouw.koppen, rijen)


def reserves(bouw: Bouw, programma: Programma) -> Tabel:
    """Per reserve what is added, withdrawn and their balance; the total."""
    rijen = []
    for van in bouw.namen(programma, "reserve"):
        rijen += bouw.rijen(str(bouw.bedragen.record(van)["naam"]), RESERVES, bouw.som([van]))
    every = bouw.som(bouw.namen(programma, "reserve"))
    rijen += bouw.rijen("Totaal", RESERVES, every, f"Reserves programma {programma.nummer}")
    return Tabel("reserves", programma.nummer, bouw.koppen, rijen)


def kosten_per_doel(bouw: Bouw, programma: Programma) -> Tabel:
    """Per goal and deliverable what its posts cost, and what is of none."""
    rijen = []
    posten = bouw.namen(programma, "post")
    prestaties = programma.van("prestatie")

    def som(*sleutels: str) -> Som:
        return bouw.som(van for van in posten if bouw.bedragen.record(van).get("prestatie", "") in sleutels)

    used = {bouw.bedragen.record(van).get("prestatie", "") for van in posten}
    for sleutel, goal in programma.van("doel").items():
        own = [key for key, prestatie in prestaties.items() if prestatie["doel"] == sleutel]
        rijen += bouw.rijen(f"{sleutel} {goal['naam']}", EXPLOITATIE, som(*own))
        for key in own:
            if key in used:
                rijen += bouw.rijen(f"{key} {prestaties[key]['naam']}", EXPLOITATIE, som(key))
    if "" in used:
        rijen += bouw.rijen("Niet toegedeeld", EXPLOITATIE, som(""))
    rijen += bouw.rijen("Programma", EXPLOITATIE, bouw.som(posten), "Saldo van baten en lasten")
    return Tabel("kosten-per-doel", programma.nummer, bouw.koppen, rijen)


# --- investments ----------------------------------------------------------------------------------


def investeringen(bouw: Bouw, programma: Programma) -> Tabel:
    """Return what is planned per year, and what others and reserves contribute."""
    plan = bouw.plan
    rijen = []
    for van in bouw.namen(programma, "investering"):
        tabel, krediet = bouw.bedragen.record(van), bouw.bedragen.kredieten[van]
        dekking = sum(krediet[kant].get(jaar, 0) for kant in ("bijdrage", "uit_reserve") for jaar in plan)
        cellen: list[Cel] = [TEKST, TEKST, TEKST, dekking, *(krediet["uitgaven"].get(jaar) for jaar in plan)]
        rijen.append(Rij(str(tabel["naam"]), str(tabel.get("soort", "")), cellen))
    koppen = ["Prestatie", "Categorie", "VK/NK", "Bijdrage derden/reserves", *map(str, plan)]
    return Tabel("investeringen", programma.nummer, koppen, _met_totaal(rijen, range(3, len(koppen)), len(koppen)))


def te_voteren(bouw: Bouw, programma: Programma) -> Tabel:
    """Credits that are not voted yet and begin to be spent in T."""
    rijen = [rij._replace(cellen=[*rij.cellen, TEKST]) for rij in _te_voteren(bouw, programma)]
    koppen = ["Prestatie", *_voteren(bouw), "Gevoteerd"]
    return Tabel("te-voteren-kredieten", programma.nummer, koppen, _met_totaal(rijen, range(1, 5), len(koppen)))


def kredietvoorstel(bouw: Bouw) -> Tabel:
    """Return the same of all programmes, in one list."""
    rijen = [rij for programma in bouw.dossier.programmas for rij in _te_voteren(bouw, programma)]
    koppen = ["Programma", *_voteren(bouw)]
    return Tabel("kredietvoorstel", 0, koppen, _met_totaal(rijen, range(1, 5), len(koppen)))


def _voteren(bouw: Bouw) -> list[str]:
    return [f"Te voteren {bouw.t}", "Uitgaven totaal", "Bijdrage derden", "Uit reserve"]


def _te_voteren(bouw: Bouw, programma: Programma) -> list[Rij]:
    rijen = []
    for van in bouw.namen(programma, "investering"):
        tabel, krediet = bouw.bedragen.record(van), bouw.bedragen.kredieten[van]
        nu = krediet["uitgaven"].get(bouw.t, 0)
        if "gevoteerd" not in tabel and nu:
            totalen = (sum(krediet[kant].values()) for kant in ("uitgaven", "bijdrage", "uit_reserve"))
            rijen.append(Rij(_met_nummer(tabel), str(tabel.get("soort", "")), [TEKST, nu, *totalen]))
    return rijen


def _met_nummer(tabel: Bron) -> str:
    return f"{tabel['nummer']} {tabel['naam']}" if "nummer" in tabel else str(tabel["naam"])


def kredieten(bouw: Bouw, programma: Programma) -> Tabel:
    """Return what was voted, what is spent of it until the end of T, and what asks for attention."""
    drempels = bouw.dossier.begroting.get("drempels", {})
    drempel = cents(drempels.get("krediet", drempels.get("toelichting", 0)))
    rijen = []
    for van in bouw.namen(programma, "investering"):
        tabel, krediet = bouw.bedragen.record(van), bouw.bedragen.kredieten[van]
        bedrag = sum(krediet["uitgaven"].values())
        besteed = sum(c for jaar, c in krediet["besteed"].items() if jaar <= bouw.t)
        naam = _met_nummer(tabel)
        signaal = "; ".join(_signalen(tabel, bouw.t, bedrag - besteed, drempel))
        rijen.append(Rij(naam, signaal, [TEKST, bedrag, besteed, bedrag - besteed, TEKST]))
    koppen = ["Gevoteerd", "Krediet", "Besteed", "Restant", "Afgesloten"]
    return Tabel("kredieten", programma.nummer, koppen, _met_totaal(rijen, range(1, 4), len(koppen)))


def _signalen(tabel: Bron, jaar: int, restant: int, drempel: int) -> Iterator[str]:
    """Yield what asks for attention: overspent, closed with much left, open for more than three years."""
    is_closed = "afgesloten" in tabel and tabel["afgesloten"] <= jaar
    if restant < 0:
        yield "overschreden"
    if is_closed and restant > drempel:
        yield "afgesloten met overschot"
    if not is_closed and "gevoteerd" in tabel and tabel["gevoteerd"] <= jaar - 3:
        yield "ouder dan drie jaar"


def kapitaallasten(bouw: Bouw, programma: Programma) -> Tabel:
    """Book value, depreciation and interest of each thing; what lands on which post; the totals."""
    plan = bouw.plan
    lasten = {
        van: jaren
        for van in bouw.namen(programma, "investering", "activum")
        if (jaren := {j: last for j, last in bouw.bedragen.lasten[van].items() if j in plan})
    }
    rijen = []
    for van, jaren in lasten.items():
        naam = str(bouw.bedragen.record(van)["naam"])
        rijen += [Rij(naam, soort, _reeks(jaren, plan, soort)) for soort in _DELEN]
    for post in dict.fromkeys(bouw.bedragen.record(van).get("post") for van in lasten):
        own = [jaren for van, jaren in lasten.items() if bouw.bedragen.record(van).get("post") == post]
        naam = str(programma.van("post")[post]["naam"]) if post else "Zonder post, telt niet mee"
        rijen.append(_opgeteld(naam, "Kapitaallast", own, plan))
    if lasten:
        rijen += [_opgeteld("Totaal", soort, lasten.values(), plan) for soort in [*_DELEN][1:]]
        extra = [jaren for van, jaren in lasten.items() if van.soort == "investering"]
        if extra:
            rijen.append(_opgeteld("Extra ten opzichte van bestaande activa", "Kapitaallast", extra, plan))
    return Tabel("kapitaallasten", programma.nummer, [*map(str, plan)], rijen)


_DELEN = {
    "Boekwaarde 1-1": lambda last: last.boekwaarde,
    "Afschrijving": lambda last: last.afschrijving,
    "Rente": lambda last: last.rente,
    "Kapitaallast": lambda last: last.afschrijving + last.rente,
}


def _reeks(jaren: Mapping[int, Last], plan: list[int], soort: str) -> list[Cel]:
    return [_DELEN[soort](jaren.get(jaar, Last(0, 0, 0))) for jaar in plan]


def _opgeteld(naam: str, soort: str, of: object, plan: list[int]) -> Rij:
    series = [_reeks(jaren, plan, soort) for jaren in of]  # type: ignore[attr-defined]
    return Rij(naam, soort, [sum(column) for column in zip(*series, strict=True)])


def _met_totaal(rijen: list[Rij], kolommen: range, breedte: int) -> list[Rij]:
    """Return rows with their total below them; without rows there is none."""
    if not rijen:
        return []
    total: list[Cel] = [None] * breedte
    for i, som in optellen(rijen, kolommen).items():
        total[i] = som
    return [*rijen, Rij("Totaal", "", total)]


def subsidies(bouw: Bouw, programma: Programma) -> Tabel:
    """Return what is granted in T-1 and T, in euros whatever the unit of the document."""
    jaren = [bouw.t - 1, bouw.t]
    rijen = []
    for tabel in programma.van("subsidie").values():
        bedragen = per_jaar(tabel, "bedrag")
        cellen: list[Cel] = [TEKST, *(bedragen.get(jaar) for jaar in jaren)]
        rijen.append(Rij(str(tabel["naam"]), str(tabel.get("ontvanger", "")), cellen))
    koppen = ["Prestatie", *map(str, jaren)]
    return Tabel("subsidies", programma.nummer, koppen, _met_totaal(rijen, range(1, 3), 3), eenheid=1)


def verbonden_partijen(bouw: Bouw, programma: Programma) -> Tabel:
    """Return what each party is paid; the rest of the table is text."""
    rijen = []
    for tabel in programma.van("verbonden_partij").values():
        bijdragen = per_jaar(tabel, "bijdrage")
        for jaar in (bouw.t - 1, bouw.t):
            cel = exact(bijdragen[jaar]) if jaar in bijdragen else None
            rijen.append(Rij(str(tabel["naam"]), f"Bijdrage {jaar}", [cel]))
    return Tabel("verbonden-partijen", programma.nummer, ["Toelichting"], rijen)


# --- differences ----------------------------------------------------------------------------------


def afwijkingen(bouw: Bouw, programma: Programma) -> Tabel:
    """Return what differs more than `drempels.toelichting` or is explained, and what is still to be explained."""
    verschil = next((i for i, kolom in enumerate(bouw.kolommen) if kolom.verschil), None)
    if verschil is None:
        return Tabel("afwijkingen", programma.nummer, ["Toelichting"], [])
    budget = next(i for i, kolom in enumerate(bouw.kolommen) if kolom.kop.endswith("na wijziging"))
    kolommen = (budget, verschil - 1, verschil)
    drempel = cents(bouw.dossier.begroting.get("drempels", {}).get("toelichting", 0))
    bron = [*programmakosten(bouw, programma).rijen, *reserves(bouw, programma).rijen]
    rijen: list[Rij] = []
    for kop, namen in (("beleidsterrein", programma.van("beleidsterrein")), ("reserve", programma.van("reserve"))):
        for sleutel, tabel in namen.items():
            drie, bron = _eerste(bron, str(tabel["naam"]))
            rijen += _afwijking(bouw, drie, kolommen, drempel, _verklaringen(bouw, programma, f"{kop}.{sleutel}"))
    koppen = [*(bouw.koppen[i] for i in kolommen), "Toelichting"]
    return Tabel("afwijkingen", programma.nummer, koppen, rijen)


def _eerste(bron: list[Rij], naam: str) -> tuple[list[Rij], list[Rij]]:
    """Return the first three rows of a name, and what comes after them."""
    first = next(i for i, rij in enumerate(bron) if rij.naam == naam)
    return bron[first : first + 3], bron[first + 3 :]


def _verklaringen(bouw: Bouw, programma: Programma, bij: str) -> list[tuple[str, int | None]]:
    """Return what explains a policy area, its posts included, or a reserve, with its amount where it has one."""
    own = bouw.toelichtingen(programma)
    soort, _, sleutel = bij.partition(".")
    also = {bij}
    if soort == "beleidsterrein":
        posten = programma.van("post").items()
        also |= {f"post.{key}" for key, post in posten if post["beleidsterrein"] == sleutel}
    found = {key: tabel.get("bedrag") for key, tabel in own.items() if also.intersection(_dingen(tabel["bij"]))}
    return [(key, None if euros is None else cents(euros)) for key, euros in found.items()]


def _dingen(bij: str | list[str]) -> list[str]:
    """Return the things that an explanation is about: one, or several."""
    return [bij] if isinstance(bij, str) else bij


def _afwijking(
    bouw: Bouw, drie: list[Rij], kolommen: tuple[int, ...], drempel: int, verklaard: list[tuple[str, int | None]]
) -> Iterator[Rij]:
    """Yield the rows of one policy area or reserve."""
    *_, verschil = kolommen
    for rij in drie:
        cel = rij.cellen[verschil]
        if (isinstance(cel, int) and abs(cel) > drempel) or (rij is drie[-1] and verklaard):
            yield rij._replace(cellen=[*(rij.cellen[i] for i in kolommen), TEKST])
    if not verklaard:
        return
    factor = _voordelig(bouw)
    for sleutel, bedrag in verklaard:
        cel = None if bedrag is None else factor * bedrag
        yield Rij(in_woorden(sleutel), "verklaard", [None, None, cel, TEKST])
    saldo = drie[-1].cellen[verschil]
    rest = (saldo if isinstance(saldo, int) else 0) - factor * sum(bedrag or 0 for _, bedrag in verklaard)
    yield Rij(drie[-1].naam, "nog te verklaren", [None, None, rest, TEKST])


def _voordelig(bouw: Bouw) -> int:
    """Return 1 where a favourable difference of a saldo prints with a plus, else -1."""
    # a hundred less lasten than was budgeted is favourable
    return 1 if bouw.weergave.afgetrokken(100, 0, "saldo") > 0 else -1
