// One diagram being edited: bpmn-js with our palette, our panel and our words.
import BpmnModeler from "bpmn-js/lib/Modeler";
import { getBusinessObject, is } from "bpmn-js/lib/util/ModelUtil";
import { BpmnPropertiesPanelModule } from "bpmn-js-properties-panel";
import Clipboard from "diagram-js/lib/features/clipboard/Clipboard";
import minimapModule from "diagram-js-minimap";
import { ActPlacing } from "./act-placing.js";
import { ContextPad } from "./context-pad.js";
import { DrawnIds } from "./drawn-ids.js";
import { Extensions, propertyOf } from "./extensions.js";
import { make } from "./make.js";
import { Palette } from "./palette.js";
import { PastedIds } from "./pasted-ids.js";
import { Provider } from "./properties/provider.js";
import { ReplaceMenu } from "./replace-menu.js";
import { StageStrip } from "./stage-strip.js";
import spiff from "./spiff-moddle.json";
import { Together } from "./together.js";

const FONT =
  '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei","Source Han Sans SC","Noto Sans CJK SC",sans-serif';
const READABLE = 0.8;
const MARGIN = 24;
// What is copied in one file can be pasted into another.
const CLIPBOARD = new Clipboard();

export class DiagramEditor {
  constructor(container, { translate, onChange, editing, panel, file }) {
    this.translate = translate;
    this.canvas = container.appendChild(Object.assign(document.createElement("div"), { className: "diagram-canvas" }));
    this.panel = panel.appendChild(Object.assign(document.createElement("div"), { className: "diagram-panel" }));
    this.modeler = new BpmnModeler({
      container: this.canvas,
      file,
      propertiesPanel: { parent: this.panel },
      moddleExtensions: { spiffworkflow: spiff },
      textRenderer: {
        defaultStyle: { fontFamily: FONT, fontSize: 15 },
        externalStyle: { fontFamily: FONT, fontSize: 14 },
      },
      additionalModules: [BpmnPropertiesPanelModule, minimapModule, ours(translate, editing)],
    });
    this.modeler.on("commandStack.changed", () => onChange());
    this.canvas.addEventListener("input", ({ target }) => this.onTyped(target));
  }

  // Chinese is written without key strokes: what stands in the field of the search counts, not which key was pressed.
  onTyped(field) {
    if (field.closest(".djs-search-input"))
      field.dispatchEvent(new KeyboardEvent("keyup", { key: "Process", bubbles: true }));
  }

  // Throws what bpmn-js cannot read.
  async open(text) {
    await this.modeler.importXML(text);
    this.tellUndrawn();
    this.showBeginning();
  }

  // A step without a shape takes part in the flow and is not seen; whoever looks at the drawing must be told of it.
  tellUndrawn() {
    const registry = this.get("elementRegistry");
    const processes = this.modeler.getDefinitions().rootElements.filter((one) => is(one, "bpmn:Process"));
    const hidden = processes
      .flatMap((one) => one.flowElements ?? [])
      .filter((one) => (is(one, "bpmn:FlowNode") || is(one, "bpmn:SequenceFlow")) && !registry.get(one.id));
    const named = hidden.filter((one) => is(one, "bpmn:FlowNode")).map((one) => one.name || one.id);
    if (!hidden.length) return;
    const words = this.translate(
      "This file holds {count} steps and lines that have no shape and are not seen here: {names}. Draw them in the program the file comes from and import it again.",
      { count: hidden.length, names: named.join(this.translate(", ")) || "—" },
    );
    const notice = make("p", { class: "diagram-undrawn", role: "alert" }, make("span", {}, words));
    const label = this.translate("Close");
    notice.append(make("button", { type: "button", title: label, "aria-label": label, onclick: () => notice.remove() }, "×"));
    this.canvas.append(notice);
  }

  async text() {
    const { xml } = await this.modeler.saveXML({ format: true });
    return xml;
  }

  get(service) {
    return this.modeler.get(service);
  }

  destroy() {
    this.modeler.destroy();
    this.canvas.remove();
    this.panel.remove();
  }

  show(isShown) {
    this.canvas.hidden = this.panel.hidden = !isShown;
    if (isShown) this.get("canvas").resized();
  }

  undo() {
    this.get("commandStack").undo();
  }

  redo() {
    this.get("commandStack").redo();
  }

  get canUndo() {
    return this.get("commandStack").canUndo();
  }

  get canRedo() {
    return this.get("commandStack").canRedo();
  }

  search() {
    this.get("searchPad").toggle();
  }

  zoom(change) {
    if (change) this.get("zoomScroll").stepZoom(change);
    else this.showWhole();
  }

  toggleMap() {
    this.get("minimap").toggle();
  }

  rename(label) {
    const root = this.get("canvas").getRootElement();
    const participant = getBusinessObject(root).participants?.[0];
    const process = participant?.processRef ?? getBusinessObject(root);
    const pool = participant && this.get("elementRegistry").get(participant.id);
    this.get("together").do(() => {
      this.get("modeling").updateModdleProperties(pool ?? root, process, { name: label });
      if (pool) this.get("modeling").updateLabel(pool, label);
    });
  }

