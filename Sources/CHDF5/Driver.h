// HDF5's way to a Disk: a file driver, in HDF5's words.
#pragma once

#include "Disk.h"

#include <hdf5.h>

// The driver's id, made on the first call; negative after a failure.
hid_t driver_id(void);
// Where HDF5 has the file end at the moment.
int64_t driver_end(hid_t file);
