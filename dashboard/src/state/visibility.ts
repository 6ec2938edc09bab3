import { signal } from "@preact/signals";

/** Whether somebody can see this page. A hidden one asks nothing of a machine that may be slow. */
export const visible = signal(!document.hidden);

document.addEventListener("visibilitychange", () => {
  visible.value = !document.hidden;
});
