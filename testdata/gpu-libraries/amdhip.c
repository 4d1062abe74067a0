/*
 * Stands in for libamdhip64.so: MI300Xs, the first at 0000:0c:00.0.
 *
 * Macro:
 *   HIP_LEGACY   as before ROCm 6: only the plain hipGetDeviceProperties
 *
 * Variables, with what they are if not set:
 *   FAKE_HIP_INIT=0                what hipInit answers
 *   FAKE_HIP_HANG                  set to anything: hipInit never returns
 *   FAKE_HIP_ABORT                 set to anything: hipInit ends the process with SIGABRT
 *   FAKE_HIP_COUNT_ERROR=0         what hipGetDeviceCount answers
 *   FAKE_HIP_COUNT=1               how many devices it tells of
 *   FAKE_HIP_PROPERTIES_ERROR=0    what hipGetDevicePropertiesR0600 answers
 *   FAKE_HIP_ATTRIBUTE_ERROR=0     what hipDeviceGetAttribute answers
 *   FAKE_HIP_SAME_BUS=0            1: all are partitions of one GPU
 *   FAKE_HIP_WARP=64               threads in a wavefront
 *   FAKE_HIP_ARCH=gfx942:sramecc+:xnack-
 *   FAKE_HIP_UUID=0000000000001234 16 characters
 *   FAKE_HIP_NAME=AMD Instinct MI300X
 */
#define _GNU_SOURCE
#include "fake.h"

#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define NUMBER(knob, otherwise) fake_number("FAKE_HIP_" #knob, otherwise)
#define TEXT(knob, otherwise) fake_text("FAKE_HIP_" #knob, otherwise)

enum { SUCCESS = 0, INVALID_VALUE = 1, NOT_INITIALIZED = 3, INVALID_DEVICE = 101 };

/* hipDeviceProp_tR0600, with what lies between the fields that are asked for left out. */
typedef struct {
  char name[256];
  char uuid[16];
  char before[1160 - 256 - 16];
  char gcn_arch_name[256];
  char after[1472 - 1160 - 256];
} properties;

static int started;

/* For the tests: the sizes and offsets that the compiler gives. */
size_t fake_properties_size(void) { return sizeof(properties); }
size_t fake_arch_offset(void) { return offsetof(properties, gcn_arch_name); }

int hipInit(unsigned int flags) {
  if (getenv("FAKE_HIP_HANG")) {
    fake_hang();
  }
  if (getenv("FAKE_HIP_ABORT")) {
    abort();
  }
  if (flags != 0) {
    return INVALID_VALUE;
  }
  started = 1;
  return (int)NUMBER(INIT, 0);
}

int hipGetDeviceCount(int *count) {
  *count = (int)NUMBER(COUNT, 1);
  return started ? (int)NUMBER(COUNT_ERROR, 0) : NOT_INITIALIZED;
}

int hipDeviceGetAttribute(int *value, int attribute, int device) {
  if (device < 0 || device >= NUMBER(COUNT, 1)) {
    return INVALID_DEVICE;
  }
  switch (attribute) {
    case 63:
      *value = 304;
      break;
    case 67:
      *value = 0x0c + (NUMBER(SAME_BUS, 0) ? 0 : device);
      break;
    case 68:
    case 69:
      *value = 0;
      break;
    case 87:
      *value = (int)NUMBER(WARP, 64);
      break;
    default:
      return INVALID_VALUE;
  }
  return (int)NUMBER(ATTRIBUTE_ERROR, 0);
}

int hipDrvGetErrorName(int error, const char **name) {
  *name = error == 719 ? "hipErrorLaunchFailure" : NULL;
  return error == 719 ? SUCCESS : INVALID_VALUE;
}

/* The plain name has a structure of its own: to call it is a fault. */
int hipGetDeviceProperties(void *structure, int device) {
  (void)structure;
  (void)device;
  abort();
}

#ifndef HIP_LEGACY
int hipGetDevicePropertiesR0600(properties *told, int device) {
  if (device < 0 || device >= NUMBER(COUNT, 1)) {
    return INVALID_DEVICE;
  }
  if (malloc_usable_size(told) < sizeof *told) {
    return INVALID_VALUE;
  }
  memset(told, 0, sizeof *told);
  fake_copy(told->name, TEXT(NAME, "AMD Instinct MI300X"), sizeof told->name);
  strncpy(told->uuid, TEXT(UUID, "0000000000001234"), sizeof told->uuid);
  const char *arch = TEXT(ARCH, "gfx942:sramecc+:xnack-");
  fake_copy(told->gcn_arch_name, arch, sizeof told->gcn_arch_name);
  return (int)NUMBER(PROPERTIES_ERROR, 0);
}
#endif
