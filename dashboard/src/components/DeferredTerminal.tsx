import { deferred } from "./Deferred";
import type { TerminalViewProps } from "./TerminalView";

/** The terminal is the largest part of the pages: it comes when it is wanted. */
export const DeferredTerminal = deferred<TerminalViewProps>(async () => (await import("./TerminalView")).TerminalView);
