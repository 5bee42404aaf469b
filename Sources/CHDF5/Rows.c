// Rows of bytes of different lengths, found without HDF5's help: its own reader believes what a damaged file says of
// them, and writes beyond its buffers (1.10.8, H5HG_read).
//
// The array holds a reference for each row: how many bytes, the address of a collection, the number of an object in it.
// Source: HDF5 File Format Specification 3.0, III.E, "Global Heap", with addresses of 8 bytes, as h5py writes them.
#include "File.h"

#include <string.h>

enum { referenceSize = 16, headerSize = 16 };

static uint64_t whole(const uint8_t *bytes, int count) {
  uint64_t value = 0;
  while (count-- > 0) value = value << 8 | bytes[count];
  return value;
}

static bool read_bytes(Disk *disk, uint64_t offset, void *into, uint64_t count) {
  uint64_t size = (uint64_t)disk_size(disk);
  return offset <= size && count <= size - offset && disk_read(disk, (int64_t)offset, into, count);
}

// Finds the bytes that a reference leads to.
static bool follow(Disk *disk, const uint8_t *reference, CH5Row *row) {
  uint64_t count = whole(reference, 4), collection = whole(reference + 4, 8), number = whole(reference + 12, 4);
  *row = (CH5Row){0};
  if (count == 0) return true;
  uint8_t header[headerSize];
  if (!read_bytes(disk, collection, header, headerSize) || memcmp(header, "GCOL\1", 5) != 0) return false;
  uint64_t end = whole(header + 8, 8), size = (uint64_t)disk_size(disk);
  if (end > size - collection) return false;
  for (uint64_t place = headerSize; place + headerSize <= end;) {
    if (!read_bytes(disk, collection + place, header, headerSize)) return false;
    uint64_t found = whole(header, 2), length = whole(header + 8, 8);
    place += headerSize;
    // What follows object 0 is free.
    if (found == 0 || length > end - place) return false;
    if (found == number) {
      *row = (CH5Row){.offset = (int64_t)(collection + place), .count = (int64_t)count};
      return count <= length;
    }
    place += (length + 7) / 8 * 8;
  }
  return false;
}

// How many rows stand together in the file; 0 if they are not stored as h5py does it.
static hsize_t rows_of_chunk(hid_t id) {
  hid_t creation = H5Dget_create_plist(id);
  hsize_t count = 0;
  if (creation < 0) return 0;
  if (H5Pget_layout(creation) != H5D_CHUNKED || H5Pget_chunk(creation, 1, &count) != 1) count = 0;
  if (H5Pget_nfilters(creation) != 0) count = 0;
  H5Pclose(creation);
  return count;
}

static bool find_rows(Disk *disk, hid_t id, CH5Row *rows, hsize_t count, CH5Error *error) {
  hsize_t together = rows_of_chunk(id);
  if (together == 0) return damage_error(error, "its rows are stored in another way than h5py's");
  haddr_t chunk = HADDR_UNDEF;
  for (hsize_t row = 0; row < count; row++) {
    hsize_t size;
    unsigned mask;
    bool isFirst = row % together == 0;
    if (isFirst && H5Dget_chunk_info_by_coord(id, &row, &mask, &chunk, &size) < 0) return library_error(disk, error);
    uint8_t reference[referenceSize];
    haddr_t place = chunk + row % together * referenceSize;
    bool isThere = chunk != HADDR_UNDEF && read_bytes(disk, place, reference, referenceSize);
    if (!isThere || !follow(disk, reference, &rows[row])) {
      return damage_error(error, "row %llu is not where it should be", (unsigned long long)row);
    }
  }
  return true;
}

bool ch5_find_rows(CH5Group *group, const char *path, CH5Row *rows, int64_t count, CH5Error *error) {
  if (!enter(error)) return false;
  hid_t id = H5Dopen2(group->id, path, H5P_DEFAULT);
  bool isDone = id >= 0 ? find_rows(group->file->disk, id, rows, (hsize_t)count, error)
                        : library_error(group->file->disk, error);
  if (id >= 0) H5Dclose(id);
  leave();
  return isDone;
}

bool ch5_read_row(CH5Group *group, CH5Row row, void *into, CH5Error *error) {
  if (!enter(error)) return false;
  Disk *disk = group->file->disk;
  bool isDone = read_bytes(disk, (uint64_t)row.offset, into, (uint64_t)row.count) || library_error(disk, error);
  leave();
  return isDone;
}
