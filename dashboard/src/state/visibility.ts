import { effect, signal } from "@preact/signals";

/** Whether somebody can see this page. A hidden one asks nothing of a machine that may be slow. */
export const visible = signal(!document.hidden);

document.addEventListener("visibilitychange", () => {
  visible.value = !document.hidden;
});

const graceMilliseconds = 30_000; // who comes back soon finds everything as it was

/** Ends as soon as somebody sees the page. */
export function whenVisible(): Promise<void> {
  return new Promise((resolve) => {
    const stop = effect(() => {
      if (visible.value) {
        resolve();
        queueMicrotask(() => stop());
      }
    });
  });
}

/** A signal that ends with another, or when nobody has seen the page for a while. */
export function whileVisible(outer: AbortSignal): AbortSignal {
  const hidden = new AbortController();
  const stop = effect(() => {
    if (!visible.value) {
      const timer = setTimeout(() => hidden.abort(), graceMilliseconds);
      return () => clearTimeout(timer);
    }
  });
  const signal = AbortSignal.any([outer, hidden.signal]);
  signal.addEventListener("abort", stop, { once: true });
  return signal;
}
