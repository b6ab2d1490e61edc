"""What leaves the house: grids and documents as text, csv, json, markdown, html, Word and an Excel workbook.

`bestand` knows the formats. The workbook is `workbook` with its sheets (`inhoud`, `figuren` and `grafiekblad`,
`posten` and `postenblad`, `tabelblad`) and its formulas (`formules`, `verwijzingen`, `labels`).
"""
