"""One settings file; whatever differs between machines comes from the environment.

`jalankan` without any variable is the demo: everything a user sees behaves as in
production; the secret key and the address last served are kept in `EREG_DATA`.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def env_bool(nama, bawaan):
    """Read a yes/no switch and refuse anything that is neither."""
    nilai = os.environ.get(nama, bawaan)
    if nilai not in ("0", "1"):
        raise ImproperlyConfigured(f"{nama} harus 0 atau 1, bukan {nilai!r}.")
    return nilai == "1"


def env_bilangan(nama, bawaan):
    """Read a whole number above zero."""
    nilai = os.environ.get(nama, "") or str(bawaan)
    if not nilai.isdecimal() or int(nilai) < 1:
        raise ImproperlyConfigured(f"{nama} harus bilangan lebih dari nol, bukan {nilai!r}.")
    return int(nilai)


def kunci_demo(folder):
    """The demo's own secret key: made once, kept beside its database, readable by its owner."""
    berkas = folder / "kunci_rahasia"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as f:
            f.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return berkas.read_text().strip()


def situs_terakhir(folder):
    """The address that `jalankan` last served, so that links in letters open there."""
    berkas = folder / "situs_url"
    return berkas.read_text().strip() if berkas.exists() else "http://127.0.0.1:8000"


DATA_DIR = BASE_DIR / os.environ.get("EREG_DATA", ".data")
DEBUG = env_bool("EREG_DEBUG", "0")

# manage.py sets DATABASE_URL for the embedded server too, and marks it; only there a demo may live.
BASISDATA_TERTANAM = env_bool("EREG_BASISDATA_TERTANAM", "0")
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DEMO_BOLEH = (BASISDATA_TERTANAM or not DATABASE_URL) and "EREG_SECRET_KEY" not in os.environ
SECRET_KEY = os.environ.get("EREG_SECRET_KEY", "")
if not SECRET_KEY:
    if not DEMO_BOLEH:
        raise ImproperlyConfigured("DATABASE_URL memerlukan EREG_SECRET_KEY.")
    SECRET_KEY = kunci_demo(DATA_DIR)
# What the seal of papers is made from: set it, and the secret key may change without the seal.
SEGEL_RAHASIA = os.environ.get("EREG_SEGEL_RAHASIA", "") or SECRET_KEY

SITUS_URL = os.environ.get("EREG_SITUS_URL", "").rstrip("/") or situs_terakhir(DATA_DIR)
SITUS_HTTPS = urlsplit(SITUS_URL).scheme == "https"
ALLOWED_HOSTS = [h for h in os.environ.get("EREG_HOSTS", "").split(",") if h] or [
    urlsplit(SITUS_URL).hostname or "127.0.0.1",
    "localhost",
    "127.0.0.1",
    "[::1]",
]

try:
    PROKSI = int(os.environ.get("EREG_PROKSI", "0"))  # our own proxies before the site
except ValueError:
    raise ImproperlyConfigured("EREG_PROKSI harus bilangan: 0, 1, 2, …") from None

INSTALLED_APPS = [
    "eregistrasi.alat",
    "eregistrasi",
    "pengguna",
    "pekerjaan",
    "surel",
    "pelatihan",
    "peserta",
    "laporan",
    "panduan",
    "eregistrasi.kantor.KantorAdmin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "crispy_forms",
    "crispy_bootstrap5",
    "axes",
    "csp",
]
MIDDLEWARE = [
    "eregistrasi.penjaga.AlamatAsli",
    "eregistrasi.penjaga.BasisDataHilang",
    "eregistrasi.penjaga.TanpaSimpanan",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "eregistrasi.penjaga.KataKerjaAsing",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "panduan.penjaga.PintuLatihan",
    "eregistrasi.pribadi.HarusMasuk",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "eregistrasi.penjaga.KataKerjaSalah",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "eregistrasi.urls"
WSGI_APPLICATION = "eregistrasi.wsgi.application"
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
                "pelatihan.konteks.kerangka",
                "pekerjaan.konteks.kerangka",
                "panduan.konteks.kerangka",
            ],
            "builtins": ["eregistrasi.alat.tags", "pelatihan.tags", "panduan.tags"],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL or "postgresql://postgres@/eregistrasi",
        conn_max_age=60,
        conn_health_checks=True,
        # Behind a pooler no line to the database is one's own: nothing may be kept on it.
        disable_server_side_cursors=env_bool("EREG_PENGUMPUL", "0"),
    )
}
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    # A request waits five seconds for a lock, then tells the person to try again.
    "options": "-c lock_timeout=5s -c statement_timeout=30s -c jit=off -c random_page_cost=1.1"
    " -c idle_in_transaction_session_timeout=60s",
    "connect_timeout": 5,
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "eregistrasi.alat.ruang.kunci_cache",
    }
}

