/** Ends after a time, or with the signal, whichever is first. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
    if (signal.aborted) {
      clearTimeout(timer);
      resolve();
    }
  });
}
