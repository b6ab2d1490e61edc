"""The grid: a table that is looked at, and one that is typed in as a spreadsheet is.

It knows cells, not budgets: whoever keeps the data answers as a `Bron` (`source`) and hears in messages
what is typed. Where the cursor goes (`selection`), what stands where (`layout`, `viewport`) and what is
being typed (`open_cell`) are values, to be tried without an app. `paint` and `canvas` make lines of them,
`surface` shows those in a scroll view, and over them the sheets that are laid there (`vel`, drawn by
`velstand`). `view` is the widget that is looked at: keys (`keys`) and the mouse (`muis`) move its cursor (`loper`),
or are for the sheets (`vellen`). `edit_grid` adds an open cell, with the `cellinput` that lies over it.
"""
