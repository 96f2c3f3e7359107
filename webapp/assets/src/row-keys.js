// j and k walk through a list, Enter opens the row's case.
export class RowKeys {
  constructor(table) {
    this.table = table;
    this.here = -1;
    document.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    if (event.target.closest?.("input, textarea, select, button, a, .diagram")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") this.move(1);
    else if (event.key === "k") this.move(-1);
    else if (event.key === "Enter") this.open();
  }

  move(step) {
    const rows = [...this.table.tBodies[0].rows];
    if (!rows.length) return;
    rows[this.here]?.classList.remove("is-here");
    this.here = Math.min(Math.max(this.here + step, 0), rows.length - 1);
    rows[this.here].classList.add("is-here");
    rows[this.here].scrollIntoView({ block: "nearest" });
  }

  open() {
    const link = this.table.tBodies[0].rows[this.here]?.querySelector("a[href]");
    if (link) window.location.assign(link.href);
  }
}
