// A recond of one's own on a free port, and a Chromium on it.
import {spawn} from "node:child_process";
import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const require = createRequire(fileURLToPath(new URL("../../adapters/web/package.json", import.meta.url)));
const {chromium} = require("playwright-core");
export const axeSource = require("axe-core").source;

/** Starts recond; gives its address, and the way to stop and to start it again on the same port. */
export async function startService(program, settings = {}) {
    const folder = mkdtempSync(join(tmpdir(), "recon-web-"));
    let child = null;
    let port = "0";
    const start = () => new Promise((done, failed) => {
        child = spawn(program, [], {
            stdio: ["ignore", "ignore", "pipe"],
            env: {PATH: process.env.PATH, PORT: port, RATE_LIMIT_PER_MINUTE: "0", DISK_FREE_MIN_MB: "0",
                  LOG_LEVEL: "ERROR", ...settings, DATA_DIR: join(folder, "data")},
        });
        let said = "";
        child.stderr.on("data", (bytes) => {
            said += bytes;
            const found = /listens on http:\/\/[^:]+:(\d+)/.exec(said);
            if (found === null) return;
            port = found[1];
            done();
        });
        child.on("exit", (code) => failed(new Error(`recond ended with ${code}: ${said}`)));
    });
    const stop = () => new Promise((done) => {
        if (child.exitCode !== null) return done();
        child.removeAllListeners("exit");
        child.on("exit", done);
        child.kill("SIGTERM");
    });
    await start();
    return {
        get url() { return `http://127.0.0.1:${port}`; },
        start,
        stop,
        end: async () => {
            await stop();
            rmSync(folder, {recursive: true, force: true});
        },
    };
}

export function findChromium() {
    return ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell", "/usr/lib/chromium/chromium"].find(existsSync);
}

export async function startBrowser() {
    return chromium.launch({executablePath: findChromium(), headless: true,
                            args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]});
}
