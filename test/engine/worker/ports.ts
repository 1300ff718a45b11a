// Two ends of a connection in memory, as between threads, and waiting for what comes over it.

import type { Port } from "../../../engine/worker/channel";

/** Two ports, each of which hears what the other posts: cloned, but for the buffers that are handed over. */
export function portPair(): [Port, Port] {
  const receivers: ((message: unknown) => void)[] = [];
  const port = (own: number): Port => ({
    post: (message, transfer) => {
      const sent = structuredClone(message, { transfer: [...(transfer ?? [])] as ArrayBuffer[] });
      setImmediate(() => receivers[1 - own](sent));
    },
    listen: (receive) => {
      receivers[own] = receive;
    },
  });
  return [port(0), port(1)];
}

export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
