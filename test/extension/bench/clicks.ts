// Measures in a window: from the click on the lens to the first point that the page has drawn.

import type { WindowFigures } from "../../host/bench-window";
import { withSession } from "../../host/clicks";
import { clickLens } from "../clicks/click-lens";

const repeats = 7;

export function clickFigures(): Promise<WindowFigures> {
  return withSession(async (session) => {
    const { openFile, webview } = session;
    await openFile("customers.csv");
    const times: number[] = [];
    for (let repeat = 0; repeat <= repeats; repeat++) {
      times.push(await clickLens(session));
      await webview().locator("[data-testid=state][data-state=done]").waitFor();
    }
    const [cold, ...milliseconds] = times;
    return { milliseconds, note: `in a panel that is open; the first one ${cold.toFixed(0)} ms` };
  });
}
