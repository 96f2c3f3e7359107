// Under the table: the situations no row answers, rows that answer together, and limits read one way or the other.
import { make } from "./make.js";

export class TableReport {
  constructor(container, editor) {
    this.container = container;
    this.editor = editor;
    this.translate = editor.translate;
    this.abort = null;
  }

  stop() {
    this.abort?.abort();
  }

  // Asks the server about the saved table; nothing is shown where there is no report.
  async ask() {
    this.stop();
    this.abort = new AbortController();
    const { signal } = this.abort;
    const answer = await this.editor.draft?.ask("POST", "table-report", { file: this.editor.file }, signal);
    if (answer?.body && !signal.aborted) this.draw(answer.ok, answer.body);
  }

  draw(isRead, report) {
    if (!isRead) {
      this.container.replaceChildren(...(report.message ? [make("p", { class: "te-refused" }, report.message)] : []));
      return;
    }
    const heading = make("h3", {}, this.translate("空档、重叠与界限（按已保存的内容）"));
    this.container.replaceChildren(heading, ...report.tables.flatMap((table) => this.table(table)));
  }

  table(report) {
    const t = this.translate;
    if (report.tooLarge) return [make("p", { class: "te-refused" }, t("情形过多，未能核对；请把表拆开。"))];
    const unreached = report.unreached.map((row) => t("第 {row} 行：全部情形已由在前的行适用，或者条件自相矛盾", { row }));
    const gaps = report.moreGaps ? [...report.gaps, t("此外还有其他情形，填补上列情形后再行核对。")] : report.gaps;
    return [
      ...this.listed(t("没有适用行的情形（结论为：{otherwise}）", { otherwise: report.otherwise }), gaps, "te-gap"),
      ...this.listed(t("永远不会适用的行"), unreached, "te-gap"),
      gaps.length || unreached.length ? null : make("p", { class: "muted" }, t("没有空档，各行都会适用。")),
      ...this.listed(t("同时适用的行"), report.overlaps.map((pair) => this.overlap(pair)), "te-overlap"),
      ...this.listed(t("界限"), report.boundaries.map((limit) => this.boundary(limit)), "te-limit"),
      ...this.listed(t("接近界限的案件"), report.near.map((one) => `${one.number} ${one.fact} ${one.amount}`), "te-near"),
    ].filter(Boolean);
  }

  listed(title, lines, kind) {
    if (!lines.length) return [];
    return [make("h4", {}, title), make("ul", { class: kind }, lines.map((line) => make("li", {}, line)))];
  }

  overlap({ first, second, region, agrees }) {
    const said = agrees ? "第 {first} 行与第 {second} 行，结果相同：{region}" : "第 {first} 行与第 {second} 行，结果不同：{region}";
    return this.translate(said, { first, second, region });
  }

  boundary({ row, fact, limit, answers, counts, context }) {
    const t = this.translate;
    const around = answers.map(([at, answer]) => `${at} → ${answer}`).join(t("；"));
    const said = t("第 {row} 行，{fact} {limit}（{counts}）：{around}", { row, fact, limit, counts, around });
    return context ? t("{said}（其他条件：{context}）", { said, context }) : said;
  }
}
