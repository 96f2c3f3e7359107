"""Serving in one process: gunicorn's threads for people, one thread of background work beside them."""

import threading
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from workflows.settings import Settings
from workflows.worker import Worker

THREADS = 8


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with the settings of this installation."""

    def __init__(self, app: Flask, settings: Settings, worker: Worker) -> None:
        """Keep what to serve until gunicorn asks for it."""
        self._app, self._settings, self._worker = app, settings, worker
        super().__init__()

    def load_config(self) -> None:
        """Bind where the settings say; one process, so that SQLite has one writer."""
        options = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": 1,
            "threads": THREADS,
            "worker_class": "gthread",
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "timeout": 120,
            "post_worker_init": self._start_worker,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the web app."""
        return self._app

    def _start_worker(self, _: Any) -> None:  # noqa: ANN401 -- gunicorn's own worker
        threading.Thread(target=self._worker.run, args=(threading.Event(),), daemon=True).start()


def serve_app(app: Flask, settings: Settings, worker: Worker) -> None:
    """Serve until stopped."""
    Server(app, settings, worker).run()
