"""The book as data: the chapters of the council's document, its tables and texts in the order of print.

`blokken` are its parts, `hoofdstuk` and `wijziging` put them together; what makes files of them is in `export`.
"""
