"""Data files as people hand them in: YAML with scenes, or a CSV with one table."""

from videopipe.config.datafile import DataFile
from videopipe.config.document import bad_value, check_ids, line_of, parse_yaml, validate
from videopipe.model.errors import InputError
from videopipe.stages.infographics.faults import Fault
from videopipe.stages.infographics.read import Setting
from videopipe.stages.infographics.sheet import parse_sheet
from videopipe.stages.infographics.story import Story, in_traditional, read_charts
from videopipe.text.encoding import decode
from videopipe.text.traditional import traditional

SHEETS = (".csv", ".tsv")


def parse_data(data: bytes, file: str) -> Story:
    """What the file tells. Raises UndecodableText, or an InputError that names line and key, or row and column."""
    text = decode(data, file).text
    if file.lower().endswith(SHEETS):
        return parse_sheet(text, file)
    return _parse_yaml(text, file)


def _parse_yaml(text: str, file: str) -> Story:
    raw = parse_yaml(text, file)
    said = validate(DataFile, raw, file)
    if not said.scenes:
        raise bad_value(
            file, line_of(raw, ("scenes",)), "scenes", "there is no scene", "没有场景",
            "Write at least one", "请至少写一个",
        )  # fmt: skip
    check_ids([scene.id for scene in said.scenes], "scenes", raw, file)

    def complain(number: int, fault: Fault) -> InputError:
        place = ("scenes", number, *fault.place)
        return bad_value(file, line_of(raw, place), ".".join(map(str, place)), *fault.words)

    charts = read_charts(said.scenes, Setting(said.city, said.source, said.basis), complain)
    city = said.city.zh_full if said.city else ""
    story = Story(said.title, said.series, city, charts, said.theme)
    return in_traditional(story, traditional([])) if said.language == "zh-Hant" else story
