// SPDX-License-Identifier: Apache-2.0
// Scales: from a value to a coordinate on its axis and back. A logarithmic axis is an even axis of logarithms, so that
// ticks, zoom and marks are exact at every width. Pure.

import { cutName, figureText } from "./format.js";

/** Values that span more than this factor are drawn on a logarithmic axis where they are all positive. */
export const DECADES_FACTOR = 20;

/** How many interquartile ranges beyond the quartiles a value may lie before it is put on the edge. */
export const FENCE = 3;

const FURTHEST = 1e300;

/**
 * A scale.
 *
 * @typedef {Object} Scale
 * @property {"linear"|"log"|"choice"} kind
 * @property {number} low the axis' first coordinate
 * @property {number} high its last
 * @property {function(number): number} to from a value to a coordinate
 * @property {function(number): number} from from a coordinate to a value
 * @property {function(number): number[]} ticks about so many coordinates to be labelled
 * @property {function(number): string} label of a coordinate
 */

/** An even scale. @returns {Scale} */
export function linearScale(low, high) {
  const [from, to] = apart(clampFinite(low), clampFinite(high));
  return {
    kind: "linear", low: from, high: to, to: value => value, from: value => value,
    ticks: count => evenTicks(from, to, count),
    label: coordinate => stepLabel(coordinate, (to - from) / 8),
  };
}

/** A logarithmic scale, of positive values. @returns {Scale} */
export function logScale(low, high) {
  const [from, to] = apart(Math.log10(low), Math.log10(high));
  return {
    kind: "log", low: from, high: to, to: value => Math.log10(value), from: value => 10 ** value,
    ticks: count => decadeTicks(from, to, count),
    label: coordinate => figureText(10 ** coordinate, 3),
  };
}

/** Options side by side, each at its index. @returns {Scale} */
export function choiceScale(labels, most = 24) {
  return {
    kind: "choice", low: -0.5, high: labels.length - 0.5, to: value => value, from: value => value,
    ticks: () => labels.map((_, index) => index),
    label: coordinate => cutName(labels[Math.round(coordinate)] ?? "", most),
  };
}

/** The scale that a parameter's domain has: logarithmic where the study file says so, always. @returns {Scale} */
export function parameterScale(parameter, most = 24) {
  if (parameter.kind === "choice") return choiceScale(parameter.options ?? [], most);
  if (parameter.scale === "log" && parameter.low > 0) return logScale(parameter.low, parameter.high);
  const margin = parameter.kind === "whole" ? 0.5 : 0;
  return linearScale(parameter.low - margin, parameter.high + margin);
}

/**
 * A scale for found values: without the few that are out of all proportion, logarithmic where they are positive and
 * span decades. The best value always lies inside.
 *
 * @param {number[]} values in any order; what is not finite is left out
 * @param {boolean} minimize whether small ones are good
 * @param {number} [fence] how many interquartile ranges beyond the quartiles a value may lie; Infinity keeps all
 * @returns {Scale}
 */
export function valueScale(values, minimize = true, fence = FENCE) {
  const sorted = Float64Array.from(values.filter(value => Number.isFinite(value)).map(clampFinite)).sort();
  if (sorted.length === 0) return linearScale(0, 1);
  if (sorted[0] > 0) {
    const [low, high] = fenced(sorted.map(Math.log10), minimize, fence);
    if (high - low >= Math.log10(DECADES_FACTOR)) {
      const margin = (high - low) * 0.04;
      return logScale(10 ** Math.max(low - margin, -307), 10 ** Math.min(high + margin, 307));
    }
  }
  const [low, high] = fenced(sorted, minimize, fence);
  const margin = (high - low) * 0.05;
  return linearScale(low - margin, high + margin);
}

/**
 * Values that a picture's axis must fit: those of the trials, and what a model says where that is not far out of them.
 *
 * @param {number[]} found the trials' values
 * @param {number[]} expected the model's means
 */
