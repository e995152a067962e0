// The frame: who is signed in, where one is, and the page of the path.
import {useEffect, useRef, useState} from "preact/hooks";
import {ask, getJson, onSignedOut, type Problem, type Session} from "./lib/api";
import {forgetAll} from "./lib/data";
import {go, routeOf, useLocation} from "./lib/route";
import {Empty, Link, Loading, Trouble} from "./parts/basic";
import {Compare} from "./pages/compare";
import {History} from "./pages/history";
import {NewRun} from "./pages/new-run";
import {RunPage} from "./pages/run";
import {SignIn} from "./pages/sign-in";

type Theme = "auto" | "light" | "dark";
const themes: Theme[] = ["auto", "light", "dark"];

function useTheme(): [Theme, () => void] {
    const [theme, set] = useState<Theme>(() => {
        try {
            return (localStorage.getItem("recon.theme") as Theme | null) ?? "auto";
        } catch {
            return "auto";
        }
    });
    useEffect(() => {
        if (theme === "auto") delete document.documentElement.dataset.theme;
        else document.documentElement.dataset.theme = theme;
        try {
            localStorage.setItem("recon.theme", theme);
        } catch { /* a browser that keeps nothing */ }
    }, [theme]);
    return [theme, () => set((t) => themes[(themes.indexOf(t) + 1) % themes.length])];
}

export function App() {
    const {path, query} = useLocation();
    const [session, setSession] = useState<Session | null>(null);
    const [problem, setProblem] = useState<Problem | null>(null);
    const [expired, setExpired] = useState(false);
    const [theme, nextTheme] = useTheme();

    const load = () => {
        setProblem(null);
        getJson<Session>("/v1/session").then(setSession, setProblem);
    };
    useEffect(() => {
        load();
        onSignedOut(() => { // the session has ended: the path stays, so that one comes back to it
            setExpired(true);
            setSession((s) => (s === null ? s : {...s, signed_in: false, user: null}));
        });
    }, []);

    const route = routeOf(path);
    const inside = session !== null && session.signed_in;
    useEffect(() => {
        if (inside && route.at === "sign-in") go(query.get("to") ?? "/", true);
    }, [inside, path]);

    const place = inside ? route.at : "door";
    const before = useRef(place);
    useEffect(() => { // another page: a reader of the screen begins at its top, not where the last one ended
        if (before.current !== place) document.getElementById("main")?.focus({preventScroll: true});
        before.current = place;
    }, [place]);

    const signOut = async () => {
        await ask("/v1/session", {method: "DELETE"}).catch(() => undefined);
        forgetAll();
        setExpired(false);
        setSession((s) => (s === null ? s : {...s, signed_in: false, user: null}));
        go("/sign-in");
    };

    return (
        <>
            <a class="skip" href="#main">Skip to the content</a>
            <header class="top">
                <Link to="/" class="brand" aria-label="recon, all reconciliations">
                    <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
                        <rect width="32" height="32" rx="8" class="plate" />
                        <path d="M8 12h9M8 20h16" class="lines" /><path d="M19 12l3 3 5-6" class="tick" />
                    </svg>
                    <span>recon</span>
                </Link>
                {inside && <nav aria-label="Main">
                    <Link to="/" aria-current={route.at === "history" ? "page" : undefined}>History</Link>
                    <Link to="/new" aria-current={route.at === "new" ? "page" : undefined}>New</Link>
                </nav>}
                <div class="who">
                    <button type="button" class="bare" onClick={nextTheme}
                            aria-label={`Colours: ${theme}. Change`} title={`Colours: ${theme}`}>
                        {theme === "light" ? "☀" : theme === "dark" ? "☾" : "◐"}</button>
                    {inside && session.user && <span class="email" title={session.user.email}>{session.user.email}</span>}
                    {inside && session.sign_in_needed
                        && <button type="button" class="bare" onClick={() => void signOut()}>Sign out</button>}
                </div>
            </header>
            <main id="main" tabIndex={-1}>
                {problem !== null ? <Trouble problem={problem} again={load} />
                 : session === null ? <Loading what="Starting" />
                 : !inside ? <SignIn session={session} expired={expired} done={(s) => {
                       setExpired(false);
                       setSession(s);
                   }} />
                 : route.at === "history" ? <History session={session} />
                 : route.at === "new" ? <NewRun session={session} query={query} />
                 : route.at === "compare" ? <Compare query={query} />
                 : route.at === "run" ? <RunPage key={route.id} id={route.id} view={route.view} workbooks={session.workbooks} />
                 : route.at === "sign-in" ? null
                 : <Empty title="There is nothing here"><p><Link to="/">To all reconciliations</Link></p></Empty>}
            </main>
        </>
    );
}
