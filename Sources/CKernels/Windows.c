#include "CKernels.h"
#include "Vectorized.h"

#include <string.h>

// The columns of the kernel that lie within the image at one place: from `first` to before `last`.
typedef struct {
  long first, last;
} run;

static inline run inside(long start, long kernel, long size) {
  long first = start < 0 ? -start : 0;
  long last = start + kernel > size ? size - start : kernel;
  return (run){first < kernel ? first : kernel, last > first ? last : first};
}

static inline __attribute__((always_inline)) void fill_windows(
    const float *restrict images, float *restrict windows, const palaestra_windows *g, long kernel_width) {
  const long area = g->height * g->width, kernel_area = g->kernel_height * kernel_width;
  for (long n = 0; n < g->batch; n++) {
    const float *image = images + n * g->channels * area;
    for (long y = 0; y < g->output_height; y++) {
      for (long x = 0; x < g->output_width; x++) {
        const long left = x * g->stride - g->padding, top = y * g->stride - g->padding;
        const run columns = inside(left, kernel_width, g->width);
        for (long c = 0; c < g->channels; c++) {
          for (long ky = 0; ky < g->kernel_height; ky++) {
            float *restrict out = windows + c * kernel_area + ky * kernel_width;
            const long row = top + ky;
            const float *line = image + c * area + row * g->width + left;
            if (row >= 0 && row < g->height && columns.last - columns.first == kernel_width) {
              for (long kx = 0; kx < kernel_width; kx++) out[kx] = line[kx];
            } else {
              for (long kx = 0; kx < kernel_width; kx++) {
                const int is_inside = row >= 0 && row < g->height && kx >= columns.first && kx < columns.last;
                out[kx] = is_inside ? line[kx] : 0;
              }
            }
          }
        }
        windows += g->channels * kernel_area;
      }
    }
  }
}

// With a width that the compiler knows, copying a line is one or two instructions.
VECTORIZED void palaestra_windows_of_images(const float *images, float *windows, const palaestra_windows *g) {
  switch (g->kernel_width) {
    case 3: fill_windows(images, windows, g, 3); break;
    case 4: fill_windows(images, windows, g, 4); break;
    case 8: fill_windows(images, windows, g, 8); break;
    default: fill_windows(images, windows, g, g->kernel_width);
  }
}

void palaestra_images_of_windows(const float *windows, float *images, const palaestra_windows *g) {
  const long area = g->height * g->width, kernel_area = g->kernel_height * g->kernel_width;
  memset(images, 0, sizeof(float) * (unsigned long)(g->batch * g->channels * area));
  for (long n = 0; n < g->batch; n++) {
    float *image = images + n * g->channels * area;
    for (long y = 0; y < g->output_height; y++) {
      for (long x = 0; x < g->output_width; x++) {
        const long left = x * g->stride - g->padding, top = y * g->stride - g->padding;
        const run columns = inside(left, g->kernel_width, g->width);
        const run rows = inside(top, g->kernel_height, g->height);
        for (long c = 0; c < g->channels; c++) {
          for (long ky = rows.first; ky < rows.last; ky++) {
            const float *in = windows + c * kernel_area + ky * g->kernel_width;
            float *line = image + c * area + (top + ky) * g->width + left;
            for (long kx = columns.first; kx < columns.last; kx++) line[kx] += in[kx];
          }
        }
        windows += g->channels * kernel_area;
      }
    }
  }
}
