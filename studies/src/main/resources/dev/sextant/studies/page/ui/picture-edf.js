// SPDX-License-Identifier: Apache-2.0
// The empirical distribution of each schedule's values: which share of its trials came to this or better.

import { isolatedName } from "./format.js";
import { empiricalDistribution, medianOf } from "./numbers.js";
import { Plot, axesOf, labelRoom, painted, strokeShape } from "./plot.js";
import { linearScale, windowOf } from "./scale.js";
import { seriesStyle } from "./theme.js";

/** See the contract in figure.js. */
export const edfPicture = {
  id: "edf",
  title: "Distribution of values, per schedule",
  legend: true,
  zooms: true,

  missing(model) {
    return model.withoutTrials;
  },

  caption(model) {
    const groups = edfGroups(model).filter(group => group.values.length >= 3);
    const all = `Half of the completed trials came to ${model.text(medianOf(model.found.map(row => model.values[row])))} or better.`;
    if (groups.length < 2) return all;
    const best = groups.reduce((first, each) => (model.minimize ? each.median < first.median : each.median > first.median) ? each : first);
    return `${all} The best median has ${isolatedName(best.name)}: ${model.text(best.median)} in ${best.values.length} trials. A searcher gives good schedules more trials, so compare shapes with care.`;
  },

  table(model) {
    return {
      head: [["schedule", false], ["completed", true], ["best", true], ["median", true], ["worst", true]],
      rows: edfGroups(model).map(group => [group.name, String(group.values.length), model.text(group.steps[0]?.[0]), model.text(group.median), model.text(group.steps[group.steps.length - 1]?.[0])]),
    };
  },

  draw(model, frame) {
    const { theme } = frame;
    const whole = model.objectiveScale;
    const xs = frame.zoom ? windowOf(whole, ...frame.zoom.x) : whole;
    const shares = linearScale(0, 1.02);
    const ys = { ...(frame.zoom ? windowOf(shares, ...frame.zoom.y) : shares), label: at => `${Math.round(at * 100)} %` };
    const height = frame.narrow ? 220 : 280;
    const left = labelRoom(ys, height);
    const plot = new Plot({ left, top: 30, width: frame.width - left - 18, height }, xs, ys);
    const option = axesOf([plot], theme, [{ yName: "share of trials", xName: model.metric }]);
    const marks = [];
    const shapes = [];
    for (const group of edfGroups(model)) {
      const styled = frame.shown.styled.includes(group.index);
      if (!styled && !frame.shown.others.includes(group.index)) continue;
      const style = seriesStyle(group.index, theme);
      const path = edfPath(group.steps, plot, model.minimize);
      (styled ? shapes : { push: shape => shapes.unshift(shape) }).push(strokeShape(path, styled ? style.color : theme.faint, styled ? 2 : 1, styled ? style.dash : []));
      marks.push({ trial: null, path, words: () => [[group.name, `${group.values.length} completed`], ["best", model.text(group.steps[0][0])], ["median", model.text(group.median)]] });
    }
    option.series = [painted(shapes, { clip: plot.clip, z: 3 })];
    return { height: 30 + height + 48, plots: [plot], option, marks };
  },
};

function edfGroups(model) {
  return model.once("edf", () => model.scheduleOrder.map(index => {
    const values = model.found.filter(row => model.scheduleOf(row) === index).map(row => model.values[row]);
    return { index, name: model.scheduleName(index), values, median: medianOf(values), steps: empiricalDistribution(values, model.minimize) };
  }).filter(group => group.values.length > 0));
}

function edfPath(steps, plot, minimize) {
  const far = minimize ? plot.right : plot.left;
  const along = value => {
    const at = plot.x.kind === "log" && value <= 0 ? -1e4 : plot.x.to(value);
    return Math.min(1e5, Math.max(-1e5, plot.px(at)));
  };
  const path = [[along(steps[0][0]), plot.py(0)]];
  for (const [value, share] of steps) path.push([along(value), path[path.length - 1][1]], [along(value), plot.py(share)]);
  path.push([minimize ? Math.max(far, path[path.length - 1][0]) : Math.min(far, path[path.length - 1][0]), plot.py(1)]);
  return path;
}
