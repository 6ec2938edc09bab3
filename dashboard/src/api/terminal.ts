import type { TerminalEnd } from "./contracts";
import { address, type Query } from "./http";
import { key } from "./key";

export interface TerminalEvents {
  opened: () => void;
  output: (bytes: Uint8Array) => void;
  /** Without an end the connection broke. */
  ended: (end: TerminalEnd | null) => void;
}

/** A command at the other end of a WebSocket. */
export class TerminalConnection {
  private readonly socket: WebSocket;
  private readonly encoder = new TextEncoder();
  private end: TerminalEnd | null = null;

  constructor(path: string, query: Query, events: TerminalEvents) {
    const url = new URL(address(path, query), location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.socket = new WebSocket(url, ["pockr", `pockr.bearer.${key.value?.key ?? ""}`]); // a browser lets a page set no header of it
    this.socket.binaryType = "arraybuffer";
    this.socket.onopen = events.opened;
    this.socket.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) => {
      if (typeof data === "string") {
        this.end = JSON.parse(data) as TerminalEnd;
      } else {
        events.output(new Uint8Array(data));
      }
    };
    this.socket.onclose = () => events.ended(this.end);
  }

  type(text: string): void {
    if (this.isOpen) {
      this.socket.send(this.encoder.encode(text));
    }
  }

  resize(columns: number, rows: number): void {
    if (this.isOpen) {
      this.socket.send(JSON.stringify({ resize: { columns, rows } }));
    }
  }

  close(): void {
    this.socket.onclose = null;
    this.socket.close();
  }

  private get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }
}
