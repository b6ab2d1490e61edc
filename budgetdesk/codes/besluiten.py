"""Decisions with their mutations, what is of last year (BD486 to BD489), and indexing (codes BD46x and BD47x)."""

from __future__ import annotations

from functools import partial
from typing import Final

from budgetdesk.codes.code import Code

_besluit = partial(Code, "besluiten", "waarschuwing")
_besluit_fout = partial(Code, "besluiten", "fout")
_index = partial(Code, "indexering", "waarschuwing")
_index_fout = partial(Code, "indexering", "fout")

BESLUITEN: Final = (
    _besluit(
        "BD460",
        "De begroting is zonder mutatie gewijzigd ten opzichte van de vorige meerjarenraming.",
        "Boek de wijziging op een besluit.",
    ),
    _besluit(
        "BD461",
        "Een besluit is budgetneutraal, maar sluit in een jaar niet.",
        "Voeg de tegenboeking toe.",
    ),
    _besluit(
        "BD462",
        "De dekking van een mutatie bestaat niet.",
        "Schrijf `saldo`, of bijvoorbeeld `reserve.x`, `mutatie.y` of `12/reserve.z`.",
    ),
    _besluit(
        "BD463",
        "Een besluit onttrekt aan een reserve niet wat het eruit dekt.",
        "Voeg een even grote onttrekking toe.",
    ),
    _besluit("BD464", "Een mutatie heeft geen bedragen.", "Vul een bedrag in of verwijder de mutatie."),
    _besluit("BD465", "Een incidentele mutatie heeft geen laatste jaar.", "Vul `tot` in."),
    _besluit(
        "BD466",
        "In een jaarrekening staat een besluit dat niet is vastgesteld.",
        "Stel het vast of trek het in.",
    ),
    _besluit("BD467", "Een vastgesteld besluit heeft geen raadsbesluit of geen datum.", "Vul het ontbrekende in."),
    _besluit("BD468", "Twee besluiten hebben hetzelfde nummer.", "Geef elk besluit een eigen nummer."),
    _besluit(
        "BD469",
        "Een incidentele mutatie heeft nog bedragen na haar laatste jaar.",
        "Verleng `tot` of haal de bedragen weg.",
    ),
    _besluit(
        "BD475",
        "Een kasschuif is over de jaren samen niet nul.",
        "Boek in een ander jaar terug wat over is.",
    ),
    _besluit(
        "BD520",
        "De status van de begroting en `vastgesteld.toml` spreken elkaar tegen.",
        "Zet het bestand of de status terug; vaststellen doet `budgetdesk vaststellen DOSSIER --begroting`.",
    ),
    _besluit_fout(
        "BD521",
        "De vastgestelde begroting is met de hand gewijzigd.",
        "Zet `vastgesteld.toml` terug uit git.",
    ),
    _besluit(
        "BD522",
        "Een bedrag is anders dan in de vastgestelde begroting, zonder besluit; het telt als Wijziging.",
        'Boek het op een besluit, zet het terug, of noem het in een besluit met `telt_mee = "niet"`.',
    ),
    _besluit(
        "BD523",
        "Wat bij de begroting wordt opgeteld, is anders dan toen zij werd vastgesteld; het telt als Wijziging.",
        "Zet de parameter, het krediet of de verdeling terug, of neem er een besluit over.",
    ),
    _index("BD470", "Een index bestaat niet.", "Kies een index die onder [index] staat, of `geen`."),
    _index_fout(
        "BD471",
        "Een index heeft geen percentage voor een jaar dat wordt geïndexeerd.",
        "Vul het percentage in.",
    ),
    _index(
        "BD472",
        "Een index is een verandering van 100 % of meer.",
        "Schrijf een percentage als breuk: 3,5 % is 0.035.",
    ),
    _index("BD473", "Een economische categorie volgt twee indexen.", "Noem elke categorie bij één index."),
    _index_fout(
        "BD474",
        "Het dossier waaruit wordt overgenomen is van een ander jaar of een andere gemeente.",
        "Kies het dossier van dat jaar.",
    ),
    _besluit(
        "BD486",
        "Het dossier van vorig jaar (`voorganger`) is er niet, is niet te lezen of hoort niet bij dit dossier.",
        "Verbeter het pad, of haal `voorganger` weg.",
    ),
    _besluit(
        "BD487",
        "Een besluit is in het dossier van vorig jaar vastgesteld na de rollover, en werkt hier nog niet door.",
        "Neem het over met `budgetdesk overnemen`, of noem zijn nummer in `verwerkt` als de ramingen het al bevatten.",
    ),
    _besluit(
        "BD488",
        "Een jaarrekening heeft niets van de rekening van het jaar ervoor: de beginstanden zijn die van eerder.",
        "Neem haar over met `budgetdesk overnemen VAN NAAR --rekening`.",
    ),
    _besluit(
        "BD489",
        "Een reserve of voorziening opent de jaarrekening met een andere stand dan waarmee vorig jaar eindigt.",
        "Neem de rekening over met `budgetdesk overnemen VAN NAAR --rekening`, of verbeter de stand in een van beide.",
        "BBV art. 54",
    ),
)
