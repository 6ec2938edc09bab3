import type { SignedIn } from "./contracts";
import { read } from "./http";
import { keep, key } from "./key";
import { Problem } from "./problem";

const path = "/v1/sign-in";

/** Takes the machine's token for a key of this page's own. */
export async function signIn(token: string): Promise<void> {
  const response = await fetch(path, { method: "POST", headers: { Authorization: `Bearer ${token}` } }).catch(() => {
    throw Problem.unreachable();
  });
  if (!response.ok) {
    throw await Problem.of(response);
  }
  keep((await response.json()) as SignedIn);
}

/** Takes the code that 'pockr open' has put into the address; it counts once. */
export async function redeem(code: string): Promise<void> {
  keep(await read<SignedIn>("POST", `${path}/redeem`, { json: { code } }));
}

/** Takes a new key for the one there is. */
export async function prolong(): Promise<void> {
  if (key.value) {
    keep(await read<SignedIn>("POST", path));
  }
}
