"""Parts to Dutch sentences."""

from __future__ import annotations

from collections.abc import Sequence


def met_en(delen: Sequence[str]) -> str:
    """Return parts as people say them: `lasten, baten en saldo`; nothing for none."""
    return " en ".join(filter(None, (", ".join(delen[:-1]), *delen[-1:])))


def aantal(hoeveel: int, een: str, meer: str) -> str:
    """Return a number of things: `1 cel`, `3 cellen`."""
    return f"{hoeveel} {een if hoeveel == 1 else meer}"
