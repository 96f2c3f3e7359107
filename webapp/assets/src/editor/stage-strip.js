// The stages of a main flow as a strip along the top of the canvas, so that one always sees in which stage one is.
import { getLabel } from "bpmn-js/lib/features/label-editing/LabelUtil";
import { is } from "bpmn-js/lib/util/ModelUtil";

const EVENTS = ["canvas.viewbox.changed", "import.done", "elements.changed", "canvas.resized", "shape.removed"];

export class StageStrip {
  static $inject = ["eventBus", "canvas", "elementRegistry"];

  constructor(eventBus, canvas, elementRegistry) {
    Object.assign(this, { canvas, elementRegistry });
    this.strip = canvas.getContainer().appendChild(document.createElement("div"));
    this.strip.className = "stage-strip";
    eventBus.on(EVENTS, () => this.show());
  }

  show() {
    const stages = this.elementRegistry.filter((one) => is(one, "bpmn:Group") && one.type !== "label" && getLabel(one));
    const { x, scale } = this.canvas.viewbox();
    this.strip.hidden = !stages.length;
    this.strip.replaceChildren(...stages.map((one) => this.band(one, (one.x - x) * scale, one.width * scale)));
  }

  band(stage, left, width) {
    const band = document.createElement("span");
    band.textContent = getLabel(stage);
    band.style.left = `${left}px`;
    band.style.width = `${width}px`;
    return band;
  }
}
