"""Three versions of a file made one by key and field, and the conflicts that only people can decide.

`bestand` merges a file. `drieweg` decides about values, `volgorde` about order; `kanten`, `regel` and `weven` find
the text for it. `markering` reads and writes conflicts, `conflictplek` takes them apart for whoever decides.
"""
