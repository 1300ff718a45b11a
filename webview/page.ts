// What every view and card is handed: the host to ask, the person's choices, and a place to say what went wrong.

import type { Channel } from "../engine";
import type { HostApi, PageEvents, PanelState } from "./protocol";
import type { ChoiceStore } from "./state";

export interface Page {
  host: Channel<HostApi, PageEvents>;
  choices: ChoiceStore;
  /** Runs a request of the person's; what it throws is shown at the top of the page. */
  attempt(action: () => Promise<unknown>): void;
  /** Shows another view in this panel. */
  open(panel: PanelState): void;
}
