"""All settings, read from the environment; starts with none set, on SQLite.

Each variable is described in docs/operate/settings.md, which a test holds against `ENVIRONMENT`.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

ENVIRONMENT = {
    "TUOKIO_DATA": "folder that holds the database, the secret key and the drafts of mails",
    "TUOKIO_DATABASE": "sqlite:///path or postgresql://user@host:port/name",
    "TUOKIO_DOMAIN": "the name people reach this installation by; empty on one's own machine",
    "TUOKIO_VAULT_DOMAIN": "the name of the locked notes' own host; oma. before TUOKIO_DOMAIN unless set, same for one host",
    "TUOKIO_KEYS_DATABASE": "the database of sealed keys, written as TUOKIO_DATABASE; beside the other unless set",
    "TUOKIO_EXTRA_HOSTS": "further host names, comma-separated",
    "TUOKIO_MAIL": "smtp://user:password@host:port or smtps://…; empty makes mails drafts",
    "TUOKIO_MAIL_FROM": "the address mails are sent from",
    "TUOKIO_REPLIES": "imaps://user:password@host/folder of the mailbox that calendars answer to; empty: none is read",
    "TUOKIO_PRIVATE_CALENDARS": "1 lets people have calendars read that are inside the server's own network",
    "TUOKIO_SECRET_KEY": "signing key; made and kept in the data folder when not given",
    "TUOKIO_DEMO": "1 shows the demo practices and lets anyone sign in as their people",
    "TUOKIO_BEHIND_PROXY": "1 trusts X-Forwarded-Proto and X-Forwarded-For of one reverse proxy",
    "TUOKIO_BACKUP_TO": "folder for the nightly encrypted backup",
    "TUOKIO_BACKUP_RECIPIENT": "age public key the backups are encrypted to",
    "TUOKIO_LOG_LEVEL": "WARNING unless set",
    "PORT": "port of `tuokio start`, 8000 unless set",
}


def _env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


PACKAGE = Path(__file__).resolve().parent.parent
DATA = Path(_env("TUOKIO_DATA") or Path.home() / ".local" / "share" / "tuokio")
DEMO = _env("TUOKIO_DEMO") == "1"
DOMAIN = _env("TUOKIO_DOMAIN")
BEHIND_PROXY = _env("TUOKIO_BEHIND_PROXY") == "1"


def _secret_key() -> str:
    """The signing key: from the environment, or made once and kept beside the data."""
    if given := _env("TUOKIO_SECRET_KEY"):
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process of the same start was quicker
            pass
        else:
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(50))
    return kept.read_text()


def _database(address: str) -> dict[str, Any]:
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "CONN_MAX_AGE": 600,  # opening the file and its pragmas cost more than most questions
            "OPTIONS": {
                # one writer at a time waits its turn instead of failing half-way
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: an acknowledged write survives a power cut
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA secure_delete=ON;"
                    "PRAGMA journal_size_limit=27103364;PRAGMA cache_size=500;"
                ),
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        extra = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": extra.get("host", parts.hostname or ""),
            "PORT": extra.get("port", str(parts.port or "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    raise ValueError(f"TUOKIO_DATABASE must begin with sqlite:/// or postgresql://, not {parts.scheme!r}")


def _mailer(address: str) -> dict[str, Any]:
    """How mail leaves: by SMTP when a server is given, else as drafts in the data folder."""
    if not address:
        return {"BACKEND": "tuokio.kit.drafts.DraftBackend"}
    parts = urlsplit(address)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname or "localhost",
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_ssl": parts.scheme == "smtps",
            "use_tls": parts.scheme == "smtp+starttls",
            "timeout": 20,
        },
    }


SECRET_KEY = _secret_key()
DEBUG = False
VAULT_DOMAIN = _env("TUOKIO_VAULT_DOMAIN") or f"oma.{DOMAIN or 'tuokio.localhost'}"
VAULT_SHARES_HOST = VAULT_DOMAIN == "same"
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]", ".tuokio.localhost"]
_extra_hosts = [host.strip() for host in _env("TUOKIO_EXTRA_HOSTS").split(",") if host.strip()]
ALLOWED_HOSTS = [*([DOMAIN, VAULT_DOMAIN] if DOMAIN else []), *_extra_hosts, *LOCAL_HOSTS]
# a practice may answer at a domain of its own: names in the database are let in by this check
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ([DOMAIN] if DOMAIN else []) + _extra_hosts]
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
PORT = int(_env("PORT", "8000") or 8000)
BASE_ADDRESS = f"https://{DOMAIN}" if DOMAIN else f"http://tuokio.localhost:{PORT}"
VAULT_PATH = "/oma/" if VAULT_SHARES_HOST else "/"
if VAULT_SHARES_HOST:
    VAULT_ORIGIN = BASE_ADDRESS
else:
    VAULT_ORIGIN = f"https://{VAULT_DOMAIN}" if DOMAIN else f"http://{VAULT_DOMAIN}:{PORT}"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "tuokio.kit",
    "tuokio.audit",
    "tuokio.people",
    "tuokio.supervision",
    "tuokio.mapping",
    "tuokio.agreement",
    "tuokio.meetings",
    "tuokio.calendars",
    "tuokio.booking",
    "tuokio.goals",
    "tuokio.evaluation",
    "tuokio.vault",
    "tuokio.vault.keys",
    "tuokio.workroom",
    "tuokio.retention",
    "tuokio.desk",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks_db",
]

MIDDLEWARE = [
    "tuokio.config.vault_host.vault_host",
    "tuokio.config.middleware.healthz",
    "tuokio.config.middleware.own_domains",
    "django.middleware.security.SecurityMiddleware",
    "tuokio.config.middleware.feeds",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "tuokio.config.middleware.clean_input",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "tuokio.config.middleware.language_of_reader",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tuokio.config.middleware.language_of_person",
    "tuokio.people.computers.short_on_shared",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "tuokio.config.urls"
WSGI_APPLICATION = "tuokio.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tuokio.config.shell.shell",
            ],
            "builtins": ["tuokio.kit.templatetags.kit", "django.templatetags.i18n"],
        },
    },
]

_main_database = _env("TUOKIO_DATABASE") or f"sqlite:///{DATA / 'tuokio.db'}"


def _keys_database(main: str) -> str:
    """Beside the main one: keys.db in the data folder, or a database named like the other with _keys."""
    if main.startswith("sqlite:"):
        return f"sqlite:///{DATA / 'keys.db'}"
    parts = urlsplit(main)
    return parts._replace(path=f"{parts.path}_keys").geturl()


DATABASES = {
    "default": _database(_main_database),
    "keys": _database(_env("TUOKIO_KEYS_DATABASE") or _keys_database(_main_database)),
}
DATABASE_ROUTERS = ["tuokio.config.databases.KeysApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TASKS = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "documents"]}
}
MAILERS = {"default": _mailer(_env("TUOKIO_MAIL"))}
MAIL_MAKES_DRAFTS = not _env("TUOKIO_MAIL")
DEFAULT_FROM_EMAIL = _env("TUOKIO_MAIL_FROM") or f"Tuokio <tuokio@{DOMAIN or 'tuokio.localhost'}>"
REPLIES = _env("TUOKIO_REPLIES")
PRIVATE_CALENDARS = _env("TUOKIO_PRIVATE_CALENDARS") == "1"
DRAFTS = DATA / "drafts"
BACKUP_TO = _env("TUOKIO_BACKUP_TO")
BACKUP_RECIPIENT = _env("TUOKIO_BACKUP_RECIPIENT")

# --- people and doors -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "tuokio.people.allauth_adapter.AccountAdapter"
MFA_ADAPTER = "tuokio.people.allauth_adapter.MfaAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# codes by mail are our own (tuokio.people.doors); allauth keeps passkeys, second steps and sign-ins
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login": None}  # counted by tuokio.kit.limits, over all workers
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not DOMAIN  # http://tuokio.localhost is a secure context in browsers
MFA_TOTP_ISSUER = "Tuokio"
MFA_RATE_LIMITS = False  # the same
SESSION_COOKIE_NAME = "tuokio_session"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SESSION_COOKIE_SECURE = bool(DOMAIN)
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = bool(DOMAIN)
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tuokio.config.errors.form_too_old"

# --- what browsers are told ----------------------------------------------------------------------------
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF, VAULT_ORIGIN],  # browsers hold a form's redirect against it too
    "frame-ancestors": [CSP.NONE],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if DOMAIN:
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365

# --- limits on what one request may carry ----------------------------------------------------------------
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
UPLOAD_LIMIT = 6_000_000  # bytes of one uploaded file; more is answered with a sentence

# --- language and time ------------------------------------------------------------------------------------
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "tuokio_language"
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
TIME_ZONE = "Europe/Helsinki"
USE_TZ = True

# --- our own built files -----------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = PACKAGE / "built"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_MAX_AGE = 3600
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[A-Z0-9]{8}\.\w+$"

LOG_LEVEL = _env("TUOKIO_LOG_LEVEL", "WARNING") or "WARNING"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_content": {"()": "tuokio.config.logs.WithoutContent"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_content"]}
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {"django": {"handlers": [], "level": LOG_LEVEL, "propagate": True}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
