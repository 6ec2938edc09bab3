import { machine } from "../../api/machine";
import type { DiskUsage } from "../../api/contracts";
import { Loaded } from "../../components/Loaded";
import { Meter } from "../../components/Meter";
import { useResource } from "../../state/useResource";
import { texts } from "../../texts";
import { bytes } from "../../words/bytes";

const parts = ["images", "containers", "volumes", "buildCache"] as const;

/** What takes up the machine's disk. */
export function DiskUse() {
  const usage = useResource(machine.diskUsage, []);
  return (
    <section class="card" aria-label={texts.images.usage}>
      <h2>{texts.images.usage}</h2>
      <Loaded resource={usage}>{(value) => <Parts usage={value} />}</Loaded>
    </section>
  );
}

function Parts({ usage }: { usage: DiskUsage }) {
  return (
    <ul class="usage">
      {parts.map((part) => {
        const { count, inUse, sizeBytes, reclaimableBytes } = usage[part];
        const name = texts.images.usageParts[part] ?? part;
        return (
          <li key={part}>
            <span>{name}</span>
            <strong class="number">{bytes(sizeBytes)}</strong>
            <span class="muted number">{texts.images.inUse(count, inUse)}</span>
            <span class="muted number">{texts.images.reclaimable(bytes(reclaimableBytes))}</span>
            <Meter label={name} share={sizeBytes / usage.totalBytes} />
          </li>
        );
      })}
    </ul>
  );
}
