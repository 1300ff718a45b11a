// One request at a time: what is asked meanwhile waits, and only the last of it is asked next.

export interface LastWins<Request> {
  ask(request: Request): void;
  /** Answers that are still under way count no more. */
  forget(): void;
}

export function lastWins<Request, Answer>(
  call: (request: Request) => Promise<Answer>,
  take: (answer: Answer, request: Request) => void,
  failed: (error: unknown) => void,
): LastWins<Request> {
  let waiting: { request: Request } | undefined;
  let busy = false;
  let turn = 0;
  const next = async (): Promise<void> => {
    busy = true;
    while (waiting) {
      const { request } = waiting;
      waiting = undefined;
      const own = turn;
      try {
        const answer = await call(request);
        if (own === turn) take(answer, request);
      } catch (error) {
        if (own === turn) failed(error);
      }
    }
    busy = false;
  };
  return {
    ask(request) {
      waiting = { request };
      if (!busy) void next();
    },
    forget() {
      waiting = undefined;
      turn++;
    },
  };
}
