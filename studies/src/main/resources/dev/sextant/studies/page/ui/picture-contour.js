// SPDX-License-Identifier: Apache-2.0
// The model's mean over the two most important parameters: colours, level lines, and the trials.

import { cutName, isolatedName } from "./format.js";
import { levelLine, sampledRows } from "./numbers.js";
import { Plot, axesOf, boxShape, labelRoom, painted, strokeShape } from "./plot.js";
import { edgeCoordinate, onScale, parameterScale, valueScale } from "./scale.js";
import { withoutModel } from "./picture-slices.js";
import { rampChannels, rampColour } from "./theme.js";

const CONTOUR_LEVELS = 8;
const CONTOUR_MARKS = 500;
const FIELD_WIDTH = 240;
const FIELD_HEIGHT = 160;

/** See the contract in figure.js. */
export const contourPicture = {
  id: "contour",
  title: "Contour: two parameters together",

  missing(model) {
    if (contourOf(model)) return "";
    return model.withoutTrials || (model.data.response?.lines?.length ? "There are fewer than two numeric parameters, so there is no surface to draw." : withoutModel(model));
  },

  caption(model) {
    const { contour, x, y } = contourOf(model);
    let best = null;
    contour.mean.forEach((row, down) => row.forEach((mean, along) => {
      if (mean != null && (!best || (model.minimize ? mean < best.mean : mean > best.mean))) best = { mean, along, down };
    }));
    if (!best) return "The model's mean over two parameters.";
    return `${model.doubtWords}The model expects the best, ${model.text(best.mean)}, near ${isolatedName(contour.x)} ${isolatedName(model.valueText(x, contour.xs[best.along]))} and ${isolatedName(contour.y)} ${isolatedName(model.valueText(y, contour.ys[best.down]))}.`;
  },

  table(model) {
    const { contour, x, y } = contourOf(model);
    return {
      head: [[contour.y, true], ...contour.xs.map(at => [model.valueText(x, at), true])],
      rows: contour.mean.map((row, down) => [model.valueText(y, contour.ys[down]), ...row.map(mean => model.text(mean))]),
    };
  },

  draw(model, frame) {
    const { theme } = frame;
    const { contour, x, y } = contourOf(model);
    const xs = parameterScale(x);
    const ys = parameterScale(y);
    const height = frame.narrow ? 280 : 380;
    const left = labelRoom(ys, height);
    const plot = new Plot({ left, top: 30, width: frame.width - left - 18, height }, xs, ys);
    const option = axesOf([plot], theme, [{ yName: cutName(contour.y, 60), xName: cutName(contour.x, 60), xLines: false, yLines: false }]);
    const colours = valueScale(contour.mean.flat().filter(mean => mean != null), model.minimize, 1.5);
    const ends = shadedEnds(contour.mean.flat().filter(mean => mean != null), colours, model.minimize);
    const alongs = contour.xs.map(at => plot.px(xs.to(at)));
    const downs = contour.ys.map(at => plot.py(ys.to(at)));
    const columns = edgesBetween(alongs, plot.left, plot.right);
    const rows = edgesBetween(downs, plot.bottom, plot.top);
    const shades = rampChannels(theme.ramp);
    const field = contourField(contour, alongs, downs, plot, mean => shades[Math.round(model.goodness(mean, colours) * (shades.length - 1))]);
    const boxes = field ?? contour.mean.flatMap((line, down) => line.map((mean, along) => mean == null ? null : boxShape(
      Math.floor(columns[along]), Math.floor(Math.min(rows[down], rows[down + 1])), Math.ceil(columns[along + 1]) - Math.floor(columns[along]), Math.ceil(Math.abs(rows[down + 1] - rows[down])) + 1,
      { fill: rampColour(theme.ramp, model.goodness(mean, colours)) })).filter(Boolean));
    const lines = [];
    if (contour.mean.every(line => line.every(mean => mean != null)))
      for (let level = 1; level < CONTOUR_LEVELS; level++) {
        const at = colours.from(colours.low + ((colours.high - colours.low) * level) / CONTOUR_LEVELS);
        for (const [fromX, fromY, toX, toY] of levelLine(alongs, downs, contour.mean, at)) lines.push(strokeShape([[fromX, fromY], [toX, toY]], theme.dark ? "rgba(255,255,255,.35)" : "rgba(255,255,255,.75)", 1));
      }
    const marks = [];
    const dots = sampledRows(model.found, CONTOUR_MARKS).flatMap(row => {
      const [valueX, valueY] = [model.valueOf(contour.x, row), model.valueOf(contour.y, row)];
      if (valueX == null || valueY == null) return [];
      const at = [plot.px(edgeCoordinate(xs, valueX)), plot.py(edgeCoordinate(ys, valueY))];
      marks.push({ trial: model.numbers[row], x: at[0], y: at[1], words: () => model.wordsOf(row) });
      return [{ type: "circle", shape: { cx: at[0], cy: at[1], r: 3.5 }, style: { fill: rampColour(theme.ramp, model.goodness(model.values[row], colours)), stroke: theme.colours[1], lineWidth: 1.3 } }];
    });
    option.series = [painted(boxes, { clip: plot.clip, z: 1 }), painted(lines, { clip: plot.clip, z: 2 }), painted(dots, { z: 3 })];
    return { height: 30 + height + 48, plots: [plot], option, marks, key: `${theme.dark ? "Brighter" : "Darker"} is better, from ${model.text(ends[0])} to ${model.text(ends[1])}. Dots: trials in which both parameters are active.` };
  },
};

