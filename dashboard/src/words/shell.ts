import type { CreateContainerRequest, MountRequest } from "../api/contracts";

const safe = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A word as a shell takes it for one. */
function quote(word: string): string {
  return safe.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Takes a line apart at blanks outside of quotes. */
export function split(line: string): string[] {
  const words = line.match(/(?:[^\s"']+|"(?:\\.|[^"\\])*"|'[^']*')+/g) ?? [];
  return words.map((word) => word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'/g, (_, double?: string, single?: string) => single ?? (double ?? "").replace(/\\(.)/g, "$1")));
}

/** The command of the host that makes the same container. */
export function runLine(request: CreateContainerRequest): string {
  return ["pockr", "run", ...options(request), quote(request.image || "IMAGE"), ...(request.cmd ?? []).map(quote)].join(" ");
}

function options(request: CreateContainerRequest): string[] {
  return [
    "-d",
    ...option("--name", request.name),
    ...(request.autoRemove ? ["--rm"] : []),
    ...(request.tty ? ["-t"] : []),
    ...(request.ports ?? []).flatMap((port) => option("-p", `${port.hostPort}:${port.containerPort}${port.protocol === "udp" ? "/udp" : ""}`)),
    ...(request.env ?? []).flatMap((variable) => option("-e", variable)),
    ...(request.mounts ?? []).flatMap(mount),
    ...option("--memory", request.memoryBytes && `${request.memoryBytes / (1024 * 1024)}m`),
    ...option("--cpus", request.cpus),
    ...option("--pids-limit", request.pidsLimit),
    ...option("--network", request.network),
    ...option("--restart", request.restartPolicy?.name),
    ...option("--user", request.user),
    ...option("--workdir", request.workDir),
    ...(request.readOnlyRoot ? ["--read-only"] : []),
  ];
}

function option(name: string, value: string | number | undefined): string[] {
  return value === undefined || value === "" ? [] : [name, quote(String(value))];
}

function mount({ type, source, target, readOnly }: MountRequest): string[] {
  return type === "tmpfs" ? ["--tmpfs", quote(target)] : ["-v", quote(`${source ?? ""}:${target}${readOnly ? ":ro" : ""}`)];
}
