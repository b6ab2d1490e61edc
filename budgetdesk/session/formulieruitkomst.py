"""Forms of budget holders that came back, as what they come to together: all or none, as one step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from budgetdesk.bedrag import format_exact
from budgetdesk.errors import UsageError, files_named
from budgetdesk.importing.bron import Bron
from budgetdesk.importing.formulier import Inhoud, is_formulier, lees_formulier
from budgetdesk.importing.koppelen import Open
from budgetdesk.importing.verslag import controls, controls_data
from budgetdesk.importing.voorstel import Controle
from budgetdesk.model.adres import join_key
from budgetdesk.model.besluiten import find, titel
from budgetdesk.model.dossier import Dossier
from budgetdesk.model.edits import Edit, Effect
from budgetdesk.session.formulieren import Keuzes, Voorstel, Wijziging, alle_bewerkingen, vergelijk
from budgetdesk.session.session import Session
from budgetdesk.session.uitkomst import Aanbod, Verzoek
from budgetdesk.zinnen import aantal

NIETS: Final = "Wat het formulier zegt, staat er al: er verandert niets."


@dataclass(frozen=True, slots=True)
class Formulieruitkomst:
    """What forms come to; `op` is what people call the decision that amounts are booked on."""

    voorstellen: Sequence[Voorstel]
    keuzes: Keuzes
    edits: Sequence[Edit]
    op: str = ""

    @property
    def naam(self) -> str:
        """Return the names of the files."""
        return ", ".join(voorstel.ingevuld.naam for voorstel in self.voorstellen)

    @property
    def vragen(self) -> Sequence[Open]:
        """Return of which values somebody has to choose who wins."""
        left = sum(len(voorstel.open(self.keuzes)) for voorstel in self.voorstellen)
        if not left:
            return ()
        many = f"{left} waarden wijzigden" if left > 1 else "1 waarde wijzigde"
        zin = f"{many} in het formulier én in het dossier."
        return (Open(zin, "Kies met --houder-wint of --dossier-wint."),)

    @property
    def fouten(self) -> Sequence[str]:
        """Return what has to be mended in the forms."""
        return [f"{voorstel.ingevuld.naam}, {fout}" for voorstel in self.voorstellen for fout in voorstel.fouten]

    def tekst(self, dossier: Dossier) -> str:
        """Return what each form changes, and what that adds up to."""
        del dossier
        parts = (line for voorstel in self.voorstellen for line in self._told(voorstel))
        return "\n".join([*parts, *controls(self._controle())])

    def data(self, dossier: Dossier) -> dict[str, Any]:
        """Return the same as data."""
        return {
            "bestand": self.naam,
            "als": "formulier",
            "bedragen": "cent",
            "formulieren": [self._form(dossier, voorstel) for voorstel in self.voorstellen],
            "controle": controls_data(self._controle()),
            "fouten": [{"zin": fout} for fout in self.fouten],
            "vragen": [asdict(vraag) for vraag in self.vragen],
            "geschreven": False,
        }

    def slot(self) -> str:
        """Return how many amounts and explanations are taken."""
        taken = [w for voorstel in self.voorstellen for w in voorstel.genomen(self.keuzes)]
        amounts, texts = (sum(w.is_tekst == is_text for w in taken) for is_text in (False, True))
        where = f" op besluit {self.op}" if self.op and amounts else ""
        said = f"{aantal(amounts, 'bedrag', 'bedragen')}{where} en {aantal(texts, 'toelichting', 'toelichtingen')}"
        return f"{said} (als notitie) gewijzigd."

    def niets(self) -> str:
        """Return that all of it is there already."""
        return NIETS

    def doe(self, session: Session) -> Effect | None:
        """Take them as one step."""
        return session.do(self.edits, "formulier")

    def _told(self, voorstel: Voorstel) -> Iterator[str]:
        ingevuld = voorstel.ingevuld
        yield f"{ingevuld.naam}: formulier van {ingevuld.houder}, geschreven op {ingevuld.datum}"
        yield from (f"let op: {line}" for line in voorstel.verteld)
        shown = [w for w in voorstel.wijzigingen if w.lot != "zelfde"]
        yield from _table([w for w in shown if not w.is_tekst], self.keuzes)
        for wijziging in shown:
            if wijziging.is_tekst:
                said = wijziging.cel.ingevuld or "(leeg)"
                yield f"{wijziging.naam}: {said}{_beside(wijziging, self.keuzes)}"

    def _form(self, dossier: Dossier, voorstel: Voorstel) -> dict[str, Any]:
        ingevuld = voorstel.ingevuld
        return {
            "bestand": ingevuld.naam,
            "houder": ingevuld.houder,
            "datum": ingevuld.kop.get("datum", ""),
            "verteld": list(voorstel.verteld),
            "wijzigingen": [
                {
                    "regel": w.naam,
                    "adres": dossier.spell(w.regel.bestand, join_key((*w.regel.record, w.regel.kant))),
                    "kolom": w.cel.kolom,
                    "was": w.cel.was,
                    "formulier": w.cel.ingevuld,
                    "nu": w.nu,
                    "lot": w.lot,
                    "wint": self.keuzes.van(w) if w.lot == "botst" else None,
                }
                for w in voorstel.wijzigingen
            ],
        }

    def _controle(self) -> list[Controle]:
        """Return of what changes the totals of each side and year."""
        found: dict[tuple[str, str], list[int]] = {}
        for voorstel in self.voorstellen:
            taken = voorstel.genomen(self.keuzes)
            for w in voorstel.wijzigingen:
                if not w.is_tekst:
                    nu, said = _cents(w.nu), _cents(w.cel.ingevuld)
                    sums = found.setdefault((w.regel.kant, f"begroting.{w.cel.kolom}"), [0, 0, 0])
                    for n, cents in enumerate((said, nu, said if w in taken else nu)):
                        sums[n] += cents
        return [Controle(*zijde, bron, nu, straks, los=0) for zijde, (bron, nu, straks) in found.items()]


def herken(session: Session, bron: Bron) -> str:
    """Return by what a file is a form that was written here."""
    del session
    return "het verborgen blad met kenmerken" if is_formulier(bron) else ""


def lees(session: Session, aangeboden: Sequence[Aanbod], verzoek: Verzoek) -> Formulieruitkomst:
    """Return what forms come to together; nothing is changed.

    Raises GeenFormulier and AnotherDossier, UsageError where two are of one holder, Refused where the decision is none,
    or an amount cannot be booked on it or becomes too large, InputError and LimitExceeded where a file cannot be read.
    """
    besluit = find(session.dossier, verzoek.op) if verzoek.op else None
    keuzes = Keuzes(verzoek.wint)
    with files_named(str):
        read = [lees_formulier(aanbod.bron()) for aanbod in aangeboden]
    _require_different([ingevuld.houder for ingevuld in read])
    found = [vergelijk(session, ingevuld, besluit) for ingevuld in read]
    dag = verzoek.dag or datetime.now().astimezone().date()
    is_open = any(voorstel.fouten or voorstel.open(keuzes) for voorstel in found)
    edits = [] if is_open else alle_bewerkingen(session, found, dag, keuzes, besluit)
    return Formulieruitkomst(found, keuzes, edits, titel(besluit) if besluit else "")


def _require_different(houders: Sequence[str]) -> None:
    twice = [houder for houder in dict.fromkeys(houders) if houders.count(houder) > 1]
    if twice:
        raise UsageError(f"Van {twice[0]} zijn er {houders.count(twice[0])} formulieren; lees er één tegelijk.")


def _cents(inhoud: Inhoud) -> int:
    return inhoud if isinstance(inhoud, int) else 0


def _table(amounts: Sequence[Wijziging], keuzes: Keuzes) -> Iterator[str]:
    """Yield amounts as they were, as the form has them and as they are by now."""
    rows = [("", "was", "formulier", "dossier nu", "")]
    rows += [(w.naam, _seen(w.cel.was), _seen(w.cel.ingevuld), _seen(w.nu), _fate(w, keuzes)) for w in amounts]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows if amounts else ():
        cells = [f"{row[0]:{widths[0]}}", *(f"{row[k]:>{widths[k]}}" for k in (1, 2, 3)), row[4]]
        yield "  ".join(cells).rstrip()


def _seen(waarde: Inhoud) -> str:
    return "-" if waarde is None else format_exact(waarde) if isinstance(waarde, int) else waarde


def _fate(wijziging: Wijziging, keuzes: Keuzes) -> str:
    if wijziging.lot != "botst":
        return ""
    return {None: "botst", "houder": "formulier", "dossier": "dossier blijft"}[keuzes.van(wijziging)]


def _beside(wijziging: Wijziging, keuzes: Keuzes) -> str:
    fate = _fate(wijziging, keuzes)
    return f" ({fate}; in het dossier staat: {wijziging.nu or '(leeg)'})" if fate else ""
