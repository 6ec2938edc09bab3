const units = ["B", "KiB", "MiB", "GiB", "TiB"];

/** A size in words: 1.5 GiB. */
export function bytes(count: number): string {
  let value = count;
  let unit = 0;
  while (Math.abs(value) >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

export function bytesPerSecond(count: number): string {
  return `${bytes(count)}/s`;
}
