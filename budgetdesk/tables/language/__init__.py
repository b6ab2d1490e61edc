"""Declared tables: `[tabel.KEY]` in TOML, rows by columns over the cube.

`declaration` says what a table is, `parser` makes one of TOML with every error placed, `build` turns one and the
figures of a dossier into a `Grid`. What can be declared, with an example of each ability, is in `TABELLEN.md`.
"""
