// SPDX-License-Identifier: Apache-2.0
// The report: builds the whole page from data, or enhances one whose tables stand in the markup already. Where the data
// is embedded in the page it starts by itself.
//
// Markup that is used where it is there, and made where it is not: h1, p.verdict, p.stamp, section[data-table=ID] with a
// table in it, section[data-picture=ID], #words ul, #advice ul, #more, #facts.

import { make, setText, whenIdle } from "./dom.js";
import { Figure, KEYS_ID } from "./figure.js";
import { Links } from "./links.js";
import { Model } from "./model.js";
import { contourPicture } from "./picture-contour.js";
import { curvesPicture } from "./picture-curves.js";
import { edfPicture } from "./picture-edf.js";
import { expectedPicture, gainPicture } from "./picture-lines.js";
import { forestPicture } from "./picture-forest.js";
import { frontPicture } from "./picture-front.js";
import { healthPicture } from "./picture-health.js";
import { heatPicture } from "./picture-heat.js";
import { historyPicture } from "./picture-history.js";
import { importancePicture } from "./picture-importance.js";
import { matrixPicture } from "./picture-matrix.js";
import { parallelPicture } from "./picture-parallel.js";
import { ratePicture } from "./picture-rate.js";
import { slicesPicture } from "./picture-slices.js";
import { timelinePicture } from "./picture-timeline.js";
import { ReportTable, contentOf } from "./tables.js";
import { THEME_EVENT, themeSwitch } from "./theme.js";
import { HeldLine, Tip } from "./tip.js";

const FIRST_PICTURES = [ratePicture, heatPicture, forestPicture];
const FOLDED_PICTURES = [
  historyPicture, edfPicture, parallelPicture, importancePicture, slicesPicture, contourPicture, matrixPicture,
  expectedPicture, gainPicture, frontPicture, timelinePicture, healthPicture,
];

/** A picture that changes all the time is drawn again after so many milliseconds at the earliest. */
const REDRAW_AFTER = 400;

/**
 * Shows a run's page.
 *
 * @param {HTMLElement} root what it is put into; what stands there already is kept and made use of
 * @param {Object} data of format 1
 * @param {{trialAddress?: function(number): string}} [options] trialAddress: where a trial's own page is
 * @returns {{update: function(Object): void, highlight: function(?number): void, clear: function(): void, close: function(): void}}
 *     update shows a later state of the same run: zoom, scroll, sort, filter, held trial and focus stay; close lets go of
 *     the window and the canvases, where the page goes on without the report
 */
export function show(root, data, options = {}) {
  const page = new ReportPage(root, data, options);
  return {
    update: later => page.update(later),
    highlight: trial => page.links.pinned !== trial && page.links.pin(trial),
    clear: () => page.links.clear(),
    close: () => page.close(),
  };
}

class ReportPage {
  constructor(root, data, options) {
    this.root = root;
    this.options = options;
    this.links = new Links();
    this.model = new Model(data);
    this.tip = new Tip();
    this.voice = make("p", { class: "unseen", "aria-live": "polite" });
    this.figures = [];
    this.tables = new Map();
    this.queue = [];
    this.life = new AbortController();
    this.body = root.querySelector("main") ?? root;
    root.classList.add("report");
    this.watch = new IntersectionObserver(entries => entries.forEach(entry => this.seen(entry)), { rootMargin: "300px 0px" });
    this.build();
    this.held = new HeldLine(this);
    const keys = make("p", { class: "unseen", id: KEYS_ID }, "Arrow keys go from mark to mark, Enter holds a trial, Escape lets go, plus and minus zoom, 0 shows the whole range.");
    this.body.append(keys, this.voice, this.tip.element, this.held.element);
    this.listen();
    performance.mark("sextant shown");
    whenIdle(() => this.describeRest(), 1500);
  }

  build() {
    const { data } = this.model;
    const header = this.root.querySelector("header") ?? this.root.appendChild(make("header", {}, make("h1", {})));
    // Where the page around has a switch already, its event is enough.
    if (!document.querySelector("button.theme")) header.append(themeSwitch(make, () => {}));
    this.heading = this.root.querySelector("h1");
    this.verdict = this.root.querySelector(".verdict") ?? this.body.appendChild(make("p", { class: "verdict" }));
    this.stamp = this.root.querySelector(".stamp") ?? this.verdict.parentNode.insertBefore(make("p", { class: "note stamp", hidden: true }), this.verdict.nextSibling);
    this.describe(data);
    this.fillTables(data);
    this.chooseGroups();
    let place = this.sectionOf("schedules") ?? this.sectionOf("front") ?? this.stamp;
    for (const picture of FIRST_PICTURES) place = this.hang(picture, place);
    const below = this.sectionOf("trials") ?? place;
    const curves = this.hang(curvesPicture, below);
    for (const [id, name] of [["words", "In words"], ["advice", "Advice"]]) this.list(id, name, data[id] ?? []);
    const more = this.root.querySelector("#more") ?? make("section", { id: "more" });
    more.setAttribute("aria-label", "More pictures");
    if (!more.isConnected) curves.after(more);
    more.append(...FOLDED_PICTURES.map(picture => make("details", { class: "fold" }, make("summary", {}, picture.title), this.figureOf(picture).element)));
    this.facts(data.facts ?? []);
    this.figures.forEach((figure, at) => {
      figure.model = this.model;
      if (at < FIRST_PICTURES.length) {
        figure.wanted = true;
        this.drawSoon(figure);
      }
      this.watch.observe(figure.element);
    });
  }

