// SPDX-License-Identifier: Apache-2.0
// Tables: sorted by their heads, filtered, shown page by page, linked to the pictures by trial. A table that stands in
// the page's markup stays readable when this never runs.

import { button, make, setText } from "./dom.js";
import { countText } from "./format.js";

/** Rows a page. */
export const PAGE_ROWS = 50;

/** A picture's table of figures may have so many rows. */
const FIGURE_ROWS = 200;

/** On paper a table has at most so many rows. */
const PAPER_ROWS = 300;

/**
 * What a cell is sorted by: its first number where it has one, else not a number.
 *
 * @param {string} text
 */
export function sortNumber(text) {
  const found = /[-−+]?(?:\d[\d\u00a0]*(?:\.\d+)?|\.\d+)(?:e[-−+]?\d+)?/i.exec(text);
  return found ? Number(found[0].replaceAll("\u00a0", "").replaceAll("−", "-")) : NaN;
}

/**
 * The order of rows by one column; rows without a figure come last either way, equals keep their order.
 *
 * @param {string[][]} rows
 * @param {number} column
 * @param {boolean} numeric
 * @param {boolean} ascending
 * @param {number[]} places which rows, in their present order
 * @returns {number[]}
 */
export function sortedPlaces(rows, column, numeric, ascending, places) {
  const sign = ascending ? 1 : -1;
  if (!numeric) {
    const collator = new Intl.Collator("en", { numeric: true });
    return [...places].sort((a, b) => sign * collator.compare(rows[a][column] ?? "", rows[b][column] ?? "") || a - b);
  }
  const keys = new Map(places.map(place => [place, sortNumber(rows[place][column] ?? "")]));
  return [...places].sort((a, b) => {
    const first = keys.get(a);
    const second = keys.get(b);
    if (Number.isNaN(first) || Number.isNaN(second)) return Number.isNaN(first) - Number.isNaN(second) || a - b;
    return sign * (first - second) || a - b;
  });
}

/** A small table that is only read. @param {{head: [string, boolean][], rows: string[][]}} content a head and whether it is of numbers */
export function plainTable(content, caption) {
  const shown = content.rows.slice(0, FIGURE_ROWS);
  const head = make("tr", {}, ...content.head.map(([name, right]) => make("th", { scope: "col", class: right ? "number" : "" }, name)));
  const body = shown.map(row => make("tr", {}, ...row.map((cell, at) => make(at ? "td" : "th", { class: content.head[at][1] ? "number" : "", ...(at ? {} : { scope: "row" }) }, make("bdi", {}, cell)))));
  const wide = make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": caption }, make("table", {}, make("caption", {}, caption), make("thead", {}, head), make("tbody", {}, ...body)));
  if (shown.length < content.rows.length)
    return make("div", {}, wide, make("p", { class: "note" }, `The first ${countText(shown.length)} of ${countText(content.rows.length)} rows.`));
  return wide;
}

/** A table of the report that can be sorted, filtered, paged and pointed at. */
export class ReportTable {
  /**
   * @param {HTMLTableElement} table with head and body
   * @param {{id: string, columns: {head: string, align: string, wraps: boolean}[], rows: string[][]}} content
   * @param {import("./links.js").Links} links
   */
  constructor(table, content, links) {
    this.table = table;
    this.links = links;
    this.id = content.id;
    this.page = 0;
    this.sort = null;
    this.filter = "";
    this.body = table.tBodies[0] ?? table.createTBody();
    this.count = make("span", { class: "count", "aria-live": "polite" });
    this.search = make("input", { type: "search", placeholder: "Filter rows", "aria-label": `Filter the rows of: ${table.caption?.textContent ?? content.id}` });
    this.back = button("‹", () => this.turn(-1), { class: "quiet", "aria-label": "Previous page" });
    this.next = button("›", () => this.turn(1), { class: "quiet", "aria-label": "Next page" });
    this.controls = make("div", { class: "controls" }, this.search, this.back, this.count, this.next);
    const wide = table.closest(".wide") ?? table;
    const title = table.caption?.textContent ?? content.id;
    wide.before(make("div", { class: "headline" }, make(wide.closest(".by") ? "h3" : "h2", { dir: "auto" }, title), this.controls));
    table.caption?.classList.add("unseen");
    if (wide !== table) {
      wide.tabIndex = 0;
      wide.setAttribute("role", "region");
      wide.setAttribute("aria-label", title);
    }
    this.search.addEventListener("input", () => this.filtered());
    this.body.addEventListener("pointerover", event => this.links.hover(this.trialAt(event.target)));
    this.body.addEventListener("pointerleave", () => this.links.hover(null));
    this.body.addEventListener("click", event => this.clicked(event));
    this.body.addEventListener("focusin", event => this.links.hover(this.trialAt(event.target)));
    this.body.addEventListener("focusout", () => this.links.hover(null));
    this.body.addEventListener("keydown", event => this.typed(event));
    links.onTrial(trial => this.light(trial));
    this.update(content, this.body.rows.length > 0);
  }

