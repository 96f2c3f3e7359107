"""A browser that writes down everything it refuses: broken rules of the policy, errors, requests that failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Request, Response

# Reported to the test before any script of the page runs; what the test injects itself is bound by no policy.
REPORT = """addEventListener("securitypolicyviolation", (broken) => reportBroken(
  `${broken.effectiveDirective} forbids ${broken.blockedURI || "inline"} ${broken.sample}`));"""
REPORTED = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
FETCH = """async ([address, headers]) => {
  const answer = await fetch(address, { headers, redirect: "manual" });
  await answer.arrayBuffer();
  return [answer.status, Object.fromEntries(answer.headers)];
}"""
# Finding scenarios takes ten seconds of a core that is not busy with other tests.
PATIENCE_SECONDS = 90


@dataclass
class Look:
    """What an address answered: the status and the headers, names in small letters."""

    status: int
    headers: Mapping[str, str]


@dataclass
class Policed:
    """Somebody's browser with one page; ``said`` is everything the browser complained of since it was last read."""

    context: BrowserContext
    page: Page = field(init=False)
    said: list[str] = field(default_factory=list)
    asked_for: str = ""
    under_way: set[Request] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.context.expose_binding("reportBroken", lambda _, broken: self.said.append(f"policy: {broken}"))
        self.context.add_init_script(REPORT)
        self.context.set_default_timeout(PATIENCE_SECONDS * 1000)
        self.page = self.context.new_page()
        self.page.on("console", lambda one: self._say(one.text) if one.type in {"error", "warning"} else None)
        self.page.on("pageerror", lambda error: self._say(str(error)))
        self.page.on("request", self._begin)
        self.page.on("requestfinished", self._end)
        self.page.on("requestfailed", self._fail)
        self.page.on("response", self._note)
        self.page.on("dialog", lambda dialog: dialog.accept())

    def open(self, address: str) -> Look:
        """Open a page, wait until nothing is on its way any more, and return what it answered."""
        answer = self.page.goto(address)
        assert answer is not None
        self.settle()
        return Look(answer.status, answer.all_headers())

    def fetch(self, address: str, headers: Mapping[str, str]) -> Look:
        """Fetch what is no page as a script of ours would: downloads, drawings, answers to programs."""
        self.asked_for = address
        status, got = self.page.evaluate(FETCH, [address, dict(headers)])
        return Look(status, got)

    def settle(self) -> None:
        """Wait until nothing is on its way and what was refused has been reported."""
        for _ in range(PATIENCE_SECONDS * 20):
            self.page.evaluate(REPORTED)
            if not self.under_way:
                return
            self.page.wait_for_timeout(50)
        self._say(f"never settled: {[one.url for one in self.under_way]}")

    def read(self) -> list[str]:
        """Return what the browser complained of, and begin anew."""
        said, self.said[:] = list(self.said), []
        return said

    def _say(self, told: str) -> None:
        # Chromium repeats each refused status in the console; the statuses themselves are looked at.
        if "Failed to load resource" not in told:
            self.said.append(told)

    def _begin(self, request: Request) -> None:
        self.under_way.add(request)

    def _end(self, request: Request) -> None:
        self.under_way.discard(request)

    def _fail(self, request: Request) -> None:
        self.under_way.discard(request)
        # Chromium asks for the icon of a tab when it likes, and stops when the tab goes on.
        if request.url.partition("?")[0].endswith("favicon.svg") and request.failure == "net::ERR_ABORTED":
            return
        self.said.append(f"failed: {request.url} {request.failure}")

    def _note(self, answer: Response) -> None:
        is_asked = answer.request.is_navigation_request() or answer.url.endswith(self.asked_for or "//")
        if answer.status >= 400 and not is_asked:
            self.said.append(f"{answer.status}: {answer.url}")
