"""The terminal app: screens, widgets and actions on top of a session (Textual)."""
