"""What reading a dossier finds, and what stops it (codes BD1xx)."""

from __future__ import annotations

from functools import partial
from typing import Final

from budgetdesk.codes.code import Code

_fout = partial(Code, "lezen", "fout")
_let_op = partial(Code, "lezen", "waarschuwing")

LEZEN: Final = (
    _fout(
        "BD100",
        "Een map of bestand ontbreekt, is niet te lezen of is geen dossier.",
        "Controleer het pad en de rechten, of maak een dossier met `budgetdesk new`.",
    ),
    _fout("BD101", "Een bestand is geen UTF-8.", "Sla het bestand op als UTF-8."),
    _fout("BD102", "In een bestand staat een conflictmarkering van git.", "Los het conflict op."),
    _fout("BD103", "Een bestand is geen geldige TOML.", "Verbeter de regel die wordt genoemd."),
    _fout("BD104", "Het dossier noemt een sjabloon dat niet bestaat.", "Kies een van de genoemde sjablonen."),
    _fout(
        "BD105",
        "Een eigen sjabloon klopt niet.",
        "Verbeter de genoemde sleutel; wat er kan, staat in `budgetdesk/tables/TABELLEN.md`.",
    ),
    _fout(
        "BD106",
        "Een bestand is te groot, heeft te veel sleutels of is te diep genest.",
        "Verdeel het bestand, of haal weg wat er niet in hoort.",
    ),
    _fout(
        "BD107",
        "Git ontbreekt, kent de versie niet of weigert dienst.",
        "Installeer git en werk in een map die onder versiebeheer staat.",
    ),
    _fout(
        "BD108",
        "Een tabel is niet goed beschreven.",
        "Verbeter de genoemde sleutel; wat er kan, staat in `budgetdesk/tables/TABELLEN.md`.",
    ),
    _fout(
        "BD109",
        "Een opslag van meer bestanden brak halverwege af en is niet af te maken.",
        "Kijk of de bestanden bij elkaar passen (git diff) en verwijder dan .budgetdesk-opslaan.",
    ),
    _fout(
        "BD110",
        "Twee sleutels zijn dezelfde naam: alleen een accent is anders geschreven.",
        "Geef een van de twee een andere sleutel.",
    ),
    _fout("BD111", "Waar een tabel hoort, staat iets anders.", "Maak er een tabel van, zoals [post.bestuur]."),
    _fout("BD112", "De tabel waar het bestand om draait ontbreekt.", "Voeg de genoemde tabel toe."),
    _fout("BD113", "Een verplichte sleutel ontbreekt.", "Vul de genoemde sleutel in."),
    _fout("BD114", "Waar sleutels onder horen, staat een waarde.", "Schrijf een van de genoemde sleutels uit."),
    _fout(
        "BD115",
        "Onder een bedrag ontbreekt de fase of het jaar.",
        "Schrijf fase en jaar uit, zoals `lasten.begroting.2026 = 1000`.",
    ),
    _fout("BD116", "De fase van een bedrag bestaat niet.", "Kies een van de genoemde fasen."),
    _fout("BD117", "Een jaar heeft geen vier cijfers.", "Schrijf het jaar voluit."),
    _fout(
        "BD118",
        "Een bedrag is geen bedrag in euro's met hoogstens twee decimalen.",
        "Schrijf een gewoon getal: 12500000 of 12_500_000.50.",
    ),
    _fout("BD119", "Een waarde is van een andere soort dan hier hoort.", "Schrijf wat er hoort te staan."),
    _let_op(
        "BD120",
        "Een sleutel is onbekend: hij blijft staan, maar telt nergens mee.",
        "Controleer de spelling, of haal de sleutel weg.",
    ),
    _fout(
        "BD121",
        "In een bestand van een document staat iets anders dan teksten, status en prognose.",
        "Zet het in het bestand van het programma.",
    ),
    _fout("BD122", "De sleutel van een document kan geen naam van een map zijn.", "Kies een sleutel zoals `vgr-1`."),
    _fout(
        "BD123",
        "Een bestand met cijfers is van een soort die niet wordt ingelezen.",
        "Bewaar het als .xlsx of csv, of kopieer de tabel.",
    ),
    _fout(
        "BD124",
        "Een bestand met cijfers is beschadigd.",
        "Open het in het programma waar het vandaan komt, bewaar het opnieuw en lees dat in.",
    ),
    _let_op(
        "BD125",
        "Een manier van lezen (`import/*.toml`) klopt niet; `import` leest er niets mee.",
        "Verbeter de genoemde sleutel; wat er kan, staat in `budgetdesk/model/FORMAT.md`.",
    ),
    _fout(
        "BD126",
        "Een bestand is geen Iv3 of open data van het CBS, of zegt iets wat niet kan.",
        "Lees een json-bestand volgens schema 2.1.1, het Excel-model van het CBS of een csv van zijn open data in.",
    ),
)
