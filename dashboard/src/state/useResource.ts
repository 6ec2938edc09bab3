import { useCallback, useEffect, useState } from "preact/hooks";
import { Problem, isAborted } from "../api/problem";
import { epoch } from "./connection";

export interface Resource<T> {
  value: T | null;
  problem: Problem | null;
  reload: () => void;
}

interface Reading<T> {
  value: T | null;
  problem: Problem | null;
}

/** Reads something, and again whenever the connection was lost, 'inputs' change, or 'reload' is called. */
export function useResource<T>(read: (signal: AbortSignal) => Promise<T>, inputs: unknown[]): Resource<T> {
  const [reading, setReading] = useState<Reading<T>>({ value: null, problem: null });
  const [count, setCount] = useState(0);
  const connected = epoch.value;
  useEffect(() => {
    const ending = new AbortController();
    read(ending.signal).then(
      (value) => setReading({ value, problem: null }),
      (failure: unknown) => {
        if (!isAborted(failure)) {
          setReading((before) => ({ ...before, problem: Problem.from(failure) }));
        }
      },
    );
    return () => ending.abort();
  }, [...inputs, count, connected]);
  const reload = useCallback(() => setCount((before) => before + 1), []);
  return { ...reading, reload };
}
