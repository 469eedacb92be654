"""How busy the server is, for Prometheus; told to those who ask it directly, not by a proxy."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from multivector.server.door import door
from multivector.ui.cache import collection, count_kept
from multivector.version import VERSION

ADDRESS = "/metrics"


class _Readers(Collector):
    """What the door knows, and which collection is served."""

    def collect(self) -> Iterator[Metric]:
        """The measures as they stand now."""
        now = door()
        yield GaugeMetricFamily("multivector_sessions", "Open pages of readers.", now.open)
        yield GaugeMetricFamily("multivector_most_sessions", "Most there may be.", now.most)
        yield GaugeMetricFamily("multivector_closing", "Whether it is stopping.", now.is_closing)
        yield GaugeMetricFamily("multivector_kept", "Results kept for other readers.", count_kept())
        refused = CounterMetricFamily(
            "multivector_refused", "Readers who were turned away.", labels=["kind"]
        )
        for kind, count in now.refused.items():
            refused.add_metric([kind], count)
        yield refused
        served = {"application": VERSION}
        if current := collection():
            served["data_version"] = current.library.focus.version
            served["data_digest"] = current.library.digest
        yield InfoMetricFamily("multivector_served", "Program and collection.", served)


_registry = CollectorRegistry()
_registry.register(_Readers())
ProcessCollector(registry=_registry)


def metrics(_request: Request) -> Response:
    """All measures in Prometheus's own format."""
    headers = {"Cache-Control": "no-store"}
    return Response(generate_latest(_registry), headers=headers, media_type=CONTENT_TYPE_LATEST)


class Inside:
    """Hides measures, ours and Streamlit's, from whoever comes through a proxy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless it asks for measures from outside."""
        if scope["type"] == "http" and scope["path"].rstrip("/").endswith(ADDRESS):
            names = Headers(scope=scope)
            if "x-forwarded-for" in names or "forwarded" in names:
                await PlainTextResponse("Not found", 404)(scope, receive, send)
                return
        await self.app(scope, receive, send)


ROUTES = (Route(ADDRESS, metrics, methods=["GET"]),)
"""The route of the measures."""
