"""Arithmetic, the BBV, capital charges and cost allocation (codes BD206, BD3xx, BD42x, BD43x, BD44x and BD48x)."""

from __future__ import annotations

from functools import partial
from typing import Final

from budgetdesk.codes.code import Code

_reken = partial(Code, "rekenkunde", "waarschuwing")
_bbv = partial(Code, "BBV", "waarschuwing")
_verdeling = partial(Code, "kostenverdeling", "fout")

_TERMIJN: Final = 'of `methode = "geen"` waar niet wordt afgeschreven.'
_INCIDENTEEL: Final = "BBV art. 19"

BEDRAGEN: Final = (
    _reken(
        "BD206",
        "Een bedrag is negatief, terwijl lasten, baten, toevoegingen en onttrekkingen gewoonlijk positief zijn.",
        "Controleer het teken; is het een stelpost of correctie, aanvaard de bevinding dan.",
    ),
    _reken("BD301", "Een reserve komt onder nul.", "Verlaag een onttrekking of voeg eerder toe."),
    _reken(
        "BD302",
        "Een reserve die in reserves.toml staat, zegt in het programma iets anders.",
        "Haal het hier weg; reserves.toml geldt.",
        "BBV art. 20",
    ),
    _reken(
        "BD303",
        "De stand van een reserve volgt niet uit de vorige stand, de toevoegingen en de onttrekkingen.",
        "Verbeter een van de standen, of boek wat er ontbreekt.",
        "BBV art. 20",
    ),
    _reken(
        "BD304",
        "Een reserve uit reserves.toml staat in geen enkel programma en ontbreekt dus in het verloop.",
        "Voeg bij een programma een reserve toe die deze bij `register` noemt.",
        "BBV art. 20",
    ),
    _reken("BD305", "Het minimum van een reserve ligt boven het maximum.", "Verlaag `minimum` of verhoog `maximum`."),
    Code(
        "rekenkunde",
        "fout",
        "BD420",
        "Een investering of activum heeft een termijn van nul jaar of minder.",
        f"Vul een termijn van 1 jaar of meer in, {_TERMIJN}",
    ),
    _reken(
        "BD421",
        "Een restwaarde is negatief, of hoger dan wat de investering kost.",
        "Kies een restwaarde van nul tot dat bedrag.",
    ),
    _reken("BD422", "De omslagrente ligt niet tussen 0 en 20 %.", "Schrijf een breuk: 0.015 is 1,5 %."),
    _reken(
        "BD423",
        "Een activum dat wordt afgeschreven heeft geen termijn en geeft geen kapitaallasten.",
        f"Vul `termijn` in, {_TERMIJN}",
    ),
    _reken(
        "BD424",
        "Een investering is gereed voordat er iets aan wordt uitgegeven.",
        "Verbeter `gereed` of de jaren van de uitgaven.",
    ),
    _reken(
        "BD425",
        "Een krediet is overschreden zonder toelichting.",
        "Vul `toelichting` in.",
    ),
    _reken(
        "BD426",
        "Een krediet is ouder dan drie jaar en nog open, zonder toelichting.",
        "Vul `toelichting` in, of sluit het krediet af met `afgesloten`.",
    ),
    _reken("BD427", "Een krediet is afgesloten voordat het gevoteerd is.", "Verbeter `gevoteerd` of `afgesloten`."),
    _reken(
        "BD430",
        "Een reserve komt onder haar minimum.",
        "Verlaag een onttrekking of voeg toe.",
    ),
    _reken("BD431", "Een reserve komt boven haar maximum.", "Verlaag een toevoeging of onttrek."),
    _reken(
        "BD432",
        "Een voorziening komt onder nul.",
        "Verlaag een aanwending of doteer eerder.",
    ),
    _bbv(
        "BD433",
        "Een begroot jaar sluit niet: het resultaat is een tekort.",
        "Zoek dekking, of onttrek het tekort aan een reserve.",
    ),
    _bbv(
        "BD434",
        "Een begroot jaar is niet structureel in evenwicht.",
        "De tabel `incidenteel` toont wat als incidenteel telt; de rest moet sluiten.",
        "Gemeentewet art. 189",
    ),
    _bbv("BD435", "Een incidentele post heeft geen laatste jaar.", "Vul `tot` in.", _INCIDENTEEL),
    _bbv(
        "BD436",
        "Een incidentele post loopt langer dan drie jaar.",
        "Maak de post structureel, of leg in `toelichting` vast welk besluit de looptijd bepaalt.",
        _INCIDENTEEL,
    ),
    _reken(
        "BD437",
        "Het incidentele deel van een post is groter dan het bedrag zelf.",
        "Verlaag het incidentele deel of verhoog het bedrag.",
        _INCIDENTEEL,
    ),
    _bbv(
        "BD438",
        "Een incidentele post heeft nog bedragen na zijn laatste jaar.",
        "Verleng `tot` of haal de bedragen weg.",
        _INCIDENTEEL,
    ),
    _bbv(
        "BD439",
        "Van een structurele post was een deel incidenteel begroot, en van de rekening is niets incidenteel.",
        "Zet in `incidenteel.lasten.rekening.JAAR` (of baten) wat van de rekening incidenteel is, desnoods 0.",
        "BBV art. 28",
    ),
    _bbv(
        "BD441",
        "Overhead (taakveld 0.4) staat bij een programma, terwijl er een overzicht van de overhead is.",
        "Zet de post bij de overhead, of geef haar een ander taakveld.",
        "BBV art. 17",
    ),
    _reken(
        "BD442",
        "Dotaties, subsidies of bijdragen die een post noemen zijn hoger dan haar lasten, of vrijval dan haar baten.",
        "Maak de bedragen gelijk, of noem bij `post` de post waar ze in zitten.",
    ),
    _reken(
        "BD443",
        "Investeringen halen meer uit een reserve dan de begroting eraan onttrekt.",
        "Begroot de onttrekking, verlaag `uit_reserve`, of noem bij `reserve` een andere reserve.",
    ),
    _bbv(
        "BD444",
        "Het eigen vermogen op de balans is niet wat de reserves samen zijn.",
        "Verbeter `eigen_vermogen` of de standen van de reserves.",
        "BBV art. 54",
    ),
    _reken(
        "BD445",
        "De rente die posten en kapitaallasten dragen (categorie 7.4) is niet de rente die een post ontvangt.",
        "Maak de baten van categorie 7.4 gelijk aan de lasten; gaat er rente naar de balans, aanvaard dit dan.",
        "Iv3, controle PF004",
    ),
    _reken(
        "BD446",
        "Een gegeven vlottende schuld telt niet: de vaste schuld is ook gegeven, en dan sluit de vlottende de balans.",
        "Haal `vlottende_schuld` weg, of verbeter de post die niet klopt.",
    ),
    _bbv(
        "BD447",
        "De jaarstukken zijn vastgesteld, en hun resultaat is niet of niet helemaal bestemd.",
        "Vul `bestemming` in bij de reserves; blijft het resultaat apart op de balans staan, aanvaard dit dan.",
        "BBV art. 42",
    ),
    _bbv(
        "BD448",
        "Een programma overschrijdt in de jaarrekening wat de raad heeft toegestaan, zonder toelichting.",
        "Vul `rechtmatigheid` van het programma in: waardoor, en of het past binnen het beleid van de raad.",
        "BBV art. 28",
    ),
    _verdeling(
        "BD480",
        "Een kostenplaats of verdeling noemt een programma of post die niet bestaat.",
        "Noem een post die bestaat.",
    ),
    _verdeling(
        "BD481",
        "De percentages van een kostenplaats zijn samen geen 100.",
        "Laat ze samen precies 100 % zijn.",
    ),
    _verdeling(
        "BD482",
        "Een aandeel is negatief, te groot of heeft te veel decimalen.",
        "Kies een aandeel dat kan.",
    ),
    _verdeling(
        "BD483",
        "Een kostenplaats krijgt haar eigen lasten terug.",
        "Verdeel niets aan een post waarvan de lasten hier weer terugkomen.",
    ),
    _verdeling(
        "BD484",
        "Twee kostenplaatsen verdelen dezelfde lasten.",
        "Geef elke kostenplaats van de post een eigen bedrag.",
    ),
    Code(
        "kostenverdeling",
        "waarschuwing",
        "BD485",
        "Een kostenplaats heeft geen aandelen en verdeelt niets.",
        "Voeg een verdeling toe.",
    ),
)
