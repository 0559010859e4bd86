"""All checks and all tests, from the root of the project: `python -m tests`.

Stops at the first that fails, with its exit code. pytest comes last, so that its closing line is the last one.
"""

import shlex
import subprocess
import sys
from pathlib import Path

AT_ONCE = ("-n", "auto", "--dist", "loadfile")
"""One test a core; a file stays together, for its tests share films."""
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy", "--strict"),
    ("lint-imports",),
    ("pytest", *AT_ONCE, "tests/unit", "tests/golden"),
    ("pytest", *AT_ONCE, "tests/integration", "tests/shared"),
)
"""In this order; each is a program that `pip install -e '.[dev]'` puts beside this Python."""


def main() -> int:
    """Exit code of the first check that fails, else 0."""
    root, programs = Path(__file__).resolve().parent.parent, Path(sys.executable).parent
    for program, *arguments in CHECKS:
        print(f"$ {shlex.join([program, *arguments])}", flush=True)  # noqa: T201 - this is a command line
        code = subprocess.run([programs / program, *arguments], cwd=root, check=False).returncode
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main())
