import zipfile
from pathlib import Path

import pytest

from engine.pipeline.choices import ChoiceError
from engine.pipeline.forms import write_blanks, write_forms
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


def test_district_gets_a_form_per_open_organisation_a_universal_blank_and_its_own_form(
    tmp_path: Path, rulebook: Rulebook
) -> None:
    workspace, period = Workspace(tmp_path), rulebook.periods["2024"]
    forms = write_forms(workspace, rulebook, period, district_id="05")
    open_places = [place.id for place in rulebook.registry.schools("05") if place.open_at(period.ends_on)]
    assert [form.place_id for form in forms if form.form == "school"] == open_places
    assert [(form.form, form.place_id) for form in forms[-2:]] == [("universal", "05"), ("district", "05")]
    assert all(form.path.startswith("outgoing/forms/2024/05/") for form in forms)
    assert all((tmp_path / form.path).is_file() for form in forms)
    assert len({form.path for form in forms}) == len(forms)


def test_closed_organisation_gets_no_form(tmp_path: Path, rulebook: Rulebook) -> None:
    forms = write_forms(Workspace(tmp_path), rulebook, rulebook.periods["2024"], district_id="04")
    assert "0410" not in {form.place_id for form in forms}


def test_district_without_a_roadmap_needs_no_form_of_its_own(tmp_path: Path, planless: Rulebook) -> None:
    forms = write_forms(Workspace(tmp_path), planless, planless.periods["2024"], district_id="04")
    assert {form.form for form in forms} == {"school", "universal"}


def test_one_school_gets_only_its_own_form(tmp_path: Path, rulebook: Rulebook) -> None:
    forms = write_forms(Workspace(tmp_path), rulebook, rulebook.periods["2024"], school_id="0101")
    assert [(form.form, form.place_id) for form in forms] == [("school", "0101")]


@pytest.mark.parametrize(("district_id", "school_id"), [("0101", None), (None, "01"), (None, "9999")])
def test_unknown_place_is_refused_with_names(
    tmp_path: Path, rulebook: Rulebook, district_id: str | None, school_id: str | None
) -> None:
    with pytest.raises(ChoiceError) as caught:
        write_forms(Workspace(tmp_path), rulebook, rulebook.periods["2024"], district_id, school_id)
    assert "«" in caught.value.text("ru")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("district_id", "school_id"), [("05", "0101"), (None, "0410"), ("04", "0410")])
def test_a_school_of_another_district_or_closed_by_then_gets_no_form(
    tmp_path: Path, rulebook: Rulebook, district_id: str | None, school_id: str
) -> None:
    with pytest.raises(ChoiceError) as caught:
        write_forms(Workspace(tmp_path), rulebook, rulebook.periods["2024"], district_id, school_id)
    assert f"«{school_id}»" in caught.value.text("ru")
    assert list(tmp_path.iterdir()) == []


def test_blanks_in_the_repository_are_what_the_rules_give_today(tmp_path: Path, rulebook: Rulebook) -> None:
    written = write_blanks(Workspace(tmp_path), rulebook)
    committed = Path(__file__).parents[2] / "workbook_templates"
    assert {path.removeprefix("workbook_templates/") for path in written} == {
        each.name for each in committed.glob("*.xlsx")
    }
    for path in written:
        # Across machines the parts are the same after inflating; on one machine the bytes are (tests/template).
        assert parts_of(tmp_path / path) == parts_of(committed / Path(path).name), path


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as opened:
        return {name: opened.read(name) for name in opened.namelist()}
