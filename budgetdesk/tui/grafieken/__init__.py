"""The charts of a dossier: figures as plain values, charts that are lines of words, and the screen that shows them.

The worksheet reads the figures from its dossier; nothing here knows one. A chart takes figures and a way of looking at
them (`vorm.Kijk`) and returns blocks of lines; `blad` lays those in one or two columns and knows what is chosen.
"""
