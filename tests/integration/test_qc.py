"""Films with one fault each: it is found, at its time, and nothing else is."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests import media
from videopipe.app.quality import examine_film
from videopipe.config.profile import load_profile
from videopipe.model.findings import Severity

FAIL, WARN = Severity.FAIL, Severity.WARN
PROFILE = load_profile("portal")
Maker = Callable[[Path], None]
Wanted = Mapping[str, tuple[Severity, tuple[float, float] | None]]
"""Id -> (how bad, from when to when)."""

FAULTS: list[tuple[Maker, Wanted]] = [
    (media.film_with_black, {"picture.black": (WARN, (3.0, 3.6))}),
    (media.film_with_freeze, {"picture.frozen": (WARN, (2.96, 6.0))}),
    (media.film_with_silence, {"sound.silence": (WARN, (2.0, 6.0))}),
    (media.film_with_flashes, {"picture.flashes": (FAIL, (3.0, 5.0))}),
    (media.film_with_red_flashes, {"picture.red-flashes": (FAIL, (3.0, 5.0))}),
    (media.film_with_dead_left, {"sound.dead-channel": (FAIL, None)}),
    (media.film_too_bright, {"picture.levels": (FAIL, (3.0, 4.0))}),
    (media.film_with_clipping, {"sound.clipping": (WARN, (3.0, 3.0)), "sound.true-peak": (FAIL, (3.0, 3.1))}),
    (media.film_in_opposed_phase, {"sound.anti-phase": (FAIL, (2.0, 5.0))}),
    (media.film_too_quiet, {"sound.loudness": (FAIL, None)}),
    (media.film_with_long_gop, {"delivery.key-interval": (FAIL, None)}),
    (media.film_with_index_last, {"delivery.index-last": (FAIL, None)}),
    (media.film_of_10_bit, {"delivery.pixel-format": (FAIL, None)}),
    (media.film_without_tags, {"delivery.colour-tags": (FAIL, None)}),
    (media.film_of_hdr, {"delivery.hdr": (FAIL, None)}),
    (
        media.film_of_variable_rate,
        {"delivery.variable-rate": (FAIL, None), "picture.gap": (FAIL, (0.0, 0.08))},
    ),
    (media.film_on_its_side, {"delivery.rotation": (FAIL, None)}),
    (media.film_of_44100, {"delivery.sound-format": (FAIL, None)}),
    (media.film_with_late_sound, {"sync.start": (WARN, None)}),
    (media.film_with_very_late_sound, {"sync.start": (FAIL, None)}),
    (media.woven_film, {"picture.combing": (FAIL, None)}),
]


def found_in(film: Path) -> dict[str, tuple[Severity, tuple[float, float] | None]]:
    """The first finding of each id."""
    report = examine_film(film, PROFILE, pictures=False, stopped=lambda: False)
    found: dict[str, tuple[Severity, tuple[float, float] | None]] = {}
    for finding in report.findings:
        span = (float(finding.span.start), float(finding.span.end)) if finding.span else None
        found.setdefault(finding.id, (finding.severity, span))
    return found


@pytest.mark.parametrize(("make", "wanted"), FAULTS, ids=[make.__name__ for make, _ in FAULTS])
def test_each_fault_is_found_at_its_time_and_nothing_else(
    make: Maker, wanted: Wanted, tmp_path: Path
) -> None:
    make(tmp_path / "film.mp4")
    found = found_in(tmp_path / "film.mp4")
    assert found.keys() == wanted.keys()
    for id_, (severity, span) in wanted.items():
        assert found[id_][0] is severity
        if span is not None:
            # a tenth of a second is the step of levels and flashes, and what AAC smears a sound by
            assert found[id_][1] == pytest.approx(span, abs=0.13), id_


def test_a_clean_film_has_no_findings_at_all(tmp_path: Path) -> None:
    media.clean_film(tmp_path / "film.mp4")
    assert found_in(tmp_path / "film.mp4") == {}


def test_damaged_data_is_a_fault_of_the_file(tmp_path: Path) -> None:
    media.broken_film(tmp_path / "film.mp4")
    assert found_in(tmp_path / "film.mp4")["file.decoder-errors"][0] is FAIL


def qc(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "videopipe", "--lang", "zh", "qc", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


def test_the_command_tells_people_and_programs_and_writes_a_page(tmp_path: Path) -> None:
    media.film_with_flashes(tmp_path / "闪.mp4")
    told = qc(tmp_path, "闪.mp4", "-o", "report.html")
    assert told.returncode == 5
    assert [(line.split()[1], line.split()[-1]) for line in told.stdout.splitlines()] == [
        ("✗", "[picture.flashes]")
    ]
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "不可发布" in page
    assert 'src="data:image/jpeg;base64,' in page
    assert page.count("<polyline") == 4
    (facts,) = json.loads(qc(tmp_path, "闪.mp4", "--json").stdout)
    check_json(facts)


def check_json(facts: dict[str, Any]) -> None:
    (finding,) = facts["findings"]
    assert facts["verdict"] == "FAIL"
    assert finding.keys() >= {
        "id", "severity", "start", "end", "value", "threshold", "standard", "tool", "tool_version", "what", "remedy",
    }  # fmt: skip
    assert (finding["id"], finding["threshold"], finding["tool"]) == ("picture.flashes", "6", "videopipe")
    assert int(finding["value"]) >= 8


def test_what_can_not_be_read_is_refused_and_what_is_good_passes(tmp_path: Path) -> None:
    (tmp_path / "notes.mp4").write_text("no film", "utf-8")
    media.clean_film(tmp_path / "good.mp4")
    done = qc(tmp_path, "notes.mp4", "good.mp4")
    assert done.returncode == 3
    assert "notes.mp4" in done.stderr
    assert done.stdout.splitlines() == ["good.mp4: 可以发布"]


def test_a_film_without_flashes_and_beeps_has_no_sync_to_tell_of(tmp_path: Path) -> None:
    media.clean_film(tmp_path / "good.mp4")

    done = qc(tmp_path, "good.mp4", "--sync")
    assert done.returncode == 0
    assert "没有可配对的闪光" in done.stdout
    assert "[sync.none-found]" in done.stdout
