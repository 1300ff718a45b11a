// The scenes of the gallery: each brings the window of one session to a view worth a picture; they play in this order.

import type { Session } from "../host/clicks";

export interface Scene {
  /** Of the picture's file. */
  name: string;
  play(session: Session): Promise<void>;
}

export const scenes: Scene[] = [
  {
    name: "lenses",
    async play({ openFile, page }) {
      await openFile("customers.csv");
      await page.locator(".codelens-decoration a").first().waitFor();
    },
  },
];
