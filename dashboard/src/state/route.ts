import { computed, signal } from "@preact/signals";
import "./signInCode"; // which stands where routes do

/** The parts of the address behind '#/', as 'containers/web/logs'. */
export const route = signal(parse());

/** What stands behind '?' in there. */
export const query = computed(() => new URLSearchParams(route.value.query));

export interface Route {
  parts: string[];
  query: string;
}

addEventListener("hashchange", () => {
  route.value = parse();
});

/** The address of a page, to be put into a link. */
export function to(...parts: string[]): string {
  return `#/${parts.map(encodeURIComponent).join("/")}`;
}

export function go(...parts: string[]): void {
  location.hash = to(...parts);
}

function parse(): Route {
  const [path = "", query = ""] = location.hash.replace(/^#\/?/, "").split("?");
  return { parts: path.split("/").filter(Boolean).map(decode), query };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // somebody has typed a '%'
  }
}
