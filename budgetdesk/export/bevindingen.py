"""Findings as text, as JSON, and in the words of the forges that show them beside the changed lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, Final

from budgetdesk.codes import CODES, Ernst
from budgetdesk.display import WHOLE, display
from budgetdesk.errors import Bevinding

_GITHUB: Final[dict[Ernst, str]] = {"fout": "error", "waarschuwing": "warning", "info": "notice"}
_GITLAB: Final[dict[Ernst, str]] = {"fout": "major", "waarschuwing": "minor", "info": "info"}
_SARIF: Final[dict[Ernst, str]] = {"fout": "error", "waarschuwing": "warning", "info": "note"}

MAX_INGESPRONGEN: Final = 2000
"""Findings that a report for programs shows one key a line; more go on one line, which takes a sixth of the time."""


@dataclass(frozen=True, slots=True)
class Gevonden:
    """One finding with the dossier it is in, as that was named, and the file as the forge knows it."""

    dossier: str
    pad: str
    bevinding: Bevinding

    @property
    def regel(self) -> int:
        """Return the line, the first one where it is not known."""
        return self.bevinding.plaats.regel or 1

    @property
    def tekst(self) -> str:
        """Return what is found and what to do about it."""
        return " ".join(filter(None, (self.bevinding.tekst, self.bevinding.remedie)))


def to_text(gevonden: Sequence[Gevonden]) -> str:
    """Return a line per finding, its file below the dossier as that was named, and the reason of accepted ones.

    A line end in a text of the dossier is shown, not obeyed: what follows it could pass for another line.
    """
    return "\n".join(display(_line(g), WHOLE) for g in gevonden)


def _line(gevonden: Gevonden) -> str:
    b, dossier = gevonden.bevinding, gevonden.dossier
    named = dossier if b.plaats.bestand == dossier else (PurePath(dossier) / b.plaats.bestand).as_posix()
    place = replace(b.plaats, bestand=named)
    accepted = f"Aanvaard: {b.aanvaard}" if b.aanvaard else ""
    return " ".join(filter(None, (f"{place}:", b.code, b.ernst, gevonden.tekst, accepted)))


def to_json(gevonden: Sequence[Gevonden]) -> str:
    """Return a list of records; `aanvaard` is the reason of an accepted finding, null of any other."""
    return _json([_record(g) for g in gevonden], len(gevonden))


def _json(document: object, aantal: int) -> str:
    """Return a report of so many findings, all of them."""
    return json.dumps(document, indent=2 if aantal <= MAX_INGESPRONGEN else None)


def _record(gevonden: Gevonden) -> dict[str, Any]:
    b = gevonden.bevinding
    return {
        "code": b.code,
        "ernst": b.ernst,
        "dossier": gevonden.dossier,
        "bestand": b.plaats.bestand,
        "regel": b.plaats.regel,
        "sleutel": b.plaats.sleutel,
        "tekst": b.tekst,
        "remedie": b.remedie,
        "aanvaard": b.aanvaard or None,
    }


def to_github(gevonden: Sequence[Gevonden]) -> str:
    """Return workflow commands that GitHub shows as annotations."""
    return "\n".join(
        f"::{_GITHUB[g.bevinding.ernst]} file={_property(g.pad)},line={g.regel},"
        f"title={_property(g.bevinding.code)}::{_data(g.tekst)}"
        for g in gevonden
    )


def _data(text: str) -> str:
    """Return a text as the message of a workflow command writes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Return a text as a property of a workflow command writes it."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def to_gitlab(gevonden: Sequence[Gevonden]) -> str:
    """Return a Code Quality report."""
    issues = [
        {
            "description": g.tekst,
            "check_name": g.bevinding.code,
            "fingerprint": fingerprint,
            "severity": _GITLAB[g.bevinding.ernst],
            "location": {"path": g.pad, "lines": {"begin": g.regel}},
        }
        for g, fingerprint in zip(gevonden, fingerprints(gevonden), strict=True)
    ]
    return _json(issues, len(gevonden))


def fingerprints(gevonden: Iterable[Gevonden]) -> list[str]:
    """Return what each finding is known by, whatever its line or amounts: code, file, key and rank among equals."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for g in gevonden:
        known_by = (g.bevinding.code, g.pad, g.bevinding.plaats.sleutel or "")
        found.append(hashlib.sha256("\0".join((*known_by, str(seen[known_by]))).encode()).hexdigest())
        seen[known_by] += 1
    return found


def to_sarif(gevonden: Sequence[Gevonden]) -> str:
    """Return a log in SARIF 2.1.0 with the rules that found anything; accepted findings are suppressed."""
    codes = sorted({g.bevinding.code for g in gevonden})
    results = [
        _result(g, codes.index(g.bevinding.code), fingerprint)
        for g, fingerprint in zip(gevonden, fingerprints(gevonden), strict=True)
    ]
    driver = {"name": "budgetdesk", "rules": [_rule(code) for code in codes]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return _json(log, len(gevonden))


def _rule(naam: str) -> dict[str, Any]:
    code = CODES[naam]
    return {
        "id": naam,
        "shortDescription": {"text": code.vindt},
        "help": {"text": " ".join(filter(None, (code.doe, f"Bron: {code.bron}." if code.bron else "")))},
        "defaultConfiguration": {"level": _SARIF[code.ernst]},
        "properties": {"tags": [code.familie]},
    }


def _result(gevonden: Gevonden, index: int, fingerprint: str) -> dict[str, Any]:
    from urllib.parse import quote

    b = gevonden.bevinding
    location: dict[str, Any] = {
        "physicalLocation": {"artifactLocation": {"uri": quote(gevonden.pad)}, "region": {"startLine": gevonden.regel}}
    }
    if b.plaats.sleutel:
        location["logicalLocations"] = [{"fullyQualifiedName": b.plaats.sleutel}]
    accepted = {"kind": "external", "status": "accepted", "justification": b.aanvaard}
    return {
        "ruleId": b.code,
        "ruleIndex": index,
        "level": _SARIF[b.ernst],
        "message": {"text": gevonden.tekst},
        "locations": [location],
        "partialFingerprints": {"budgetdesk/v1": fingerprint},
        "suppressions": [accepted] if b.aanvaard else [],
    }
