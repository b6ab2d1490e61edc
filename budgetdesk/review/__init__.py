"""What changed and who decides: reading a dossier's history in git."""
