"""The data dictionary says what every field means."""

from multivector.analysis.dictionary import RECORDS, data_dictionary, name_of


def test_every_field_of_every_record_has_a_meaning() -> None:
    found = data_dictionary()
    assert (found["meaning"].str.len() > 3).all()
    assert set(found["record"]) == {name_of(record) for record in RECORDS}


def test_field_as_it_is_written_in_files() -> None:
    found = data_dictionary().set_index(["record", "field"])
    assert found.loc[("source", "container-title"), "required"] == False  # noqa: E712
    assert found.loc[("claim", "kind"), "allowed"].startswith("figure; event; agreement")
    assert bool(found.loc[("observation", "reporter"), "required"])
