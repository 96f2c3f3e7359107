// The page on which a flow is changed: files on the left, the drawing in the middle, what it says on the right,
// and below what the check found. Nothing is lost and nobody is overwritten.
import { ActPalette } from "./act-palette.js";
import { Draft } from "./draft.js";
import { Editing } from "./editing.js";
import { FileList } from "./file-list.js";
import { isDiagram, KINDS, kindOf } from "./file-kinds.js";
import { Findings } from "./findings.js";
import { Keeping } from "./keeping.js";
import { make } from "./make.js";
import { OpenFiles } from "./open-files.js";
import { Playback } from "./playback.js";
import { translatorFor } from "./translate.js";

export class FlowEditor {
  constructor(root) {
    this.root = root;
    this.translate = translatorFor(root.dataset.language);
    this.catalog = JSON.parse(document.getElementById("editor-catalog").textContent);
    this.mayEdit = root.dataset.mayEdit === "yes";
    this.draft = new Draft({ base: root.dataset.base, token: root.dataset.token, id: root.dataset.draft });
    this.begin();
  }

  part(name) {
    return this.root.querySelector(`[data-part="${name}"]`);
  }

  async begin() {
    try {
      await this.draft.load();
    } catch (error) {
      const words = this.translate("The draft could not be loaded. Please reload the page.");
      this.part("canvas").replaceChildren(make("p", { class: "editor-trouble", role: "alert" }, words));
      throw error;
    }
    this.gather();
    this.listen();
    const asked = new URLSearchParams(window.location.search);
    const file = asked.get("file");
    await this.open(this.draft.files.has(file) ? file : this.mainFlow());
    // A finding on the draft's page leads to the element it is about.
    if (asked.has("element")) this.diagram?.select(asked.get("element"));
    this.findings.check();
    this.keeping.offerKept();
  }

  mainFlow() {
    const names = [...this.draft.files.keys()].sort();
    return names.find((name) => name.startsWith("procedures/")) ?? names[0];
  }

  gather() {
    const { draft, translate, catalog, mayEdit } = this;
    this.editing = new Editing({
      catalog,
      draft,
      translate,
      openFile: (file) => this.open(file),
      createForm: (task) =>
        this.files.create(
          KINDS.find(({ id }) => id === "forms"),
          { id: task.id, label: task.name },
        ),
    });
    const common = { draft, editing: this.editing, translate };
    this.shown = new OpenFiles({
      ...common,
      canvas: this.part("canvas"),
      panel: this.part("panel"),
      catalog,
      mayEdit,
      onOutline: (isShown) => this.sayOutline(isShown),
      onTurn: () => this.offerTurns(),
    });
    this.files = new FileList(this.part("files"), {
      ...common,
      open: (file) => this.open(file),
      current: () => this.shown.current,
      rename: (...told) => this.rename(...told),
      mayEdit,
    });
    this.acts = new ActPalette(this.part("acts"), { ...common, editor: () => this.diagram });
    this.playback = new Playback(this.part("playback"), {
      ...common,
      show: (step, markers) => this.showStep(step, markers),
      current: () => this.shown.current,
      onEnd: (markers, file) => {
        this.markEverywhere(markers);
        this.open(file);
      },
    });
    this.findings = new Findings(this.part("findings"), this.part("verdict"), {
      ...common,
      goTo: (finding) => this.goTo(finding),
      play: (finding) => {
        this.showPane("canvas");
        this.playback.start(finding);
      },
      onResult: (result) => this.onResult(result),
    });
    this.keeping = new Keeping(this.part("status"), this.part("present"), {
      ...common,
      replaced: (name) => this.reload(name),
    });
  }

  listen() {
    this.draft.addEventListener("replaced", ({ detail }) => this.reload(detail.name));
    for (const button of this.root.querySelectorAll("[data-do]"))
      button.addEventListener("click", () => this.do(button.dataset.do));
    for (const tab of this.root.querySelectorAll("[data-pane]"))
      tab.addEventListener("click", () => this.showPane(tab.dataset.pane));
    document.addEventListener("keydown", (event) => this.onKey(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.draft.dirty.size) event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => document.hidden && this.draft.save());
  }

  get diagram() {
    return this.shown.diagram;
  }

  async open(file) {
    if (!this.draft.files.has(file)) return;
    this.root.dataset.kind = kindOf(file)?.id ?? "";
    history.replaceState(null, "", `?file=${encodeURIComponent(file)}`);
    const showing = this.shown.show(file);
    this.files.show();
    this.offerTurns();
    if (!(await showing)) return;
    this.offerTurns();
    this.acts.show();
    this.mark();
  }

