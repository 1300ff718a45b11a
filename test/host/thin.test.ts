// What a page is sent of a long run: fewer epochs and maps of nodes, evenly spaced, and always the last.

import assert from "node:assert/strict";
import type { RunEvent } from "../../engine";
import { thin } from "../../extension/platform/thin";

const map = (member: number, epoch: number, nodes: number[]): RunEvent => ({
  event: "embedding",
  member,
  epoch,
  nodes,
  x: [],
  y: [],
  truth: [],
  prediction: [],
  explained: 1,
});
const layers = (member: number, epoch: number): RunEvent => ({ event: "layers", member, epoch, dirichlet: [] });

/** A training of two members of 200 epochs that told of its map and layers after each. */
function told(count: number): RunEvent[] {
  const nodes = new Array<number>(count).fill(0);
  return [0, 1].flatMap((member) =>
    Array.from({ length: 200 }, (_, index): RunEvent[] => {
      const epoch = index + 1;
      const validation = { loss: epoch === 58 ? 0 : 1 };
      return [
        { event: "epoch", member, epoch, epochs: 200, train: {}, validation, learningRate: 1, seconds: 0 },
        map(member, epoch, nodes),
        layers(member, epoch),
      ];
    }).flat(),
  );
}

const epochsOf = (events: RunEvent[], kind: RunEvent["event"], member: number) =>
  events.flatMap((event) => (event.event === kind && "member" in event && event.member === member ? [event] : []));

describe("thin", () => {
  it("keeps maps evenly spaced with the last, fewer of large graphs, and of layers the last alone", () => {
    for (const [nodes, most] of [
      [30, 61],
      [3000, 21],
      [100_000, 13],
    ]) {
      const kept = thin(told(nodes));
      for (const member of [0, 1]) {
        const epochs = epochsOf(kept, "embedding", member).map((event) => (event as { epoch: number }).epoch);
        assert.ok(epochs.length <= most && epochs.length > most / 2, `${epochs.length} maps of ${nodes} nodes`);
        const steps = epochs.slice(1, -1).map((epoch, index) => epoch - epochs[index]);
        assert.equal(new Set(steps).size, 1);
        assert.deepEqual([epochs[0], epochs.at(-1)], [1, 200]);
        assert.deepEqual(epochsOf(kept, "layers", member), [layers(member, 200)]);
        assert.equal(epochsOf(kept, "epoch", member).length, 200);
      }
    }
  });

  it("keeps what a generator makes evenly spaced with the last, fewer where the samples are large", () => {
    const events = (side: number) =>
      Array.from({ length: 200 }, (_, index): RunEvent[] => {
        const epoch = index + 1;
        const pictures = Array.from({ length: 64 }, () => ({
          width: side,
          height: side,
          channels: 1 as const,
          samples: "",
        }));
        const plane = { columns: ["x", "y"], x: [0, 1] as [number, number], discriminator: [], flow: [] };
        return [
          { event: "generated", member: 0, epoch, pictures },
          { event: "field", member: 0, epoch, ...plane, width: side, height: side },
        ];
      }).flat();
    for (const [side, most] of [
      [8, 61],
      [28, 48],
      [64, 13],
    ]) {
      const kept = thin(events(side));
      const generated = epochsOf(kept, "generated", 0).map((event) => (event as { epoch: number }).epoch);
      assert.ok(generated.length <= most && generated.length > most / 2, `${generated.length} of side ${side}`);
      assert.deepEqual([generated[0], generated.at(-1)], [1, 200]);
      const fields = epochsOf(kept, "field", 0).length;
      assert.ok(fields > 30 && fields <= 61, `${fields} fields`);
    }
  });

  it("keeps of weights those that were told last", () => {
    const weights = (member: number, epoch: number): RunEvent => {
      const shape = { width: 1, height: 1, channels: 1, images: [], total: 0, largest: 1 } as const;
      return { event: "weights", member, epoch, layer: "conv1", ...shape, images: [] };
    };
    const events = [weights(0, 1), weights(1, 1), weights(0, 2), weights(1, 2)];
    assert.deepEqual(thin(events), events.slice(2));
  });

  it("keeps of many epochs the best and the last, in their order", () => {
    const events = Array.from(
      { length: 5000 },
      (_, index): RunEvent => ({
        event: "epoch",
        member: 0,
        epoch: index + 1,
        epochs: 5000,
        train: {},
        validation: { loss: index === 1234 ? 0 : 1 },
        learningRate: 1,
        seconds: 0,
      }),
    );
    const epochs = thin(events).map((event) => (event as { epoch: number }).epoch);
    assert.ok(epochs.length < 2003 && epochs.includes(1235) && epochs.at(-1) === 5000, `${epochs.length}`);
    assert.deepEqual(
      [...epochs].sort((a, b) => a - b),
      epochs,
    );
  });
});
