// SPDX-License-Identifier: Apache-2.0
// Elements of the page. Text is set as text, never as markup; styles are classes, or set one by one on the element,
// because the page's content security policy allows neither style attributes nor scripts in markup.

/**
 * A new element.
 *
 * @param {string} tag its name
 * @param {Object<string, string|number|boolean>} [attributes] "class", "type" …; true sets an empty one, false none
 * @param {...(Node|string)} children text stays text
 * @returns {HTMLElement}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== false && value != null) element.setAttribute(name, value === true ? "" : String(value));
  element.append(...children);
  return element;
}

/** A button that does one thing. @returns {HTMLButtonElement} */
export function button(text, action, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", action);
  return made;
}

/** An element of an inline drawing. */
export function drawn(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * A choice of one from a few, with its label.
 *
 * @param {string} label in front of it
 * @param {[string, string][]} options value and text
 * @param {string} chosen the value that is chosen at first
 * @param {function(string): void} changed
 */
export function choiceBox(label, options, chosen, changed) {
  const select = make("select", {});
  for (const [value, text] of options) select.append(make("option", { value, selected: value === chosen }, text));
  select.addEventListener("change", () => changed(select.value));
  return make("label", { class: "choice" }, label + " ", select);
}

/** Sets an element's text only where it is another, so that a selection in it stays. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Runs a function once the browser has nothing more urgent to do, at the latest after so many milliseconds. */
export function whenIdle(work, latest = 500) {
  if (typeof requestIdleCallback === "function") requestIdleCallback(work, { timeout: latest });
  else setTimeout(work, 1);
}
