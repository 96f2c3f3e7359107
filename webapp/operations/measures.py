"""What Prometheus reads: this process's requests, and what the database says of the background work.

Several processes behind one address count together when ``PROMETHEUS_MULTIPROC_DIR`` names a folder they share.
"""

import os
import time
from collections.abc import Iterator
from typing import Final

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from workflows.questions.operation import Operation

# Anything else a client makes up counts together: each name of its own would stay in memory.
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)


class Measures:
    """The counters of one web app."""

    def __init__(self) -> None:
        """Begin to count."""
        self.registry = CollectorRegistry()
        self.requests = Counter("fashen_requests", "Answers given", ["method", "status"], registry=self.registry)
        self.seconds = Histogram("fashen_request_seconds", "Time to answer", buckets=SECONDS, registry=self.registry)

    def note(self, response: Response) -> None:
        """Count one answer."""
        method = request.method if request.method in METHODS else "other"
        self.requests.labels(method, str(response.status_code)).inc()
        self.seconds.observe(time.perf_counter() - g.began)

    def read(self, operation: Operation | None) -> bytes:
        """Return everything as Prometheus reads it; without ``operation`` the database did not answer."""
        registry = CollectorRegistry()
        registry.register(_State(operation))
        if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
            return generate_latest(registry)
        return generate_latest(registry) + generate_latest(self.registry)


class _State(Collector):
    """What the database says, asked once per reading."""

    def __init__(self, operation: Operation | None) -> None:
        self._operation = operation

    def collect(self) -> Iterator[Metric]:
        """Return one gauge after another."""
        operation = self._operation
        yield GaugeMetricFamily("fashen_database_up", "1 when the database answers", value=operation is not None)
        if operation is None:
            return
        yield GaugeMetricFamily("fashen_workers", "Workers seen within a minute", value=operation.workers)
        jobs = GaugeMetricFamily("fashen_jobs", "Background jobs by kind and state", labels=["kind", "state"])
        for one in operation.jobs:
            jobs.add_metric([one.kind, "waiting"], one.waiting)
            jobs.add_metric([one.kind, "failing"], one.failing)
            jobs.add_metric([one.kind, "dead"], one.dead)
        yield jobs
        ended = GaugeMetricFamily("fashen_round_ended_seconds", "When periodic work last ended well", labels=["name"])
        failures = GaugeMetricFamily("fashen_round_failures", "Failures in a row of periodic work", labels=["name"])
        for row in operation.rounds:
            failures.add_metric([row.name], row.failures)
            if row.ended_at is not None:
                ended.add_metric([row.name], row.ended_at.timestamp())
        yield ended
        yield failures
        if operation.oldest_job_at is not None:
            oldest = operation.oldest_job_at.timestamp()
            yield GaugeMetricFamily("fashen_oldest_job_seconds", "When the oldest job was asked for", value=oldest)
        yield GaugeMetricFamily("fashen_sealed_entries", "Journal entries sealed", value=operation.sealing.size)
        yield GaugeMetricFamily("fashen_sealing_late", "1 when sealing is late", value=operation.sealing.is_late)


def init_app(app: Flask) -> None:
    """Count every answer."""
    app.extensions["measures"] = Measures()

    def begin() -> None:
        g.began = time.perf_counter()

    def end(response: Response) -> Response:
        current_app.extensions["measures"].note(response)
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, begin)
    app.after_request(end)
