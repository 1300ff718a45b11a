// Typed calls over any postMessage: results, errors, cancellation and events, the same for worker and webview.

import { InputError, type Place } from "../errors";

/** Either end of a connection that carries structured-cloneable messages. */
export interface Port {
  post(message: unknown, transfer?: readonly unknown[]): void;
  /** Called once, by the channel. */
  listen(receive: (message: unknown) => void): void;
}

/** An interface whose methods take at most one argument and return promises. */
// biome-ignore lint/suspicious/noExplicitAny: a constraint over all argument and result types
export type Calls<Api> = { [Name in keyof Api]: (request: any) => Promise<any> };

/** The end that asks: `call` runs a method at the other end, `on` hears what it says unasked. */
export interface Channel<Api, Events> {
  call<Name extends keyof Api & string>(
    name: Name,
    // biome-ignore lint/suspicious/noExplicitAny: inferring from any method
    ...request: Api[Name] extends (...request: infer R) => any ? R : never
    // biome-ignore lint/suspicious/noExplicitAny: inferring from any method
  ): Api[Name] extends (...request: any) => infer R ? R : never;
  on<Name extends keyof Events & string>(name: Name, listener: (event: Events[Name]) => void): () => void;
  /** Rejects every call that still waits, for a worker that died. */
  fail(reason: Error): void;
}

/** The end that answers: `emit` tells the other end something unasked. */
export interface Served<Events> {
  emit<Name extends keyof Events & string>(name: Name, event: Events[Name]): void;
}

interface WireError {
  message: string;
  /** Present when the input was at fault. */
  place?: Place;
}

type Message =
  | { kind: "call"; id: number; name: string; request: unknown }
  | { kind: "result"; id: number; result: unknown }
  | { kind: "error"; id: number; error: WireError }
  | { kind: "event"; name: string; event: unknown };

export function connect<Api, Events>(port: Port): Channel<Api, Events> {
  let nextId = 1;
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>();
  const listeners = new Map<string, Set<(event: never) => void>>();
  port.listen((received) => {
    const message = received as Message;
    if (message.kind === "event") {
      for (const listener of listeners.get(message.name) ?? []) listener(message.event as never);
      return;
    }
    if (message.kind === "call") return;
    const caller = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.kind === "result") caller?.resolve(message.result);
    else caller?.reject(unwire(message.error));
  });
  return {
    call: ((name: string, request?: unknown) => {
      const id = nextId++;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        port.post({ kind: "call", id, name, request } satisfies Message);
      });
    }) as unknown as Channel<Api, Events>["call"],
    on(name, listener) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set.add(listener as (event: never) => void));
      return () => set.delete(listener as (event: never) => void);
    },
    fail(reason) {
      for (const caller of waiting.values()) caller.reject(reason);
      waiting.clear();
    },
  };
}

const handedOver = new WeakMap<object, readonly ArrayBuffer[]>();

/** Marks a result whose buffers move to the caller instead of being copied; they are empty here afterwards. */
export function transferring<Result extends object>(result: Result, ...buffers: ArrayBufferLike[]): Result {
  handedOver.set(
    result,
    buffers.filter((buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer),
  );
  return result;
}

const buffersOf = (result: unknown): readonly ArrayBuffer[] =>
  (typeof result === "object" && result !== null && handedOver.get(result)) || [];

/** Answers calls with `api`; a method that throws rejects its caller, so nobody waits for ever. */
export function serve<Api extends Calls<Api>, Events>(port: Port, api: Api): Served<Events> {
  port.listen(async (received) => {
    const message = received as Message;
    if (message.kind !== "call") return;
    const { id, name } = message;
    try {
      const method = Object.hasOwn(api, name) ? api[name as keyof Api] : undefined;
      if (!method) throw new Error(`There is no call named ${name}.`);
      const result: unknown = await method.call(api, message.request);
      port.post({ kind: "result", id, result } satisfies Message, buffersOf(result));
    } catch (error) {
      port.post({ kind: "error", id, error: wire(error) } satisfies Message);
    }
  });
  return {
    emit(name, event) {
      port.post({ kind: "event", name, event } satisfies Message);
    },
  };
}

function wire(error: unknown): WireError {
  if (error instanceof InputError) return { message: error.message, place: error.place };
  return { message: error instanceof Error ? error.message : String(error) };
}

function unwire(error: WireError): Error {
  return error.place ? new InputError(error.message, error.place) : new Error(error.message);
}
