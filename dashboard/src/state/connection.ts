import { batch, signal as signalOf } from "@preact/signals";
import { key } from "../api/key";
import { machine } from "../api/machine";
import { isAborted } from "../api/problem";
import { refreshContainers } from "./containers";
import { followEvents } from "./events";
import { delay } from "./delay";
import { whenVisible, whileVisible } from "./visibility";

export type Connection =
  | { state: "connecting" }
  | { state: "live" }
  | { state: "starting"; waitingFor: string }
  | { state: "lost"; retryAt: number };

export const connection = signalOf<Connection>({ state: "connecting" });

/** Counts the connections: what was read over an earlier one may be out of date. */
export const epoch = signalOf(0);

const firstRetryMilliseconds = 500;
const lastRetryMilliseconds = 5_000;
const startWaitSeconds = 20;
const pulseMilliseconds = 10_000;
const pulsePatienceMilliseconds = 8_000;
const pulsesUntilListed = 6;

let hurry = new AbortController();

/** Tries again at once. */
export function retryNow(): void {
  hurry.abort();
}

/**
 * Stays connected for as long as the page is signed in and seen. A browser has six connections to one place, for all of its pages
 * together: those that nobody sees must not take them.
 */
export async function stayConnected(signal: AbortSignal): Promise<void> {
  let pause = firstRetryMilliseconds;
  while (!signal.aborted && key.value) {
    await whenVisible();
    const seen = whileVisible(signal);
    const reached = await connectOnce(seen);
    if (signal.aborted || !key.value) {
      return;
    }
    if (seen.aborted) {
      connection.value = { state: "connecting" };
      continue;
    }
    pause = reached ? firstRetryMilliseconds : Math.min(pause * 2, lastRetryMilliseconds);
    connection.value = { state: "lost", retryAt: Date.now() + pause };
    hurry = new AbortController();
    await delay(pause, AbortSignal.any([signal, hurry.signal]));
  }
}

/** Ends when the connection does; tells whether there was one. */
async function connectOnce(signal: AbortSignal): Promise<boolean> {
  const ending = new AbortController();
  const both = AbortSignal.any([signal, ending.signal]);
  let reached = false;
  try {
    await waitForEngine(both);
    reached = true;
    await Promise.race([followEvents(both, live), beatPulse(both)]);
  } catch (failure) {
    reached = reached && !isAborted(failure);
  } finally {
    ending.abort();
  }
  return reached;
}

function live(): void {
  batch(() => {
    connection.value = { state: "live" };
    epoch.value += 1;
  });
}

async function waitForEngine(signal: AbortSignal): Promise<void> {
  let health = await machine.health(0, signal);
  while (health.status !== "ok") {
    connection.value = { state: "starting", waitingFor: health.waitingFor ?? "dockerd" };
    await delay(firstRetryMilliseconds, signal); // an agent that cannot wait answers at once
    health = await machine.health(startWaitSeconds, signal);
  }
}

/** A stream on which nothing happens does not tell that its other end is gone, nor how long a container has run by now. */
async function beatPulse(signal: AbortSignal): Promise<void> {
  for (let pulse = 1; ; pulse += 1) {
    await delay(pulseMilliseconds, signal);
    signal.throwIfAborted();
    const health = await machine.health(0, AbortSignal.any([signal, AbortSignal.timeout(pulsePatienceMilliseconds)]));
    if (health.status !== "ok") {
      return;
    }
    if (pulse % pulsesUntilListed === 0) {
      await refreshContainers(signal);
    }
  }
}
