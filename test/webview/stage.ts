// Looks at the stage of the kernel lab: what is drawn, where the picture lies, and when it is done.

import type { Page } from "playwright-core";
import type { Image, Region } from "../../engine";

export interface Sight {
  zoom: number;
  /** Of the stage, in pixels of the screen. */
  width: number;
  height: number;
  left: number;
  top: number;
}

/** Waits until the stage shows the filtered picture itself, then tells how it lies there. */
export async function settled(page: Page): Promise<Sight> {
  const stage = page.getByTestId("stage");
  await page.waitForFunction(
    () => (document.querySelector('[data-testid="stage"]') as HTMLElement | null)?.dataset.state === "exact",
  );
  await nextFrames(page);
  const box = (await stage.boundingBox())!;
  const zoom = Number.parseFloat((await page.getByTestId("zoom").textContent())!) / 100;
  const room = await stage.evaluate(({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight }));
  return { ...room, zoom, left: box.x, top: box.y };
}

export async function nextFrames(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** RGBA of a rectangle of the stage's canvas, in pixels of the screen. */
export async function drawn(page: Page, region: Region): Promise<number[]> {
  return page.evaluate(({ x, y, width, height }) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid="stage"] canvas')!;
    return Array.from(canvas.getContext("2d")!.getImageData(x, y, width, height).data);
  }, region);
}

/** Where the corner of a picture that is centred in the stage lies, at 100 %. */
export function cornerAt100(
  { width, height }: Sight,
  image: { width: number; height: number },
): { x: number; y: number } {
  return { x: Math.round(width / 2 - image.width / 2), y: Math.round(height / 2 - image.height / 2) };
}

/** An 8-bit picture as the screen shows it. */
export function rgba({ samples, channels }: Pick<Image, "samples" | "channels">): number[] {
  const pixels: number[] = [];
  for (let at = 0; at < samples.length; at += channels) {
    const [first, second, third] = [samples[at]!, samples[at + 1]!, samples[at + 2]!];
    pixels.push(...(channels >= 3 ? [first, second, third] : [first, first, first]), 255);
  }
  return pixels;
}
