// Keys that work on every page: / searches, ? lists them all.
export class Keys {
  constructor(page) {
    page.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    const writing = event.target.closest?.("input, textarea, select, [contenteditable], .diagram");
    if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      const search = document.querySelector("[data-search]");
      if (!search) return;
      event.preventDefault();
      search.focus();
    } else if (event.key === "?") {
      window.location.assign("/keys");
    }
  }
}
