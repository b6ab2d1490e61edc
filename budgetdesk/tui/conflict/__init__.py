"""The screen on which the conflicts of a merge are decided: list, both sides, and typing a third value."""
