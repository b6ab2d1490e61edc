"""Screens that ask or show one thing over the worksheet and give an answer back; they know no dossier."""
