"""Renew the reference page of declared tables and templates: its lists, and what each example prints.

The page is written by hand but for what stands between markers and below each example. An example is a declaration
with its tables, or whole: files of a dossier, each with its name in the first line, the commands, and what they print.

python tests/tabellen.py
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from budgetdesk.cli import main
from budgetdesk.export.text import to_text
from budgetdesk.model.arrangement import FASEN
from budgetdesk.session import Session
from budgetdesk.storage.paths import PathIndex
from budgetdesk.storage.resources import shipped
from budgetdesk.tables import basis
from budgetdesk.tables.language import parser, rows, values, words
from budgetdesk.tables.language.build import build
from budgetdesk.tables.language.declaration import MAX_GEBOUWD, VERSIE, Tabeldeclaratie
from budgetdesk.tables.language.fit import findings
from budgetdesk.tables.language.known import shipped_measures
from budgetdesk.tables.signed import Cijfers
from budgetdesk.tables.sjabloon import load, names

TARGET: Final = Path(__file__).parents[1] / "budgetdesk" / "tables" / "TABELLEN.md"
DOSSIER: Final = Path(__file__).parent / "data" / "tabellen"

_BODY: Final = r"(?:(?!```).)*"
_EXAMPLE: Final = re.compile(rf"```toml\n(?P<toml>{_BODY})```\n\n```text\n(?P<text>{_BODY})```\n", re.DOTALL)
_FILE: Final = re.compile(rf"```toml\n# (?P<naam>\S+\.toml)\n(?P<toml>{_BODY})```\n\n", re.DOTALL)
_WHOLE: Final = re.compile(
    rf"(?P<files>(?:```toml\n# \S+\.toml\n{_BODY}```\n\n)+)```sh\n(?P<commands>{_BODY})```\n\n```text\n{_BODY}```\n",
    re.DOTALL,
)
_LIST: Final = re.compile(r"(?P<open><!-- (?P<name>[a-z]+) -->\n).*?(?P<close><!-- /(?P=name) -->)", re.DOTALL)
_UNFOLDED: Final = "# uitgeklapt"
_DOCUMENT: Final = re.compile(r"^# document: (\S+)$", re.MULTILINE)


def page(text: str) -> str:
    """Return a page with its lists and what its examples print made anew."""
    listed = _LIST.sub(lambda m: f"{m['open']}\n{LISTS[m['name']]()}\n{m['close']}", text)
    shown = _EXAMPLE.sub(lambda m: f"```toml\n{m['toml']}```\n\n```text\n{printed(m['toml'])}```\n", listed)
    return _WHOLE.sub(
        lambda m: f"{m['files']}```sh\n{m['commands']}```\n\n```text\n{told_by(m['files'], m['commands'])}```\n", shown
    )


# --- examples ------------------------------------------------------------------------------------


def examples(text: str) -> Iterator[str]:
    """Yield the declarations of a page that stand above what they print."""
    return (match["toml"] for match in _EXAMPLE.finditer(text))


def printed(toml: str) -> str:
    """Return what the tables of an example print: of each the table of the first programma where there are more."""
    figures = _document(match[1] if (match := _DOCUMENT.search(toml)) else "begroting")
    programmas = figures.dossier.programmas
    return "\n".join(
        _trimmed(
            to_text(
                build(
                    tabel,
                    figures,
                    programmas[:1] if tabel.per_programma else programmas,
                    uitgeklapt=_UNFOLDED in toml,
                )
            )
        )
        for tabel in declarations(toml)
    )


def _trimmed(text: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def declarations(toml: str) -> list[Tabeldeclaratie]:
    """Return the tables of an example, which have no mistakes; the first example says the version itself."""
    text = toml if re.search(r"^tabellen =", toml, re.MULTILINE) else f"tabellen = {VERSIE}\n{toml}"
    found = parser.read(tomllib.loads(text), "TABELLEN.md", PathIndex(text).line, shipped_measures())
    if found.bevindingen:
        raise ValueError("\n".join(map(str, found.bevindingen)))
    return list(found.tabellen.values())


def told(toml: str) -> list[str]:
    """Return the codes of what is found about the tables of an example in its document."""
    figures = _document(match[1] if (match := _DOCUMENT.search(toml)) else "begroting")
    return [b.code for tabel in declarations(toml) for b in findings(tabel, figures)]


@cache
def _document(naam: str) -> Cijfers:
    session = Session.open(DOSSIER, read_only=True)
    return replace(session.cijfers, sjabloon=load(naam, session.dossier.jaar))


# --- whole examples ------------------------------------------------------------------------------


def whole_examples(text: str) -> Iterator[tuple[str, str]]:
    """Yield the files and the commands of each whole example of a page."""
    return ((match["files"], match["commands"]) for match in _WHOLE.finditer(text))


def make(files: str, folder: Path) -> Path:
    """Put the small dossier with the files of an example, which may replace its own, in a folder."""
    dossier = Path(shutil.copytree(DOSSIER, folder / "voorbeeldstad"))
    for match in _FILE.finditer(files):
        pad = dossier / match["naam"]
        pad.parent.mkdir(exist_ok=True)
        pad.write_text(match["toml"], "utf-8")
    return dossier


def told_by(files: str, commands: str) -> str:
    """Return what the commands print over a dossier with these files."""
    with TemporaryDirectory() as folder:
        dossier = make(files, Path(folder))
        return "\n".join(_trimmed(ran(dossier, command)) for command in commands.splitlines())


def ran(dossier: Path, command: str, code: int = 0) -> str:
    """Return what a command about `voorbeeldstad` prints; raises ValueError where it ends with another code."""
    _, *arguments = shlex.split(command)
    out = io.StringIO()
    with redirect_stdout(out):
        ended = main([str(dossier) if argument == "voorbeeldstad" else argument for argument in arguments])
    if ended != code:
        raise ValueError(f"{command}: {ended}")
    return out.getvalue()


# --- lists ---------------------------------------------------------------------------------------


def _keys(heads: tuple[str, str], keys: Mapping[str, str]) -> str:
    lines = [f"| {heads[0]} | {heads[1]} |", "| --- | --- |"]
    return "\n".join([*lines, *(f"| `{key}` | {text} |" for key, text in keys.items())]) + "\n"


def _kanten() -> str:
    lines = ["| kant | wat | fase |", "| --- | --- | --- |"]
    for kant, text in words.KANTEN.items():
        how = "ja" if kant in words.PER_FASE else "per kolom" if kant in words.PER_KOLOM else "alleen jaar"
        lines.append(f"| `{kant}` | {text} | {how} |")
    return "\n".join(lines) + "\n"


def _dimensies() -> str:
    lines = ["| dimensie | lid | van |", "| --- | --- | --- |"]
    for dim, text in words.DIMENSIENAMEN.items():
        kinds = dict.fromkeys(k for kant, ks in words.KINDS_VAN.items() for k in ks if words.has(kant, k, dim))
        every = dict.fromkeys(kind for kinds in words.KINDS_VAN.values() for kind in kinds)
        lines.append(f"| `{dim}` | {text} | {'alles' if len(kinds) == len(every) else ', '.join(kinds)} |")
    return "\n".join(lines) + "\n"


def _maten() -> str:
    lines = ["| maat | naam | kanten | teken |", "| --- | --- | --- | --- |"]
    for maat in shipped_measures().values():
        sides = " ".join(f"{'+' if factor > 0 else '-'} {kant}" for kant, factor in maat.kanten.items())
        lines.append(f"| `{maat.sleutel}` | {maat.naam} | {sides.removeprefix('+ ')} | {maat.teken} |")
    return "\n".join(lines) + "\n"


def _meegeleverd() -> str:
    lines = ["| sjabloon | kolommen |", "| --- | --- |"]
    for naam in names():
        columns = tomllib.loads((shipped("templates") / f"{naam}.toml").read_text("utf-8"))["kolom"]
        told = (f"`{key}` ({kolom['kop']})" for key, kolom in columns.items())
        lines.append(f"| `{naam}` | {', '.join(told)} |")
    return "\n".join(lines) + "\n"


def _grenzen() -> str:
    return (
        f"- {parser.MAX_TABELLEN} tabellen in een bestand, {parser.MAX_MATEN} eigen maten, {parser.MAX_KOLOMMEN} "
        f"kolommen en {rows.MAX_RIJEN} beschreven rijen in een tabel;\n"
        f"- rijen {rows.MAX_DIEP} diep onder elkaar, teksten van {values.MAX_TEKST} tekens;\n"
        f"- {MAX_GEBOUWD} rijen in de tabel die eruit komt.\n"
    )


LISTS: Final[Mapping[str, Callable[[], str]]] = {
    "tabel": lambda: _keys(("sleutel", "wat"), words.TABEL),
    "maat": lambda: _keys(("sleutel", "wat"), words.MAAT),
    "kolom": lambda: _keys(("sleutel", "wat"), words.KOLOM),
    "rij": lambda: _keys(("sleutel", "wat"), words.RIJ),
    "splitsing": lambda: _keys(("sleutel", "wat"), words.SPLITSING),
    "kolommen": lambda: _keys(("`kolom =`", "wat"), {f'"{name}"': text for name, text in words.KOLOMMEN.items()}),
    "patronen": lambda: _keys(("patroon", "wat"), {f"{{{name}}}": text for name, text in words.PATRONEN.items()}),
    "kanten": _kanten,
    "dimensies": _dimensies,
    "maten": _maten,
    "sjabloon": lambda: _keys(("sleutel", "wat"), basis.SJABLOON),
    "meegeleverd": _meegeleverd,
    "sjabloonkolom": lambda: _keys(("sleutel", "wat"), basis.KOLOM),
    "fasen": lambda: ", ".join(f"`{fase}`" for fase in FASEN) + ".\n",
    "drempels": lambda: ", ".join(f"`{drempel}`" for drempel in words.DREMPELS) + ".\n",
    "grenzen": _grenzen,
}


if __name__ == "__main__":
    TARGET.write_text(page(TARGET.read_text("utf-8")), encoding="utf-8")
