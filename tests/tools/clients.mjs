// Reads feeds with ical.js and node-ical: clients.mjs MODULES FILE...
// Prints, for each file and reader, the title and day of every event as JSON.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [modules, ...files] = process.argv.slice(2);
const require = createRequire(join(resolve(modules), "x.cjs"));
const icaljs = require("ical.js").default ?? require("ical.js");
const nodeIcal = require("node-ical");

const two = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;

const byIcaljs = (text) =>
  new icaljs.Component(icaljs.parse(text)).getAllSubcomponents("vevent").map((component) => {
    const event = new icaljs.Event(component);
    return [event.summary, event.startDate.toString().slice(0, 10)];
  });

const byNodeIcal = (text) =>
  Object.values(nodeIcal.sync.parseICS(text))
    .filter((each) => each.type === "VEVENT")
    .map((event) => [event.summary, day(event.start)]);

const read = files.map((file) => {
  const text = readFileSync(file, "utf8");
  return { "ical.js": byIcaljs(text), "node-ical": byNodeIcal(text) };
});
console.log(JSON.stringify(read));
