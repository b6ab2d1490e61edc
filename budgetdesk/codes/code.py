"""What a code of a finding stands for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Ernst = Literal["fout", "waarschuwing", "info"]
"""Severity of a finding: `fout` blocks `show`, `set` and `export`; the others only inform."""

Familie = Literal[
    "lezen",
    "structuur",
    "rekenkunde",
    "samenhang",
    "teksten",
    "tabellen",
    "BBV",
    "Iv3",
    "besluiten",
    "indexering",
    "kostenverdeling",
    "aanvaarding",
]
"""What a finding is about, in broad lines."""


@dataclass(frozen=True, slots=True)
class Code:
    """One code: always the same severity, a Dutch sentence of what it finds and one of what to do.

    `bron` is where the rule comes from, such as an article of the BBV; empty where it is the program's own.
    """

    familie: Familie
    ernst: Ernst
    code: str
    vindt: str
    doe: str
    bron: str = ""

    @property
    def aanvaardbaar(self) -> bool:
        """Return whether a dossier may accept what this finds: a warning, but not one about accepting."""
        return self.ernst != "fout" and self.familie != "aanvaarding"
