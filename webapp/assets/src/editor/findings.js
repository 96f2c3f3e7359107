// What the check found: the verdict, every finding with its cure, and the promises that are kept.
import { isDiagram } from "./file-kinds.js";
import { make } from "./make.js";

const PAUSE = 500;

export class Findings {
  constructor(root, badge, { draft, editing, translate, goTo, play, onResult }) {
    Object.assign(this, { root, badge, draft, editing, translate, goTo, play, onResult });
    this.result = null;
    this.hint = badge.title;
    draft.addEventListener("saved-file", () => this.later());
    badge.addEventListener("click", () => this.check());
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.check(), PAUSE);
    this.tell("checking", this.translate("To be checked …"));
  }

  async check() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = new AbortController();
    this.tell("checking", this.translate("Checking …"));
    const answer = await this.draft.check(this.running.signal);
    if (answer.status === -1) return;
    if (!answer.ok) {
      this.tell("unknown", this.translate("Not checked: the server does not answer"));
      return;
    }
    this.result = answer.body;
    this.show();
    this.onResult(this.result);
  }

  tell(verdict, words) {
    this.badge.dataset.verdict = verdict;
    this.badge.textContent = words;
    this.badge.title = `${words}\n${this.hint}`;
  }

  get hindering() {
    return this.result.findings.filter((one) => !one.warning);
  }

  show() {
    const { verdict, states, seconds, unfinished } = this.result;
    const count = this.hindering.length;
    const t = this.translate;
    const said = {
      proved: count
        ? t("Proved, but {count} findings", { count })
        : t("Proved · {states} situations, {seconds} s", {
            states: states.toLocaleString(),
            seconds: seconds.toFixed(1),
          }),
      violated: t("{count} violations", { count }),
      undecided: t("Undecided"),
      broken: unfinished ? this.toDo() : t("Cannot be read"),
    };
    const shown = { proved: count ? "violated" : "proved", broken: unfinished ? "unfinished" : "broken" };
    this.tell(shown[verdict] ?? verdict, said[verdict]);
    this.root.replaceChildren(this.summary(), this.list(), ...this.report());
  }

  // A flow that is half drawn or half filled in is not wrong yet: its maker is told what comes next.
  toDo() {
    const [{ file, message, cure }] = this.hindering;
    const words = isDiagram(file) ? "The drawing is not finished: {todo}" : "Not filled in completely: {todo}";
    return this.translate(words, { todo: cure || message });
  }

  summary() {
    const { note, findings, unfinished } = this.result;
    const words = findings.length
      ? this.translate("{count} findings", { count: findings.length })
      : this.translate("Nothing was found against this flow.");
    const more = unfinished ? this.translate("It is proved by itself once all of it is mended.") : note;
    return make("p", { class: "findings-summary", role: "status" }, words, more ? make("span", {}, ` ${more}`) : null);
  }

  list() {
    return make(
      "ol",
      { class: "findings-list" },
      this.result.findings.map((one) => this.item(one)),
    );
  }

  item(one) {
    const t = this.translate;
    const kind = one.warning ? "warning" : one.kind;
    const mark = { warning: t("Note to consider"), finding: t("Defect"), violation: t("Violation") }[kind];
    const place = this.draft.files.has(one.file) ? this.editing.about(one.file).label : one.file;
    const inside = one.element && this.editing.labelIn(one.file, one.element);
    return make(
      "li",
      { class: `finding is-${kind}`, "data-code": one.code },
      make(
        "button",
        { type: "button", class: "finding-go", onclick: () => this.goTo(one) },
        make("span", { class: "finding-kind" }, mark),
        make("span", { class: "finding-message" }, one.message),
        one.article ? make("span", { class: "finding-article" }, one.article) : null,
      ),
      one.cure ? make("p", { class: "finding-cure" }, t("What to do: {cure}", { cure: one.cure })) : null,
      make(
        "p",
        { class: "finding-foot" },
        place ? make("span", { lang: "zh-CN", title: one.element }, [place, inside].filter(Boolean).join(" · ")) : null,
        one.path?.length
          ? make(
              "button",
              { type: "button", class: "finding-play", onclick: () => this.play(one) },
              t("Show how it happens ({count} steps)", { count: one.path.length }),
            )
          : null,
        one.walk
          ? make(
              "a",
              { class: "finding-walk", href: `rehearsal/breach?of=${encodeURIComponent(one.walk)}` },
              t("Walk it again in a rehearsal"),
            )
          : null,
      ),
    );
  }

  report() {
    const t = this.translate;
    const { promises, abstracted, free } = this.result;
    const kept = promises.map((one) =>
      make(
        "li",
        { class: one.kept ? "is-kept" : "is-broken" },
        make("span", { "aria-hidden": "true" }, one.kept ? "✓" : "✗"),
        make("span", {}, one.sentence, make("small", {}, ` ${one.article}`)),
      ),
    );
    const told = [
      [t("What was simplified, on the safe side"), abstracted],
      [t("Conditions left free"), free],
    ].filter(([, lines]) => lines.length);
    return [
      promises.length
        ? make(
            "details",
            {},
            make("summary", {}, t("{count} promises checked", { count: promises.length })),
            make("ul", { class: "promises" }, kept),
          )
        : null,
      ...told.map(([title, lines]) =>
        make(
          "details",
          {},
          make("summary", {}, title),
          make(
            "ul",
            {},
            lines.map((line) => make("li", {}, line)),
          ),
        ),
      ),
    ].filter(Boolean);
  }

  // A small sign with the number of findings, to be hung on an element.
  sign(findings) {
    const isWarning = findings.every((one) => one.warning);
    const words = findings.map((one) => `${one.message} ${one.cure}`).join("\n");
    const className = isWarning ? "finding-sign is-warning" : "finding-sign";
    return make("span", { class: className, title: words, role: "img", "aria-label": words }, String(findings.length));
  }
}
