// The details of the row that is open: the few fields a step, a branch or an event has, beside the list.
import { decisionOf, propertiesOf } from "./extensions.js";
import { make } from "./make.js";

const NEW = "__new";

export class OutlineDetails {
  constructor(container, { words, edits, translate, openFile, close }) {
    Object.assign(this, { container, words, edits, translate, openFile, close });
  }

  get editing() {
    return this.words.editing;
  }

  draw(row) {
    this.row = row;
    this.container.hidden = !row;
    if (!row) return;
    const t = this.translate;
    const parts = row.kind === "branch" ? this.branch(row) : this.node(row.node);
    const back = make("button", { class: "btn btn-sm", type: "button", "data-part": "close", onclick: () => this.close() }, t("回到提纲（Esc）"));
    this.container.replaceChildren(make("h3", {}, this.words.of(row).text), ...parts, back);
  }

  // Draws again after a change; whoever types here keeps the place.
  refresh(row) {
    const part = this.container.contains(document.activeElement) ? document.activeElement.dataset.part : "";
    this.draw(row);
    if (part) this.container.querySelector(`[data-part="${CSS.escape(part)}"]`)?.focus();
  }

  focus() {
    this.container.querySelector("input, select, textarea, button")?.focus();
  }

  contains(node) {
    return this.container.contains(node);
  }

  field(part, label, input) {
    input.dataset.part = part;
    // A label around a list would read out all of the list.
    input.setAttribute("aria-label", label);
    return make("label", { class: "ol-line" }, make("span", {}, label), input);
  }

  text(part, label, value, put) {
    return this.field(part, label, make("input", { class: "form-control", value, autocomplete: "off", onchange: (event) => put(event.target.value) }));
  }

  list(part, label, value, options, put) {
    const known = options.some((one) => one.value === value) ? options : [...options, { value, label: value }];
    const choices = known.map((one) => make("option", { value: one.value }, one.label));
    return this.field(part, label, make("select", { class: "form-select", value, onchange: (event) => put(event.target.value) }, choices));
  }

  node(node) {
    const t = this.translate;
    const name = this.text("name", t("名称"), node.name ?? "", (text) => this.edits.rename(node.id, text));
    if (node.$type === "bpmn:UserTask") return [name, ...this.task(node)];
    if (node.$type === "bpmn:CallActivity") return [name, ...this.call(node)];
    if (node.$type === "bpmn:BusinessRuleTask") return [name, this.table(node)];
    return [name];
  }

  task(node) {
    const t = this.translate;
    const { act = "", form = "", role = "", article = "" } = propertiesOf(node);
    const set = (properties) => this.edits.set(node.id, properties);
    const parts = [this.list("act", t("办理什么"), act, this.acts(), (value) => set({ act: value, ...(value === "form" ? {} : { form: "" }) }))];
    if (act === "form") {
      const forms = [...this.optionsOf(this.editing?.forms()), { value: NEW, label: t("New form …") }];
      parts.push(this.list("form", t("表单"), form, forms, (value) => this.chooseForm(node, value)));
      const file = `forms/${form}.json`;
      if (form) parts.push(this.opener(t("打开表单"), file));
    }
    parts.push(this.list("role", t("由谁办理"), role, this.roles(node), (value) => set({ role: value })));
    parts.push(this.text("article", t("依据"), article, (value) => set({ article: value.trim() })));
    return [...parts, this.returns(node)];
  }

  async chooseForm(node, value) {
    const form = value === NEW ? await this.editing.createForm(node) : value;
    if (form === null) this.refresh(this.row);
    else this.edits.set(node.id, { form });
  }

  acts() {
    const acts = (this.words.catalog.acts ?? []).map((one) => ({ value: one.id, label: one.label ?? one.term ?? one.id }));
    const form = acts.some((one) => one.value === "form") ? [] : [{ value: "form", label: this.translate("自定义表单") }];
    return [{ value: "", label: this.translate("请选择") }, ...form, ...acts];
  }

  roles(node) {
    const lane = (node.get("lanes") ?? [])[0];
    const own = { value: "", label: lane ? this.translate("按泳道：{lane}", { lane: lane.name ?? "" }) : this.translate("请选择") };
    return [own, ...(this.words.catalog.roles ?? []).map(({ id, term }) => ({ value: id, label: term }))];
  }

