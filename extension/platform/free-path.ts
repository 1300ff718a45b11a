// A path for a new experiment file that nothing stands at yet.

import { exists } from "./exists";

/** The first of `<stem>.lens.json`, `<stem>-2.lens.json` … that is free. */
export async function freeExperimentPath(stem: string): Promise<string> {
  for (let count = 1; ; count++) {
    const path = `${stem}${count === 1 ? "" : `-${count}`}.lens.json`;
    if (!(await exists(path))) return path;
  }
}
