import { containers as api } from "../api/containers";
import type { ContainerDetails, ContainerSummary } from "../api/contracts";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { Page } from "../components/Page";
import { ProblemBox } from "../components/ProblemBox";
import { StateBadge } from "../components/StateBadge";
import { Tabs } from "../components/Tabs";
import { isUnhealthy } from "../state/attention";
import { actOnAll } from "../state/containerActions";
import { containers } from "../state/containers";
import { go, to } from "../state/route";
import { useResource } from "../state/useResource";
import { texts } from "../texts";
import { ContainerEvents } from "./container/ContainerEvents";
import { ContainerFiles } from "./container/ContainerFiles";
import { ContainerInspect } from "./container/ContainerInspect";
import { ContainerLogs } from "./container/ContainerLogs";
import { ContainerStatsView } from "./container/ContainerStatsView";
import { ContainerTerminal } from "./container/ContainerTerminal";
import { Processes } from "./container/Processes";
import { ContainerMenu } from "./containers/ContainerMenu";
import { Ports } from "./containers/Ports";

const views = ["logs", "terminal", "stats", "files", "processes", "inspect", "events"] as const;

interface ContainerPageProps {
  name: string;
  view: string;
  rest: string[];
}

/** One container, by its name or the beginning of its id. */
export function ContainerPage({ name, view, rest }: ContainerPageProps) {
  const all = containers.value;
  const container = all?.find((one) => one.name === name || one.id.startsWith(name));
  const details = useResource((signal) => api.details(name, signal), [container?.state, container?.status]);
  return (
    <Page
      title={container?.name ?? name}
      above={<a class="above" href={to("containers")}><Icon name="back" />{texts.containers.back}</a>}
      aside={container && <StateBadge state={isUnhealthy(container) ? "unhealthy" : container.state} />}
      actions={container && <Actions container={container} view={view} />}
    >
      {all !== null && !container && details.problem && <ProblemBox problem={details.problem} onRetry={details.reload} />}
      {container && <Facts container={container} details={details.value} />}
      <Tabs label={texts.detail.tabs} current={view} tabs={views.map((id) => ({ id, text: texts.detail[id], href: to("containers", name, id) }))} />
      {container && <View container={container} view={view} rest={rest} />}
    </Page>
  );
}

function Actions({ container, view }: { container: ContainerSummary; view: string }) {
  const runs = container.state !== "exited" && container.state !== "created" && container.state !== "dead";
  return (
    <>
      {runs
        ? <Button icon="stop" onClick={() => void actOnAll([container], "stop")}>{texts.actions.stop}</Button>
        : <Button icon="play" tone="primary" onClick={() => void actOnAll([container], "start")}>{texts.actions.start}</Button>}
      <ContainerMenu container={container} onRenamed={(name) => go("containers", name, view)} onRemoved={() => go("containers")} />
    </>
  );
}

function Facts({ container, details }: { container: ContainerSummary; details: ContainerDetails | null }) {
  const state = details?.state;
  return (
    <div class="facts">
      <span class="mono">{container.id.slice(0, 12)}</span>
      <a class="mono" href={to("images", container.image)}>{container.image}</a>
      {container.command && <span class="mono muted break">{container.command}</span>}
      {container.status && <span class="muted">{container.status}</span>}
      {state && !state.running && state.exitCode !== undefined && <span class="muted">{texts.detail.exitCode(state.exitCode)}</span>}
      {state?.oomKilled && <span class="badge bad">{texts.detail.oom}</span>}
      {state?.health && <span class="muted">{texts.detail.health(state.health.status)}</span>}
      {state?.error && <span class="badge bad">{state.error}</span>}
      {container.ports.length > 0 && <Ports ports={container.ports} />}
    </div>
  );
}

function View({ container, view, rest }: { container: ContainerSummary; view: string; rest: string[] }) {
  switch (view) {
    case "terminal": return <ContainerTerminal container={container} />;
    case "stats": return <ContainerStatsView container={container} />;
    case "files": return <ContainerFiles container={container} path={`/${rest.join("/")}`} />;
    case "processes": return <Processes container={container} />;
    case "inspect": return <ContainerInspect container={container} />;
    case "events": return <ContainerEvents container={container} />;
    default: return <ContainerLogs container={container} />;
  }
}
