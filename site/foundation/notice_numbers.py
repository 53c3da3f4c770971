"""Number and date of the yearly notices whose days the site begins with. A year not listed has no number on record."""

from datetime import date

NUMBERS: dict[int, tuple[str, date]] = {
    2024: ("国办发明电〔2023〕7号", date(2023, 10, 25)),
    2025: ("国办发明电〔2024〕12号", date(2024, 11, 12)),
    2026: ("国办发明电〔2025〕7号", date(2025, 11, 4)),
}
