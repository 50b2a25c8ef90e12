// SPDX-License-Identifier: Apache-2.0
// One plot inside a picture: where it lies in pixels, its two scales, and its axes as ECharts wants them.

import { plainName } from "./format.js";

const FONT_SIZE = 12;

/** Options along an axis are named so far apart, or not each of them is. */
const CHOICE_ROOM = 38;

let measuring = null;

/** The width of a text in pixels. */
export function textWidth(text, size = FONT_SIZE, weight = "normal") {
  measuring ??= document.createElement("canvas").getContext("2d");
  measuring.font = `${weight} ${size}px system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif`;
  return measuring.measureText(text).width;
}

/** A text cut in its middle until it is at most so wide. */
export function fittedText(text, width, size = FONT_SIZE) {
  let letters = plainName(text);
  if (letters.length > 300) letters = letters.slice(0, 150) + "…" + letters.slice(-149);
  if (textWidth(letters, size) <= width) return letters;
  const points = Array.from(letters);
  let kept = Math.max(1, Math.floor((points.length * width) / textWidth(letters, size)));
  for (; kept > 1; kept--) {
    const front = Math.ceil((kept - 1) / 2);
    const cut = points.slice(0, front).join("") + "…" + points.slice(points.length - (kept - 1 - front)).join("");
    if (textWidth(cut, size) <= width) return cut;
  }
  return "…";
}

/** The ticks of an upright axis that is so high, and its labels' texts. */
export function tickTexts(scale, length, room) {
  const count = Math.max(2, Math.min(8, Math.floor(length / room)));
  return scale.ticks(count).map(at => ({ at, text: scale.label(at) }));
}

/** How much room the labels of an upright axis need at its left. */
export function labelRoom(scale, height, most = 160) {
  const widths = tickTexts(scale, height, 44).map(tick => textWidth(tick.text));
  return Math.min(most, Math.ceil(Math.max(12, ...widths))) + 12;
}

/** A plot's place and scales. */
export class Plot {
  /**
   * @param {{left: number, top: number, width: number, height: number}} box in pixels of the picture
   * @param {import("./scale.js").Scale} x
   * @param {import("./scale.js").Scale} y
   */
  constructor(box, x, y) {
    Object.assign(this, box);
    this.x = x;
    this.y = y;
  }

  get right() {
    return this.left + this.width;
  }

  get bottom() {
    return this.top + this.height;
  }

  /** The pixel of a coordinate along. */
  px(at) {
    return this.left + ((at - this.x.low) / (this.x.high - this.x.low)) * this.width;
  }

  /** The pixel of a coordinate upwards. */
  py(at) {
    return this.bottom - ((at - this.y.low) / (this.y.high - this.y.low)) * this.height;
  }

  /** The shape that keeps drawings inside. */
  get clip() {
    return this.box(0);
  }

  /** The plot with so many pixels around it. */
  box(margin) {
    return { x: this.left - margin, y: this.top - margin, width: this.width + 2 * margin, height: this.height + 2 * margin };
  }
}

/**
 * ECharts' grids and axes of some plots.
 *
 * @param {Plot[]} plots
 * @param {Object} theme
 * @param {{xLabels?: boolean, yLabels?: boolean, xLines?: boolean, yLines?: boolean, xName?: string, yName?: string, yRoom?: number, xWidth?: number}[]} looks
 *     one a plot
 */
export function axesOf(plots, theme, looks) {
  const titles = [];
  const text = { color: theme.soft, fontSize: FONT_SIZE, fontFamily: theme.font, fontWeight: "normal" };
  const grid = [];
  const xAxis = [];
  const yAxis = [];
  plots.forEach((plot, index) => {
    const look = { xLabels: true, yLabels: true, xLines: true, yLines: true, ...looks[index] };
    grid.push({ left: plot.left, top: plot.top, width: plot.width, height: plot.height, containLabel: false, outerBoundsMode: "none" });
    const widest = Math.max(34, ...(plot.x.kind === "choice" ? [60] : tickTexts(plot.x, plot.width, 90).map(tick => textWidth(tick.text) + 18)));
    const options = tickTexts(plot.x, plot.width, widest);
    const every = plot.x.kind === "choice" ? Math.max(1, Math.ceil((CHOICE_ROOM * options.length) / plot.width)) : 1;
    const along = options.filter((_, at) => at % every === 0);
    const upward = tickTexts(plot.y, plot.height, plot.y.kind === "choice" ? 14 : 44);
    const choiceRoom = plot.x.kind === "choice" ? plot.width / Math.max(1, along.length) - 6 : Infinity;
    xAxis.push(axisOf(plot.x, index, along, look.xLabels, look.xLines, theme, text, label => fittedText(label, Math.max(14, choiceRoom))));
    yAxis.push(axisOf(plot.y, index, upward, look.yLabels, look.yLines, theme, text, label => fittedText(label, look.yRoom ?? plot.left - 12)));
    if (look.yName) titles.push({ text: fittedText(look.yName, plot.width + 40, FONT_SIZE), left: look.yNameLeft ?? 0, top: plot.top - (look.yLift ?? 24), padding: 0, textStyle: { ...text, color: theme.ink } });
    if (look.xName) {
      const name = fittedText(look.xName, plot.width, FONT_SIZE);
      titles.push({ text: name, left: plot.left + plot.width / 2 - textWidth(name) / 2, top: plot.bottom + (look.xLabels === false ? 6 : 26), padding: 0, textStyle: { ...text, color: theme.ink } });
    }
  });
  return { grid, xAxis, yAxis, title: titles, animation: false, backgroundColor: "transparent", textStyle: { fontFamily: theme.font }, aria: { enabled: false } };
}

