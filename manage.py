#!/usr/bin/env python
"""The command line of the project."""

import os
import sys
from pathlib import Path

# The folder `site/` is not a package (the standard library owns that name); it holds two packages.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    try:
        from django.core.exceptions import ImproperlyConfigured
        from django.core.management import execute_from_command_line
    except ImportError as error:
        raise SystemExit("没有找到 Django。请先运行 make setup，再用 .venv/bin/python manage.py …") from error
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
