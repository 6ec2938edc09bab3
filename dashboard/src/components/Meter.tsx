interface MeterProps {
  label: string;
  /** From 0 to 1. */
  share: number;
  tone?: "warn" | "bad";
}

export function Meter({ label, share, tone }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div class={`meter ${tone ?? ""}`} role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}
