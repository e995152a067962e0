// Writes the built page as C++: each file as it is and compressed.   embed.mjs FOLDER FILE.cpp
import {readFileSync, readdirSync, statSync, writeFileSync} from "node:fs";
import {basename, extname, join} from "node:path";
import {brotliCompressSync, constants, gzipSync} from "node:zlib";

const types = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
};

const [folder, output] = process.argv.slice(2);

function filesOf(path) {
    return readdirSync(path).sort().flatMap((name) => {
        const child = join(path, name);
        return statSync(child).isDirectory() ? filesOf(child) : [child];
    });
}

// The script contains Preact, whose licence goes where it goes.
const licence = readFileSync(new URL("../node_modules/preact/LICENSE", import.meta.url), "utf8");
const notice = `/*! Contains Preact.\n${licence.replace(/\*\//g, "")}*/\n`;

// Octal, because a hexadecimal escape has no end of its own.
const escapes = Array.from({length: 256}, (_, byte) => {
    const letter = String.fromCharCode(byte);
    const plain = byte >= 0x20 && byte < 0x7f && letter !== '"' && letter !== "\\" && letter !== "?";
    return plain ? letter : "\\" + byte.toString(8).padStart(3, "0");
});

function literal(bytes) {
    const width = 120;
    const lines = [];
    for (let at = 0; at < bytes.length; at += width) {
        let line = "";
        for (const byte of bytes.subarray(at, at + width)) line += escapes[byte];
        lines.push(`"${line}"`);
    }
    return lines.join("\n") || '""';
}

const parts = [];
const entries = [];
for (const path of filesOf(folder)) {
    const type = types[extname(path)];
    if (type === undefined) throw new Error(`${path}: what type is this?`);
    let plain = readFileSync(path);
    if (extname(path) === ".js") plain = Buffer.concat([Buffer.from(notice), plain]);
    const gzip = gzipSync(plain, {level: 9});
    const brotli = brotliCompressSync(plain, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}});
    const worth = gzip.length < plain.length;
    const views = [plain, worth ? gzip : Buffer.alloc(0), worth ? brotli : Buffer.alloc(0)];
    const number = entries.length;
    views.forEach((bytes, i) =>
        parts.push(`constexpr char file_${number}_${i}[] =\n${literal(bytes)};`));
    const shown = views.map((bytes, i) => `{file_${number}_${i}, ${bytes.length}}`).join(", ");
    entries.push(`    {"${basename(path)}", "${type}", ${shown}},`);
}
// Standard C++ promises literals of 64 KiB only; every compiler takes more.
writeFileSync(output, `#include "adapters/http/web_assets.hpp"
#if defined(__GNUC__)
#pragma GCC diagnostic ignored "-Woverlength-strings"
#endif
namespace recon::http {
namespace {
${parts.join("\n")}
constexpr web_asset all[] = {
${entries.join("\n")}
};
} // namespace
std::span<web_asset const> web_assets() noexcept { return all; }
} // namespace recon::http
`);
