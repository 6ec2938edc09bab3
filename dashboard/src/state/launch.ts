import { signal } from "@preact/signals";
import { containers } from "../api/containers";
import type { CreateContainerRequest } from "../api/contracts";
import { Problem } from "../api/problem";
import { texts } from "../texts";
import { go } from "./route";
import { complain, tell } from "./notices";
import { pullImage } from "./pull";

/** What is being started just now, in words. */
export const launching = signal<string | null>(null);

/** Makes a container and starts it; its image is pulled if it is not there. */
export async function launch(request: CreateContainerRequest, start = true): Promise<void> {
  try {
    launching.value = texts.launch.creating;
    const { id } = await create(request);
    const name = request.name ?? id.slice(0, 12);
    if (start) {
      launching.value = texts.launch.starting;
      await containers.act(id, "start");
      tell(texts.launch.started(name));
    }
    go("containers", name, "logs");
  } catch (failure) {
    complain(failure);
  } finally {
    launching.value = null;
  }
}

async function create(request: CreateContainerRequest): Promise<{ id: string }> {
  try {
    return await containers.create(request);
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.code !== "image_not_found") {
      throw failure;
    }
    launching.value = texts.launch.pulling(request.image);
    await pullImage(request.image);
    return containers.create(request);
  }
}
