"""The grid: a table that is typed in as a spreadsheet is. It knows cells, not budgets."""
