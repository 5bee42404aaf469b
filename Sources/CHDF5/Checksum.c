#include "include/CHDF5.h"

// Half a byte at a time: a table of sixteen entries that needs no making.
uint32_t ch5_checksum(uint32_t before, const void *bytes, size_t count) {
  static const uint32_t table[16] = {
    0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
    0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c, 0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
  };
  const uint8_t *byte = bytes;
  uint32_t sum = ~before;
  for (size_t index = 0; index < count; index++) {
    sum = table[(sum ^ byte[index]) & 15] ^ (sum >> 4);
    sum = table[(sum ^ (byte[index] >> 4)) & 15] ^ (sum >> 4);
  }
  return ~sum;
}
