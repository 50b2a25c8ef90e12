// SPDX-License-Identifier: Apache-2.0
// The frame of a picture: heading, controls, the drawing, its legend, a sentence that says what is to be seen, and its
// figures as a table. Draws when it comes into view, again when its data, width, colours or legend change.

import { button, choiceBox, make, setText } from "./dom.js";
import { Drag } from "./gestures.js";
import { fillLegend, shownSchedules } from "./legend.js";
import { CANVAS_LENGTH, Overlay, anchorOf, nearestMark } from "./marks.js";
import { addPainted } from "./plot.js";
import { plainTable } from "./tables.js";
import { currentTheme } from "./theme.js";

/** The words that say how pictures are used by keyboard. */
export const KEYS_ID = "picture-keys";

/** Below this width a picture has little room. */
const NARROW = 560;

/** How wide a picture is on paper, in pixels. */
const PAPER_WIDTH = 680;

/**
 * A picture: what figure.js asks of the objects in picture-*.js.
 *
 * @typedef {Object} Picture
 * @property {string} id names its place in the markup
 * @property {string} title
 * @property {boolean} [legend] whether it tells schedules apart
 * @property {boolean} [zooms] whether a rectangle of its first plot can be zoomed into
 * @property {function(Model): string} missing why there is nothing to draw; empty where there is something
 * @property {function(Model): string} caption what is to be seen, in a sentence
 * @property {function(Model): {head: [string, boolean][], rows: string[][]}} table its figures; a head and whether it is
 *     of numbers
 * @property {function(Model): {id: string, label: string, options: [string, string][], start: string}[]} [choices]
 * @property {function(Model, Frame): number} [minWidth] below which it scrolls sideways
 * @property {function(Model, Frame): Drawing} draw pure but for measuring texts
 *
 * @typedef {Object} Frame
 * @property {number} width in pixels
 * @property {boolean} narrow whether there is little room
 * @property {Object} theme see currentTheme
 * @property {?{x: [number, number], y: [number, number]}} zoom coordinates of the first plot that are shown
 * @property {Object<string, string>} chosen by the id of a choice
 * @property {Map<string, [number, number]>} brushed ranges of coordinates by the id of an axis
 * @property {{styled: number[], others: number[]}} shown indices of schedules
 *
 * @typedef {Object} Drawing
 * @property {number} height in pixels
 * @property {Object} option what ECharts is given; among its series, shapes that are painted beside them
 * @property {import("./plot.js").Plot[]} plots
 * @property {Object[]} [axes] upright axes on which ranges can be brushed
 * @property {import("./marks.js").Mark[]} marks what can be pointed at, in the order of the arrow keys
 * @property {string} [key] how to read it
 */

/** A picture in its frame. */
export class Figure {
  /**
   * @param {Picture} picture
   * @param {Object} page links, tip, announce(text)
   */
  constructor(picture, page) {
    this.picture = picture;
    this.page = page;
    this.chosen = {};
    this.zoom = null;
    this.marks = [];
    this.plots = [];
    this.axes = [];
    this.brushed = new Map();
    this.painted = [];
    this.drag = new Drag(this);
    this.stale = true;
    this.visible = false;
    this.place = -1;
    const id = "picture-" + picture.id;
    this.tools = make("div", { class: "tools" });
    this.reset = button("Whole range", () => this.whole(), { class: "quiet", hidden: true });
    this.toggle = button("Show as table", () => this.showTable(this.figures.hidden), { class: "quiet", "aria-expanded": "false", "aria-controls": id + "-figures" });
    this.canvas = make("div", { class: "canvas" });
    this.layer = make("canvas", { class: "overlay" });
    this.chart = make("div", { class: "chart", tabindex: "0", role: "img", "aria-label": picture.title, "aria-describedby": KEYS_ID }, this.canvas, this.layer);
    this.scroller = make("div", { class: "scroller" }, this.chart);
    this.none = make("p", { class: "none", hidden: true });
    this.key = make("p", { class: "key", hidden: true });
    this.legend = make("div", { class: "legend", role: "group", "aria-label": "Schedules shown" });
    this.caption = make("figcaption", {});
    this.figures = make("div", { class: "figures", id: id + "-figures", hidden: true });
    this.element = make("figure", { class: "picture", id }, make("div", { class: "headline" }, make("h2", {}, picture.title), this.tools), this.none, this.scroller, this.legend, this.caption, this.key, this.figures);
    this.overlay = new Overlay(this.layer);
    this.listen();
  }

