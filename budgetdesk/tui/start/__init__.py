"""What the app shows without a dossier, and what it remembers of a user: start screen, new dossier, tour, settings."""
