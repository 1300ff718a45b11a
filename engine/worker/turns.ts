// The newest of several requests for the same thing wins: an older one that is still being worked on ends.

/** What an older call is rejected with, for whoever has asked anew and need not be told. */
export const supersededMessage = "A newer request has taken the place of this one.";

export class Turns {
  private readonly newest = new Map<string, symbol>();

  /** Runs `work`, to which `stopped` says whether another one of this key has begun; it then resolves to undefined. */
  async take<T>(key: string, work: (stopped: () => boolean) => Promise<T | undefined>): Promise<T> {
    const turn = Symbol(key);
    this.newest.set(key, turn);
    const stopped = () => this.newest.get(key) !== turn;
    try {
      const result = await work(stopped);
      if (result === undefined || stopped()) throw new Error(supersededMessage);
      return result;
    } finally {
      if (!stopped()) this.newest.delete(key);
    }
  }
}
