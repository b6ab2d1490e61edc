"""Model to facts and totals, exact and in whole cents. The only room that knows Polars."""
