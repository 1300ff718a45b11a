// The sentence of a verdict on nodes: which baselines the network beats and which not, in one consistent statement.

import assert from "node:assert/strict";
import { nodesSentence } from "../../../../engine/tasks/nodes/verdict";
import type { Comparison } from "../../../../engine/tasks/training/verdict";

const against = (title: string, accuracy: number, outcome: Comparison["outcome"]): Comparison => ({
  target: "block",
  evaluated: "test",
  rows: 90,
  members: 1,
  folds: false,
  metrics: { accuracy: 0.9 },
  rival: { title, metrics: { accuracy } },
  gain: 0.9 - accuracy,
  interval: [0.85 - accuracy, 0.95 - accuracy],
  outcome,
});
const mlp = against("the MLP without the graph", 0.7, "better");
const labels = against("label propagation", 0.89, "unclear");
const majority = against("the majority class", 0.3, "better");

describe("verdict on nodes", () => {
  it("says what the graph does, which other baselines are beaten, and which are not", () => {
    const start =
      "The graph helps: gcn predicts block correctly in 90.0 % of the 90 held-out nodes, against 70.0 % of the MLP without the graph (+20.0 points, 95 % interval +15.0 to +25.0)";
    const sentence = (rivals: Comparison[]) =>
      nodesSentence("classify", "gcn", { strongest: labels, rivals, withoutGraph: mlp });
    assert.equal(
      sentence([mlp, labels, majority]),
      `${start}; it also beats the majority class (30.0 %), but not label propagation (89.0 %, no clear difference).`,
    );
    assert.equal(sentence([mlp, majority]), `${start}; it also beats the majority class (30.0 %).`);
    assert.equal(
      sentence([mlp, { ...labels, outcome: "worse" }]),
      `${start}; it does not beat label propagation (89.0 %, which does better).`,
    );
    assert.equal(sentence([mlp]), `${start}.`);
  });

  it("begins with the strongest baseline where none goes without the graph", () => {
    assert.equal(
      nodesSentence("classify", "mlp", { strongest: labels, rivals: [labels, majority] }),
      "The network shows no clear gain over label propagation: it predicts block correctly in 90.0 % of the 90 held-out nodes, against 89.0 % (+1.0 points, 95 % interval −4.0 to +6.0); it beats the majority class (30.0 %).",
    );
  });
});
