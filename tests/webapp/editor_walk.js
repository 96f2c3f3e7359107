// Draws everything that can be drawn, selects it, opens its menus, and returns every line that speaks of it.
async () => {
  const editor = flowEditor.diagram;
  const [factory, modeling, canvas, registry] = ["elementFactory", "modeling", "canvas", "elementRegistry"].map(
    (name) => editor.get(name),
  );
  const wait = (name) => ({ eventDefinitionType: `bpmn:${name}EventDefinition` });
  const host = registry.find((one) => one.type === "bpmn:UserTask");
  const parent = host.parent;
  const draw = (type, options, place) =>
    modeling.createShape(factory.createShape({ type, ...options }), { x: 700 + place * 90, y: 900 }, parent);
  const kinds = [
    ["bpmn:StartEvent"],
    ["bpmn:EndEvent"],
    ["bpmn:EndEvent", wait("Terminate")],
    ["bpmn:UserTask"],
    ["bpmn:CallActivity"],
    ["bpmn:BusinessRuleTask"],
    ["bpmn:ExclusiveGateway"],
    ["bpmn:ParallelGateway"],
    ["bpmn:InclusiveGateway"],
    ["bpmn:IntermediateCatchEvent", wait("Timer")],
    ["bpmn:IntermediateCatchEvent", wait("Message")],
    ["bpmn:TextAnnotation"],
    ["bpmn:Group"],
  ];
  const shapes = kinds.map(([type, options], place) => draw(type, options, place));
  for (const name of ["Timer", "Message"]) {
    for (const cancelActivity of [true, false]) {
      const event = factory.createShape({ type: "bpmn:BoundaryEvent", cancelActivity, ...wait(name) });
      shapes.push(modeling.createShape(event, { x: host.x + shapes.length, y: host.y }, host, { attach: true }));
    }
  }
  const [gateway, step] = [shapes[6], shapes[3]];
  shapes.push(modeling.connect(gateway, step), modeling.connect(gateway, shapes[1]));
  shapes.push(
    ...registry.filter((one) => ["bpmn:Lane", "bpmn:Participant"].includes(one.type)),
    canvas.getRootElement(),
  );
  const said = new Set();
  const note = (root) => {
    for (const one of root.querySelectorAll("*")) {
      for (const text of [one.title, one.getAttribute("aria-label"), one.getAttribute("placeholder")]) {
        if (text) said.add(text);
      }
      if (one.closest("[lang|=zh]:not(html), .stage-strip, .bio-properties-panel-header-label, input, textarea"))
        continue;
      for (const node of one.childNodes) if (node.nodeType === 3 && node.data.trim()) said.add(node.data.trim());
    }
  };
  note(document.querySelector(".djs-palette"));
  const turn = () => new Promise((resolve) => setTimeout(resolve, 60));
  for (const shape of shapes) {
    if (shape !== canvas.getRootElement()) editor.get("selection").select(shape);
    else editor.get("selection").select([]);
    await turn();
    note(document.querySelector(".djs-context-pad") ?? document.createElement("i"));
    note(document.querySelector(".diagram-panel:not([hidden])"));
    editor
      .get("popupMenu")
      .open(shape, "bpmn-replace", { x: 300, y: 300 }, { title: editor.get("translate")("Change element") });
    await turn();
    for (const menu of document.querySelectorAll(".djs-popup")) note(menu);
    editor.get("popupMenu").close();
  }
  for (const act of ["form", "sign_opinion"]) {
    editor.get("extensions").set(step, { act });
    editor.get("selection").select(step);
    await turn();
    note(document.querySelector(".diagram-panel:not([hidden])"));
  }
  editor.get("selection").select([step, gateway]);
  await turn();
  note(document.querySelector(".djs-context-pad"));
  note(document.querySelector(".diagram-panel:not([hidden])"));
  editor.get("minimap").open();
  editor.get("searchPad").open();
  note(document.querySelector(".djs-search-container"));
  editor.get("searchPad").close();
  // Names of files and of what is drawn are Chinese whatever the page speaks.
  const files = ["parts", "tables", "forms"].flatMap((kind) => flowEditor.editing.filesOf(kind));
  const named = [
    ...files.map(({ label }) => label),
    ...registry.getAll().map(({ businessObject }) => businessObject?.name ?? ""),
  ];
  return { named, said: [...said], missing: Object.keys(window.__missingTranslations), shapes: shapes.length };
};
