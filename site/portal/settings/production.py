"""For the public. Refuses to start, with a sentence each, on anything left at a default (foundation.checks)."""

from foundation.startup import configuration_faults, refuse_configuration

from .base import *  # noqa: F403

DEBUG = env("DEBUG")  # noqa: F405
SECRET_KEY = env("SECRET_KEY")  # noqa: F405
ALLOWED_HOSTS = env("ALLOWED_HOSTS")  # noqa: F405
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")  # noqa: F405
DEMO_ALLOWED = False

SECURE_SSL_REDIRECT = env("HTTPS")  # noqa: F405
SESSION_COOKIE_SECURE = env("HTTPS")  # noqa: F405
CSRF_COOKIE_SECURE = env("HTTPS")  # noqa: F405
SECURE_HSTS_SECONDS = env("HSTS_SECONDS")  # noqa: F405
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env("TRUSTED_PROXIES"):  # noqa: F405
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

refuse_configuration(
    configuration_faults(
        secret_key=SECRET_KEY,
        debug=DEBUG,
        allowed_hosts=ALLOWED_HOSTS,
        data_dir=DATA_DIR,  # noqa: F405
    )
)
