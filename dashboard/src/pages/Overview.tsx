import { machine } from "../api/machine";
import type { MachineStats } from "../api/contracts";
import { ChartCard } from "../components/ChartCard";
import { Meter } from "../components/Meter";
import { Page } from "../components/Page";
import { ProblemBox } from "../components/ProblemBox";
import { DiskCard, NetworkCard } from "../components/TrafficCards";
import { lastStats } from "../state/machine";
import { timesOf, useSamples, type Samples } from "../state/useSamples";
import { texts } from "../texts";
import { bytes } from "../words/bytes";
import { AttentionList } from "./overview/AttentionList";
import { ContainerCounts } from "./overview/ContainerCounts";
import { MachineParts } from "./overview/MachineParts";
import { QuickRun } from "./overview/QuickRun";

/** How the machine is, and what is quickly done. */
export function Overview() {
  const samples = useSamples(machine.stats, [], (sample) => {
    lastStats.value = sample;
  });
  return (
    <Page title={texts.overview.title}>
      <AttentionList />
      <div class="overview-top">
        <MachineParts />
        <ContainerCounts />
        <DiskSpace stats={samples.last} />
      </div>
      <MachineCharts samples={samples} />
      <QuickRun />
    </Page>
  );
}

function MachineCharts({ samples }: { samples: Samples<MachineStats> }) {
  const { all, last, problem } = samples;
  const times = timesOf(all);
  return (
    <section aria-label={texts.overview.charts}>
      <h2>{texts.overview.charts}</h2>
      {problem && <ProblemBox problem={problem} />}
      <div class="charts">
        <ChartCard
          title={texts.overview.cpu} times={times} format={(value) => `${Math.round(value)} %`} max={100}
          series={[{ name: texts.overview.cpu, values: all.map((sample) => sample.cpuPercent / sample.cpuCount) }]}
          of={last ? texts.overview.cpuOf(last.cpuCount) : undefined}
        />
        <ChartCard
          title={texts.overview.memory} times={times} format={bytes} binary max={last?.memoryTotalBytes}
          series={[{ name: texts.overview.memory, values: all.map((sample) => sample.memoryBytes) }]}
          of={last ? texts.overview.of(bytes(last.memoryTotalBytes)) : undefined}
        />
        <DiskCard title={texts.overview.disk} samples={all} />
        <NetworkCard title={texts.overview.network} samples={all} />
      </div>
    </section>
  );
}

function DiskSpace({ stats }: { stats: MachineStats | null }) {
  const share = stats ? stats.diskBytes / stats.diskTotalBytes : 0;
  return (
    <section class="card" aria-label={texts.overview.diskSpace}>
      <h2>{texts.overview.diskSpace}</h2>
      <p class="big number">{stats ? `${Math.round(share * 100)} %` : "–"}</p>
      <Meter label={texts.overview.diskSpace} share={share} tone={share > 0.9 ? "bad" : share > 0.75 ? "warn" : undefined} />
      <p class="muted number">{stats ? texts.overview.diskFree(bytes(stats.diskTotalBytes - stats.diskBytes), bytes(stats.diskTotalBytes)) : texts.loading}</p>
    </section>
  );
}
