"""What differs between two budgets: the effect first, then every thing that changed, as data and as tables."""
