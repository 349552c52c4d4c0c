"""The data files against their schema, and what is said when they are wrong."""
import shutil
from pathlib import Path

import pytest

from bot.article import DataError, load_article, read_article
from bot.article.files import DATA

CONTRACT = {
    "sections": "overview mechanisms neuropathy anemia homocysteine other-symptoms diagnosis treatment diet "
                "oral-supplements injections exercise comparison conclusion",
    "topics": "overview mechanism symptom test food treatment comparison cause outlook see-doctor",
    "mechanisms": "neuropathy anemia homocysteine",
    "symptoms": "tingling numbness burning muscle_weakness muscle_cramps muscle_pain walking_difficulty fatigue cognitive_difficulty memory_problems "
                "irritability depression sore_tongue headache pale_skin balance_problems",
    "tests": "serum_b12 mma homocysteine_test neurological_exam",
    "food_groups": "meat_poultry fish_seafood dairy eggs fortified_foods",
    "foods": "beef liver chicken salmon tuna clams oysters milk yogurt cheese eggs fortified_cereal nutritional_yeast fortified_plant_milk",
    "treatments": "diet oral_supplements injections exercise",
    "aspects": "suitability speed form absorption maintenance",
}


@pytest.mark.parametrize("name", CONTRACT)
def test_the_ids_of_the_contract_are_there_in_its_order(name: str) -> None:
    ids = CONTRACT[name].split()
    assert [id_ for id_ in getattr(load_article(), name) if id_ in ids] == ids  # others may have come


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "article", tmp_path / "article")
    return tmp_path / "article"


def change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


def test_every_mistake_of_every_file_is_told_at_once(folder: Path) -> None:
    change(folder, "symptoms.yml", "label: tingling", "labell: tingling")
    change(folder, "foods.yml", "label: beef,", "")
    with pytest.raises(DataError) as caught:
        read_article(folder)
    assert "symptoms.yml: entries -> 0 -> labell: extra fields not permitted" in caught.value.mistakes
    assert "symptoms.yml: entries -> 0 -> label: field required" in caught.value.mistakes
    assert "foods.yml: foods -> 0 -> label: field required" in caught.value.mistakes


@pytest.mark.parametrize(("file", "old", "new", "mistake"), [
    ("foods.yml", "group: meat_poultry, other_names: [steak", "group: meat, other_names: [steak", "foods.yml: beef -> group: there is no group meat"),
    ("symptoms.yml", "mechanisms: [neuropathy]", "mechanisms: [nerves]", "symptoms.yml: tingling -> mechanisms: there is no mechanism nerves"),
    ("topics.yml", "next: [symptom/list, test/list, treatment/list]", "next: [symptom/lst]", "topics.yml: overview -> summary -> next: symptom/lst leads nowhere"),
    ("tests.yml", "- id: mma", "- id: serum_b12", "tests.yml: entries -> 1 -> id: serum_b12 is there twice"),
    ("terms.yml", "topic: mechanism", "topic: mechanic", "terms.yml: myelin -> topic: there is no topic mechanic"),
    ("terms.yml", "circumstance: malabsorption", "circumstance: gut", "terms.yml: pernicious_anemia -> circumstance: there is no condition gut"),
    ("tests.yml", "measures: homocysteine", "measures: hcy", "tests.yml: homocysteine_test -> measures: there is no mechanism hcy"),
    ("topics.yml", "otherwise: malabsorption", "otherwise: gut", "topics.yml: cause -> diet -> otherwise: there is no facet gut"),
    ("topics.yml", "      how_item:", "      how_one:", "topics.yml: mechanism: there is no facet how_item"),
    ("topics.yml", "  - id: cause", "  - id: causes", "topics.yml: there is no topic cause"),
    ("mechanisms.yml", "      symptoms:", "      signs:", "mechanisms.yml: neuropathy: there is no facet symptoms"),
    ("treatments.yml", "  - {id: form,", "  - {id: shape,", "treatments.yml: aspects: there are terms with the role form, and no aspect form"),
    ("mechanisms.yml", "sections: [neuropathy]", "sections: [nerves]", "mechanisms.yml: neuropathy -> sections: there is no section nerves"),
])
def test_files_that_disagree_are_refused(folder: Path, file: str, old: str, new: str, mistake: str) -> None:
    change(folder, file, old, new)
    with pytest.raises(DataError) as caught:
        read_article(folder)
    assert mistake in caught.value.mistakes


@pytest.mark.parametrize(("content", "mistake"), [
    ("entries: [", "tests.yml: line 1: not YAML"), ("- a list", "tests.yml: should be a mapping"), ("", "tests.yml: should be a mapping"),
])
def test_a_file_that_is_no_mapping_is_named(folder: Path, content: str, mistake: str) -> None:
    (folder / "tests.yml").write_text(content)
    with pytest.raises(DataError, match=mistake):
        read_article(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "terms.yml").unlink()
    with pytest.raises(DataError, match="terms.yml: cannot be read"):
        read_article(folder)


@pytest.mark.parametrize(("written", "mistake"), [
    ("  written: '['", "sections.yml: article -> written: is no pattern"), ("  nutrient: vitamin B12", "nutrient: string does not match"),
])
def test_words_for_the_subject_that_cannot_be_read_are_told(folder: Path, written: str, mistake: str) -> None:
    text = (folder / "sections.yml").read_text()
    key = written.split(":")[0]
    kept = [line for line in text.splitlines() if not line.startswith(key) and "(?:vit" not in line]
    (folder / "sections.yml").write_text("\n".join([*kept[:2], written, *kept[2:]]))
    with pytest.raises(DataError, match=mistake):
        read_article(folder)
