"""Git for tests: as somebody with a name, and without what this machine has for settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """Run git in a folder; return what it prints. Raises CalledProcessError where it fails, unless `check` is off."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    env |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    who = ("-c", "user.name=Jan", "-c", "user.email=jan@example.org")
    return subprocess.run(
        ("git", *who, *arguments), cwd=folder, env=env, check=check, capture_output=True
    ).stdout.decode()
