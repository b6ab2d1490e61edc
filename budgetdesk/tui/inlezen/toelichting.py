"""What stands below the table of each step: what was found and why, and what is under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from budgetdesk.bedrag import format_exact
from budgetdesk.display import display
from budgetdesk.importing.koppelkeuze import Koppelrij, NieuwePost
from budgetdesk.importing.leesvragen import Regel, Soort
from budgetdesk.importing.overzicht import Verschilregel
from budgetdesk.importing.verslag import slot
from budgetdesk.importing.voorstel import in_words
from budgetdesk.session.anderesoort import AndereSoort
from budgetdesk.session.inleesgang import Inleesgang, ongedrukt
from budgetdesk.tui.grid.vel import broken
from budgetdesk.tui.inlezen.toetsen import ALLES
from budgetdesk.tui.tekens import T
from budgetdesk.tui.widgets.regel import Getekend, Woord, Woorden
from budgetdesk.zinnen import aantal, met_en

_TEKENS: Final[dict[Soort, tuple[str, str]]] = {
    "vraag": ("?", "nu"),
    "fout": (T.fout, "rood"),
    "let op": (T.let_op, "nu"),
    "goed": (T.goed, "goed"),
    "": (" ", "zacht"),
}
"""The sign before a sentence, and its ink."""

_WACHT: Final = ("naam", "lijkt op", "")
"""Kinds of rows that wait for a choice, the surest first."""

_NAMEN: Final = {"naam": "met dezelfde naam", "lijkt op": "die erop lijken", "": "zonder voorstel"}


class Toelichting(Getekend):
    """Draws sentences, each behind its sign and over as many lines as it needs."""

    DEFAULT_CSS = "Toelichting { width: 1fr; height: 1; }"

    def __init__(self) -> None:
        super().__init__(id="inleestoelichting")
        self._regels: Sequence[Regel] = ()

    def show(self, regels: Sequence[Regel], width: int, most: int) -> None:
        """Say something else, in as many lines of so many as that needs."""
        self._regels = regels
        height = max(min(len(self._drawn_lines(width)) + 1, most), 2)
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.renew()

    def lines(self, width: int, height: int) -> Sequence[Woorden]:
        """Return the sentences below a rule; where not all fit the last line says how many there are."""
        lines, rule = self._drawn_lines(width), [Woord(T.streep * width, "lijn")]
        room = height - 1
        if len(lines) > room:
            lines = [
                *lines[: room - 1],
                [Woord(f"   en nog {len(lines) - room + 1} regels; {ALLES.naam} toont alle", "zacht")],
            ]
        return [rule, *lines]

    def _drawn_lines(self, width: int) -> list[list[Woord]]:
        lines: list[list[Woord]] = []
        for regel in self._regels:
            sign, ink = _TEKENS[regel.soort]
            first, *rest = broken(regel.zin, max(width - 4, 10))
            text = "inkt" if regel.soort in ("vraag", "fout") else "zacht"
            lines.append([Woord(f" {sign} ", ink, vet=regel.soort != ""), Woord(first, text)])
            lines += [[Woord("   "), Woord(part, text)] for part in rest]
        return lines


def als_tekst(regels: Sequence[Regel]) -> str:
    """Return all sentences as a text, each behind its sign."""
    return "\n".join(f"{_TEKENS[regel.soort][0]} {regel.zin}" for regel in regels)


def van_bestand(gang: Inleesgang) -> list[Regel]:
    """Return what there is to tell of a file."""
    bron = gang.lezen.bron
    if bron is None:
        return [Regel("Er is nog geen bestand gekozen.")]
    hidden = sum(not blad.zichtbaar for blad in bron.bladen)
    told = [Regel(f"{display(bron.naam)}: {bron.soort}, {aantal(len(bron.bladen), 'blad', 'bladen')}")]
    told += (
        [Regel(f"{aantal(hidden, 'blad is', 'bladen zijn')} verborgen; kies het zelf als u het bedoelt.")]
        if hidden
        else []
    )
    return [*told, *(Regel(found.zin, "let op") for found in bron.gevonden[:6])]


def van_rij(gang: Inleesgang, rij: Koppelrij | None, called: str) -> list[Regel]:
    """Return how many rows wait for what, and all that is known of the one under the cursor."""
    waiting = [each.hoe for each in gang.koppelingen.wachtend]
    counts = [f"{waiting.count(hoe)} {_NAMEN[hoe]}" for hoe in _WACHT if hoe in waiting]
    told = [
        Regel(f"{aantal(len(waiting), 'regel wacht', 'regels wachten')} op een keuze: {', '.join(counts)}", "vraag")
        if waiting
        else Regel(f"{aantal(len(gang.koppelingen.rijen), 'regel', 'regels')}, alle gekozen.", "goed")
    ]
    told.append(Regel(f"een regel per {gang.groepeer.replace('+', ' en ')} (G wisselt)"))
    if gang.koppelingen.gemengd:
        mixed = aantal(gang.koppelingen.gemengd, "regel heeft", "regels hebben")
        told.append(
            Regel(
                f"{mixed} aan een kant meer dan een categorie; een nieuwe post krijgt er dan geen. G splitst.", "let op"
            )
        )
    if rij is None:
        return told
    labels = [f"{key} {value}" for key, value in rij.labels._asdict().items() if value]
    amounts = [f"{in_words(zijde)} {format_exact(cents)}" for zijde, cents in rij.bedragen.items() if cents]
    about = " · ".join(filter(None, (rij.code, rij.naam, *labels)))
    told.append(Regel(about))
    keuze = gang.koppelingen.keuze(rij)
    if isinstance(keuze, NieuwePost):
        told.append(Regel(f"wordt {called}"))
    elif not gang.koppelingen.is_gekozen(rij) and rij.plek is not None:
        told.append(Regel(f"voorstel: {called}"))
    return [*told, Regel(", ".join(amounts))] if amounts else told


def van_ander(ander: AndereSoort) -> list[Regel]:
    """Return what a file is that is no ledger report, what it comes to, and what stands in the way of that."""
    if ander.gevolg is None:
        return []
    found = ander.gevolg.uitkomst
    told = [Regel(f"{display(found.naam)} is {ander.soort.wat}.")]
    told.append(Regel(ander.slot, "goed" if ander.wijzigt else "let op"))
    told += [Regel(fout, "fout") for fout in found.fouten]
    # what can be chosen here needs no option of the command line
    is_here = bool(ander.antwoorden) or ander.kan_los
    return [*told, *(Regel(vraag.zin if is_here else str(vraag), "vraag") for vraag in found.vragen)]


def van_verschil(gang: Inleesgang, regel: Verschilregel | None) -> list[Regel]:
    """Return what a file comes to in a sentence, the exact euros of a line, and what there is to know."""
    voorstel = gang.voorstel
    if voorstel is None:
        return []
    links = len(voorstel.koppelingen)
    told = [Regel(slot(voorstel), "goed" if voorstel.edits else "let op")]
    if regel is not None:
        named = {"bron": regel.bron, "nu": regel.nu, "straks": regel.straks, "verschil": regel.verschil}
        exact = [f"{naam} {format_exact(cents)}" for naam, cents in named.items() if cents is not None]
        told += [Regel(f"{regel.naam}: {', '.join(exact)}")] if exact else []
    told += [Regel(f"{aantal(links, 'post krijgt', 'posten krijgen')} codes van het grootboek.")] if links else []
    lapsed = len(voorstel.vervallen)
    if lapsed:
        told.append(
            Regel(
                f"{aantal(lapsed, 'bedrag vervalt', 'bedragen vervallen')}, want niet in de bron; L laat ze staan.",
                "let op",
            )
        )
    elif gang.aanvullen:
        told.append(Regel("Wat niet in de bron staat, blijft staan; L laat het vervallen."))
    told += [Regel(vraag.zin, "vraag") for vraag in voorstel.vragen]
    told += [Regel(zin, "let op") for zin in voorstel.verteld]
    unprinted = ongedrukt(gang)
    if unprinted:
        which = met_en([term.replace(".", " ") for term in unprinted])
        told.append(Regel(f"{which}: daarvan heeft dit document geen kolom; het wordt wel bewaard.", "let op"))
    kept = gang.lezen.bewaard or gang.lezen.via
    told.append(
        Regel(f"Manier van lezen: {kept}." if kept else "Deze manier van lezen is nog niet bewaard; M bewaart haar.")
    )
    return told
