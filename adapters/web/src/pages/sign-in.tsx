import {useState} from "preact/hooks";
import {postJson, type Problem, type Session} from "../lib/api";
import {Trouble} from "../parts/basic";

export function SignIn({session, expired, done}:
                       {session: Session; expired: boolean; done: (s: Session) => void}) {
    const [making, setMaking] = useState(false);
    const [email, setEmail] = useState("");
    const [password, setPassword] = useState("");
    const [problem, setProblem] = useState<Problem | null>(null);
    const [busy, setBusy] = useState(false);

    const send = async (e: Event) => {
        e.preventDefault();
        setBusy(true);
        setProblem(null);
        try {
            if (making) await postJson("/api/auth/register", {email, password});
            done(await postJson<Session>("/v1/session", {email, password}));
        } catch (failure) {
            setProblem(failure as Problem);
            setBusy(false);
        }
    };
    return (
        <div class="door">
            <section class="pitch" aria-hidden="true">
                <p class="claim">Every line of the bank,<br />every entry of the ledger,<br />
                    <em>in exactly one place.</em></p>
                <svg viewBox="0 0 360 190" class="art">
                    {[18, 52, 86, 120, 154].map((y, i) => <g key={y}>
                        <rect x="0" y={y} width={[120, 96, 132, 84, 110][i]} height="12" rx="6" />
                        <rect x={360 - [128, 100, 118, 92, 104][i]} y={[18, 86, 52, 120, 154][i]}
                              width={[128, 100, 118, 92, 104][i]} height="12" rx="6" />
                        {i < 4 && <path d={`M${[126, 102, 138, 90][i]} ${y + 6} C 190 ${y + 6} 180 ${
                            [24, 92, 58, 126][i]} ${360 - [134, 106, 124, 98][i]} ${[24, 92, 58, 126][i]}`} />}
                    </g>)}
                </svg>
            </section>
            <form class="card" onSubmit={(e) => void send(e)}>
                <h1>{making ? "Register" : "Sign in"}</h1>
                {expired && <p class="notice" role="status">Your session has ended. Sign in again, and you
                    are back where you were.</p>}
                {problem !== null && <Trouble problem={problem} />}
                <label>E-mail
                    <input type="email" name="email" autocomplete="username" required value={email} autofocus
                           onInput={(e) => setEmail(e.currentTarget.value)} /></label>
                <label>Password
                    <input type="password" name="password" required minLength={8} value={password}
                           autocomplete={making ? "new-password" : "current-password"}
                           onInput={(e) => setPassword(e.currentTarget.value)} /></label>
                {making && <p class="quiet">At least 8 characters; 15 or more are advised.</p>}
                <button class="main" disabled={busy}>{busy ? "One moment …" : making ? "Register" : "Sign in"}</button>
                {session.registration && <p class="quiet">{making ? "You have an account? " : "New here? "}
                    <button type="button" class="link" onClick={() => {
                        setMaking(!making);
                        setProblem(null);
                    }}>{making ? "Sign in" : "Register"}</button></p>}
            </form>
        </div>
    );
}
