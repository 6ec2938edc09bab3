import { useEffect, useState } from "preact/hooks";
import { Problem, isAborted } from "../api/problem";
import { epoch } from "./connection";
import { visible } from "./visibility";

/** Reads a stream for as long as the page is seen, and anew after a lost connection. */
export function useStream<T>(open: (signal: AbortSignal) => AsyncIterable<T>, take: (item: T) => void, inputs: unknown[]): Problem | null {
  const [problem, setProblem] = useState<Problem | null>(null);
  const connected = epoch.value;
  const seen = visible.value;
  useEffect(() => {
    if (!seen) {
      return;
    }
    const ending = new AbortController();
    setProblem(null);
    consume(open(ending.signal), take).catch((failure: unknown) => {
      if (!isAborted(failure)) {
        setProblem(Problem.from(failure));
      }
    });
    return () => ending.abort();
  }, [...inputs, connected, seen]);
  return problem;
}

async function consume<T>(stream: AsyncIterable<T>, take: (item: T) => void): Promise<void> {
  for await (const item of stream) {
    take(item);
  }
}