  figureOf(picture) {
    const figure = new Figure(picture, this);
    this.figures.push(figure);
    return figure;
  }

  /** Puts a picture into its place in the markup, else behind another section. @returns {HTMLElement} its section */
  hang(picture, before) {
    let section = this.root.querySelector(`[data-picture="${picture.id}"]`);
    if (!section) {
      section = make("section", { id: picture.id, "data-picture": picture.id });
      before.after(section);
    }
    section.replaceChildren(this.figureOf(picture).element);
    return section;
  }

  describe(data) {
    const study = data.study || "study";
    if (!this.heading.textContent || this.built) setText(this.heading, study);
    this.heading.dir = "auto";
    this.built = true;
    if (!this.root.querySelector(".description") && data.description) this.heading.after(make("p", { class: "description", dir: "auto" }, data.description));
    setText(this.verdict, data.verdict ?? "");
    setText(this.stamp, data.stamp ?? "");
    this.stamp.hidden = !data.stamp;
  }

  list(id, name, sentences) {
    let section = this.root.querySelector("#" + id);
    if (!section && sentences.length === 0) return;
    section ??= this.body.appendChild(make("section", { id }, make("h2", {}, name), make("ul", {})));
    const list = section.querySelector("ul") ?? section.appendChild(make("ul", {}));
    const shown = [...list.children].map(item => item.textContent);
    section.hidden = sentences.length === 0;
    if (shown.join("\n") !== sentences.join("\n")) list.replaceChildren(...sentences.map(sentence => make("li", { dir: "auto" }, sentence)));
  }

  facts(facts) {
    if (facts.length === 0 || this.root.querySelector("#facts")) return;
    const rows = facts.map(([name, value]) => make("tr", {}, make("th", { scope: "row" }, name), make("td", {}, make("bdi", {}, value))));
    const table = make("table", {}, make("caption", {}, "Where this comes from"), make("tbody", {}, ...rows));
    this.body.append(make("section", { id: "facts", class: "facts" }, make("div", { class: "wide" }, table)));
  }

  /** Of several choices that trials are grouped by one is shown at a time. */
  chooseGroups() {
    const groups = [...this.root.querySelectorAll("section.by")];
    if (groups.length < 2) return;
    const choice = make("select", {}, ...groups.map(group => make("option", { value: group.id }, group.dataset.by)));
    const shown = () => groups.forEach(group => group.hidden = group.id !== choice.value);
    choice.addEventListener("change", shown);
    groups[0].before(make("p", { class: "choose" }, make("label", {}, "Grouped by ", choice)));
    shown();
  }

  sectionOf(id) {
    return this.tables.get(id)?.table.closest("section");
  }

  /** Tables of the data, and tables of the markup; the trials beyond the markup's rows come from allTrials. */
  fillTables(data) {
    for (const place of this.root.querySelectorAll("[data-table]")) {
      const id = place.dataset.table;
      const table = place.querySelector("table");
      if (table && !this.tables.has(id)) this.enhance(table, this.withAllTrials(contentOf(table, id), data));
    }
    for (const content of data.tables ?? []) {
      const whole = this.withAllTrials(content, data);
      const present = this.tables.get(content.id);
      if (present) {
        present.update(whole);
        this.notes(present.table.closest("section"), content.notes ?? []);
        continue;
      }
      const table = make("table", {}, make("caption", {}, content.caption), make("thead", {}), make("tbody", {}));
      const section = make("section", { id: content.id, class: "table", "data-table": content.id }, make("div", { class: "wide" }, table));
      this.notes(section, content.notes ?? []);
      (this.sectionBefore(content.id) ?? this.stamp).after(section);
      this.enhance(table, whole);
    }
  }

  /** The section after which a new table is put: tables stand in the order of the data, pictures after the schedules. */
  sectionBefore(id) {
    const order = (this.model.data.tables ?? []).map(table => table.id);
    for (let at = order.indexOf(id) - 1; at >= 0; at--) {
      const section = this.sectionOf(order[at]);
      if (section) return order[at] === "schedules" ? this.root.querySelector('[data-picture="forest"]') ?? section : section;
    }
    return null;
  }

  withAllTrials(content, data) {
    return content.id === "trials" && data.allTrials?.rows?.length > content.rows.length ? { ...content, ...data.allTrials } : content;
  }

  enhance(table, content) {
    this.tables.set(content.id, new ReportTable(table, content, this.links));
  }

  notes(section, notes) {
    const present = [...section.querySelectorAll("p.note")];
    if (present.map(note => note.textContent).join("\n") === notes.join("\n")) return;
    present.forEach(note => note.remove());
    section.append(...notes.map(note => make("p", { class: "note", dir: "auto" }, note)));
  }

