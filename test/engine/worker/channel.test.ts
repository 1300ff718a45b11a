// The typed calls: results whose buffers move instead of being copied.

import assert from "node:assert/strict";
import { connect, serve, transferring } from "../../../engine/worker/channel";
import { portPair } from "./ports";

interface Api {
  moved(): Promise<{ samples: Uint8Array }>;
  copied(): Promise<{ samples: Uint8Array }>;
  shared(): Promise<{ samples: Uint8Array }>;
}

describe("the channel", () => {
  it("moves the buffers of results that say so, and copies others", async () => {
    const [near, far] = portPair();
    const moved = new Uint8Array([1, 2, 3]);
    const copied = new Uint8Array([4, 5]);
    const shared = new Uint8Array(new SharedArrayBuffer(2));
    serve<Api & { [name: string]: () => Promise<unknown> }, object>(far, {
      moved: async () => transferring({ samples: moved }, moved.buffer),
      copied: async () => ({ samples: copied }),
      // Shared memory is there for both anyway, and cannot move.
      shared: async () => transferring({ samples: shared }, shared.buffer),
    });
    const channel = connect<Api, object>(near);
    assert.deepEqual([...(await channel.call("moved")).samples], [1, 2, 3]);
    assert.equal(moved.length, 0);
    assert.deepEqual([...(await channel.call("copied")).samples], [4, 5]);
    assert.equal(copied.length, 2);
    shared[0] = 7;
    assert.equal((await channel.call("shared")).samples[0], 7);
  });
});
