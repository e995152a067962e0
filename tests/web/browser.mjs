// The page in a real Chromium, from signing in to a download:   browser.mjs RECOND [only]
// Every screen is held to: no error on the console, nothing against the policy, no other host, and
// no accessibility finding of axe-core.
import assert from "node:assert/strict";
import {mkdirSync, readFileSync} from "node:fs";
import {createServer} from "node:http";
import {fileURLToPath} from "node:url";
import {axeSource, findChromium, startBrowser, startService} from "./recond.mjs";

const [program, only] = process.argv.slice(2);
if (findChromium() === undefined) {
    console.error("Chromium is needed: cmake/install-packages.sh test");
    process.exit(1);
}
const example = (name) => fileURLToPath(new URL(`../../examples/data/${name}`, import.meta.url));
const pictures = process.env.RECON_SCREENSHOTS ?? ""; // a folder: keeps what each screen looks like
if (pictures !== "") mkdirSync(pictures, {recursive: true});

const browser = await startBrowser();
const person = {email: "ann@example.com", password: "correct horse battery"};

/** A page that remembers what went wrong in it. `expect` takes what a test provokes. */
async function open(service, options = {}) {
    const context = await browser.newContext({viewport: {width: 1280, height: 860}, ...options});
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.wrong = [];
    page.expected = [];
    const note = (text) => {
        if (!page.expected.some((pattern) => pattern.test(text))) page.wrong.push(text);
    };
    page.on("console", (m) => ["error", "warning"].includes(m.type()) && note(`console: ${m.text()}`));
    page.on("pageerror", (e) => note(`script: ${e.message}`));
    page.on("dialog", (d) => { note(`dialog: ${d.message()}`); void d.dismiss(); });
    page.on("request", (r) => {
        if (!r.url().startsWith(service.url) && !/^(blob|data):/.test(r.url())) note(`another host: ${r.url()}`);
    });
    await page.addInitScript(() => addEventListener("securitypolicyviolation",
        (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`)));
    return page;
}

async function signIn(page, service, path = "/") {
    const answer = await page.request.post(`${service.url}/v1/session`, {data: person, headers: {"X-Recon-Page": "1"}});
    assert.equal(answer.status(), 200);
    await page.goto(service.url + path);
}

let screens = 0;
async function check(page, name) {
    await page.evaluate(axeSource);
    const found = await page.evaluate(() => axe.run(document, {resultTypes: ["violations"]}));
    const told = found.violations.map((v) => `${name}: ${v.impact} ${v.id} at ${v.nodes[0].target.join(" ")}`);
    assert.deepEqual(told, []);
    assert.deepEqual(page.wrong, [], name);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${name}: ${wide} pixels too wide`);
    ++screens;
    if (pictures !== "") await page.screenshot({path: `${pictures}/${name}.png`, fullPage: true});
}

async function startRun(page, service, bank, ledger, prepare = async () => {}) {
    await page.goto(`${service.url}/new`);
    await prepare();
    await page.setInputFiles("input[data-side=bank]", bank);
    await page.setInputFiles("input[data-side=ledger]", ledger);
    await page.getByRole("button", {name: "Reconcile"}).click();
    await page.waitForSelector(".cards");
    return new URL(page.url()).pathname;
}

/** Without the page: for what a test only needs to be there. */
async function postRun(page, service, bank, ledger, headers = {Prefer: "wait=60"}) {
    const file = (name, text) => ({name, mimeType: "text/csv", buffer: Buffer.from(text)});
    const answer = await page.request.post(`${service.url}/v1/runs`, {
        headers: {"X-Recon-Page": "1", ...headers}, timeout: 60_000,
        multipart: {bank_file: file("bank.csv", bank), ledger_file: file("ledger.csv", ledger)}});
    assert.ok(answer.ok(), await answer.text());
    return answer.json();
}

async function saved(page, click) {
    const [download] = await Promise.all([page.waitForEvent("download"), click()]);
    return readFileSync(await download.path(), "utf8");
}

const tests = {
    async "register, sign in, sign out"(service) {
        const page = await open(service);
        await page.goto(service.url);
        await page.waitForSelector("form");
        await check(page, "sign-in");
        await page.getByRole("button", {name: "Register"}).click();
        await page.fill("[name=email]", person.email);
        await page.fill("[name=password]", "password");
        page.expected.push(/status of 40[01]/);
        await page.locator("button.main").click();
        await page.waitForSelector("[role=alert] >> text=tried first everywhere");
        await page.fill("[name=password]", person.password);
        await page.locator("button.main").click();
        await page.waitForSelector("text=No reconciliation yet");
        await check(page, "empty");
        const cookies = await page.context().cookies();
        assert.deepEqual(cookies.map((c) => [c.httpOnly, c.sameSite]), [[true, "Strict"]]);
        assert.equal(await page.evaluate(() => document.cookie), "");
        await page.getByRole("button", {name: "Sign out"}).click();
        await page.waitForSelector("h1:has-text('Sign in')");
        await page.fill("[name=email]", person.email);
        await page.fill("[name=password]", "wrong password");
        await page.locator("button.main").click();
        await page.waitForSelector("[role=alert] >> text=Address or password is wrong");
        await page.fill("[name=password]", person.password);
        await page.locator("button.main").click();
        await page.waitForSelector("text=No reconciliation yet");
        return page;
    },

    async "two files, the result, review, by hand, run again, download"(service) {
        const page = await open(service);
        await signIn(page, service, "/new");
        await page.waitForSelector(".dropzone");
        assert.equal(await page.getByText("language model").count(), 0); // this service has none
        await check(page, "new");
        await page.setInputFiles("input[data-side=bank]", example("bank.csv"));
        await page.setInputFiles("input[data-side=ledger]", example("ledger.csv"));
        await page.waitForFunction(() => document.querySelectorAll(".preview").length === 2);
        const seen = await page.textContent("section[aria-label='Bank statement']");
        assert.match(seen, /45.*2025-03-03 to 2025-03-31.*21,426\.15.*26,184\.05/s);
        assert.match(seen, /Opening 18,432\.10 \+ movements .4,757\.90 = closing 13,674\.20/);
        await page.click("section[aria-label=Ledger] >> text=1 row cannot be read");
        assert.match(await page.textContent("section[aria-label=Ledger]"), /'2025-02-30' is no date/);
        await page.click("section[aria-label=Ledger] >> text=What the file shows");
        await page.click("section[aria-label=Ledger] >> text=Put right how it is read");
        await page.click("text=More settings");
        await check(page, "seen");
        await page.getByRole("button", {name: "Reconcile"}).click();
        await page.waitForSelector(".cards");
        await page.waitForSelector(".bridge");
        await page.waitForSelector(".bar-row");
        const text = await page.innerText("main");
        assert.match(text, /For review\s+3/);
        assert.match(text, /Adjusted bank balance\s+14,700\.81/);
        assert.match(text, /Adjusted ledger balance\s+14,700\.81/);
        assert.match(text, /Both adjusted balances are the same/);
        assert.match(text, /It adds up/);
        await check(page, "overview");
        const first = new URL(page.url()).pathname;

        await page.click(".tabs >> text=Review");
        await page.waitForSelector(".entry mark");
        await check(page, "review");
        assert.match(await page.innerText(".case"), /RE 2025-0103/);
        await page.keyboard.press("c");
        await page.waitForSelector("text=2 of 3 to decide");
        await page.keyboard.press("r");
        await page.waitForSelector("text=1 of 3 to decide");
        await page.keyboard.press("u");
        await page.waitForSelector("text=2 of 3 to decide · saved");
        await page.reload(); // what was decided is with the service, not with the page
        await page.waitForSelector("text=2 of 3 to decide");
        await page.waitForSelector("text=One decision is saved");
        await page.keyboard.press("?");
        await page.waitForSelector("dialog[open]");
        await check(page, "keys");
        await page.keyboard.press("Escape");

        await page.keyboard.press("m");
        await page.waitForSelector("[aria-label='Bank: rows to choose'] .line");
        await page.click("[aria-label='Bank: rows to choose'] .line:has-text('Fahrkarte')");
        await page.fill("section[aria-label=Ledger] [type=search]", "brenner");
        await page.waitForSelector("text=3 of 8");
        const ledger = page.locator(".grid[aria-label='Ledger: rows to choose']");
        await ledger.focus();
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Space");
        await page.waitForFunction(() => /Ledger .?1,190\.00/.test(document.querySelector(".running").innerText));
        assert.match(await page.innerText(".running"), /Difference 1,070\.10 EUR/);
        await check(page, "by-hand");
        await page.fill(".running input", "paid together");
        await page.getByRole("button", {name: "Match these"}).click();
        await page.waitForSelector(".decisions li >> text=paid together");
        await page.getByRole("button", {name: "Run again with them"}).click();
        await page.waitForSelector("text=Open at the bank");
        await page.waitForFunction((path) => location.pathname !== path, first + "/by-hand");
        await page.waitForSelector(".cards");
        await page.waitForFunction(() => document.querySelector(".notice.apply") === null);

        await page.click(".tabs >> text=Matches");
        await page.waitForSelector(".line");
        await page.selectOption(".tools select", "review");
        await page.waitForFunction(() => /^1 of/.test(document.querySelector(".count").innerText));
        await page.getByRole("button", {name: "Clear"}).click();
        await page.fill("[type=search]", "fahrkarte");
        await page.waitForFunction(() => document.querySelectorAll(".line").length === 1);
        const filtered = await saved(page, async () => {
            await page.click(".drop:has-text('These rows') > summary");
            await page.click("text=These rows as CSV");
        });
        assert.equal(filtered.trim().split("\n").length, 2);
        assert.match(filtered, /confirmed by a decision/);
        const whole = await saved(page, () => page.getByRole("button", {name: "Whole file"}).click());
        assert.match(whole, /^match_id,kind,status/);
        await page.click(".line");
        await page.waitForSelector("dialog[open] .sides");
        await check(page, "match");
        await page.keyboard.press("Escape");
        await page.getByRole("button", {name: "Columns"}).click();
        await page.getByLabel("Why").check();
        await check(page, "columns");
        await page.keyboard.press("Escape");
        await page.waitForSelector("[role=columnheader]:has-text('Why')");
        const report = await saved(page, async () => {
            await page.click(".title .drop summary");
            await page.click("text=Report, to read and print");
        });
        assert.match(report, /<html/i);
        if ((await (await page.request.get(`${service.url}/v1/session`)).json()).workbooks) {
            const book = await saved(page, async () => {
                await page.click(".title .drop summary");
                await page.click("text=Report as a workbook");
            });
            assert.match(book, /^PK/);
        }
        for (const [view, title] of [["open-items", "Why open"], ["discrepancies", "What to do"], ["rejected", "Fault"], ["tickets", "Due"]]) {
            await page.goto(service.url + first + "/" + view);
            await page.waitForSelector(`[role=columnheader]:has-text('${title}')`);
            await page.waitForSelector(".line");
            await check(page, view);
            await page.click(".line");
            await page.waitForSelector("dialog[open]");
            await check(page, view + "-row");
        }
        const jira = await saved(page, async () => {
            await page.keyboard.press("Escape");
            await page.getByRole("button", {name: "Jira"}).click();
        });
        assert.equal(JSON.parse(jira)[0].fields.project.key, "RECON");

        await page.goto(service.url);
        await page.waitForSelector(".runs li >> nth=1");
        for (const i of [0, 1]) await page.locator(".runs input").nth(i).check();
        await check(page, "history");
        await page.getByRole("button", {name: "Compare these two"}).click();
        await page.waitForSelector("[aria-label='Matches that changed'] .line");
        await check(page, "compare");
        await page.goto(service.url + first);
        await page.click("text=Carry open items on");
        await page.waitForSelector("text=Open items are carried in");
        await check(page, "carry");
        return page;
    },

    async "an ambiguous file asks, an unusable one says why"(service) {
        const page = await open(service);
        await signIn(page, service, "/new");
        page.expected.push(/status of 422/);
        const csv = (text) => ({name: "a.csv", mimeType: "text/csv", buffer: Buffer.from(text)});
        await page.setInputFiles("input[data-side=bank]", csv("no table at all"));
        await page.waitForSelector("[role=alert]");
        await check(page, "unusable");
        // Nothing here tells day from month, and a wrong guess would move money in time.
        await page.setInputFiles("input[data-side=bank]", csv("Date,Amount,Description\n03/04/2025,10.00,a\n05/06/2025,-2.50,b\n"));
        await page.waitForSelector("text=Dates are written");
        await page.selectOption("section[aria-label='Bank statement'] .fields select >> nth=0", "dmy");
        await page.waitForSelector(".preview >> text=2025-04-03");
        await page.setInputFiles("input[data-side=ledger]", csv("Date,Amount,Description\n2025-04-03,10.00,a\n2025-06-05,-2.50,b\n"));
        await page.waitForSelector("section[aria-label=Ledger] .preview");
        for (const box of await page.locator(".confirm input").all()) await box.check();
        await check(page, "confirmed");
        await page.getByRole("button", {name: "Reconcile"}).click();
        await page.waitForSelector(".cards");
        return page;
    },

    async "texts of a file are never run"(service) {
        const page = await open(service);
        await signIn(page, service);
        const payloads = ["<img src=x onerror=alert(1)>", "<script>alert(2)</script>", "javascript:alert(3)", "\"><svg onload=alert(4)>",
                          "{{constructor.constructor('alert(5)')()}}", "=HYPERLINK(\"http://evil.example\")"];
        const rows = (days) => "Date,Amount,Description,Reference\n" + payloads.map((p, i) =>
            `2025-03-0${i + days},${(i + 1) * 11}.00,"${p.replace(/"/g, '""')}","${p.replace(/"/g, '""')}"`).join("\n") + "\n2025-03-20,5.00,<b>alone</b>,\n";
        const run = await postRun(page, service, rows(1) + `2025-03-21,777.00,${payloads[0]},\n`, rows(2).replace("5.00", "6.50"));
        for (const view of ["", "/review", "/matches", "/open-items", "/discrepancies", "/tickets", "/by-hand"]) {
            await page.goto(`${service.url}/runs/${run.id}${view}`);
            await page.waitForSelector(".cards, .line, .case, .empty, .nothing");
            if (view === "/matches") {
                await page.waitForSelector(".line >> text=<img src=x onerror=alert(1)>");
                await page.click(".line");
                await page.waitForSelector("dialog[open] .entry");
            }
            await page.waitForTimeout(100);
            await check(page, `hostile${view.replace("/", "-")}`);
        }
        return page;
    },

    async "a hundred thousand rows"(service) {
        const page = await open(service);
        await signIn(page, service);
        const count = 100_000;
        const bank = ["Date,Amount,Description"];
        for (let i = 0; i < count; ++i)
            bank.push(`2025-0${1 + (i % 9)}-1${i % 10},${1000 + i}.${10 + (i % 90)},Payment P${i}x of customer ${i % 977}`);
        const run = await postRun(page, service, bank.join("\n") + "\n", "Date,Amount,Description\n2025-01-10,1.00,a\n2025-01-11,2.00,b\n");
        assert.equal(run.state, "succeeded");
        const began = Date.now();
        await page.goto(`${service.url}/runs/${run.id}/open-items`);
        await page.waitForSelector(".line");
        const first = Date.now() - began;
        await page.waitForFunction(() => /^100,002 rows$/.test(document.querySelector(".count").innerText));
        assert.ok(await page.locator(".line").count() < 100, "only what is in sight is in the document");
        const frames = await page.evaluate(async () => {
            const grid = document.querySelector(".grid");
            const from = performance.now();
            let frames = 0;
            for (; performance.now() - from < 1500; ++frames) {
                grid.scrollTop += 500;
                await new Promise(requestAnimationFrame);
            }
            return Math.round(frames / 1.5);
        });
        await page.focus(".grid");
        await page.keyboard.press("End");
        await page.waitForSelector(`.line[aria-rowindex='${count + 3}']`);
        await page.fill("[type=search]", "p31337x");
        await page.waitForFunction(() => /^1 of 100,002/.test(document.querySelector(".count").innerText));
        console.log(`    first rows after ${first} ms, ${frames} frames a second while scrolling`);
        assert.ok(first < 10_000 && frames > 10, "this is not quick, even for a busy machine");
        await check(page, "large");
        return page;
    },

    async "progress outlives a reload, and a run can be cancelled"(service) {
        const page = await open(service);
        await signIn(page, service);
        // More runs than are computed at once, so that the last one waits.
        const csv = (seed) => "Date,Amount,Description\n" + Array.from({length: 30_000}, (_, i) =>
            `2025-03-${10 + (i % 19)},${i * seed}.${10 + (i % 7)},Shop ${i % 91} order ${i}`).join("\n") + "\n";
        const runs = [];
        for (const seed of [3, 5, 7, 11]) runs.unshift(await postRun(page, service, csv(seed), csv(seed), {}));
        await page.goto(`${service.url}/runs/${runs[0].id}`);
        await page.waitForSelector(".progress, .cards");
        if (await page.locator(".progress").count() > 0) {
            await check(page, "progress");
            await page.reload();
            await page.waitForSelector(".progress, .cards");
        }
        page.expected.push(/status of 409/); // it may have ended meanwhile
        const cancel = page.getByRole("button", {name: "Cancel"});
        if (await cancel.count() > 0) await cancel.click({timeout: 2_000}).catch(() => undefined);
        await page.waitForSelector(".cards, .progress .notice", {timeout: 60_000});
        await page.goto(`${service.url}/runs/${runs[1].id}`);
        await page.waitForSelector(".cards", {timeout: 60_000});
        const {state} = await (await page.request.get(`${service.url}/v1/runs/${runs[0].id}`)).json();
        console.log(`    the run in question: ${state}`);
        for (const run of runs) await page.request.delete(`${service.url}/v1/runs/${run.id}`, {headers: {"X-Recon-Page": "1"}});
        return page;
    },

    async "an ended session comes back to where it was; a service that is down is said"(service) {
        const page = await open(service);
        await signIn(page, service);
        const path = await startRun(page, service, example("bank.csv"), example("ledger.csv"));
        await page.context().clearCookies();
        page.expected.push(/status of 401/);
        await page.click(".tabs >> text=Tickets");
        await page.waitForSelector("text=Your session has ended");
        await check(page, "expired");
        await page.fill("[name=email]", person.email);
        await page.fill("[name=password]", person.password);
        await page.locator("button.main").click();
        await page.waitForSelector("[role=columnheader]:has-text('Due')");
        assert.equal(new URL(page.url()).pathname, path + "/tickets");
        page.expected.push(/ERR_CONNECTION_REFUSED/, /ERR_EMPTY_RESPONSE/, /ERR_CONNECTION_RESET/);
        await service.stop();
        await page.selectOption(".inline select", "high");
        await page.waitForSelector("[role=alert] >> text=cannot be reached");
        await check(page, "down");
        await service.start();
        await page.getByRole("button", {name: "Try again"}).click();
        await page.waitForSelector(".line");
        return page;
    },

    async "dark, on a phone, printed"(service) {
        for (const [name, options] of [["dark", {colorScheme: "dark"}], ["phone", {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true}]]) {
            const page = await open(service, options);
            await signIn(page, service);
            const path = await startRun(page, service, example("bank.csv"), example("ledger.csv"));
            await page.waitForSelector(".bridge");
            await check(page, `${name}-overview`);
            for (const view of ["review", "matches", "by-hand", "discrepancies"]) {
                await page.goto(`${service.url}${path}/${view}`);
                await page.waitForSelector(".line, .case .entry");
                await check(page, `${name}-${view}`);
            }
            for (const other of ["", "/new"]) {
                await page.goto(service.url + other);
                await page.waitForSelector("h1");
                await check(page, `${name}${other.replace("/", "-") || "-history"}`);
            }
            if (name === "dark") {
                await page.goto(service.url + path);
                await page.waitForSelector(".bridge");
                await page.emulateMedia({media: "print"});
                assert.equal(await page.locator(".top").isVisible(), false);
                await page.emulateMedia({media: null});
            }
            assert.deepEqual(page.wrong, []);
            await page.context().close();
        }
    },

    async "the same dates and amounts in every time zone and language"(service) {
        let before = null;
        let path = null;
        for (const [timezoneId, locale] of [["Pacific/Pago_Pago", "en-US"], ["Pacific/Kiritimati", "de-DE"], ["Asia/Tokyo", "ja-JP"]]) {
            const page = await open(service, {timezoneId, locale});
            await signIn(page, service);
            path ??= await startRun(page, service, example("bank.csv"), example("ledger.csv"));
            const texts = [];
            for (const view of ["", "/matches", "/open-items"]) {
                await page.goto(service.url + path + view);
                await page.waitForSelector(view === "" ? ".bridge" : ".line >> text=2025-03-");
                await page.waitForSelector(".under >> text=As of");
                texts.push(await page.innerText("main"));
            }
            before ??= texts;
            assert.deepEqual(texts, before);
            assert.deepEqual(page.wrong, []);
            await page.context().close();
        }
    },
};

/** A language model that answers with what it has in `words`; remembers what it was asked. */
async function startModel(words) {
    const asked = [];
    const server = createServer((request, answer) => {
        let body = "";
        request.on("data", (bytes) => (body += bytes));
        request.on("end", () => {
            if (request.method === "POST") asked.push(JSON.parse(body));
            answer.setHeader("Content-Type", "application/json");
            answer.end(JSON.stringify(request.method === "GET" ? {data: []}
                : {choices: [{message: {role: "assistant", content: JSON.stringify(words)}}]}));
        });
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    return {asked, url: `http://127.0.0.1:${server.address().port}/v1`, end: () => server.close()};
}

/** A service with a language model: the switch, and what the model says, as text. */
async function explained() {
    const model = await startModel({explanation: "Fees & charges: 'a' < b, \u0022on=alert\u0022 {{x}} &lt;i&gt;",
                                    suggested_action: "Ask the bank, &amp; wait."});
    const service = await startService(program, {AUTH: "off", OPENAI_BASE_URL: model.url, LLM_MODEL: "small"});
    try {
        const page = await open(service);
        await page.goto(`${service.url}/new`);
        const choice = page.getByLabel("Let a language model explain discrepancies");
        assert.equal(await choice.isChecked(), false);
        const quiet = await startRun(page, service, example("bank.csv"), example("ledger.csv"));
        assert.equal(model.asked.length, 0); // nobody asks unless told to
        await page.goto(`${service.url}${quiet}/discrepancies`);
        await page.locator(".line").first().click();
        await page.waitForSelector("text=What to do:");
        assert.equal(await page.getByText("A language model suggests").count(), 0);
        const path = await startRun(page, service, example("bank.csv"), example("ledger.csv"), async () => {
            await choice.check();
            await check(page, "explain-new");
        });
        assert.ok(model.asked.length > 0);
        await page.goto(`${service.url}${path}/discrepancies`);
        await page.locator(".line").first().click();
        const words = page.getByRole("region", {name: "Words of a language model"});
        const shown = await words.innerText();
        assert.match(shown, /A language model suggests, unchecked/);
        assert.ok(shown.includes("Fees & charges: 'a' < b, \u0022on=alert\u0022 {{x}} &lt;i&gt;"), shown);
        assert.ok(shown.includes("What it would do: Ask the bank, &amp; wait."), shown);
        assert.equal(await words.locator("i, script, img, a").count(), 0);
        await check(page, "explained");
        await page.context().close();
    } finally {
        await service.end();
        model.end();
    }
}
tests["a language model's words, where it is wanted, as text"] = explained;

const service = await startService(program, {REGISTRATION: "on"});
let failed = 0;
try {
    for (const [name, run] of Object.entries(tests)) {
        if (only !== undefined && !name.includes(only) && !name.startsWith("register")) continue;
        const began = Date.now();
        try {
            const page = await run(service);
            if (page) {
                assert.deepEqual(page.wrong, []);
                await page.context().close();
            }
            console.log(`ok    ${name} (${Date.now() - began} ms)`);
        } catch (e) {
            ++failed;
            console.log(`FAIL  ${name}\n${e.stack}`);
            for (const context of browser.contexts()) await context.close();
        }
    }
    console.log(`${screens} screens checked`);
} finally {
    await browser.close();
    await service.end();
}
process.exit(failed === 0 ? 0 : 1);
