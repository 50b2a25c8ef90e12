// SPDX-License-Identifier: Apache-2.0
// The legend of schedules: buttons that show and hide, the same in every picture. With many schedules only the best
// have a style of their own until the reader asks for all.

import { button, drawn, make } from "./dom.js";
import { countOf } from "./format.js";
import { seriesStyle } from "./theme.js";

/** So many schedules have a line of their own at first. */
export const STYLED_SCHEDULES = 8;

/** The schedules that are drawn in their own style now, and those that are drawn as others. */
export function shownSchedules(model, links) {
  const order = model.scheduleOrder;
  const styled = links.expanded ? order : order.slice(0, STYLED_SCHEDULES);
  const rest = links.expanded ? [] : order.slice(STYLED_SCHEDULES);
  return { styled: styled.filter(index => !links.hidden.has(index)), others: links.hidden.has("others") ? [] : rest };
}

/** A small drawing of a schedule's line and mark. */
export function swatchOf(style) {
  const mark = {
    circle: ["circle", { cx: 13, cy: 6, r: 3.5 }],
    rect: ["rect", { x: 10, y: 3, width: 6, height: 6 }],
    triangle: ["path", { d: "M13 2 L17 9 L9 9 Z" }],
    diamond: ["path", { d: "M13 1.5 L17.5 6 L13 10.5 L8.5 6 Z" }],
    drop: ["path", { d: "M9 3 L17 3 L13 10 Z" }],
    cross: ["path", { d: "M10 3 L16 9 M16 3 L10 9", "stroke-width": 2.4 }],
    plus: ["path", { d: "M13 2 L13 10 M9 6 L17 6", "stroke-width": 2.4 }],
  }[style.shape];
  return drawn(
    "svg",
    { class: "swatch", viewBox: "0 0 26 12", width: 26, height: 12, "aria-hidden": "true" },
    drawn("path", { d: "M0 6 L26 6", fill: "none", stroke: style.color, "stroke-width": 2, "stroke-dasharray": style.dash.join(" ") || "none" }),
    drawn(mark[0], { ...mark[1], fill: style.color, stroke: style.color }),
  );
}

/** Fills a picture's legend. Keeps the focus where it was. */
export function fillLegend(place, model, links, theme) {
  const order = model.scheduleOrder;
  if (order.length < 2) return place.replaceChildren();
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  const shown = links.expanded ? order : order.slice(0, STYLED_SCHEDULES);
  const entries = shown.map(index => {
    const entry = button("", () => links.toggle(index), { class: "entry", "aria-pressed": String(!links.hidden.has(index)), "data-key": index });
    const name = model.scheduleName(index, 200);
    entry.append(swatchOf(seriesStyle(index, theme)), make("bdi", {}, name));
    entry.title = name;
    return entry;
  });
  const rest = order.length - STYLED_SCHEDULES;
  if (rest > 0 && !links.expanded) {
    const others = button("", () => links.toggle("others"), { class: "entry", "aria-pressed": String(!links.hidden.has("others")), "data-key": "others" });
    others.append(swatchOf({ color: theme.faint, dash: [], shape: "circle" }), countOf(rest, "other schedule"));
    entries.push(others);
  }
  if (rest > 0)
    entries.push(button(links.expanded ? "only the best" : "show all", () => links.expand(!links.expanded), { class: "quiet", "data-key": "all" }));
  place.replaceChildren(...entries);
  if (focused != null) place.querySelector(`[data-key="${focused}"]`)?.focus();
}
