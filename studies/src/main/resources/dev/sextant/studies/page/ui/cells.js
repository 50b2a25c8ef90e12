// SPDX-License-Identifier: Apache-2.0
// Pictures made of cells: rows against columns, each cell coloured by how good its best is and saying so.

import { fittedText, boxShape, strokeShape, textShape, textWidth } from "./plot.js";
import { inkOn, rampColour } from "./theme.js";

/** The least width of a cell in which a figure and a count can be read. */
export const CELL_WIDTH = 56;

export const CELL_HEIGHT = 38;

/**
 * Shapes and marks of a picture of cells.
 *
 * @param {{rows: string[], columns: string[], cells: {row: number, column: number, share: number, lines: (string|string[])[], empty: boolean, trial: ?number, words: function}[]}} grid
 *     share is 1 for the best; lines are what a cell says, each the first of its texts that fits
 * @param {{left: number, top: number, width: number, height: number}} box of the cells alone
 * @param {Object} theme
 */
export function cellShapes(grid, box, theme) {
  const wide = box.width / Math.max(1, grid.columns.length);
  const high = box.height / Math.max(1, grid.rows.length);
  const shapes = [];
  const marks = [];
  grid.rows.forEach((name, row) => shapes.push(textShape(fittedText(name, box.left - 14), box.left - 8, box.top + high * (row + 0.5), theme, { align: "right" })));
  for (let row = 0; row < grid.rows.length; row++)
    for (let column = 0; column < grid.columns.length; column++)
      shapes.push(boxShape(box.left + wide * column + 1, box.top + high * row + 1, wide - 2, high - 2, { fill: "none", stroke: theme.grid, lineWidth: 1, radius: 2 }));
  for (const cell of grid.cells) {
    const x = box.left + wide * cell.column;
    const y = box.top + high * cell.row;
    const fill = cell.empty ? theme.paper : rampColour(theme.ramp, cell.share);
    shapes.push(boxShape(x + 1, y + 1, wide - 2, high - 2, { fill, radius: 2, ...(cell.best ? { stroke: theme.ink, lineWidth: 2 } : {}) }));
    const lines = cell.lines.map(texts => [texts].flat().find(text => textWidth(text) <= wide - 6)).filter(Boolean);
    lines.forEach((line, at) => shapes.push(textShape(line, x + wide / 2, y + high / 2 + (at - (lines.length - 1) / 2) * 14, theme, { align: "center", fontSize: at ? 10.5 : 12, fill: cell.empty ? theme.bad : inkOn(fill) })));
    marks.push({ trial: cell.trial ?? null, box: [x + 1, y + 1, wide - 2, high - 2], words: cell.words });
  }
  return { shapes, marks };
}

/** Labels between the columns, at their edges; as many as there is room for. */
export function edgeLabels(texts, box, theme) {
  const wide = box.width / Math.max(1, texts.length - 1);
  const widest = Math.max(...texts.map(text => textWidth(text, 11))) + 8;
  const every = Math.max(1, Math.ceil(widest / wide));
  const shapes = [];
  texts.forEach((text, at) => {
    const x = box.left + wide * at;
    shapes.push(strokeShape([[x, box.top + box.height + 2], [x, box.top + box.height + (at % every ? 4 : 7)]], theme.soft, 1));
    if (at % every === 0) shapes.push(textShape(text, x, box.top + box.height + 16, theme, { align: "center", fontSize: 11, fill: theme.soft }));
  });
  return shapes;
}

/** Labels under the columns' middles, each cut to its column. */
export function columnLabels(texts, box, theme) {
  const wide = box.width / Math.max(1, texts.length);
  return texts.map((text, at) => textShape(fittedText(text, wide - 6, 11), box.left + wide * (at + 0.5), box.top + box.height + 16, theme, { align: "center", fontSize: 11, fill: theme.ink }));
}

/** Room for the names of rows. */
export function rowNameRoom(names, most) {
  return Math.min(most, Math.max(24, ...names.map(name => textWidth(name.slice(0, 200))))) + 14;
}
