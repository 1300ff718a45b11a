// The cards of the graph lab below its drawing, in the order in which they are shown.

import type { GraphCard, GraphLab } from "./graph-lab";
import { quadraticCard } from "./quadratic-card";
import { signalsCard } from "./signals-card";
import { spectrumCard } from "./spectrum-card";

export const graphCards: ((lab: GraphLab) => GraphCard)[] = [spectrumCard, quadraticCard, signalsCard];
