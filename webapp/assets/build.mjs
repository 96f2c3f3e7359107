// Bundles src/ into ../static/dist, names every result by its content, and gathers the licences of what is inside.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const finished = join(here, "..", "static", "dist");
// Built aside and moved in at the end: a build that fails leaves what was there.
const dist = `${finished}.new`;

rmSync(dist, { recursive: true, force: true });

const result = await build({
  absWorkingDir: here,
  // The editor is loaded on its own page alone; the rest of the product never waits for it.
  entryPoints: [
    { in: "src/app.js", out: "app" },
    { in: "src/diagram.css", out: "diagram" },
    { in: "src/editor/editor.js", out: "editor" },
    { in: "src/editor/editor.css", out: "editor" },
  ],
  outdir: dist,
  bundle: true,
  splitting: true,
  format: "esm",
  minify: true,
  metafile: true,
  legalComments: "none",
  // Domestic browsers (Kylin, UOS, 360) are often this old.
  target: ["chrome80", "firefox78"],
  chunkNames: "chunks/[name]-[hash]",
  loader: { ".woff": "dataurl", ".woff2": "dataurl", ".svg": "dataurl", ".ttf": "empty", ".eot": "empty" },
});

function* filesOf(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesOf(path);
    else yield path;
  }
}

const manifest = {};
for (const path of filesOf(dist)) {
  const name = relative(dist, path).replaceAll("\\", "/");
  manifest[name] = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);
}

// Third-party notices: one entry for each package that stands in a bundle.
const bundled = new Set();
for (const input of Object.keys(result.metafile.inputs)) {
  const match = /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
  if (match) bundled.add(match[1]);
}
const notices = [...bundled].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder)
    .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file) && statSync(join(folder, file)).isFile())
    .map((file) => readFileSync(join(folder, file), "utf8").trim());
  return `${name} ${version} (${license ?? "see below"})\n\n${texts.join("\n\n") || "No licence file in the package."}\n`;
});
writeFileSync(join(dist, "notices.txt"), notices.join(`\n${"-".repeat(96)}\n\n`));
writeFileSync(join(dist, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
rmSync(finished, { recursive: true, force: true });
renameSync(dist, finished);
console.log(`    ${Object.keys(manifest).length} files from ${bundled.size} packages`);
