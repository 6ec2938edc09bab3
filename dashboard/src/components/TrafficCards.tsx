import { ratesOf, timesOf, type Sample } from "../state/useSamples";
import { texts } from "../texts";
import { bytesPerSecond } from "../words/bytes";
import { ChartCard } from "./ChartCard";

/** What has passed network and disks since the beginning, of a machine or a container. */
interface TrafficSample extends Sample {
  networkReceivedBytes: number;
  networkSentBytes: number;
  blockReadBytes: number;
  blockWrittenBytes: number;
}

interface TrafficCardProps {
  title: string;
  samples: TrafficSample[];
}

export function NetworkCard({ title, samples }: TrafficCardProps) {
  return (
    <ChartCard
      title={title} times={timesOf(samples)} format={bytesPerSecond} binary
      series={[
        { name: texts.overview.received, values: ratesOf(samples, (sample) => sample.networkReceivedBytes) },
        { name: texts.overview.sent, values: ratesOf(samples, (sample) => sample.networkSentBytes) },
      ]}
    />
  );
}

export function DiskCard({ title, samples }: TrafficCardProps) {
  return (
    <ChartCard
      title={title} times={timesOf(samples)} format={bytesPerSecond} binary
      series={[
        { name: texts.overview.read, values: ratesOf(samples, (sample) => sample.blockReadBytes) },
        { name: texts.overview.written, values: ratesOf(samples, (sample) => sample.blockWrittenBytes) },
      ]}
    />
  );
}
