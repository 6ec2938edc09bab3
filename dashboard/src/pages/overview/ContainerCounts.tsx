import { StateBadge } from "../../components/StateBadge";
import { containers } from "../../state/containers";
import { to } from "../../state/route";
import { texts } from "../../texts";

const order = ["running", "paused", "restarting", "created", "exited", "dead"];

/** How many containers there are in each state. */
export function ContainerCounts() {
  const all = containers.value;
  const counts = order.map((state) => [state, (all ?? []).filter((container) => container.state === state).length] as const);
  return (
    <section class="card" aria-label={texts.overview.containers}>
      <h2><a href={to("containers")}>{texts.overview.containers}</a></h2>
      <p class="big number">{all?.length ?? "–"}</p>
      <ul class="counts">
        {counts.filter(([, count]) => count > 0).map(([state, count]) => (
          <li key={state}>
            <a href={`${to("containers")}?state=${state}`}><StateBadge state={state} /> <span class="number">{count}</span></a>
          </li>
        ))}
      </ul>
      {all?.length === 0 && <p class="muted">{texts.overview.containersNone}</p>}
    </section>
  );
}
