"""What leaves the house: grids and documents as text, csv, json, markdown, html, Word and an Excel workbook.

`suffix` knows the formats. The workbook is `workbook` with its sheets (`contents`, `figuren` and `grafiekblad`,
`posten` and `postenblad`, `tabelblad`) and its formulas (`formulas`, `places`, `labels`).
"""
