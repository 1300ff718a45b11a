// The scenes of the gallery with several labels at once: a table with its lens, and pictures with vectors of their labels.

import type { Scene } from "./gallery";
import { lookAt, runToEnd } from "./gallery-steps";

export const labelScenes: Scene[] = [
  {
    name: "labels-lens",
    async play(session) {
      await session.command("View: Close All Editors");
      await session.openFile("weather.csv");
      await session.lens(/Predict \d+ labels/).waitFor();
    },
  },
  { name: "labels-table", play: (session) => runToEnd(session, "weather") },
  { name: "labels-table-graphs", play: (session) => lookAt(session, "label-graph") },
  { name: "labels-table-precision", play: (session) => lookAt(session, "label-precision") },
  { name: "labels-pictures", play: (session) => runToEnd(session, "digits") },
];
