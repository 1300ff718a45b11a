// Keeps a host that answers slower than a slider moves from falling behind: one request at a time, then the newest only.

/** Runs `action` for the newest value, once per animation frame and one at a time; values between are dropped. */
export function newest<Value>(action: (value: Value) => Promise<void>): (value: Value) => void {
  let waiting: { value: Value } | undefined;
  let busy = false;
  const run = (): void => {
    if (busy || !waiting) return;
    const { value } = waiting;
    waiting = undefined;
    busy = true;
    action(value).finally(() => {
      busy = false;
      run();
    });
  };
  return (value) => {
    const scheduled = waiting !== undefined || busy;
    waiting = { value };
    if (!scheduled) requestAnimationFrame(run);
  };
}
