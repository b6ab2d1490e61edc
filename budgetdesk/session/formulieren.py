"""Forms of budget holders in an open dossier: written, read back as a difference, and who has not answered.

A form that comes back is compared with what it was made from and with the dossier as it is by now. What the holder
changed is taken where the dossier still has what the form began with; where it moved meanwhile both are shown, and
somebody chooses. An explanation becomes a note on the line, on the amount of the budget year: it is for who works on
the dossier, and printed nowhere until somebody writes it as text of the budget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Final, Literal

from budgetdesk.bedrag import MAX_CENTS, format_exact
from budgetdesk.diff.differences import differences
from budgetdesk.drafting.formulier import (
    TOELICHTING,
    Formulier,
    Regel,
    Regels,
    aanhef,
    digest,
    opstellen,
    regelsleutel,
    zijden,
)
from budgetdesk.errors import Refused, UsageError, WriteError
from budgetdesk.importing.formulier import Ingevuld, Inhoud, Invulling, lees_formulier
from budgetdesk.model import formulieren as model
from budgetdesk.model.adres import Adres
from budgetdesk.model.besluiten import BEGROOT, KANTEN, Boeking, boek, counts_in_credit, kop, phase, target, titel
from budgetdesk.model.dossier import Bestand, Dossier
from budgetdesk.model.edits import AddRecord, Edit, SetValue
from budgetdesk.model.formulieren import Houderstand, gehouden, houder_van
from budgetdesk.model.kinds.wijziging import Mutatie
from budgetdesk.model.notities import written
from budgetdesk.model.structuur import slug
from budgetdesk.session.session import Session
from budgetdesk.storage.atomic import ONGEACHT, Vervanging, reason, replace_files
from budgetdesk.storage.git import revision
from budgetdesk.voortgang import stappen

EINDE: Final = ".xlsx"

Keuze = Literal["houder", "dossier"]
"""Who wins where both changed a cell."""

Lot = Literal["nieuw", "zelfde", "botst"]
"""What becomes of a cell that the holder changed: it is taken, it stands there already, or somebody has to choose."""


class UnknownHolder(Refused):
    """Nobody of this name holds anything in the dossier."""

    def __init__(self, dossier: Dossier, naam: str) -> None:
        known = list(model.houders(dossier))
        near = get_close_matches(naam, known, 1, 0.6)
        if not known:
            hint = "in dit dossier noemt geen post, subsidie of investering een `houder`."
        else:
            hint = f"bedoelt u {near[0]}?" if near else f"kies uit {', '.join(known)}."
        super().__init__(f"`{naam}` is geen budgethouder; {hint}")


class AnotherDossier(Refused):
    """A form is of another dossier, or of another year of this one."""


@dataclass(frozen=True, slots=True)
class Wijziging:
    """A cell that a holder changed: what it was in the form, what it is in the form and in the dossier by now."""

    cel: Invulling
    regel: Regel
    nu: Inhoud
    lot: Lot

    @property
    def sleutel(self) -> tuple[str, str]:
        """Return the line and the column: which cell it is, also in another form."""
        return self.cel.regel, self.cel.kolom

    @property
    def is_tekst(self) -> bool:
        """Return whether it is an explanation."""
        return self.cel.kolom == TOELICHTING

    @property
    def naam(self) -> str:
        """Return what it is of: `1 Griffie, lasten 2027`."""
        return f"{self.regel.programma} {self.regel.naam}, {self.regel.zijde.lower()} {self.cel.kolom}"


@dataclass(frozen=True, slots=True)
class Voorstel:
    """What one form asks: its changes, what is to be told, and what stands in the way."""

    ingevuld: Ingevuld
    wijzigingen: Sequence[Wijziging]
    fouten: Sequence[str]
    verteld: Sequence[str]

    def met_lot(self, lot: Lot) -> list[Wijziging]:
        """Return the changes that this becomes of."""
        return [wijziging for wijziging in self.wijzigingen if wijziging.lot == lot]

    def open(self, keuzes: Keuzes) -> list[Wijziging]:
        """Return the changes that nobody chose of."""
        return [wijziging for wijziging in self.met_lot("botst") if keuzes.van(wijziging) is None]

    def genomen(self, keuzes: Keuzes) -> list[Wijziging]:
        """Return the changes that are taken."""
        return [w for w in self.wijzigingen if w.lot == "nieuw" or (w.lot == "botst" and keuzes.van(w) == "houder")]


@dataclass(frozen=True, slots=True)
class Keuzes:
    """Who wins where both changed a cell: in all of them, or by cell."""

    alle: Keuze | None = None
    per_cel: Mapping[tuple[str, str], Keuze] = field(default_factory=dict)

    def van(self, wijziging: Wijziging) -> Keuze | None:
        """Return who wins, None where nobody chose."""
        return self.per_cel.get(wijziging.sleutel, self.alle)


# --- out -----------------------------------------------------------------------------------------


def stand(session: Session) -> list[Houderstand]:
    """Return every holder with what they hold and whether they answered."""
    return model.stand(session.stored)


def zonder_houder(session: Session) -> int:
    """Return how many posts, subsidies and investments nobody holds."""
    return sum(not houder_van(record) for _, record in gehouden(session.stored))


def opgesteld(session: Session, houder: str) -> Formulier:
    """Return the form of a holder; raises UnknownHolder, InputError where the figures are unfit."""
    session.keuring.require_sound(berekend=True)
    if houder not in model.houders(session.stored):
        raise UnknownHolder(session.stored, houder)
    return opstellen(session.dossier, houder)


def schrijf(session: Session, houder: str, doel: Path, op: date) -> list[str]:
    """Write the form of a holder as a workbook; return warnings.

    Raises as `opgesteld` does, UsageError where the file would be of another kind, LimitExceeded, WriteError.
    """
    if doel.suffix.lower() != EINDE:
        raise UsageError(f"Een formulier eindigt op {EINDE}; `{doel.name}` eindigt anders.")
    from budgetdesk.export.formulierboek import Herkomst, build_formulier

    form = opgesteld(session, houder)
    commit = revision(session.map)
    content = build_formulier(form, Herkomst(session.naam, commit, op))
    return replace_files([Vervanging(doel, content, ONGEACHT)])


def bestandsnaam(session: Session, houder: str, taken: Sequence[str] = ()) -> str:
    """Return a name for the form of a holder, other than those that are `taken`."""
    stem = f"formulier-{session.dossier.jaar}-{slug(houder) or 'houder'}"
    names = (f"{stem}{number}{EINDE}" for number in ("", *(f"-{n}" for n in range(2, len(taken) + 3))))
    return next(naam for naam in names if naam not in taken)


def schrijf_alle(session: Session, houders: Sequence[str], folder: Path, op: date) -> list[str]:
    """Write the forms of holders in a folder, which is made where there is none; return warnings.

    Raises as `schrijf` does, WriteError, Afgebroken.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(str(folder), reason(error)) from error
    warnings: list[str] = []
    for houder, naam in stappen([*bestandsnamen(session, houders).items()], "formulieren"):
        warnings += schrijf(session, houder, folder / naam, op)
    return warnings


