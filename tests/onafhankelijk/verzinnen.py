"""Invents small dossiers that use every key that an amount follows from: the same files for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

SJABLONEN: Final = ("begroting", "jaarrekening", "voortgangsrapportage")

_TAAKVELDEN: Final = ("0.1", "0.2", "0.10", "0.4", "0.61", "2.1", "6.1", "7.3", "")
_CATEGORIEEN: Final = {"lasten": ("1.1", "3.8", "4.2", "7.3", ""), "baten": ("3.6", "3.8", "4.3.1", "")}
_FASEN: Final = ("rekening", "begroting", "wijziging", "mjb")
_EMU: Final = (
    "afschrijvingen dotaties investeringen bijdragen desinvesteringen grondaankopen baten_grondexploitatie "
    "lasten_voorzieningen lasten_reserves boekwinst referentiewaarde"
).split()
_BALANS: Final = (
    "immateriele_vaste_activa materiele_vaste_activa kapitaalverstrekkingen leningen uitzettingen_lang bouwgronden "
    "voorraden uitzettingen_kort liquide_middelen overlopende_activa eigen_vermogen voorzieningen vlottende_schuld "
    "overlopende_passiva"
).split()
_STARTS: Final = ("jaar-na-gereed", "zelfde-jaar", "half-jaar", "kasstroom")
_METHODEN: Final = ("lineair", "lineair", "annuitair", "geen")
_SLEUTELS: Final = ("procent", "fte", "uren", "m2")
_STATUSSEN: Final = ("voorstel", "ontwerp", "vastgesteld", "vastgesteld", "ingetrokken")
_ACHT: Final = 0.8
_SOORTEN: Final = ("algemene reserve", "bestemmingsreserve", "bestemmingsreserve")
_BALANSCODES: Final = ("A111", "A122", "A213", "A23", "P111", "P112", "P12", "P133", "A13", "X1")
"""Codes of the balance of Iv3, and two that are none."""
_BALANSCELLEN: Final = {"lasten": ("3.8", "7.2", "4.2"), "baten": ("7.3", "7.2")}


@dataclass
class Verzinsel:
    """One dossier in the making: what of it others can refer to."""

    kans: random.Random
    jaar: int
    met_documenten: bool
    posten: list[tuple[int, str]] = field(default_factory=list)
    reserves: list[tuple[int, str]] = field(default_factory=list)
    investeringen: list[tuple[int, str]] = field(default_factory=list)
    registers: list[str] = field(default_factory=list)
    documenten: list[str] = field(default_factory=list)

    def of(self, kans: float) -> bool:
        """Return true in this part of the cases."""
        return self.kans.random() < kans

    def bedrag(self, *, negatief: bool = True) -> str:
        """Return an amount: mostly of an ordinary size, some zero, tiny, with cents, negative or huge."""
        size = self.kans.choice((0, 1, 50, 499, 500, 12_345, 250_000, 1_000_000, 40_000_000))
        euros = self.kans.randint(-size if negatief and self.of(0.2) else 0, size)
        cents = f".{self.kans.randint(0, 99):02}" if self.of(0.4) else ""
        return f"{euros:_}{cents}"

    def jaren(self, van: int = -2, tot: int = 3, kans: float = _ACHT) -> list[int]:
        """Return some years around T."""
        return [self.jaar + i for i in range(van, tot + 1) if self.of(kans)]

    def per_jaar(self, sleutel: str, jaren: Sequence[int], *, negatief: bool = True) -> Iterator[str]:
        """Yield `sleutel.JAAR` for these years."""
        yield from (f"{sleutel}.{jaar} = {self.bedrag(negatief=negatief)}" for jaar in jaren)

    def per_fase(self, kant: str, kans: float = 0.7) -> Iterator[str]:
        """Yield amounts of a side in some phases and years; a forecast only where no document holds it."""
        fasen = _FASEN if self.met_documenten else (*_FASEN, "prognose")
        for fase in fasen:
            if self.of(kans):
                yield from self.per_jaar(f"{kant}.{fase}", self.jaren())


def verzin(folder: Path, seed: int, sjabloon: str = "") -> list[str]:
    """Write a dossier; return the keys of its documents, one empty key where it has none."""
    kans = random.Random(seed)  # noqa: S311 - the same files every time
    v = Verzinsel(kans, kans.randint(2018, 2027), met_documenten=not sjabloon)
    v.registers = [f"gedeeld-{i}" for i in range(kans.randint(0, 2))]
    v.documenten = ["begroting", "vgr-1", "jaarstukken"] if v.met_documenten else []
    files = {f"programmas/{n:02}-p.toml": _programma(v, n, soort) for n, soort in enumerate(_soorten(v), 1)}
    used = [r for r in v.registers if any(f'register = "{r}"' in line for lines in files.values() for line in lines)]
    files["reserves.toml"] = [line for register in used for line in _register(v, register)]
    for n in range(kans.randint(0, 5)):
        files[f"wijzigingen/{v.jaar}-{n:02}.toml"] = _besluit(v, n)
    if v.met_documenten:
        files |= _eigen(v)
    files["begroting.toml"] = list(_begroting(v, sjabloon))
    for naam, lines in files.items():
        path = folder / naam
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return v.documenten or [""]


def _soorten(v: Verzinsel) -> list[str]:
    geheel = ["algemene-dekkingsmiddelen", "overhead", "onvoorzien"][: v.kans.randint(0, 3)]
    return ["programma"] * v.kans.randint(1, 3) + geheel


# --- begroting.toml -------------------------------------------------------------------------------


def _begroting(v: Verzinsel, sjabloon: str) -> Iterator[str]:
    if v.of(0.3):
        yield f"schatting = {v.jaar - v.kans.randint(1, 2)}"
    yield from ("formaat = 1", 'gemeente = "Proef"', f"jaar = {v.jaar}", f'sjabloon = "{sjabloon or "begroting"}"')
    for sleutel in v.documenten:
        soort = {"vgr-1": "voortgangsrapportage", "jaarstukken": "jaarrekening"}.get(sleutel, "begroting")
        yield from (f"[document.{sleutel}]", f'sjabloon = "{soort}"')
    yield "[weergave]"
    yield f"eenheid = {v.kans.choice((1, 1000, 1000, 1_000_000))}"
    for sleutel, waarden in {
        "lasten": "+ + -".split(),
        "baten": "- + +".split(),
        "saldo": ("lasten-baten", "baten-lasten"),
        "verschil": ("begroting-rekening", "rekening-begroting", "effect"),
        "nul": ("-", "0", ""),
        "minteken": ("voor", "voor", "achter"),
    }.items():
        if v.of(0.7):
            yield f'{sleutel} = "{v.kans.choice(waarden)}"'
    yield "[drempels]"
    drempels = [naam for naam in ("toelichting", "krediet", "incidenteel", "uitzondering") if v.of(0.6)]
    yield from (f"{naam} = {v.kans.choice((500, 100_000))}" for naam in drempels)
    yield "[parameters]"
    if v.of(_ACHT):
        yield f"omslagrente = {v.kans.choice(('0', '0.015', '0.02', '0.02375', '0.0333'))}"
    if v.of(0.7):
        yield f'start_kapitaallasten = "{v.kans.choice(_STARTS)}"'
    yield from _financieel(v)
    yield from _iv3(v)
    yield from _kostenverdeling(v)


def _financieel(v: Verzinsel) -> Iterator[str]:
    """Yield `[emu]`, `[balans]` and `[kengetallen]`, some amounts for one phase."""
    yield "[emu]"
    for sleutel in _EMU:
        yield from _met_fase(v, sleutel, 0.25)
    if v.of(0.9):
        yield "[balans]"
        opening = v.jaar - v.kans.randint(1, 3)
        for sleutel in _BALANS:
            yield f"{sleutel}.{opening} = {v.kans.randint(1_000_000, 90_000_000)}"
            if v.of(0.2):
                yield from _met_fase(v, sleutel, 0.3, behalve=opening)
    yield "[kengetallen]"
    for sleutel in ("woonlasten", "woonlasten_landelijk"):
        yield from (f"{sleutel}.{jaar} = {v.kans.randint(800, 1200)}" for jaar in v.jaren(-3, 3))


def _met_fase(v: Verzinsel, sleutel: str, kans: float, behalve: int = 0) -> Iterator[str]:
    for jaar in v.jaren(-2, 3, kans):
        if jaar != behalve:
            yield f"{sleutel}.{jaar} = {v.bedrag()}"
        for fase in ("rekening", "begroting", "wijziging", "prognose"):
            if v.of(0.15):
                yield f"{sleutel}.{fase}.{jaar} = {v.bedrag()}"


def _iv3(v: Verzinsel) -> Iterator[str]:
    """Yield some balances of Iv3 at the end of a year or quarter, and what moved them."""
    yield "[iv3]"
    momenten = [str(v.jaar - 1), *(f"{v.jaar}-{kwartaal}" for kwartaal in range(1, 5)), str(v.jaar)]
    for code in _BALANSCODES:
        if v.of(0.4):
            yield from (f"balans.{code}.{moment} = {v.bedrag()}" for moment in momenten if v.of(0.6))
        for kant, categorieen in _BALANSCELLEN.items():
            if v.of(0.15):
                cel = f'balans_{kant}.{code}."{v.kans.choice(categorieen)}"'
                yield from (f"{cel}.{moment} = {v.bedrag()}" for moment in momenten[1:] if v.of(0.6))


def _kostenverdeling(v: Verzinsel) -> Iterator[str]:
    """Yield cost centres that hand on to later posts only, so that there is no circle."""
    posten = v.posten
    used: set[tuple[int, str]] = set()
    for n in range(v.kans.randint(0, 3)):
        at = v.kans.randrange(len(posten) - 1) if len(posten) > 1 else None
        if at is None or posten[at] in used:
            continue
        used.add(posten[at])
        nummer, post = posten[at]
        soort = v.kans.choice(_SLEUTELS)
        yield from (f"[kostenplaats.k{n}]", f'naam = "Kostenplaats {n}"', f"programma = {nummer}")
        yield from (f'post = "{post}"', f'verdeelsleutel = "{soort}"')
        if v.of(0.3):
            yield from v.per_jaar("lasten", v.jaren(0), negatief=False)
        later = posten[at + 1 :]
        ontvangers = v.kans.sample(later, min(len(later), v.kans.randint(1, 4)))
        aandelen = _aandelen(v, soort, len(ontvangers))
        for i, ((naar, welke), aandeel) in enumerate(zip(ontvangers, aandelen, strict=True)):
            yield from (f"[verdeling.k{n}-{i}]", f'kostenplaats = "k{n}"', f"programma = {naar}")
            yield from (f'post = "{welke}"', f"aandeel = {aandeel}")


def _aandelen(v: Verzinsel, soort: str, n: int) -> list[str]:
    """Return shares; percentages add to a hundred."""
    if soort != "procent":
        return [str(v.kans.choice((1, 3, 7, 12.5, 640))) for _ in range(n)]
    cuts = sorted(v.kans.sample(range(1, 1000), n - 1))
    parts = [b - a for a, b in zip([0, *cuts], [*cuts, 1000], strict=True)]
    return [f"{part // 10}.{part % 10}" for part in parts]


# --- a programme ----------------------------------------------------------------------------------


def _programma(v: Verzinsel, nummer: int, soort: str) -> list[str]:
    lines = ["[programma]", f"nummer = {nummer}", f'naam = "Programma {nummer}"', f'soort = "{soort}"']
    terreinen = [f"{nummer}{letter}" for letter in "ABC"[: v.kans.randint(1, 3)]]
    lines += [line for t in terreinen for line in (f"[beleidsterrein.{t}]", f'naam = "Terrein {t}"')]
    prestaties = []
    for t in terreinen:
        lines += [f"[doel.{t}1]", f'naam = "Doel {t}"', f'beleidsterrein = "{t}"']
        if v.of(0.7):
            prestaties.append(f"{t}1.1")
            lines += [f'[prestatie."{t}1.1"]', f'naam = "Prestatie {t}"', f'doel = "{t}1"']
    posten = [f"post{i}" for i in range(v.kans.randint(2, 6))]
    for post in posten:
        lines += _post(v, post, v.kans.choice(terreinen), prestaties)
    if nummer == 1:
        lines += _twee_kleine(v, terreinen[0])
    v.posten += [(nummer, post) for post in posten]
    for i in range(v.kans.randint(0, 3)):
        lines += _reserve(v, nummer, i)
    for i in range(v.kans.randint(0, 2)):
        lines += [f"[voorziening.vz{i}]", f'naam = "Voorziening {nummer}.{i}"', *_standen(v)]
        lines += [line for kant in ("dotatie", "vrijval", "aanwending") for line in v.per_fase(kant)]
    for i in range(v.kans.randint(0, 4)):
        lines += _investering(v, nummer, i, posten)
    for i in range(v.kans.randint(0, 2)):
        lines += [f"[activum.a{i}]", f'naam = "Activum {nummer}.{i}"', *_activum(v, posten)]
    lines += _rest(v, nummer, terreinen, posten)
    return lines


def _post(v: Verzinsel, sleutel: str, terrein: str, prestaties: Sequence[str]) -> Iterator[str]:
    yield from (f"[post.{sleutel}]", f'naam = "Post {terrein} {sleutel}"', f'beleidsterrein = "{terrein}"')
    if prestaties and v.of(0.6):
        yield f'prestatie = "{v.kans.choice(prestaties)}"'
    if taakveld := v.kans.choice(_TAAKVELDEN):
        yield f'taakveld = "{taakveld}"'
    for kant, codes in _CATEGORIEEN.items():
        if code := v.kans.choice(codes):
            yield f'categorie.{kant} = "{code}"'
    if v.of(0.2):
        yield f'stelpost = "{v.kans.choice(("stelpost", "taakstelling"))}"'
    yield from _bedragen(v)


def _twee_kleine(v: Verzinsel, terrein: str) -> Iterator[str]:
    """Yield a post of which both sides deviate less than the large threshold, and together more."""
    yield from ("[post.twee]", 'naam = "Twee kleine"', f'beleidsterrein = "{terrein}"')
    yield from (f"{kant}.begroting.{v.jaar} = 1_000_000" for kant in ("lasten", "baten"))
    for fase in ("rekening", *(() if v.met_documenten else ("prognose",))):
        yield from (f"lasten.{fase}.{v.jaar} = 1_060_000", f"baten.{fase}.{v.jaar} = 940_000.50")


def _bedragen(v: Verzinsel) -> Iterator[str]:
    """Yield the amounts of a post: incidental as a whole or in part, and what of the previous MJB was computed."""
    is_whole = v.of(0.25)
    if is_whole:
        yield from ('aard = "incidenteel"', f"tot = {v.jaar + 9}")
    for kant in ("lasten", "baten"):
        if v.of(0.9):
            yield from v.per_fase(kant)
        if kant == "lasten" and v.of(0.3):
            yield from v.per_jaar("kapitaallasten.mjb", v.jaren(0, kans=0.4), negatief=False)
            yield from v.per_jaar("verdeling.mjb", v.jaren(0, kans=0.4))
        if not is_whole and v.of(0.3):
            yield from v.per_jaar(f"incidenteel.{kant}", v.jaren(-1, kans=0.4))
            for fase in ("rekening", "wijziging", *(() if v.met_documenten else ("prognose",))):
                yield from v.per_jaar(f"incidenteel.{kant}.{fase}", v.jaren(-2, 0, 0.3))
        yield from _kwartalen(v, kant)


def _kwartalen(v: Verzinsel, kant: str) -> Iterator[str]:
    """Yield what was realised of a side until the end of some quarters."""
    if v.of(0.3):
        kwartalen = (f"{kant}.realisatie.{v.jaar}-{kwartaal}" for kwartaal in range(1, 5))
        yield from (f"{kwartaal} = {v.bedrag()}" for kwartaal in kwartalen if v.of(0.6))


def _standen(v: Verzinsel) -> list[str]:
    return [*v.per_jaar("stand", v.jaren(-3, 1, 0.4), negatief=False)]


def _reserve(v: Verzinsel, nummer: int, i: int) -> Iterator[str]:
    yield from (f"[reserve.r{i}]", f'naam = "Reserve {nummer}.{i}"', f'soort = "{v.kans.choice(_SOORTEN)}"')
    v.reserves.append((nummer, f"r{i}"))
    register = v.kans.choice(v.registers) if v.registers and v.of(0.4) else ""
    if register:
        yield f'register = "{register}"'
    else:
        yield from _standen(v)
    if v.of(0.3):
        yield "structureel = true"
    if not register and v.of(0.5):
        yield f'functie = "{v.kans.choice(("buffer", "besteding"))}"'
    yield from _bestemming(v)
    for kant in ("toevoeging", "onttrekking"):
        yield from v.per_fase(kant)
        yield from _kwartalen(v, kant)


def _bestemming(v: Verzinsel) -> Iterator[str]:
    """Yield what a reserve gets of the results of some years."""
    if v.of(0.4):
        yield from v.per_jaar("bestemming", v.jaren(-3, 1, 0.5))


def _register(v: Verzinsel, sleutel: str) -> Iterator[str]:
    yield from (f"[reserve.{sleutel}]", f'naam = "{sleutel}"', f'soort = "{v.kans.choice(_SOORTEN)}"', *_standen(v))
    yield from _bestemming(v)
    if v.of(0.5):
        yield 'functie = "financiering"'


def _investering(v: Verzinsel, nummer: int, i: int, posten: Sequence[str]) -> Iterator[str]:
    yield from (f"[investering.i{i}]", f'naam = "Investering {nummer}.{i}"', 'nut = "economisch"')
    v.investeringen.append((nummer, f"i{i}"))
    if v.of(0.5):
        yield f'soort = "{v.kans.choice(("nieuw", "vervanging"))}"'
    yield from v.per_jaar("uitgaven", v.jaren(-3, 2, 0.5), negatief=v.of(0.3))
    yield from v.per_jaar("besteed", v.jaren(-3, 0, 0.5), negatief=False)
    if v.of(0.4):
        yield from v.per_jaar("bijdrage", v.jaren(-2, 2, 0.3), negatief=v.of(0.3))
    if v.of(0.4):
        yield from v.per_jaar("uit_reserve", v.jaren(-2, 2, 0.3), negatief=False)
    yield from _afschrijving(v, posten)


def _afschrijving(v: Verzinsel, posten: Sequence[str]) -> Iterator[str]:
    """Yield how an investment is written off, what became of its credit, and where its charges land."""
    yield f"gereed = {v.jaar + v.kans.randint(-4, 3)}"
    if v.of(0.9):
        yield f"termijn = {v.kans.choice((1, 2, 3, 5, 7, 10, 40))}"
    if v.of(0.7):
        yield f'methode = "{v.kans.choice(_METHODEN)}"'
    if v.of(0.3):
        yield f"restwaarde = {v.bedrag(negatief=False)}"
    if v.of(0.4):
        yield f'start = "{v.kans.choice(_STARTS)}"'
    if v.of(0.5):
        yield f"gevoteerd = {v.jaar - v.kans.randint(0, 5)}"
    if v.of(0.2):
        yield f"afgesloten = {v.jaar + v.kans.randint(-1, 1)}"
    if v.of(0.6):
        yield f'post = "{v.kans.choice(posten)}"'


def _activum(v: Verzinsel, posten: Sequence[str]) -> Iterator[str]:
    yield from v.per_jaar("boekwaarde", [v.jaar - v.kans.randint(-1, 3)], negatief=False)
    yield f"termijn = {v.kans.choice((1, 2, 4, 9, 25))}"
    yield f'methode = "{v.kans.choice(_METHODEN)}"'
    if v.of(0.6):
        yield f'post = "{v.kans.choice(posten)}"'


def _rest(v: Verzinsel, nummer: int, terreinen: Sequence[str], posten: Sequence[str]) -> Iterator[str]:
    """Yield what stands beside the budget: grants, connected parties, explained amounts."""
    if v.of(0.5):
        yield from ("[subsidie.s]", f'naam = "Subsidie {nummer}"', 'ontvanger = "Wie"')
        yield from v.per_jaar("bedrag", v.jaren(-1, 0))
    if v.of(0.5):
        yield from ("[verbonden_partij.v]", f'naam = "Partij {nummer}"')
        yield from v.per_jaar("bijdrage", v.jaren(-1, 0))
    reserves = [f"reserve.{key}" for n, key in v.reserves if n == nummer]
    yield from _verklaringen(v, [f"beleidsterrein.{terreinen[0]}", *(f"post.{post}" for post in posten), *reserves])


def _verklaringen(v: Verzinsel, onderwerpen: Sequence[str], kans: float = 0.2) -> Iterator[str]:
    """Yield explained amounts of some of these, of one of them sometimes two."""
    for i, bij in enumerate(onderwerpen):
        for n in range(2):
            if v.of(kans):
                yield from (f"[toelichting.wat-{i}_{n}]", f'bij = "{bij}"', 'tekst = "Omdat."')
                if v.of(0.9):
                    yield f"bedrag = {v.bedrag()}"
                if v.of(0.4):
                    yield f'aard = "{v.kans.choice(("structureel", "incidenteel"))}"'


# --- decisions and documents ----------------------------------------------------------------------


def _besluit(v: Verzinsel, n: int) -> list[str]:
    lines = ["[wijziging]", f'nummer = "{v.jaar}-{n + 8}"', f'naam = "Besluit {n}"']
    if v.of(0.9):
        lines.append(f'status = "{v.kans.choice(_STATUSSEN)}"')
    if v.of(_ACHT):
        lines.append(f'telt_mee = "{v.kans.choice(("begroting", "begroting", "wijziging", "niet"))}"')
    if v.of(0.7):
        lines.append(f"datum = {v.jaar - 1}-{v.kans.randint(1, 3):02}-0{v.kans.randint(1, 3)}")
    if v.of(0.3):
        lines.append('soort = "overheveling"')
    targets = [("post", *p) for p in v.posten] * 2 + [("reserve", *r) for r in v.reserves]
    targets += [("investering", *i) for i in v.investeringen]
    for m in range(v.kans.randint(1, 5)):
        lines += _mutatie(v, m, *v.kans.choice(targets))
    return lines


def _mutatie(v: Verzinsel, m: int, soort: str, nummer: int, sleutel: str) -> Iterator[str]:
    yield from (f"[mutatie.m{m}]", f"programma = {nummer}", f'{soort} = "{sleutel}"', f'onderwerp = "Onderwerp {m}"')
    if v.of(0.6):
        yield f'aard = "{v.kans.choice(("structureel", "incidenteel"))}"'
    kanten = {
        "post": ("lasten", "baten"),
        "reserve": ("toevoeging", "onttrekking"),
        "investering": ("uitgaven", "bijdrage"),
    }[soort]
    chosen = [kant for kant in kanten if v.of(0.6)] or [kanten[0]]
    for kant in chosen:
        yield from v.per_jaar(kant, v.jaren(-2, 4, 0.6) or [v.jaar])


def _eigen(v: Verzinsel) -> dict[str, list[str]]:
    """Return the forecasts of the progress report, and of some programmes what the accounts explain."""
    files = {}
    for nummer in sorted({n for n, _ in v.posten}):
        if v.of(_ACHT):
            files[f"documenten/vgr-1/{nummer:02}-p.toml"] = _prognoses(v, nummer)
        if v.of(0.4):
            found = _verklaringen(v, [f"post.{post}" for n, post in v.posten if n == nummer], 0.5)
            files[f"documenten/jaarstukken/{nummer:02}-p.toml"] = [*found]
    return files


def _prognoses(v: Verzinsel, nummer: int) -> list[str]:
    lines: list[str] = []
    records = [("post", s, ("lasten", "baten")) for n, s in v.posten if n == nummer]
    records += [("reserve", s, ("toevoeging", "onttrekking")) for n, s in v.reserves if n == nummer]
    for soort, sleutel, kanten in records:
        if v.of(0.4):
            lines.append(f"[{soort}.{sleutel}]")
            for kant in kanten:
                if v.of(0.6):
                    lines += v.per_jaar(f"{kant}.prognose", [v.jaar])
                if soort == "post" and v.of(0.3):
                    lines += v.per_jaar(f"incidenteel.{kant}.prognose", [v.jaar])
    lines += _verklaringen(v, [f"{soort}.{sleutel}" for soort, sleutel, _ in records])
    return lines
