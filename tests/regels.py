"""Write the catalogue of findings from the register that the program takes their codes from.

python tests/regels.py
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Final, get_args

from budgetdesk.codes import CODES, Code, Familie

TARGET: Final = Path(__file__).parents[1] / "budgetdesk" / "checks" / "RULES.md"

_FAMILIES: Final[dict[Familie, str]] = {
    "lezen": "Wat bij het lezen van een dossier blijkt",
    "structuur": "Verwijzingen, nummers en namen",
    "rekenkunde": "Standen, bedragen en kapitaallasten",
    "samenhang": "Wat bij elkaar hoort",
    "teksten": "Teksten en toelichtingen",
    "tabellen": "Beschreven tabellen",
    "BBV": "Besluit begroting en verantwoording",
    "Iv3": "Informatie voor derden",
    "besluiten": "Besluiten en hun mutaties",
    "indexering": "Indexering en overname",
    "kostenverdeling": "Kostenverdeling",
    "aanvaarding": "Wat het dossier zelf aanvaardt",
}

_INTRO: Final = """# Findings and their codes

*Made from the register of codes by `python tests/regels.py`; a test compares the two.*

Elke bevinding van `budgetdesk check` heeft een code, die altijd hetzelfde betekent en even ernstig is. Een
**fout** staat `show`, `set` en `export` in de weg; een **waarschuwing** niet, en **info** is een opmerking.
`budgetdesk check --regel BD404` legt één code uit. Een bron zegt waar de regel vandaan komt; zij is geen juridisch
advies.

Een waarschuwing die terecht zo blijft, aanvaardt u in `begroting.toml`. `reden` is verplicht. `bij` noemt waarvoor
het geldt: een bestand, een tabel of een waarde; zonder `bij` geldt het voor het hele dossier.

```toml
[aanvaard.BD404]
reden = "De bron volgt na de raadsvergadering van mei."
bij = ["8/indicator.\\"8B2.a\\"", "9"]
```

Vanaf de opdrachtregel: `budgetdesk add DOSSIER begroting/aanvaard --sleutel BD404 reden="..." bij=8/indicator.8B2.a`.
Wat aanvaard is telt niet mee in de afsluitcode; `check --alles` toont het met de reden.
"""


def page() -> str:
    """Return the page."""
    order = get_args(Familie)
    codes = sorted(CODES.values(), key=lambda c: (order.index(c.familie), c.code))
    families = groupby(codes, key=lambda c: c.familie)
    return "\n".join([_INTRO, *(_family(_FAMILIES[familie], list(group)) for familie, group in families)])


def _family(title: str, codes: list[Code]) -> str:
    lines = [
        f"## {title}\n",
        "| code | ernst | wat er gevonden wordt | wat te doen | bron |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [f"| {c.code} | {c.ernst} | {c.vindt} | {c.doe} | {c.bron} |" for c in codes]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
