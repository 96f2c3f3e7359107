// A flow's diagram with the case's steps marked: done, current, returned; it opens at the current step, readable.
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";

const FONT =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif';
const READABLE = 0.9;

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

  centre() {
    const canvas = this.viewer.get("canvas");
    const [current] = this.idsOf("current");
    if (!current) {
      canvas.zoom("fit-viewport", "auto");
      return;
    }
    canvas.zoom(READABLE);
    const { x, y, width, height } = this.viewer.get("elementRegistry").get(current);
    const box = canvas.viewbox();
    canvas.viewbox({
      x: x + width / 2 - box.width / 2,
      y: y + height / 2 - box.height / 2,
      width: box.width,
      height: box.height,
    });
  }

  offerWhole() {
    const button = this.root.previousElementSibling?.querySelector("[data-diagram-fit]");
    if (!button) return;
    let whole = false;
    button.hidden = false;
    button.addEventListener("click", () => {
      whole = !whole;
      if (whole) this.viewer.get("canvas").zoom("fit-viewport", "auto");
      else this.centre();
      button.setAttribute("aria-pressed", whole);
    });
  }
}
