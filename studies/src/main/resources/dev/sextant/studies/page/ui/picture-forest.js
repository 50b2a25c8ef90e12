// SPDX-License-Identifier: Apache-2.0
// The third picture: what came out on fresh seeds, with intervals; the default configuration; the value in the search
// as a hollow mark, so that luck can be seen; the winner's score on the locked test rows as a line.

import { countOf, cutName, intervalText, isolatedName } from "./format.js";
import { Plot, axesOf, fittedText, markShape, painted, strokeShape, textShape, textWidth, boxShape } from "./plot.js";
import { edgeCoordinate, linearScale, onScale, valueScale } from "./scale.js";
import { seriesStyle } from "./theme.js";

const FOREST_ROW = 30;

/** See the contract in figure.js. */
export const forestPicture = {
  id: "forest",
  title: "Confirmed on fresh seeds",

  missing(model) {
    if ((model.data.forest ?? []).some(entry => entry.mean != null)) return "";
    if (model.data.ending === "running") return "Nothing is confirmed yet: leaders are trained again on fresh seeds when the search is over.";
    return "Nothing was confirmed on fresh seeds, so how lucky the best was is not known: ask for it with \"confirm\" in the study file.";
  },

  caption(model) {
    const entries = forestEntries(model);
    const winner = entries.find(entry => entry.kind === "winner") ?? entries[0];
    const base = entries.find(entry => entry.kind === "default");
    const tied = entries.filter(entry => entry !== winner && entry.kind !== "default" && sharesLetter(entry.tie, winner.tie)).length;
    const words = [`${isolatedName(winner.label, 80)} is first with ${intervalText(value => model.text(value), winner.mean, winner.low, winner.high)} over ${countOf(winner.n ?? 0, "seed")}`];
    if (tied) words.push(`${tied === 1 ? "one other cannot" : tied + " others cannot"} be told apart from it`);
    if (base && base !== winner) words.push(`the default came to ${model.text(base.mean)}`);
    if (winner.search != null && winner.mean != null) {
      const luck = model.minimize ? winner.mean - winner.search : winner.search - winner.mean;
      if (luck > 0) words.push(`in the search it had looked better by ${model.text(luck)}`);
    }
    const test = model.data.test;
    return words.join("; ") + "." + (test?.value != null ? ` On the locked test rows: ${model.text(test.value)}.` : "");
  },

  table(model) {
    return {
      head: [["configuration", false], ["tie", false], ["mean", true], ["low", true], ["high", true], ["seeds", true], ["in the search", true]],
      rows: forestEntries(model).map(entry => [entry.label, entry.tie ?? "", model.text(entry.mean), model.text(entry.low), model.text(entry.high), String(entry.n ?? ""), model.text(entry.search)]),
    };
  },

  draw(model, frame) {
    const { theme } = frame;
    const entries = forestEntries(model);
    const test = model.data.test?.value;
    const scale = forestScale(model, entries, test);
    const texts = entries.map(entry => intervalText(value => model.text(value), entry.mean, entry.low, entry.high));
    const figures = frame.width > 640;
    const right = figures ? Math.max(...texts.map(text => textWidth(text))) + 20 : 14;
    const letters = Math.max(...entries.map(entry => textWidth(cutName(entry.tie ?? "", 8)))) + 8;
    const most = frame.narrow ? frame.width * 0.32 : 240;
    const left = Math.ceil(Math.min(most, Math.max(...entries.map(entry => textWidth(entry.label.slice(0, 200))))) + letters + 26);
    const top = 30;
    const height = entries.length * FOREST_ROW + 8;
    const rows = { kind: "linear", low: 0, high: 1, to: v => v, from: v => v, ticks: () => [], label: () => "" };
    const plot = new Plot({ left, top, width: frame.width - left - right, height }, scale, rows);
    const option = axesOf([plot], theme, [{ yLabels: false, yLines: false, xName: model.metric }]);
    const marks = [];
    const shapes = entries.flatMap((entry, at) => {
      const y = top + 4 + FOREST_ROW * (at + 0.5);
      const row = model.rowOf(entry.trial);
      const x = plot.px(edgeCoordinate(scale, entry.mean) ?? scale.low);
      marks.push({ trial: entry.trial, x, y, words: () => forestWords(model, entry, texts[at]) });
      return forestRow(model, entry, row, plot, y, theme, { label: left - letters - 22, letters: left - 10, text: figures ? texts[at] : "", textAt: plot.right + 12 });
    });
    if (test != null && onScale(scale, test)) {
      const x = plot.px(scale.to(test));
      const name = `test ${model.text(test)}`;
      const half = textWidth(name, 11) / 2;
      shapes.unshift(strokeShape([[x, top - 6], [x, plot.bottom]], theme.accent, 1.6, [6, 4]), textShape(name, Math.min(Math.max(x, half), frame.width - half), top - 15, theme, { align: "center", fontSize: 11, fill: theme.accent }));
    }
    option.series = [painted(shapes, { z: 3 })];
    return {
      height: top + height + 48, plots: [plot], option, marks,
      key: "Filled: mean over fresh seeds with its 95 % interval. Hollow: value in the search; the distance is luck. Rows that share a letter cannot be told apart.",
    };
  },
};

