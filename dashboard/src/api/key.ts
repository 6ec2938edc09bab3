import { signal } from "@preact/signals";
import type { SignedIn } from "./contracts";

// Of this tab alone: whoever opens another signs in again, or is brought in by 'pockr open'.
const place = "pockr.key";

/** What the agent knows this page by, or null where it has to sign in. */
export const key = signal<SignedIn | null>(read());

export function keep(signedIn: SignedIn): void {
  sessionStorage.setItem(place, JSON.stringify(signedIn));
  key.value = signedIn;
}

export function forget(): void {
  sessionStorage.removeItem(place);
  key.value = null;
}

function read(): SignedIn | null {
  const kept = sessionStorage.getItem(place);
  const signedIn = kept ? (JSON.parse(kept) as SignedIn) : null;
  return signedIn && Date.parse(signedIn.expiresAt) > Date.now() ? signedIn : null;
}
