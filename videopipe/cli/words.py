"""Which language people are spoken to in, and how."""

import locale
import os

import click


def default_language() -> str:
    """zh where the locale is Chinese, else en."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").lower().startswith("zh") else "en"


def language() -> str:
    """The language of the running command."""
    context = click.get_current_context(silent=True)
    found = context.find_root().params.get("lang") if context is not None else None
    return str(found) if found else default_language()


def say(en: str, zh: str) -> str:
    """The sentence in the language of the running command."""
    return zh if language() == "zh" else en


def tell(en: str, zh: str) -> None:
    """Print a line for people on stderr: stdout belongs to results."""
    click.echo(say(en, zh), err=True)


def clock(seconds: float) -> str:
    """`1:05` or `1:02:05`."""
    whole = round(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{left:02d}" if hours else f"{minutes}:{left:02d}"


def size(count: float) -> str:
    """`512 B`, `3.4 MB`, `1.2 GB`."""
    for unit in ("B", "kB", "MB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "B" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"


def printable(text: str) -> str:
    """The text without what would confuse a terminal: control characters, and bytes of names that aren't UTF-8."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text
    )
