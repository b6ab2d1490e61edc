"""How much memory a process of our own may have."""

from __future__ import annotations


def begrens(bytes_: int) -> None:
    """Let the system refuse this process more memory, where it can: on Windows it cannot, on macOS it does not."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (bytes_, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, ValueError, OSError):
        return
