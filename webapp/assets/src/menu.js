// A <details> menu closes when one clicks elsewhere or presses Escape.
export class Menu {
  constructor(root) {
    this.root = root;
    document.addEventListener("click", (event) => {
      if (!root.contains(event.target)) root.open = false;
    });
    root.addEventListener("keydown", (event) => this.onKey(event));
  }

  onKey(event) {
    if (event.key !== "Escape" || !this.root.open) return;
    this.root.open = false;
    this.root.querySelector("summary").focus();
  }
}
