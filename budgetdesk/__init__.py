"""budgetdesk: draft multi-year programme budgets of Dutch municipalities in TOML.

The rooms of the house, from the inside out; each imports only from those before it:

- `codes`: every code a finding can have, its severity and what to do about it
- `errors`, `bedrag`, `display`, `zinnen`: findings and errors; money; showing strings safely; Dutch sentences
- `model`: what a budget is: schema, records, addresses, invertible edits
- `storage`: files to model and back, byte-preserving and atomic
- `engine`: model to facts and totals (Polars)
- `tables`: document templates and facts to the council's tables
- `checks`, `review`, `export`: findings; git; workbook, csv, markdown, json
- `session`: the one stateful object: open, apply, undo, save
- `cli`, `tui`: the two front ends
"""
