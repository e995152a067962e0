// The path of the page, and where its links lead.
import {useEffect, useState} from "preact/hooks";

export const views = ["overview", "review", "matches", "open-items", "discrepancies", "rejected",
                      "tickets", "by-hand"] as const;
export type View = (typeof views)[number];

export type Route =
    | {at: "history"}
    | {at: "sign-in"}
    | {at: "new"}
    | {at: "compare"}
    | {at: "run"; id: string; view: View}
    | {at: "nowhere"};

export function routeOf(path: string): Route {
    const parts = path.split("/").filter((p) => p !== "");
    if (parts.length === 0) return {at: "history"};
    if (parts.length === 1 && (parts[0] === "new" || parts[0] === "compare" || parts[0] === "sign-in"))
        return {at: parts[0]};
    if (parts[0] === "runs" && (parts.length === 2 || parts.length === 3)) {
        const view = parts[2] ?? "overview";
        if ((views as readonly string[]).includes(view))
            return {at: "run", id: parts[1], view: view as View};
    }
    return {at: "nowhere"};
}

const listeners = new Set<() => void>();

export function go(path: string, replace = false): void {
    if (path === location.pathname + location.search) return;
    history[replace ? "replaceState" : "pushState"](null, "", path);
    for (const tell of [...listeners]) tell();
    window.scrollTo(0, 0);
}

/** The path and query now; draws again when they change. */
export function useLocation(): {path: string; query: URLSearchParams} {
    const [, again] = useState(0);
    useEffect(() => {
        const tell = () => again((n) => n + 1);
        listeners.add(tell);
        addEventListener("popstate", tell);
        return () => {
            listeners.delete(tell);
            removeEventListener("popstate", tell);
        };
    }, []);
    return {path: location.pathname, query: new URLSearchParams(location.search)};
}

/** For onClick of a link within the page: new tabs and the like stay the browser's. */
export function follow(e: MouseEvent): void {
    if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey)
        return;
    const link = e.currentTarget as HTMLAnchorElement;
    e.preventDefault();
    go(link.pathname + link.search);
}
