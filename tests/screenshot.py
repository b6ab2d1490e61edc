"""Make the picture in the README: the app on Leiden's budget, as it draws itself.

python tests/screenshot.py
"""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path
from typing import Final

from budgetdesk.tui.app import BudgetdeskApp
from budgetdesk.tui.dossier.worksheet import WorksheetScreen
from tests.pictures import as_svg, terminal

HERE: Final = Path(__file__).parent
TARGET: Final = HERE / "golden" / "screenshot.svg"


async def take(dossier: Path) -> str:
    """Return the screen as SVG after one amount was typed, with local fonts only."""
    app = BudgetdeskApp(dossier)
    async with app.run_test(size=(118, 30)) as pilot:
        while not (isinstance(app.screen, WorksheetScreen)):
            await pilot.pause()
        await pilot.press("right", "right", *"12500", "enter", "up")
        await pilot.pause()
        return as_svg(app, "budgetdesk")


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder, terminal("donker", Path(folder)):
        sample = shutil.copytree(HERE.parent / "sample_budgets" / "leiden-2026", Path(folder) / "leiden-2026")
        TARGET.write_text(asyncio.run(take(sample)), encoding="utf-8")


if __name__ == "__main__":
    main()
