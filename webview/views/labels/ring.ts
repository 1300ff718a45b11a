// Where labels stand in a drawing: on an ellipse, their names beside it in lines of equal distance, whatever edges there are.

import { roomFor } from "../../charts/names";

export interface Ring {
  /** Of each label, in pixels. */
  x: number[];
  y: number[];
  /** Middle of the ellipse. */
  middle: [x: number, y: number];
  /** Distance of two names under one another, and the room of a name. */
  step: number;
  room: number;
  /** Whether the name of a label stands to its left. */
  isLeft: boolean[];
}

/** Largest share of the width that names take on each side, and in pixels; between them and the nodes. */
const [share, widest, gap] = [0.28, 150, 24];
/** Pixels above and below. */
const margin = 12;

/** `order` says which label follows which: down the right side, and up the left one. */
export function ringOf(order: readonly number[], names: readonly string[], width: number, height: number): Ring {
  const count = order.length;
  const right = Math.ceil(count / 2);
  const room = roomFor(names, Math.min(widest, share * width));
  const step = (height - 2 * margin) / Math.max(1, right);
  const middle: [number, number] = [width / 2, height / 2];
  const [wide, tall] = [Math.max(20, width / 2 - room - gap), height / 2 - margin];
  const ring: Ring = { x: [], y: [], middle, step, room, isLeft: [] };
  order.forEach((label, place) => {
    const isLeft = place >= right;
    const inSide = isLeft ? count - 1 - place : place;
    // A side with one label less is set in the middle.
    const shift = isLeft ? ((right - (count - right)) * step) / 2 : 0;
    const y = margin + (inSide + 0.5) * step + shift;
    const away = wide * Math.sqrt(Math.max(0, 1 - ((y - middle[1]) / tall) ** 2));
    ring.x[label] = count === 1 ? middle[0] : middle[0] + (isLeft ? -away : away);
    ring.y[label] = y;
    ring.isLeft[label] = isLeft;
  });
  return ring;
}
