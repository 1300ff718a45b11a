// What the host does for reports of spectra, and for settings of the graph lab that become an experiment.

import type { SpectrumHostApi } from "../../webview/protocol";
import { openInLab } from "../commands/open-spectrum";
import { saveSpectrum } from "../commands/save-spectrum";
import type { Services } from "../platform/services";
import type { Shown } from "./host-api";

export function spectrumHostApi(services: Services, shown: Shown): SpectrumHostApi {
  const { spectra, runs } = services;
  return {
    async spectrumEvents({ folder }) {
      const events = await spectra.events(folder);
      // Nothing may happen between looking at what runs and the page's answer, or it would be lost or told twice.
      const live = spectra.find(folder);
      shown.hear(folder);
      return { events: live ? live.events.slice() : events, active: live !== undefined };
    },
    async openInLab({ folder }) {
      const { path, experiment } = await runs.experiment(folder);
      if (experiment.task === "spectrum") await openInLab(services, path, experiment);
    },
    saveSpectrum,
  };
}