def bestandsnamen(session: Session, houders: Sequence[str]) -> Mapping[str, str]:
    """Return a name for the form of each holder, no two alike."""
    found: dict[str, str] = {}
    for houder in houders:
        found[houder] = bestandsnaam(session, houder, list(found.values()))
    return found


# --- in ------------------------------------------------------------------------------------------


def lees(pad: Path) -> Ingevuld:
    """Return the form in a file; raises InputError or LimitExceeded where it cannot be read, GeenFormulier."""
    from budgetdesk.importing.lezen import lees_bestand

    return lees_formulier(lees_bestand(pad))


def vergelijk(session: Session, ingevuld: Ingevuld, besluit: Bestand | None = None) -> Voorstel:
    """Return what a form asks of the dossier as it is by now; with a decision, of what that makes of it.

    Raises AnotherDossier where it is not of this dossier or this year.
    """
    _require_same(session, ingevuld)
    dossier = session.stored
    lines = _lines(dossier, ingevuld)
    changes: list[Wijziging] = []
    faults = [gevonden.zin for gevonden in ingevuld.fouten]
    told = [gevonden.zin for gevonden in ingevuld.verteld]
    for cel in ingevuld.cellen:
        if not cel.is_gewijzigd:
            continue
        regel = lines.get(cel.regel)
        if regel is None:
            faults.append(f"{cel.plek}: {cel.regel} staat niet meer in het dossier, en is in het formulier gewijzigd.")
            continue
        nu = _now(dossier, regel, cel.kolom, besluit)
        changes.append(Wijziging(cel, regel, nu, _lot(cel, nu)))
    return Voorstel(ingevuld, changes, faults, [*told, *_moved(session, ingevuld, lines)])


