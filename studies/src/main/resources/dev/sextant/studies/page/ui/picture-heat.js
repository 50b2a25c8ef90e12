// SPDX-License-Identifier: Apache-2.0
// The second picture: learning rate against schedule, with the number of trials and the best in each cell.

import { countOf, cutName, figureText, isolatedName } from "./format.js";
import { CELL_HEIGHT, CELL_WIDTH, cellShapes, edgeLabels, rowNameRoom } from "./cells.js";
import { painted, strokeShape, textShape } from "./plot.js";
import { isBetter } from "./numbers.js";
import { parameterScale, valueScale } from "./scale.js";

/** See the contract in figure.js. */
export const heatPicture = {
  id: "cells",
  title: "Learning rate × schedule: best of each cell",

  missing(model) {
    if (!model.rate) return "The learning rate does not vary in this study, so there are no cells to draw.";
    return heatCells(model).length ? "" : model.withoutTrials || "No trial lies in any cell.";
  },

  caption(model) {
    const cells = heatCells(model);
    const best = bestCell(model);
    const tried = cells.filter(cell => cell.n > 0).length;
    const whole = Math.max(1, model.schedules.length) * Math.max(1, (heatGrid(model).edges.length ?? 1) - 1);
    if (!best) return `${countOf(tried, "cell")} of ${whole} tried; no trial in them completed.`;
    const where = `${figureText(heatGrid(model).edges[best.bin], 2)} to ${figureText(heatGrid(model).edges[best.bin + 1], 2)}`;
    const name = model.schedules.length > 1 ? `${isolatedName(model.scheduleName(best.schedule))} from ` : "";
    return `The best cell is ${name}${where}: ${model.text(best.best)} in ${countOf(best.n, "trial")}. ${tried} of ${whole} cells were tried; an empty cell was not.`;
  },

  table(model) {
    const edges = heatGrid(model).edges;
    return {
      head: [["schedule", false], ["from", true], ["to", true], ["trials", true], ["diverged", true], [`best ${model.metric}`, true]],
      rows: heatCells(model).filter(cell => cell.n > 0).map(cell => [model.scheduleName(cell.schedule), figureText(edges[cell.bin], 3), figureText(edges[cell.bin + 1], 3), String(cell.n), String(cell.diverged ?? 0), model.text(cell.best)]),
    };
  },

  minWidth(model, frame) {
    if (upright(model, frame)) return 0;
    return rowNameRoom(heatRows(model).map(index => model.scheduleName(index)), frame.narrow ? 84 : 150) + 16 + Math.max(1, heatGrid(model).edges.length - 1) * (frame.narrow ? CELL_WIDTH - 8 : CELL_WIDTH - 14);
  },

  draw(model, frame) {
    const { theme } = frame;
    const edges = heatGrid(model).edges;
    const order = heatRows(model);
    const names = order.map(index => model.scheduleName(index));
    const bins = Math.max(1, edges.length - 1);
    const best = bestCell(model);
    const scale = valueScale(heatCells(model).map(cell => cell.best).filter(value => value != null), model.minimize, 1.5);
    const turned = upright(model, frame);
    const cells = heatCells(model).filter(cell => cell.n > 0 && order.includes(cell.schedule)).map(cell => ({
      row: turned ? bins - 1 - cell.bin : order.indexOf(cell.schedule), column: turned ? order.indexOf(cell.schedule) : cell.bin,
      share: model.goodness(cell.best, scale), empty: cell.best == null, best: cell === best,
      lines: cell.best == null ? [`n ${cell.n}`, cell.diverged ? `✕${cell.diverged}` : "–"] : [[cellText(model, cell.best), figureText(cell.best, 3), figureText(cell.best, 2)], [`n ${cell.n}${cell.diverged ? ` ✕${cell.diverged}` : ""}`, `n ${cell.n}`]],
      words: () => heatWords(model, cell),
    }));
    const edgeTexts = edges.map(edge => figureText(edge, 2));
    const left = turned ? 62 : rowNameRoom(names, frame.narrow ? 84 : 150);
    const rows = turned ? edgeTexts.slice(0, -1).map(() => "").reverse() : names;
    const columns = turned ? names : edgeTexts.slice(1);
    const box = { left, top: turned ? 34 : 8, width: Math.min(frame.width - left - 24, columns.length * 180), height: rows.length * (turned ? 34 : CELL_HEIGHT) };
    const drawn = cellShapes({ rows, columns, cells }, box, theme);
    const shapes = drawn.shapes;
    if (turned) {
      const high = box.height / bins;
      [...edgeTexts].reverse().forEach((text, at) => shapes.push(strokeShape([[left - 5, box.top + high * at], [left - 1, box.top + high * at]], theme.soft, 1), textShape(text, left - 8, box.top + high * at, theme, { align: "right", fontSize: 11, fill: theme.soft })));
      const wide = box.width / names.length;
      names.forEach((name, at) => shapes.push(textShape(cutName(name, Math.max(3, Math.floor(wide / 6.6))), left + wide * (at + 0.5), box.top - 10, theme, { align: "center", fontSize: 11 })));
      shapes.push(textShape(cutName(model.rate.path, 30), 0, 8, theme, { fontSize: 11, fill: theme.soft }));
    } else {
      shapes.push(...edgeLabels(edgeTexts, box, theme));
      shapes.push(textShape(cutName(model.rate.path, 60), left + box.width / 2, box.top + box.height + 36, theme, { align: "center" }));
    }
    return {
      height: box.top + box.height + (turned ? 12 : 48), plots: [], marks: drawn.marks,
      option: { series: [painted(shapes)] },
      key: `${theme.dark ? "Brighter" : "Darker"} is better. n: trials, ✕: of them diverged. The framed cell is the best.`,
    };
  },
};