export function fittedScale(found, expected, minimize) {
  if (found.length < 4) return valueScale([...found, ...expected], minimize);
  const core = valueScale(found, minimize);
  const reach = (core.high - core.low) / 3;
  const near = expected.filter(value => value != null && (core.kind !== "log" || value > 0) && core.to(value) > core.low - reach && core.to(value) < core.high + reach).map(core.to);
  const [low, high] = [Math.min(core.low, ...near), Math.max(core.high, ...near)];
  return core.kind === "log" ? logScale(10 ** low, 10 ** high) : linearScale(low, high);
}

/** The smallest and largest sensible of sorted values: the best and everything that is not far out. */
function fenced(sorted, minimize, fence) {
  const last = sorted.length - 1;
  if (last < 3) return [sorted[0], sorted[last]];
  const lower = quantileOf(sorted, 0.25);
  const upper = quantileOf(sorted, 0.75);
  const reach = fence * Math.max(upper - lower, 1e-12 * Math.abs(upper));
  let low = sorted[0];
  let high = sorted[last];
  if (minimize) high = largestUpTo(sorted, upper + reach);
  else low = smallestFrom(sorted, lower - reach);
  return [low, high];
}

function largestUpTo(sorted, bound) {
  let at = sorted.length - 1;
  while (at > 0 && sorted[at] > bound) at--;
  return sorted[at];
}

function smallestFrom(sorted, bound) {
  let at = 0;
  while (at < sorted.length - 1 && sorted[at] < bound) at++;
  return sorted[at];
}

/** The quantile of sorted values, interpolated between neighbours. */
export function quantileOf(sorted, share) {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
}

/** The coordinate of a value, put on the edge where it lies beyond; null where there is none. */
export function edgeCoordinate(scale, value) {
  if (typeof value !== "number" || Number.isNaN(value)) return null;
  const at = scale.kind === "log" && value <= 0 ? -Infinity : scale.to(value);
  return Math.min(scale.high, Math.max(scale.low, at));
}

/** Whether a value lies on the scale. */
export function onScale(scale, value) {
  if (scale.kind === "log" && !(value > 0)) return false;
  const at = scale.to(value);
  const slack = (scale.high - scale.low) * 1e-9;
  return at >= scale.low - slack && at <= scale.high + slack;
}

/** The part of a scale between two coordinates. @returns {Scale} */
export function windowOf(scale, low, high) {
  const narrower = scale.kind === "log" ? logScale(10 ** low, 10 ** high) : linearScale(low, high);
  return scale.kind === "choice" ? { ...scale, low, high } : { ...narrower, low, high };
}

function apart(low, high) {
  if (high > low) return [low, high];
  const margin = Math.abs(low) * 0.05 || 1;
  return [low - margin, low + margin];
}

function clampFinite(value) {
  return Math.min(FURTHEST, Math.max(-FURTHEST, value));
}

/** Round coordinates, about so many, inside an even range. */
export function evenTicks(low, high, count) {
  const rough = high / count - low / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(times => times * power).find(size => size >= rough) ?? 10 * power;
  const ticks = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9 && ticks.length < 50; index++)
    ticks.push(index * step);
  return ticks;
}

/** Logarithms of round values, about so many: decades, or 1-2-5, or even ones where the range is short. */
export function decadeTicks(low, high, count) {
  const decades = high - low;
  if (decades >= 2 || (decades >= 1 && count < 4)) {
    const step = Math.max(1, Math.ceil(decades / count));
    const ticks = [];
    for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power++) if (power % step === 0) ticks.push(power);
    return ticks;
  }
  if (decades < 0.6) return evenTicks(10 ** low, 10 ** high, count).filter(value => value > 0).map(Math.log10);
  const ticks = [];
  for (let power = Math.floor(low); power <= high; power++)
    for (const times of decades * 3 > count ? [1, 3] : [1, 2, 5]) {
      const at = power + Math.log10(times);
      if (at >= low - 1e-9 && at <= high + 1e-9) ticks.push(at);
    }
  return ticks;
}

function stepLabel(value, step) {
  const rounded = Math.abs(value) < step * 1e-6 ? 0 : value;
  const size = Math.max(Math.abs(rounded), step);
  const digits = Math.min(12, Math.max(2, Math.ceil(Math.log10(size / step)) + 2));
  return figureText(rounded, Number.isFinite(digits) ? digits : 4);
}
