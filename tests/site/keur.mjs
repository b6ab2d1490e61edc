// Looks at every page of some sites in a browser: node keur.mjs MODULES PAGE...
// Prints what axe-core and html-validate find, and pages wider than their window, as one JSON list.
// A scheme changes colours only, and no width between the narrowest and the widest does: unless EVERYTHING is set,
// contrast is measured at those two, and in the dark nothing else.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [modules, ...pages] = process.argv.slice(2);
const need = createRequire(`${modules}/`);
const puppeteer = need("puppeteer-core");
const { HtmlValidate } = need("html-validate");
const axe = readFileSync(need.resolve("axe-core/axe.min.js"), "utf-8");

const WIDTHS = [320, 400, 800, 1280];
const SCHEMES = ["light", "dark"];
const COLOURS = ["color-contrast", "link-in-text-block"];
const everything = Boolean(process.env.EVERYTHING);

const found = [];
const tell = (page, what, rule, text) => found.push({ page, what, rule, text });

const validator = new HtmlValidate({
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // a matter of taste, and what a template engine leaves between two elements
    "no-trailing-whitespace": "off",
    "long-title": "off",
    // our own ids: addresses of parts (programma-1/doel-1A1) and names with a colon that no part can have
    "valid-id": ["error", { relaxed: true }],
  },
});

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const tab = await browser.newPage();
// the policy of a page lets nothing run, axe included; that it does is tested elsewhere
await tab.setBypassCSP(true);
const asked = [];
tab.on("request", (request) => asked.push(request.url()));
tab.on("pageerror", (error) => tell(tab.url(), "script", "error", String(error)));

for (const page of pages) {
  const report = await validator.validateFile(page);
  for (const { messages } of report.results) {
    for (const { ruleId, message, line } of messages) tell(page, "html-validate", ruleId, `${line}: ${message}`);
  }
  await tab.goto(pathToFileURL(page).href);
  await tab.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
  await tab.evaluate(axe);
  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      await tab.setViewport({ width, height: 800 });
      await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
      const outer = width === WIDTHS[0] || width === WIDTHS.at(-1);
      if (!everything && !outer && scheme === "dark") continue;
      const colours = everything || outer;
      const some = everything || scheme === "light" ? {} : { runOnly: { type: "rule", values: COLOURS } };
      const rules = colours ? {} : Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }]));
      const asked = { resultTypes: ["violations"], ...some, ...(colours ? {} : { rules }) };
      const { violations } = await tab.evaluate((options) => globalThis.axe.run(document, options), asked);
      for (const { id, help, nodes } of violations) {
        tell(page, `axe ${width} ${scheme}`, id, `${help}: ${nodes.slice(0, 3).map((n) => n.target).join(", ")}`);
      }
      const [wide, room] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      if (wide > room) tell(page, `${width} ${scheme}`, "overflow", `${wide} pixels in ${room}`);
    }
  }
}
for (const url of asked) {
  if (!url.startsWith("file:") && !url.startsWith("data:")) tell(url, "request", "outside", url);
}
await browser.close();
console.log(JSON.stringify(found));
