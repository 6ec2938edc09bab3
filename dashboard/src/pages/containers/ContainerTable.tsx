import type { ContainerSummary } from "../../api/contracts";
import { IconButton, ButtonLink } from "../../components/Button";
import { Check } from "../../components/Field";
import { StateBadge } from "../../components/StateBadge";
import { isUnhealthy } from "../../state/attention";
import { actOnAll } from "../../state/containerActions";
import { to } from "../../state/route";
import { texts } from "../../texts";
import { ContainerMenu } from "./ContainerMenu";
import { Ports } from "./Ports";

interface ContainerTableProps {
  containers: ContainerSummary[];
  selected: ReadonlySet<string>;
  onSelect: (selected: ReadonlySet<string>) => void;
}

export function ContainerTable({ containers, selected, onSelect }: ContainerTableProps) {
  const all = containers.every((container) => selected.has(container.id));
  const select = (id: string, is: boolean) => {
    const changed = new Set(selected);
    if (is) {
      changed.add(id);
    } else {
      changed.delete(id);
    }
    onSelect(changed);
  };
  return (
    <table class="table stacking">
      <caption class="hidden">{texts.containers.title}</caption>
      <thead>
        <tr>
          <th class="narrow">
            <Check bare label={texts.containers.selectAll} checked={all} onChange={(is) => onSelect(new Set(is ? containers.map((one) => one.id) : []))} />
          </th>
          <th>{texts.containers.name}</th>
          <th>{texts.containers.state}</th>
          <th>{texts.containers.image}</th>
          <th>{texts.containers.ports}</th>
          <th class="end">{texts.containers.actions}</th>
        </tr>
      </thead>
      <tbody>
        {containers.map((container) => (
          <Row key={container.id} container={container} selected={selected.has(container.id)} onSelect={(is) => select(container.id, is)} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  container: ContainerSummary;
  selected: boolean;
  onSelect: (selected: boolean) => void;
}

function Row({ container, selected, onSelect }: RowProps) {
  const { id, name, image, state, status, ports } = container;
  const runs = state === "running" || state === "paused" || state === "restarting";
  return (
    <tr class={selected ? "selected" : ""}>
      <td class="narrow"><Check bare label={texts.containers.select(name)} checked={selected} onChange={onSelect} /></td>
      <th scope="row" class="name">
        <a href={to("containers", name, "logs")}>{name}</a>
        <span class="mono muted">{id.slice(0, 12)}</span>
      </th>
      <td data-label={texts.containers.state}>
        <StateBadge state={isUnhealthy(container) ? "unhealthy" : state} />
        <span class="muted under">{status}</span>
      </td>
      <td data-label={texts.containers.image} class="mono break">{image}</td>
      <td data-label={texts.containers.ports}><Ports ports={ports} /></td>
      <td class="end row-actions">
        {runs
          ? <IconButton icon="stop" label={texts.containers.act(texts.actions.stop, name)} onClick={() => void actOnAll([container], "stop")} />
          : <IconButton icon="play" label={texts.containers.act(texts.actions.start, name)} onClick={() => void actOnAll([container], "start")} />}
        <ButtonLink icon="logs" tone="quiet" href={to("containers", name, "logs")} label={texts.containers.logsOf(name)} />
        <ContainerMenu container={container} />
      </td>
    </tr>
  );
}
