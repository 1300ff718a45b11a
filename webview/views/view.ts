// What the page asks of whichever view it shows.

import type { Changes, Run } from "../runs";

export interface View {
  element: HTMLElement;
  /** Events of this run have come in; called once per animation frame at most. */
  changed(run: Run, changes: Changes): void;
  /** A second has gone by while something trains. */
  tick(): void;
  /** The view is left: what it has under way ends. */
  close?(): void;
  /** The file of a picture has changed on disk. */
  pictureChanged?(path: string): void;
}
