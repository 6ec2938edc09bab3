import { texts } from "../texts";

/** A span of time, in its largest unit. */
export function span(seconds: number): string {
  if (seconds < 60) {
    return texts.time.seconds(Math.floor(seconds));
  }
  if (seconds < 3600) {
    return texts.time.minutes(Math.floor(seconds / 60));
  }
  return seconds < 86_400 ? texts.time.hours(Math.floor(seconds / 3600)) : texts.time.days(Math.floor(seconds / 86_400));
}

const firstPlausible = Date.parse("2000-01-01"); // reproducible builds say 1970

/** How long ago a moment was. */
export function ago(time: string): string {
  if (Date.parse(time) < firstPlausible) {
    return "–";
  }
  const seconds = (Date.now() - Date.parse(time)) / 1000;
  return seconds < 5 ? texts.time.now : texts.time.ago(span(seconds));
}

/** The clock of this host's, to the second. */
export function clock(time: string): string {
  return new Date(time).toLocaleTimeString("en-GB");
}

export function moment(time: string): string {
  return new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" });
}
