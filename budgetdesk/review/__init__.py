"""What changed and who decides: the difference of two versions, the merge of three, and git."""
