import { useState } from "preact/hooks";
import type { ContainerSummary } from "../api/contracts";
import { Button, ButtonLink } from "../components/Button";
import { Empty } from "../components/Empty";
import { Page } from "../components/Page";
import { SearchField } from "../components/SearchField";
import { isUnhealthy } from "../state/attention";
import { actOnAll, pruneContainers, removeAll } from "../state/containerActions";
import { containers } from "../state/containers";
import { query, to } from "../state/route";
import { texts } from "../texts";
import { ContainerTable } from "./containers/ContainerTable";
import { portText } from "../words/ports";

const states = ["running", "exited", "paused", "created", "restarting", "unhealthy"];

/** All containers, as they are now. */
export function Containers() {
  const [search, setSearch] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const state = query.value.get("state") ?? "";
  const all = containers.value;
  const shown = (all ?? []).filter((container) => isIn(container, state) && matches(container, search));
  const chosen = shown.filter((container) => selected.has(container.id));
  return (
    <Page
      title={texts.containers.title}
      aside={all && <span class="muted number" role="status">{texts.containers.count(shown.length, all.length)}</span>}
      actions={
        <>
          <Button icon="trash" onClick={() => void pruneContainers()}>{texts.containers.prune}</Button>
          <ButtonLink icon="plus" tone="primary" href={to("create")}>{texts.containers.create}</ButtonLink>
        </>
      }
    >
      <div class="toolbar">
        <SearchField label={texts.containers.search} hint={texts.containers.searchHint} value={search} onInput={setSearch} />
        <StateFilter current={state} />
      </div>
      {chosen.length > 0 && <Batch chosen={chosen} onDone={() => setSelected(new Set())} />}
      {shown.length > 0 && <ContainerTable containers={shown} selected={selected} onSelect={setSelected} />}
      {all === null && <p class="loading" role="status">{texts.loading}</p>}
      {all?.length === 0 && <Empty icon="containers" title={texts.containers.empty} hint={texts.containers.emptyHint} />}
      {all !== null && all.length > 0 && shown.length === 0 && <Empty icon="search" title={texts.containers.noMatch} />}
    </Page>
  );
}

function StateFilter({ current }: { current: string }) {
  const all = containers.value ?? [];
  const choices = states.filter((state) => state === current || all.some((container) => isIn(container, state)));
  return (
    <nav class="filters" aria-label={texts.containers.filter}>
      <a href={to("containers")} aria-current={current === "" ? "true" : undefined}>{texts.containers.all}</a>
      {choices.map((state) => (
        <a key={state} href={`${to("containers")}?state=${state}`} aria-current={state === current ? "true" : undefined}>{texts.states[state]}</a>
      ))}
    </nav>
  );
}

function Batch({ chosen, onDone }: { chosen: ContainerSummary[]; onDone: () => void }) {
  const remove = async () => {
    if (await removeAll(chosen)) {
      onDone();
    }
  };
  return (
    <div class="batch" role="toolbar" aria-label={texts.containers.batch}>
      <span role="status">{texts.containers.selected(chosen.length)}</span>
      <Button icon="play" onClick={() => void actOnAll(chosen, "start")}>{texts.actions.start}</Button>
      <Button icon="stop" onClick={() => void actOnAll(chosen, "stop")}>{texts.actions.stop}</Button>
      <Button icon="trash" tone="danger" onClick={() => void remove()}>{texts.actions.remove}</Button>
    </div>
  );
}

function isIn(container: ContainerSummary, state: string): boolean {
  return state === "" || container.state === state || (state === "unhealthy" && isUnhealthy(container));
}

function matches(container: ContainerSummary, search: string): boolean {
  const text = [container.name, container.image, container.command, container.id, ...container.ports.map(portText)].join(" ").toLowerCase();
  return search.toLowerCase().split(" ").every((word) => text.includes(word));
}
