"""The difference of two versions, as values: what was, what is, what that does to every balance.

`differences` are the edits that lead from one to the other, `comparison` is a whole dossier beside another, `effect`
what moves, `alswijziging` the difference as a decision. `notation` and `woorden` say it; files are made in `export`.
"""
