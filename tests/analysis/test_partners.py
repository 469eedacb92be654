from datetime import date

import pytest

from multivector.analysis.partners import (
    OverlappingPartners,
    attending,
    belongs,
    bloc_of,
    cut,
    cut_of,
    expanded,
    involved,
    members_of,
    members_on,
    remainder_of,
)
from tests.analysis.builder import build, figures

WORLD = build()
BEFORE, AFTER = date(2018, 12, 31), date(2019, 1, 1)


def test_members_are_those_of_the_group_in_file_order() -> None:
    assert members_of(WORLD, "EU") == ("IT", "FR", "DE")
    assert members_of(WORLD, "CN") == ()


def test_membership_depends_on_the_day() -> None:
    assert members_on(WORLD, "OT", BEFORE) == ("TR", "KG")
    assert members_on(WORLD, "OT", AFTER) == ("TR", "KG", "UZ")
    assert belongs(WORLD, "UZ", BEFORE) == ("CA",)
    assert belongs(WORLD, "UZ", AFTER) == ("CA", "OT")


def test_a_selected_bloc_includes_its_members_and_an_organisation_does_not() -> None:
    assert expanded(WORLD, ["EU", "CN"]) == {"EU", "IT", "FR", "DE", "CN"}
    assert expanded(WORLD, ["FR"]) == {"FR"}
    assert expanded(WORLD, ["OT"]) == {"OT"}


def test_a_region_sits_at_the_table_with_its_members_and_a_bloc_with_its_institutions() -> None:
    assert attending(WORLD, ["CN", "CA"], AFTER) == {"CN", "CA", "UZ", "KG"}
    assert attending(WORLD, ["EU"], AFTER) == {"EU"}
    assert attending(WORLD, ["OT"], AFTER) == {"OT"}


def test_an_organisation_involves_its_members_of_the_day() -> None:
    assert involved(WORLD, ["OT"], BEFORE) == {"OT", "TR", "KG"}
    assert involved(WORLD, ["OT"], AFTER) == {"OT", "TR", "KG", "UZ"}


def test_a_cut_keeps_the_order_and_each_partner_once() -> None:
    assert cut(WORLD, ["RU", "EU", "RU", "CN"]) == ("RU", "EU", "CN")


@pytest.mark.parametrize(
    ("partners", "bloc", "member"),
    [
        (["CN", "FR", "EU"], "EU", "FR"),
        (["CA", "UZ"], "CA", "UZ"),
        (["TR", "OT"], "OT", "TR"),
        (["CN", "WLD"], "WLD", "CN"),
        (["EU", "EU-other"], "EU", "EU-other"),
    ],
)
def test_a_whole_and_its_part_are_no_cut(partners: list[str], bloc: str, member: str) -> None:
    with pytest.raises(OverlappingPartners, match=f"{bloc} and {member}") as caught:
        cut(WORLD, partners)
    assert (caught.value.bloc, caught.value.member) == (bloc, member)


def test_two_groups_that_share_a_member_are_no_cut() -> None:
    with pytest.raises(OverlappingPartners):
        cut(WORLD, ["CA", "OT"])


def test_the_remainder_of_a_bloc_stands_beside_the_members_shown() -> None:
    assert cut(WORLD, ["IT", "EU-other", "CN"]) == ("IT", "EU-other", "CN")
    assert bloc_of(remainder_of("EU")) == "EU"
    assert bloc_of("EU") is None


def test_the_bloc_cut_is_the_selected_vectors() -> None:
    assert cut_of(WORLD, ["CN", "EU"], "bloc") == ("EU", "CN")
    assert cut_of(WORLD, ["FR", "EU"], "bloc") == ("EU",)
    assert cut_of(WORLD, ["FR", "CN"], "bloc") == ("CN", "FR")


def test_the_member_cut_shows_members_with_figures_and_the_rest() -> None:
    world = build(figures({"IT": 20, "FR": 6, "DE": None, "UZ": 1, "KG": 1}))
    assert cut_of(world, ["EU", "CN"], "member") == ("IT", "FR", "EU-other", "CN")
    assert cut_of(world, ["CA"], "member") == ("UZ", "KG")
    assert cut_of(world, ["EU"], "member", "inflow") == ("EU",)


def test_members_counted_only_by_others_do_not_split_a_bloc_of_the_home_count() -> None:
    world = build([*figures({"IT": 20}), *figures({"FR": 6}, reporter="cn-stat")])
    assert cut_of(world, ["EU"], "member", "turnover") == ("IT", "EU-other")


def test_members_that_met_stand_apart_where_meetings_are_counted() -> None:
    world = build(events=[{"id": "visit", "partners": ["FR"]}])
    assert cut_of(world, ["EU", "CA"], "member", "meetings-held") == ("FR", "EU-other", "CA")
