"""What no single module can promise: who imports what, and how text reaches a widget."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "budgetdesk"
Function = ast.FunctionDef | ast.AsyncFunctionDef
NAMED = (ast.FunctionDef, ast.ClassDef)
SLOW = ("polars", "tomlkit", "xlsxwriter", "textual", "rich", "docx", "lxml", "fastjsonschema", "jinja2")


@cache
def parsed(path: Path) -> ast.Module:
    """Return a module, which is only looked at."""
    return ast.parse(path.read_text("utf-8"))


def loaded(*statements: str) -> list[set[str]]:
    """Return which of the slow libraries a fresh interpreter has loaded after each of some statements."""
    tell = "print(*{m.split('.')[0] for m in sys.modules})"
    code = "\n".join(["import sys", *(f"{statement}\n{tell}" for statement in statements)])
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return [set(line.split()) & set(SLOW) for line in result.stdout.splitlines()]


@pytest.mark.lang
def test_nothing_slow_is_loaded_before_it_is_needed_and_totals_of_many_amounts_load_polars_alone(samples: Path) -> None:
    opening = "from budgetdesk.session import Session; from pathlib import Path"
    opening += (
        f"; small, session = (Session.open(Path(r'{samples}', n)) for n in ('leiden-2026', 'voorbeeldstad-2026'))"
    )
    controllers = "import budgetdesk.tui.dossier.controllers, budgetdesk.tui.dossier.describe"
    statements = ("import budgetdesk", "import budgetdesk.session", "import budgetdesk.cli", controllers)
    sound = f"{opening}; small.keuring.require_sound()"
    *before, after = loaded(*statements, sound, "small.totalen.sides()", "session.totalen")
    assert list(zip(statements, before, strict=False)) == [(statement, set()) for statement in statements]
    assert before[-2:] == [set(), set()]
    assert after == {"polars"}


@pytest.mark.lang
def test_the_screen_that_paints_first_imports_nothing_of_the_worksheet() -> None:
    code = "import sys; from budgetdesk.tui.app import BudgetdeskApp, Geheugen\n"
    # the start screen is painted before anything that reads a dossier is imported, its settings read
    code += "BudgetdeskApp(geheugen=Geheugen(bewaart=True)).get_default_screen(); print(*sys.modules)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    late = {f"budgetdesk.tui.dossier.{name}" for name in ("worksheet", "controllers")}
    assert not (late | {"polars", "tomlkit", "toml_rs", "budgetdesk.storage.reader"}) & set(result.stdout.split())


MOST_METHODS = 45
"""A class with more than this, those it inherits from this repository included, is several."""


def methods(name: str, classes: dict[str, ast.ClassDef]) -> set[str]:
    """Return the methods of a class by name, inherited ones of this repository included."""
    own = {n.name for n in classes[name].body if isinstance(n, Function)}
    return own.union(*(methods(base, classes) for base in map(_base, classes[name].bases) if base in classes))


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yield everything in a module but expressions: what stands in classes, functions and branches included."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr):
            yield child
            yield from statements(child)


def _base(node: ast.expr) -> str:
    return _name(node.value if isinstance(node, ast.Subscript) else node)


@pytest.mark.lang
def test_no_class_is_several() -> None:
    trees = [parsed(path) for path in sorted(PACKAGE.rglob("*.py"))]
    classes = {node.name: node for tree in trees for node in statements(tree) if isinstance(node, ast.ClassDef)}
    assert {name for name in classes if len(methods(name, classes)) > MOST_METHODS} == set()
    # two classes may have one name: each is counted by itself as well
    every = [node for tree in trees for node in statements(tree) if isinstance(node, ast.ClassDef)]
    own = [(node.name, sum(isinstance(part, Function) for part in node.body)) for node in every]
    assert [(name, count) for name, count in own if count > MOST_METHODS] == []


# --- text reaches a widget visibly and never as markup -------------------------------------------
#
# A string that Textual takes as markup can crash the app or run an action, and a Text may still carry
# terminal sequences. So in tui what a widget or a Text is given is a literal, or has gone through
# `display`. The rule looks at one function at a time: a name is followed to its assignments there, not
# further. The cells of the grid are segments, not widgets; its own tests draw hostile names.

WIDGETS = {"Static", "Label", "Button", "Option", "Checkbox", "Tab", "TabPane", "Collapsible"}
"""Classes of Textual that show their first argument, or a keyword such as `label`."""
METHODS = {"notify", "update", "add_leaf", "set_label", "add_option", "add_column"}
KEYWORDS = {"title", "label", "message", "content", "prompt", "renderable", "placeholder", "tooltip"}
ATTRIBUTES = {"title", "sub_title", "border_title", "border_subtitle", "tooltip", "placeholder", "label"}
CLEANS = {"display", "display_lines", "tekst", "regels", "len", "format_cell", "format_exact", "format_edit"}
SHOWABLE = {"Text", "Table", "Option"}
"""Types a function or a parameter may have to be shown as it is: where they are made the rule holds too."""


class Source:
    """One module: what it gives widgets to show, and whether that is clean."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = parsed(path)
        nodes = list(ast.walk(self.tree))
        imports = [n for n in nodes if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("textual")]
        self.widgets = WIDGETS & {name.name for n in imports for name in n.names}
        functions = [n for n in nodes if isinstance(n, Function)]
        self.showable = {f.name for f in functions if isinstance(f.returns, ast.Name) and f.returns.id in SHOWABLE}
        self.scopes = {child: f for f in functions for child in ast.walk(f)}

    def shown(self) -> Iterator[ast.expr]:
        """Yield every expression that a widget, a notice or a Text is given."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call) and self.shows(node.func):
                yield from node.args[:1]
                yield from (k.value for k in node.keywords if k.arg in KEYWORDS)
            elif isinstance(node, ast.Call) and _name(node.func) == "add_row":
                yield from node.args
            elif isinstance(node, ast.Call) and _name(node.func) == "Input":
                yield from (k.value for k in node.keywords if k.arg == "placeholder")
            elif isinstance(node, ast.Assign) and any(_name(t) in ATTRIBUTES for t in node.targets if _is_attribute(t)):
                yield node.value

    def shows(self, called: ast.expr) -> bool:
        """Return whether a call shows what it is given; `append` does on a Text, a base class on a widget."""
        match called:
            case ast.Name(id=name):
                return name in self.widgets | {"Text"}
            case ast.Attribute(attr="append", value=ast.Name() as target):
                return any(_name(v.func) in CLEANS | {"Text"} for v in self.values(target) if isinstance(v, ast.Call))
            case ast.Attribute(attr="__init__"):
                return bool(self.widgets)
            case ast.Attribute(attr=name):
                return name in METHODS
        return False

    def values(self, node: ast.Name) -> list[ast.expr]:
        """Return everything a name is assigned in its function, else in the module; [] where that is unknown."""
        scopes: list[ast.AST] = [scope for scope in (self.scopes.get(node), self.tree) if scope]
        assigned = (
            [a.value for a in ast.walk(s) if isinstance(a, ast.Assign) and _assigns(a, node.id)] for s in scopes
        )
        return next((found for found in assigned if found), [])

    def is_clean(self, node: ast.expr) -> bool:
        """Return whether what an expression gives can be shown as it is."""
        match node:
            case ast.Constant():
                return True
            case ast.Starred(value=value) | ast.FormattedValue(value=value):
                return self.is_clean(value)
            case ast.JoinedStr(values=parts) | ast.BoolOp(values=parts) | ast.List(elts=parts):
                return all(map(self.is_clean, parts))
            case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
                return self.is_clean(one) and self.is_clean(other)
            case ast.Name():
                values = self.values(node)
                return self.is_showable_parameter(node) or (bool(values) and all(map(self.is_clean, values)))
        return isinstance(node, ast.Call) and self.gives_clean(node)

    def gives_clean(self, call: ast.Call) -> bool:
        match call:
            case ast.Call(func=ast.Attribute(attr="join" | "rstrip", value=value), args=args):
                return all(map(self.is_clean, [value, *args]))
            case ast.Call(func=ast.Name(id="map"), args=[function, *_]):
                return _name(function) in self.showable
        # what a Text or a widget is made of is looked at where it is made
        return _name(call.func) in CLEANS | SHOWABLE | self.showable

    def is_showable_parameter(self, node: ast.Name) -> bool:
        scope = self.scopes.get(node)
        arguments = scope.args.args + scope.args.kwonlyargs if scope else []
        return any(a.arg == node.id and _name(a.annotation) in SHOWABLE for a in arguments)


def _name(node: ast.expr | None) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _is_attribute(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute)


def _assigns(node: ast.Assign, name: str) -> bool:
    return any(isinstance(t, ast.Name) and t.id == name for t in node.targets)


def tui() -> list[Path]:
    return sorted((PACKAGE / "tui").rglob("*.py"))


def unclean(source: Source) -> list[str]:
    return [
        f"{source.path.name}:{node.lineno}: {ast.unparse(node)}" for node in source.shown() if not source.is_clean(node)
    ]


@pytest.mark.lang
def test_every_text_that_reaches_a_widget_is_made_visible_first() -> None:
    assert [line for path in tui() for line in unclean(Source(path))] == []


@pytest.mark.lang
def test_markup_is_switched_on_nowhere_and_off_where_a_string_is_shown() -> None:
    calls = [(path, n) for path in tui() for n in ast.walk(parsed(path)) if isinstance(n, ast.Call)]
    wrong = []
    for path, call in calls:
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        markup = [k.value for k in call.keywords if k.arg == "markup"]
        is_off = [isinstance(value, ast.Constant) and value.value is False for value in markup]
        if (
            not all(is_off)
            or name in ("from_markup", "render_markup")
            or (name in ("notify", "OptionList") and not markup)
        ):
            wrong.append(f"{path.name}:{call.lineno}: {ast.unparse(call)}")
    assert wrong == []


@pytest.mark.parametrize(
    ("code", "clean"),
    [
        ("Static('tekst')", True),
        ("Label(naam)", True),
        ("class K(Static):\n    def __init__(self, naam: str):\n        super().__init__(naam)", False),
        ("def f(naam):\n    line = Text('x')\n    line.append(naam)", False),
        ("def f(naam):\n    line = Text('x')\n    line.append(display(naam), style=naam)", True),
        ("def f(naam):\n    lijst = []\n    lijst.append(naam)", True),
        ("Static(naam)", False),
        ("Static(f'{naam}')", False),
        ("Static(tekst(naam), id=naam)", True),
        ("Static(Text(naam))", False),
        ("Static(Text(display(naam)))", True),
        ("Text(f'{len(rijen)} van {display(naam)}')", True),
        ("Text(str(naam))", False),
        ("self.notify(display(naam), title=naam)", False),
        ("self.notify('x' if naam else 'y', markup=False)", True),
        ("self.query_one('#kop', Static).update(naam)", False),
        ("node.add_leaf(bestand.titel)", False),
        ("self.border_title = naam", False),
        ("Input(placeholder=f'in {naam}')", False),
        ("Option(tekst(naam), id=naam)", True),
        ("def f(naam):\n    line = tekst(naam)\n    x.update(line, layout=False)", True),
        ("def f(naam):\n    line = naam\n    x.update(line)", False),
        ("def f(naam):\n    line = tekst(naam)\n    line = naam\n    x.update(line)", False),
        ("def f(line: Text):\n    x.update(line)", True),
        ("def g(n) -> Text: ...\nStatic(g(naam))", True),
        ("def g(n) -> str: ...\nStatic(g(naam))", False),
    ],
)
def test_the_rule_sees_what_it_should(tmp_path: Path, code: str, *, clean: bool) -> None:
    path = tmp_path / "m.py"
    path.write_text(
        f"from textual.widgets import Button, Input, Static\nfrom textual.widgets.option_list import Option\n{code}"
    )
    assert (unclean(Source(path)) == []) is clean


# --- the map is the house ------------------------------------------------------------------------


def rooms() -> set[str]:
    """Return the rooms and single modules of the package."""
    found = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    return found | {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}


def test_the_map_in_the_package_names_every_room_and_no_other() -> None:
    text = ast.get_docstring(parsed(PACKAGE / "__init__.py")) or ""
    lines = [line.partition(":")[0] for line in text.splitlines() if line.startswith("- ")]
    assert {name for line in lines for name in re.findall(r"`(\w+)`", line)} == rooms()


def test_the_readme_lists_every_room_in_the_order_of_the_map() -> None:
    text = (PACKAGE.parent / "README.md").read_text("utf-8")
    table = text[text.index("| room | what lives there |") :].split("\n\n")[0].splitlines()[2:]
    listed = [name for line in table for name in re.findall(r"`(\w+)`", line.split("|")[1])]
    mapped = [line for line in (PACKAGE / "__init__.py").read_text("utf-8").splitlines() if line.startswith("- ")]
    assert listed == [name for line in mapped for name in re.findall(r"`(\w+)`", line.partition(":")[0])]


def test_every_room_says_what_belongs_there() -> None:
    pages = {path: ast.get_docstring(parsed(path)) for path in PACKAGE.rglob("__init__.py")}
    assert [path for path, page in pages.items() if not page] == []


def test_a_page_of_a_room_names_only_what_is_there() -> None:
    gone = []
    for page in PACKAGE.rglob("__init__.py"):
        tree = parsed(page)
        here = {path.stem for path in page.parent.iterdir()} | {
            node.name for node in tree.body if isinstance(node, NAMED)
        }
        for word in re.findall(r"`([a-z][a-z0-9_.]*)`", ast.get_docstring(tree) or ""):
            places = [word.replace(".", "/"), word.replace(".", "/").rpartition("/")[0]]
            elsewhere = any((top / f"{place}.py").exists() for place in places for top in (PACKAGE, page.parent))
            if word not in here and not elsewhere and not (PACKAGE / places[0]).is_dir():
                gone.append(f"{page.parent.name}: {word}")
    assert gone == []


def imported_first(path: Path, modules: Mapping[str, Path]) -> set[str]:
    """Return which modules of the package one imports when it is imported itself."""
    found = set()
    for node in parsed(path).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {
                full if (full := f"{node.module}.{alias.name}") in modules else node.module for alias in node.names
            }
    return found & modules.keys()


FAILING_PATHS = re.compile(r"\.expanduser\(|\bPath\.(cwd|home)\(|\bgetcwd\(|(map|pad|file|folder|doel)\.resolve\(")
"""What pathlib and os raise for: a ring of links, the home of nobody, a current folder that was removed."""


@pytest.mark.lang
def test_what_a_path_is_is_asked_in_one_place() -> None:
    own = PACKAGE / "storage" / "pathnames.py"
    assert FAILING_PATHS.search(own.read_text("utf-8"))
    asking = [path.name for path in PACKAGE.rglob("*.py") if FAILING_PATHS.search(path.read_text("utf-8"))]
    assert asking == [own.name]


@pytest.mark.lang
def test_no_module_leads_back_to_itself() -> None:
    root = PACKAGE.parent
    modules = {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for path in PACKAGE.rglob("*.py")
    }
    graph = {name: imported_first(path, modules) - {name} for name, path in modules.items()}
    assert sum(map(len, graph.values())) > len(graph)
    assert list(TopologicalSorter(graph).static_order())


@pytest.mark.lang
def test_no_module_only_passes_on_what_another_one_holds() -> None:
    passing = []
    for path in PACKAGE.rglob("*.py"):
        body = parsed(path).body
        rest = [n for n in body if not isinstance(n, ast.Import | ast.ImportFrom) and not _is_docstring(n)]
        only_names = all(isinstance(n, ast.Assign) and _name(n.targets[0]) == "__all__" for n in rest)
        if path.name != "__init__.py" and body and only_names:
            passing.append(path.name)
    assert passing == []


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
