"""The command line: the front end without a screen, and the door to the one with a screen.

`main` is the boundary: every error becomes a Dutch sentence on stderr and an exit code, never a
traceback. A command imports what it needs when it runs, so `--help` and `--version` load nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from budgetdesk.errors import DEBUG, BudgetdeskError

UNREADABLE: Final = 3
INTERNAL: Final = 70
INTERRUPTED: Final = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; `argv` is without the program's name."""
    from budgetdesk.cli import output
    from budgetdesk.cli.commands import parse

    output.prepare()
    try:
        args = parse(sys.argv[1:] if argv is None else argv)
        code = _run(args)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BudgetdeskError as error:
        output.note(str(error))
        return error.exit_code
    except OSError as error:
        from budgetdesk.storage.atomic import reason

        # what storage does not name itself, such as a path that is too long or may not be looked at
        output.note(f"{error.filename or 'budgetdesk'}: {reason(error)}.")
        return UNREADABLE
    except Exception as error:  # noqa: BLE001  the boundary of the command line
        _report(error)
        return INTERNAL
    return code


def _run(args: argparse.Namespace) -> int:
    """Run a command; where it is about one dossier, its errors name files from the current folder."""
    code: int
    if not hasattr(args, "dossier") or args.dossier is None:
        code = args.run(args)
    else:
        from budgetdesk.cli.command import from_here

        with from_here(args.dossier):
            code = args.run(args)
    return code


def _report(error: Exception) -> None:
    from budgetdesk.cli import output

    if os.environ.get(DEBUG):
        import traceback

        output.note("".join(traceback.format_exception(error)))
    output.note(
        f"Er ging iets mis in budgetdesk zelf ({type(error).__name__})."
        f" Met {DEBUG}=1 ervoor ziet u waar; wilt u dat melden?"
    )
