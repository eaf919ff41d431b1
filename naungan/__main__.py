"""`python -m naungan` and the command `naungan`: sets Django up, then hands over to the command line."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line; returns the exit code (0, 2 the user's error, 3 a failure outside, 130 interrupted)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naungan.settings")
    from naungan.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
