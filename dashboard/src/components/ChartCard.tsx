import { texts } from "../texts";
import type { ChartProps } from "./Chart";
import { deferred } from "./Deferred";

const Chart = deferred<ChartProps>(async () => (await import("./Chart")).Chart);

interface ChartCardProps extends Omit<ChartProps, "label"> {
  title: string;
  /** What stands behind the last value. */
  of?: string;
}

/** A chart with the last value of each of its lines. */
export function ChartCard({ title, of, ...chart }: ChartCardProps) {
  const last = chart.series.map(({ name, values }) => ({ name, value: values.length > 0 ? chart.format(values[values.length - 1] ?? 0) : "–" }));
  const words = last.map(({ name, value }) => (last.length > 1 ? `${name} ${value}` : value)).join(", ");
  return (
    <section class="card chart-card" aria-label={title}>
      <h2>{title}</h2>
      <p class="chart-values">
        {last.map(({ name, value }, index) => (
          <span key={name} class={`chart-value line-${index + 1}`}>
            {last.length > 1 && <span class="muted">{name}</span>}
            <strong>{value}</strong>
            {of && <span class="muted">{of}</span>}
          </span>
        ))}
      </p>
      <Chart {...chart} label={texts.overview.chart(title, words)} />
    </section>
  );
}
