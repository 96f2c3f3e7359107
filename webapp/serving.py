"""Serving: gunicorn's threads for people, and in each process one thread of background work beside them."""

import gc
import signal
import threading
from dataclasses import replace
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from webapp.logs import ServerLog
from workflows.settings import Settings
from workflows.worker import Worker, name_of_worker

THREADS = 8
GRACE_SECONDS = 30
# A request makes some thousands of objects and leaves next to none in circles: the collector looks every few requests.
NEW_BETWEEN_LOOKS = 10_000


class Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with the settings of this installation."""

    def __init__(self, app: Flask, settings: Settings, worker: Worker) -> None:
        """Keep what to serve until gunicorn asks for it."""
        self._app, self._settings, self._worker = app, settings, worker
        self._stop, self._work = threading.Event(), threading.Thread()
        super().__init__()

    def load_config(self) -> None:
        """Bind where the settings say; each process opens connections of its own."""
        options = {
            "bind": f"{self._settings.host}:{self._settings.port}",
            "workers": self._settings.processes,
            "threads": THREADS,
            "worker_class": "gthread",
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "timeout": 120,
            "graceful_timeout": GRACE_SECONDS,
            "post_worker_init": self._start_worker,
            "worker_exit": self._stop_worker,
        }
        if self._settings.logs_json:
            options["logger_class"] = ServerLog
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Return the web app."""
        return self._app

    def _start_worker(self, _: Any) -> None:  # noqa: ANN401 -- gunicorn's own worker
        # What was loaded to serve stays until the end; the collector would look through all of it again and again.
        gc.collect()
        gc.freeze()
        gc.set_threshold(NEW_BETWEEN_LOOKS)
        if self._settings.works_inside:
            own = replace(self._worker, name=name_of_worker())
            self._work = threading.Thread(target=own.run, args=(self._stop,), daemon=True)
            self._work.start()

    def _stop_worker(self, _: Any, __: Any) -> None:  # noqa: ANN401 -- gunicorn's own arbiter and worker
        """Let what is being done end first: whatever is cut off is done again by others, but not at once."""
        self._stop.set()
        if self._work.is_alive():
            self._work.join(GRACE_SECONDS)


def serve_app(app: Flask, settings: Settings, worker: Worker) -> None:
    """Serve until stopped."""
    # No connection made so far may be shared with the processes that serve.
    worker.archive.forget_connections()
    Server(app, settings, worker).run()


def work_until_stopped(worker: Worker) -> None:
    """Do the background work until the machine asks to stop; what is being done then is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    worker.run(stop)
