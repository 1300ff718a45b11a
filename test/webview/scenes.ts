// The situations that the page is looked at in: every view and every state of a run.

import type {
  Comparison,
  FilterEvent,
  FitResult,
  NetworkKernels,
  RowPage,
  RowQuery,
  RunEvent,
  SampleEvent,
  SpectrumEvent,
  StartEvent,
} from "../../engine";
import { startingLab } from "../../webview/state";
import { nameOf, picturesRun, restoreAlbum, restoreRun } from "./albums";
import { ringGenerator, ringRun, rowsGenerator, rowsRun, shapesGenerator, shapesRun } from "./generate";
import { type GraphScene, graphState, groupedGraph } from "./graphs";
import type { Scene } from "./harness";
import { labelRows, labelsRun } from "./labels";
import { nodesRun, ringFrequencies, ringReach } from "./nodes";
import { drawPicture, type PictureScene, pictureState } from "./pictures";
import { cycle, spectralHost, spectrumOf } from "./spectra";
import { classifyRun, regressRun, upTo } from "./training";

/** A table of this many rows whose worst come first. */
export function manyRows(total: number): (query: RowQuery) => RowPage {
  return ({ offset, count, sort }) => ({
    total,
    rows: Array.from({ length: Math.max(0, Math.min(count, total - offset)) }, (_, index) => {
      const row = offset + index;
      return {
        row,
        line: row + 2,
        split: "test" as const,
        truth: "virginica",
        prediction: "versicolor",
        error: sort === "error" ? 1 - row / total : (row % 97) / 97,
      };
    }),
  });
}

/** What D makes of real rows. */
const judgedRows = ({ offset, count }: RowQuery): RowPage => ({
  total: 342,
  rows: Array.from({ length: Math.max(0, Math.min(count, 342 - offset)) }, (_, index) => {
    const row = offset + index;
    const real = 0.2 + (0.6 * row) / 342;
    return { row, line: row + 2, split: "train", truth: "1", prediction: String(real), error: real - 1 };
  }),
});

/** The rows that the run's last samples tell of. */
export function sampledRows(events: RunEvent[]): (query: RowQuery) => RowPage {
  const start = events.find((event): event is StartEvent => event.event === "start")!;
  const { classes, album } = start.data;
  const text = (value: number): string => (classes ? classes[value]! : String(value));
  return ({ offset, count, sort, split, truth, prediction, member = 0 }) => {
    const samples = events.filter((event): event is SampleEvent => event.event === "sample" && event.member === member);
    const rows = samples.flatMap((sample) =>
      sample.rows.flatMap((row, at) => {
        const own = { truth: sample.truth[at]!, prediction: sample.prediction[at]! };
        if ((split && sample.split !== split) || (truth !== undefined && own.truth !== truth)) return [];
        if (prediction !== undefined && own.prediction !== prediction) return [];
        const sure = sample.confidence?.[at];
        const error = sure === undefined ? own.prediction - own.truth : own.truth === own.prediction ? 1 - sure : sure;
        return [
          {
            row,
            line: sample.lines?.[at],
            ...(album ? { name: nameOf(row) } : {}),
            ...(album && !classes ? { ssim: 0.8 + (row % 10) / 100 } : {}),
            split: sample.split,
            truth: text(own.truth),
            prediction: text(own.prediction),
            error,
          },
        ];
      }),
    );
    rows.sort((a, b) => (sort === "error" ? Math.abs(b.error) - Math.abs(a.error) : a.row - b.row));
    return { total: rows.length, rows: rows.slice(offset, offset + count) };
  };
}

export function runScene(events: RunEvent[], active = false): Scene {
  const start = events.find((event): event is StartEvent => event.event === "start");
  const folder = start?.run ?? "runs/new";
  return {
    state: { view: "run", folders: [folder] },
    runs: [{ folder, name: start?.name ?? "iris", events, active }],
    rows: start && sampledRows(events),
  };
}

