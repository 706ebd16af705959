"""Django's settings, the same for every mode; `LAUREL` holds the operator's own."""

import os
from typing import Any

from csp.constants import NONE, SELF

from laurel.config import databases, env

LAUREL = env.read(os.environ)

# --- what it is made of --------------------------------------------------------------


INSTALLED_APPS = [
    "laurel.sites.ui",
    "laurel.sites.public",
    "laurel.sites.backpack",
    "laurel.sites.evidence",
    "laurel.sites.console",
    "laurel.sites.mailbox",
    "laurel.insights",
    "laurel.privacy",
    "laurel.desk",
    "laurel.endorsements",
    "laurel.duplicates",
    "laurel.families",
    "laurel.renewals",
    "laurel.pathways",
    "laurel.eligibility",
    "laurel.issuing",
    "laurel.evidence",
    "laurel.batches",
    "laurel.sharing",
    "laurel.collecting",
    "laurel.programs",
    "laurel.releases",
    "laurel.classes",
    "laurel.deliveries",
    "laurel.sheets",
    "laurel.backpack",
    "laurel.awards",
    "laurel.credentials",
    "laurel.achievements",
    "laurel.issuers",
    "laurel.frameworks",
    "laurel.recipients",
    "laurel.tokens",
    "laurel.design",
    "laurel.keys",
    "laurel.verification",
    "laurel.notifications",
    "laurel.organizations",
    "laurel.accounts",
    "laurel.foundation",
    "laurel.config",
    "laurel.commands",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "laurel.config.middleware.errors.Errors",
    "laurel.sites.public.middleware.ErrorPages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "laurel.config.middleware.limits.BodyLimit",
    "laurel.config.middleware.limits.NoNulls",
    "laurel.config.middleware.origins.OpenDocuments",
    "laurel.config.middleware.origins.OwnOriginOnly",
    "laurel.config.middleware.caching.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "laurel.accounts.middleware.ProviderAway",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "laurel.config.urls"
WSGI_APPLICATION = "laurel.config.wsgi.application"
LAUREL_REACTIONS = "laurel.config.reactions.REACTIONS"
LAUREL_ON_PAGES = "laurel.config.reactions.ON_PAGES"
LAUREL_CHORES = "laurel.config.reactions.CHORES"
LAUREL_GUARDS = "laurel.config.guards.GUARDS"
LAUREL_DEMANDS = "laurel.config.guards.DEMANDS"
LAUREL_FREEZES = "laurel.config.guards.FREEZES"
LAUREL_SUPPORTS = "laurel.config.supports.SUPPORTS"
LAUREL_JOINS = "laurel.config.joining.JOINS"
LAUREL_FETCHER = "laurel.config.fetching.fetcher"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "laurel.config.context.instance",
            ],
        },
    },
]
FORM_RENDERER = "laurel.sites.ui.forms.LaurelRenderer"

# --- where things are kept -----------------------------------------------------------

SECRET_KEY = LAUREL.secret_key
DATABASES: dict[str, dict[str, Any]] = {
    "default": databases.settings_for(LAUREL.database_url)
}
# In the database, because rate limits must count over all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "laurel_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = LAUREL.data_dir / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": LAUREL.data_dir / "uploads"},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
TASKS = {"default": {"BACKEND": LAUREL.jobs_engine, "QUEUES": ["default", "mail"]}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- language and time ---------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- what comes in -------------------------------------------------------------------

DEBUG = LAUREL.debug
ALLOWED_HOSTS = [LAUREL.host_name]
CSRF_TRUSTED_ORIGINS = [LAUREL.base_url]
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024  # a pasted credential has 2 MB at most
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_500  # 200 badges of a table, ten cells each
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # badges to verify at once; other forms take one
FILE_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
LAUREL_MOST_BODY_BYTES = 22 * 1024 * 1024  # a framework of 20 MB and its form
ALLAUTH_TRUSTED_PROXY_COUNT = LAUREL.trusted_proxy_count

# --- what the browser is told --------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # Browsers apply this to the redirect that follows a form, too.
        "form-action": [SELF, "https://www.linkedin.com"]
        if LAUREL.linkedin
        else [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# __Host- cookies: only over https, only this host, for all of its paths.
_COOKIE_PREFIX = "__Host-laurel-" if LAUREL.is_https else "laurel-"
SESSION_COOKIE_NAME = f"{_COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{_COOKIE_PREFIX}csrf"
LANGUAGE_COOKIE_NAME = f"{_COOKIE_PREFIX}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = LAUREL.is_https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "laurel.sites.public.handlers.csrf_failed"

# --- who comes in --------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/backpack/arrive"
ACCOUNT_ADAPTER = "laurel.accounts.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "laurel.accounts.adapters.LinkedAccountAdapter"
ACCOUNT_FORMS = {
    "login": "laurel.sites.console.forms.sign_in.SignInForm",
    "confirm_login_code": "laurel.sites.console.forms.sign_in.CodeForm",
    "confirm_email_verification_code": "laurel.sites.console.forms.sign_in.AddressCodeForm",
    "add_email": "laurel.sites.console.forms.sign_in.AddressForm",
    "signup": "laurel.sites.console.forms.sign_in.NewcomerForm",
    "request_login_code": "laurel.sites.console.forms.sign_in.AskForCodeForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]  # no password anywhere: codes only
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_REAUTHENTICATION_REQUIRED = False  # a code is the only way in; see the docs
ACCOUNT_RATE_LIMITS = {
    "signup": "20/m/ip",
    "login": "30/m/ip",
    "request_login_code": "20/m/ip,3/m/key",
    "login_failed": "10/5m/ip,5/5m/key",
    "manage_email": "10/m/user",
    "confirm_email": "1/10s/key",
}
# An address that only LinkedIn vouches for never opens somebody else's account.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_ONLY = False
# A second factor: a passkey (which also signs in by itself) or an app's six digits.
MFA_ADAPTER = "laurel.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = f"Laurel at {LAUREL.host}"
MFA_TOTP_TOLERANCE = 1  # a phone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not LAUREL.is_https  # browsers take localhost
MFA_FORMS = {
    "authenticate": "laurel.sites.console.forms.second_factor.FactorForm",
    "reauthenticate": "laurel.sites.console.forms.second_factor.AgainForm",
    "activate_totp": "laurel.sites.console.forms.second_factor.AppForm",
    "add_webauthn": "laurel.sites.console.forms.second_factor.PasskeyForm",
    "login_webauthn": "laurel.sites.console.forms.second_factor.PasskeySignInForm",
    "authenticate_webauthn": "laurel.sites.console.forms.second_factor.PasskeyFactorForm",
    "reauthenticate_webauthn": "laurel.sites.console.forms.second_factor.PasskeyAgainForm",
}
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if LAUREL.linkedin:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "linkedin",
                "name": "LinkedIn",
                "client_id": LAUREL.linkedin_client_id,
                "secret": LAUREL.linkedin_client_secret,
                "settings": {"server_url": "https://www.linkedin.com/oauth"},
            }
        ],
    }

# --- what is written down ------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "error_id": {"()": "laurel.config.logs.ErrorId"},
    },
    "formatters": {
        "line": {
            "()": "laurel.config.logs.Line",
            "format": "{asctime} {levelname} {name} [{error_id}] {message}",
            "style": "{",
        },
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "filters": ["error_id"],
            "formatter": "line",
        },
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "django.request": {"level": "ERROR"},  # a 404 is not news
        # Nor is a name that is not ours: scanners would fill the log with tracebacks.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "laurel": {"level": "INFO"},
    },
}
