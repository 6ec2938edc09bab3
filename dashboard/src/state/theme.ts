import { effect, signal } from "@preact/signals";

export type Theme = "dark" | "light";

const place = "pockr.theme";

export const theme = signal<Theme>(localStorage.getItem(place) === "light" ? "light" : "dark");

effect(() => {
  document.documentElement.dataset["theme"] = theme.value;
  localStorage.setItem(place, theme.value);
});

export function switchTheme(): void {
  theme.value = theme.value === "dark" ? "light" : "dark";
}
