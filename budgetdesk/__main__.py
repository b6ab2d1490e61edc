"""`python -m budgetdesk` is the command `budgetdesk`."""

from __future__ import annotations

import sys

from budgetdesk.cli import main

sys.exit(main())
