// The worker's calls on learning a kernel from the pictures of a folder.

import type { FilterExecutor } from "../convolution/executor";
import type { Files } from "../data/files";
import { InputError } from "../errors";
import { explainFault } from "../experiment/faults";
import { fitFolder } from "../tasks/filter/fit";
import type { Breathe } from "../tasks/table/matrix";
import type { PictureApi } from "./api";

export interface FitPorts {
  files: Files;
  breathe: Breathe;
  filters(): Promise<FilterExecutor>;
  maxPixels?: number;
  tell(path: string, fraction: number): void;
}

/** What a fit that was stopped is rejected with. */
const stopped = "The fit was stopped.";

export function fitCalls(ports: FitPorts): Pick<PictureApi, "fitKernel" | "stopFit"> {
  const { files, breathe, filters, maxPixels, tell } = ports;
  /** Fits that run, by folder. */
  const fits = new Map<string, AbortController>();
  return {
    async fitKernel(request) {
      const { folder } = request;
      if (fits.has(folder)) throw new InputError("A kernel is being fitted to this folder already.", { file: folder });
      const control = new AbortController();
      fits.set(folder, control);
      try {
        return await fitFolder(request, {
          files,
          maxPixels,
          executor: await filters(),
          breathe,
          signal: control.signal,
          progress: (fraction) => tell(folder, fraction),
        });
      } catch (error) {
        throw explainFault(error);
      } finally {
        fits.delete(folder);
      }
    },
    async stopFit({ folder }) {
      fits.get(folder)?.abort(new Error(stopped));
    },
  };
}
