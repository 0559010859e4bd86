"""The program as it is started: nothing heavy before it is needed."""

import subprocess
import sys

HEAVY = ("numpy", "PIL", "av", "pydantic", "rich", "ffmpeg", "moviepy", "jieba")
ASK = f"""
import sys
from videopipe.cli.main import main
try:
    main(["--help"])
except SystemExit as end:
    print("ended with", end.code)
print("loaded", [name for name in {HEAVY} if name in sys.modules])
"""


def test_help_loads_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", ASK], capture_output=True, text=True, check=True, timeout=30)

    assert done.stdout.splitlines()[-2:] == ["ended with 0", "loaded []"]


def test_a_wrong_option_exits_with_2_from_the_shell_too() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from videopipe.cli.main import main; main(['--verbos'])"],
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip

    assert done.returncode == 2
    assert "--verbos" in done.stderr
