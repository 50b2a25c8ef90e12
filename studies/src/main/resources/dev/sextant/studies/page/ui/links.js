// SPDX-License-Identifier: Apache-2.0
// What pictures and tables share: the trial that is pointed at or held, and the schedules that are shown.

/** Tells everybody which trial is looked at, at most once a frame. */
export class Links {
  constructor() {
    this.hovered = null;
    this.pinned = null;
    this.hidden = new Set();
    this.expanded = false;
    this.listeners = new Set();
    this.shownListeners = new Set();
    this.waiting = false;
  }

  /** The trial that is looked at: the one under the pointer, else the one that is held; null where there is none. */
  get trial() {
    return this.hovered ?? this.pinned;
  }

  /** @param {function(?number): void} listener told of the trial that is looked at */
  onTrial(listener) {
    this.listeners.add(listener);
  }

  /** @param {function(): void} listener told when other schedules are shown */
  onShown(listener) {
    this.shownListeners.add(listener);
  }

  hover(trial) {
    if (this.hovered === trial) return;
    this.hovered = trial;
    this.tell();
  }

  /** Holds a trial until another is held; the same again, or null, lets go. */
  pin(trial) {
    this.pinned = this.pinned === trial ? null : trial;
    this.tell();
  }

  clear() {
    if (this.hovered == null && this.pinned == null) return;
    this.hovered = null;
    this.pinned = null;
    this.tell();
  }

  /** Shows or hides one schedule everywhere. */
  toggle(index) {
    if (!this.hidden.delete(index)) this.hidden.add(index);
    this.shownListeners.forEach(listener => listener());
  }

  /** Shows every schedule in its own style, or only the best. */
  expand(expanded) {
    this.expanded = expanded;
    this.shownListeners.forEach(listener => listener());
  }

  tell() {
    if (this.waiting) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      this.listeners.forEach(listener => listener(this.trial));
    });
  }
}
