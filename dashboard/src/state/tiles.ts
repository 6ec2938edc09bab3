import { signal } from "@preact/signals";
import type { CreateContainerRequest } from "../api/contracts";
import { texts } from "../texts";

export interface Tile {
  name: string;
  detail: string;
  request: CreateContainerRequest;
}

const place = "pockr.tiles";

export const builtInTiles: Tile[] = [
  { ...texts.tiles.echo, request: { image: "busybox", cmd: ["echo", "hello"] } },
  { ...texts.tiles.sleep, request: { image: "alpine:3.19", cmd: ["sleep", "60"] } },
  { ...texts.tiles.web, request: { image: "nginx:alpine", ports: [{ hostPort: 8080, containerPort: 80 }] } },
];

/** The user's own, kept by the browser. */
export const ownTiles = signal<Tile[]>(JSON.parse(localStorage.getItem(place) ?? "[]") as Tile[]);

export function keepTile(tile: Tile): void {
  set([...ownTiles.value.filter((one) => one.name !== tile.name), tile]);
}

export function removeTile(name: string): void {
  set(ownTiles.value.filter((one) => one.name !== name));
}

function set(tiles: Tile[]): void {
  ownTiles.value = tiles;
  localStorage.setItem(place, JSON.stringify(tiles));
}
