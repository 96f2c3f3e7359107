// What dmn-js says in the parts of it that are used here, in Chinese; a test walks its menus and finds nothing left.
export const TABLE_WORDS = {
  "Add input": "增加条件列",
  "Add input column left": "在左侧增加条件列",
  "Add input column right": "在右侧增加条件列",
  "Add output": "增加结果列",
  "Add output column left": "在左侧增加结果列",
  "Add output column right": "在右侧增加结果列",
  "Add rule": "增加一行",
  "Add rule above": "在上方增加一行",
  "Add rule below": "在下方增加一行",
  "Add cell description": "增加单元格说明",
  And: "且",
  Annotation: "依据与说明",
  Annotations: "依据与说明",
  "Copy input column": "复制条件列",
  "Copy output column": "复制结果列",
  "Copy rule": "复制本行",
  "Cut input column": "剪切条件列",
  "Cut output column": "剪切结果列",
  "Cut rule": "剪切本行",
  "Decision name": "决策表名称",
  "Decision name: ": "决策表名称：",
  "Decision table context menu": "决策表菜单",
  Edit: "编辑",
  "Edit input": "编辑条件列",
  "Edit output": "编辑结果列",
  "Element description": "单元格说明",
  Input: "条件",
  "Input expression: ": "事实要素：",
  "Input label: ": "列名：",
  "Input type": "类型",
  "Input values": "可取的值",
  "Move Input": "移动条件列",
  "Move Output": "移动结果列",
  "Move rule": "移动本行",
  Output: "结果",
  "Output label: ": "列名：",
  "Output name: ": "事实要素：",
  "Output type": "类型",
  "Output values": "可取的值",
  "Paste input column left": "粘贴到左侧",
  "Paste input column right": "粘贴到右侧",
  "Paste output column left": "粘贴到左侧",
  "Paste output column right": "粘贴到右侧",
  "Paste rule above": "粘贴到上方",
  "Paste rule below": "粘贴到下方",
  "Remove cell description": "删除单元格说明",
  "Remove input column": "删除条件列",
  "Remove output column": "删除结果列",
  "Remove rule": "删除本行",
  Resize: "调整列宽",
  Then: "则",
  When: "当",
  boolean: "是非",
  date: "日期",
  number: "金额",
  string: "选项",
};

// What a column holds is said in plain words in English too.
const KINDS = new Map(Object.entries({ boolean: "yes or no", date: "day", number: "amount", string: "choice" }));

const CHINESE = /[\u3400-\u9fff]/;

// A table may hold any word, also one that every object of the language knows.
function inChinese(text) {
  return Object.hasOwn(TABLE_WORDS, text) ? TABLE_WORDS[text] : undefined;
}

// The `translate` of dmn-js; what has no Chinese yet is collected for the test.
export function tableTranslator(language) {
  const missing = (window.__missingTableWords = Object.create(null));
  return function translate(template, replacements = {}) {
    const text = String(template);
    const known = language === "zh" ? inChinese(text) : (KINDS.get(text) ?? text);
    if (known === undefined && text.trim() && !CHINESE.test(text)) missing[text] = true;
    return (known ?? text).replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(replacements, name) ? replacements[name] : place));
  };
}

const SAID = ["title", "aria-label", "placeholder"];

// Says in Chinese what dmn-js has written into the page without asking for a translation.
export class TableWordsInPage {
  constructor(root, language) {
    if (language !== "zh") return;
    this.observer = new MutationObserver((changes) => {
      for (const { target, addedNodes } of changes) {
        if (target.nodeType === Node.ELEMENT_NODE) this.say(target);
        for (const node of addedNodes) if (node.nodeType === Node.ELEMENT_NODE) this.sayAll(node);
      }
    });
    this.observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: SAID });
  }

  sayAll(root) {
    this.say(root);
    for (const element of root.querySelectorAll(SAID.map((name) => `[${name}]`).join(","))) this.say(element);
  }

  say(element) {
    for (const name of SAID) {
      const known = inChinese(element.getAttribute(name));
      if (known) element.setAttribute(name, known);
    }
  }

  stop() {
    this.observer?.disconnect();
  }
}
