#ifndef PALAESTRA_COPENBLAS_H
#define PALAESTRA_COPENBLAS_H

#include <cblas.h>

// <complex.h>, which OpenBLAS includes, defines a macro of this name.
#undef I

#endif
