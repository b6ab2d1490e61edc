"""The terminal app: the second front end.

`app` opens it, `actions` is the one registry of keys and palette. `grid` knows cells, `dossier` is the worksheet with
its controllers, `conflict` decides what a merge left, `dialogs` ask one thing, `widgets` are what several screens show.
"""