  listen() {
    const { signal } = this.life;
    document.addEventListener("keydown", event => {
      if (event.key !== "Escape") return;
      this.links.clear();
      this.tip.hide();
    }, { signal });
    document.addEventListener(THEME_EVENT, () => this.repaint(), { signal });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.repaint(), { signal });
    addEventListener("scroll", () => this.tip.hide(), { passive: true, capture: true, signal });
    let width = this.root.clientWidth;
    this.size = new ResizeObserver(() => {
      if (this.printing || this.root.clientWidth === width) return;
      width = this.root.clientWidth;
      this.repaint();
    });
    this.size.observe(this.root);
    addEventListener("beforeprint", () => this.print(true), { signal });
    addEventListener("afterprint", () => this.print(false), { signal });
    matchMedia("print").addEventListener("change", event => this.print(event.matches), { signal });
  }

  seen(entry) {
    const figure = this.figures.find(each => each.element === entry.target);
    figure.visible = entry.isIntersecting;
    if (figure.visible && figure.stale) this.drawSoon(figure);
  }

  /** Other colours or another width: everything in view is drawn again, the rest when it comes into view. */
  repaint() {
    this.figures.forEach(figure => figure.changed());
  }

  /** Draws a picture before long: one a task, so that the page answers between them. */
  drawSoon(figure) {
    if (!this.queue.includes(figure)) this.queue.push(figure);
    if (this.drawing) return;
    this.drawing = true;
    const next = () => {
      const now = performance.now();
      const due = this.queue.findIndex(each => !(now - each.drawnAt < REDRAW_AFTER && each.continuous));
      const each = due < 0 ? null : this.queue.splice(due, 1)[0];
      if (each) this.drawNow(each);
      if (this.queue.length === 0) {
        this.drawing = false;
        if (!this.firstDrawn) performance.mark("sextant first pictures");
        this.firstDrawn = true;
      } else setTimeout(next, each ? 0 : 50);
    };
    setTimeout(next, 0);
  }

  drawNow(figure, print = false) {
    if (!print && !figure.visible && !figure.wanted) return;
    figure.wanted = false;
    figure.drawnAt = performance.now();
    figure.continuous = false;
    try {
      figure.describe();
      figure.draw(print);
    } catch (broken) {
      // One picture that cannot be drawn takes nothing else with it; the page says so and the console says why.
      figure.fail(broken);
      console.error(broken);
    }
  }

  /** Says in words what the pictures out of view show, for those who do not look. */
  describeRest() {
    const next = this.figures.find(figure => !figure.described);
    if (!next) return;
    next.describe();
    whenIdle(() => this.describeRest());
  }

  update(data) {
    data.timeline ??= this.model.data.timeline;
    this.model = new Model(data);
    const steps = [
      () => {
        this.describe(data);
        for (const [id, name] of [["words", "In words"], ["advice", "Advice"]]) this.list(id, name, data[id] ?? []);
      },
      ...(data.tables ?? []).map(content => () => this.fillTables({ ...data, tables: [content] })),
      () => {
        for (const figure of this.figures) {
          figure.model = this.model;
          figure.described = false;
          figure.continuous = true;
          figure.changed();
        }
        this.held.refresh();
      },
    ];
    // One step a task, so that the page answers between them; what comes in the meantime takes the place of the rest.
    clearTimeout(this.step);
    const next = () => {
      steps.shift()();
      if (steps.length && !this.life.signal.aborted) this.step = setTimeout(next, 0);
    };
    next();
  }

  close() {
    this.life.abort();
    this.watch.disconnect();
    this.size.disconnect();
    this.queue = [];
    this.figures.forEach(figure => figure.echart?.dispose());
  }

  announce(text) {
    setText(this.voice, text);
  }

  showInTable(trial) {
    if (trial == null) return;
    for (const id of ["trials", ...this.tables.keys()]) if (this.tables.get(id)?.reveal(trial)) return;
    this.announce(`Trial ${trial} stands in no table.`);
  }

  /** On paper: everything opened, light, at the paper's width, without controls; afterwards as it was. */
  print(printing) {
    if (Boolean(this.printing) === printing) return;
    this.printing = printing;
    document.documentElement.classList.toggle("printing", printing);
    const folds = [...this.root.querySelectorAll("details")];
    if (printing) {
      this.opened = folds.filter(fold => !fold.open);
      this.opened.forEach(fold => (fold.open = true));
      this.tables.forEach(table => table.print(true));
      this.figures.forEach(figure => this.drawNow(figure, true));
    } else {
      this.opened?.forEach(fold => (fold.open = false));
      this.tables.forEach(table => table.print(false));
      this.repaint();
    }
  }
}

/** Starts on the data that is embedded in the page, once the page's own tables have been painted. */
function startEmbedded() {
  const embedded = document.getElementById("data");
  if (!embedded || embedded.type !== "application/json") return;
  requestAnimationFrame(() => setTimeout(() => {
    const data = JSON.parse(embedded.textContent);
    const timeline = document.getElementById("timeline");
    if (timeline) data.timeline = JSON.parse(timeline.textContent);
    show(document.body, data);
  }, 0));
}

startEmbedded();
