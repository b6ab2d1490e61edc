from __future__ import annotations

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budgetdesk.model.adres import Adres
from budgetdesk.model.dossier import Bestand, Dossier, Misfit, Record, Waarde
from budgetdesk.model.edits import SetValue
from budgetdesk.model.history import History, Pending, Step
from tests.proef import NAAM

PADEN = ["naam", "lasten.begroting.2026", "lasten.begroting.2027", "structureel"]
WAARDEN: list[Waarde | None] = [None, 0, 1, True, "", "1", 100]


def make() -> Dossier:
    record = Record("post", "x", {"naam": "X", "lasten.begroting.2026": 100})
    return Dossier({NAAM: Bestand(NAAM, "programma", {("post", "x"): record})})


def adres(pad: str, sleutel: str = "x") -> Adres:
    return Adres(NAAM, "post", sleutel, pad)


def filled(dossier: Dossier) -> dict[Adres, tuple[type, Waarde]]:
    """Return every value with its type: `True` and `1` are equal, but not the same in a file."""
    return {
        Adres(b.naam, t.soort, t.sleutel, pad): (type(waarde), waarde)
        for b, t in dossier.records()
        for pad, waarde in t.waarden.items()
    }


actions = st.lists(
    st.one_of(
        st.lists(st.tuples(st.sampled_from(PADEN), st.sampled_from("xy"), st.sampled_from(WAARDEN)), max_size=3),
        st.sampled_from(["undo", "redo", "save"]),
    ),
    max_size=12,
)


@given(actions)
def test_undo_and_redo_follow_a_list_of_snapshots_and_pending_knows_what_differs_from_disk(
    actions: list[object],
) -> None:
    dossier, history, pending = make(), History(), Pending()
    disk = filled(dossier)
    done, undone = [filled(dossier)], list[dict[Adres, tuple[type, Waarde]]]()
    for action in actions:
        step: Step | None = None
        if action == "save":
            disk = filled(dossier)
            pending.saved({NAAM: "tekst"}, dossier)
        elif action == "undo":
            step = history.undo()
            assert (step is None) == (len(done) == 1)
            undone += [done.pop()] if step else []
        elif action == "redo":
            step = history.redo()
            assert (step is None) == (not undone)
            done += [undone.pop()] if step else []
        elif isinstance(action, list):
            step = carry_out(dossier, history, pending, action)
            if step.edits:
                done.append(filled(dossier))
                undone.clear()
            step = None
        if step:
            for edit in step.edits:
                edit.apply(dossier)
            pending.follow(step, dossier)
        assert filled(dossier) == done[-1]
        assert set(pending.op_schijf) == {a for a in disk | done[-1] if disk.get(a) != done[-1].get(a)}
    for naam, (tekst, edits) in pending.changes(dossier).items():
        assert (naam, tekst) == (NAAM, "tekst" if "save" in actions else None)
        first = filled(make()) if tekst else disk
        assert {e.adres: (e.oud, e.nieuw) for e in edits} == {
            a: (first.get(a, (None, None))[1], dossier.waarde(a))
            for a in first | done[-1]
            if first.get(a) != done[-1].get(a)
        }


def carry_out(dossier: Dossier, history: History, pending: Pending, cells: list[tuple[str, str, Waarde]]) -> Step:
    edits = []
    for pad, sleutel, nieuw in cells:
        oud = dossier.waarde(adres(pad, sleutel))
        if oud != nieuw or type(oud) is not type(nieuw):
            edits.append(SetValue(adres(pad, sleutel), oud, nieuw))
            edits[-1].apply(dossier)
    step = Step(tuple(edits))
    if edits:
        pending.follow(step, dossier)
        history.record(step)
    return step


def test_an_edit_that_does_not_fit_the_dossier_changes_nothing() -> None:
    dossier = make()
    before = copy.deepcopy(dossier)
    with pytest.raises(Misfit, match="expected 5"):
        SetValue(adres("lasten.begroting.2026"), 5, 6).apply(dossier)
    assert dossier == before


def test_a_step_is_taken_back_last_edit_first() -> None:
    a, b = SetValue(adres("naam"), "X", "Y"), SetValue(adres("naam"), "Y", "Z")
    assert Step((a, b), "t").inverse() == Step((b.inverse(), a.inverse()), "t")
    assert Step((a, b), "t").inverse().inverse() == Step((a, b), "t")
