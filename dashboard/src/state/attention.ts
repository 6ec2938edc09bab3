import { computed } from "@preact/signals";
import type { ContainerSummary, DockerEvent } from "../api/contracts";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { containers } from "./containers";
import { events } from "./events";
import { lastStats } from "./machine";

export interface Attention {
  title: string;
  detail: string;
  container?: string;
}

const nearlyFull = 0.9;

/** What somebody should look at. */
export const attention = computed<Attention[]>(() => {
  const ended = outOfMemory(events.value);
  return [...ofDisk(), ...(containers.value ?? []).flatMap((container) => ofContainer(container, ended))];
});

// Which containers have had a process ended for lack of memory since they were started last.
function outOfMemory(newestFirst: DockerEvent[]): Set<string> {
  const ended = new Set<string>();
  for (const event of [...newestFirst].reverse()) {
    if (event.action === "oom") {
      ended.add(event.id);
    } else if (event.action === "start") {
      ended.delete(event.id);
    }
  }
  return ended;
}

function ofContainer(container: ContainerSummary, ended: Set<string>): Attention[] {
  const { name } = container;
  if (ended.has(container.id)) {
    return [{ title: texts.attention.oom(name), detail: texts.attention.oomDetail, container: name }];
  }
  if (isUnhealthy(container)) {
    return [{ title: texts.attention.unhealthy(name), detail: texts.attention.unhealthyDetail, container: name }];
  }
  return container.state === "restarting"
    ? [{ title: texts.attention.restarting(name), detail: texts.attention.restartingDetail, container: name }]
    : [];
}

export function isUnhealthy(container: ContainerSummary): boolean {
  return container.state === "running" && container.status.includes("(unhealthy)");
}

function ofDisk(): Attention[] {
  const stats = lastStats.value;
  return stats && stats.diskBytes / stats.diskTotalBytes > nearlyFull
    ? [{ title: texts.attention.diskFull, detail: texts.attention.diskFullDetail(bytes(stats.diskTotalBytes - stats.diskBytes)) }]
    : [];
}
