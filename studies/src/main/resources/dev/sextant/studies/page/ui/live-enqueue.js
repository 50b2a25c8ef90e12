// SPDX-License-Identifier: Apache-2.0
// A form for a configuration that somebody wants to have tried.

import { button, make, setText } from "./dom.js";
import { figureText } from "./format.js";
import { tell } from "./live-api.js";
import { nameOf, say, saying, trialLink } from "./live-parts.js";

/**
 * The form, closed at first. Parameters that exist only under another's option stand below it and are shown while that
 * option is chosen.
 *
 * @param {string} run
 * @param {Object[]} parameters of the page's data
 * @param {function(): Object} data the newest, whose best trial's values stand there at first
 */
export function enqueueForm(run, parameters, data) {
  return new EnqueueForm(run, parameters ?? [], data).element;
}

class EnqueueForm {
  constructor(run, parameters, data) {
    this.run = run;
    this.parameters = parameters;
    this.data = data;
    this.fields = new Map();
    this.top = saying("alert");
    this.done = saying("status");
    const form = make("form", { class: "live-form", novalidate: true }, this.top,
      ...this.under(null),
      make("p", { class: "live-buttons" },
        make("button", { type: "submit", class: "live-primary" }, "Enqueue this configuration"),
        button("Values of the best trial", () => this.fill())),
      this.done);
    form.addEventListener("submit", event => {
      event.preventDefault();
      this.send();
    });
    this.form = form;
    this.element = make("details", { class: "live-enqueue", id: "live-enqueue" },
      make("summary", {}, "Try a configuration of your own"),
      this.parameters.length > 0 ? form : make("p", { class: "note" }, "This study has no parameters to set."));
    this.fill();
  }

  /** The fields of the parameters below one, each with those below it. */
  under(parent) {
    return this.parameters.filter(parameter => (parameter.parent ?? null) === parent).map(parameter => {
      const field = new Field(parameter, this.fields.size, () => this.arrange());
      this.fields.set(parameter.path, field);
      field.element.append(...this.under(parameter.path));
      return field.element;
    });
  }

  fill() {
    const best = this.data().trials?.values ?? {};
    for (const field of this.fields.values()) field.fill(best[field.parameter.path]?.[0] ?? null);
    this.arrange();
  }

  /** Shows the fields that exist with what is chosen now. */
  arrange() {
    for (const { parameter, element } of this.fields.values())
      element.hidden = parameter.parent != null && !this.active(parameter);
  }

  active(parameter) {
    if (parameter.parent == null) return true;
    const parent = this.fields.get(parameter.parent);
    if (!parent || !this.active(parent.parameter)) return false;
    return parameter.under == null || parameter.under.includes(parent.chosen());
  }

  async send() {
    say(this.top, "");
    say(this.done, "");
    const values = {};
    let first = null;
    for (const field of this.fields.values()) {
      field.fault("");
      if (!this.active(field.parameter)) continue;
      const fault = field.check();
      if (fault) {
        field.fault(fault);
        first ??= field;
      } else values[field.parameter.path] = field.value();
    }
    if (first) {
      first.input.focus();
      return;
    }
    this.form.setAttribute("aria-busy", "true");
    try {
      const answer = await tell(`/api/runs/${encodeURIComponent(this.run)}/enqueue`, { parameters: values });
      say(this.done, answer.message ?? "It is in the queue, and is tried next.");
      if (answer.trial != null) this.done.append(" ", trialLink(this.run, answer.trial, "Trial " + answer.trial));
    } catch (refusal) {
      const field = this.about(refusal);
      if (field) {
        field.fault(refusal.message);
        field.input.focus();
      } else say(this.top, refusal.message, true);
    } finally {
      this.form.removeAttribute("aria-busy");
    }
  }

  /** The field that a refusal speaks of: the one with the longest path that stands in it. */
  about(refusal) {
    if (refusal.path != null && this.fields.has(refusal.path)) return this.fields.get(refusal.path);
    const named = [...this.fields.keys()].filter(path => path && refusal.message.includes(path));
    return this.fields.get(named.sort((one, other) => other.length - one.length)[0]);
  }
}

class Field {
  constructor(parameter, index, changed) {
    this.parameter = parameter;
    const id = "live-field-" + index;
    const choice = parameter.kind === "choice";
    this.input = choice
      ? make("select", { id }, ...(parameter.options ?? []).map(label => make("option", {}, label)))
      : make("input", { id, type: "text", inputmode: parameter.kind === "whole" ? "numeric" : "decimal", autocomplete: "off" });
    if (choice) this.input.addEventListener("change", changed);
    this.hint = make("span", { id: id + "-hint", class: "note" }, choice ? "" : this.range());
    this.error = make("span", { id: id + "-error", class: "live-fault" });
    this.input.setAttribute("aria-describedby", `${id}-hint ${id}-error`);
    this.element = make("div", { class: "live-field" },
      make("div", { class: "live-entry" }, make("label", { for: id }, nameOf(parameter.path, 80)), this.input, this.hint, this.error));
  }

  range() {
    const { low, high, kind, scale } = this.parameter;
    return `${kind === "whole" ? "a whole number " : ""}from ${figureText(low, 6)} to ${figureText(high, 6)}`
      + (scale === "log" ? ", logarithmic" : "");
  }

  /** Null: something in the middle of its domain. */
  fill(value) {
    const { kind, low, high, scale } = this.parameter;
    if (kind === "choice") {
      this.input.selectedIndex = value ?? 0;
      return;
    }
    const middle = scale === "log" ? Math.sqrt(low * high) : (low + high) / 2;
    this.input.value = value != null ? String(value) : kind === "whole" ? String(Math.round(middle)) : String(Number(middle.toPrecision(3)));
  }

  chosen() {
    return this.parameter.kind === "choice" ? this.parameter.options?.[this.input.selectedIndex] : null;
  }

  value() {
    return this.parameter.kind === "choice" ? this.chosen() : Number(this.text());
  }

  text() {
    return this.input.value.trim();
  }

  /** What is wrong, in words; "" if nothing. The server looks again. */
  check() {
    const { kind, low, high } = this.parameter;
    if (kind === "choice") return "";
    const value = Number(this.text());
    if (this.text() === "" || !Number.isFinite(value)) return `"${this.text()}" is not a number.`;
    if (kind === "whole" && !Number.isInteger(value)) return `${this.text()} is not a whole number.`;
    return value >= low && value <= high ? "" : `${this.text()} is outside of ${figureText(low, 6)} to ${figureText(high, 6)}.`;
  }

  fault(text) {
    setText(this.error, text);
    if (text) this.input.setAttribute("aria-invalid", "true");
    else this.input.removeAttribute("aria-invalid");
  }
}
