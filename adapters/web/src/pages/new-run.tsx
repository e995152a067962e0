// Two files and the settings, in the words of an accountant.
import {useEffect, useState} from "preact/hooks";
import {ask, getJson, onceKey, postForm, postJson, type Problem, type Run, type Session} from "../lib/api";
import {go} from "../lib/route";
import {readingFields} from "../lib/reading";
import {fieldsOf} from "../lib/words";
import {FileCard, nothingChosen, toConfirm, type Chosen} from "../parts/file-card";
import {Loading, Trouble} from "../parts/basic";
import {fileName} from "./history";

export interface Settings {
    amount_tolerance: string;
    amount_tolerance_percent: string;
    date_window: string;
    business_days: boolean;
    auto_confidence: number; // percent
    min_confidence: number;
    groups: string;
    group_tolerance: string;
    scorer: string;
    currency: string;
    as_of: string;
    min_severity: string;
    workbook: boolean;
    explain: boolean;
}

const usual: Settings = {
    amount_tolerance: "5.00", amount_tolerance_percent: "1", date_window: "7", business_days: false,
    auto_confidence: 85, min_confidence: 60, groups: "many-to-many", group_tolerance: "0.00",
    scorer: "default", currency: "USD", as_of: "", min_severity: "low",
    workbook: true, explain: false,
};

function saved(): Settings {
    try {
        return {...usual, ...JSON.parse(localStorage.getItem("recon.settings") ?? "{}"), as_of: ""};
    } catch {
        return usual;
    }
}

/** 85 as "0.85". */
const share = (percent: number) => percent === 100 ? "1" : `0.${String(percent).padStart(2, "0")}`;

export function settingFields(s: Settings): Record<string, string> {
    const out: Record<string, string> = {
        amount_tolerance: s.amount_tolerance || "0",
        amount_tolerance_percent: s.amount_tolerance_percent || "0",
        date_window: s.date_window || "0",
        auto_confidence: share(Math.max(s.auto_confidence, s.min_confidence)),
        min_confidence: share(s.min_confidence),
        groups: s.groups,
        group_tolerance: s.group_tolerance || "0",
        scorer: s.scorer,
        currency: s.currency.toUpperCase(),
        min_severity: s.min_severity,
    };
    if (s.business_days) out.business_days = "true";
    if (s.as_of !== "") out.as_of = s.as_of;
    return out;
}

