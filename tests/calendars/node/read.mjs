// Reads one calendar a file, named as arguments, and writes what it holds as JSON.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const two = (number) => String(number).padStart(2, "0");

function moment(time) {
  if (time.isDate) return `${time.year}-${two(time.month)}-${two(time.day)}`;
  return `${time.toJSDate().toISOString().slice(0, 19)}Z`;
}

function events(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const found = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const status = component.getFirstPropertyValue("status");
    return [event.uid, moment(event.startDate), moment(event.endDate), status, event.summary, event.sequence];
  });
  ICAL.TimezoneService.reset();
  return found.sort((one, other) => (one[0] < other[0] ? -1 : 1));
}

process.stdout.write(JSON.stringify(process.argv.slice(2).map(events)));
