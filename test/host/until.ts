// Doing something again in a busy window until it has worked: keys and clicks may be lost to what just took the focus or is being redrawn.

import type { Locator } from "playwright-core";

/** Milliseconds of the first attempt and, on a machine that has much else to do, of the last. */
const shortest = 5000;
const longest = 40_000;

/**
 * Does `act` until `appears` is there, each time with twice the milliseconds for its steps and for what appears; it must
 * do no harm when it is done twice.
 * @throws Error of the last attempt
 */
export async function until(act: (timeout: number) => Promise<unknown>, appears: Locator): Promise<void> {
  for (let timeout = shortest; ; timeout *= 2) {
    try {
      await act(timeout);
      await appears.waitFor({ timeout });
      return;
    } catch (error) {
      if (timeout >= longest) throw error;
    }
  }
}
