import {defineConfig} from "vite";

export default defineConfig({
    esbuild: {jsx: "automatic", jsxImportSource: "preact"},
    build: {
        target: "es2020",
        assetsDir: "assets",
        assetsInlineLimit: 0, // the page allows no data: but for pictures
        modulePreload: {polyfill: false},
        reportCompressedSize: false,
    },
    server: {proxy: {"/v1": "http://127.0.0.1:8000", "/api": "http://127.0.0.1:8000"}},
});
