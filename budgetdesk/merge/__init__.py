"""Three versions of a file made one by key and field, and the conflicts that only people can decide.

`bestand` merges a file. `drieweg` decides about values, `volgorde` about order; `kanten`, `regel` and `weven` find
the text for it; `hernoemd` knows what only got another key. `markering` reads and writes conflicts, `conflictplek`
takes them apart for whoever decides, line by line in `kantregel`; `elders` offers what needs another key.
"""
