"""What is asked at the steps of bringing figures in: what a column says, what a code is of, what a new post is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from budgetdesk.engine.codelijst import codelijst
from budgetdesk.errors import Refused
from budgetdesk.importing import tekens
from budgetdesk.importing.bron import kolomletter
from budgetdesk.importing.indeling import in_woorden
from budgetdesk.importing.koppelen import Labels
from budgetdesk.importing.koppelkeuze import Koppelrij, NieuwePost
from budgetdesk.importing.leesvragen import EENHEDEN, Regel, rol_van, rolkeuzes
from budgetdesk.importing.voorstel import Plek
from budgetdesk.model.dossier import POSTKANTEN, Dossier
from budgetdesk.model.grootboek import GEBOEKT
from budgetdesk.model.kinds.programma import Beleidsterrein
from budgetdesk.model.structuur import slug, soortnaam
from budgetdesk.session.inleesgang import Inleesgang
from budgetdesk.session.opbouw import genummerd, takken
from budgetdesk.tui.dialogs.leesvel import Leesvel
from budgetdesk.tui.grid.source import Bron
from budgetdesk.tui.inlezen.bronnen import Celbron, gridplek
from budgetdesk.zinnen import aantal

if TYPE_CHECKING:
    from budgetdesk.tui.inlezen.screen import InleesScreen

_NIEUW, _OVER, _PROGRAMMA, _ZOALS = "nieuw", "overslaan", "programma", "zoals"
_UITLEG: Final[Mapping[str, str]] = {
    "code": "code van het grootboek; van meer kolommen samen",
    "naam": "omschrijving",
    "programma": "programma, zoals de bron het noemt; van meer kolommen samen",
    "beleidsterrein": "beleidsterrein of product; van meer kolommen samen",
    "kostenplaats": "kostenplaats, als die niet het begin van de code is",
    "taakveld": "taakveld van Iv3",
    "categorie": "categorie van Iv3",
    "kant": "zegt wat lasten en wat baten zijn (L/B, D/C)",
    "fase": "zegt per rij of het begroting of rekening is",
    "jaar": "zegt per rij het jaar",
    "bedrag": "het bedrag, als rijen fase en jaar zeggen",
    "lasten": "het bedrag van lasten, als rijen fase en jaar zeggen",
    "baten": "het bedrag van baten, als rijen fase en jaar zeggen",
    "overslaan": "niet lezen",
}


class Vragen:
    """Asks on the screen, and tells what happens with the file."""

    def __init__(self, screen: InleesScreen, gang: Inleesgang) -> None:
        self._screen: Final = screen
        self._gang: Final = gang

    @property
    def _dossier(self) -> Dossier:
        return self._gang.koppelingen.dossier

    @property
    def acties(self) -> Mapping[str, Callable[[], Awaitable[None]]]:
        """Return what keys do, by their name."""
        return {
            "eenheid": self._unit,
            "tekens": self._signs,
            "kop": self._heading,
            "verborgen": self._hidden,
            "regels": self._lines,
            "alle": self._all,
            "overslaan": self._skip,
            "groep": self._group,
            "wachtend": self._next,
            "bewaar": self._keep,
            "aanvullen": self._complete,
            "losnieuw": self._loose_new,
            "losover": self._loose_out,
        }

    # --- how it is read ----------------------------------------------------------------------

    def onder_cel(self, bron: Bron) -> list[Regel]:
        """Return what the cell under the cursor holds, whole."""
        row, col = self._screen.grid.cursor
        text = bron.whole(row, col) if isinstance(bron, Celbron) else ""
        return [Regel(text)] if text else []

    async def kolom(self, kolom: int) -> None:
        """Ask what a column says."""
        gang = self._gang
        if gang.lezen.indeling is None or gang.lezen.blad is None:
            return
        offered = [
            in_woorden(rol) for rol in rolkeuzes(gang.lezen.blad, gang.lezen.indeling, kolom, self._dossier.jaar)
        ]
        wide = max(map(len, offered))
        lines = [(word, f"{word:{wide}}  {_UITLEG.get(word, '')}".rstrip()) for word in offered]
        now = in_woorden(gang.lezen.indeling.rollen.get(kolom))
        answer = await self._screen.zoek(f"Wat zegt kolom {kolomletter(kolom)}? Nu: {now}", lines, vrij=True)
        if answer is None:
            return
        try:
            gang.lezen.kolom(kolom, rol_van(answer))
        except ValueError:
            raise Refused(
                f'"{answer}" is geen kolom; typ bijvoorbeeld `begroting 2027` of `rekening 2025 baten`.'
            ) from None
        self._screen.toon()

    async def eerste(self) -> None:
        """Ask the first question that is open."""
        vraag = self._gang.lezen.vragen[0]
        if not vraag.antwoorden:
            self._screen.say(vraag.zin, "warning")
            return
        if vraag.kolom:
            self._screen.grid.move_to(self._screen.grid.cursor[0], vraag.kolom - 1)
        answers = [(str(n), answer.zin) for n, answer in enumerate(vraag.antwoorden)]
        found = await self._screen.kies(vraag.zin, answers)
        if found is not None:
            self._gang.lezen.deel_in(vraag.antwoorden[int(found)].indeling)
            self._screen.toon()

    async def _unit(self) -> None:
        if self._gang.lezen.indeling is None:
            return
        now = list(EENHEDEN).index(self._gang.lezen.indeling.wijze.eenheid)
        found = await self._screen.kies(
            "In welke eenheid staan de bedragen?", [(str(n), w) for n, w in EENHEDEN.items()], now
        )
        if found is not None:
            self._gang.lezen.eenheid(int(found))
            self._screen.toon()

    async def _signs(self) -> None:
        lezing = self._gang.lezen.lezing
        if lezing is None:
            return
        ways = tekens.keuzes(lezing.indeling, lezing.bewijs)
        found = await self._screen.kies(
            "Hoe staan lasten en baten er?", [(str(n), zin) for n, (zin, _) in enumerate(ways)]
        )
        if found is not None:
            self._gang.lezen.deel_in(ways[int(found)][1])
            self._screen.toon()

    async def _heading(self) -> None:
        self._gang.lezen.koprij(self._screen.grid.cursor[0] + 1)
        self._screen.toon()

    async def _hidden(self) -> None:
        blad = self._gang.lezen.blad
        if blad is None or not blad.verborgen_rijen:
            self._screen.say("Dit blad heeft geen verborgen rijen.")
            return
        self._gang.lezen.wissel_verborgen()
        self._screen.toon()

    async def _lines(self) -> None:
        await self._screen.vraag(Leesvel("Wat er te weten is", self._screen.alle_regels()))

    # --- what belongs where ------------------------------------------------------------------

    def genoemd(self, rij: Koppelrij) -> str:
        """Return what a row is of, or what is proposed, as people call it."""
        gang = self._gang
        keuze = gang.koppelingen.keuze(rij) if gang.koppelingen.is_gekozen(rij) else rij.plek
        if isinstance(keuze, NieuwePost):
            codes = [keuze.taakveld, *(keuze.categorie or {}).values()]
            return f"{keuze.terrein} {keuze.naam} ({', '.join(filter(None, codes)) or 'zonder codes van Iv3'})"
        return self._thing(keuze) if keuze is not None else ""

    def _thing(self, plek: Plek) -> str:
        bestand = self._dossier.bestanden[plek[0]]
        record = bestand.record(plek[1], plek[2])
        if record is None:
            return plek[2]
        where = str(record.waarden.get("beleidsterrein", "")) or str(bestand.nummer)
        return f"{where} {record.waarden.get('naam', plek[2])}"

    def _rij(self) -> Koppelrij | None:
        row = self._screen.grid.cursor[0]
        return self._gang.koppelingen.rijen[row] if row < len(self._gang.koppelingen.rijen) else None

    async def post(self, row: int) -> None:
        """Ask what a row is of."""
        gang = self._gang
        rij = gang.koppelingen.rijen[row] if row < len(gang.koppelingen.rijen) else None
        if rij is None:
            return
        if not rij.is_open:
            self._screen.say(
                f"{rij.code} hoort al bij {self.genoemd(rij)}; dat staat bij die post onder grootboek.", "warning"
            )
            return
        if not rij.codes:
            self._screen.say(gang.nieuwe_posten().waarom_niet(rij), "warning")
            return
        places = self._places(rij)
        lines = [(str(n), self._line(where)) for n, where in enumerate(places)]
        first = [(_NIEUW, "+ Nieuwe post ..."), (_OVER, "- Overslaan: deze regel niet inlezen")]
        proposed = [(str(places.index(rij.plek)), f"{self._line(rij.plek)}  ({rij.hoe})")] if rij.plek in places else []
        question, choices = f"Waar hoort {rij.code} {rij.naam} bij?", [*proposed, *first, *lines]
        answer = await self._screen.zoek(question, choices, blijft=(_NIEUW, _OVER))
        if answer is None:
            return
        if answer == _NIEUW:
            new = await self._new(rij)
            if new is None:
                return
            gang.koppelingen.koppel(rij, new)
        else:
            gang.koppelingen.koppel(rij, None if answer == _OVER else places[int(answer)])
        self._chosen()

    def _places(self, rij: Koppelrij) -> list[Plek]:
        """Return what a row may be of: that of the taakveld and the beleidsterrein of its file on top."""
        found: list[tuple[int, Plek]] = []
        maker = self._gang.nieuwe_posten().terrein(rij)
        for bestand in self._dossier.programmas:
            for soort in GEBOEKT:
                for record in bestand.van(soort):
                    here = (bestand.naam, record.waarden.get("beleidsterrein")) == maker
                    same = bool(rij.labels.taakveld) and record.waarden.get("taakveld") == rij.labels.taakveld
                    found.append((-2 * here - same, (bestand.naam, *record.key)))
        return [place for _, place in sorted(found, key=lambda pair: pair[0])]

    def _line(self, plek: Plek) -> str:
        record = self._dossier.bestanden[plek[0]].record(plek[1], plek[2])
        taakveld = str(record.waarden.get("taakveld", "")) if record is not None else ""
        kind = "" if plek[1] == "post" else f"  {soortnaam(plek[1])}"
        return f"{self._thing(plek)}{kind}{f'  · {taakveld}' if taakveld else ''}"

    def _chosen(self) -> None:
        """Show what was chosen, with the cursor on the next row that waits."""
        row = self._screen.grid.cursor[0]
        self._screen.toon()
        rows = self._gang.koppelingen.rijen
        after = next((n for n in range(row + 1, len(rows)) if not self._gang.koppelingen.is_gekozen(rows[n])), row)
        self._screen.grid.move_to(after, self._screen.grid.cursor[1])

    def naar_wachtend(self) -> None:
        """Put the cursor on the first row that waits for a choice."""
        rows = self._gang.koppelingen.rijen if self._gang.stap == "koppelen" else ()
        first = next((n for n, rij in enumerate(rows) if not self._gang.koppelingen.is_gekozen(rij)), None)
        if first is not None:
            self._screen.grid.move_to(first, self._screen.grid.cursor[1])

    def naar_fout(self) -> None:
        """Put the cursor on the first cell that has to be mended."""
        lezing = self._gang.lezen.lezing if self._gang.stap == "lezen" else None
        if lezing is not None and lezing.boekingen is not None and lezing.boekingen.fouten:
            self._screen.grid.move_to(*gridplek(lezing.boekingen.fouten[0].cel))

    async def _next(self) -> None:
        rows, at = self._gang.koppelingen.rijen, self._screen.grid.cursor[0]
        waits = [n for n, rij in enumerate(rows) if not self._gang.koppelingen.is_gekozen(rij)]
        if waits:
            self._screen.grid.move_to(next((n for n in waits if n > at), waits[0]), self._screen.grid.cursor[1])
        else:
            self._screen.say("Alle regels zijn gekozen; V gaat verder.")

    async def _skip(self) -> None:
        rij = self._rij()
        if rij is not None and rij.is_open:
            self._gang.koppelingen.sla_over([rij])
            self._chosen()

    async def _group(self) -> None:
        before, chosen = self._gang.groepeer, self._gang.koppelingen.gekozen
        self._gang.wissel_groep()
        if self._gang.groepeer == before:
            self._screen.say("Deze bron heeft alleen codes om op te groeperen.")
        elif chosen:
            self._screen.say("Zo gegroepeerd kiest u opnieuw; wat u eerder koos, staat er weer als G daar terug is.")
        self._screen.toon()

    async def _all(self) -> None:
        """Take all rows of the kind under the cursor that wait: what is proposed, or new posts, or none of them."""
        rij, gang = self._rij(), self._gang
        if rij is None or gang.koppelingen.is_gekozen(rij):
            self._screen.say("Zet de cursor op een regel die nog op een keuze wacht; W gaat erheen.")
            return
        same = [other for other in gang.koppelingen.wachtend if other.hoe == rij.hoe]
        count = aantal(len(same), "regel", "regels")
        named = {"naam": "met dezelfde naam als een post", "lijkt op": "die op een post lijken", "": "zonder voorstel"}
        take = [("voorstel", "Koppel elk aan wat ernaast staat")] if rij.hoe else [*self._as_the_file(same)]
        chosen = await self._screen.kies(
            f"{count} {named[rij.hoe]}",
            [*take, (_NIEUW, "Maak er nieuwe posten van"), (_OVER, "Sla ze over: niet inlezen")],
        )
        if chosen == "voorstel":
            gang.koppelingen.koppel_alle(rij.hoe)
        elif chosen == _ZOALS and await self._taakvelden(same):
            gang.zoals_bestand(same)
            await self._all_new([other for other in same if not gang.koppelingen.is_gekozen(other)])
        elif chosen == _NIEUW and await self._taakvelden(same):
            await self._all_new(same)
        elif chosen == _OVER:
            gang.koppelingen.sla_over(same)
        if chosen is not None:
            self._chosen()

    async def _taakvelden(self, rijen: Sequence[Koppelrij]) -> bool:
        """Ask what numbers mean that may be two taakvelden; return whether somebody said so."""
        for text, vraag in self._gang.nieuwe_posten().twijfel(rijen):
            answers = [(text, f"Overal {text}"), ("", "Laat het taakveld leeg; ik vul het later in")]
            found = await self._screen.kies(f"{vraag}\nIn Excel zegt de opmaak Tekst of 0,00 het zelf.", answers)
            if found is None:
                return False
            self._gang.taakvelden[text] = found
        return True

    def _as_the_file(self, rijen: Sequence[Koppelrij]) -> Iterator[tuple[str, str]]:
        """Yield the choice to make programmas and beleidsterreinen as the file has them, where it names them."""
        one = len(self._dossier.programmas) == 1
        named = [names for names in takken(rijen) if names[0] or one]
        if named:
            programmas = aantal(len({programma for programma, _ in named}), "programma", "programma's")
            terreinen = aantal(len(named), "beleidsterrein", "beleidsterreinen")
            yield _ZOALS, f"Maak posten zoals het bestand ze indeelt: {programmas}, {terreinen}"

    # --- new posts ---------------------------------------------------------------------------

    async def _all_new(self, rijen: Sequence[Koppelrij]) -> None:
        """Make posts of rows; a beleidsterrein that the file does not tell is asked once for each that it names.

        Whoever thinks better of a question is asked no more; what is left goes on waiting.
        """
        gang = self._gang
        rest = gang.koppelingen.maak_nieuw(rijen, gang.nieuwe_posten())
        maker = gang.nieuwe_posten()
        asked: dict[tuple[str, str], list[Koppelrij]] = {}
        for rij in rest:
            if not maker.waarom_niet(rij):
                asked.setdefault((rij.labels.programma, rij.labels.beleidsterrein), []).append(rij)
        for (_, naam), rows in asked.items():
            which = f'"{naam}"' if naam else "wat geen beleidsterrein noemt"
            count = aantal(len(rows), "regel", "regels")
            place = await self._terrein(f"Onder welk beleidsterrein hoort {which} ({count})?", rows[0].labels)
            if place is None:
                break
            if naam:
                gang.onder(naam, f"{self._dossier.bestanden[place[0]].nummer}/{place[1]}")
            for rij in rows:
                gang.koppelingen.koppel(rij, gang.nieuwe_posten().onder(rij, *place))
        stuck = [reason for rij in rest if (reason := maker.waarom_niet(rij))]
        if stuck:
            self._screen.say(stuck[0], "warning")

    async def _terrein(self, vraag: str, labels: Labels) -> tuple[str, str] | None:
        """Ask for a beleidsterrein, which may be made here; None where somebody thinks better of it."""
        programmas = self._dossier.programmas
        places = [(b.naam, t.sleutel) for b in programmas for t in b.van(Beleidsterrein)]
        known = [f"{b.nummer} {b.titel} · {t.sleutel} {t.naam}" for b in programmas for t in b.van(Beleidsterrein)]
        lines = [(str(n), line) for n, line in enumerate(known)]
        made = [(f"{_NIEUW} {b.naam}", f"+ Nieuw beleidsterrein in {b.nummer} {b.titel} ...") for b in programmas]
        made.append((_PROGRAMMA, "+ Nieuw programma ..."))
        found = await self._screen.zoek(vraag, [*lines, *made], blijft=[key for key, _ in made])
        if found is None or found.isdecimal():
            return places[int(found)] if found is not None else None
        bestand = await self._programma(labels) if found == _PROGRAMMA else found.removeprefix(f"{_NIEUW} ")
        if bestand is None:
            return None
        naam = await self._screen.regel("Hoe heet het nieuwe beleidsterrein?", labels.beleidsterrein)
        return (bestand, self._gang.koppelingen.opbouw.terrein(bestand, naam)) if naam is not None else None

    async def _programma(self, labels: Labels) -> str | None:
        """Make a programma; return the name of its file."""
        _, proposal = genummerd(labels.programma)
        naam = await self._screen.regel("Hoe heet het nieuwe programma?", proposal)
        return self._gang.koppelingen.opbouw.programma(naam) if naam is not None else None

    async def _new(self, rij: Koppelrij) -> NieuwePost | None:
        """Ask what a new post is: its name, beleidsterrein, taakveld and categories; None where it becomes none."""
        maker = self._gang.nieuwe_posten()
        if reason := maker.waarom_niet(rij):
            raise Refused(reason)
        naam = await self._screen.regel("Hoe heet de nieuwe post?", rij.naam or rij.code)
        if naam is None:
            return None
        known = maker.terrein(rij)
        place = known or await self._terrein(f"Onder welk beleidsterrein hoort {naam}?", rij.labels)
        if place is None:
            return None
        found = replace(maker.onder(rij, *place), naam=naam)
        lijst = codelijst(self._dossier.jaar)
        if lijst is None:
            return found
        if not found.taakveld:
            codes = [("", "nog niet"), *((code, f"{code} {name}") for code, name in lijst.taakvelden.items())]
            taakveld = await self._screen.zoek(f"Op welk taakveld hoort {naam}?", codes)
            if taakveld is None:
                return None
            found = replace(found, taakveld=taakveld)
        return await self._categories(rij, found, lijst.categorieen)

    async def _categories(
        self, rij: Koppelrij, found: NieuwePost, known: Mapping[str, Mapping[str, str]]
    ) -> NieuwePost | None:
        categorie = dict(found.categorie or {})
        for kant in POSTKANTEN:
            has_any = any(cents for (side, _), cents in rij.bedragen.items() if side == kant)
            if has_any and not categorie.get(kant):
                codes = [("", "nog niet"), *((code, f"{code} {name}") for code, name in known[kant].items())]
                answer = await self._screen.zoek(f"Welke categorie hebben de {kant} van {found.naam}?", codes)
                if answer is None:
                    return None
                categorie[kant] = answer
        return replace(found, categorie=categorie)

    # --- what it comes to --------------------------------------------------------------------

    async def _keep(self) -> None:
        gang, complaint = self._gang, ""
        proposal = (
            gang.lezen.bewaard or gang.lezen.via or slug(gang.lezen.leeswijze.naam.rpartition(".")[0]) or "grootboek"
        )
        while True:
            naam = await self._screen.regel(
                "Onder welke naam bewaart u deze manier van lezen?", proposal, klacht=complaint
            )
            if naam is None:
                return
            try:
                warnings = gang.bewaar(naam)
            except Refused as refused:
                complaint, proposal = str(refused), naam
                continue
            break
        self._screen.toon()
        self._screen.say(" ".join([f"Bewaard als import/{naam}.toml in het dossier.", *warnings]))

    async def _loose_new(self) -> None:
        self._gang.laat("maak")
        self._screen.toon()

    async def _loose_out(self) -> None:
        self._gang.laat("overslaan")
        self._screen.toon()

    async def _complete(self) -> None:
        self._gang.vul_aan(aanvullen=not self._gang.aanvullen)
        self._screen.toon()
