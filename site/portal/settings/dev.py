"""For a developer's own machine and `make run`: no secret to set, mail to the console, demo accounts allowed."""

from .base import *  # noqa: F403

DEBUG = env("DEBUG")  # noqa: F405
SECRET_KEY = env("SECRET_KEY") or "only-for-this-machine-never-for-the-public"  # noqa: F405
ALLOWED_HOSTS = env("ALLOWED_HOSTS") or ["127.0.0.1", "localhost", "[::1]"]  # noqa: F405
INTERNAL_IPS = ["127.0.0.1"]
DEMO_ALLOWED = True

if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
