// Reads the service's CSV (RFC 4180, LF) while it arrives.

export interface Records {
    header: string[];
    rows: string[][];
}

/** Cells that a spreadsheet would run as a formula come with an apostrophe before them. */
function undefused(cell: string): string {
    if (cell.length < 2 || cell[0] !== "'") return cell;
    return "=+-@\t\r\0".includes(cell[1]) ? cell.slice(1) : cell;
}

/** Takes text in pieces, gives whole records. */
export class CsvReader {
    private rest = "";
    private header: string[] | null = null;

    get columns(): string[] {
        return this.header ?? [];
    }

    /** The records that this piece completes, without the header. */
    take(piece: string): string[][] {
        const text = this.rest === "" ? piece : this.rest + piece;
        const out: string[][] = [];
        let at = 0;
        let quote = -2; // the next one, sought once: most records have none
        for (;;) {
            const end = text.indexOf("\n", at);
            if (end < 0) break;
            if (quote !== -1 && quote < at) quote = text.indexOf('"', at);
            if (quote === -1 || quote > end) {
                this.keep(text.slice(at, end).split(","), out);
                at = end + 1;
                continue;
            }
            const next = this.quoted(text, at, out);
            if (next < 0) break;
            at = next;
        }
        this.rest = text.slice(at);
        return out;
    }

    private keep(cells: string[], out: string[][]): void {
        if (this.header === null) {
            this.header = cells;
            return;
        }
        for (let i = 0; i < cells.length; ++i)
            if (cells[i].charCodeAt(0) === 39) cells[i] = undefused(cells[i]);
        out.push(cells);
    }

    /** Reads one record with quotes in it; gives where the next begins, or -1 where it goes on. */
    private quoted(text: string, from: number, out: string[][]): number {
        const cells: string[] = [];
        let at = from;
        for (;;) {
            let cell: string;
            if (text[at] === '"') {
                let end = at + 1;
                for (;;) {
                    end = text.indexOf('"', end);
                    if (end < 0 || end + 1 >= text.length) return -1;
                    if (text[end + 1] !== '"') break;
                    end += 2;
                }
                cell = text.slice(at + 1, end).replace(/""/g, '"');
                at = end + 1;
            } else {
                let end = at;
                while (end < text.length && text[end] !== "," && text[end] !== "\n") ++end;
                if (end === text.length) return -1;
                cell = text.slice(at, end);
                at = end;
            }
            cells.push(cell);
            if (text[at] === "\n") break;
            ++at;
        }
        this.keep(cells, out);
        return at + 1;
    }
}

export function parseCsv(text: string): Records {
    const reader = new CsvReader();
    const rows = reader.take(text.endsWith("\n") || text === "" ? text : text + "\n");
    return {header: reader.columns, rows};
}

/** A cell for a file: quoted where it must be, defused where a spreadsheet would run it. Plain
 * decimals stay as they are. */
function cellText(cell: string): string {
    const number = /^-?\d+(\.\d+)?$/.test(cell);
    const safe = !number && cell !== "" && "=+-@\t\r\0".includes(cell[0]) ? "'" + cell : cell;
    return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}

export function writeCsv(header: readonly string[], rows: Iterable<readonly string[]>): string {
    const lines = [header.map(cellText).join(",")];
    for (const row of rows) lines.push(row.map(cellText).join(","));
    return lines.join("\n") + "\n";
}
