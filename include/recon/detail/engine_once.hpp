// recon/detail/engine_once.hpp - how a program of several files compiles the engine once: it
// defines RECON_ENGINE_ELSEWHERE in all of them but one, and RECON_ENGINE_HERE in that one. Without
// either each file has an engine of its own, and the linker keeps one.
#pragma once

#if defined(RECON_ENGINE_HERE) && defined(RECON_ENGINE_ELSEWHERE)
#error "define RECON_ENGINE_HERE in one file, and RECON_ENGINE_ELSEWHERE in the others"
#endif

/// How a function of the engine that does not depend on the caller's types is declared.
#if defined(RECON_ENGINE_HERE) || defined(RECON_ENGINE_ELSEWHERE)
#define RECON_ONCE
#else
#define RECON_ONCE inline
#endif
