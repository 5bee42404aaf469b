#include "Driver.h"

#if H5_VERSION_GE(1, 13, 0)
#include <H5FDdevelop.h>
#endif
#include <stdlib.h>
#include <string.h>

// What HDF5 takes for an open file. The disk belongs to who opened it.
typedef struct {
  H5FD_t base;
  Disk *disk;
  haddr_t end;
} Lane;

static H5FD_t *lane_open(const char *name, unsigned flags, hid_t access, haddr_t limit) {
  (void)name, (void)flags, (void)limit;
  Disk *const *disk = H5Pget_driver_info(access);
  Lane *lane = disk ? calloc(1, sizeof(Lane)) : NULL;
  if (lane) lane->disk = *disk;
  return (H5FD_t *)lane;
}

static herr_t lane_close(H5FD_t *file) {
  free(file);
  return 0;
}

// No aggregation: space is taken from the end of the file piece by piece, so that what is new lies beyond the last
// commit, and no block that is half full is left behind.
static herr_t lane_query(const H5FD_t *file, unsigned long *flags) {
  (void)file;
  *flags = H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  return 0;
}

static haddr_t lane_end(const H5FD_t *file, H5FD_mem_t type) {
  (void)type;
  return ((const Lane *)file)->end;
}

static herr_t lane_set_end(H5FD_t *file, H5FD_mem_t type, haddr_t end) {
  (void)type;
  ((Lane *)file)->end = end;
  return 0;
}

static haddr_t lane_size(const H5FD_t *file, H5FD_mem_t type) {
  (void)type;
  return (haddr_t)disk_size(((const Lane *)file)->disk);
}

static herr_t lane_handle(H5FD_t *file, hid_t access, void **handle) {
  (void)access;
  *handle = file;
  return 0;
}

static herr_t lane_read(H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t offset, size_t count, void *into) {
  (void)type, (void)transfer;
  return disk_read(((Lane *)file)->disk, (int64_t)offset, into, count) ? 0 : -1;
}

static DiskPart part(H5FD_mem_t type) {
  switch (type) {
    case H5FD_MEM_LHEAP: return DiskHeap;
    case H5FD_MEM_SUPER: return DiskSuperblock;
    case H5FD_MEM_BTREE: return DiskTree;
    default: return DiskContent;
  }
}

static herr_t lane_write(
  H5FD_t *file, H5FD_mem_t type, hid_t transfer, haddr_t offset, size_t count, const void *bytes
) {
  (void)transfer;
  return disk_write(((Lane *)file)->disk, (int64_t)offset, bytes, count, part(type)) ? 0 : -1;
}

static const H5FD_class_t lane_class = {
#if H5_VERSION_GE(1, 13, 0)
  .version = H5FD_CLASS_VERSION,
  // Of the numbers that are for drivers that nobody has registered.
  .value = (H5FD_class_value_t)431,
#endif
  .name = "palaestra",
  .maxaddr = INT64_MAX,
  .fc_degree = H5F_CLOSE_STRONG,
  .open = lane_open,
  .close = lane_close,
  .query = lane_query,
  .get_eoa = lane_end,
  .set_eoa = lane_set_end,
  .get_eof = lane_size,
  .get_handle = lane_handle,
  .read = lane_read,
  .write = lane_write,
  .fapl_size = sizeof(Disk *),
  .fl_map = H5FD_FLMAP_DICHOTOMY,
};

hid_t driver_id(void) {
  // Guarded by the lock that every function of this module holds.
  static hid_t id = H5I_INVALID_HID;
  if (id < 0) id = H5FDregister(&lane_class);
  return id;
}

int64_t driver_end(hid_t file) {
  void *lane = NULL;
  if (H5Fget_vfd_handle(file, H5P_DEFAULT, &lane) < 0 || !lane) return -1;
  return (int64_t)((Lane *)lane)->end;
}
