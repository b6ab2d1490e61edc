"""The yearly work on model and engine: indexing, closing, the rollover to the next year, taking over amounts.

Each returns edits and a report and prints nothing; `placing` puts a dossier of the next year in place. Both front ends
ask for it. Adopting and booking are edits of decisions, in `model.besluiten`.
"""
