import type { DiskUsage, DockerEvent, Health, HealthDetails, MachineStats, OutputFrame, SystemInfo, SystemSettings } from "./contracts";
import { read, readLines, send } from "./http";

export const logServices = ["agent", "dockerd", "containerd", "kernel"] as const;

export type LogService = (typeof logServices)[number];

/** The virtual machine. */
export const machine = {
  /** Needs no key, and no dockerd. */
  health: (waitSeconds: number, signal: AbortSignal) => read<Health>("GET", "/health", { query: { waitSeconds }, signal }),
  healthDetails: (signal?: AbortSignal) => read<HealthDetails>("GET", "/v1/health", { signal }),
  info: (signal?: AbortSignal) => read<SystemInfo>("GET", "/v1/system/info", { signal }),
  settings: (signal?: AbortSignal) => read<SystemSettings>("GET", "/v1/system/settings", { signal }),
  diskUsage: (signal?: AbortSignal) => read<DiskUsage>("GET", "/v1/system/disk-usage", { signal }),
  stats: (signal: AbortSignal) => readLines<MachineStats>("GET", "/v1/system/stats", { query: { stream: true }, signal }),
  events: (since: string, signal: AbortSignal) => readLines<DockerEvent>("GET", "/v1/events", { query: { since }, signal }),
  logs: (service: LogService, tail: number | undefined, follow: boolean, signal: AbortSignal) =>
    readLines<OutputFrame>("GET", `/v1/system/logs/${service}`, { query: { tail, follow }, signal }),
  powerOff: () => send("POST", "/v1/system/power-off"),
  shellPath: "/v1/vm/exec/tty",
};
