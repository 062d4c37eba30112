// Days and times as people here say them: British, in the area's own time zone.

export const ZONE = "Europe/London";

/** A British form without the comma that some browsers put after the weekday. */
const format = (options) => {
  const form = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, ...options });
  return { format: (date) => form.format(date).replace(",", "") };
};
const TIME = format({ hour: "2-digit", minute: "2-digit" });
const DAY = format({ weekday: "long", day: "numeric", month: "long" });
const DAY_YEAR = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SHORT_DAY = format({ weekday: "short", day: "numeric", month: "short" });
const SHORT_DAY_YEAR = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
const KEY = new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });

const PARTS = {
  date_num: KEY,
  date: format({ day: "numeric", month: "long", year: "numeric" }),
  date_short: format({ day: "numeric", month: "short", year: "numeric" }),
  date_long: DAY_YEAR,
  time: TIME,
  time_secs: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

export const fromTs = (ts) => new Date(Number.parseFloat(ts) * 1000);
export const timeOf = (date) => TIME.format(date);
export const dayKey = (date) => KEY.format(date);
export const longDay = (date) => DAY.format(date);
export const longDayYear = (date) => DAY_YEAR.format(date);
export const shortDay = (date) => SHORT_DAY.format(date);
export const shortDayYear = (date) => SHORT_DAY_YEAR.format(date);

/** "Today", "Yesterday" or the day itself. */
export function dayName(date, now = new Date()) {
  if (dayKey(date) === dayKey(now)) return "Today";
  if (dayKey(date) === dayKey(new Date(now.getTime() - 86400000))) return "Yesterday";
  return DAY_YEAR.format(date);
}

/** Fill Slack's date tokens, such as {date_long} and {time}. */
export function fromTokens(pattern, date) {
  return pattern.replace(/\{([a-z_]+)\}/g, (whole, name) => {
    if (name === "ago") return ago(date);
    if (name.endsWith("_pretty")) {
      const plain = name.slice(0, -"_pretty".length);
      const said = dayName(date);
      if (said === "Today" || said === "Yesterday") return said.toLowerCase();
      return PARTS[plain]?.format(date) ?? whole;
    }
    return PARTS[name]?.format(date) ?? whole;
  });
}

function ago(date) {
  const minutes = Math.round((date.getTime() - Date.now()) / 60000);
  const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 1440) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}
