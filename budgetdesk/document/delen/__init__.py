"""The parts of a document as data: which there are, in what order, what each prints and under which heading.

A template declares them under `[deel.KEY]`, and how the document looks under `[opmaak]`; a dossier changes a part by
its key under `[document.KEY]`. `woorden` lists their keys, `declaratie` is what they say, `lezen` makes that of TOML,
and `opbouw` makes a document of it: a part stands in another one, so headings are as deep as parts are, and one
that repeats is there once for each member of what it stands in.
"""
