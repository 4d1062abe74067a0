/*
 * Stands in for libcuda.so.1: H100s, the first at 0000:41:00.0 and those that follow at lower addresses, as CUDA orders
 * devices by speed.
 *
 * Variable (macro)                 what it does
 * FAKE_CUDA_INIT (INIT)            what cuInit answers: 0, 34, 100, …
 * FAKE_CUDA_VERSION (VERSION)      what cuDriverGetVersion tells: 12080 is 12.8
 * FAKE_CUDA_COUNT (COUNT)          what cuDeviceGetCount tells; there are no more than 8 devices, whatever it is
 * FAKE_CUDA_NAME (NAME)            what all devices are called, "NVIDIA H100 80GB HBM3"; " MIG 1g.10gb" at its end makes
 *                                  them instances
 * FAKE_CUDA_ADDRESS (ADDRESS)      PCI address of all devices, instead of one for each
 * FAKE_CUDA_CC (CC)                compute capability: 90 is 9.0
 * FAKE_CUDA_MEMORY (MEMORY)        bytes of memory
 * FAKE_CUDA_INTEGRATED (INTEGRATED)    1: the memory is the host's
 * FAKE_CUDA_COMPUTE_MODE (COMPUTE_MODE)    2: closed to programs
 * FAKE_CUDA_FAIL                   name of a function that fails with FAKE_CUDA_FAIL_CODE (999), for the device of
 *                                  FAKE_CUDA_FAIL_DEVICE (-1: for all)
 * FAKE_CUDA_HANG                   set to anything: cuInit never returns
 * FAKE_CUDA_ABORT                  set to anything: cuInit ends the process with SIGABRT
 * (WITHOUT_UUID_V2)                has no cuDeviceGetUuid_v2, as drivers before 11.4
 * (WITHOUT_UUID)                   has no cuDeviceGetUuid either
 * (WITHOUT_MEMORY)                 has no cuDeviceTotalMem_v2
 * (NOT_CUDA)                       has none of the functions
 */
#include "fake.h"

#ifdef NOT_CUDA
int something_else(void);
int something_else(void) { return 0; }
#else

#ifndef INIT
#define INIT 0
#endif
#ifndef VERSION
#define VERSION 13000
#endif
#ifndef COUNT
#define COUNT 1
#endif
#ifndef NAME
#define NAME "NVIDIA H100 80GB HBM3"
#endif
#ifndef ADDRESS
#define ADDRESS NULL
#endif
#ifndef CC
#define CC 90
#endif
#ifndef MEMORY
#define MEMORY 85017624576LL
#endif
#ifndef INTEGRATED
#define INTEGRATED 0
#endif
#ifndef COMPUTE_MODE
#define COMPUTE_MODE 0
#endif

#define DEVICES 8
#define INVALID_VALUE 1
#define STUB_LIBRARY 34
#define INVALID_DEVICE 101
#define NUMBER(knob) fake_number("FAKE_CUDA_" #knob, knob)

static const char *addresses[DEVICES] = {"0000:41:00.0", "0000:0B:00.0", "0000:0A:00.0", "0000:09:00.0",
                                         "0000:08:00.0", "0000:07:00.0", "0000:06:00.0", "0000:05:00.0"};

/* What a function answers: a stub answers 34 to all. */
static int answer(const char *function, int device) {
  int fails_for = (int)fake_number("FAKE_CUDA_FAIL_DEVICE", -1);
  if (NUMBER(INIT) == STUB_LIBRARY) {
    return STUB_LIBRARY;
  }
  if (!strcmp(function, fake_text("FAKE_CUDA_FAIL", "")) && (fails_for < 0 || fails_for == device)) {
    return (int)fake_number("FAKE_CUDA_FAIL_CODE", 999);
  }
  return device < DEVICES ? 0 : INVALID_DEVICE;
}

int cuInit(unsigned flags) {
  if (getenv("FAKE_CUDA_HANG")) {
    fake_hang();
  }
  if (getenv("FAKE_CUDA_ABORT")) {
    abort();
  }
  return flags ? INVALID_VALUE : (int)NUMBER(INIT);
}

int cuDriverGetVersion(int *version) {
  int code = answer("cuDriverGetVersion", 0);
  if (!code) {
    *version = (int)NUMBER(VERSION);
  }
  return code;
}

int cuDeviceGetCount(int *count) {
  int code = answer("cuDeviceGetCount", 0);
  if (!code) {
    *count = (int)NUMBER(COUNT);
  }
  return code;
}

int cuDeviceGet(int *device, int ordinal) {
  int code = answer("cuDeviceGet", ordinal);
  if (!code) {
    *device = ordinal;
  }
  return code;
}

int cuDeviceGetName(char *name, int length, int device) {
  int code = answer("cuDeviceGetName", device);
  if (!code) {
    fake_copy(name, fake_text("FAKE_CUDA_NAME", NAME), (unsigned)length);
  }
  return code;
}

#if !defined(WITHOUT_UUID) || !defined(WITHOUT_UUID_V2)
/* The first is the UUID in testdata/gpu-hosts/h100.host; the last byte is another for each device. */
static const unsigned char uuid[16] = {0xea, 0xf2, 0x3a, 0xa1, 0x4d, 0x3d, 0x59, 0x6c,
                                       0xda, 0x66, 0xb8, 0x6b, 0x0e, 0x5d, 0xb5, 0x84};

static int write_uuid(unsigned char *to, int device, int code) {
  if (!code) {
    memcpy(to, uuid, sizeof uuid);
    to[15] = (unsigned char)(to[15] + device);
  }
  return code;
}
#endif

#ifndef WITHOUT_UUID
int cuDeviceGetUuid(unsigned char *to, int device) {
  return write_uuid(to, device, answer("cuDeviceGetUuid", device));
}
#endif

#ifndef WITHOUT_UUID_V2
int cuDeviceGetUuid_v2(unsigned char *to, int device) {
  return write_uuid(to, device, answer("cuDeviceGetUuid_v2", device));
}
#endif

int cuDeviceGetPCIBusId(char *address, int length, int device) {
  int code = answer("cuDeviceGetPCIBusId", device);
  if (!code) {
    const char *one = fake_text("FAKE_CUDA_ADDRESS", ADDRESS);
    fake_copy(address, one ? one : addresses[device], (unsigned)length);
  }
  return code;
}

#ifndef WITHOUT_MEMORY
int cuDeviceTotalMem_v2(size_t *bytes, int device) {
  int code = answer("cuDeviceTotalMem_v2", device);
  if (!code) {
    *bytes = (size_t)NUMBER(MEMORY);
  }
  return code;
}
#endif

int cuDeviceGetAttribute(int *value, int attribute, int device) {
  int code = answer("cuDeviceGetAttribute", device);
  if (code) {
    return code;
  }
  switch (attribute) {
    case 10: /* warp size */
      *value = 32;
      return 0;
    case 16: /* multiprocessors */
      *value = 132;
      return 0;
    case 18:
      *value = (int)NUMBER(INTEGRATED);
      return 0;
    case 20:
      *value = (int)NUMBER(COMPUTE_MODE);
      return 0;
    case 75:
      *value = (int)(NUMBER(CC) / 10);
      return 0;
    case 76:
      *value = (int)(NUMBER(CC) % 10);
      return 0;
    default:
      return INVALID_VALUE;
  }
}

int cuGetErrorName(int code, const char **name) {
  if (code == 214) {
    *name = "CUDA_ERROR_ECC_UNCORRECTABLE";
    return 0;
  }
  *name = NULL;
  return INVALID_VALUE;
}
#endif
