// A flow's diagram with the case's steps marked: done, current, returned; it opens at the current step, readable.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const FONT =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif';
const READABLE = 0.9;
const LEGIBLE = 0.7;
const MARGIN = 16;
const LEAST_HEIGHT = 192;
const MOST_HEIGHT = 576;

export class Diagram {
  constructor(root) {
    this.root = root;
    this.loadStyles();
    this.viewer = new NavigatedViewer({
      container: root,
      textRenderer: { defaultStyle: { fontFamily: FONT, fontSize: 15 }, externalStyle: { fontFamily: FONT, fontSize: 14 } },
    });
    this.open();
  }

  loadStyles() {
    const { diagramStyles } = document.body.dataset;
    if (!diagramStyles || document.querySelector("link[data-diagram]")) return;
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: diagramStyles });
    link.dataset.diagram = "yes";
    document.head.append(link);
  }

  async open() {
    const { url } = this.root.dataset;
    if (!url) return;
    const answer = await fetch(url, { headers: { Accept: "application/xml" } });
    if (!answer.ok) return;
    await this.viewer.importXML(await answer.text());
    for (const state of ["done", "returned", "current"]) this.mark(state);
    this.setHeight();
    this.centre();
    this.offerWhole();
  }

  idsOf(state) {
    const registry = this.viewer.get("elementRegistry");
    return JSON.parse(this.root.dataset[state] || "[]").filter((id) => registry.get(id));
  }

  mark(state) {
    const canvas = this.viewer.get("canvas");
    for (const id of this.idsOf(state)) canvas.addMarker(id, `step-${state}`);
  }

  // The canvas becomes as high as the drawing needs at a legible size, between two bounds.
  setHeight() {
    if (this.root.classList.contains("is-tall")) return;
    const canvas = this.viewer.get("canvas");
    const strip = this.root.clientHeight - canvas.getSize().height;
    const needed = this.drawing().height * this.scaleToRead() + strip;
    const most = Math.min(MOST_HEIGHT, window.innerHeight * 0.7);
    this.root.style.height = `${Math.max(LEAST_HEIGHT, Math.min(needed, most))}px`;
    canvas.resized();
  }

  // The drawing's bounds with a margin around.
  drawing() {
    const { x, y, width, height } = this.viewer.get("canvas").viewbox().inner;
    return { x: x - MARGIN, y: y - MARGIN, width: width + 2 * MARGIN, height: height + 2 * MARGIN };
  }

  scaleToRead() {
    const fitting = this.viewer.get("canvas").getSize().width / this.drawing().width;
    return Math.min(READABLE, Math.max(LEGIBLE, fitting));
  }

  centre() {
    const [current] = this.idsOf("current");
    if (!current) {
      if (this.root.dataset.from === "start") this.showStart();
      else this.showWhole();
      return;
    }
    const { x, y, width, height } = this.viewer.get("elementRegistry").get(current);
    this.look(this.scaleToRead(), x + width / 2, y + height / 2);
  }

  // Of a flow that no case is on, its beginning: there it can be read.
  showStart() {
    const { x, y, height } = this.drawing();
    this.look(this.scaleToRead(), x, y + height / 2);
  }

  showWhole() {
    const size = this.viewer.get("canvas").getSize();
    const { x, y, width, height } = this.drawing();
    this.look(Math.min(1, size.width / width, size.height / height), x + width / 2, y + height / 2);
  }

  // Shows the drawing around a point, never more of the empty canvas than its margin.
  look(scale, x, y) {
    const canvas = this.viewer.get("canvas");
    const size = canvas.getSize();
    const [width, height] = [size.width / scale, size.height / scale];
    const drawing = this.drawing();
    canvas.viewbox({
      x: within(x - width / 2, drawing.x, drawing.width, width),
      y: within(y - height / 2, drawing.y, drawing.height, height),
      width,
      height,
    });
  }

  offerWhole() {
    const button = this.root.previousElementSibling?.querySelector("[data-diagram-fit]");
    if (!button) return;
    let whole = false;
    button.hidden = false;
    button.addEventListener("click", () => {
      whole = !whole;
      if (whole) this.showWhole();
      else this.centre();
      button.setAttribute("aria-pressed", whole);
    });
  }
}

// Where a window of some length may begin over a stretch: inside it, or in its middle when the stretch is shorter.
function within(begin, start, length, window) {
  if (length <= window) return start - (window - length) / 2;
  return Math.min(Math.max(begin, start), start + length - window);
}
