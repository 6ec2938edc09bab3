import { signal } from "@preact/signals";
import type { MachineStats } from "../api/contracts";

/** The last sample of the machine, wherever that was read. */
export const lastStats = signal<MachineStats | null>(null);
