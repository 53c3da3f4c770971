"""The password rule Django lacks: several classes of character."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError


class CharacterClassesValidator:
    """Asks for at least so many of: lower case, upper case, digits, other characters."""

    def __init__(self, classes: int = 3) -> None:
        self.classes = classes

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        kinds = [
            any(c.islower() for c in password),
            any(c.isupper() for c in password),
            any(c.isdigit() for c in password),
            any(not c.isalnum() for c in password),
        ]
        if sum(kinds) < self.classes:
            raise ValidationError(self.get_help_text(), code="password_too_uniform")

    def get_help_text(self) -> str:
        return f"密码须包含小写字母、大写字母、数字、符号中的至少 {self.classes} 类。"
