import { address, refused, type Query } from "./http";
import { key } from "./key";
import { Problem, isProblem } from "./problem";

export interface Upload {
  query: Query;
  body: Blob;
  /** Told how much is sent, from 0 to 1. */
  progress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends a file. 'fetch' would not tell how far it is. */
export function upload<T>(method: string, path: string, { query, body, progress, signal }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, address(path, query));
    request.setRequestHeader("Authorization", `Bearer ${key.value?.key ?? ""}`);
    request.upload.onprogress = (event) => progress?.(event.loaded / event.total);
    request.onerror = () => reject(Problem.unreachable());
    request.onabort = () => reject(new DOMException("", "AbortError"));
    request.onload = () => (request.status < 300 ? resolve(answerOf<T>(request)) : reject(problemOf(request)));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function answerOf<T>(request: XMLHttpRequest): T {
  return (request.responseText ? JSON.parse(request.responseText) : undefined) as T;
}

function problemOf(request: XMLHttpRequest): Problem {
  refused(request.status);
  const body: unknown = request.responseText.startsWith("{") ? JSON.parse(request.responseText) : null;
  return isProblem(body) ? new Problem(body) : Problem.unreachable();
}
