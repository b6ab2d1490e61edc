"""What budgetdesk does for git: installing the merge and diff drivers (`setup`), and textconv (`textconv`).

Asking git for versions is `storage.git`: bytes at a revision are a source like a folder.
"""
