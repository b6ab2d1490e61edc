"""The kinds of record, one class each: what a file holds and all that is known about it, kind by kind.

A new field is a line here; a new kind is a class here. `model.arrangement` makes the format of them.
"""
