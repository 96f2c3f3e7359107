// Two versions of a flow side by side: removed, added and changed elements coloured, both drawings moved together,
// and a list of changes in which each leads to its element on both sides.
import { Diagram } from "./diagram.js";

const SIDES = ["old", "new"];

export class Compare {
  constructor(root) {
    this.root = root;
    this.marks = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    this.panes = Object.fromEntries(SIDES.map((side) => [side, root.querySelector(`[data-side="${side}"]`)]));
    this.diagrams = Object.fromEntries(SIDES.map((side) => [side, new Diagram(this.panes[side].querySelector(".diagram"))]));
    this.jumps = [...document.querySelectorAll("[data-change]")];
    this.part = "";
    this.moving = false;
    for (const side of SIDES) this.follow(side);
    this.listen();
    this.show(root.querySelector("[data-part]")?.dataset.part);
  }

  listen() {
    for (const button of this.root.querySelectorAll("[data-part]")) {
      button.addEventListener("click", () => this.show(button.dataset.part));
    }
    for (const jump of this.jumps) {
      jump.addEventListener("click", () => this.jump(jump));
      jump.addEventListener("keydown", (event) => this.step(event, jump));
    }
    for (const button of this.root.querySelectorAll("[data-step]")) {
      button.hidden = this.jumps.length === 0;
      button.addEventListener("click", () => this.next(Number(button.dataset.step)));
    }
    this.root.querySelector("[data-whole]")?.addEventListener("click", () => this.showWhole());
  }

  // Whatever moves or scales one drawing moves the other.
  follow(side) {
    const other = this.diagrams[SIDES.find((one) => one !== side)].viewer;
    const { viewer } = this.diagrams[side];
    viewer.on("canvas.viewbox.changed", ({ viewbox }) => {
      if (this.moving || !other.get("canvas").getRootElement()) return;
      this.moving = true;
      const { x, y, width, height } = viewbox;
      other.get("canvas").viewbox({ x, y, width, height });
      this.moving = false;
    });
  }

  async show(part) {
    if (!part || part === this.part) return;
    this.part = part;
    for (const button of this.root.querySelectorAll("[data-part]")) {
      button.setAttribute("aria-pressed", button.dataset.part === part);
    }
    this.moving = true;
    await Promise.all(SIDES.map((side) => this.draw(side, part)));
    this.moving = false;
    const [first] = SIDES.flatMap((side) => Object.values(this.marks[part]?.[side] ?? {}).flat());
    if (first) this.look(first);
    else this.showWhole();
  }

  async draw(side, part) {
    const pane = this.panes[side];
    const { viewer } = this.diagrams[side];
    const { url } = this.root.dataset;
    const address = `${url}?of=${encodeURIComponent(this.root.dataset[side])}&part=${encodeURIComponent(part)}`;
    const answer = await fetch(address, { headers: { Accept: "application/xml" } });
    pane.querySelector("[data-absent]").hidden = answer.ok;
    if (!answer.ok) {
      viewer.clear();
      return;
    }
    await viewer.importXML(await answer.text());
    for (const [kind, ids] of Object.entries(this.marks[part]?.[side] ?? {})) {
      for (const id of ids) if (this.find(side, id)) viewer.get("canvas").addMarker(id, `is-${kind}`);
    }
  }

  find(side, id) {
    return this.diagrams[side].viewer.get("elementRegistry").get(id);
  }

  // The wider drawing decides; the other follows it.
  showWhole() {
    const drawn = SIDES.filter((side) => this.diagrams[side].viewer.get("elementRegistry").getAll().length > 1);
    const [widest] = drawn.sort((one, other) => this.diagrams[other].drawing().width - this.diagrams[one].drawing().width);
    if (widest) this.diagrams[widest].showWhole();
  }

  async jump(jump) {
    this.choose(jump);
    const { part, element } = jump.dataset;
    if (!part) return;
    await this.show(part);
    for (const old of this.root.querySelectorAll(".djs-element.is-chosen")) old.classList.remove("is-chosen");
    for (const side of SIDES) {
      if (this.find(side, element)) this.diagrams[side].viewer.get("canvas").addMarker(element, "is-chosen");
    }
    this.look(element);
    this.root.scrollIntoView({ block: "nearest" });
  }

  // Brings an element into the middle of both drawings, readable.
  look(element) {
    const side = this.find("new", element) ? "new" : "old";
    const shape = this.find(side, element);
    if (!shape) return;
    const { x, y } = middle(shape);
    this.diagrams[side].look(this.diagrams[side].scaleToRead(), x, y);
  }

  choose(jump) {
    for (const one of this.jumps) one.toggleAttribute("aria-current", one === jump);
  }

  next(by) {
    const current = this.jumps.findIndex((one) => one.hasAttribute("aria-current"));
    const place = current < 0 ? (by > 0 ? 0 : this.jumps.length - 1) : current + by;
    const jump = this.jumps[(place + this.jumps.length) % this.jumps.length];
    jump.focus({ preventScroll: true });
    this.jump(jump);
  }

  step(event, jump) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    this.jumps[this.jumps.indexOf(jump) + by]?.focus();
  }
}

// The middle of a shape, or of the first stretch of a way.
function middle(shape) {
  if (!shape.waypoints) return { x: shape.x + shape.width / 2, y: shape.y + shape.height / 2 };
  const [first, second] = [shape.waypoints[0], shape.waypoints[1]];
  return { x: (first.x + second.x) / 2, y: (first.y + second.y) / 2 };
}
