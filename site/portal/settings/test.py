"""For the tests: fast hashing, tasks at once, mail in memory, plain static files."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403

DEBUG = False
SECRET_KEY = "for-the-tests-only"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO_ALLOWED = True

DATA_DIR = Path(tempfile.gettempdir()) / "gongshi-tests"
MEDIA_ROOT = DATA_DIR / "media"
KEYS_DIR = DATA_DIR / "keys"
SEARCH_DIR = DATA_DIR / "search"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
AXES_ENABLED = False  # signing in by lock-out is tested where it is switched on
