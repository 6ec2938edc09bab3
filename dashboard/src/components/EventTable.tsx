import type { DockerEvent } from "../api/contracts";
import { to } from "../state/route";
import { texts } from "../texts";
import { clock, moment } from "../words/time";

const places: Record<string, string> = { container: "containers", image: "images", network: "networks" };
const bad = ["oom", "die", "kill", "health_status: unhealthy"];

/** What happened, the newest first. */
export function EventTable({ events }: { events: DockerEvent[] }) {
  return (
    <table class="table stacking">
      <caption class="hidden">{texts.events.title}</caption>
      <thead>
        <tr><th>{texts.events.time}</th><th>{texts.events.type}</th><th>{texts.events.action}</th><th>{texts.events.what}</th><th>{texts.events.attributes}</th></tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.cursor}>
            <td class="number"><time dateTime={event.time} title={moment(event.time)}>{clock(event.time)}</time></td>
            <td data-label={texts.events.type}>{event.type}</td>
            <td data-label={texts.events.action} class="action"><span class={bad.includes(event.action) ? "badge bad" : "badge idle break"}>{event.action}</span></td>
            <td data-label={texts.events.what} class="break subject"><Subject event={event} /></td>
            <td data-label={texts.events.attributes} class="mono muted break small">{attributesOf(event)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Subject({ event }: { event: DockerEvent }) {
  const name = event.name ?? event.id.slice(0, 12);
  const place = places[event.type];
  // What was done to many at once, like a prune, names none.
  return place && name && event.action !== "destroy" ? <a href={to(place, name)}>{name}</a> : <span>{name}</span>;
}

function attributesOf({ attributes }: DockerEvent): string {
  return Object.entries(attributes).filter(([name]) => name !== "name").map(([name, value]) => `${name}=${value}`).join(" ");
}
