from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from engine.pipeline.formcache import form_cache
from engine.report.correspondence import written_form
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.vocabulary.fields import Address
from engine.workspace.folders import Workspace


def kept(workspace: Workspace) -> list[Path]:
    return sorted(path for path in (workspace.state / "forms").rglob("*") if path.is_file())


def test_a_kept_form_is_the_one_that_would_be_written(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    cache = form_cache(Workspace(tmp_path), rulebook)
    content = school_content(rulebook, period, "0101")
    first = cache(content)
    (file,) = kept(Workspace(tmp_path))
    before = file.stat().st_mtime_ns
    assert cache(content) == first == written_form(content)
    assert file.stat().st_mtime_ns == before


def test_another_content_is_another_form(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    cache = form_cache(Workspace(tmp_path), rulebook)
    content = school_content(rulebook, period, "0101")
    filled = replace(content, values={Address("101"): 400})
    assert cache(content) != cache(filled)
    assert cache(filled) == written_form(filled)


def test_a_torn_file_is_written_anew(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    cache = form_cache(Workspace(tmp_path), rulebook)
    content = school_content(rulebook, period, "0101")
    whole = cache(content)
    (file,) = kept(Workspace(tmp_path))
    for torn in (file.read_bytes()[:1000], b""):
        file.write_bytes(torn)
        assert cache(content) == whole


def test_what_was_kept_under_other_rules_is_dropped(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    form_cache(Workspace(tmp_path), rulebook)(school_content(rulebook, period, "0101"))
    form_cache(Workspace(tmp_path), replace(rulebook, sha256="1" * 64))
    assert kept(Workspace(tmp_path)) == []


def test_a_cache_that_cannot_be_written_gives_the_form_all_the_same(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    cache = form_cache(Workspace(tmp_path), rulebook)
    content = school_content(rulebook, period, "0101")
    cache.folder.rmdir()
    assert cache(content) == written_form(content)