AUTH_USER_MODEL = "pengguna.Pengguna"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "nama", "email"]},
    },
]
LOGIN_URL = "masuk"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "masuk"
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # an invited colleague may read the letter after a weekend

# One office shares one address: lock the pair, never the whole building (docs/keputusan.md).
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "pengguna.views.terkunci"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False  # unlocking is an action on the person

LANGUAGE_CODE = "id"
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / ".staticfiles"
STORAGES = {
    "default": {"BACKEND": "eregistrasi.alat.simpanan.SimpananTabel"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # nothing is asked for by its bare name
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_HANDLERS = ["eregistrasi.alat.unggah.BerkasTerbatas"]

CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

# --- Letters -------------------------------------------------------------------------------
# smtp://user:sandi@host:587/?tls=1; unset: letters stay in Kotak keluar
EMAIL_URL = os.environ.get("EMAIL_URL", "")
SUREL_PENGIRIM = os.environ.get("EREG_PENGIRIM", "E-Registrasi <e-registrasi@localhost>")
SUREL_JALUR = env_bilangan("EREG_SUREL_JALUR", 4)  # lines to the server that one worker keeps open
SUREL_SEWA_DETIK = env_bilangan("EREG_SUREL_SEWA", 300)  # after it a claimed letter is taken over
# Where letters that cannot be delivered come back to, and how that mailbox is read:
# imaps://user:sandi@host:993/INBOX; unset: nobody reads them
SUREL_PANTULAN = os.environ.get("EREG_PANTULAN", "")
IMAP_URL = os.environ.get("EREG_IMAP_URL", "")
# A provider that reports by webhook: its name (mailgun, postmark, …), the `user:sandi` of the
# address that it is given, and its signing key where it has one
SUREL_PENYEDIA = os.environ.get("EREG_PENYEDIA_SUREL", "").lower()
if SUREL_PENYEDIA:
    ANYMAIL = {"WEBHOOK_SECRET": os.environ.get("EREG_PENYEDIA_RAHASIA", "")}
    if ":" not in ANYMAIL["WEBHOOK_SECRET"]:
        raise ImproperlyConfigured("EREG_PENYEDIA_RAHASIA harus diisi: pengguna:sandi.")
    if kunci := os.environ.get("EREG_PENYEDIA_KUNCI", ""):
        ANYMAIL[f"{SUREL_PENYEDIA.upper()}_WEBHOOK_SIGNING_KEY"] = kunci

# --- Documents -----------------------------------------------------------------------------
# Virus scanner (clamd): unix:/run/clamav/clamd.ctl or tcp://127.0.0.1:3310; unset: none is asked
PEMINDAI = os.environ.get("EREG_PEMINDAI", "")
# A mailbox outside this server that is sent the head of the trail once a day; unset: nobody is.
TAMBATAN_SUREL = os.environ.get("EREG_TAMBATAN_SUREL", "")

# --- Security headers ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they hold names
CSRF_FAILURE_VIEW = "eregistrasi.views.csrf_gagal"
if SITUS_HTTPS:
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sesi", "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tanpa_token": {"()": "eregistrasi.penjaga.TanpaToken"}},
    "formatters": {
        "baris": {
            "class": "eregistrasi.penjaga.BarisTanpaData",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {
        "keluar": {
            "class": "logging.StreamHandler",
            "formatter": "baris",
            "filters": ["tanpa_token"],
        }
    },
    "root": {"handlers": ["keluar"], "level": "WARNING"},
    "loggers": {
        "eregistrasi": {"level": "INFO"},
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["keluar"], "level": "INFO", "propagate": False},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}

# --- Business numbers ----------------------------------------------------------------------
IDENTITAS_MAKS_COBA = 5  # wrong NIP tries on a participant's page
IDENTITAS_JEDA_MENIT = 15  # the pause after them
TAUTAN_LAGI_DETIK = 0.5  # what asking for a link again takes, whether or not anything matched
IMPOR_BERLAKU_JAM = 24  # a staged spreadsheet may be saved within
NOTA_DINAS_MAKS_BYTE = UNGGAH_MAKS_BYTE = 10 * 1024 * 1024