export function NewRun({session, query}: {session: Session; query: URLSearchParams}) {
    const [bank, setBank] = useState<Chosen>(nothingChosen);
    const [ledger, setLedger] = useState<Chosen>(nothingChosen);
    const [settings, setSettings] = useState<Settings>(saved);
    const [carried, setCarried] = useState<File | null>(null);
    const [holidays, setHolidays] = useState<File | null>(null);
    const [rates, setRates] = useState<File | null>(null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [busy, setBusy] = useState(false);
    const [from, setFrom] = useState<string | null>(null);

    useEffect(() => {
        document.title = "New reconciliation · recon";
        const carry = query.get("carry");
        if (carry === null) return;
        // The open items of an earlier run come along as a file, as they would by hand.
        Promise.all([getJson<Run>(`/v1/runs/${carry}`),
                     ask(`/v1/runs/${carry}/open-items`, {headers: {Accept: "text/csv"}}).then((r) => r.blob())])
            .then(([run, items]) => {
                setCarried(new File([items], "open_items.csv", {type: "text/csv"}));
                setFrom(`${fileName(run, "bank")} against ${fileName(run, "ledger")}`);
            }, setProblem);
    }, []);

    const set = (part: Partial<Settings>) => setSettings((s) => ({...s, ...part}));
    const open = [...toConfirm(bank), ...toConfirm(ledger)].length;
    const ready = bank.seen !== null && ledger.seen !== null && open === 0;

    const currency = /^[A-Za-z]{3}$/.test(settings.currency) ? settings.currency.toUpperCase() : usual.currency;

    const start = async (e: Event) => {
        e.preventDefault();
        if (!ready || bank.file === null || ledger.file === null) return;
        setBusy(true);
        setProblem(null);
        try {
            localStorage.setItem("recon.settings", JSON.stringify({...settings, as_of: ""}));
        } catch { /* a browser that keeps nothing */ }
        const extra: Record<string, string> = {};
        const files: Record<string, File> = {bank_file: bank.file, ledger_file: ledger.file};
        if (carried !== null) files.open_items = carried;
        if (settings.workbook && session.workbooks) extra.xlsx = "true";
        if (settings.explain && session.explanations) extra.enable_llm = "true";
        if (rates !== null) files.fx_rates = rates;
        if (holidays !== null && settings.business_days) files.holidays = holidays;
        try {
            const run = await postForm<Run>("/v1/runs", {
                ...extra, ...settingFields(settings), ...readingFields(bank.reading, "bank"),
                ...readingFields(ledger.reading, "ledger")}, files,
                {"Idempotency-Key": onceKey(), Prefer: "wait=1"});
            go(`/runs/${run.id}`);
        } catch (failure) {
            setProblem(failure as Problem);
            setBusy(false);
        }
    };
    const money = (name: "amount_tolerance" | "amount_tolerance_percent" | "group_tolerance", label: string, unit: string) => (
        <label>{label}
            <span class="with-unit"><input inputMode="decimal" pattern="\d+(\.\d{1,4})?" required
                title="A plain decimal, such as 5.00" value={settings[name]}
                onInput={(e) => set({[name]: e.currentTarget.value.trim()})} /><i>{unit}</i></span></label>
    );
    return (
        <form class="new" onSubmit={(e) => void start(e)}>
            <div class="title"><h1>New reconciliation</h1></div>
            {carried !== null && <p class="notice">Open items are carried in{from ? <> from <b>{from}</b></> : null}:
                they take part in the matching. <button type="button" class="link" onClick={() => setCarried(null)}>Leave them out</button></p>}
            <div class="two">
                <FileCard side="bank" title="Bank statement" chosen={bank} change={setBank} currency={currency} setCurrency={(code) => set({currency: code})}
                          uploadMax={session.upload_max} hint="As your bank gives it" />
                <FileCard side="ledger" title="Ledger" chosen={ledger} change={setLedger} currency={currency} setCurrency={(code) => set({currency: code})}
                          uploadMax={session.upload_max} hint="The account's entries, as your books export them" />
            </div>
            <section class="card settings" aria-label="Settings">
                <h2>What may differ</h2>
                <div class="fields">
                    {money("amount_tolerance", "Amounts may differ by", "or")}
                    {money("amount_tolerance_percent", "or by", "%")}
                    <label>Dates may differ by
                        <span class="with-unit"><input type="number" min="0" max="366" required value={settings.date_window}
                            onInput={(e) => set({date_window: e.currentTarget.value})} /><i>{settings.business_days ? "business days" : "days"}</i></span></label>
                    <label class="check"><input type="checkbox" checked={settings.business_days}
                        onChange={(e) => set({business_days: e.currentTarget.checked})} />Count business days only</label>
                    {session.explanations && <label class="check"><input type="checkbox" checked={settings.explain}
                        onChange={(e) => set({explain: e.currentTarget.checked})} />
                        <span>Let a language model explain discrepancies
                            <small>It is sent their rows' dates, amounts and texts; it changes nothing in the result</small></span></label>}
                </div>
                <details><summary>More settings</summary>
                    <div class="fields">
                        <label>Accept without review from {settings.auto_confidence} % certainty
                            <input type="range" min="50" max="100" value={settings.auto_confidence}
                                   onInput={(e) => set({auto_confidence: Number(e.currentTarget.value)})} /></label>
                        <label>Offer for review from {settings.min_confidence} % certainty
                            <input type="range" min="10" max="100" value={settings.min_confidence}
                                   onInput={(e) => set({min_confidence: Number(e.currentTarget.value)})} /></label>
                        <label>One payment for several entries
                            <select value={settings.groups} onChange={(e) => set({groups: e.currentTarget.value})}>
                                <option value="many-to-many">Look for any such group</option>
                                <option value="one-to-many">One bank line, several entries</option>
                                <option value="none">Do not look for groups</option></select></label>
                        {money("group_tolerance", "Sums of a group may differ by", "")}
                        <label>Certainty comes from
                            <select value={settings.scorer} onChange={(e) => set({scorer: e.currentTarget.value})}>
                                <option value="default">These two files themselves</option>
                                <option value="weighted">Fixed weights of amount, date and text</option></select></label>
                        <label>Currency of files that name none
                            <input required pattern="[A-Za-z]{3}" maxLength={3} value={settings.currency} title="Three letters, such as EUR"
                                   onInput={(e) => set({currency: e.currentTarget.value})} /></label>
                        <label>Day for ageing
                            <input pattern="\d{4}-\d{2}-\d{2}" placeholder="2025-01-31" title="Year-month-day, such as 2025-01-31" value={settings.as_of}
                                   onInput={(e) => set({as_of: e.currentTarget.value.trim()})} />
                            <small>Else the latest day in the files</small></label>
                        <label>Tickets from
                            <select value={settings.min_severity} onChange={(e) => set({min_severity: e.currentTarget.value})}>
                                <option value="low">low</option><option value="medium">medium</option>
                                <option value="high">high</option><option value="critical">critical</option></select></label>
                        <label>Open items of an earlier run
                            <input type="file" accept=".csv" onChange={(e) => setCarried(e.currentTarget.files?.[0] ?? null)} /></label>
                        {session.workbooks && <label class="check"><input type="checkbox" checked={settings.workbook}
                            onChange={(e) => set({workbook: e.currentTarget.checked})} />Make an Excel workbook as well</label>}
                        <label>Exchange rates: date, from, to, rate
                            <input type="file" accept=".csv" onChange={(e) => setRates(e.currentTarget.files?.[0] ?? null)} />
                            <small>Rows of two currencies are compared once converted</small></label>
                        {settings.business_days && <label>Holidays, one day a line
                            <input type="file" accept=".csv,.txt" onChange={(e) => setHolidays(e.currentTarget.files?.[0] ?? null)} /></label>}
                    </div>
                    <button type="button" class="bare" onClick={() => setSettings(usual)}>Back to the usual settings</button>
                </details>
            </section>
            {problem !== null && <Trouble problem={problem} />}
            <div class="go">
                <button class="main large" disabled={!ready || busy}>{busy ? "Sending the files …" : "Reconcile"}</button>
                <span class="quiet" role="status">{
                    bank.file === null || ledger.file === null ? "Choose both files first."
                    : open > 0 ? `${open === 1 ? "One assumption waits" : `${open} assumptions wait`} to be confirmed.`
                    : !ready && !busy ? "Both files have to be read first." : ""}</span>
            </div>
            {busy && <Loading what="The service reads both files" />}
        </form>
    );
}

/** Runs the files of an earlier run again, with its settings and the decisions made since. */
export async function runAgain(run: Run, workbook: boolean): Promise<Run> {
    return postJson<Run>("/v1/runs", {...fieldsOf(run.settings), ...(workbook ? {xlsx: true} : {}),
                                     ...(run.explanations !== null ? {enable_llm: true} : {}), rerun_of: run.id},
                         {"Idempotency-Key": onceKey(), Prefer: "wait=2"});
}