function forestEntries(model) {
  return (model.data.forest ?? []).filter(entry => entry.mean != null).map(entry => ({ ...entry, label: String(entry.label ?? `trial ${entry.trial}`) }));
}

function sharesLetter(first, second) {
  return Boolean(first && second && [...first].some(letter => second.includes(letter)));
}

/** Every mean is on it; an interval may run off. */
function forestScale(model, entries, test) {
  const centres = entries.flatMap(entry => [entry.mean, entry.search]).filter(value => value != null && Number.isFinite(value));
  if (test != null) centres.push(test);
  const span = Math.max(...centres) - Math.min(...centres) || Math.abs(centres[0]) * 0.1 || 1;
  const near = value => value != null && value >= Math.min(...centres) - 1.5 * span && value <= Math.max(...centres) + 1.5 * span;
  const ends = entries.flatMap(entry => [entry.low, entry.high]).filter(near);
  const scale = valueScale([...centres, ...ends], model.minimize);
  if (scale.kind === "log") return scale;
  const low = Math.min(...centres, ...ends);
  const high = Math.max(...centres, ...ends);
  return high - low > 40 * (scale.high - scale.low) ? scale : linearScale(low - (high - low) * 0.06, high + (high - low) * 0.06);
}

function forestRow(model, entry, row, plot, y, theme, places) {
  const index = row < 0 ? -1 : model.scheduleOf(row);
  const base = entry.kind === "default";
  const color = base ? theme.soft : index >= 0 ? seriesStyle(index, theme).color : theme.ink;
  const at = value => plot.px(edgeCoordinate(plot.x, value) ?? plot.x.low);
  const shapes = [];
  if (entry.kind === "winner") shapes.push(boxShape(0, y - FOREST_ROW / 2 + 2, plot.right + 4, FOREST_ROW - 4, { fill: theme.dark ? "rgba(127,208,165,.10)" : "rgba(29,107,69,.08)", radius: 4 }));
  shapes.push(textShape(fittedText(entry.label, places.label), 6, y, theme, { fontWeight: entry.kind === "winner" ? "bold" : "normal", fill: base ? theme.soft : theme.ink }));
  if (entry.tie) shapes.push(textShape(cutName(entry.tie, 8), places.letters, y, theme, { align: "right", fill: theme.soft }));
  if (entry.low != null && entry.high != null) {
    const [from, to] = [at(entry.low), at(entry.high)];
    shapes.push(strokeShape([[from, y], [to, y]], color, 2.2));
    for (const [end, value, way] of [[from, entry.low, -1], [to, entry.high, 1]])
      shapes.push(onScale(plot.x, value) ? strokeShape([[end, y - 5], [end, y + 5]], color, 2.2) : strokeShape([[end - 6 * way, y - 5], [end, y], [end - 6 * way, y + 5]], color, 2.2));
  }
  if (entry.search != null) {
    const x = at(entry.search);
    shapes.push(onScale(plot.x, entry.search) ? markShape("circle", x, y, 9, { fill: theme.paper, stroke: color, lineWidth: 1.8 }) : markShape("triangle", x, y, 9, { fill: theme.paper, stroke: color, lineWidth: 1.8 }));
  }
  shapes.push(markShape(base ? "rect" : "diamond", at(entry.mean), y, base ? 9 : 11, { fill: color, stroke: theme.paper, lineWidth: 1 }));
  if (places.text) shapes.push(textShape(places.text, places.textAt, y, theme, { fill: theme.soft }));
  return shapes;
}

function forestWords(model, entry, interval) {
  const words = [[cutName(entry.label, 60), entry.kind], [model.metric, interval], ["seeds", String(entry.n ?? "–")]];
  if (entry.search != null) words.push(["in the search", model.text(entry.search)]);
  if (entry.tie) words.push(["tie", entry.tie]);
  return words;
}
