// SPDX-License-Identifier: Apache-2.0
// What a pointer drags in a picture: a rectangle to zoom into, or a range on an upright axis to keep.

/** A pointer that has moved less than this has not dragged. */
const DRAG_FROM = 6;

/** How far from an upright axis a range may be begun. */
const AXIS_REACH = 16;

/** One drag at a time, over one figure. */
export class Drag {
  /** @param {Object} figure plots, axes, overlay, theme, zoomTo(zoom), brush(id, range) */
  constructor(figure) {
    this.figure = figure;
    this.start = null;
    this.moved = false;
  }

  /** Begins where something can be dragged. */
  begin(event, x, y) {
    this.start = null;
    this.moved = false;
    if (event.button !== 0) return;
    const { figure } = this;
    const plot = figure.plots[0];
    const axis = (figure.axes ?? []).find(each => Math.abs(each.x - x) <= AXIS_REACH && y >= each.top - 8 && y <= each.bottom + 8);
    const zooms = figure.picture.zooms && event.pointerType === "mouse" && plot && x >= plot.left && x <= plot.right && y >= plot.top && y <= plot.bottom;
    if (axis || zooms) this.start = { x, y, axis };
  }

  /** Whether the pointer is dragging; then what it drags is shown. */
  move(x, y) {
    if (!this.start) return false;
    const { start, figure } = this;
    if (Math.hypot(x - start.x, y - start.y) > DRAG_FROM) this.moved = true;
    if (!this.moved) return false;
    if (start.axis) figure.overlay.band(start.axis.x - 8, Math.min(y, start.y), 16, Math.abs(y - start.y), figure.theme);
    else figure.overlay.band(Math.min(x, start.x), Math.min(y, start.y), Math.abs(x - start.x), Math.abs(y - start.y), figure.theme);
    return true;
  }

  /** Ends it. @returns {boolean} whether the pointer had dragged, or let go of a range */
  end(x, y) {
    const { start, moved, figure } = this;
    this.start = null;
    this.moved = false;
    if (!start) return false;
    if (start.axis) {
      if (!moved) return figure.brush(start.axis.id, null);
      const { axis } = start;
      const at = pixel => axis.low + ((axis.bottom - within(pixel, axis.top, axis.bottom)) / (axis.bottom - axis.top)) * (axis.scale.high - axis.low);
      figure.brush(axis.id, [at(Math.max(y, start.y)), at(Math.min(y, start.y))]);
      return true;
    }
    if (!moved) return false;
    const plot = figure.plots[0];
    const along = [start.x, x].sort((a, b) => a - b).map(pixel => plot.x.low + ((within(pixel, plot.left, plot.right) - plot.left) / plot.width) * (plot.x.high - plot.x.low));
    const up = [start.y, y].sort((a, b) => b - a).map(pixel => plot.y.low + ((plot.bottom - within(pixel, plot.top, plot.bottom)) / plot.height) * (plot.y.high - plot.y.low));
    if (Math.abs(start.x - x) > DRAG_FROM && Math.abs(start.y - y) > DRAG_FROM) figure.zoomTo({ x: along, y: up });
    return true;
  }

  cancel() {
    this.start = null;
    this.moved = false;
  }
}

function within(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
