import type { PullProgress } from "../api/contracts";
import type { Pull } from "../state/pull";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { Meter } from "./Meter";

const finished = ["Pull complete", "Already exists"];

/** Each layer of the image that is pulled. */
export function PullLayers({ pull }: { pull: Pull }) {
  return (
    <>
      <p role="status">{pull.status || texts.loading}</p>
      <ul class="layers">
        {[...pull.layers].map(([id, step]) => (
          <li key={id}>
            <span class="mono">{id}</span>
            <span>{step.status}</span>
            <span class="muted number">{step.totalBytes ? `${bytes(step.currentBytes ?? 0)} / ${bytes(step.totalBytes)}` : ""}</span>
            <Meter label={texts.images.layer(id)} share={shareOf(step)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function shareOf(step: PullProgress): number {
  return finished.includes(step.status ?? "") ? 1 : (step.currentBytes ?? 0) / (step.totalBytes || 1);
}
