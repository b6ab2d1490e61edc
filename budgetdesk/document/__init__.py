"""The chapters of the council's document: the tables of a programma with its texts, in the order of print."""
