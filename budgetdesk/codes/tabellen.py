"""What is found about declared tables and parts that hold together but do not fit the dossier (BD501 to BD515)."""

from __future__ import annotations

from functools import partial
from typing import Final

from budgetdesk.codes.code import Code

_fout = partial(Code, "tabellen", "fout")
_let_op = partial(Code, "tabellen", "waarschuwing")
_ter_info = partial(Code, "tabellen", "info")

TABELLEN: Final = (
    _let_op(
        "BD501",
        "Een tabel mist bedragen die zij hoort te bevatten, of telt ze dubbel.",
        "Voeg een rij toe, of verander `waar`; hoort het zo, haal dan `dekt` weg of beperk de tabel met `waar`.",
    ),
    _let_op(
        "BD502",
        "`waar` in een tabel noemt iets wat het dossier niet kent.",
        "Controleer de spelling, of haal het weg.",
    ),
    _let_op(
        "BD503",
        "Twee rijen van een tabel heten hetzelfde.",
        "Zet in `naam` ook de sleutel of de code, zoals `{sleutel} {naam}`.",
    ),
    _let_op(
        "BD504",
        "`verloop` in een sjabloon heeft twee kolommen van één jaar: wat geen fase heeft, geldt in beide.",
        "Noem in `verloop` één kolom per jaar.",
    ),
    _ter_info(
        "BD505",
        "Een tabel met een totaal zegt niet wat zij hoort te bevatten, zodat niet blijkt of er iets ontbreekt.",
        'Zet er `dekt` bij, zoals `dekt = "saldo"`.',
    ),
    _ter_info(
        "BD506",
        "Alle kengetallen zijn te berekenen, maar het dossier is niet de hele gemeente, en dan worden ze niet getoond.",
        "Zet `geheel = true` of `geheel = false` in [weergave].",
    ),
    _let_op(
        "BD507",
        "Een verhouding in een tabel deelt door nul of door minder, en blijft leeg.",
        "Kies een andere rij om door te delen, of filter de kolommen weg waarin er niets is.",
    ),
    _let_op(
        "BD508",
        "[weergave] zegt niet wat een verschil is, en met deze tekens is plus niet op elke regel voordelig.",
        'Zet `verschil = "effect"` in [weergave]; is het goed zoals het is, schrijf dan `"begroting-rekening"`.',
    ),
    _let_op(
        "BD509",
        "Een tabel met bedragen staat in geen deel van het document.",
        "Zet haar in `wat` van een deel; hoort het zo, aanvaard dit dan met een reden.",
    ),
    _let_op(
        "BD510",
        "Een deel van het document vraagt om een tekst die nergens staat.",
        "Voeg [tekst.…] toe, of verander `wat` van het deel.",
    ),
    _fout(
        "BD511",
        "Een deel van het document kan zo niet.",
        "Verbeter de genoemde sleutel; wat er kan, staat in `budgetdesk/document/DELEN.md`.",
    ),
    _fout(
        "BD512",
        "De huisstijl kan zo niet: een kleur, een maat, een naam of het logo.",
        "Verbeter de genoemde sleutel in [huisstijl], of haal haar weg.",
    ),
    _let_op(
        "BD513",
        "Een kleur van de huisstijl is op wit te licht om te lezen (contrast onder 4,5, WCAG 1.4.3).",
        "Kies een donkerder kleur; is het goed zo, aanvaard dit dan met een reden.",
    ),
    _let_op(
        "BD514",
        "Een deel van het document noemt een kolom die zijn tabel niet heeft.",
        "Noem de kolom zoals haar kop luidt, of haal haar uit `kolommen`.",
    ),
    _let_op(
        "BD515",
        "Een lettertype of het Word-sjabloon van de huisstijl is onbruikbaar; een pdf, of Word-bestand, kan dan niet.",
        "Zet er een bruikbaar bestand neer, of haal de sleutel weg uit [huisstijl].",
    ),
)
