"""budgetdesk: draft multi-year programme budgets of Dutch municipalities in TOML.

The rooms of the house, from the inside out; each imports only from those before it, and says in its `__init__` what
belongs there:

- `codes`: every code a finding can have, its severity and what to do about it
- `errors`, `bedrag`, `display`, `zinnen`, `verbruik`: findings and errors; money; showing strings safely; Dutch
  sentences; what a process of ours may use
- `voortgang`: how far slow work is, and whether somebody calls it off
- `blok`: a pasted block: cells of a text, placed on a table, with what is asked and what each cell becomes
- `model`: what a budget is: kinds and fields, records, addresses, invertible edits
- `storage`: bytes to records and back, byte-preserving and atomic; what git holds is a source like a folder
- `engine`: records to facts and totals (Polars): one cube, stored and computed
- `drafting`: the yearly work: indexing, closing, rollover, taking over
- `tables`: document templates and facts to the council's tables
- `document`: the book as data: chapters, in the order of print
- `iv3`, `diff`: the national statement; the difference of two versions, as values
- `checks`, `merge`, `importing`: rules and what they find; three versions made one; foreign figures to edits
- `export`, `git`: every format that leaves; what budgetdesk does for git
- `session`: the one stateful object: open, apply, undo, save
- `cli`, `tui`: the two front ends
"""
