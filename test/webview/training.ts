// Runs to show: small models really trained on generated rows, telling what they do in the same events as the engine.

import type { EpochEvent, RunEvent, SampleEvent, Split, StartEvent, Summary, VerdictEvent } from "../../engine";

export interface TrainingOptions {
  name?: string;
  folder?: string;
  rows?: number;
  epochs?: number;
  seeds?: number[];
  classes?: string[];
  /** Distance of the classes' centres, in standard deviations; small ones overlap. */
  apart?: number;
  learningRate?: number;
}

/** Numbers in [0, 1) that a seed determines. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

interface Rows {
  x: number[][];
  truth: number[];
  split: Split[];
}

const splitOf = (row: number): Split => (row % 10 < 7 ? "train" : row % 10 < 8 ? "validation" : "test");

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function summary(members: Record<string, number>[]): Summary {
  const names = Object.keys(members[0]!);
  return Object.fromEntries(
    names.map((name) => {
      const values = members.map((member) => member[name]!);
      const average = mean(values);
      const std = Math.sqrt(
        values.reduce((sum, value) => sum + (value - average) ** 2, 0) / Math.max(1, values.length - 1),
      );
      return [name, values.length === 1 ? average : { mean: average, std, values }];
    }),
  );
}

function indices(data: Rows, split: Split): number[] {
  return data.split.flatMap((own, row) => (own === split ? [row] : []));
}

function start(
  task: "classify" | "regress",
  options: TrainingOptions,
  data: Rows,
  target: string,
  features: string[],
): StartEvent {
  const { name = "iris", folder = "runs/iris", seeds = [1], epochs = 60, learningRate = 0.05 } = options;
  return {
    event: "start",
    name,
    task,
    run: folder,
    experiment: {
      task,
      data: { file: `${name}.csv`, target, split: { validation: 0.1, test: 0.2, seed: 1 } },
      model: { layers: [{ dense: 16, activation: "relu" }, { dropout: 0.1 }] },
      train: { optimizer: "momentum", learningRate, momentum: 0.9, epochs, batch: 16, seeds },
    },
    members: seeds.map((seed) => ({ seed })),
    executor: "wasm/plain/unshared",
    data: {
      file: `${name}.csv`,
      rows: data.truth.length,
      train: indices(data, "train").length,
      validation: indices(data, "validation").length,
      test: indices(data, "test").length,
      features: features.map((feature) => ({ name: feature, encoding: "number, standardised" })),
      target,
      classes: task === "classify" ? options.classes : undefined,
    },
    program: { parameters: 131, instructions: 24, bytes: 1_482_752, threads: 1 },
    assumptions: [
      { text: "The first line names the columns.", line: 1 },
      { text: "Decimal point, comma between cells." },
    ],
    problems: [
      {
        code: "missing-values",
        text: "Two cells of petal length are missing; the median takes their place.",
        severity: "information",
        line: 8,
      },
    ],
  };
}

/** Softmax regression on Gaussian clouds by mini-batch gradient descent; verdict against the majority and a nearest centre. */
export function classifyRun(given: TrainingOptions = {}): RunEvent[] {
  const options = { classes: ["setosa", "versicolor", "virginica"], ...given };
  const { classes, rows = 150, epochs = 60, seeds = [1], apart = 2.2, learningRate = 0.05 } = options;
  const count = classes.length;
  const dimensions = 4;
  const next = random(7);
  const centres = classes.map(() => Array.from({ length: dimensions }, () => apart * normal(next)));
  const truth = Array.from({ length: rows }, (_, row) => row % count);
  const data: Rows = {
    truth,
    x: truth.map((own) => centres[own]!.map((centre) => centre + normal(next))),
    split: truth.map(() => splitOf(Math.floor(10 * next()))),
  };
  const events: RunEvent[] = [
    start("classify", options, data, "species", ["sepal length", "sepal width", "petal length", "petal width"]),
  ];
  const results: Record<string, number>[] = [];
  const validationLoss: number[] = [];
  const probabilities = (weights: number[][], row: number): number[] => {
    const scores = weights.map((w) =>
      w.reduce((sum, weight, index) => sum + weight * (index < dimensions ? data.x[row]![index]! : 1), 0),
    );
    const most = Math.max(...scores);
    const powers = scores.map((score) => Math.exp(score - most));
    const total = powers.reduce((sum, power) => sum + power, 0);
    return powers.map((power) => power / total);
  };
  const figures = (predict: (row: number) => number[], split: Split): Record<string, number> => {
    const own = indices(data, split);
    const all = own.map(predict);
    const chosen = all.map((p) => p.indexOf(Math.max(...p)));
    const f1 = classes.map((_, index) => {
      const hit = own.filter((row, at) => truth[row] === index && chosen[at] === index).length;
      const seen = own.filter((row) => truth[row] === index).length + chosen.filter((other) => other === index).length;
      return seen ? (2 * hit) / seen : 0;
    });
    const loss = mean(own.map((row, at) => -Math.log(Math.max(1e-7, all[at]![truth[row]!]!))));
    return {
      loss,
      accuracy: mean(own.map((row, at) => Number(chosen[at] === truth[row]))),
      macroF1: mean(f1),
      logLoss: loss,
    };
  };
  const training = indices(data, "train");
  seeds.forEach((seed, member) => {
    const draw = random(seed * 101);
    const weights = classes.map(() => Array.from({ length: dimensions + 1 }, () => 0.8 * normal(draw)));
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (let step = 0; step < Math.ceil(training.length / 16); step++) {
        for (let item = 0; item < 16; item++) {
          const row = training[Math.floor(draw() * training.length)]!;
          const p = probabilities(weights, row);
          weights.forEach((w, index) => {
            const gradient = p[index]! - Number(truth[row] === index);
            for (let at = 0; at <= dimensions; at++)
              w[at]! -= (learningRate / 16) * gradient * (at < dimensions ? data.x[row]![at]! : 1);
          });
        }
      }
      const event: EpochEvent = {
        event: "epoch",
        member,
        epoch,
        epochs,
        train: figures((row) => probabilities(weights, row), "train"),
        validation: figures((row) => probabilities(weights, row), "validation"),
        learningRate,
        seconds: epoch * 0.0021,
      };
      events.push(event);
    }
    for (const split of ["train", "validation", "test"] as const) {
      const own = indices(data, split);
      const confusion = classes.map(() => classes.map(() => 0));
      const all = own.map((row) => probabilities(weights, row));
      const prediction = all.map((p) => p.indexOf(Math.max(...p)));
      own.forEach((row, at) => {
        confusion[truth[row]!]![prediction[at]!]!++;
      });
      const shown = own.slice(0, 2000);
      const sample: SampleEvent = {
        event: "sample",
        member,
        epoch: epochs,
        split,
        rows: shown,
        lines: shown.map((row) => row + 2),
        truth: shown.map((row) => truth[row]!),
        prediction: prediction.slice(0, 2000),
        confidence: all.slice(0, 2000).map((p) => Math.max(...p)),
        total: own.length,
        confusion,
      };
      events.push(sample);
    }
    const { loss: _, ...test } = figures((row) => probabilities(weights, row), "test");
    results.push(test);
    validationLoss.push(figures((row) => probabilities(weights, row), "validation").loss!);
  });
  const { loss: _a, ...majority } = figures(() => classes.map((_, index) => (index === 0 ? 1 : 1e-9)), "test");
  const { loss: _b, ...centre } = figures((row) => {
    const powers = centres.map((own) =>
      Math.exp(-0.5 * own.reduce((sum, value, at) => sum + (value - data.x[row]![at]!) ** 2, 0)),
    );
    const total = powers.reduce((sum, power) => sum + power, 0) || 1;
    return powers.map((power) => power / total);
  }, "test");
  return finish(
    events,
    results,
    { majority: summary([majority]), logisticRegression: summary([centre]) },
    "accuracy",
    validationLoss,
    indices(data, "test").length,
  );
}

