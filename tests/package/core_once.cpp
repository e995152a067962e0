// The same program, whose engine another file compiles.
#define RECON_ENGINE_ELSEWHERE
#include "core.cpp"
