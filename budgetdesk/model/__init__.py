"""What a budget is, without files and without sums.

Kinds and fields that say everything about themselves (`kind`, `field`; each kind stands in `kinds`, by the file that
holds it), records with typed views (`record`), addresses (`adres`), edits with their inverses (`edits`), undo and redo
(`history`), what people do to the structure (`structuur`), decisions and what counts where (`besluiten`). What computes
over years or programmas belongs in `engine` or `drafting`.
"""