export function failedRun(): RunEvent[] {
  const events = upTo(classifyRun(), 12);
  const reason =
    "The loss became NaN in step 61 (op softmaxCrossEntropy): lower train.learningRate from 5 to about 0.5, or set train.clipNorm.";
  return [...events, { event: "end", status: "failed", reason, metrics: {}, baselines: {}, seconds: 0.4 }];
}

export const otherClassify = (): RunEvent[] =>
  classifyRun({ name: "iris-wide", folder: "runs/iris-wide", learningRate: 0.15, seeds: [4] });

const comparison: Comparison = {
  metrics: ["accuracy", "macroF1", "logLoss"],
  rows: [
    {
      name: "iris",
      folder: "runs/iris",
      values: {
        accuracy: { value: 0.9533, interval: [0.92, 0.98] },
        macroF1: { value: 0.951, interval: [0.916, 0.979] },
        logLoss: { value: 0.148, interval: [0.11, 0.19] },
      },
    },
    {
      name: "iris-wide",
      folder: "runs/iris-wide",
      values: {
        accuracy: { value: 0.9667, interval: [0.935, 0.99] },
        macroF1: { value: 0.966, interval: [0.93, 0.99] },
        logLoss: { value: 0.121, interval: [0.09, 0.16] },
      },
    },
  ],
  sentence:
    "iris-wide is ahead in all three metrics, but every interval overlaps: 30 rows cannot tell these two apart.",
};

export function pictureScene(picture: PictureScene, ...more: PictureScene[]): Scene {
  return { state: pictureState(picture), runs: [], pictures: [picture, ...more] };
}

export function graphScene(graph: GraphScene): Scene {
  return { state: graphState(graph), runs: [], graphs: [graph] };
}

/** The lab with other cards open than those it begins with. */
function labTab(tab: string): Scene {
  const picture: PictureScene = {
    path: "/pictures/hills.png",
    image: drawPicture(360, 240, 4),
    pipeline: { as: "opencv", steps: [{ kernel: "sharpen" }] },
    network: [networkLayer],
    fit: fitted,
    facts: {
      profile: "Display P3",
      orientation: 6,
      assumptions: [{ text: "The picture was turned upright, as its EXIF orientation 6 asks." }],
    },
  };
  return { ...pictureScene(picture), choices: { lab: { ...startingLab, tab, pixel: { x: 120, y: 90 } } } };
}

const networkLayer: NetworkKernels = {
  name: "conv1.weight",
  layout: "8 × 1 × 5 × 5 (filters, channels, rows, columns)",
  rows: 5,
  columns: 5,
  channels: 1,
  filters: Array.from({ length: 8 }, (_, filter) =>
    Float32Array.from({ length: 25 }, (_, at) => {
      const angle = (filter * Math.PI) / 8;
      const along = ((at % 5) - 2) * Math.cos(angle) + (Math.floor(at / 5) - 2) * Math.sin(angle);
      return Math.sin(1.3 * along) * Math.exp(-(((at % 5) - 2) ** 2) / 4 - (Math.floor(at / 5) - 2) ** 2 / 4);
    }),
  ),
};

const fitted: FitResult = {
  matrix: [
    [0.05, 0.11, 0.05],
    [0.11, 0.36, 0.11],
    [0.05, 0.11, 0.05],
  ],
  fitted: 45,
  heldOut: 15,
  rows: [
    { name: "degraded", kernel: null, psnr: 20.4, ssim: 0.41, mse: 593 },
    {
      name: "learned 3 × 3",
      kernel: {
        matrix: [
          [0.05, 0.11, 0.05],
          [0.11, 0.36, 0.11],
          [0.05, 0.11, 0.05],
        ],
      },
      psnr: 26.5,
      ssim: 0.71,
      mse: 146,
    },
    { name: "gauss:1", kernel: { kernel: "gauss:1" }, psnr: 26.1, ssim: 0.69, mse: 160 },
    { name: "median3", kernel: { kernel: "median3" }, psnr: 25.3, ssim: 0.63, mse: 192 },
  ],
  sentence: "The learned kernel is ahead of gauss:1, the best one made by hand, by 0.40 dB on 15 held-out pictures.",
  seconds: 3.2,
};

