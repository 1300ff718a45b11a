// What the host does for finished generators: samples of the codes that a page sets, samples as files, whether they help.

import * as vscode from "vscode";
import type { GeneratorHostApi } from "../../webview/protocol";
import { testAugmentation } from "../commands/test-augmentation";
import { writeSamples } from "../commands/write-samples";
import type { Services } from "../platform/services";

export function generatorHostApi(services: Services): GeneratorHostApi {
  // Sliders are dragged while something trains: the worker that trains would answer late, and train more slowly.
  const { pictureWorker } = services;
  return {
    generator: ({ folder, member }) => pictureWorker.call("generator", { run: folder, member }),
    generated: ({ folder, member, codes }) => pictureWorker.call("generated", { run: folder, member, codes }),
    async writeSamples({ folder, member }) {
      try {
        return await writeSamples(services, { run: folder, member });
      } catch (error) {
        if (error instanceof vscode.CancellationError) return undefined;
        throw error;
      }
    },
    testAugmentation: ({ folder }) => testAugmentation(services, folder),
    augmentation: ({ folder }) => pictureWorker.call("augmentation", { run: folder }),
  };
}
