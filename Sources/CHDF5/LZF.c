// The fast compression of h5py, filter 32000 in HDF5's registry: LZF, a byte-oriented Lempel-Ziv code.
//
// A control byte below 32 announces that many literal bytes and one; any other tells a match by its length, of three bits
// and perhaps a further byte, and its distance, of five bits and a further byte.
#include "Server.h"

#include <stdlib.h>
#include <string.h>

enum { lzfFilter = 32000 };

// Unpacks; returns how many bytes came out, or 0 if the code is damaged or has more than there is room for.
static size_t unpack(const uint8_t *in, size_t inCount, uint8_t *out, size_t capacity) {
  const uint8_t *inEnd = in + inCount;
  size_t done = 0;
  while (in < inEnd) {
    size_t control = *in++;
    if (control < 32) {
      size_t count = control + 1;
      if (count > (size_t)(inEnd - in) || count > capacity - done) return 0;
      memcpy(out + done, in, count);
      in += count;
      done += count;
      continue;
    }
    size_t count = (control >> 5) + 2;
    if (control >> 5 == 7) {
      if (in == inEnd) return 0;
      count += *in++;
    }
    if (in == inEnd) return 0;
    size_t distance = ((control & 31) << 8 | *in++) + 1;
    if (distance > done || count > capacity - done) return 0;
    // Byte by byte, as a match may reach into itself.
    for (; count > 0; count--, done++) out[done] = out[done - distance];
  }
  return done;
}

static size_t filter(
  unsigned flags, size_t valueCount, const unsigned values[], size_t count, size_t *bufferSize, void **buffer
) {
  // The third value is the size of a piece that is unpacked.
  if (!(flags & H5Z_FLAG_REVERSE) || valueCount < 3) return 0;
  size_t capacity = values[2];
  uint8_t *unpacked = malloc(capacity > 0 ? capacity : 1);
  size_t done = unpacked ? unpack(*buffer, count, unpacked, capacity) : 0;
  if (done == 0) {
    free(unpacked);
    return 0;
  }
  free(*buffer);
  *buffer = unpacked;
  *bufferSize = capacity;
  return done;
}

static htri_t cannot_pack(hid_t creation, hid_t type, hid_t space) {
  (void)creation, (void)type, (void)space;
  return false;
}

void register_lzf(void) {
  const H5Z_class2_t class = {
    .version = H5Z_CLASS_T_VERS,
    .id = lzfFilter,
    .encoder_present = 0,
    .decoder_present = 1,
    .name = "lzf",
    .can_apply = cannot_pack,
    .filter = filter,
  };
  H5Zregister(&class);
}
