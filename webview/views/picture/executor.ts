// The page's own executor of filters: the engine's WebAssembly, compiled once from the bytes that the host holds.

import { type FilterExecutor, wasmFilterExecutor } from "../../../engine";
import type { Page } from "../../page";

let made: Promise<FilterExecutor> | undefined;

export function pageExecutor(page: Page): Promise<FilterExecutor> {
  made ??= page.host
    .call("filterModule")
    .then(async (bytes) => wasmFilterExecutor(await WebAssembly.compile(new Uint8Array(bytes))));
  // Without it nothing works, so the next picture asks again.
  made.catch(() => {
    made = undefined;
  });
  return made;
}
