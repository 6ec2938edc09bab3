import { computed, signal } from "@preact/signals";
import { containers as api } from "../api/containers";
import type { ContainerSummary, DockerEvent } from "../api/contracts";

/** All containers, or null before they were listed. */
export const containers = signal<ContainerSummary[] | null>(null);

export const running = computed(() => (containers.value ?? []).filter((container) => container.state === "running"));

// Events come in bursts, and a list of few containers costs less than one of all.
const settleMilliseconds = 150;
const fewNames = 5;

/** What an event says about the state, before dockerd's list does. */
const stateAfter: Record<string, string> = {
  start: "running", unpause: "running", die: "exited", pause: "paused", restart: "running",
};

/** What changes what a list of containers shows; a health check's outcome stands behind a colon. */
const changing = ["create", "start", "die", "pause", "unpause", "restart", "rename", "update", "destroy", "oom", "health_status"];

const stale = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;
let listedAt = 0;

export async function refreshContainers(abort?: AbortSignal): Promise<void> {
  listedAt = Date.now() / 1000;
  containers.value = sorted(await api.list([], abort));
}

/** Takes over what an event tells, and reads anew what else it has changed. */
export function changed(event: DockerEvent): void {
  if (event.type !== "container" || !event.name || isOld(event) || !changing.includes(event.action.split(":")[0] ?? "")) {
    return;
  }
  applyAtOnce(event);
  stale.set(event.id, event.name);
  timer ??= setTimeout(() => void readStale(), settleMilliseconds);
}

// Events of before are told as well. The clocks of the machine and of this host may differ by a little.
function isOld(event: DockerEvent): boolean {
  return Date.parse(event.time) / 1000 < listedAt - 60;
}

function applyAtOnce(event: DockerEvent): void {
  const state = stateAfter[event.action];
  if (event.action === "destroy") {
    containers.value = (containers.value ?? []).filter((container) => container.id !== event.id);
  } else if (state) {
    containers.value = (containers.value ?? []).map((one) => (one.id === event.id && one.state !== state ? { ...one, state, status: "" } : one));
  }
}

async function readStale(): Promise<void> {
  const changes = new Map(stale);
  stale.clear();
  timer = undefined;
  try {
    if (changes.size > fewNames) {
      await refreshContainers();
    } else {
      replace(changes, await api.list([...changes.values()]));
    }
  } catch {
    // The connection is lost, which is told elsewhere; all is read anew when it is back.
  }
}

function replace(changes: Map<string, string>, found: ContainerSummary[]): void {
  const kept = (containers.value ?? []).filter((container) => !changes.has(container.id));
  containers.value = sorted([...kept, ...found.filter((container) => changes.has(container.id))]);
}

function sorted(list: ContainerSummary[]): ContainerSummary[] {
  return list.sort((one, other) => other.createdAt.localeCompare(one.createdAt) || one.name.localeCompare(other.name));
}