  // The steps that show a form, as they are drawn now: [{ id, label, form }].
  formSteps() {
    const tasks = this.get("elementRegistry").filter((one) => is(one, "bpmn:UserTask") && one.type !== "label");
    const steps = tasks.map((one) => ({
      id: one.id,
      label: getBusinessObject(one).name ?? "",
      form: propertyOf(one, "form"),
    }));
    return steps.filter(({ form }) => form);
  }

  // Selects an element and brings it into sight; says whether it is drawn here.
  select(id) {
    const shape = this.get("elementRegistry").get(id);
    if (!shape) return false;
    if (shape !== this.get("canvas").getRootElement()) {
      this.get("selection").select(shape);
      this.get("canvas").scrollToElement(shape, { top: 96, right: 160, bottom: 96, left: this.toolsWidth() + MARGIN });
    }
    return true;
  }

  // Marks elements: { marker: [ids] } replaces what these markers stood on before.
  mark(markers) {
    const canvas = this.get("canvas");
    const registry = this.get("elementRegistry");
    for (const [marker, ids] of Object.entries(markers)) {
      for (const shape of registry.filter((one) => canvas.hasMarker(one, marker))) canvas.removeMarker(shape, marker);
      for (const id of ids) if (registry.get(id)) canvas.addMarker(id, marker);
    }
  }

  // Hangs small signs on elements: [{ element, node }].
  hang(kind, signs) {
    const overlays = this.get("overlays");
    overlays.remove({ type: kind });
    for (const { element: id, node } of signs) {
      const shape = this.get("elementRegistry").get(id);
      if (!shape || shape === this.get("canvas").getRootElement()) continue;
      const position = shape.waypoints ? { top: 0, left: 0 } : { top: -14, right: 14 };
      overlays.add(id, kind, { position, html: node, scale: { min: 0.8, max: 1.4 } });
    }
  }

  // Begins where a reader would, at a size that can be read, to the right of the tools.
  showBeginning() {
    const canvas = this.get("canvas");
    const start = this.get("elementRegistry").find((one) => is(one, "bpmn:StartEvent"));
    const { inner } = canvas.viewbox();
    const { width, height } = canvas.getSize();
    if (!width || !height) return;
    const tools = this.toolsWidth();
    const fitting = Math.min((width - tools) / (inner.width + MARGIN), height / (inner.height + 2 * MARGIN));
    const scale = Math.min(1, Math.max(READABLE, fitting));
    const [shown, tall] = [width / scale, height / scale];
    const isWhole = inner.height + 2 * MARGIN <= tall;
    const middle = isWhole || !start ? inner.y + inner.height / 2 : start.y + start.height / 2;
    canvas.viewbox({ x: inner.x - tools / scale, y: middle - tall / 2, width: shown, height: tall });
  }

  // All of it, none of it under the tools or the strip of stages.
  showWhole() {
    const canvas = this.get("canvas");
    const { inner } = canvas.viewbox();
    const { width, height } = canvas.getSize();
    const [left, top] = [this.toolsWidth(), this.canvas.querySelector(".stage-strip")?.offsetHeight ?? 0];
    const [wide, tall] = [width - left - MARGIN, height - top - 2 * MARGIN];
    if (wide <= 0 || tall <= 0 || !inner.width) return;
    const scale = Math.min(1, wide / inner.width, tall / inner.height);
    const [besides, above] = [left + (wide - inner.width * scale) / 2, top + MARGIN + (tall - inner.height * scale) / 2];
    const box = { x: inner.x - besides / scale, y: inner.y - above / scale, width: width / scale, height: height / scale };
    canvas.viewbox(box);
  }

  // How much of the canvas the tools cover, which a narrow window has not.
  toolsWidth() {
    const { offsetLeft = 0, offsetWidth = 0 } = this.canvas.querySelector(".djs-palette") ?? {};
    return offsetWidth ? offsetLeft + offsetWidth + MARGIN : MARGIN;
  }
}

function ours(translate, editing) {
  return {
    __init__: ["together", "extensions", "contextPadOfFlows", "actPlacing", "panelOfFlows", "stageStrip", "pastedIds", "drawnIds"],
    translate: ["value", translate],
    editing: ["value", editing],
    clipboard: ["value", CLIPBOARD],
    together: ["type", Together],
    extensions: ["type", Extensions],
    paletteProvider: ["type", Palette],
    contextPadOfFlows: ["type", ContextPad],
    replaceMenuProvider: ["type", ReplaceMenu],
    actPlacing: ["type", ActPlacing],
    panelOfFlows: ["type", Provider],
    stageStrip: ["type", StageStrip],
    pastedIds: ["type", PastedIds],
    drawnIds: ["type", DrawnIds],
  };
}
