"""Foreign figures to edits: what a municipality has in its ledger, in Excel, in print and in its Iv3 file.

`bron` holds what was read, whatever the file: sheets of cells with the exact text of each. Nothing here knows a heading
that is not in a mapping or an evidence rule, and nothing writes: the session does.
"""
