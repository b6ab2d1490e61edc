"""Document templates and totals to the council's tables: which rows, which columns, which signs."""
