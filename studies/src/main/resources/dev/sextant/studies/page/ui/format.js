// SPDX-License-Identifier: Apache-2.0
// Numbers and names as people read them, the same as in the tables.

/** What stands where there is no number. */
export const NO_FIGURE = "–";

/** Numbers this small or this large are written with an exponent. */
const EXPONENT_BELOW = 1e-3;
const EXPONENT_FROM = 1e6;

/**
 * A number with so many significant digits, without trailing zeros; with an exponent where it is very small or large.
 *
 * @param {?number} value
 * @param {number} [digits] 4
 * @returns {string}
 */
export function figureText(value, digits = 4) {
  if (typeof value !== "number" || !Number.isFinite(value)) return NO_FIGURE;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < EXPONENT_BELOW || size >= EXPONENT_FROM) return exponentText(value, digits);
  if (size >= 10 ** digits) return value.toFixed(0);
  return withoutZeros(value.toPrecision(digits));
}

function exponentText(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return withoutZeros(mantissa) + "e" + Number(exponent);
}

function withoutZeros(text) {
  return text.includes(".") && !text.includes("e") ? text.replace(/\.?0+$/, "") : text;
}

/** A whole number, grouped from five digits on: 2345, 12 345. */
export function countText(value) {
  const text = String(Math.round(value));
  return Math.abs(value) < 10000 ? text : text.replace(/\B(?=(\d{3})+$)/g, "\u00a0");
}

/** "1 trial", "12 trials". */
export function countOf(value, one, many = one + "s") {
  return countText(value) + "\u00a0" + (value === 1 ? one : many);
}

/** A share as a percentage. */
export function percentText(share) {
  if (typeof share !== "number" || !Number.isFinite(share)) return NO_FIGURE;
  const percent = share * 100;
  return (percent > 0 && percent < 0.5 ? "<1" : String(Math.round(percent))) + "\u00a0%";
}

/** Seconds, minutes or hours, whichever suits. */
export function secondsText(seconds) {
  if (typeof seconds !== "number" || !Number.isFinite(seconds)) return NO_FIGURE;
  if (seconds < 100) return figureText(seconds, 3) + " s";
  if (seconds < 6000) return figureText(seconds / 60, 3) + " min";
  return figureText(seconds / 3600, 3) + " h";
}

/**
 * How one column of figures is written: with as many decimals as give this value three significant digits, or four
 * where it begins at 0.1 or above, so that 0.0712 and 0.9750 both have four.
 *
 * @param {number} like
 * @returns {function(?number): string}
 */
export function columnTexts(like) {
  const size = Math.abs(like);
  const even = size >= EXPONENT_BELOW && size < EXPONENT_FROM;
  const decimals = size === 0 ? 4 : even ? Math.max(0, (size >= 0.1 ? 3 : 2) - Math.floor(Math.log10(size))) : -1;
  return value => {
    if (typeof value !== "number" || !Number.isFinite(value)) return NO_FIGURE;
    if (decimals < 0 || Math.abs(value) >= EXPONENT_FROM) return value === 0 ? "0" : exponentText(value, 3);
    return value.toFixed(decimals).replace(/^-(0\.?0*)$/, "$1");
  };
}

/** A mean with its interval: 0.0902 [0.0872, 0.0932]. @param {function(?number): string} text how each is written */
export function intervalText(text, mean, low, high) {
  if (low == null || high == null) return text(mean);
  return `${text(mean)} [${text(low)}, ${text(high)}]`;
}

/** A name on one line, without characters that control a line or the direction of what follows. */
export function plainName(text) {
  return String(text).replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** A name cut in its middle to at most so many characters, so that its beginning and end can both be read. */
export function cutName(text, most) {
  const letters = plainName(text);
  if (letters.length <= most) return letters;
  const points = Array.from(letters.length > 4 * most ? letters.slice(0, 2 * most) + letters.slice(-2 * most) : letters);
  if (points.length <= most) return points.join("");
  const front = Math.ceil((most - 1) / 2);
  return points.slice(0, front).join("") + "…" + points.slice(points.length - (most - 1 - front)).join("");
}

/** A name that keeps its own writing direction to itself, cut to at most so many characters. */
export function isolatedName(text, most = 60) {
  return "\u2068" + cutName(text, most) + "\u2069";
}

/** "a, b and c". */
export function joinedWords(words) {
  return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
}

/** The name that people read for a parameter's path: its last part, with the one before it where that is a number. */
export function lastPart(path) {
  const parts = String(path).split(".");
  const kept = /^\d*$/.test(parts[parts.length - 1]) ? 2 : 1;
  return parts.slice(-kept).join(".");
}

/** A metric's name in words: validationLoss → validation loss. */
export function metricWords(name, most = 40) {
  return cutName(String(name).replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${after.toLowerCase()}`), most);
}
