"""git set up for the files of a dossier: attributes in the checkout, drivers in its configuration.

It also leaves alone what the app puts beside these files while it runs. What a user has set differently stays
as it is and is told, unless it is to be replaced. In a file nothing of the user ever changes: lines are added
below, where they overrule, and taken away again.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from budgetdesk.errors import InputError, Plaats, WriteError
from budgetdesk.git import insertion
from budgetdesk.git.insertion import Insertion
from budgetdesk.git.owners import remove_owners, write_owners
from budgetdesk.storage import git as repository
from budgetdesk.storage import history
from budgetdesk.storage.atomic import IGNORE_PATTERNS, reason
from budgetdesk.storage.gitcall import LANG

BESTAND: Final = ".gitattributes"

UITGESLOTEN: Final = "info/exclude"
"""What git ignores in a repository, all its worktrees included, without a file that goes into it."""

KOP: Final = "# budgetdesk: leesbare verschillen en samenvoegen per sleutel (`budgetdesk git install`)"

_PATRONEN: Final = {
    "begroting.toml": "begroting.toml",
    "reserves.toml": "reserves.toml",
    "vastgesteld.toml": "vastgesteld.toml",
    "**/programmas/*.toml": "programmas/x.toml",
    "**/wijzigingen/*.toml": "wijzigingen/x.toml",
    "**/documenten/*/*.toml": "documenten/x/x.toml",
    "**/import/*.toml": "import/x.toml",
}
"""Which files are meant, each with a name that it matches."""

_SJABLOON: Final = ("**/templates/begroting.toml", "templates/begroting.toml")
"""The one file that has the name of one of these and is none: a template of a dossier, and a name that it matches."""

_BEGROTING: Final = "begroting.toml"
"""The pattern that matches it as well."""

_ONS: Final = ("diff", "merge")
"""The attributes that name us, and that it does not get."""

_ATTRIBUTEN: Final = {"text": "set", "eol": "lf", "diff": "budgetdesk", "merge": "budgetdesk"}
"""What they get, with `set` as git says it."""

_ONBESLIST: Final = {
    "text": ("unspecified", "auto"),
    "eol": ("unspecified",),
    "diff": ("unspecified",),
    "merge": ("unspecified",),
}
"""Values that do not contradict them."""

_FUNCNAME: Final = r"""^\[\[?[A-Za-z0-9_"'].*"""
"""The header of a table, in the file and as `leesbaar` prints it: what git puts behind `@@`."""

_TEXTCONV: Final = (
    'f() {{ case " $(ps -ww -o args= -p $PPID 2>/dev/null) " in'
    ' *" blame "*|*" annotate "*|*" -"[GLS]*) cat -- "$1"; return; esac;'
    ' {budgetdesk} git tabel -- "$1" || cat -- "$1"; }}; f'
)
"""A file that cannot be shown as a table is shown as it is, also when budgetdesk is gone: `git diff` goes on.

So it is to `git blame`, and to `git log` with -L, -S or -G, which are about its lines: git has no setting that tells
these apart, and their process does. Where that cannot be asked (Windows) they go by the lines of the table; then
`budgetdesk wie` still tells who set an amount.
"""

_MERGE: Final = (
    'f() {{ {budgetdesk} merge "$@"; s=$?; [ $s = 0 ] && return; [ $s = 1 ] && grep -q "^<<<<<<<" "$2" && return 1;'
    ' echo "budgetdesk: samenvoegen per sleutel lukt niet; git voegt samen op regels" >&2;'
    ' git merge-file -p --diff3 --marker-size="${{5#*=}}" -L ons -L basis -L "${{y:-hun}}" "$2" "$1" "$3" >"$2.tekst";'
    ' [ $? -lt 128 ] && mv "$2.tekst" "$2"; rm -f "$2.tekst" ".$2."*; return 1; }};'
    ' y=%Y; [ "$y" = %%Y ] && y=$(env | sed -n "s/^GITHEAD_[0-9a-f]*=//p");'
    ' f %O %A %B --pad=%P --markering=%L --labels %S %X "$y"'
)
"""What does not end as a merge (0), or as a conflict (1) that can be seen, becomes git's merge by lines and a conflict.

A Python that has lost budgetdesk also ends with 1; one that is killed leaves a lock and a temporary file. A git
that does not know `%Y` (before 2.44) has the name of their branch in the environment, but only in `git merge`.
"""

_EIGEN: Final = {
    "diff.budgetdesk.textconv": "-m budgetdesk git tabel",
    "merge.budgetdesk.driver": "-m budgetdesk merge",
}
"""What gives a setting away as one of budgetdesk, also of another version or another place."""

_REGELS: Final = "|".join(re.escape(patroon) for patroon in (*_PATRONEN, _SJABLOON[0]))
_WOORDEN: Final = {naam: naam if waarde == "set" else f"{naam}={waarde}" for naam, waarde in _ATTRIBUTEN.items()}
_NIET: Final = {naam: f"!{naam}" for naam in _ONS}
_BLOK: Final = Insertion(KOP, rf"(?:{_REGELS})(?: (?:{'|'.join([*_WOORDEN.values(), *_NIET.values()])}))+")
_NEGEER: Final = Insertion(
    "# hulpbestanden van budgetdesk (`budgetdesk git install`)", f"(?:{'|'.join(map(re.escape, IGNORE_PATTERNS))})"
)


@dataclass(frozen=True, slots=True)
class Uitslag:
    """What was done, one Dutch sentence per thing."""

    regels: tuple[str, ...]
    gewijzigd: bool
    gelaten: bool = False
    """Whether a setting of the user stands in the way of one of these."""
    los: bool = False
    """Whether git does not have `.gitattributes` as it is."""


@dataclass(frozen=True, slots=True)
class _Missing:
    """An attribute that a file does not have as it should; `strijdig` when it was given another value."""

    patroon: str
    attribuut: str
    waar: str
    waarde: str

    @property
    def strijdig(self) -> bool:
        return self.waarde not in _ONBESLIST[self.attribuut]

    def __str__(self) -> str:
        value = {"set": self.attribuut, "unset": f"-{self.attribuut}"}.get(self.waarde)
        return value or f"{self.attribuut}={self.waarde}"


def install(folder: Path, *, vervang: bool = False, eigenaren: bool = False) -> Uitslag:
    """Set up the repository a folder is in; `vervang` also replaces what the user has set differently.

    With `eigenaren` also who owns which file, for a forge.

    Raises InputError (3) where git, a checkout or budgetdesk itself cannot be started from there, WriteError (4).
    """
    top = _top(folder)
    budgetdesk = _start(top)
    return _together(
        top,
        _add_lines(top, vervang=vervang),
        _exclude(top),
        _set(top, _wanted(budgetdesk), vervang=vervang),
        _line_ends(top),
        *([_owners(top)] if eigenaren else []),
    )


def uninstall(folder: Path) -> Uitslag:
    """Take back what `install` did and nothing else; raises InputError (3) or WriteError (4)."""
    top = _top(folder)
    disowned = remove_owners(top)
    return _together(top, _remove_lines(top), _include(top), _unset(top), Uitslag(tuple(disowned), bool(disowned)))


def leave_alone(folder: Path) -> None:
    """Have git leave alone what the app puts beside a dossier, without a file that goes into the repository.

    Raises InputError (3) without git or a checkout, WriteError (4).
    """
    _exclude(_top(folder))


def _owners(top: Path) -> Uitslag:
    told, changed = write_owners(top)
    return Uitslag(tuple(told), changed)


def _together(top: Path, *parts: Uitslag) -> Uitslag:
    regels = [f"Repository {top}", *(regel for part in parts for regel in part.regels)]
    gewijzigd = any(part.gewijzigd for part in parts)
    if not gewijzigd:
        regels.append("Er is niets gewijzigd.")
    los = not repository.is_committed(top, BESTAND)
    return Uitslag(tuple(regels), gewijzigd, any(part.gelaten for part in parts), los)


def _top(folder: Path) -> Path:
    if not folder.is_dir():
        raise InputError.at(Plaats(str(folder)), "deze map bestaat niet.", code="BD100")
    return history.top_of(folder)


def driver_settings() -> dict[str, str]:
    """Return the settings with which git merges by key for once, where `install` was not asked for."""
    return {key: value for key, value in _wanted(shlex.join(_command())).items() if key.startswith("merge.")}


def attribute_lines() -> list[str]:
    """Return the lines that give every file of a dossier that merge."""
    lines = [f"{patroon} merge={_ATTRIBUTEN['merge']}" for patroon in _PATRONEN]
    return [*lines, f"{_SJABLOON[0]} {_NIET['merge']}"]


def _start(top: Path) -> str:
    """Return how a shell starts budgetdesk from anywhere."""
    command = _command()
    try:
        subprocess.run(  # noqa: S603  ourselves
            (*command, "--version"), cwd=top, capture_output=True, check=True, timeout=LANG
        )
    except (OSError, subprocess.SubprocessError):
        raise InputError.at(
            Plaats(sys.executable or "python"),
            "git kan budgetdesk met deze Python niet starten.",
            code="BD107",
            remedie="Installeer budgetdesk er eerst in, met pip.",
        ) from None
    return shlex.join(command)


def _command() -> tuple[str, ...]:
    """Return how budgetdesk is started, and never a program of the repository."""
    return (sys.executable, "-P", "-m", "budgetdesk")


def _wanted(budgetdesk: str) -> dict[str, str]:
    return {
        "diff.budgetdesk.textconv": _TEXTCONV.format(budgetdesk=budgetdesk),
        "diff.budgetdesk.xfuncname": _FUNCNAME,
        "merge.budgetdesk.name": "samenvoegen per sleutel (budgetdesk)",
        "merge.budgetdesk.driver": _MERGE.format(budgetdesk=budgetdesk.replace("%", "%%")),
    }


def _set(top: Path, wanted: dict[str, str], *, vervang: bool) -> Uitslag:
    regels: list[str] = []
    gewijzigd = gelaten = False
    present = repository.settings(top)
    for sleutel, waarde in wanted.items():
        there = present.get(sleutel, [])
        if there == [waarde]:
            continue
        was = " en ".join(f"`{value}`" for value in there)
        if there and not vervang and not _is_own(sleutel, there):
            regels.append(f"git-instelling {sleutel}: is {was} en blijft zo; `--vervang` neemt die van budgetdesk.")
            gelaten = True
            continue
        repository.change_setting(top, sleutel, waarde)
        regels.append(f"git-instelling {sleutel}: {f'vervangen; was {was}' if there else 'ingesteld'}.")
        gewijzigd = True
    return Uitslag(tuple(regels), gewijzigd, gelaten)


def _unset(top: Path) -> Uitslag:
    regels: list[str] = []
    gewijzigd = False
    present = repository.settings(top)
    for sleutel, waarde in _wanted("").items():
        there = present.get(sleutel, [])
        if there == [waarde] or (there and _is_own(sleutel, there)):
            repository.change_setting(top, sleutel, None)
            regels.append(f"git-instelling {sleutel}: weggehaald.")
            gewijzigd = True
        elif there:
            regels.append(f"git-instelling {sleutel}: is niet van budgetdesk en blijft.")
    return Uitslag(tuple(regels), gewijzigd)


def _is_own(sleutel: str, waarden: list[str]) -> bool:
    return sleutel in _EIGEN and len(waarden) == 1 and _EIGEN[sleutel] in waarden[0]


def _add_lines(top: Path, *, vervang: bool) -> Uitslag:
    """Add the lines that give every file its attributes; those a user has decided otherwise only with `vervang`."""
    standen = list(_missing(top))
    kept = _contrary(standen)
    wanted = {(s.patroon, s.attribuut) for s in standen} - (set() if vervang else kept.keys())
    lines = [
        " ".join([patroon, *(word for naam, word in _WOORDEN.items() if (patroon, naam) in wanted)])
        for patroon in _PATRONEN
        if any((patroon, naam) in wanted for naam in _ATTRIBUTEN)
    ]
    lines += _without_template(top, {naam for patroon, naam in wanted if patroon == _BEGROTING})
    if lines:
        _BLOK.add(_attributes_file(top), lines)
    left = _contrary(_missing(top)) if vervang else kept
    advice = "wint ook van de regels erbij; die staat in een map dieper of in info/attributes van git"
    why = advice if vervang else "blijft zo; `--vervang` gaat erboven"
    regels = [f"{BESTAND}: erbij: {line}" for line in lines]
    regels += [f"{BESTAND}: {s.waar} heeft al {s} en dat {why}." for s in left.values()]
    return Uitslag(tuple(regels), bool(lines), bool(left))


def _without_template(top: Path, added: set[str]) -> list[str]:
    """Return the line that takes from a template what the file of that name gets, where it gets or has it."""
    found = repository.attributes(top, _ONS, [_SJABLOON[1], *_templates(top)])
    has = {attribuut for _, attribuut, waarde in found if waarde == _ATTRIBUTEN[attribuut]}
    words = [_SJABLOON[0], *(_NIET[naam] for naam in _ONS if naam in added | has)]
    # what is there and has no say, as a file in a folder below has, is not put there again
    there = (insertion.read(_attributes_file(top)) or b"").decode("utf-8", "replace").splitlines()
    is_vain = added.isdisjoint(_ONS) and any(set(words) <= set(line.split()) for line in there)
    return [" ".join(words)] if len(words) > 1 and not is_vain else []


def _templates(top: Path) -> dict[str, str]:
    return repository.tracked(top, f":(top,glob){_SJABLOON[0]}")


def _contrary(standen: Iterable[_Missing]) -> dict[tuple[str, str], _Missing]:
    """Return the first of a pattern and attribute that the user has decided otherwise."""
    found: dict[tuple[str, str], _Missing] = {}
    for stand in standen:
        if stand.strijdig:
            found.setdefault((stand.patroon, stand.attribuut), stand)
    return found


def _missing(top: Path) -> Iterator[_Missing]:
    """Yield the attributes that the files git keeps, or would keep, do not have as they should."""
    examples = {example: patroon for patroon, example in _PATRONEN.items()}
    for pad, attribuut, waarde in repository.attributes(top, tuple(_ATTRIBUTEN), [*examples, *_files(top)]):
        if waarde != _ATTRIBUTEN[attribuut]:
            yield _Missing(examples.get(pad) or _pattern(pad), attribuut, examples.get(pad, pad), waarde)


def _files(top: Path) -> dict[str, str]:
    """Return the files of dossiers that git keeps, with their line ends there."""
    found = repository.tracked(top, *(f":(top,glob)**/{patroon.removeprefix('**/')}" for patroon in _PATRONEN))
    templates = _templates(top)
    return {pad: ends for pad, ends in found.items() if pad not in templates}


def _pattern(pad: str) -> str:
    return next(patroon for patroon in _PATRONEN if PurePosixPath(pad).match(patroon.removeprefix("**/")))


def _remove_lines(top: Path) -> Uitslag:
    return _removed(BESTAND, _BLOK.remove(_attributes_file(top)))


def _removed(naam: str, done: str) -> Uitslag:
    return Uitslag((f"{naam}: {done}.",) if done else (), gewijzigd=bool(done))


def _attributes_file(top: Path) -> Path:
    pad = top / BESTAND
    if pad.is_symlink():
        raise WriteError(str(pad), "het is een verwijzing, en die volgt git hier niet")
    return pad


def _exclude(top: Path) -> Uitslag:
    """Keep the files that are put beside those of a dossier, such as who has it open, from being committed."""
    pad = repository.git_path(top, UITGESLOTEN)
    there = (insertion.read(pad) or b"").splitlines()
    lines = [pattern for pattern in IGNORE_PATTERNS if pattern.encode() not in there]
    if lines:
        _make_folder(pad.parent)
        _NEGEER.add(pad, lines)
    return Uitslag(tuple(f"{UITGESLOTEN}: erbij: {line}" for line in lines), gewijzigd=bool(lines))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise WriteError(str(folder), reason(error)) from error


def _include(top: Path) -> Uitslag:
    return _removed(UITGESLOTEN, _NEGEER.remove(repository.git_path(top, UITGESLOTEN)))


def _line_ends(top: Path) -> Uitslag:
    """Tell of files that git keeps with CRLF: they count as changed until they are committed with LF."""
    number = sum(eol in ("crlf", "mixed") for eol in _files(top).values())
    if not number:
        return Uitslag((), gewijzigd=False)
    which = "1 bestand staat" if number == 1 else f"{number} bestanden staan"
    return Uitslag((f"{which} met CRLF in git; `git add --renormalize .` zet dat om in LF.",), gewijzigd=False)