  optionsOf(files) {
    const listed = (files ?? []).map(({ id, label }) => ({ value: id, label: `${label}（${id}）` }));
    return [{ value: "", label: this.translate("请选择") }, ...listed];
  }

  returns(node) {
    const t = this.translate;
    const chosen = (propertiesOf(node).returns ?? "").split(",").filter(Boolean);
    const others = (node.$parent.get("flowElements") ?? []).filter((one) => one.$type === "bpmn:UserTask" && one !== node);
    const ticks = others.map((one) => {
      const onchange = (event) => {
        const left = chosen.filter((id) => id !== one.id);
        this.edits.set(node.id, { returns: (event.target.checked ? [...left, one.id] : left).join(",") });
      };
      const input = make("input", { class: "form-check-input", type: "checkbox", checked: chosen.includes(one.id), "data-part": `returns-${one.id}`, onchange });
      return make("label", { class: "ol-tick" }, input, one.name || one.id);
    });
    return make("fieldset", { class: "ol-returns" }, make("legend", {}, t("可以退回到")), ticks.length ? ticks : make("p", { class: "muted" }, t("本图没有别的环节")));
  }

  call(node) {
    const t = this.translate;
    const called = node.calledElement ?? "";
    const put = (value) => this.edits.put(node.id, { calledElement: value || undefined });
    const part = this.list("part", t("部分"), called, this.optionsOf(this.editing?.parts()), put);
    const file = this.words.of({ kind: "step", node }).part;
    return file ? [part, this.opener(t("打开部分"), file)] : [part];
  }

  table(node) {
    const put = (value) => this.edits.extensions.setDecision(this.edits.shape(node.id), value);
    return this.list("table", this.translate("决策表"), decisionOf(node), this.optionsOf(this.editing?.tables()), put);
  }

  opener(label, file) {
    return make("button", { class: "btn btn-sm", type: "button", "data-part": "open", onclick: () => this.openFile(file) }, label);
  }

  branch({ flow }) {
    const t = this.translate;
    const name = this.text("name", t("名称"), flow.name ?? "", (text) => this.edits.rename(flow.id, text));
    if (flow.sourceRef.$type === "bpmn:ParallelGateway") return [name];
    if (flow.sourceRef.default === flow) return [name, make("p", { class: "field-help" }, t("别的分支都不适用时走这里。"))];
    const text = flow.conditionExpression?.body ?? "";
    const condition = this.text("condition", t("条件"), text, (value) => this.putCondition(flow.id, value));
    const makeDefault = make("button", { class: "btn btn-sm", type: "button", "data-part": "default", onclick: () => this.edits.makeDefault(flow.id) }, t("改为其他情况都走这里"));
    return [name, this.picker(flow, text), condition, this.verdict(), makeDefault];
  }

  // The commonest condition, one fact with one value, is picked; anything else is typed below it.
  picker(flow, text) {
    const t = this.translate;
    const choosable = this.words.facts().filter((fact) => fact.kind === "choice" || fact.kind === "truth");
    const [, name = "", value = ""] = /^\s*([\w.]+)\s*(?:==\s*"([^"]*)")?\s*$/.exec(text) ?? [];
    const fact = choosable.find((one) => one.name === name);
    const facts = [{ value: "", label: t("（按下面的文字）") }, ...choosable.map((one) => ({ value: one.name, label: one.term }))];
    const pick = (chosen) => {
      const picked = choosable.find((one) => one.name === chosen);
      if (picked) this.edits.setCondition(flow.id, picked.kind === "truth" ? picked.name : `${picked.name} == ${JSON.stringify(picked.values[1]?.value ?? picked.values[0].value)}`);
    };
    const parts = [this.list("fact", t("事实要素"), fact?.name ?? "", facts, pick)];
    if (fact?.kind === "choice") {
      const values = fact.values.map((one) => ({ value: one.value, label: one.term }));
      parts.push(this.list("value", t("取值"), value, values, (chosen) => this.edits.setCondition(flow.id, `${fact.name} == ${JSON.stringify(chosen)}`)));
    }
    return make("div", {}, parts);
  }

  verdict() {
    this.told = make("p", { class: "field-help", role: "status" });
    return this.told;
  }

  async putCondition(id, text) {
    this.edits.setCondition(id, text);
    const answer = text.trim() ? await this.editing?.checkCondition?.(text) : null;
    if (this.told) this.told.textContent = answer?.message ?? answer?.said ?? "";
  }
}
