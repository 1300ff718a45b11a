// The scenes of the gallery with adversarial networks: points, rows of a class and pictures that are generated, and pictures translated.

import type { Scene } from "./gallery";
import { lookAt, runToEnd } from "./gallery-steps";

const likeCustomers = {
  task: "generate",
  data: { file: "customers.csv", class: "churned" },
  train: { epochs: 40 },
};
const likeShapes = {
  task: "generate",
  data: { file: "shapes", class: "folder", size: [16, 16] },
  train: { epochs: 60 },
};

export const generateScenes: Scene[] = [
  { name: "generate-points", play: (session) => runToEnd(session, "ring-naive") },
  { name: "generate-points-plane", play: (session) => lookAt(session, "plane") },
  {
    name: "generate-points-explorer",
    async play(session) {
      await session.webview().getByTestId("explorer-mode-map").click();
      await lookAt(session, "explorer");
    },
  },
  { name: "generate-rows", play: (session) => runToEnd(session, "like-customers", likeCustomers) },
  { name: "generate-rows-columns", play: (session) => lookAt(session, "distributions") },
  { name: "generate-rows-explorer", play: (session) => lookAt(session, "explorer") },
  { name: "generate-pictures", play: (session) => runToEnd(session, "like-shapes", likeShapes) },
  { name: "generate-pictures-film", play: (session) => lookAt(session, "film") },
  {
    name: "generate-pictures-explorer",
    async play(session) {
      await session.webview().getByTestId("explorer-mode-between").click();
      await lookAt(session, "explorer");
    },
  },
  { name: "translate", play: (session) => runToEnd(session, "colours") },
  { name: "translate-pictures", play: (session) => lookAt(session, "pictures") },
];