  /** Other rows; sort, filter, page and focus stay. @param {boolean} [inPlace] whether the markup shows them already */
  update(content, inPlace = false) {
    const heads = JSON.stringify(content.columns);
    this.rows = content.rows;
    this.columns = content.columns;
    this.trialColumn = content.columns.findIndex(column => column.head === "trial");
    this.lowered = null;
    if (heads !== this.heads) this.fillHead();
    this.heads = heads;
    this.arrange(inPlace && this.rows.length <= PAGE_ROWS);
  }

  fillHead() {
    const row = make("tr", {});
    this.columns.forEach((column, at) => {
      const label = column.head === "" ? "\u00a0" : column.head;
      row.append(make("th", { scope: "col", class: column.align === "right" ? "number" : column.wraps ? "wraps" : "", "aria-sort": "none" }, button(label, () => this.sortBy(at), { class: "head" })));
    });
    (this.table.tHead ?? this.table.createTHead()).replaceChildren(row);
    if (this.sort && this.sort.column >= this.columns.length) this.sort = null;
  }

  sortBy(column) {
    const numeric = this.columns[column].align === "right";
    if (this.sort?.column !== column) this.sort = { column, ascending: true, numeric };
    else if (this.sort.ascending) this.sort = { column, ascending: false, numeric };
    else this.sort = null;
    this.page = 0;
    this.arrange();
  }

  filtered() {
    clearTimeout(this.pause);
    this.pause = setTimeout(() => {
      this.filter = this.search.value.trim().toLowerCase();
      this.page = 0;
      this.arrange();
    }, this.rows.length > 2000 ? 150 : 0);
  }

  /** Finds which rows are shown, in which order. */
  arrange(inPlace = false) {
    let places = this.rows.map((_, place) => place);
    if (this.filter) {
      this.lowered ??= this.rows.map(row => row.join("\u0000").toLowerCase());
      places = places.filter(place => this.lowered[place].includes(this.filter));
    }
    if (this.sort) places = sortedPlaces(this.rows, this.sort.column, this.sort.numeric, this.sort.ascending, places);
    this.places = places;
    [...this.table.tHead.rows[0].cells].forEach((cell, at) =>
      cell.setAttribute("aria-sort", this.sort?.column === at ? (this.sort.ascending ? "ascending" : "descending") : "none"));
    this.show(inPlace);
  }

  turn(pages) {
    this.page += pages;
    this.show();
  }

  show(inPlace = false, most = PAGE_ROWS) {
    const pages = Math.max(1, Math.ceil(this.places.length / PAGE_ROWS));
    this.page = Math.min(Math.max(0, this.page), pages - 1);
    const from = this.page * PAGE_ROWS;
    const shown = this.places.slice(from, from + most);
    const signature = shown.map(place => this.rows[place].join("\u0000")).join("\u0001");
    if (!inPlace && signature !== this.signature) this.fillBody(shown);
    else if (inPlace) this.markRows(shown);
    this.signature = signature;
    this.search.hidden = this.rows.length <= 10;
    this.back.hidden = this.next.hidden = pages === 1;
    this.back.disabled = this.page === 0;
    this.next.disabled = this.page === pages - 1;
    const whole = this.places.length === this.rows.length ? "" : ` (of ${countText(this.rows.length)})`;
    setText(this.count, pages === 1 && !whole ? "" : this.places.length === 0 ? `no row contains this${whole}` : `${countText(from + 1)}–${countText(Math.min(from + PAGE_ROWS, this.places.length))} of ${countText(this.places.length)}${whole}`);
    this.controls.hidden = this.rows.length <= 10;
  }

