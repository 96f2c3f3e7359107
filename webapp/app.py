"""The web app put together: one factory, every room's pages, one way to answer failures."""

from datetime import timedelta
from typing import Final

from flask import Blueprint, Flask
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect

from webapp import drawn_forms, errors, figures, language, logs, navigation, pace, security, static_files, wording
from webapp.account import first_run, own_factor, own_keys, own_password, own_sign_ins, single_sign_on
from webapp.account import pages as account
from webapp.api import rooms as api
from webapp.calendar import pages as calendar
from webapp.cases import dossiers
from webapp.cases import older as older_cases
from webapp.cases import pages as cases
from webapp.documents import pages as documents
from webapp.errands import pages as errands
from webapp.flows import comparing as flow_comparing
from webapp.flows import editing as flow_editing
from webapp.flows import editor_page as flow_editor
from webapp.flows import migrating as flow_migrating
from webapp.flows import pages as flows
from webapp.flows import papers as flow_papers
from webapp.flows import rehearsing as flow_rehearsing
from webapp.flows import replaying as flow_replaying
from webapp.installation import Installation, open_installation
from webapp.interface import keys as api_keys
from webapp.interface import webhooks
from webapp.journal import pages as journal
from webapp.limits import limiter
from webapp.operations import pages as operations
from webapp.patience import PatientFlask
from webapp.people import accounts
from webapp.people import pages as people
from webapp.portal import pages as portal
from webapp.portal import proofs
from webapp.shell.pages import blueprint as shell
from webapp.tasks import lists
from webapp.tasks import pages as tasks
from workflows.errors import RefusedError
from workflows.guards.secret_box import box_of, kept_key
from workflows.rules.passwords import objection_to_secret
from workflows.settings import Settings

# Every room that has pages.
BLUEPRINTS: Final[tuple[Blueprint, ...]] = (
    shell,
    operations.blueprint,
    account.blueprint,
    first_run.blueprint,
    single_sign_on.blueprint,
    own_sign_ins.blueprint,
    own_password.blueprint,
    own_factor.blueprint,
    own_keys.blueprint,
    tasks.blueprint,
    cases.blueprint,
    older_cases.blueprint,
    dossiers.blueprint,
    errands.blueprint,
    documents.blueprint,
    people.blueprint,
    accounts.blueprint,
    api_keys.blueprint,
    webhooks.blueprint,
    portal.blueprint,
    proofs.blueprint,
    journal.blueprint,
    calendar.blueprint,
    lists.blueprint,
    flow_comparing.blueprint,
    flow_editing.blueprint,
    flow_migrating.blueprint,
    flow_editor.blueprint,
    flows.blueprint,
    flow_rehearsing.blueprint,
    flow_replaying.blueprint,
    flow_papers.blueprint,
)

csrf = CSRFProtect()
bootstrap = Bootstrap5()


def create_app(settings: Settings, *, installation: Installation | None = None, testing: bool = False) -> Flask:
    """Return the web app for these settings; ``testing`` shows the style guide and lets errors through to the test."""
    app = PatientFlask(__name__)
    app.config.update(
        SECRET_KEY=_strong(settings) or kept_key(settings),
        SECRET_KEY_FALLBACKS=list(settings.older_secrets),
        TESTING=testing,
        MAX_CONTENT_LENGTH=settings.upload_limit,
        MAX_FORM_PARTS=5000,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.session_minutes),
        WTF_CSRF_TIME_LIMIT=settings.session_minutes * 60,
        WTF_CSRF_SSL_STRICT=settings.is_https,
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.extensions["settings"] = settings
    app.extensions["secret_box"] = box_of(settings)
    app.extensions["installation"] = installation or open_installation(settings)
    limiter.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    csrf.init_app(app)
    bootstrap.init_app(app)
    security.init_app(app, is_https=settings.is_https, proxies=settings.proxies)
    for part in (language, static_files, wording, figures, drawn_forms, errors, account):
        part.init_app(app)
    logs.init_app(app, as_json=settings.logs_json)
    operations.init_app(app)
    single_sign_on.init_app(app, settings)
    pace.init_app(app, settings)
    app.context_processor(lambda: {"is_demo": settings.is_demo, "tabs": navigation.tabs})
    for room in BLUEPRINTS:
        app.register_blueprint(room)
    api.init_app(app, csrf)
    return app


def _strong(settings: Settings) -> str:
    """Return the key that was set; outside the demo a weak one stops the start."""
    refusal = objection_to_secret(settings.secret_key) if settings.secret_key and not settings.is_demo else None
    if refusal is not None:
        raise RefusedError(refusal)
    return settings.secret_key
