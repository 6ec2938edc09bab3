import type { CreateContainerRequest, MountRequest, PortMapping } from "../../api/contracts";
import { texts } from "../../texts";
import { split } from "../../words/shell";

export interface PortRow {
  hostPort: string;
  containerPort: string;
  protocol: string;
}

export interface EnvRow {
  name: string;
  value: string;
}

export interface MountRow {
  type: string;
  source: string;
  target: string;
  readOnly: boolean;
}

/** What stands in the form. */
export interface CreateForm {
  image: string;
  name: string;
  command: string;
  ports: PortRow[];
  env: EnvRow[];
  mounts: MountRow[];
  memory: string;
  cpus: string;
  pids: string;
  network: string;
  restart: string;
  user: string;
  workDir: string;
  autoRemove: boolean;
  readOnlyRoot: boolean;
  tty: boolean;
}

export const emptyForm: CreateForm = {
  image: "", name: "", command: "", ports: [], env: [], mounts: [], memory: "", cpus: "", pids: "",
  network: "", restart: "no", user: "", workDir: "", autoRemove: false, readOnlyRoot: false, tty: false,
};

export const emptyPort: PortRow = { hostPort: "", containerPort: "", protocol: "tcp" };
export const emptyEnv: EnvRow = { name: "", value: "" };
export const emptyMount: MountRow = { type: "volume", source: "", target: "", readOnly: false };

const bytesPerMebibyte = 1024 * 1024;

/** What the agent is asked for; rows that are not filled in are left out. */
export function requestOf(form: CreateForm): CreateContainerRequest {
  const some = <T>(list: T[]) => (list.length > 0 ? list : undefined);
  return {
    image: form.image.trim(),
    name: form.name.trim() || undefined,
    cmd: some(split(form.command)),
    env: some(form.env.filter(({ name }) => name.trim() !== "").map(({ name, value }) => `${name.trim()}=${value}`)),
    ports: some(form.ports.filter(({ containerPort }) => containerPort.trim() !== "").map(portOf)),
    mounts: some(form.mounts.filter(({ target }) => target.trim() !== "").map(mountOf)),
    memoryBytes: form.memory ? Number(form.memory) * bytesPerMebibyte : undefined,
    cpus: form.cpus ? Number(form.cpus) : undefined,
    pidsLimit: form.pids ? Number(form.pids) : undefined,
    network: form.network.trim() || undefined,
    restartPolicy: form.restart === "no" ? undefined : { name: form.restart },
    user: form.user.trim() || undefined,
    workDir: form.workDir.trim() || undefined,
    autoRemove: form.autoRemove || undefined,
    readOnlyRoot: form.readOnlyRoot || undefined,
    tty: form.tty || undefined,
    openStdin: form.tty || undefined, // a terminal nobody can type into ends most shells
  };
}

/** What cannot be sent; everything else the agent knows better. */
export function mistakesOf(form: CreateForm): string[] {
  const numbers: [text: string, value: string][] = [
    [texts.create.memory, form.memory],
    [texts.create.cpus, form.cpus],
    [texts.create.pids, form.pids],
    ...form.ports.flatMap((port): [string, string][] => [[texts.create.hostPort, port.hostPort], [texts.create.containerPort, port.containerPort]]),
  ];
  return [
    ...(form.image.trim() === "" ? [texts.create.required] : []),
    ...numbers.filter(([, value]) => Number.isNaN(Number(value))).map(([text]) => texts.create.invalidNumber(text)),
  ];
}

function portOf({ hostPort, containerPort, protocol }: PortRow): PortMapping {
  return { hostPort: Number(hostPort || containerPort), containerPort: Number(containerPort), protocol };
}

function mountOf({ type, source, target, readOnly }: MountRow): MountRequest {
  return type === "tmpfs" ? { type, target: target.trim() } : { type, source: source.trim() || undefined, target: target.trim(), readOnly };
}