function batchScene(): Scene {
  const files = ["harbour", "hills", "leaf", "mill", "torn"];
  const events: FilterEvent[] = [
    {
      event: "start",
      name: "soften",
      task: "filter",
      run: "runs/soften",
      experiment: { task: "filter", data: { file: "pictures" }, as: "opencv", steps: [{ kernel: "gauss:1.5" }] },
      base: "/home/ada",
      data: { file: "pictures", pictures: files.length },
      assumptions: [{ text: "OpenCV: correlation, ties rounded to even." }],
    },
    ...files.map((name, index): FilterEvent => {
      const failed = name === "torn" ? "torn.jpg ends in the middle of its pixels: fetch it again." : undefined;
      return {
        event: "picture",
        number: index + 1,
        total: files.length,
        file: `pictures/${name}.jpg`,
        ...(failed ? { failed } : { out: `pictures/${name}-soften.jpg`, width: 4032, height: 3024 }),
        changes: name === "mill" ? ["The colour profile Display P3 is left out."] : [],
        seconds: 0.4,
      };
    }),
    {
      event: "end",
      status: "done",
      done: 4,
      failed: 1,
      left: 0,
      sentence: "4 of 5 pictures were filtered, 1 could not be read; nothing was overwritten.",
      metrics: {},
      baselines: {},
      seconds: 2.1,
      run: "runs/soften",
    },
  ];
  return {
    state: { view: "batch", folders: ["runs/soften"] },
    runs: [],
    pictures: [{ path: "/pictures/hills.png", batch: { events, active: false } }],
  };
}

const teams = {
  ...groupedGraph(24, 0, 3),
  hyperedges: [
    [0, 3, 6, 9, 12],
    [1, 4, 7],
    [2, 5, 8, 11, 14, 17],
    [0, 1, 2],
    [15, 18, 21, 20, 23],
  ],
};
/** The run of a spectrum known in closed form, up to its end. */
export function spectrumRunScene(): Scene & { spectrum: NonNullable<Scene["spectrum"]> } {
  const spectrum = spectrumOf(cycle(24), "normalized");
  const files = ["eigenvalues.csv"];
  const metrics = { components: 1, isolated: 0, bipartite: 1, gap: spectrum.gap?.value ?? 0 };
  const folder = "runs/ring";
  const data = { file: "../../graphs/ring.csv", nodes: 24, edges: 24, components: 1, isolated: 0 };
  const events: SpectrumEvent[] = [
    {
      event: "start",
      name: "ring spectrum",
      task: "spectrum",
      run: folder,
      experiment: { task: "spectrum", data: { file: data.file }, laplacian: "normalized", k: "all" },
      data: { ...data, directed: false, weighted: false },
      plan: { method: "dense", reason: spectrum.reason, bytes: 9e5, components: 1, largest: 24 },
      threads: 1,
      assumptions: [],
      problems: [],
    },
    { event: "progress", fraction: 0.37, seconds: 0.2 },
    spectrum,
    { event: "verdict", metrics, sentence: `${spectrum.zeros?.sentence} ${spectrum.gap?.sentence}`, files },
    { event: "end", status: "done", metrics, baselines: {}, seconds: 0.6, run: folder },
  ];
  return { state: { view: "spectrum", folders: [folder] }, runs: [], spectrum: { events, active: false } };
}

