import { useEffect } from "preact/hooks";
import { delay } from "./delay";
import { onEvent } from "./events";
import { useResource, type Resource } from "./useResource";

const settleMilliseconds = 300;

/** Reads something of dockerd's, and again when events of its type say that it has changed. */
export function useResourceOf<T>(type: string, read: (signal: AbortSignal) => Promise<T>, inputs: unknown[] = []): Resource<T> {
  const resource = useResource(read, inputs);
  useEffect(() => {
    const ending = new AbortController();
    let waiting = false;
    const stop = onEvent((event) => {
      if (event.type === type && !waiting) {
        waiting = true;
        void delay(settleMilliseconds, ending.signal).then(() => {
          waiting = false;
          resource.reload();
        });
      }
    });
    return () => {
      stop();
      ending.abort();
    };
  }, [type]);
  return resource;
}