  // The file has another text now: somebody else's, or one that was taken in.
  reload(name) {
    if (this.shown.forget(name)) this.open(this.draft.files.has(name) ? name : this.mainFlow());
  }

  async rename(file, label, relabelled) {
    if (isDiagram(file)) {
      await this.open(file);
      this.diagram?.rename(label);
      await this.draft.save();
      return;
    }
    await this.draft.save();
    await this.draft.add(file, relabelled(file, this.draft.files.get(file).text, label));
    this.reload(file);
  }

  async do(name) {
    const { active } = this.shown;
    const deeds = {
      undo: () => active?.undo?.(),
      redo: () => active?.redo?.(),
      search: () => this.diagram?.search(),
      "zoom-in": () => this.diagram?.zoom(1),
      "zoom-out": () => this.diagram?.zoom(-1),
      fit: () => this.diagram?.zoom(0),
      map: () => this.diagram?.toggleMap(),
      outline: () => this.shown.toggleOutline(),
      fullscreen: () => (document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen()),
      drawer: () => this.root.classList.toggle("is-drawer-closed"),
    };
    await deeds[name]();
  }

  // What can be taken back, or done again, in the file that is shown.
  offerTurns() {
    const { active } = this.shown;
    const turns = { undo: active?.canUndo, redo: active?.canRedo };
    for (const [name, isPossible] of Object.entries(turns))
      this.root.querySelector(`[data-do="${name}"]`).disabled = !(this.mayEdit && isPossible);
  }

  sayOutline(isShown) {
    const button = this.root.querySelector('[data-do="outline"]');
    button.setAttribute("aria-pressed", isShown);
    button.textContent = this.translate(isShown ? "Diagram" : "Outline");
  }

  // On a narrow screen one part of the page is shown at a time.
  showPane(name) {
    this.root.dataset.shown = name;
    for (const tab of this.root.querySelectorAll("[data-pane]"))
      tab.setAttribute("aria-pressed", tab.dataset.pane === name);
    this.diagram?.get("canvas").resized();
  }

  onKey(event) {
    // The drawing has answered already when it holds the focus.
    if (event.defaultPrevented || !(event.ctrlKey || event.metaKey)) return;
    const isLoose = document.activeElement === document.body;
    const key = event.key.toLowerCase();
    if (key === "s") this.press(event, () => this.settle());
    else if (key === "f" && this.diagram) this.press(event, () => this.diagram.search());
    else if (key === "y" && isLoose) this.press(event, () => this.do("redo"));
    else if (key === "z" && isLoose) this.press(event, () => this.do(event.shiftKey ? "redo" : "undo"));
  }

  press(event, deed) {
    event.preventDefault();
    deed();
  }

  // A field that is still being typed into hands its text over when it is left.
  async settle() {
    document.activeElement?.blur?.();
    await this.draft.save();
  }

  onResult({ findings }) {
    const counts = new Map();
    for (const { file, warning } of findings) {
      const { count = 0, hinders = false } = counts.get(file) ?? {};
      counts.set(file, { count: count + 1, hinders: hinders || !warning });
    }
    this.files.count(counts);
    this.mark();
    // It opens by itself when there is something new to tell, graver than before, and is closed by hand.
    const gravity = findings.length ? 1 + findings.some((one) => !one.warning) : 0;
    if (gravity > (this.gravity ?? 0)) this.root.classList.remove("is-drawer-closed");
    this.gravity = gravity;
  }

  // Findings as signs on the elements of the open diagram.
  mark() {
    if (!this.diagram || !this.findings.result) return;
    const here = this.findings.result.findings.filter((one) => one.file === this.shown.current && one.element);
    const ids = (isWarning) => here.filter((one) => one.warning === isWarning).map((one) => one.element);
    this.diagram.mark({ "has-finding": ids(false), "has-warning": ids(true) });
    const elements = [...new Set(here.map((one) => one.element))];
    this.diagram.hang(
      "finding",
      elements.map((element) => ({ element, node: this.findings.sign(here.filter((one) => one.element === element)) })),
    );
  }

  async goTo({ file, element }) {
    if (this.draft.files.has(file) && kindOf(file)) await this.open(file);
    if (!element || !this.diagram) return;
    this.showPane("canvas");
    this.diagram.select(element);
    // The keys go on in the drawing: what is wrong can be deleted at once.
    this.diagram.get("canvas").focus();
  }

  async showStep({ file, element }, markers) {
    if (file && file !== this.shown.current) await this.open(file);
    this.markEverywhere(markers);
    if (element) this.diagram?.select(element);
  }

  markEverywhere(markers) {
    for (const diagram of this.shown.diagrams()) diagram.mark(markers);
  }
}

for (const root of document.querySelectorAll("[data-flow-editor]")) window.flowEditor = new FlowEditor(root);
