// A .docx drawn on the page, inside a shadow root. docx-preview writes <style> elements, which the policy of the pages
// forbids; it draws outside the page, and they are adopted as constructed style sheets instead.
import { renderAsync } from "docx-preview";

const FRAME = `
  .docx-wrapper { background: none !important; padding: 1.25rem; display: flex; flex-direction: column; align-items: center; gap: 1rem; }
  .docx-wrapper > section { background: #fff; box-shadow: 0 1px 6px rgb(14 47 87 / 20%); box-sizing: border-box; max-width: 100%; }
  @media (max-width: 767px) { .docx-wrapper { background: none !important; padding: .5rem; } .docx-wrapper > section { padding: 1.25rem !important; width: auto !important; } }
  @media print {
    .docx-wrapper { display: block; padding: 0; }
    .docx-wrapper > section { width: auto !important; min-height: 0 !important; padding: 0 !important; box-shadow: none !important; }
    .docx-wrapper > section:not(:last-child) { break-after: page; }
  }
`;

export class Paper {
  constructor(root) {
    this.root = root;
    this.open().catch(() => this.fail());
  }

  async open() {
    const content = Uint8Array.from(atob(this.root.dataset.content), (sign) => sign.charCodeAt(0));
    this.root.removeAttribute("data-content");
    const body = document.createElement("div");
    const styles = document.createElement("div");
    await renderAsync(new Blob([content]), body, styles, { inWrapper: true, breakPages: true, useBase64URL: true });
    this.show(body, styles);
  }

  show(body, styles) {
    const shadow = this.root.attachShadow({ mode: "open" });
    const texts = [...styles.querySelectorAll("style"), ...body.querySelectorAll("style")].map((style) => style.textContent);
    shadow.adoptedStyleSheets = [...texts, FRAME].map((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return sheet;
    });
    for (const style of body.querySelectorAll("style")) style.remove();
    shadow.append(...body.childNodes);
  }

  fail() {
    this.root.textContent = this.root.dataset.failed;
  }
}
