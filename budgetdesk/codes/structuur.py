"""Structure, coherence and texts, and what a dossier says of its own findings (codes BD2xx, BD40x, BD41x and BD49x)."""

from __future__ import annotations

from functools import partial
from typing import Final

from budgetdesk.codes.code import Code

_los = partial(Code, "structuur", "fout")
_structuur = partial(Code, "structuur", "waarschuwing")
_samenhang = partial(Code, "samenhang", "waarschuwing")
_tekst = partial(Code, "teksten", "waarschuwing")
_aanvaarding = partial(Code, "aanvaarding", "waarschuwing")

STRUCTUUR: Final = (
    _los(
        "BD201",
        "Een verwijzing, zoals `beleidsterrein`, noemt iets wat niet in het bestand staat.",
        "Noem iets wat bestaat.",
    ),
    _los(
        "BD202",
        "`register` noemt een reserve die niet in reserves.toml staat.",
        "Noem een reserve uit reserves.toml.",
    ),
    _los(
        "BD203",
        "Een mutatie noemt een programma, post, reserve of investering die niet bestaat, of niet precies een daarvan.",
        "Noem een programma dat bestaat, en een post, reserve of investering daarvan.",
    ),
    _los(
        "BD204",
        "`bij` van een verklaard bedrag of toelichting noemt iets wat niet in het bestand staat.",
        'Schrijf bijvoorbeeld `bij = "post.bestuur"` of `bij = ["prestatie.1A1.1", "1A1.2"]`.',
    ),
    _los("BD205", "Twee programma's hebben hetzelfde nummer.", "Geef elk programma een eigen nummer."),
    _los(
        "BD208",
        "Een mutatie heeft bedragen die niet horen bij wat zij wijzigt: een post heeft lasten en baten, een reserve"
        " toevoeging en onttrekking, een investering uitgaven en bijdrage.",
        "Maak er een eigen mutatie van.",
    ),
    _structuur("BD209", "Iets heeft geen naam.", "Vul `naam` in."),
    _structuur(
        "BD210",
        "Een post, reserve, voorziening of indicator staat er twee keer, met dezelfde naam en dezelfde bedragen of "
        "waarden.",
        "Verwijder een van de twee, of geef ze elk een eigen naam.",
    ),
    _los(
        "BD211",
        "`reserve` van een investering noemt een reserve die niet bestaat.",
        "Noem een reserve van dit programma (`reserve.x`), of van een ander met zijn nummer (`12/reserve.x`).",
    ),
    _structuur(
        "BD212",
        "Een notitie staat bij iets wat er niet is.",
        'Schrijf onder `bij` waar zij bij hoort, bijvoorbeeld `bij = "post.bestuur"`, of verwijder haar.',
    ),
    _los(
        "BD213",
        "Twee posten, reserves, voorzieningen of investeringen noemen dezelfde code van het grootboek.",
        "Haal de code bij een van beide weg, of noem daar een langere: de langste die past gaat voor.",
    ),
    _los(
        "BD214",
        "Een code van het grootboek is leeg, of heeft een `*` die niet achteraan staat.",
        "Schrijf de code voluit, of het begin met `*` erachter: `6001010/41*`.",
    ),
    _los(
        "BD215",
        "Een verklaard bedrag gaat over meer dan één beleidsterrein, post of reserve, of over iets zonder verschil.",
        "Laat `bedrag` weg, of maak van elk verschil een eigen toelichting.",
    ),
    _los(
        "BD220",
        "Een bestand van een document gaat over een document, programma of tabel die er niet is.",
        "Noem een document uit begroting.toml, en een programma en een tabel die bestaan.",
    ),
    _los(
        "BD221",
        "Een prognose staat bij een programma, terwijl het dossier documenten heeft.",
        "Zet haar in het bestand van haar document; `budgetdesk fmt DOSSIER --vooruit` doet dat.",
    ),
    _structuur(
        "BD222",
        "Een vastgesteld document heeft geen datum: zonder datum telt het ook besluiten van later mee.",
        "Vul `datum` in; het document telt dan de besluiten van voor die datum.",
    ),
    _samenhang("BD401", "Een doel heeft geen prestatie.", "Voeg een prestatie toe die dit doel noemt."),
    _samenhang(
        "BD402",
        "Een prestatie heeft geen bedragen, in een programma dat per prestatie begroot.",
        "Noem deze prestatie bij een post, investering of subsidie.",
    ),
    _samenhang(
        "BD403",
        "Een indicator heeft geen streefwaarde voor het begrotingsjaar of later.",
        "Vul een streefwaarde in.",
    ),
    _samenhang("BD404", "Een indicator heeft geen bron.", "Vul `bron` in."),
    _samenhang(
        "BD405",
        "Een geplande investering heeft geen termijn.",
        'Vul `termijn` in, of `methode = "geen"` waar niet wordt afgeschreven.',
    ),
    _samenhang("BD406", "Een geplande investering heeft geen jaar van gereedkomen.", "Vul `gereed` in."),
    _samenhang(
        "BD407",
        "Een beleidsterrein heeft geen post en dus geen bedragen.",
        "Voeg een post toe die dit beleidsterrein noemt.",
    ),
    _samenhang(
        "BD408",
        "Een subsidie of verbonden partij heeft geen bedrag voor het begrotingsjaar of het jaar ervoor.",
        "Vul het bedrag in.",
    ),
    _samenhang("BD409", "Een prestatie vraagt aandacht of wijkt af, zonder toelichting.", "Vul `toelichting` in."),
    _structuur("BD410", "Een jaar ligt buiten elk bereik.", "Schrijf het jaar met vier cijfers."),
    Code(
        "teksten",
        "fout",
        "BD411",
        "Een verwijzing in een tekst leidt nergens heen.",
        "Verbeter de verwijzing.",
    ),
    _tekst(
        "BD412",
        "Een tekst noemt een bedrag dat in de tabel inmiddels anders is.",
        "Lees de tekst na en neem het nieuwe bedrag over in de verwijzing.",
    ),
    _tekst(
        "BD413",
        "Een verschil boven de drempel (`toelichting` onder [drempels]) is niet toegelicht.",
        "Vul `toelichting` in, of voeg een verklaard bedrag toe.",
    ),
    _tekst(
        "BD414",
        "Een link in een tekst heeft een adres waar geen document heen mag leiden.",
        "Begin het adres met `https://`, `mailto:` of `#`, zonder spaties, of zet `\\` voor de `[`.",
    ),
    _tekst(
        "BD415",
        "Een tekst noemt een andere eenheid dan die waarin het document zijn bedragen afdrukt.",
        "Schrijf `{{eenheid}}` waar de eenheid staat.",
    ),
    _tekst(
        "BD416",
        "Een link of verwijzing in een tekst noemt geen deel of tabel van het document, of meer dan een.",
        "Noem het adres van een deel of tabel; hoe dat heet, staat in docs/teksten.md.",
    ),
    _tekst(
        "BD417",
        "Een voetnoot in een tekst heeft geen tekst, of wordt niet of meer dan eens genoemd.",
        "Noem de voetnoot eenmaal, zoals `[^1]`, en begin er een regel mee: `[^1]: tekst`; of zet `\\` voor de `[`.",
    ),
    _aanvaarding(
        "BD490",
        "[aanvaard] noemt een code die niet bestaat.",
        "Noem een code die `budgetdesk check --regels` geeft.",
    ),
    _aanvaarding(
        "BD491",
        "[aanvaard] noemt een fout, of een bevinding over [aanvaard]; alleen andere waarschuwingen zijn te aanvaarden.",
        "Haal de tabel weg en herstel wat er gevonden wordt.",
    ),
    _aanvaarding("BD492", "Iets is aanvaard zonder reden.", "Schrijf onder `reden` waarom het zo goed is."),
    _aanvaarding(
        "BD493",
        "Er is iets aanvaard wat niet meer gevonden wordt.",
        "Haal de tabel of het adres onder `bij` weg.",
    ),
)
