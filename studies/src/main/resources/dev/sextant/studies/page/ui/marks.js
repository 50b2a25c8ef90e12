// SPDX-License-Identifier: Apache-2.0
// What can be pointed at in a picture, and the layer above it on which the looked-at trial is ringed. Marks lie at
// pixels, so that finding the nearest and ringing it costs the same in a picture of ten marks and of ten thousand.

/** How far a pointer may be from a mark, in pixels. */
export const REACH = 14;

/**
 * Something to point at: a place or a path, of a trial or of something else with words.
 *
 * @typedef {Object} Mark
 * @property {?number} trial
 * @property {number} [x] pixel
 * @property {number} [y] pixel
 * @property {[number, number][]} [path] pixels, instead of x and y
 * @property {[number, number, number, number]} [box] left, top, width, height in pixels, instead of x and y
 * @property {function(): [string, string][]} words names and values to be told
 */

/** The nearest mark within reach; null where there is none. */
export function nearestMark(marks, x, y, reach = REACH) {
  let nearest = null;
  let least = reach * reach;
  for (const mark of marks) {
    let distance;
    if (mark.box) {
      const [left, top, width, height] = mark.box;
      if (x < left || y < top || x > left + width || y > top + height) continue;
      distance = 0;
    } else if (mark.path) distance = pathDistance(mark.path, x, y, least);
    else distance = (mark.x - x) ** 2 + (mark.y - y) ** 2;
    if (distance < least || (distance === 0 && least > 0)) [nearest, least] = [mark, distance];
  }
  return nearest;
}

function pathDistance(path, x, y, enough) {
  let least = Infinity;
  for (let index = 0; index + 1 < path.length; index++) {
    const [fromX, fromY] = path[index];
    const [toX, toY] = path[index + 1];
    if (Math.min(fromX, toX) - x > REACH || x - Math.max(fromX, toX) > REACH) continue;
    const along = toX - fromX;
    const up = toY - fromY;
    const length = along * along + up * up;
    const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - fromX) * along + (y - fromY) * up) / length));
    least = Math.min(least, (fromX + along * share - x) ** 2 + (fromY + up * share - y) ** 2);
    if (least === 0) return 0;
  }
  if (path.length === 1) return (path[0][0] - x) ** 2 + (path[0][1] - y) ** 2;
  return least < enough ? least : Infinity;
}

/** Where a mark's words are put: its place, the middle of its box, or the point of its path next to a pixel. */
export function anchorOf(mark, x) {
  if (mark.box) return [mark.box[0] + mark.box[2] / 2, mark.box[1] + mark.box[3] / 2];
  if (!mark.path) return [mark.x, mark.y];
  if (x == null) return mark.path[mark.path.length - 1];
  return mark.path.reduce((nearest, point) => (Math.abs(point[0] - x) < Math.abs(nearest[0] - x) ? point : nearest));
}

/** The layer above a picture. */
export class Overlay {
  constructor(canvas) {
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.drawn = false;
  }

  resize(width, height) {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.canvas.style.width = width + "px";
    this.canvas.style.height = height + "px";
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.drawn = false;
  }

  clear() {
    if (this.drawn) this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.drawn = false;
  }

  /** Rings marks; the ring is drawn in ink over paper, so that it stands out from every colour. */
  ring(marks, theme) {
    this.clear();
    for (const mark of marks) {
      this.drawn = true;
      for (const [color, width] of [[theme.paper, 5], [theme.ink, 2.2]]) {
        this.context.strokeStyle = color;
        this.context.lineWidth = width;
        this.context.lineJoin = "round";
        this.context.beginPath();
        if (mark.path) mark.path.forEach(([x, y], index) => (index ? this.context.lineTo(x, y) : this.context.moveTo(x, y)));
        else if (mark.box) this.context.rect(...mark.box);
        else this.context.arc(mark.x, mark.y, 8, 0, 2 * Math.PI);
        this.context.stroke();
      }
    }
  }

  /** The rectangle that is being drawn to zoom into. */
  band(x, y, width, height, theme) {
    this.clear();
    this.drawn = true;
    this.context.fillStyle = theme.dark ? "rgba(255,255,255,.12)" : "rgba(0,0,0,.08)";
    this.context.strokeStyle = theme.soft;
    this.context.lineWidth = 1;
    this.context.fillRect(x, y, width, height);
    this.context.strokeRect(x, y, width, height);
  }
}
