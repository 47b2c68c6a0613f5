// Compiles the style sheet, left to right and right to left, and lays out beside it what is embedded. Run by Web.targets after npm ci.
import fs from 'node:fs'
import * as sass from 'sass'
import rtlcss from 'rtlcss'

// MoJ's own imports begin with node_modules: the folder above it is a load path too.
const css = sass.compile('app.scss', { style: 'compressed', loadPaths: ['node_modules', '.'], logger: sass.Logger.silent }).css
  .replace(/[a-z-]+:[^;{}]*govuk-crest[^;{}]*;?/g, '')
  .replaceAll('/assets/images/', '/assets/')
if (/GDS Transport|@font-face|crest\.|crown\./.test(css)) throw new Error('The style sheet asks for a font or a crest that only gov.uk may use.')
fs.mkdirSync('assets')
fs.writeFileSync('assets/app.css', css)
fs.writeFileSync('assets/app.rtl.css', rtlcss.process(css))

const files = {
  'govuk-frontend.min.js': 'govuk-frontend/dist/govuk/govuk-frontend.min.js',
  'moj-frontend.min.js': '@ministryofjustice/frontend/moj/moj-frontend.min.js',
}
for (const [name, path] of Object.entries(files)) {
  // Without the last line that names a source map, which is not served.
  fs.writeFileSync(`assets/${name}`, fs.readFileSync(`node_modules/${path}`, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n'))
}
// The pictures the style sheet names, and no others.
for (const [, name] of css.matchAll(/url\(["']?\/assets\/([^"')]+)["']?\)/g)) fs.copyFileSync(`node_modules/@ministryofjustice/frontend/moj/assets/images/${name}`, `assets/${name}`)

// Each licence once, before it the packages it is of.
const lock = JSON.parse(fs.readFileSync('package-lock.json', 'utf8')), byText = new Map()
for (const [folder, { version }] of Object.entries(lock.packages)) {
  const file = folder && fs.existsSync(folder) && fs.readdirSync(folder).find(name => /^licen[cs]e/i.test(name))
  if (!file) continue
  const text = fs.readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r', '').trim()
  byText.set(text, [...(byText.get(text) ?? []), `${folder.slice('node_modules/'.length)} ${version}`])
}
fs.writeFileSync('assets/licences.txt', [...byText].map(([text, packages]) => `${packages.join(', ')}\n\n${text}\n`).join('\n----\n\n'))
