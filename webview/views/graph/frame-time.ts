// How long a frame of the drawing takes, measured on this machine, with its edges and, where those make it slow, without.

export interface FrameTime {
  /** Milliseconds a frame at rest. */
  full: number;
  /** Share of the edges that is drawn in it, 0 to 1: less than 1 where all of them would take too long. */
  share: number;
  /** Milliseconds a frame while the drawing moves, where edges are left out meanwhile. */
  moving?: number;
}

const frames = 8;
/** Milliseconds after which a measurement ends, however few frames there were. */
const longest = 800;

/** Mean milliseconds between animation frames that each draw; undefined when the page was hidden meanwhile. */
export async function meanFrame(draw: () => void): Promise<number | undefined> {
  const next = (): Promise<number> =>
    new Promise((resolve) => {
      requestAnimationFrame(() => {
        draw();
        resolve(performance.now());
      });
    });
  if (document.hidden) return undefined;
  // The first frame still waits for what was drawn before.
  const begin = await next();
  let last = begin;
  let count = 0;
  while (count < frames && last - begin < longest) {
    last = await next();
    count++;
  }
  return document.hidden ? undefined : (last - begin) / count;
}
