// Drawn on a grid of 24; strokes take the colour of the text.
const paths = {
  overview: "M4 13h6V4H4zM14 20h6v-9h-6zM4 20h6v-4H4zM14 8h6V4h-6z",
  containers: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5 8-4.5M12 12v9",
  images: "M12 3l9 5-9 5-9-5zM3 12.5l9 5 9-5M3 17l9 5 9-5",
  networks: "M12 3v6M5 15v-3h14v3M12 9v3M3 15h4v5H3zM10 15h4v5h-4zM17 15h4v5h-4z",
  volumes: "M4 6c0-1.7 3.6-3 8-3s8 1.3 8 3-3.6 3-8 3-8-1.3-8-3zM4 6v12c0 1.7 3.6 3 8 3s8-1.3 8-3V6M4 12c0 1.7 3.6 3 8 3s8-1.3 8-3",
  terminal: "M3 4h18v16H3zM7 9l3 3-3 3M13 15h4",
  events: "M3 12h4l3-8 4 16 3-8h4",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 5a2 2 0 100 4 2 2 0 000-4zM9 15a2 2 0 100 4 2 2 0 000-4z",
  api: "M8 6l-5 6 5 6M16 6l5 6-5 6M13.5 4l-3 16",
  play: "M7 4.5v15l12-7.5z",
  stop: "M6 6h12v12H6z",
  restart: "M19.5 12A7.5 7.5 0 1117 6.4M17 2.5v4h-4",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  more: "M4 12a1 1 0 102 0 1 1 0 10-2 0M11 12a1 1 0 102 0 1 1 0 10-2 0M18 12a1 1 0 102 0 1 1 0 10-2 0",
  logs: "M5 4h14v16H5zM8 8h8M8 12h8M8 16h5",
  plus: "M12 5v14M5 12h14",
  close: "M6 6l12 12M18 6L6 18",
  search: "M11 4a7 7 0 100 14 7 7 0 000-14zM16 16l5 5",
  copy: "M9 9h11v11H9zM15 9V4H4v11h5",
  download: "M12 4v11M7 11l5 5 5-5M4 20h16",
  upload: "M12 16V5M7 9l5-5 5 5M4 20h16",
  up: "M12 19V6M6 11l6-6 6 6",
  down: "M12 5v13M6 13l6 6 6-6",
  back: "M19 12H6M11 6l-6 6 6 6",
  sun: "M12 8a4 4 0 100 8 4 4 0 000-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
  moon: "M20 14.5A8.5 8.5 0 119.5 4a7 7 0 0010.5 10.5z",
  menu: "M4 7h16M4 12h16M4 17h16",
  warning: "M12 4l9.5 16h-19zM12 10v5M12 17.5h.01",
  check: "M5 12.5l5 5 9-11",
  out: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
  folder: "M3 6h7l2 2.5h9V19H3z",
  file: "M6 3h8l4 4v14H6zM14 3v5h4",
  link: "M10 14a4 4 0 005.7 0l3-3a4 4 0 00-5.7-5.7l-1 1M14 10a4 4 0 00-5.7 0l-3 3a4 4 0 005.7 5.7l1-1",
  edit: "M4 20l1-5L16 4l4 4L9 19z",
  external: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  power: "M12 3v9M6.3 7.5a8 8 0 1011.4 0",
  tag: "M3 12V4h8l9 9-8 8zM7.5 8h.01",
} as const;

export type IconName = keyof typeof paths;

/** A picture that says nothing a word beside it, or its button's label, does not say. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
