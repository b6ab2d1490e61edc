"use strict";
(() => {
  const most = 50;
  const around = 60;
  const element = (naam) => document.getElementById(`pagina:${naam}`);
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const asked = (new URLSearchParams(location.search).get("q") || "").trim().slice(0, 200);
  if (!asked) return;
  element("vraag").value = asked;
  const words = plain(asked).split(/\s+/).filter(Boolean);

  // a word in a heading tells more than one in the text below it
  const score = ([, titel, , tekst]) => {
    const [above, below] = [plain(titel), plain(tekst)];
    let total = 0;
    for (const word of words) {
      const points = (above.includes(word) ? 10 : 0) + (below.includes(word) ? 1 : 0);
      if (!points) return 0;
      total += points;
    }
    return total;
  };

  const { vindplaatsen } = JSON.parse(element("index").textContent);
  const found = vindplaatsen
    .map((plaats, n) => ({ plaats, n, points: score(plaats) }))
    .filter(({ points }) => points)
    .sort((a, b) => b.points - a.points || a.n - b.n);

  const fragment = (tekst) => {
    const at = Math.min(...words.map((word) => tekst.toLowerCase().indexOf(word)).filter((n) => n >= 0));
    if (!Number.isFinite(at)) return tekst.slice(0, 2 * around);
    const from = Math.max(0, at - around);
    return (from ? "… " : "") + tekst.slice(from, at + 2 * around) + (tekst.length > at + 2 * around ? " …" : "");
  };

  const line = ({ plaats: [href, titel, bladzijde, tekst] }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = href;
    link.textContent = titel;
    item.append(link);
    for (const [klasse, text] of [["waar", titel === bladzijde ? "" : bladzijde], ["fragment", fragment(tekst)]]) {
      if (!text) continue;
      const shown = document.createElement("p");
      shown.className = klasse;
      shown.textContent = text;
      item.append(shown);
    }
    return item;
  };

  element("gevonden").append(...found.slice(0, most).map(line));
  const count = found.length === 1 ? "1 vindplaats" : `${found.length} vindplaatsen`;
  const rest = found.length > most ? `, de eerste ${most} staan hier` : "";
  element("uitkomst").textContent = found.length ? `${count} van “${asked}”${rest}.` : `Niets gevonden van “${asked}”.`;
})();
