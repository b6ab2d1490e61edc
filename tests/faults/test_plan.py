"""A few trials of every class of faults each day, more in the gate; the soak is `python -m tests.faults.plan`.

That a wrong build is noticed takes trial after trial: the gate tries it of every third of the classes that are tried
soonest, a soak of all.
"""

from __future__ import annotations

import os

import pytest

from tests.conftest import SOAK
from tests.faults.classes import CLASSES
from tests.faults.plan import MOST_TO_NOTICE, Class, attempt
from tests.proef import soaked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

QUICKLY = 0.4
"""Seconds of a trial that the everyday run has time for."""

QUICK = [known for known in CLASSES if known.seconds < QUICKLY]

FOR_THE_GATE = 2.0
"""Seconds that the gate has for the trials of a class: one of them at least, twelve at most."""

each = pytest.mark.parametrize("known", CLASSES, ids=[known.naam for known in CLASSES])
quick = pytest.mark.parametrize("known", QUICK, ids=[known.naam for known in QUICK])


@quick
def test_nothing_is_lost_in_a_trial(known: Class) -> None:
    result = attempt(known, trials=1)
    assert result.failures == [], str(result)


@pytest.mark.lang
@each
def test_nothing_is_lost_in_the_gate(known: Class) -> None:
    result = attempt(known, trials=max(1, min(12, round(FOR_THE_GATE / known.seconds))))
    print(result)
    assert result.failures == [], str(result)


@pytest.mark.parametrize("known", soaked(CLASSES, 4, asked=SOAK), ids=lambda known: known.naam)
def test_a_build_that_is_wrong_on_purpose_is_noticed(known: Class) -> None:
    result = attempt(known, trials=MOST_TO_NOTICE, wrong=True)
    assert result.failures, str(result)
