// Gathers the licence texts of what is embedded, each once, into one comment that travels with every report.
// Run by Report.targets in the folder where npm has worked: node licences.mjs > licences.js
import { readFileSync, readdirSync, existsSync } from 'node:fs';

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const byText = new Map();
for (const folder of Object.keys(lock.packages).filter(name => /^node_modules\/(vega|d3|topojson-client|delaunator|robust-predicates|internmap|tslib|fast-json-patch|json-stringify-pretty-compact|semver|fast-deep-equal)/.test(name))) {
  if (!existsSync(folder)) continue;
  const file = readdirSync(folder).find(name => /^licen[cs]e/i.test(name));
  if (!file) continue;
  const text = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('*/', '* /').replaceAll('</', '< /').replace(/\r/g, '').trim();
  byText.set(text, [...(byText.get(text) ?? []), `${folder.slice('node_modules/'.length)} ${lock.packages[folder].version}`]);
}
console.log('/*!');
for (const [text, packages] of byText) console.log(`${packages.join(', ')}\n\n${text}\n\n----\n`);
console.log('*/');
