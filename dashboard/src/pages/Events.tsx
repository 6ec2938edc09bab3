import { useState } from "preact/hooks";
import { Empty } from "../components/Empty";
import { EventTable } from "../components/EventTable";
import { Select } from "../components/Field";
import { Page } from "../components/Page";
import { SearchField } from "../components/SearchField";
import type { DockerEvent } from "../api/contracts";
import { events } from "../state/events";
import { texts } from "../texts";

/** What dockerd tells of, as it happens. */
export function Events() {
  const [search, setSearch] = useState("");
  const [type, setType] = useState("");
  const all = events.value;
  const types = [...new Set(all.map((event) => event.type))].sort();
  const shown = all.filter((event) => (type === "" || event.type === type) && matches(event, search));
  return (
    <Page title={texts.events.title} aside={<span class="muted number">{texts.events.count(shown.length, all.length)}</span>}>
      <div class="toolbar">
        <SearchField label={texts.events.search} value={search} onInput={setSearch} />
        <Select label={texts.events.type} value={type} onChange={setType} choices={[["", texts.events.all], ...types.map((one): [string, string] => [one, one])]} />
      </div>
      {shown.length > 0
        ? <EventTable events={shown} />
        : <Empty icon="events" title={all.length === 0 ? texts.events.empty : texts.events.noMatch} />}
    </Page>
  );
}

function matches(event: DockerEvent, search: string): boolean {
  const text = [event.type, event.action, event.name, event.id, ...Object.values(event.attributes)].join(" ").toLowerCase();
  return search.toLowerCase().split(" ").every((word) => text.includes(word));
}
