// The words of the files in the words of a reader.

const titles: Record<string, string> = {
    one_to_one: "One to one",
    one_to_many: "One to many",
    many_to_one: "Many to one",
    many_to_many: "Many to many",
    netted: "Netted",
    matched: "Matched",
    review: "For review",
    fx_difference: "Exchange difference",
    possible_fraud: "Possible fraud",
    missing_in_bank: "Missing at the bank",
    sign_flipped: "Sign turned round",
    shifted_decimal: "Decimal point moved",
    deposit_in_transit: "Deposit in transit",
    invalid_check_digit: "Wrong check digit",
    search_limit: "Search ended early",
    bank: "Bank",
    ledger: "Ledger",
};

/** "missing_in_ledger" as "Missing in ledger". */
export function titleOf(word: string): string {
    const known = titles[word];
    if (known !== undefined) return known;
    const text = word.replace(/_/g, " ");
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A score of six digits as "97 %": rounded down, so that 100 % is certain. */
export function scoreOf(cell: string): string {
    const found = /^([01])\.(\d{2})/.exec(cell);
    return found === null ? cell : `${Number(found[1] + found[2])} %`;
}

/** The settings of a run as fields of a request: "amount-tolerance" is amount_tolerance. */
export function fieldsOf(settings: Record<string, string>): Record<string, string> {
    return Object.fromEntries(Object.entries(settings).map(([k, v]) => [k.replace(/-/g, "_"), v]));
}

/** "2026-11-27T01:15:42.123Z" as "2026-11-27 01:15 UTC": never moved by a time zone. */
export function momentOf(text: string | null | undefined): string {
    const found = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(text ?? "");
    return found === null ? "" : `${found[1]} ${found[2]} UTC`;
}

export function bytesOf(size: number): string {
    if (size < 1000) return `${size} bytes`;
    const units = ["kB", "MB", "GB"];
    let [value, unit] = [size / 1000, 0];
    while (value >= 1000 && unit + 1 < units.length) {
        value /= 1000;
        ++unit;
    }
    return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