function axisOf(scale, gridIndex, ticks, labelled, lined, theme, text, fitted) {
  const places = ticks.map(tick => tick.at);
  const names = new Map(ticks.map(tick => [tick.at, tick.text]));
  return {
    type: "value", gridIndex, min: scale.low, max: scale.high, scale: true, silent: true,
    axisLine: { show: true, onZero: false, lineStyle: { color: theme.line } },
    axisTick: { show: labelled, length: 4, customValues: places, lineStyle: { color: theme.line } },
    splitLine: { show: lined, lineStyle: { color: theme.grid, width: 1 } },
    axisLabel: {
      show: labelled, ...text, customValues: places, hideOverlap: true, margin: 8,
      formatter: value => fitted(names.get(value) ?? nearestName(names, value)),
    },
  };
}

/** ECharts may hand back a tick with its last digits rounded. */
function nearestName(names, value) {
  let nearest = "";
  let distance = Infinity;
  for (const [at, name] of names) if (Math.abs(at - value) < distance) [nearest, distance] = [name, Math.abs(at - value)];
  return nearest;
}

/**
 * Ready shapes in pixels, drawn beside ECharts' own series.
 *
 * @param {{type: string, shape: Object, style: Object}[]} shapes of polyline, polygon, rect, circle, text, image
 * @param {{clip?: {x: number, y: number, width: number, height: number}, z?: number}} [look] z orders them among the series
 */
export function painted(shapes, look = {}) {
  return { shapes, clip: look.clip ?? null, z: look.z ?? 2 };
}

const SHAPE_CLASSES = { polyline: "Polyline", polygon: "Polygon", rect: "Rect", circle: "Circle", text: "Text", image: "Image" };

/** Puts shapes on a chart's canvas. @returns {Object} the group, to be removed by the caller */
export function addPainted(renderer, { shapes, clip, z }) {
  const group = new echarts.graphic.Group({ silent: true });
  for (const { type, shape, style } of shapes) group.add(new echarts.graphic[SHAPE_CLASSES[type]]({ shape, style, silent: true, z }));
  if (clip) group.setClipPath(new echarts.graphic.Rect({ shape: clip }));
  renderer.add(group);
  return group;
}

/** A line through pixels. */
export function strokeShape(points, color, width = 1.5, dash = [], more = {}) {
  return { type: "polyline", shape: { points }, style: { stroke: color, lineWidth: width, lineDash: dash.length ? dash : "solid", fill: "none", lineJoin: "round", ...more } };
}

/** A filled outline through pixels. */
export function fillShape(points, color) {
  return { type: "polygon", shape: { points }, style: { fill: color } };
}

/** A rectangle in pixels. */
export function boxShape(x, y, width, height, style) {
  return { type: "rect", shape: { x, y, width, height, r: style.radius ?? 0 }, style };
}

/** A text at a pixel. */
export function textShape(text, x, y, theme, style = {}) {
  return { type: "text", style: { text, x, y, fill: theme.ink, fontSize: FONT_SIZE, fontFamily: theme.font, align: "left", verticalAlign: "middle", ...style } };
}

/** A mark at a pixel, in a schedule's shape. */
export function markShape(shape, x, y, size, style) {
  const half = size / 2;
  const at = points => ({ type: "polygon", shape: { points: points.map(([dx, dy]) => [x + dx * half, y + dy * half]) }, style });
  if (shape === "circle") return { type: "circle", shape: { cx: x, cy: y, r: half }, style };
  if (shape === "rect") return at([[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]]);
  if (shape === "triangle") return at([[0, -1.1], [1.1, 0.9], [-1.1, 0.9]]);
  if (shape === "drop") return at([[-1.1, -0.9], [1.1, -0.9], [0, 1.1]]);
  if (shape === "cross") return at([[-1, -0.6], [-0.6, -1], [0, -0.4], [0.6, -1], [1, -0.6], [0.4, 0], [1, 0.6], [0.6, 1], [0, 0.4], [-0.6, 1], [-1, 0.6], [-0.4, 0]]);
  if (shape === "plus") return at([[-0.3, -1], [0.3, -1], [0.3, -0.3], [1, -0.3], [1, 0.3], [0.3, 0.3], [0.3, 1], [-0.3, 1], [-0.3, 0.3], [-1, 0.3], [-1, -0.3], [-0.3, -0.3]]);
  return at([[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]]);
}
