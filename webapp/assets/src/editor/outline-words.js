// What a row of the outline says: the step with its act and role, the branch with its condition in words.
import { readCondition } from "./condition-text.js";
import { limitWords, valueSaid } from "./cell-tests.js";
import { decisionOf, propertiesOf, propertyOf } from "./extensions.js";

export class OutlineWords {
  constructor({ catalog, editing, translate }) {
    this.catalog = catalog;
    this.editing = editing;
    this.translate = translate;
  }

  facts() {
    return this.editing?.facts() ?? this.catalog.facts ?? [];
  }

  term(list, id) {
    const found = (this.catalog[list] ?? []).find((one) => one.id === id);
    return found?.term ?? found?.label ?? found?.said ?? id;
  }

  // What is done in a step: an act, or the service a part is called for.
  deedOf(id) {
    return this.term("acts", id) === id ? this.term("sites", id) : this.term("acts", id);
  }

  // Returns { text, notes: [words], part: file or "" }.
  of(row) {
    const said = SAID[row.kind] ?? SAID.step;
    return { notes: [], part: "", ...said(row, this) };
  }

  nameOf(node) {
    return node.name?.trim() || this.translate("（未命名）");
  }

  condition(flow) {
    const text = flow.conditionExpression?.body?.trim() ?? "";
    if (flow.sourceRef.default === flow) return this.translate("其他情况");
    return text ? this.translate("如果{condition}", { condition: this.conditionSaid(text) }) : this.translate("（未写条件）");
  }

  conditionSaid(text) {
    const group = readCondition(text);
    return group?.items.length ? this.groupSaid(group) : text;
  }

  groupSaid({ join, items }) {
    const said = items.map((item) => (item.items ? `（${this.groupSaid(item)}）` : this.testSaid(item)));
    return said.join(this.translate(join === "and" ? "，且" : "，或者"));
  }

  testSaid({ fact: name, sign, values }) {
    const t = this.translate;
    const fact = this.facts().find((one) => one.name === name);
    const term = fact?.term ?? name;
    const said = values.map((value) => valueSaid(value, fact, t)).join(t("、"));
    if (sign === "is" || sign === "is not") return t(sign === "is" ? "{term}：是" : "{term}：否", { term });
    if (sign === "==" || sign === "in") return t("{term}：{said}", { term, said });
    if (sign === "!=" || sign === "not in") return t("{term}：除“{said}”以外", { term, said });
    return t("{term}：{said}", { term, said: t(limitWords(fact?.kind)[sign], { value: said }) });
  }

  // When an event happens: a clock that runs out, a message that arrives.
  eventSaid(node) {
    const t = this.translate;
    const [definition] = node.get("eventDefinitions") ?? [];
    const clock = definition?.timeDuration?.body?.replace(/^clock:/, "").replace(/^["']|["']$/g, "");
    if (clock) return t("到期：{clock}", { clock: this.term("clocks", clock.replace(/^clock:/, "")) });
    const message = definition?.messageRef?.name ?? "";
    return message ? t("收到：{message}", { message: this.term("messages", message) }) : this.nameOf(node);
  }

  roleOf(node) {
    const lane = (node.get("lanes") ?? [])[0];
    const role = propertyOf(node, "role") || (lane ? propertyOf(lane, "role") : "");
    return role ? this.term("roles", role) : (lane?.name ?? "");
  }
}

const SAID = {
  heading: (row, words) => ({ text: row.stage ? words.term("stages", row.stage) : words.translate("开始") }),
  step: stepSaid,
  event: (row, words) => ({ text: eventText(row.node, words) }),
  end: (row, words) => ({ text: words.translate(isTerminate(row.node) ? "全部终止：{name}" : "结束：{name}", { name: words.nameOf(row.node) }) }),
  choice: (row, words) => ({ text: words.translate("判断：{name}", { name: words.nameOf(row.node) }) }),
  split: (row, words) => ({ text: words.translate("同时进行") }),
  join: (row, words) => ({ text: words.translate("等以上各路都完成") }),
  beside: (row, words) => ({
    text: words.translate("{name}（{when}）", { name: words.nameOf(row.node), when: words.eventSaid(row.node) }),
    notes: [words.translate(row.node.cancelActivity === false ? "本步继续" : "本步中止")],
  }),
  branch: branchSaid,
  jump: jumpSaid,
};

const isTerminate = (node) => (node.get("eventDefinitions") ?? []).some((one) => one.$type === "bpmn:TerminateEventDefinition");

function eventText(node, words) {
  if (node.$type === "bpmn:StartEvent") return words.translate("开始：{name}", { name: words.nameOf(node) });
  return words.translate("等待：{name}（{when}）", { name: words.nameOf(node), when: words.eventSaid(node) });
}

function branchSaid({ flow, goesOn, children }, words) {
  const t = words.translate;
  if (flow.sourceRef.$type === "bpmn:ParallelGateway") return { text: flow.name ? t("一路：{name}", { name: flow.name }) : t("一路") };
  return { text: words.condition(flow), notes: [flow.name, (goesOn || !children.length) && t("接着往下")].filter(Boolean) };
}

function jumpSaid(row, words) {
  const target = row.to();
  const name = words.nameOf(row.node);
  if (target?.number) return { text: words.translate("→ 转到第 {number} 步“{name}”", { number: target.number, name }) };
  return { text: words.translate("→ 转到“{name}”", { name }) };
}

function stepSaid({ node }, words) {
  const t = words.translate;
  const { act, form, returns = "", article = "" } = propertiesOf(node);
  const notes = [];
  if (node.$type === "bpmn:CallActivity") notes.push(t("部分"));
  if (node.$type === "bpmn:BusinessRuleTask") notes.push(t("决策表：{table}", { table: tableName(node, words) }));
  const role = node.$type === "bpmn:BusinessRuleTask" ? "" : words.roleOf(node);
  if (role) notes.push(role);
  if (form) notes.push(t("表单：{form}", { form: words.editing?.forms().find((one) => one.id === form)?.label ?? form }));
  else if (act && words.deedOf(act) !== node.name) notes.push(words.deedOf(act));
  if (article) notes.push(article);
  const back = returns.split(",").filter(Boolean);
  if (back.length) notes.push(t("可退回：{steps}", { steps: back.map((id) => siblingName(node, id)).join(t("、")) }));
  return { text: words.nameOf(node), notes, part: partOf(node, words) };
}

const tableName = (node, words) => {
  const decision = decisionOf(node);
  return words.editing?.tables().find((one) => one.id === decision)?.label ?? decision;
};

function siblingName(node, id) {
  const sibling = (node.$parent?.get("flowElements") ?? []).find((one) => one.id === id);
  return sibling?.name || id;
}

function partOf(node, words) {
  if (node.$type !== "bpmn:CallActivity" || !node.calledElement) return "";
  return words.editing?.parts().find((one) => one.id === node.calledElement)?.file ?? `parts/${node.calledElement}.bpmn`;
}
