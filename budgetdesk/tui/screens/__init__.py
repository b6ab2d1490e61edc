"""Screens: each composes its widgets, routes messages to the session, and has its style beside it."""
