// Searches in a site as a reader does, from disk: node zoek.mjs MODULES SITE QUESTION...
// Prints of each question what the page says, the links it offers, where the first one leads, and what the policy
// stopped.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, site, ...questions] = process.argv.slice(2);
const puppeteer = createRequire(`${modules}/`)("puppeteer-core");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});

const search = async (question) => {
  const tab = await browser.newPage();
  const stopped = [];
  tab.on("console", (message) => stopped.push(message.text()));
  tab.on("pageerror", (error) => stopped.push(String(error)));
  await tab.goto(pathToFileURL(`${site}/index.html`).href);
  await tab.type("[type=search]", question);
  await Promise.all([tab.waitForNavigation(), tab.click("form button")]);
  const said = await tab.$eval("[role=status]", (part) => part.textContent);
  const links = await tab.$$eval("main ol a", (all) => all.map((a) => [a.textContent, a.getAttribute("href")]));
  let seen = "";
  if (links.length) {
    await Promise.all([tab.waitForNavigation(), tab.click("main ol a")]);
    seen = await tab.evaluate(() => {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return target ? `${target.textContent.trim().slice(0, 40)}|${target.open ?? ""}` : document.title;
    });
  }
  await tab.close();
  return { said, links, seen, stopped };
};

const said = [];
for (const question of questions) said.push(await search(question));
await browser.close();
console.log(JSON.stringify(said));
