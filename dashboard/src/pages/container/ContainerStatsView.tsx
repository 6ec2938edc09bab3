import { containers } from "../../api/containers";
import type { ContainerStats, ContainerSummary } from "../../api/contracts";
import { ChartCard } from "../../components/ChartCard";
import { ProblemBox } from "../../components/ProblemBox";
import { DiskCard, NetworkCard } from "../../components/TrafficCards";
import { timesOf, useSamples } from "../../state/useSamples";
import { texts } from "../../texts";
import { bytes } from "../../words/bytes";
import { NotRunning } from "./NotRunning";

export function ContainerStatsView({ container }: { container: ContainerSummary }) {
  return container.state === "running" ? <Charts id={container.id} /> : <NotRunning container={container} />;
}

function Charts({ id }: { id: string }) {
  const { all, last, problem } = useSamples<ContainerStats>((signal) => containers.stats(id, signal), [id]);
  const times = timesOf(all);
  return (
    <>
      {problem && <ProblemBox problem={problem} />}
      <div class="charts">
        <ChartCard
          title={texts.stats.cpu} times={times} format={(value) => `${Math.round(value)} %`} max={last ? last.cpuCount * 100 : undefined}
          series={[{ name: texts.stats.cpu, values: all.map((sample) => sample.cpuPercent) }]}
        />
        <ChartCard
          title={texts.stats.memory} times={times} format={bytes} binary
          series={[{ name: texts.stats.memory, values: all.map((sample) => sample.memoryBytes) }]}
          of={last ? texts.stats.limit(bytes(last.memoryLimitBytes)) : undefined}
        />
        <NetworkCard title={texts.stats.network} samples={all} />
        <DiskCard title={texts.stats.disk} samples={all} />
        <ChartCard
          title={texts.stats.pids} times={times} format={(value) => String(Math.round(value))}
          series={[{ name: texts.stats.pids, values: all.map((sample) => sample.pids) }]}
        />
      </div>
    </>
  );
}
