#define FUSE_USE_VERSION 314
#define _FILE_OFFSET_BITS 64
#include "CCUSE.h"

#include <cuse_lowlevel.h>
