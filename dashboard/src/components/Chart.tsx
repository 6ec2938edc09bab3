import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { theme } from "../state/theme";

export interface ChartProps {
  /** What it shows, in words. */
  label: string;
  /** Seconds since 1970. */
  times: number[];
  series: { name: string; values: number[] }[];
  format: (value: number) => string;
  /** The values are bytes: the scale goes in powers of two. */
  binary?: boolean;
  /** The top of the scale; what is seen makes it if absent. */
  max?: number;
}

const height = 120;
const windowSeconds = 120;
const powersOfTwo = Array.from({ length: 45 }, (_, power) => 2 ** power);
const roundNumbers = Array.from({ length: 12 }, (_, power) => [1, 2, 5].map((one) => one * 10 ** power)).flat(); // what is no bytes is counted in wholes
const leastBytes = 1024; // the scale of what is idle

/** Lines over the last two minutes. */
export function Chart(props: ChartProps) {
  const { label, times, series, max } = props;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const names = series.map((one) => one.name).join();
  const shade = theme.value;
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    const made = new uPlot(options(element, props), [[], ...series.map(() => [])], element);
    plot.current = made;
    const resizing = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resizing.observe(element);
    return () => {
      resizing.disconnect();
      made.destroy();
    };
  }, [names, max, shade]);
  useEffect(() => plot.current?.setData([times, ...series.map((one) => one.values)]));
  return <div class="chart" ref={place} role="img" aria-label={label} />;
}

function options(element: HTMLElement, { series, format, binary, max }: ChartProps): uPlot.Options {
  const styles = getComputedStyle(element);
  const colour = (name: string) => styles.getPropertyValue(name).trim();
  const lines = [colour("--chart-1"), colour("--chart-2")];
  const axis = { stroke: colour("--muted"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui" };
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 28, 0, 0], // half of the last time's width
    scales: {
      x: { range: (_, __, last) => [last - windowSeconds, last] },
      y: { range: (_, __, highest) => [0, max ?? Math.max(highest * 1.15, binary ? leastBytes : 1)] },
    },
    axes: [
      { ...axis, size: 20, space: 80, values: (_, ticks) => ticks.map((tick) => new Date(tick * 1000).toLocaleTimeString("en-GB")) },
      { ...axis, size: 62, space: 36, incrs: binary ? powersOfTwo : roundNumbers, values: (_, ticks) => ticks.map(format) },
    ],
    series: [
      {},
      ...series.map((one, index) => ({
        label: one.name, stroke: lines[index], width: 1.5, fill: index === 0 ? colour("--chart-fill") : undefined, points: { show: false },
      })),
    ],
  };
}
