#ifndef PALAESTRA_COPENBLAS_H
#define PALAESTRA_COPENBLAS_H

#include <cblas.h>

// <complex.h>, which OpenBLAS includes, defines a macro of this name.
#undef I

// LAPACK's, which OpenBLAS contains but does not declare: the factors of A = QR, and Q made of what the first leaves.
void dgeqrf_(
    const int *rows, const int *columns, double *a, const int *stride, double *factors, double *work,
    const int *work_count, int *error);
void dorgqr_(
    const int *rows, const int *columns, const int *reflectors, double *a, const int *stride, const double *factors,
    double *work, const int *work_count, int *error);

#endif
