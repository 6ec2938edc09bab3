import { jsonLines } from "./jsonLines";
import { forget, key } from "./key";
import { Problem, isAborted } from "./problem";

export type Query = Record<string, string | number | boolean | string[] | undefined>;

export interface Call {
  query?: Query;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: BodyInit;
  signal?: AbortSignal;
}

export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) {
        search.append(name, String(one));
      }
    }
  }
  return search.size === 0 ? path : `${path}?${search}`;
}

/** Sends a request; whatever is not a success is thrown as a problem. */
export async function send(method: string, path: string, call: Call = {}): Promise<Response> {
  const response = await fetch(address(path, call.query), {
    method,
    headers: headersOf(call),
    body: call.json === undefined ? call.body : JSON.stringify(call.json),
    signal: call.signal,
    cache: "no-store",
  }).catch((failure: unknown) => {
    throw isAborted(failure) ? failure : Problem.unreachable();
  });
  if (response.ok) {
    return response;
  }
  refused(response.status);
  throw await Problem.of(response);
}

export async function read<T>(method: string, path: string, call?: Call): Promise<T> {
  return (await (await send(method, path, call)).json()) as T;
}

/** Reads an answer of JSON lines as they come. */
export async function* readLines<T>(method: string, path: string, call?: Call): AsyncGenerator<T> {
  const { body } = await send(method, path, call);
  if (body) {
    yield* jsonLines<T>(body);
  }
}

/** A key that counts no more leads back to the sign-in. */
export function refused(status: number): void {
  if (status === 401) {
    forget();
  }
}

function headersOf(call: Call): Record<string, string> {
  const headers: Record<string, string> = {};
  if (key.value) {
    headers["Authorization"] = `Bearer ${key.value.key}`;
  }
  if (call.json !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  return headers;
}
