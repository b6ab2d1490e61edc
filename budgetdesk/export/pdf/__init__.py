"""A document as PDF: for who prints, reads aloud and archives it (PDF/UA-1 and PDF/A-2a).

`inhoud` makes data of the tree, `letters` replaces what has no glyph, and `zetter` gives that with our layout to
`kind`, which compiles it in a process of its own. The layout is the one file here that is no Python. Texts are data
in it, never markup; no file of a dossier is read or run.
"""
