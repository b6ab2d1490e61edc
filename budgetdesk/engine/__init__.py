"""Records to facts and sums: one cube of every amount, stored or computed.

`facts` and `cube` hold them, `frame` those of a large dossier (Polars), `dimensions` says what they are of; capital
charges, allocation, the financial position and the structural balance are computed here, from records to cents. What
prints belongs in `tables`.
"""
