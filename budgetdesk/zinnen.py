"""Parts to Dutch sentences."""

from __future__ import annotations

from collections.abc import Sequence


def met_en(delen: Sequence[str]) -> str:
    """Return parts as people say them: `lasten, baten en saldo`; nothing for none."""
    return " en ".join(filter(None, (", ".join(delen[:-1]), *delen[-1:])))
