import type { PortMapping } from "../api/contracts";

/** A published port: 8080→80. */
export function portText({ hostPort, containerPort, protocol }: PortMapping): string {
  return `${hostPort}→${containerPort}${protocol && protocol !== "tcp" ? `/${protocol}` : ""}`;
}
