#include <png.h>

// The size bound is a function-like macro over casts, which Swift does not import.
static inline size_t palaestra_png_size_bound(png_image image) {
  return PNG_IMAGE_PNG_SIZE_MAX(image);
}
