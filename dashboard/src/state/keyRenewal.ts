import { effect } from "@preact/signals";
import { key } from "../api/key";
import { prolong } from "../api/signIn";
import { visible } from "./visibility";

const longestMilliseconds = 2 ** 31 - 1; // a timer knows no longer time

/** Has the key made anew when half of its time is over, and when a page that was hidden is looked at again. */
export function keepKeyFresh(): void {
  effect(() => {
    const signedIn = key.value;
    if (!signedIn || !visible.value) {
      return;
    }
    const left = Date.parse(signedIn.expiresAt) - Date.now();
    const timer = setTimeout(() => void prolong().catch(() => undefined), Math.min(Math.max(left / 2, 1000), longestMilliseconds));
    return () => clearTimeout(timer);
  });
}
