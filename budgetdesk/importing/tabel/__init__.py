"""A printed programme table into a dossier: exact euros that print every cell of it as it is printed.

`zegswijze` reads what somebody says of a table, `druk` finds the amounts, `dingen` tells which rows are one thing,
`plaatsing` finds those things in a dossier or makes them, `tabelvoorstel` says which amount becomes which, and
`tabelverslag` tells it.
"""