  listen() {
    this.chart.addEventListener("pointermove", event => this.pointed(event));
    this.chart.addEventListener("pointerleave", () => this.left());
    this.chart.addEventListener("pointerdown", event => this.pressed(event));
    this.chart.addEventListener("pointerup", event => this.released(event));
    this.chart.addEventListener("dblclick", () => this.whole());
    this.chart.addEventListener("keydown", event => this.typed(event));
    this.chart.addEventListener("blur", () => this.left());
    this.page.links.onTrial(trial => this.ring(trial));
    this.page.links.onShown(() => this.picture.legend && this.changed());
  }

  /** Brings everything but the drawing up to date with the run. */
  describe() {
    if (this.described) return;
    this.described = true;
    const model = this.model;
    const missing = this.picture.missing(model);
    this.none.hidden = !missing;
    setText(this.none, missing);
    this.scroller.hidden = Boolean(missing);
    this.toggle.hidden = Boolean(missing);
    this.caption.hidden = Boolean(missing);
    if (missing) {
      this.legend.replaceChildren();
      this.tools.replaceChildren();
      this.key.hidden = true;
      this.showTable(false);
    } else {
      const sentence = this.picture.caption(model);
      setText(this.caption, sentence);
      this.chart.setAttribute("aria-label", `${this.picture.title}. ${sentence}`);
      this.fillTools();
      if (!this.figures.hidden) this.showTable(true);
    }
    this.missing = Boolean(missing);
  }

  fillTools() {
    const choices = this.picture.choices?.(this.model) ?? [];
    const names = JSON.stringify(choices);
    if (names === this.choiceNames) return;
    this.choiceNames = names;
    const boxes = choices.map(choice => {
      if (!choice.options.some(([value]) => value === this.chosen[choice.id])) this.chosen[choice.id] = choice.start;
      return choiceBox(choice.label, choice.options, this.chosen[choice.id], value => {
        this.chosen[choice.id] = value;
        this.zoom = null;
        this.changed();
      });
    });
    this.tools.replaceChildren(...boxes, this.reset, this.toggle);
  }

  /** Says that the drawing is out of date; it is drawn again when it is in view. */
  changed() {
    this.stale = true;
    if (this.visible) this.page.drawSoon(this);
  }

  /** Draws now, where it is out of date or must be. @param {boolean} [print] for paper */
  draw(print = false) {
    if (this.missing) {
      this.stale = false;
      return;
    }
    const room = print ? PAPER_WIDTH : this.scroller.clientWidth;
    if (room < 40) return;
    const began = performance.now();
    const theme = currentTheme(print);
    this.stale = false;
    this.theme = theme;
    this.width = room;
    const frame = {
      width: room, theme, print, narrow: room < NARROW, zoom: this.zoom, chosen: this.chosen, brushed: this.brushed,
      links: this.page.links, shown: shownSchedules(this.model, this.page.links),
    };
    if (this.picture.minWidth) frame.width = Math.max(room, print ? 0 : this.picture.minWidth(this.model, frame));
    const drawing = this.picture.draw(this.model, frame);
    this.chart.style.width = frame.width + "px";
    this.chart.style.height = this.chart.style.minHeight = drawing.height + "px";
    if (!this.echart) {
      this.echart = echarts.init(this.canvas, null, { renderer: "canvas", width: frame.width, height: drawing.height, devicePixelRatio: Math.min(3, Math.max(window.devicePixelRatio || 1, 1), CANVAS_LENGTH / Math.max(frame.width, drawing.height)) });
    } else this.echart.resize({ width: frame.width, height: drawing.height, silent: true });
    const series = drawing.option.series;
    this.echart.setOption({ animation: false, ...drawing.option, series: series.filter(each => !each.shapes) }, { notMerge: true, silent: true });
    this.painted.forEach(group => this.echart.getZr().remove(group));
    this.painted = series.filter(each => each.shapes).map(each => addPainted(this.echart.getZr(), each));
    if (print) this.echart.getZr().flush();
    this.overlay.resize(frame.width, drawing.height);
    this.marks = drawing.marks ?? [];
    this.plots = drawing.plots ?? [];
    this.axes = drawing.axes ?? [];
    this.byTrial = null;
    this.key.hidden = !drawing.key;
    setText(this.key, drawing.key ?? "");
    this.reset.hidden = !this.zoom && this.brushed.size === 0;
    if (this.picture.legend) fillLegend(this.legend, this.model, this.page.links, theme);
    this.ring(this.page.links.trial);
    performance.measure("sextant picture " + this.picture.id, { start: began, end: performance.now() });
  }

  /** Says that the picture could not be drawn. */
  fail(reason) {
    this.none.hidden = false;
    setText(this.none, `This picture could not be drawn: ${reason.message}`);
    this.scroller.hidden = true;
    this.described = true;
  }