/** The cells of the data; of a study without schedules the same from its trials, in one row. */
function heatGrid(model) {
  return model.once("heat", () => {
    const given = model.data.cells;
    if (given?.cells?.length || !model.rate) return given ?? { edges: [], cells: [] };
    const scale = parameterScale(model.rate);
    const bins = scale.kind === "log" ? Math.max(1, Math.round((scale.high - scale.low) * 3)) : 12;
    const edges = Array.from({ length: bins + 1 }, (_, at) => scale.from(scale.low + ((scale.high - scale.low) * at) / bins));
    const cells = new Map();
    for (let row = 0; row < model.numbers.length; row++) {
      const rate = model.valueOf(model.rate.path, row);
      if (rate == null) continue;
      const bin = Math.min(bins - 1, Math.max(0, Math.floor(((scale.to(rate) - scale.low) / (scale.high - scale.low)) * bins)));
      if (!cells.has(bin)) cells.set(bin, { schedule: 0, bin, n: 0, diverged: 0, best: null });
      const cell = cells.get(bin);
      const value = model.values[row];
      cell.n++;
      if (model.state(row) === "d") cell.diverged++;
      if (model.completed(row) && Number.isFinite(value) && (cell.best == null || isBetter(value, cell.best, model.minimize))) cell.best = value;
    }
    return { edges, cells: [...cells.values()] };
  });
}

function heatCells(model) {
  return heatGrid(model).cells;
}

function heatRows(model) {
  const order = model.scheduleOrder.filter(index => index >= 0 && index < Math.max(1, model.schedules.length));
  return order.length ? order : [0];
}

function bestCell(model) {
  let best = null;
  for (const cell of heatCells(model))
    if (cell.best != null && (!best || (model.minimize ? cell.best < best.best : cell.best > best.best))) best = cell;
  return best;
}

/** On a phone few schedules stand side by side and the learning rate goes upwards. */
function upright(model, frame) {
  return frame.narrow && heatRows(model).length * (CELL_WIDTH - 6) <= frame.width - 86;
}

function heatWords(model, cell) {
  const edges = heatGrid(model).edges;
  return [
    [model.scheduleName(cell.schedule), `${figureText(edges[cell.bin], 3)} … ${figureText(edges[cell.bin + 1], 3)}`],
    [`best ${model.metric}`, model.text(cell.best)], ["trials", String(cell.n)], ["diverged", String(cell.diverged ?? 0)],
  ];
}

/** As the tables write it, unless that bloats a value that is far from the best. */
function cellText(model, value) {
  const text = model.text(value);
  return text.length <= 6 ? text : figureText(value, 3);
}
