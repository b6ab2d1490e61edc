"""What a budget is: schema, records, addresses and invertible edits. Knows no library and no file."""