  marksOf(trial) {
    if (!this.byTrial) {
      this.byTrial = new Map();
      for (const mark of this.marks) {
        if (mark.trial == null) continue;
        if (!this.byTrial.has(mark.trial)) this.byTrial.set(mark.trial, []);
        this.byTrial.get(mark.trial).push(mark);
      }
    }
    return this.byTrial.get(trial) ?? [];
  }

  ring(trial) {
    if (!this.echart || this.stale || this.drag.moved) return;
    const marks = trial == null ? [] : this.marksOf(trial);
    if (marks.length === 0 && !this.ringedPlace) this.overlay.clear();
    else this.overlay.ring(marks.length || trial != null ? marks : [this.ringedPlace], this.theme);
  }

  spot(event) {
    const place = this.chart.getBoundingClientRect();
    return [event.clientX - place.left, event.clientY - place.top];
  }

  pointed(event) {
    const [x, y] = this.spot(event);
    if (this.drag.move(x, y)) return;
    this.look(nearestMark(this.marks, x, y), x);
  }

  look(mark, x) {
    const { links, tip } = this.page;
    this.chart.classList.toggle("over", Boolean(mark && mark.trial != null));
    if (!mark) {
      this.ringedPlace = null;
      tip.hide();
      return links.hover(null);
    }
    const place = this.chart.getBoundingClientRect();
    const [atX, atY] = anchorOf(mark, x);
    const words = mark.words();
    tip.show(words, place.left + atX, place.top + atY);
    links.hover(mark.trial ?? null);
    this.ringedPlace = mark.trial == null ? mark : null;
    if (mark.trial == null) this.overlay.ring([mark], this.theme);
    return words;
  }

  left() {
    this.drag.cancel();
    this.ringedPlace = null;
    this.page.tip.hide();
    this.page.links.hover(null);
    this.ring(this.page.links.trial);
  }

  pressed(event) {
    this.drag.begin(event, ...this.spot(event));
  }

  released(event) {
    const [x, y] = this.spot(event);
    if (this.drag.end(x, y)) return this.ring(this.page.links.trial);
    const mark = nearestMark(this.marks, x, y);
    if (mark && mark.trial != null) this.page.links.pin(mark.trial);
  }

  /** Keeps the trials that pass an axis within a range of coordinates; null lets go. @returns {boolean} whether that changed anything */
  brush(id, range) {
    if (!range && !this.brushed.has(id)) return false;
    if (range) this.brushed.set(id, range);
    else this.brushed.delete(id);
    this.changed();
    return true;
  }

  /** Lets go of what was zoomed into and brushed. */
  whole() {
    if (!this.zoom && this.brushed.size === 0) return;
    this.brushed.clear();
    this.zoomTo(null);
  }

  zoomTo(zoom) {
    this.zoom = zoom;
    this.changed();
  }

  typed(event) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const marks = this.marks;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in steps && marks.length) {
      this.place = (this.place + steps[event.key] + marks.length) % marks.length;
      if (this.place < 0) this.place = 0;
    } else if (event.key === "Home" && marks.length) this.place = 0;
    else if (event.key === "End" && marks.length) this.place = marks.length - 1;
    else if ((event.key === "Enter" || event.key === " ") && marks[this.place]?.trial != null) {
      this.page.links.pin(marks[this.place].trial);
      return event.preventDefault();
    } else if (event.key === "0") return this.whole();
    else if ((event.key === "+" || event.key === "-") && this.picture.zooms) return this.zoomBy(event.key === "+" ? 0.5 : 2);
    else return;
    event.preventDefault();
    const mark = marks[Math.min(this.place, marks.length - 1)];
    const at = anchorOf(mark, null)[0];
    if (at < this.scroller.scrollLeft || at > this.scroller.scrollLeft + this.scroller.clientWidth) this.scroller.scrollLeft = at - this.scroller.clientWidth / 2;
    const words = this.look(mark, null);
    this.page.announce(words.map(pair => pair.join(" ")).join(", "));
  }

  zoomBy(factor) {
    const plot = this.plots[0];
    if (!plot) return;
    const mark = this.marks[this.place];
    const [x, y] = mark ? anchorOf(mark, null) : [plot.left + plot.width / 2, plot.top + plot.height / 2];
    const around = (scale, share) => {
      const span = (scale.high - scale.low) * factor;
      const at = scale.low + share * (scale.high - scale.low);
      return [at - span / 2, at + span / 2];
    };
    this.zoomTo({ x: around(plot.x, (x - plot.left) / plot.width), y: around(plot.y, (plot.bottom - y) / plot.height) });
  }

  showTable(open) {
    this.figures.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    setText(this.toggle, open ? "Hide the table" : "Show as table");
    this.figures.replaceChildren(...(open ? [plainTable(this.picture.table(this.model, this.chosen), `Figures: ${this.picture.title}`)] : []));
  }
}
