// What goes over the wire: the records of sdk/Pockr.Contracts that the pages use. What is null there is left out.

export interface ProblemBody {
  status: number;
  title: string;
  detail: string;
  code: string;
  remedy: string;
}

export interface SignedIn {
  key: string;
  expiresAt: string;
}

export interface Health {
  status: string;
  runtime: string;
  version: string;
  waitingFor?: string;
}

export interface HealthPart {
  name: string;
  stage: "ok" | "starting" | "failed";
  detail: string;
}

export interface HealthDetails {
  status: string;
  parts: HealthPart[];
}

export interface PortMapping {
  hostPort: number;
  containerPort: number;
  protocol?: string;
}

export interface ContainerSummary {
  id: string;
  name: string;
  image: string;
  command: string;
  state: string;
  status: string;
  createdAt: string;
  ports: PortMapping[];
}

export interface ContainerState {
  status: string;
  running: boolean;
  exitCode?: number;
  oomKilled: boolean;
  error?: string;
  startedAt?: string;
  finishedAt?: string;
  health?: { status: string; failingStreak: number; lastOutput?: string };
}

export interface ContainerDetails {
  id: string;
  name: string;
  image: string;
  command: string[];
  createdAt: string;
  state: ContainerState;
  restartCount: number;
  ports: PortMapping[];
  mounts: { type: string; target: string; source?: string; readOnly: boolean }[];
  networks: { name: string; iPv4Address?: string }[];
  tty: boolean;
}

export interface MountRequest {
  type: string;
  target: string;
  source?: string;
  readOnly?: boolean;
}

export interface CreateContainerRequest {
  image: string;
  name?: string;
  cmd?: string[];
  env?: string[];
  workDir?: string;
  user?: string;
  ports?: PortMapping[];
  network?: string;
  autoRemove?: boolean;
  mounts?: MountRequest[];
  memoryBytes?: number;
  cpus?: number;
  pidsLimit?: number;
  readOnlyRoot?: boolean;
  restartPolicy?: { name: string };
  openStdin?: boolean;
  tty?: boolean;
}

export interface ContainerProcess {
  pid: number;
  parentPid: number;
  user: string;
  command: string;
}

export interface ContainerStats {
  time: string;
  cpuPercent: number;
  cpuCount: number;
  memoryBytes: number;
  memoryLimitBytes: number;
  pids: number;
  networkReceivedBytes: number;
  networkSentBytes: number;
  blockReadBytes: number;
  blockWrittenBytes: number;
}

export interface MachineStats {
  time: string;
  cpuPercent: number;
  cpuCount: number;
  memoryBytes: number;
  memoryTotalBytes: number;
  diskBytes: number;
  diskTotalBytes: number;
  networkReceivedBytes: number;
  networkSentBytes: number;
  blockReadBytes: number;
  blockWrittenBytes: number;
}

export interface OutputFrame {
  stream?: "stdout" | "stderr";
  text?: string;
  base64?: string;
  exitCode?: number;
}

export interface DockerEvent {
  cursor: string;
  time: string;
  type: string;
  action: string;
  id: string;
  name?: string;
  attributes: Record<string, string>;
}

export interface DirectoryEntry {
  name: string;
  type: string;
  sizeBytes: number;
  mode: string;
  uid: number;
  gid: number;
  modifiedAt: string;
  linkTarget?: string;
}

export interface DirectoryListing {
  entries: DirectoryEntry[];
  truncated: boolean;
}

export interface ImageSummary {
  id: string;
  tags: string[];
  sizeBytes: number;
  createdAt: string;
}

export interface ImageDetails {
  id: string;
  tags: string[];
  digests: string[];
  sizeBytes: number;
  createdAt?: string;
  architecture: string;
  os: string;
  config: {
    cmd: string[];
    entrypoint: string[];
    env: string[];
    workDir?: string;
    user?: string;
    exposedPorts: string[];
    volumes: string[];
  };
}

export interface ImageHistoryEntry {
  createdAt: string;
  createdBy: string;
  sizeBytes: number;
}

export interface PullProgress {
  status?: string;
  layer?: string;
  currentBytes?: number;
  totalBytes?: number;
}

export interface ImagesRemoved {
  untagged: string[];
  deleted: string[];
  reclaimedBytes?: number;
}

export interface DiskUsagePart {
  count: number;
  inUse: number;
  sizeBytes: number;
  reclaimableBytes: number;
}

export interface DiskUsage {
  totalBytes: number;
  freeBytes: number;
  images: DiskUsagePart;
  containers: DiskUsagePart;
  volumes: DiskUsagePart;
  buildCache: DiskUsagePart;
}

export interface NetworkSummary {
  id: string;
  name: string;
  driver: string;
  internal: boolean;
  createdAt: string;
}

export interface NetworkDetails extends NetworkSummary {
  subnets: { subnet: string; gateway?: string }[];
  containers: { id: string; name: string; ipv4Address?: string }[];
}

export interface VolumeInfo {
  name: string;
  driver: string;
  mountpoint: string;
  createdAt?: string;
  labels: Record<string, string>;
}

export interface SystemInfo {
  agentVersion: string;
  agentUptimeSeconds: number;
  uptimeSeconds: number;
  hostName: string;
  operatingSystem: string;
  kernelVersion: string;
  architecture: string;
  cpuCount: number;
  memoryBytes: number;
  engineVersion: string;
  engineApiVersion: string;
  storageDriver: string;
  cgroupVersion: string;
  images: number;
  warnings: string[];
}

export interface SystemSettings {
  dns?: string[];
  httpProxy?: string;
  httpsProxy?: string;
  noProxy?: string;
  registryMirrors?: string[];
  insecureRegistries?: string[];
  extraCa?: string;
  hostAccess?: { closedPorts?: number[] };
  ipv6?: boolean;
  mounts?: { tag: string; path: string; readOnly?: boolean }[];
}

export interface TerminalEnd {
  exitCode?: number;
  error?: ProblemBody;
}
