// Writes incident_app/static/uswds: the purged sheet, and every file it names beside it.
// Each colour becomes a variable with that colour as its default, named by use and value
// (background-color:#fff -> var(--ground-fff,#fff)), so that app.css can turn all of them dark.
const fs = require("node:fs");
const path = require("node:path");
const postcss = require("postcss");
const { PurgeCSS } = require("purgecss");

process.chdir(__dirname);
const FROM = "node_modules/@uswds/uswds";
const TO = "../incident_app/static/uswds";
const FONTS = /sourcesanspro-(regular|bold|italic)-webfont\.woff2/;
const USES = [
  [/^(color|fill|-webkit-text-fill-color)$/, "text"],
  [/^background(-color)?$/, "ground"],
  [/^(border|outline|box-shadow)/, "line"],
];

function cut(sheet) {
  sheet.walkAtRules("font-face", (face) => {
    if (!FONTS.test(face.toString())) face.remove();
  });
  sheet.walkAtRules("media", (rule) => {
    if (rule.nodes.length === 0) rule.remove();
  });
  sheet.walkRules(/:indeterminate/, (rule) => rule.remove()); // only JavaScript sets it
  sheet.walkComments((comment) => {
    if (!comment.text.startsWith("! uswds")) comment.remove();
  });
  sheet.walkDecls((line) => {
    const use = USES.find(([property]) => property.test(line.prop));
    if (use) line.value = line.value.replace(/#([0-9a-f]{3,6})\b/gi, `var(--${use[1]}-$1,#$1)`);
    line.value = line.value.replace(/url\(\.\.\//g, "url(");
  });
  return sheet.toString().trim() + "\n";
}

function vendor(css) {
  fs.rmSync(TO, { recursive: true, force: true });
  fs.mkdirSync(TO, { recursive: true });
  for (const [, file] of css.matchAll(/url\(([^)]+)\)/g)) {
    fs.mkdirSync(path.dirname(path.join(TO, file)), { recursive: true });
    fs.copyFileSync(path.join(FROM, "dist", file), path.join(TO, file));
  }
  fs.copyFileSync(path.join(FROM, "LICENSE.md"), path.join(TO, "LICENSE.md"));
  fs.writeFileSync(path.join(TO, "uswds.css"), css);
}

new PurgeCSS()
  .purge({
    ...require("./purgecss.config.cjs"),
    css: [path.join(FROM, "dist/css/uswds.min.css")],
  })
  .then(([{ css }]) => vendor(cut(postcss.parse(css))));
