"""One dossier on screen: a sheet, its controllers, and the two screens that show them.

`Sheet` is the state and `Desk` shows what changed of it; the controllers work on both. None of these knows
Textual: what they need from the outside (`View`, `Voice`, `Questions`, `Work`) the screen supplies, and a
test supplies with lists.
"""
