// SPDX-License-Identifier: Apache-2.0
// The list of runs.

import { button, make, setText } from "./dom.js";
import { countText, figureText } from "./format.js";
import { ask } from "./live-api.js";
import { ageText, nameOf, runAddress, runState, say, saying, stateBadge, waitFor, wideTable } from "./live-parts.js";

const REFRESH_MILLIS = 3_000;

/** A list this long gets a field to look for names. */
const SEARCHED_FROM = 8;

const COLUMNS = [
  { head: "Study", key: run => String(run.study ?? "").toLowerCase() },
  { head: "State", key: run => runState(run.state) },
  { head: "Trials", key: run => run.trials ?? -1, number: true },
  { head: "Best", key: run => run.best ?? Infinity, number: true },
  { head: "Started", key: run => -(Date.parse(run.started ?? "") || 0) },
];

/** Shows the list, and keeps it fresh while it is looked at. */
export async function showRuns(main) {
  document.title = "Runs – Sextant";
  const place = make("div", {});
  main.replaceChildren(make("h1", {}, "Runs"), place);
  const list = new RunList(place);
  list.show(await waitFor(place, "the list of runs", () => ask("/api/runs")));
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, REFRESH_MILLIS));
    if (!place.isConnected) return;
    if (document.hidden) continue;
    try {
      list.show(await ask("/api/runs"));
      list.lost("");
    } catch (refusal) {
      if (refusal.status === 401) return;
      list.lost(refusal.message + " This list may be out of date.");
    }
  }
}

class RunList {
  constructor(place) {
    this.place = place;
    this.column = null;
    this.down = false;
    this.sought = "";
    this.runs = [];
    this.count = make("p", { class: "note", role: "status" });
    this.box = saying("alert");
    this.body = make("tbody", {});
    this.heads = COLUMNS.map((column, index) => {
      const sort = button(column.head, () => this.sort(index));
      return make("th", { scope: "col", class: column.number ? "number" : null }, sort);
    });
    this.table = wideTable(make("table", { class: "live-runs" },
      make("caption", {}, "Newest first"),
      make("thead", {}, make("tr", {}, ...this.heads)), this.body), "Runs");
    const field = make("input", { type: "search", id: "live-sought", autocomplete: "off" });
    field.addEventListener("input", () => {
      this.sought = field.value.toLowerCase();
      this.draw();
    });
    this.search = make("p", { class: "live-search", hidden: true },
      make("label", { for: "live-sought" }, "Show studies whose name has "), field);
    this.empty = make("div", { class: "live-empty", hidden: true },
      make("p", {}, "There is no run yet where this server looks."),
      make("p", {}, "Start one: ", make("code", {}, "sextant run study.json"), ". It appears here by itself."));
  }

  show(runs) {
    this.runs = Array.isArray(runs) ? runs : [];
    if (!this.table.isConnected) this.place.replaceChildren(this.box, this.search, this.table, this.empty, this.count);
    this.table.hidden = this.runs.length === 0;
    this.empty.hidden = this.runs.length > 0;
    this.search.hidden = this.runs.length < SEARCHED_FROM;
    this.draw();
  }

  lost(message) {
    say(this.box, message, true);
  }

  sort(index) {
    this.down = this.column === index && !this.down;
    this.column = index;
    this.draw();
  }

  draw() {
    const rows = this.runs.filter(run => String(run.study ?? "").toLowerCase().includes(this.sought));
    this.heads.forEach((head, index) => {
      if (index === this.column) head.setAttribute("aria-sort", this.down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    if (this.column !== null) {
      const { key } = COLUMNS[this.column];
      const sign = this.down ? -1 : 1;
      rows.sort((one, other) => sign * compare(key(one), key(other)));
    }
    // A row that is pointed at, or has the focus, stays what it is where nothing in it changed.
    const text = JSON.stringify(rows) + Math.floor(Date.now() / 60_000);
    setText(this.count, this.runs.length === 0 ? "" : rows.length === this.runs.length
      ? `${countText(rows.length)} ${rows.length === 1 ? "run" : "runs"}`
      : `${countText(rows.length)} of ${countText(this.runs.length)} runs`);
    if (text === this.drawn) return;
    this.drawn = text;
    const focused = document.activeElement?.closest?.("tr[data-run]")?.dataset.run;
    this.body.replaceChildren(...rows.map(row));
    if (focused) this.body.querySelector(`tr[data-run="${CSS.escape(focused)}"] a`)?.focus({ preventScroll: true });
  }
}

function row(run) {
  const name = nameOf(run.study || "unnamed", 60);
  const place = run.directory ? make("div", { class: "note" }, nameOf(run.directory, 60)) : "";
  const message = run.message ? make("div", { class: "note" }, nameOf(run.message, 200)) : "";
  const started = Date.parse(run.started ?? "");
  return make("tr", { "data-run": run.id },
    make("th", { scope: "row" },
      run.state === "unreadable" ? name : make("a", { href: runAddress(run.id) }, name), place, message),
    make("td", {}, stateBadge(run.state, runState(run.state))),
    make("td", { class: "number" }, ...progress(run)),
    make("td", { class: "number" }, figureText(run.best), run.metric ? make("div", { class: "note" }, nameOf(run.metric, 30)) : ""),
    make("td", {}, Number.isNaN(started) ? "–" : make("time",
      { datetime: run.started, title: new Date(started).toLocaleString() }, ageText((Date.now() - started) / 1000))));
}

function progress(run) {
  if (run.trials == null) return ["–"];
  if (!(run.budget > 0)) return [countText(run.trials)];
  const words = `${countText(run.trials)} of ${countText(run.budget)}`;
  return [words, make("progress", { max: run.budget, value: Math.min(run.trials, run.budget), "aria-label": words + " trials" })];
}

function compare(one, other) {
  return typeof one === "number" && typeof other === "number"
    ? (one === other ? 0 : one < other ? -1 : 1)
    : String(one).localeCompare(String(other));
}
