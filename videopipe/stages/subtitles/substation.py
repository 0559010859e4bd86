"""SubStation Alpha scripts (`.ass`, `.ssa`): the events' times, names and words; nothing of styles or places."""

from collections.abc import Sequence

from videopipe.model.time import Seconds
from videopipe.stages.subtitles.clocks import NotATime, fold, parse_clock
from videopipe.stages.subtitles.entries import Entry, Fault, Parsed
from videopipe.stages.subtitles.markup import plain_scripted, visible

_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
"""Of ASS, where a script doesn't say."""
_SILENT = ("comment", "picture", "sound", "movie", "command")


def is_substation(lines: Sequence[str]) -> bool:
    """By its section or its lines."""
    heads = (line.lstrip().lower() for line in lines)
    return any(head.startswith(("[script info]", "[events]", "dialogue:")) for head in heads)


def parse_substation(lines: Sequence[str]) -> Parsed:
    """Every Dialogue line; comments and drawings say nothing."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    fields: tuple[str, ...] = _FIELDS
    inside = not any(line.strip().lower() == "[events]" for line in lines)
    for number, line in enumerate(lines, 1):
        kind, _, rest = line.strip().partition(":")
        kind = kind.lower()
        if kind.startswith("[") and kind.endswith("]") and not rest:
            inside = kind == "[events]"
        elif inside and kind == "format":
            fields = tuple(name.strip().lower().replace("actor", "name") for name in rest.split(","))
        elif inside and kind == "dialogue":
            event = _event(number, rest, fields)
            if isinstance(event, Entry):
                entries.append(event)
            else:
                faults.append(event)
        elif inside and kind and kind not in _SILENT and not kind.startswith((";", "!")):
            faults.append(Fault(number, "no-time", line.strip()))
    return Parsed(tuple(entries), tuple(faults))


def _event(number: int, rest: str, fields: Sequence[str]) -> Entry | Fault:
    values = rest.split(",", len(fields) - 1)
    if len(values) < len(fields):
        return Fault(number, "fields", rest.strip())
    event = dict(zip(fields, values, strict=True))
    try:
        start, end = (_time(event.get(name, "")) for name in ("start", "end"))
    except NotATime as error:
        return Fault(number, str(error), f"{event.get('start', '')},{event.get('end', '')}")
    plain = plain_scripted(event.get("text", ""))
    return Entry(number, start, end, plain.text, visible(event.get("name", "")), noted=plain.noted)


def _time(text: str) -> Seconds:
    return parse_clock(fold(text).strip())
