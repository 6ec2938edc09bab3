// build.mjs DIRECTORY: bundles the dashboard into a directory, each file compressed. The same sources give the same bytes.
import { build } from "esbuild";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const largestBytes = 250 * 1024; // all files together, compressed
const root = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2];

function checkTypes() {
  const { status } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--project", root], { stdio: "inherit" });
  if (status !== 0) {
    process.exit(1); // it has said why
  }
}

function bundle() {
  return build({
    absWorkingDir: root,
    entryPoints: { app: "src/index.tsx", style: "src/styles/index.css" },
    outdir: "/assets",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    publicPath: "/assets",
    loader: { ".svg": "file" },
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none", // licenses.txt has them
    metafile: true,
    write: false,
    logLevel: "warning",
  });
}

// The packages of which something is in the bundle, as node_modules has them.
function bundledPackages(metafile) {
  const names = Object.keys(metafile.inputs).map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(names.filter(Boolean))].sort().map((name) => {
    const directory = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(directory, "package.json"), "utf8"));
    return { name, version, license, text: readFileSync(join(directory, "LICENSE"), "utf8").trim() };
  });
}

function licenses(packages) {
  return packages.map(({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text}\n`).join(`\n${"-".repeat(80)}\n\n`);
}

// What the first page is made of is named in it, so that the browser asks for all of it at once.
function page(outputs) {
  const all = Object.entries(outputs);
  const [script, { imports }] = all.find(([, output]) => output.entryPoint === "src/index.tsx");
  const [style] = all.find(([, output]) => output.entryPoint === "src/styles/index.css");
  const [icon] = all.find(([path]) => path.endsWith(".svg"));
  const preloaded = imports.filter((one) => one.kind === "import-statement").map((one) => `<link rel="modulepreload" href="${address(one.path)}">`);
  const lines = [
    `<link rel="icon" type="image/svg+xml" href="${address(icon)}">`,
    `<link rel="stylesheet" href="${address(style)}">`,
    ...preloaded,
    `<script type="module" src="${address(script)}"></script>`,
  ];
  return readFileSync(join(root, "src/index.html"), "utf8").replace("<!-- assets -->", lines.join("\n  "));
}

// Outputs are named from the working directory on, though they are written nowhere.
function address(path) {
  return `/${relative("/", join(root, path))}`;
}

function write(name, content) {
  const file = join(target, `${name}.gz`);
  const compressed = gzipSync(content, { level: 9 }); // neither a name nor a time is in it
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, compressed);
  return compressed.length;
}

if (!target) {
  console.error("error: No directory is given.\n  try: node build.mjs DIRECTORY");
  process.exit(1);
}

checkTypes();
const { outputFiles, metafile } = await bundle();
const packages = bundledPackages(metafile);
const files = [
  ...outputFiles.map((file) => [relative("/", file.path), file.contents]),
  ["index.html", page(metafile.outputs)],
  ["licenses.txt", licenses(packages)],
  ["packages.json", JSON.stringify(packages.map(({ name, version, license }) => ({ name, version, license })))],
];
const bytes = files.reduce((sum, [name, content]) => sum + write(name, content), 0);
console.log(`The dashboard has ${files.length} files and ${Math.ceil(bytes / 1024)} KiB, compressed.`);
if (bytes > largestBytes) {
  console.error(`error: The dashboard has ${bytes} bytes, and ${largestBytes} are the most it may have.\n  try: Leave something out, or load it from elsewhere in it.`);
  process.exit(1);
}