/** Linear regression on a bent surface by mini-batch gradient descent; verdict against the mean and against least squares on one column. */
export function regressRun(given: TrainingOptions = {}): RunEvent[] {
  const options = { name: "mpg", folder: "runs/mpg", ...given };
  const { rows = 400, epochs = 120, seeds = [1], learningRate = 0.02 } = options;
  const next = random(11);
  const x = Array.from({ length: rows }, () => [normal(next), normal(next), normal(next)]);
  const truth = x.map(([a, b, c]) => 23 - 6 * a! + 1.6 * a! * a! + 2.1 * b! - 0.7 * c! + 1.4 * normal(next));
  const data: Rows = { x, truth, split: truth.map((_, row) => splitOf((row * 7919) % rows)) };
  const terms = x.map(([a, b, c]) => [1, a!, b!, c!, a! * a!]);
  const events: RunEvent[] = [start("regress", options, data, "mpg", ["weight", "year", "cylinders"])];
  const figures = (predict: (row: number) => number, split: Split): Record<string, number> => {
    const own = indices(data, split);
    const errors = own.map((row) => predict(row) - truth[row]!);
    const average = mean(own.map((row) => truth[row]!));
    const square = mean(errors.map((error) => error * error));
    const variance = mean(own.map((row) => (truth[row]! - average) ** 2));
    return { loss: square / 40, rmse: Math.sqrt(square), mae: mean(errors.map(Math.abs)), r2: 1 - square / variance };
  };
  const results: Record<string, number>[] = [];
  const validationLoss: number[] = [];
  const training = indices(data, "train");
  const average = mean(training.map((row) => truth[row]!));
  seeds.forEach((seed, member) => {
    const draw = random(seed * 31);
    const weights = terms[0]!.map(() => 3 * normal(draw));
    const predict = (row: number): number => weights.reduce((sum, weight, at) => sum + weight * terms[row]![at]!, 0);
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (let step = 0; step < training.length / 4; step++) {
        const row = training[Math.floor(draw() * training.length)]!;
        const error = predict(row) - truth[row]!;
        weights.forEach((_, at) => {
          weights[at]! -= (learningRate / 8) * error * terms[row]![at]!;
        });
      }
      events.push({
        event: "epoch",
        member,
        epoch,
        epochs,
        train: figures(predict, "train"),
        validation: figures(predict, "validation"),
        learningRate,
        seconds: epoch * 0.0034,
      });
    }
    for (const split of ["train", "validation", "test"] as const) {
      const own = indices(data, split);
      const shown = own.slice(0, 2000);
      events.push({
        event: "sample",
        member,
        epoch: epochs,
        split,
        rows: shown,
        lines: shown.map((row) => row + 2),
        truth: shown.map((row) => truth[row]!),
        prediction: shown.map(predict),
        total: own.length,
      });
    }
    const { loss: _, ...test } = figures(predict, "test");
    results.push(test);
    validationLoss.push(figures(predict, "validation").loss!);
  });
  const { loss: _a, ...constant } = figures(() => average, "test");
  const { loss: _b, ...line } = figures((row) => average - 6 * x[row]![0]!, "test");
  return finish(
    events,
    results,
    { mean: summary([constant]), linearRegression: summary([line]) },
    "rmse",
    validationLoss,
    indices(data, "test").length,
  );
}

