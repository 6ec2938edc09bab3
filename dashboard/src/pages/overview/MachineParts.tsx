import { machine } from "../../api/machine";
import type { HealthPart } from "../../api/contracts";
import { StateBadge } from "../../components/StateBadge";
import { connection } from "../../state/connection";
import { useResource } from "../../state/useResource";
import { texts } from "../../texts";

/** The machine and each of its parts, with what it is at while it starts. */
export function MachineParts() {
  const { state } = connection.value;
  const details = useResource(machine.healthDetails, [state]);
  const reached = state === "live" || state === "starting";
  const parts: HealthPart[] = [
    { name: "", stage: reached ? "ok" : state === "lost" ? "failed" : "starting", detail: reached ? texts.overview.machineUp : texts.overview.machineDown },
    ...(details.value?.parts ?? []),
  ];
  return (
    <section class="card parts" aria-label={texts.overview.parts}>
      <h2>{texts.overview.parts}</h2>
      <ul>
        {parts.map(({ name, stage, detail }) => (
          <li key={name}>
            <span>{texts.overview.partNames[name] ?? (name || texts.overview.machine)}</span>
            <StateBadge state={stage} />
            <span class="muted">{detail}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
