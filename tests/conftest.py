"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# Laws are about results; how long one example takes depends on what else the machine does.
settings.register_profile("videopipe", deadline=None)
settings.load_profile("videopipe")

Golden = Callable[[str, str], None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what came out as the new golden files"
    )
    parser.addoption(
        "--full",
        action="store_true",
        help="real footage through the portal profile instead of a small one; 10,000 texts for the laws of line breaking; the status pages in Chromium",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Laws of line breaking ask for the profile `texts`, those of timing for `cues`, an example of which has three texts
    or more: they hold for ten thousand texts, and CI has minutes.

    Those of infographics ask for `tables`, so many of each of the thirteen kinds.
    """
    full = config.getoption("--full")
    settings.register_profile("texts", deadline=None, max_examples=10_000 if full else 40)
    settings.register_profile("cues", deadline=None, max_examples=3_500 if full else 40)
    settings.register_profile("tables", deadline=None, max_examples=80 if full else 4)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compares text with tests/golden/data/<name>; `--update-golden` rewrites that file, to be reviewed."""
    return _comparer(request, Path(__file__).parent / "golden" / "data")


@pytest.fixture
def golden_page(request: pytest.FixtureRequest) -> Golden:
    """The same for docs/<name>: a page that is written by the program's own tables."""
    return _comparer(request, Path(__file__).parents[1] / "docs")


def _comparer(request: pytest.FixtureRequest, folder: Path) -> Golden:
    def compare(name: str, actual: str) -> None:
        path = folder / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert path.exists(), f"no golden file {name}: run with --update-golden and review it"
        assert actual == path.read_text(encoding="utf-8")

    return compare
