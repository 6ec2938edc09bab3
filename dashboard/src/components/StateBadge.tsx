import { texts } from "../texts";

const tones: Record<string, string> = {
  running: "good", ok: "good", paused: "info", created: "idle", exited: "idle", restarting: "warn", starting: "warn", removing: "warn",
  unhealthy: "bad", dead: "bad", failed: "bad",
};

/** A state by its word, and by its colour as well. */
export function StateBadge({ state }: { state: string }) {
  return <span class={`badge ${tones[state] ?? "idle"}`}>{texts.states[state] ?? state}</span>;
}
