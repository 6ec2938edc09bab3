import { signal } from "@preact/signals";
import type { PullProgress } from "../api/contracts";
import { images } from "../api/images";

export interface Pull {
  image: string;
  /** The last words about the whole. */
  status: string;
  layers: Map<string, PullProgress>;
  cancel: () => void;
}

/** The image that is being pulled. */
export const pull = signal<Pull | null>(null);

/** Pulls an image, and shows how far each of its layers is. */
export async function pullImage(image: string): Promise<void> {
  const ending = new AbortController();
  pull.value = { image, status: "", layers: new Map(), cancel: () => ending.abort() };
  try {
    for await (const step of images.pull(image, ending.signal)) {
      note(step);
    }
  } finally {
    pull.value = null;
  }
}

function note(step: PullProgress): void {
  const current = pull.value;
  if (!current) {
    return;
  }
  if (step.layer) {
    pull.value = { ...current, layers: new Map(current.layers).set(step.layer, step) };
  } else {
    pull.value = { ...current, status: step.status ?? current.status };
  }
}
