// SPDX-License-Identifier: Apache-2.0
// The words beside what is pointed at, and the line at the page's foot that tells of the trial that is held. Both are
// plain elements whose text is text.

import { button, make, setText } from "./dom.js";

/** The words beside the pointer. */
export class Tip {
  constructor() {
    this.element = make("div", { class: "tip", hidden: true, "aria-hidden": "true" });
  }

  /** @param {[string, string][]} words @param {number} x of the window @param {number} y of the window */
  show(words, x, y) {
    const rows = words.map(([name, value], index) => make("div", { class: index ? "" : "first" }, make("bdi", {}, name), make("bdi", {}, value)));
    this.element.replaceChildren(...rows);
    this.element.hidden = false;
    const { width, height } = this.element.getBoundingClientRect();
    const room = document.documentElement.clientWidth;
    const left = x + 16 + width > room ? Math.max(4, x - 16 - width) : x + 16;
    const top = Math.min(Math.max(4, y - height / 2), innerHeight - height - 4);
    this.element.style.left = left + "px";
    this.element.style.top = top + "px";
  }

  hide() {
    this.element.hidden = true;
  }
}

/** The trial that is held: what it is, and what can be done about it. */
export class HeldLine {
  /** @param {Object} page asks it for the model, the links, where a trial's row is, and a trial's address */
  constructor(page) {
    this.page = page;
    this.text = make("span", {});
    this.open = make("a", { hidden: true }, "Open its page");
    this.element = make(
      "div",
      { class: "held", hidden: true, role: "region", "aria-label": "Held trial" },
      this.text,
      this.open,
      button("Show in table", () => page.showInTable(page.links.pinned)),
      button("Let go (Esc)", () => page.links.clear()),
    );
    page.links.onTrial(() => this.refresh());
  }

  refresh() {
    const { model, links, options } = this.page;
    const row = links.pinned == null ? -1 : model.rowOf(links.pinned);
    this.element.hidden = links.pinned == null;
    if (links.pinned == null) return;
    const words = row < 0 ? [[`Trial ${links.pinned}`, "not among the sampled trials"]] : model.wordsOf(row, 6);
    setText(this.text, words.map(([name, value]) => `${name} ${value}`).join(" · "));
    this.open.hidden = !options.trialAddress;
    if (options.trialAddress) this.open.href = options.trialAddress(links.pinned);
  }
}
