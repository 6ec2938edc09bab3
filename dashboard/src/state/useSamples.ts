import { useState } from "preact/hooks";
import type { Problem } from "../api/problem";
import { useStream } from "./useStream";

export interface Sample {
  time: string;
}

export interface Samples<T> {
  all: T[];
  last: T | null;
  problem: Problem | null;
}

const keptSamples = 130; // two minutes, and a little

/** The samples of the last two minutes. */
export function useSamples<T extends Sample>(open: (signal: AbortSignal) => AsyncIterable<T>, inputs: unknown[], each?: (sample: T) => void): Samples<T> {
  const [all, setAll] = useState<T[]>([]);
  const problem = useStream(open, (sample) => {
    each?.(sample);
    setAll((before) => [...before, sample].slice(-keptSamples));
  }, inputs);
  return { all, last: all[all.length - 1] ?? null, problem };
}

export function timesOf(samples: Sample[]): number[] {
  return samples.map((sample) => Date.parse(sample.time) / 1000);
}

/** How fast a count grew between each sample and the one before. */
export function ratesOf<T extends Sample>(samples: T[], count: (sample: T) => number): number[] {
  return samples.map((sample, index) => {
    const before = samples[index - 1];
    const seconds = before ? (Date.parse(sample.time) - Date.parse(before.time)) / 1000 : 0;
    return before && seconds > 0 ? Math.max(0, (count(sample) - count(before)) / seconds) : 0;
  });
}
