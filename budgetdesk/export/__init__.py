"""Grids leave the house: as text, csv, markdown and json, and as an Excel workbook with live formulas."""
