import { containers as api, type ContainerAction } from "../api/containers";
import type { ContainerSummary } from "../api/contracts";
import { Problem } from "../api/problem";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { containers } from "./containers";
import { complain, tell } from "./notices";
import { ask } from "./question";

// dockerd does several at a time no faster in a machine of few processors.
const atOnce = 4;

/** Does the same to several containers; those it fails for are named together. */
export async function actOnAll(chosen: ContainerSummary[], action: ContainerAction): Promise<void> {
  await forEach(chosen, (container) => api.act(container.id, action));
}

/** Removes containers, after it was asked. Tells whether it was done. */
export async function removeAll(chosen: ContainerSummary[]): Promise<boolean> {
  const running = chosen.filter((container) => container.state === "running" || container.state === "paused").length;
  const names = chosen.map((container) => container.name);
  const answer = await ask({
    title: texts.containers.removeTitle(names),
    text: texts.containers.removeText(names, running),
    action: texts.actions.remove,
  });
  if (answer) {
    await forEach(chosen, (container) => api.remove(container.id));
  }
  return answer !== null;
}

export async function kill(container: ContainerSummary): Promise<void> {
  if (await ask({ title: texts.containers.killTitle(container.name), text: texts.containers.killText, action: texts.actions.kill })) {
    await actOnAll([container], "kill");
  }
}

/** Gives a container another name, which is the answer. */
export async function rename(container: ContainerSummary): Promise<string | null> {
  const answer = await ask({
    title: texts.containers.renameTitle(container.name),
    text: "",
    action: texts.actions.rename,
    input: { label: texts.containers.newName, value: container.name },
    harmless: true,
  });
  if (!answer) {
    return null;
  }
  const done = await forEach([container], () => api.rename(container.id, answer.input));
  return done ? answer.input : null;
}

export async function pruneContainers(): Promise<void> {
  const stopped = (containers.value ?? []).filter((container) => container.state === "exited" || container.state === "created").length;
  if (!(await ask({ title: texts.containers.pruneTitle, text: texts.containers.pruneText(stopped), action: texts.actions.remove }))) {
    return;
  }
  try {
    const { removed, reclaimedBytes } = await api.prune();
    tell(texts.containers.pruned(removed.length, bytes(reclaimedBytes)));
  } catch (failure) {
    complain(failure);
  }
}

// Tells whether all went well.
async function forEach(chosen: ContainerSummary[], work: (container: ContainerSummary) => Promise<unknown>): Promise<boolean> {
  const waiting = [...chosen];
  const failures: { name: string; failure: unknown }[] = [];
  const workOff = async () => {
    for (let container = waiting.shift(); container; container = waiting.shift()) {
      const { name } = container;
      await work(container).catch((failure: unknown) => failures.push({ name, failure }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workOff));
  if (failures.length > 0) {
    complain(failures.length === 1 ? failures[0]?.failure : together(failures));
  }
  return failures.length === 0;
}

function together(failures: { name: string; failure: unknown }[]): Problem {
  const first = Problem.from(failures[0]?.failure);
  return new Problem({
    status: first.status,
    title: first.message,
    detail: `${texts.containers.failed(failures.length)}: ${failures.map(({ name }) => name).join(", ")}. ${first.message}`,
    code: first.code,
    remedy: first.remedy,
  });
}