function finish(
  events: RunEvent[],
  results: Record<string, number>[],
  baselines: Record<string, Summary>,
  metric: string,
  validation: number[],
  rows: number,
): RunEvent[] {
  const metrics = summary(results);
  const value = (of: Summary): number =>
    typeof of[metric] === "number" ? (of[metric] as number) : (of[metric] as { mean: number }).mean;
  const sign = metric === "accuracy" ? 1 : -1;
  const [best, other] = Object.entries(baselines).sort(([, a], [, b]) => sign * (value(b) - value(a)))[0]!;
  const beats = sign * (value(metrics) - value(other)) > 0;
  const verdict: VerdictEvent = {
    event: "verdict",
    metrics,
    baselines,
    evaluated: "test",
    evaluatedRows: rows,
    beatsBaselines: beats,
    sentence: `On ${rows} held-out rows the network reaches ${metric} ${value(metrics).toFixed(3)}, the best baseline (${best}) ${value(other).toFixed(3)}.`,
    best: validation.indexOf(Math.min(...validation)),
  };
  return [...events, verdict, { event: "end", status: "done", metrics, baselines, seconds: 1.84, run: "runs" }];
}

/** The first events only, up to this epoch of the first member: what a page sees of a run that goes on. */
export function upTo(events: RunEvent[], epoch: number): RunEvent[] {
  const cut = events.findIndex((event) => event.event === "epoch" && event.epoch > epoch);
  return cut < 0 ? events : events.slice(0, cut);
}
