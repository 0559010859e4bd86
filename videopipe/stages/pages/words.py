"""Figures as people read them."""

from datetime import datetime

from videopipe.model.time import Seconds


def clock(t: Seconds) -> str:
    """`1:33` or `1:02:03`, rounded down: what a player shows."""
    minutes, seconds = divmod(int(t), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def decimal(t: Seconds) -> str:
    """Seconds to the millisecond, for `#t=` (W3C Media Fragments)."""
    return f"{float(t):.3f}".rstrip("0").rstrip(".")


def iso_duration(t: Seconds) -> str:
    """ISO 8601: `PT1M33.4S`."""
    minutes, millis = divmod(round(t * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    seconds = decimal(Seconds(millis, 1000))
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + f"{seconds}S"


def size(size_bytes: int) -> str:
    """`12.3 MB`, in decimal units, as download pages count."""
    if size_bytes < 1000:
        return f"{size_bytes} B"
    if size_bytes < 999_500:
        return f"{size_bytes / 1e3:.0f} KB"
    return f"{size_bytes / 1e6:.1f} MB" if size_bytes < 999_950_000 else f"{size_bytes / 1e9:.2f} GB"


def minute(t: datetime) -> str:
    """`YYYY-MM-DD HH:MM` (GOV-05)."""
    return t.strftime("%Y-%m-%d %H:%M")
