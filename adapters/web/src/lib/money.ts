// Amounts are decimal text from the service. They are added and compared as whole minor units in a
// BigInt, and never become a binary fraction.

/** A decimal as a whole number of units of 10^-digits. */
export interface Decimal {
    units: bigint;
    digits: number;
}

const pattern = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** Reads "-1234.50"; nothing for what is no plain decimal. */
export function parseDecimal(text: string | null | undefined): Decimal | null {
    const found = pattern.exec(text ?? "");
    if (found === null) return null;
    const fraction = found[3] ?? "";
    const units = BigInt(found[2] + fraction);
    return {units: found[1] === "-" ? -units : units, digits: fraction.length};
}

function scaled(value: Decimal, digits: number): bigint {
    return value.units * 10n ** BigInt(digits - value.digits);
}

export function add(a: Decimal, b: Decimal): Decimal {
    const digits = Math.max(a.digits, b.digits);
    return {units: scaled(a, digits) + scaled(b, digits), digits};
}

export function negate(a: Decimal): Decimal {
    return {units: -a.units, digits: a.digits};
}

export function subtract(a: Decimal, b: Decimal): Decimal {
    return add(a, negate(b));
}

/** Below, equal or above: -1, 0, 1. */
export function compare(a: Decimal, b: Decimal): number {
    const digits = Math.max(a.digits, b.digits);
    const [x, y] = [scaled(a, digits), scaled(b, digits)];
    return x < y ? -1 : x > y ? 1 : 0;
}

export const zero: Decimal = {units: 0n, digits: 0};

/** The sum of texts; what is no decimal counts as nothing. */
export function sumOf(texts: Iterable<string | null | undefined>): Decimal {
    let total = zero;
    for (const text of texts) {
        const value = parseDecimal(text);
        if (value !== null) total = add(total, value);
    }
    return total;
}

/** "-1234.50", as the service writes it. */
export function plain(value: Decimal): string {
    const negative = value.units < 0n;
    const figures = (negative ? -value.units : value.units).toString().padStart(value.digits + 1, "0");
    const whole = figures.slice(0, figures.length - value.digits);
    const fraction = figures.slice(figures.length - value.digits);
    return (negative ? "-" : "") + whole + (value.digits > 0 ? "." + fraction : "");
}

/** "-1,234.50", as the reports have it, whatever the language of the browser. */
export function grouped(text: string): string {
    const found = pattern.exec(text);
    if (found === null) return text;
    const whole = found[2].replace(/\B(?=(\d{3})+$)/g, ",");
    return (found[1] === "-" ? "\u2212" : "") + whole + (found[3] === undefined ? "" : "." + found[3]);
}

export function shown(value: Decimal): string {
    return grouped(plain(value));
}

/** 12345 as "12,345". */
export function count(n: number): string {
    return grouped(String(n));
}

/** The share of a part in a whole, in whole percent, rounded down so that 100 % means all. */
export function percent(part: number, whole: number): number {
    return whole === 0 ? 0 : Math.floor((part * 100) / whole);
}

export function isNegative(text: string | null | undefined): boolean {
    return (text ?? "").startsWith("-");
}

/** The size of amounts in relation to the largest, 0 to 1, for bars only. */
export function shares(texts: readonly string[]): number[] {
    const values = texts.map((text) => parseDecimal(text) ?? zero);
    const digits = Math.max(0, ...values.map((v) => v.digits));
    const sizes = values.map((v) => {
        const units = scaled(v, digits);
        return units < 0n ? -units : units;
    });
    const most = sizes.reduce((a, b) => (a > b ? a : b), 0n);
    return sizes.map((size) => (most === 0n ? 0 : Number((size * 10000n) / most) / 10000));
}
