// Runs tests/web/*.test.ts: each is put together by the page's own esbuild, and run by node --test.
import {spawnSync} from "node:child_process";
import {mkdtempSync, readdirSync, rmSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const web = fileURLToPath(new URL("../../adapters/web/", import.meta.url));
const require = createRequire(join(web, "package.json"));

const types = spawnSync(process.execPath, [require.resolve("typescript/bin/tsc"), "--noEmit", "-p", web],
                        {stdio: "inherit"});
if (types.status !== 0) process.exit(1);

const folder = mkdtempSync(join(tmpdir(), "recon-web-unit-"));
try {
    require("esbuild").buildSync({
        entryPoints: readdirSync(here).filter((name) => name.endsWith(".test.ts")).map((name) => join(here, name)),
        outdir: folder, outExtension: {".js": ".mjs"}, bundle: true, format: "esm", platform: "node",
        target: "node18", logLevel: "warning",
    });
    const files = readdirSync(folder).map((name) => join(folder, name));
    const run = spawnSync(process.execPath, ["--test", ...files], {stdio: "inherit"});
    process.exitCode = run.status ?? 1;
} finally {
    rmSync(folder, {recursive: true, force: true});
}
