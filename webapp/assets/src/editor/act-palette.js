// The statutory acts by stage, to be dragged into the diagram: each brings its role and provision with it.
import { make } from "./make.js";

export class ActPalette {
  constructor(root, { editing, translate, editor }) {
    Object.assign(this, { root, editing, translate, editor });
    const placeholder = translate("Search acts and parts");
    this.search = make("input", {
      type: "search",
      class: "form-control",
      placeholder,
      "aria-label": placeholder,
      oninput: () => this.show(),
    });
    this.list = make("div", { class: "act-list" });
    this.hint = make(
      "p",
      { class: "editor-hint", role: "status" },
      translate("Drag into the diagram; Enter appends after the selected step."),
    );
    root.append(this.search, this.hint, this.list);
    this.show();
  }

  show() {
    const words = this.search.value.trim().toLowerCase();
    const parts = this.editing.parts();
    const groups = this.editing.catalog.stages.map((stage) => ({
      stage,
      offers: [
        ...parts
          .filter((part) => this.editing.catalog.partStages[part.id] === stage.id)
          .map((part) => ({ part, stage: stage.id })),
        ...this.editing.catalog.acts.filter((act) => act.stage === stage.id).map((act) => ({ act })),
      ],
    }));
    const own = { stage: { term: this.translate("Your own") }, offers: [{ act: this.editing.act("form") }] };
    const shown = [...groups, own].map((group) => ({
      ...group,
      offers: group.offers.filter((one) => this.matches(one, group, words)),
    }));
    const filled = shown.filter(({ offers }) => offers.length);
    this.list.replaceChildren(...filled.map((group, index) => this.section(group, Boolean(words) || index === 0)));
  }

  matches({ act, part }, { stage }, words) {
    const said = act ? [act.term, act.label, act.id, act.article] : [part.label, part.id];
    return [...said, stage.term].some((one) => one.toLowerCase().includes(words));
  }

  section({ stage, offers }, isOpen) {
    return make(
      "details",
      { open: isOpen },
      make("summary", {}, stage.term, make("small", {}, String(offers.length))),
      make(
        "ul",
        {},
        offers.map((offer) => make("li", {}, this.item(offer))),
      ),
    );
  }

  item(offer) {
    const { act, part } = offer;
    const notes = act
      ? [
          act.roles
            .slice(0, 2)
            .map((role) => this.editing.roleTerm(role))
            .join(" / "),
          act.article,
        ]
      : [this.translate("The whole part")];
    const said = act ? act.term : part.label;
    const about = act?.id === "form" ? [this.translate("A step of your own with its own form")] : notes;
    return make(
      "button",
      {
        type: "button",
        class: part ? "act-item is-part" : "act-item",
        draggable: "true",
        "data-offer": act?.id ?? `${part.id}_call`,
        ondragstart: (event) => this.drag(event, offer),
        onclick: (event) => this.press(event, offer),
      },
      make("span", { lang: part ? "zh-CN" : null }, said),
      make("small", {}, about.filter(Boolean).join(" · ")),
    );
  }

  drag(event, offer) {
    event.preventDefault();
    this.editor()?.get("actPlacing").start(event, offer);
  }

  // The mouse takes it along to where it is put down; the keyboard appends it.
  press(event, offer) {
    const editor = this.editor();
    if (!editor) return;
    const placing = editor.get("actPlacing");
    if (event.detail) placing.start(event, offer);
    else if (!placing.append(offer))
      this.hint.textContent = this.translate("Select the step after which it stands first.");
  }
}