def _require_same(session: Session, ingevuld: Ingevuld) -> None:
    own, gemeente, jaar = session.dossier.kop, ingevuld.kop.get("gemeente", ""), ingevuld.jaar
    if gemeente != own.gemeente:
        raise AnotherDossier(f'"{ingevuld.naam}" is een formulier van gemeente {gemeente}, niet van {own.gemeente}.')
    if jaar != own.jaar:
        older = "ouder" if jaar < own.jaar else "later"
        raise AnotherDossier(
            f'"{ingevuld.naam}" is een formulier van een {older} jaar: begroting {jaar}, dit dossier is {own.jaar}.'
        )


def _lines(dossier: Dossier, ingevuld: Ingevuld) -> dict[str, Regel]:
    """Return the lines of the dossier that a form has, whoever holds them by now, by key."""
    wanted, lines = {cel.regel for cel in ingevuld.cellen}, Regels(dossier)
    found: dict[str, Regel] = {}
    for bestand, record in gehouden(dossier):
        if wanted.isdisjoint(regelsleutel(bestand, record, kant) for kant, _ in zijden(record.soort)):
            continue
        found |= {regel.sleutel: regel for regel in lines.van(bestand, record, ingevuld.houder) if not regel.is_vast}
    return found


def _now(dossier: Dossier, regel: Regel, kolom: str, besluit: Bestand | None) -> Inhoud:
    """Return what a cell is by now, what a decision changes in it included, also where that does not count yet."""
    if kolom == TOELICHTING:
        return regel.toelichting
    cents = regel.bedragen[kolom]
    extra = _unseen(dossier, besluit, regel, int(kolom)) if besluit else 0
    return (cents or 0) + extra if extra else cents


def _unseen(dossier: Dossier, besluit: Bestand, regel: Regel, jaar: int) -> int:
    said = kop(besluit)
    counts = counts_in_credit(said) if regel.soort not in BEGROOT else bool(phase(said, jaar, dossier.jaar))
    if counts or regel.soort not in KANTEN:
        return 0
    own = (m for m in besluit.van(Mutatie) if (m.programma, target(m)) == (regel.programma, regel.record))
    return sum(m.bedrag(f"{regel.kant}.{jaar}") for m in own)


def _lot(cel: Invulling, nu: Inhoud) -> Lot:
    if (cel.ingevuld or 0) == (nu or 0):
        return "zelfde"
    return "nieuw" if (cel.was or 0) == (nu or 0) else "botst"


def _moved(session: Session, ingevuld: Ingevuld, lines: Mapping[str, Regel]) -> list[str]:
    """Return what is to be told of what changed since a form was written."""
    told = []
    dossier = session.stored
    keys = dict.fromkeys(cel.regel for cel in ingevuld.cellen)
    gone = [key for key in keys if key not in lines]
    if gone:
        told.append(f"Niet meer in het dossier: {', '.join(gone)}.")
    others: dict[str, list[str]] = {}
    for regel in lines.values():
        record = dossier.bestanden[regel.bestand].records[regel.record]
        if (who := houder_van(record)) != ingevuld.houder:
            names = others.setdefault(who or "niemand", [])
            if regel.naam not in names:
                names.append(regel.naam)
    told += [f"Nu van {who}: {', '.join(names)}." for who, names in others.items()]
    if (naam := ingevuld.kop.get("dossier", "")) != session.naam:
        told.append(f'Geschreven uit een dossier dat "{naam}" heet; dit heet "{session.naam}".')
    known = model.antwoord(dossier, ingevuld.houder)
    if known is not None and known.bestand == _vingerafdruk(ingevuld):
        return [*told, "Dit formulier is al gelezen."]
    if known is not None:
        when = f" op {known.ontvangen.day}-{known.ontvangen.month}-{known.ontvangen.year}" if known.ontvangen else ""
        told.append(f"Van {ingevuld.houder} is{when} al een ander formulier gelezen.")
    if ingevuld.kop.get("stand") != digest(dossier):
        told.append("Het dossier is gewijzigd sinds dit formulier is geschreven.")
    return told


def _vingerafdruk(ingevuld: Ingevuld) -> str:
    return f"sha256:{ingevuld.sha256[:16]}"


def bewerkingen(
    session: Session, voorstel: Voorstel, op: date, keuzes: Keuzes | None = None, besluit: Bestand | None = None
) -> list[Edit]:
    """Return the edits that take a form, and say that its holder answered; none where all of it stands there already.

    With a decision amounts become its mutations; of a subsidy, which no decision changes, they are set themselves.
    Raises Refused where something stands in the way or nobody chose, where a decision cannot change an amount, or
    where one becomes too large.
    """
    return _bewerkingen(session.stored, voorstel, op, keuzes or Keuzes(), besluit)


