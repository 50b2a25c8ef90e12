// SPDX-License-Identifier: Apache-2.0
// Colours, dash patterns and mark shapes. Colours follow Okabe and Ito (2008), darkened on white and lightened on dark
// until they stand out; a schedule is told apart by colour, dashes and shape together, so that it can be read without
// any one of them.

const LIGHT_COLOURS = ["#0072b2", "#d55e00", "#008f6b", "#b0508c", "#b87a00", "#2f93cf", "#7a7a00", "#505866"];
const DARK_COLOURS = ["#5cb0ea", "#ff8f52", "#34c79f", "#e592c4", "#f0b53a", "#9bd2f5", "#dcd45c", "#c3c9d2"];
const DASHES = [[], [7, 3], [2, 3], [9, 3, 2, 3], [13, 4]];
const SHAPES = ["circle", "rect", "triangle", "diamond", "drop", "cross", "plus"];

/** From worst to best; the best stands out most from the paper. One hue: lightness alone tells. */
const LIGHT_RAMP = ["#eef3f8", "#cfe0ee", "#9fc6e0", "#62a3cd", "#2877b4", "#0b4a86", "#07305c"];
const DARK_RAMP = ["#1d2733", "#203a52", "#255579", "#2f76a3", "#4a9aca", "#86c2e8", "#d6ecfa"];

/** ECharts' mark shape of each schedule, by its index. */
const SYMBOLS = {
  circle: "circle", rect: "rect", triangle: "triangle", diamond: "diamond",
  drop: "path://M0,0 L10,0 L5,9 Z",
  cross: "path://M0,2 L2,0 L5,3 L8,0 L10,2 L7,5 L10,8 L8,10 L5,7 L2,10 L0,8 L3,5 Z",
  plus: "path://M3.5,0 L6.5,0 L6.5,3.5 L10,3.5 L10,6.5 L6.5,6.5 L6.5,10 L3.5,10 L3.5,6.5 L0,6.5 L0,3.5 L3.5,3.5 Z",
};

/** What tells one schedule, or any other kind of thing, from the others. */
export function seriesStyle(index, theme) {
  const place = Math.max(0, index);
  const shape = SHAPES[place % SHAPES.length];
  return {
    color: theme.colours[place % theme.colours.length],
    dash: DASHES[place % DASHES.length],
    shape,
    symbol: SYMBOLS[shape],
  };
}

/** The colours in force; on paper always the light ones. */
export function currentTheme(print = false) {
  const style = getComputedStyle(document.documentElement);
  const read = (name, light) => (print ? light : style.getPropertyValue(name).trim() || light);
  const dark = !print && isDark();
  return {
    dark, print,
    ink: read("--ink", "#1b2330"),
    soft: read("--soft", "#5a6576"),
    line: read("--line", "#d5dae2"),
    grid: read("--grid", "#e8ebf0"),
    paper: read("--paper", "#ffffff"),
    accent: read("--mark", "#1d6b45"),
    bad: read("--bad", "#b3261e"),
    faint: read("--faint", "#a8b0bc"),
    colours: dark ? DARK_COLOURS : LIGHT_COLOURS,
    ramp: dark ? DARK_RAMP : LIGHT_RAMP,
    font: 'system-ui, "Segoe UI", "Helvetica Neue", "DejaVu Sans", Arial, sans-serif',
  };
}

/** Whether the page is dark now: by its switch, else by what the reader's system asks for. */
export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen === "dark";
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** A colour of a ramp. @param {number} share 0 the worst, 1 the best */
export function rampColour(ramp, share) {
  const place = Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)) * (ramp.length - 1);
  const below = Math.min(Math.floor(place), ramp.length - 2);
  const from = channelsOf(ramp[below]);
  const to = channelsOf(ramp[below + 1]);
  return "#" + from.map((channel, index) => Math.round(channel + (to[index] - channel) * (place - below)).toString(16).padStart(2, "0")).join("");
}

/** A ramp's colours as channels, so finely that nobody sees the steps; the best last. */
export function rampChannels(ramp, steps = 256) {
  return Array.from({ length: steps }, (_, at) => channelsOf(rampColour(ramp, at / (steps - 1))));
}

/** Black or white, whichever can be read on a colour. */
export function inkOn(colour) {
  const [red, green, blue] = channelsOf(colour).map(channel => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.22 ? "#10151c" : "#ffffff";
}

/** A colour that lets through what is behind it. */
export function veiled(colour, opacity) {
  const [red, green, blue] = channelsOf(colour);
  return `rgba(${red},${green},${blue},${opacity})`;
}

function channelsOf(colour) {
  const digits = colour.replace("#", "");
  const whole = digits.length === 3 ? [...digits].map(digit => digit + digit).join("") : digits;
  return [0, 2, 4].map(at => parseInt(whole.slice(at, at + 2), 16) || 0);
}

const THEME_KEY = "sextant-theme";

/** What the document is told when its colours change by a switch. */
export const THEME_EVENT = "sextant-theme";

/** The switch between the system's colours, light and dark; remembers its state where the browser lets it. */
export function themeSwitch(make, changed) {
  const states = ["", "light", "dark"];
  const names = { "": "Colours: as the system", light: "Colours: light", dark: "Colours: dark" };
  const root = document.documentElement;
  try {
    const kept = localStorage.getItem(THEME_KEY);
    if (kept === "light" || kept === "dark") root.dataset.theme = kept;
  } catch {
    // A page opened from disk may be kept from storing anything; then the switch lasts as long as the page.
  }
  const toggle = make("button", { type: "button", class: "quiet theme" });
  const shown = () => (toggle.textContent = names[root.dataset.theme ?? ""] ?? names[""]);
  toggle.addEventListener("click", () => {
    const next = states[(states.indexOf(root.dataset.theme ?? "") + 1) % states.length];
    if (next) root.dataset.theme = next;
    else delete root.dataset.theme;
    try {
      if (next) localStorage.setItem(THEME_KEY, next);
      else localStorage.removeItem(THEME_KEY);
    } catch {
      // As above.
    }
    shown();
    changed();
    document.dispatchEvent(new Event(THEME_EVENT));
  });
  shown();
  return toggle;
}
