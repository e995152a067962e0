// The one file of a program that compiles the engine.
#define RECON_ENGINE_HERE
#include "core_again.cpp"