export const scenes: Record<string, () => Scene> = {
  classify: () => runScene(classifyRun({ apart: 1.1 })),
  classifySeeds: () => runScene(classifyRun({ apart: 1.1, seeds: [1, 2, 3, 4, 5] })),
  regress: () => runScene(regressRun({ seeds: [1, 2, 3] })),
  restore: () => ({ ...runScene(restoreRun()), album: restoreAlbum }),
  pictures: () => ({ ...runScene(picturesRun()), album: restoreAlbum }),
  nodes: () => ({ ...runScene(nodesRun()), reach: ringReach, frequencies: ringFrequencies }),
  generatePoints: () => ({ ...runScene(ringRun()), rows: judgedRows, generator: ringGenerator }),
  generateRows: () => ({ ...runScene(rowsRun()), rows: judgedRows, generator: rowsGenerator }),
  generatePictures: () => ({ ...runScene(shapesRun()), rows: judgedRows, generator: shapesGenerator }),
  labels: () => ({ ...runScene(labelsRun({ seeds: [1, 2, 3] })), rows: labelRows }),
  training: () => runScene(upTo(classifyRun({ apart: 1.1, epochs: 200 }), 83), true),
  waiting: () => runScene(classifyRun().slice(0, 1), true),
  preparing: () => runScene([], true),
  interrupted: () => runScene(upTo(classifyRun(), 20)),
  failed: () => runScene(failedRun()),
  many: () => {
    const classes = Array.from({ length: 40 }, (_, index) => `class ${index + 1}`);
    return runScene(classifyRun({ classes, rows: 4000, epochs: 6, apart: 1.6 }));
  },
  ten: () =>
    runScene(
      classifyRun({
        classes: Array.from({ length: 10 }, (_, index) => `digit ${index}`),
        rows: 1200,
        epochs: 12,
        apart: 1.2,
      }),
    ),
  compare: () => {
    const [one, two] = [classifyRun(), otherClassify()];
    return {
      state: { view: "compare", folders: ["runs/iris", "runs/iris-wide"] },
      runs: [
        { folder: "runs/iris", name: "iris", events: one, active: false },
        { folder: "runs/iris-wide", name: "iris-wide", events: two, active: false },
      ],
      comparison,
    };
  },
  live: () => ({
    ...runScene(upTo(classifyRun({ apart: 1.1, epochs: 200 }), 83), true),
    state: { view: "live", folders: ["runs/iris"] },
  }),
  liveDone: () => ({ ...runScene(classifyRun({ apart: 1.1 })), state: { view: "live", folders: ["runs/iris"] } }),
  empty: () => ({ state: { view: "live", folders: [] }, runs: [] }),
  lab: () =>
    pictureScene({
      path: "/pictures/hills.png",
      image: drawPicture(360, 240),
      pipeline: { steps: [{ kernel: "gauss:1.5" }, { kernel: "emboss" }] },
    }),
  labBank: () => labTab("bank"),
  labLearn: () => labTab("learn"),
  labPicture: () => labTab("picture"),
  labCounts: () => labTab("counts"),
  labPixel: () => labTab("pixel"),
  batch: () => batchScene(),
  spectrumRun: () => spectrumRunScene(),
  graph: () => ({
    ...graphScene({ path: "/graphs/clubs.graphml", graph: groupedGraph(34, 78, 3) }),
    choices: { graph: { selected: 0 } },
  }),
  hypergraph: () => ({
    ...graphScene({ path: "/graphs/teams.txt", graph: teams }),
    choices: { graph: { layout: "spectral" as const } },
  }),
  graphSpectrum: () => {
    const height = Array.from({ length: 24 }, (_, node) => Math.sin(node / 3) + 0.4 * Math.cos(1.7 * node));
    const path = "/graphs/ring.csv";
    return graphScene({ path, answers: spectralHost({ path, graph: cycle(24, { height }) }).answers });
  },
  labEmpty: () => pictureScene({ path: "/pictures/hills.png", image: drawPicture(360, 240, 1) }),
  labFailed: () =>
    pictureScene({ path: "/pictures/torn.png", failure: "torn.png ends in the middle of its pixels: fetch it again." }),
};
