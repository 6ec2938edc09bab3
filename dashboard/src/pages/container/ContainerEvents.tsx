import type { ContainerSummary } from "../../api/contracts";
import { Empty } from "../../components/Empty";
import { EventTable } from "../../components/EventTable";
import { events } from "../../state/events";
import { texts } from "../../texts";

export function ContainerEvents({ container }: { container: ContainerSummary }) {
  const own = events.value.filter((event) => event.id === container.id || event.attributes["container"] === container.id);
  return own.length > 0 ? <EventTable events={own} /> : <Empty icon="events" title={texts.events.empty} />;
}