/** The worst and the best mean that have a colour of their own. */
function shadedEnds(means, colours, minimize) {
  const shaded = means.filter(mean => onScale(colours, mean));
  const [low, high] = shaded.reduce(([least, most], mean) => [Math.min(least, mean), Math.max(most, mean)], [Infinity, -Infinity]);
  return minimize ? [high, low] : [low, high];
}

function contourOf(model) {
  return model.once("contour", () => {
    const contour = model.data.contour;
    const x = model.parameters.find(parameter => parameter.path === contour?.x);
    const y = model.parameters.find(parameter => parameter.path === contour?.y);
    return contour && x && y && contour.xs.length > 1 && contour.ys.length > 1 ? { contour, x, y } : null;
  });
}

/** The surface as one drawing, interpolated between the grid's points; null where one of them is missing. */
function contourField(contour, alongs, downs, plot, colourOf) {
  if (contour.mean.some(line => line.some(mean => mean == null))) return null;
  const columns = Array.from({ length: FIELD_WIDTH }, (_, at) => placeBetween(alongs, plot.left + ((at + 0.5) / FIELD_WIDTH) * plot.width));
  const upward = [...downs].reverse();
  const rows = Array.from({ length: FIELD_HEIGHT }, (_, at) => placeBetween(upward, plot.top + ((at + 0.5) / FIELD_HEIGHT) * plot.height));
  const canvas = document.createElement("canvas");
  canvas.width = FIELD_WIDTH;
  canvas.height = FIELD_HEIGHT;
  const context = canvas.getContext("2d");
  const image = context.createImageData(FIELD_WIDTH, FIELD_HEIGHT);
  const last = contour.mean.length - 1;
  let byte = 0;
  for (const [row, down] of rows) {
    const above = contour.mean[last - row];
    const below = contour.mean[last - row - 1];
    for (const [column, along] of columns) {
      const upper = above[column] + (above[column + 1] - above[column]) * along;
      const lower = below[column] + (below[column + 1] - below[column]) * along;
      for (const channel of colourOf(upper + (lower - upper) * down)) image.data[byte++] = channel;
      image.data[byte++] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return [{ type: "image", style: { image: canvas, x: plot.left, y: plot.top, width: plot.width, height: plot.height } }];
}

/** Between which two of ascending pixels one lies, and how far from the first; beyond the ends it is at them. */
function placeBetween(pixels, pixel) {
  let at = 0;
  while (at + 2 < pixels.length && pixels[at + 1] < pixel) at++;
  return [at, Math.min(1, Math.max(0, (pixel - pixels[at]) / (pixels[at + 1] - pixels[at])))];
}

/** The pixels halfway between neighbours, with the plot's two edges. */
function edgesBetween(pixels, first, last) {
  const edges = [first];
  for (let at = 0; at + 1 < pixels.length; at++) edges.push((pixels[at] + pixels[at + 1]) / 2);
  return [...edges, last];
}
