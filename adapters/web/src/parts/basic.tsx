// Small parts that every page uses.
import type {ComponentChildren, JSX} from "preact";
import {useEffect, useRef} from "preact/hooks";
import type {Problem} from "../lib/api";
import {grouped, isNegative} from "../lib/money";
import {follow} from "../lib/route";
import {titleOf} from "../lib/words";

export function Link({to, children, ...rest}: {to: string; children: ComponentChildren}
                                              & JSX.HTMLAttributes<HTMLAnchorElement>) {
    return <a href={to} onClick={follow} {...(rest as any)}>{children}</a>;
}

export function Amount({text, unit, strong}: {text: string; unit?: string; strong?: boolean}) {
    return (
        <span class={`amount${isNegative(text) ? " negative" : ""}${strong ? " strong" : ""}`}>
            {grouped(text)}{unit ? <span class="unit"> {unit}</span> : null}
        </span>
    );
}

export function Severity({level}: {level: string}) {
    return <span class={`level ${level}`}><i aria-hidden="true" />{titleOf(level)}</span>;
}

/** What went wrong, in the service's own words, and a way on. */
export function Trouble({problem, again}: {problem: Problem; again?: () => void}) {
    const fields = Object.entries(problem.fields ?? {});
    return (
        <div class="notice bad" role="alert">
            <p><strong>{problem.detail || problem.message}</strong></p>
            {fields.length > 0 && (
                <ul>{fields.map(([name, text]) => (
                    <li key={name}>{name !== "" && <b>{titleOf(name.replace(/-/g, "_"))}: </b>}{text}</li>
                ))}</ul>
            )}
            {problem.request && <p class="quiet">Request {problem.request}</p>}
            {again && <button type="button" onClick={again}>Try again</button>}
        </div>
    );
}

export function Loading({what}: {what: string}) {
    return <p class="loading" role="status"><i class="spinner" aria-hidden="true" />{what}</p>;
}

export function Empty({title, children}: {title: string; children?: ComponentChildren}) {
    return (
        <div class="empty">
            <svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true">
                <path d="M10 14h18M10 24h10M10 34h16" />
                <path d="M30 30l5 5 8-11" class="tick" />
            </svg>
            <h1>{title}</h1>
            {children}
        </div>
    );
}

/** A dialog of the browser's own: it keeps the focus, and Escape closes it. */
export function Dialog({title, open, close, children, wide}:
                       {title: string; open: boolean; close: () => void; wide?: boolean;
                        children: ComponentChildren}) {
    const box = useRef<HTMLDialogElement>(null);
    useEffect(() => {
        if (box.current === null) return;
        if (open && !box.current.open) box.current.showModal();
        if (!open && box.current.open) box.current.close();
    }, [open]);
    return (
        <dialog ref={box} class={wide ? "wide" : ""} onClose={close} aria-label={title}
                onClick={(e) => e.target === box.current && close()}>
            {open && <div class="dialog">
                <header><h2>{title}</h2>
                    <button type="button" class="bare" aria-label="Close" onClick={close}>✕</button>
                </header>
                {children}
            </div>}
        </dialog>
    );
}
