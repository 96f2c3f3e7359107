// Every shape and line of a drawing keeps an id of its own. A step whose number was changed leaves its drawing's id
// behind, a new step may come by the same, and whoever reads the file next would draw only one of the two.
export class DrawnIds {
  static $inject = ["eventBus"];

  constructor(eventBus) {
    eventBus.on("saveXML.start", ({ definitions }) => keepApart(definitions));
  }
}

function keepApart({ diagrams = [] }) {
  const drawn = diagrams.flatMap(({ plane }) => plane?.planeElement ?? []);
  const all = new Set(drawn.map(({ id }) => id));
  const seen = new Set();
  for (const one of drawn) {
    if (seen.has(one.id)) one.id = freeId(`${one.bpmnElement.id}_di`, all);
    seen.add(one.id);
    all.add(one.id);
  }
}

function freeId(wanted, taken) {
  let id = wanted;
  for (let number = 2; taken.has(id); number += 1) id = `${wanted}_${number}`;
  return id;
}
