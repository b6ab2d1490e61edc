"""The frame around what a page holds: templates that escape whatever they are given, and a policy that runs nothing.

A page holds its own style, and the one that searches its own script. Its Content Security Policy names those by their
digest, so whatever a text might hold, a browser loads, runs and styles nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final

from budgetdesk.export.printed import zichtbaar

if TYPE_CHECKING:
    from jinja2 import Environment

_MAP: Final = "site"
"""The folder of the templates, style sheets and scripts."""


def render(naam: str, stijl: str, waarden: Mapping[str, object], *, script: str = "", beelden: str = "") -> str:
    """Return a page from a template with this style sheet and script; `beelden` says where images may come from.

    A value is text unless it is `veilig`: it means nothing but itself.
    """
    beleid = ["default-src 'none'", f"style-src {_digest(stijl)}"]
    beleid += [f"script-src {_digest(script)}"] * bool(script)
    beleid += [f"img-src {beelden}"] * bool(beelden)
    beleid += ["base-uri 'none'"]
    values = {"beleid": veilig("; ".join(beleid)), "stijl": veilig(stijl), "script": veilig(script)}
    return _templates().get_template(naam).render(values | {**waarden})


def veilig(html: str) -> Any:
    """Return HTML of our own making as what a template prints as it is."""
    from markupsafe import Markup

    return Markup(html)  # noqa: S704 - its texts went through `htmltabel.text`


@cache
def deel(naam: str) -> str:
    """Return a style sheet or a script that pages hold."""
    return resources.files("budgetdesk.export").joinpath(_MAP, naam).read_text("utf-8")


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from markupsafe import Markup

    def shown(value: Any) -> Any:
        return value if isinstance(value, Markup) else zichtbaar(str(value))

    return Environment(
        loader=FunctionLoader(deel),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _digest(source: str) -> str:
    """Return how a policy names a style sheet or a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def json_block(value: Mapping[str, object]) -> str:
    """Return data as the text of a script element, which it cannot end."""
    import json

    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(f"\\u{ord(c):04x}" if c in "<>&\u2028\u2029" else c for c in plain)
