"""The password rule."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from foundation.models import User
from foundation.passwords import CharacterClassesValidator


@pytest.mark.parametrize(
    "password", ["harvest-Moon", "harvestMoon9", "harvest-moon-9", "HARVEST-MOON-9", "密码-Harvest", "aB3"]
)
def test_three_classes_of_character_pass(password: str) -> None:
    CharacterClassesValidator(3).validate(password)


@pytest.mark.parametrize("password", ["", "harvestmoon", "harvestMoon", "harvest-moon", "20260917", "harvest9moon"])
def test_fewer_classes_are_refused_with_a_sentence(password: str) -> None:
    with pytest.raises(ValidationError, match="至少 3 类") as refused:
        CharacterClassesValidator(3).validate(password)
    assert refused.value.code == "password_too_uniform"


def test_how_many_classes_is_for_the_settings_to_say() -> None:
    CharacterClassesValidator(2).validate("harvestMoon")
    with pytest.raises(ValidationError, match="至少 4 类"):
        CharacterClassesValidator(4).validate("harvestMoon9")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("aB3-aB3-", "password_too_short"),
        ("Password123", "password_too_common"),
        ("Zhangwei-2026", "password_too_similar"),
        ("harvestmoonrise", "password_too_uniform"),
    ],
)
def test_the_site_asks_for_all_its_rules(password: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, User(username="zhangwei-2026"))
    assert code in {error.code for error in refused.value.error_list}


def test_a_good_password_is_accepted() -> None:
    validate_password("Harvest-moon-9", User(username="zhangwei"))
