"""Foreign figures to edits: what a municipality has in its ledger, in Excel, in print and in its Iv3 file.

`bron` holds what was read, whatever the file: sheets of cells with the exact text of each. Nothing here knows a heading
that is not in a mapping or an evidence rule, and nothing writes: the session does.

A ledger report: `mapping` is how it is read (a file of the dossier), `kiezen` which of those and which sheet are meant,
`kolommen` which column says what, `koppelen` its rows as amounts by code (with `cellen`, `woorden` and `totaalrijen`).
`voorstel` is what that comes to in a dossier, `nieuw` the posts it makes; both know the model and no other module does.
`inlezing` is all of it together, `verslag` how it is told.
"""