  fillBody(shown) {
    const focused = this.body.contains(document.activeElement) ? this.trialAt(document.activeElement) : null;
    const rows = shown.map(place => {
      const cells = this.rows[place].map((text, at) => {
        const column = this.columns[at];
        const look = { class: column?.align === "right" ? "number" : column?.wraps ? "wraps" : "" };
        if (at === 0) look.scope = "row";
        return make(at === 0 ? "th" : "td", look, column?.align === "right" ? text : make("bdi", {}, text));
      });
      return make("tr", {}, ...cells);
    });
    this.body.replaceChildren(...rows);
    this.markRows(shown);
    if (focused != null) this.rowOf(focused)?.focus({ preventScroll: true });
  }

  /** Tells the rows' trials apart and makes them reachable by keyboard. */
  markRows(shown) {
    [...this.body.rows].forEach((row, at) => {
      const place = shown[at];
      row.classList.toggle("leader", place === 0);
      if (this.trialColumn < 0 || place == null) return;
      const trial = sortNumber(this.rows[place][this.trialColumn] ?? "");
      if (Number.isNaN(trial)) return;
      row.dataset.trial = String(trial);
      row.tabIndex = at === 0 ? 0 : -1;
    });
    this.light(this.links.trial);
  }

  trialAt(target) {
    const row = target.closest?.("tr");
    return row?.dataset.trial == null ? null : Number(row.dataset.trial);
  }

  rowOf(trial) {
    return this.body.querySelector(`tr[data-trial="${Number(trial)}"]`);
  }

  light(trial) {
    this.body.querySelector("tr.lit")?.classList.remove("lit");
    this.body.querySelector("tr.pinned")?.classList.remove("pinned");
    if (trial != null) this.rowOf(trial)?.classList.add("lit");
    if (this.links.pinned != null) this.rowOf(this.links.pinned)?.classList.add("pinned");
  }

  clicked(event) {
    if (event.target.closest("a, button") || getSelection()?.toString()) return;
    const trial = this.trialAt(event.target);
    if (trial != null) this.links.pin(trial);
  }

  typed(event) {
    const row = event.target.closest("tr");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling, Home: this.body.firstElementChild, End: this.body.lastElementChild };
    if (event.key in step) {
      event.preventDefault();
      const next = step[event.key];
      if (!next) return;
      row.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    } else if ((event.key === "Enter" || event.key === " ") && row.dataset.trial != null) {
      event.preventDefault();
      this.links.pin(Number(row.dataset.trial));
    }
  }

  /** Turns to the page on which a trial stands and brings its row into view. @returns {boolean} whether it has one */
  reveal(trial) {
    if (this.trialColumn < 0) return false;
    const isTrial = place => sortNumber(this.rows[place][this.trialColumn]) === trial;
    let at = this.places.findIndex(isTrial);
    if (at < 0) {
      this.search.value = this.filter = "";
      this.arrange();
      at = this.places.findIndex(isTrial);
    }
    if (at < 0) return false;
    this.page = Math.floor(at / PAGE_ROWS);
    this.show();
    const row = this.rowOf(trial);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
    return true;
  }

  /** More rows for paper, one page again after it. */
  print(printing) {
    this.signature = null;
    this.show(false, printing ? PAPER_ROWS : PAGE_ROWS);
  }
}

/** The content of a table that stands in the markup. */
export function contentOf(table, id) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  const columns = heads.map(cell => ({ head: cell.textContent, align: cell.classList.contains("number") ? "right" : "left", wraps: cell.classList.contains("wraps") }));
  return { id, columns, rows: [...(table.tBodies[0]?.rows ?? [])].map(row => [...row.cells].map(cell => cell.textContent)) };
}
