"""Git, through its command line: what a dossier was in a commit, and how git shows and merges budget files."""