def alle_bewerkingen(
    session: Session, voorstellen: Sequence[Voorstel], op: date, keuzes: Keuzes, besluit: Bestand | None = None
) -> list[Edit]:
    """Return the edits that take several forms as one step; raises as `bewerkingen` does.

    Each is computed as if those before it were done: keys of what they add are taken by then.
    """
    if len(voorstellen) == 1:
        return bewerkingen(session, voorstellen[0], op, keuzes, besluit)
    working, found = session.stored, list[Edit]()
    for voorstel in voorstellen:
        own = working.bestanden[besluit.naam] if besluit else None
        edits = _bewerkingen(working, voorstel, op, keuzes, own)
        working = Dossier({naam: bestand.copy() for naam, bestand in working.bestanden.items()})
        for edit in edits:
            edit.apply(working)
        found += edits
    return found


def _bewerkingen(stored: Dossier, voorstel: Voorstel, op: date, keuzes: Keuzes, besluit: Bestand | None) -> list[Edit]:
    if voorstel.fouten:
        raise Refused("\n".join(voorstel.fouten))
    if left := voorstel.open(keuzes):
        raise Refused(f"{left[0].naam}: in het formulier en in het dossier gewijzigd; kies wie wint.")
    taken = voorstel.genomen(keuzes)
    amounts = [w for w in taken if not w.is_tekst]
    booked = [w for w in amounts if besluit is not None and w.regel.soort in KANTEN]
    direct = [w for w in amounts if w not in booked]
    edits: list[Edit] = [_set(stored, w) for w in direct]
    if besluit is not None and booked:
        edits += _booked(stored, besluit, voorstel.ingevuld.houder, booked)
    edits += _explained(stored, [w for w in taken if w.is_tekst], voorstel.ingevuld.houder, op)
    return [*edits, *model.beantwoord(stored, voorstel.ingevuld.houder, op, _vingerafdruk(voorstel.ingevuld))]


def _delta(wijziging: Wijziging) -> int:
    given, nu = wijziging.cel.ingevuld or 0, wijziging.nu or 0
    return given - nu if isinstance(given, int) and isinstance(nu, int) else 0


def _set(dossier: Dossier, wijziging: Wijziging) -> SetValue:
    """Return the edit that makes a cell what the holder says: what decisions bring stays theirs."""
    adres = wijziging.regel.adres(int(wijziging.cel.kolom))
    oud = dossier.waarde(adres)
    cents = (oud if isinstance(oud, int) else 0) + _delta(wijziging)
    if abs(cents) > MAX_CENTS:
        raise Refused(f"{wijziging.naam}: het bedrag is te groot, hoogstens {format_exact(MAX_CENTS)} euro.")
    return SetValue(adres, oud, None if wijziging.cel.ingevuld is None and not cents else cents)


def _booked(dossier: Dossier, besluit: Bestand, houder: str, booked: Sequence[Wijziging]) -> list[Edit]:
    """Return the edits that book changes on a decision, as mutations of one subject."""
    if kop(besluit).telt_mee == "niet":
        raise Refused(f"Besluit {titel(besluit)} telt niet mee; daarop boekt u geen formulier.")
    # a booking may need the mutation that another one makes: they are done on a copy first
    result = besluit.copy()
    working = Dossier({**dossier.bestanden, besluit.naam: result})
    for wijziging in booked:
        regel = wijziging.regel
        deel = (*regel.record, regel.kant)
        boeking = Boeking(regel.programma, deel, f"Formulier {houder}")
        for edit in boek(working, result, boeking, int(wijziging.cel.kolom), _delta(wijziging)):
            edit.apply(working)
    return list(differences(besluit, result))


def _explained(dossier: Dossier, texts: Sequence[Wijziging], houder: str, op: date) -> list[Edit]:
    """Return the edits that make explanations notes on their lines; one that is empty by now goes."""
    lines, working = Regels(dossier), Dossier({naam: b.copy() for naam, b in dossier.bestanden.items()})
    edits: list[Edit] = []
    for wijziging in texts:
        noot, text = lines.noot(wijziging.regel, houder), str(wijziging.cel.ingevuld or "")
        if noot is not None:
            edits += noot.rewritten(f"{aanhef(houder)}{text}", op) if text else noot.removed()
        elif text:
            where: Adres = wijziging.regel.adres(dossier.jaar)
            for edit in written(working, where, f"{aanhef(houder)}{text}", op):
                if isinstance(edit, AddRecord):
                    edit.apply(working)
                edits.append(edit)
    return edits
