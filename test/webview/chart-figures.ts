// Measures in the page: the frames of a chart with 98 000 epochs while 2 000 more come in.

import type { WindowFigures } from "../host/bench-window";
import { closeBrowser } from "./harness";
import { openLongRun } from "./long-run";

const burst = 100;

export async function chartFigures(): Promise<WindowFigures> {
  const { page, left, more, close } = await openLongRun(20_000);
  try {
    await page.evaluate(`{
      window.times = [];
      let last = performance.now();
      requestAnimationFrame(function tick(now) {
        times.push(now - last);
        last = now;
        requestAnimationFrame(tick);
      });
    }`);
    for (let sent = 0; sent < left; sent += burst) {
      more(burst);
      await page.waitForTimeout(30);
    }
    await page.waitForFunction(() =>
      /epoch 20.000/.test(document.querySelector('[data-testid="loss-legend"]')!.textContent!),
    );
    const milliseconds = await page.evaluate(() => (window as never as { times: number[] }).times);
    return { milliseconds, note: "while 2 000 epochs come to 98 000" };
  } finally {
    await close();
    await closeBrowser();
  }
}
