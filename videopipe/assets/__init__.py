"""What comes with the package: fonts and themes."""

from importlib.resources import files
from pathlib import Path
from typing import Literal

Weight = Literal["Medium", "Bold"]
"""The two cuts of Noto Sans SC that are shipped."""

FONTS_DIR = Path(str(files(__name__) / "fonts"))
"""Static fonts (libass silently ignores variable ones), SIL OFL 1.1."""

THEMES_DIR = Path(str(files(__name__) / "themes"))


def font_path(weight: Weight) -> Path:
    """The font file of that weight."""
    return FONTS_DIR / f"NotoSansSC-{weight}.ttf"
