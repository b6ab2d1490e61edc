"""Widgets of our own; none of them knows storage, engine or export."""
