"""What every place of use shares. What differs is in dev, test and production."""

from pathlib import Path

from csp.constants import NONE, SELF

from .environment import BASE_DIR, env
from .logs import logging_config

DATA_DIR = Path(env("DATA_DIR")).resolve()

# --- the house -------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal",
    "notices",
    "search",
    "foundation",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "guardian",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "foundation.middleware.requests.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "foundation.middleware.headers.PermissionsPolicy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "foundation.acting.ActingUser",
    "foundation.middleware.given_password.GivenPassword",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "foundation.middleware.errors.ErrorPages",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "foundation.furniture.site_furniture",
            ],
        },
    },
]

# --- words and time --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
AUTH_USER_MODEL = "foundation.User"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- data ------------------------------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db_url_config(env("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'gongshi.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that reads first and writes later must not lose the race for the lock (decision 0003).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        ),
    }
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
KEYS_DIR = DATA_DIR / "keys"
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# What is typed or pasted; files go to disk beyond the second, and each screen says how large they may be.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "static"
STATICFILES_DIRS = [BASE_DIR / "site" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- background ------------------------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
WORKER_HEARTBEAT_SECONDS = 5
WORKER_SILENT_SECONDS = 30

# --- search ----------------------------------------------------------------------------------------------------------

SEARCH_ENGINE = env("SEARCH_ENGINE")
SEARCH_DIR = DATA_DIR / "search"
# Files in this folder take the place of those of the same name in search/words: synonyms and the like, edited by staff.
SEARCH_WORDS_DIR = DATA_DIR / "search-words"
SEARCHES_A_MINUTE = env("SEARCHES_A_MINUTE")
ELASTICSEARCH_HOSTS = env("ELASTICSEARCH_HOSTS")
ELASTICSEARCH_INDEX = env("ELASTICSEARCH_INDEX")
ELASTICSEARCH_SHARDS = env("ELASTICSEARCH_SHARDS")
ELASTICSEARCH_REPLICAS = env("ELASTICSEARCH_REPLICAS")
# Wagtail's own search sees a run of Chinese as one word; the fallback looks for the typed characters.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database.fallback"}}

# --- people ----------------------------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "guardian.backends.ObjectPermissionBackend",
]
ANONYMOUS_USER_NAME = None
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "foundation.passwords.CharacterClassesValidator", "OPTIONS": {"classes": 3}},
]
LOGIN_URL = "wagtailadmin_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"

AXES_FAILURE_LIMIT = env("SIGNIN_FAILURES")
AXES_COOLOFF_TIME = env("SIGNIN_LOCK_MINUTES") / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "foundation.signin.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # foundation.models.SecurityEvent is the one record of sign-ins
AXES_IPWARE_PROXY_COUNT = env("TRUSTED_PROXIES") or None
AXES_IPWARE_META_PRECEDENCE_ORDER = (
    ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"] if env("TRUSTED_PROXIES") else ["REMOTE_ADDR"]
)

SESSION_COOKIE_AGE = env("SESSION_IDLE_MINUTES") * 60
SESSION_SAVE_EVERY_REQUEST = True  # the age above counts from the last request, not from signing in
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin scripts read it
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "foundation.errors.csrf_failure"
SECURITY_LOG_KEEP_DAYS = 400  # never below 183: the Cybersecurity Law asks for six months

# How long names and contacts are kept after the summary, and after the closing where no summary comes; how often one
# address may send in an hour.
COMMENT_CONTACT_MONTHS = env("COMMENT_CONTACT_MONTHS")
COMMENT_CONTACT_MOST_MONTHS = env("COMMENT_CONTACT_MOST_MONTHS")
COMMENTS_AN_HOUR = env("COMMENTS_AN_HOUR")

# --- what a browser is told ------------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail relaxes it on its previews; browsers of today go by frame-ancestors below
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [SELF],
    },
}
# Wagtail's date widgets start by inline script and its rich text editor sets inline style; it knows no nonces.
ADMIN_CSP = {
    "script-src": [SELF, "'unsafe-inline'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}

# --- Wagtail ---------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "公示"
WAGTAILADMIN_BASE_URL = env("SITE_URL")
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]
WAGTAILADMIN_PERMITTED_LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
WAGTAIL_USER_TIME_ZONES = ["Asia/Shanghai"]
# What was returned and changed is reviewed anew, whatever was approved of an earlier draft.
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "foundation.acts.finish.publish_on_finish"
WAGTAILADMIN_USER_LOGIN_FORM = "foundation.forms.SignInForm"
WAGTAIL_PASSWORD_RESET_ENABLED = False  # an administrator does it, and the log says so
# Autosave rewrites the latest revision in place, and a form sent while it saves meets its own half-made page.
WAGTAIL_AUTOSAVE_INTERVAL = 0
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%Y-%m-%d"
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["h2", "h3", "bold", "ol", "ul", "link", "document-link", "image", "hr"]},
    },
}
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "foundation.acts.file_forms.DocumentForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "foundation.acts.file_forms.ImageForm"
# What a document may be is decided by what it holds (notices.attachments), in one sentence. Wagtail's list of endings
# is left out: it would say a second one, and its second step of an upload fails on it (a form without the field).
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png"]
ATTACHMENT_MAX_BYTES = env("ATTACHMENT_MAX_MB") * 1024 * 1024
# Ours says it in a sentence; these only keep Wagtail from saying 10 MB.
WAGTAILIMAGES_MAX_UPLOAD_SIZE = ATTACHMENT_MAX_BYTES
# Shown in the browser; everything else is offered to be kept, and a page or drawing is never what it says it is.
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "image/png", "image/jpeg"]
WAGTAILDOCS_CONTENT_TYPES = dict.fromkeys(
    ("html", "htm", "xhtml", "svg", "svgz", "xml", "mht", "mhtml", "js"), "application/octet-stream"
)

# --- mail and logs ---------------------------------------------------------------------------------------------------

vars().update({key: value for key, value in env.email_url_config(env("EMAIL_URL")).items() if value is not None})
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
HANDBOOK_DIR = BASE_DIR / "docs" / "handbook"
LOGGING = logging_config(env("LOG_LEVEL"))
SILENCED_SYSTEM_CHECKS: list[str] = []
