"""What budgetdesk does for git: installing the merge and diff drivers (`installatie`), and textconv (`leesbaar`).

Asking git for versions is `storage.git`: bytes at a revision are a source like a folder.
"""
