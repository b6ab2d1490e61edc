"""The parts of a document: those of its template, with what the dossier says of them otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from budgetdesk.document.delen import woorden
from budgetdesk.document.delen.declaratie import Indeling
from budgetdesk.document.delen.lezen import Lezer
from budgetdesk.document.delen.opbouw import bekend, bekend_bij_besluit
from budgetdesk.errors import Bevinding, InputError
from budgetdesk.model.adres import split_key
from budgetdesk.model.documenten import document
from budgetdesk.model.dossier import BEGROTING
from budgetdesk.model.kinds.begroting import Document
from budgetdesk.tables.basis import Template
from budgetdesk.tables.language.values import Complaints, Node
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import Sjabloon, declaring, declaring_decision

ONJUIST: Final = "BD511"
"""Code of a part that cannot be."""

_DEEL: Final = "deel"
_OPMAAK: Final = "opmaak"


@dataclass(frozen=True, slots=True)
class Geladen:
    """The parts that hold together, and what is wrong with the others."""

    indeling: Indeling
    bevindingen: tuple[Bevinding, ...] = ()


def laad(cijfers: Cijfers) -> Geladen:
    """Return the parts of the open document. A template without any has those of the shipped one it is most like."""
    lezer, complaints = Lezer(bekend(cijfers)), list[Complaints]()
    if cijfers.sjabloon.opmaak is not None:
        lezer.look(_node(cijfers.sjabloon.opmaak, _OPMAAK, complaints))
    for template in declaring(cijfers.sjabloon):
        lezer.parts(_node(template, _DEEL, complaints))
    said = document(cijfers.dossier)
    if said is not None:
        complaints.append(Complaints(BEGROTING, lambda _pad: None, ONJUIST))
        lezer.look(_said(said, Document.opmaak.sleutel, said.opmaak, complaints[-1]))
        lezer.parts(_said(said, Document.deel.sleutel, said.deel, complaints[-1]))
    indeling = lezer.indeling()
    return Geladen(indeling, tuple(found for each in complaints for found in each.findings))


def laad_wijziging(sjabloon: Sjabloon) -> Geladen:
    """Return the parts of the document of a decision: those of the dossier's own template, else of the shipped one."""
    lezer, complaints = Lezer(bekend_bij_besluit(), woorden.WIJZIGING), list[Complaints]()
    for template in declaring_decision(sjabloon):
        if _OPMAAK in template.document:
            lezer.look(_node(template, _OPMAAK, complaints))
        lezer.parts(_node(template, _DEEL, complaints))
    indeling = lezer.indeling()
    return Geladen(indeling, tuple(found for each in complaints for found in each.findings))


def indeling(cijfers: Cijfers) -> Indeling:
    """Return the parts of the open document; raises InputError where they do not hold together."""
    return _sound(laad(cijfers))


def indeling_wijziging(cijfers: Cijfers) -> Indeling:
    """Return the parts of the document of a decision; raises InputError where they do not hold together."""
    return _sound(laad_wijziging(cijfers.sjabloon))


def _sound(geladen: Geladen) -> Indeling:
    if geladen.bevindingen:
        raise InputError(list(geladen.bevindingen))
    return geladen.indeling


def _node(template: Template, key: str, complaints: list[Complaints]) -> Node:
    complaints.append(Complaints(template.naam, template.regel, ONJUIST))
    return Node(template.document, (), complaints[-1]).node(key)


def _said(document: Document, key: str, values: Mapping[str, Any], complaints: Complaints) -> Node:
    """Return what a dossier says under a key of a document as a template would have it."""
    return Node(_nested(values), (Document.kind.naam, document.sleutel, key), complaints)


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by dotted keys as levels of keys."""
    found: dict[str, Any] = {}
    for pad, value in values.items():
        *above, last = split_key(pad)
        node = found
        for key in above:
            node = node.setdefault(key, {})
        node[last] = value
    return found
