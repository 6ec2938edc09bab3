import { signal } from "@preact/signals";
import type { DockerEvent } from "../api/contracts";
import { machine } from "../api/machine";
import { changed, refreshContainers } from "./containers";

const keptEvents = 1000;
const sinceEver = "0"; // as much as dockerd remembers

/** What happened, the newest first. */
export const events = signal<DockerEvent[]>([]);

const listeners = new Set<(event: DockerEvent) => void>();

/** Tells of each event from now on; the answer ends that. */
export function onEvent(listener: (event: DockerEvent) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows what happens, from the last event that is known on. The containers are listed once it is sure that no change is missed. */
export async function followEvents(signal: AbortSignal, live: () => void): Promise<void> {
  const since = events.value[0]?.cursor ?? sinceEver;
  const stream = machine.events(since, signal);
  const known = refreshContainers(signal).then(live);
  let waiting: DockerEvent[] = [];
  const take = () => {
    events.value = [...waiting.reverse(), ...events.value].slice(0, keptEvents);
    waiting = [];
  };
  const read = async () => {
    for await (const event of stream) {
      if (waiting.push(event) === 1) {
        queueMicrotask(take); // a burst of them is one change
      }
      changed(event);
      listeners.forEach((listener) => listener(event));
    }
  };
  await Promise.all([known, read()]);
}
