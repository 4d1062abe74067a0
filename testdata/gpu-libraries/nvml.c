/*
 * Stands in for libnvidia-ml.so.1: the devices of cuda.c, in the order of their PCI addresses.
 *
 * Variable (macro)                 what it does
 * FAKE_NVML_INIT (INIT)            what nvmlInit_v2 answers: 0, 9, 18, …
 * FAKE_NVML_DRIVER (DRIVER)        version of the driver
 * FAKE_NVML_CUDA (CUDA)            version of CUDA that the driver knows: 13000 is 13.0
 * FAKE_NVML_COUNT (COUNT)          what nvmlDeviceGetCount_v2 tells; there are no more than 8 devices, whatever it is
 * FAKE_NVML_NAME (NAME)            what all devices are called
 * FAKE_NVML_CC (CC)                compute capability: 90 is 9.0
 * FAKE_NVML_MEMORY (MEMORY)        bytes of memory; 0: it is the host's, and the function answers 3
 * FAKE_NVML_MIG (MIG)              1: divided, 0: whole, -1: the devices know nothing of MIG
 * FAKE_NVML_INSTANCES (INSTANCES)  instances of each device, if it is divided
 * FAKE_NVML_FAIL                   name of a function that fails with FAKE_NVML_FAIL_CODE (999), for the device of
 *                                  FAKE_NVML_FAIL_DEVICE (-1: for all)
 * FAKE_NVML_PRINT                  set to anything: nvmlInit_v2 prints a line, as stubs of toolkits do
 * FAKE_NVML_HANG                   set to anything: nvmlInit_v2 never returns
 * FAKE_NVML_ABORT                  set to anything: nvmlInit_v2 ends the process with SIGABRT
 * (OLD)                            has neither MIG nor nvmlDeviceGetCudaComputeCapability, as drivers before 410
 * (NOT_NVML)                       has none of the functions
 *
 * fake_open() tells how often nvmlInit_v2 was called without nvmlShutdown after it.
 */
#include "fake.h"

#include <stdio.h>

#ifdef NOT_NVML
int something_else(void);
int something_else(void) { return 0; }
#else

#ifndef INIT
#define INIT 0
#endif
#ifndef DRIVER
#define DRIVER "580.65.06"
#endif
#ifndef CUDA
#define CUDA 13000
#endif
#ifndef COUNT
#define COUNT 1
#endif
#ifndef NAME
#define NAME "NVIDIA H100 80GB HBM3"
#endif
#ifndef CC
#define CC 90
#endif
#ifndef MEMORY
#define MEMORY 85520809984ULL
#endif
#ifndef MIG
#define MIG 0
#endif
#ifndef INSTANCES
#define INSTANCES 0
#endif

#define DEVICES 8
#define INVALID_ARGUMENT 2
#define NOT_SUPPORTED 3
#define NOT_FOUND 6
#define NUMBER(knob) fake_number("FAKE_NVML_" #knob, knob)

typedef struct {
  int index;
} *nvml_device;

typedef struct {
  char legacy[16];
  unsigned domain, bus, device, pci_device, pci_subsystem;
  char address[32];
} nvml_pci_info;

static struct {
  int index;
} devices[DEVICES] = {{0}, {1}, {2}, {3}, {4}, {5}, {6}, {7}};

static int open_count;

/* Ascending, but the one that cuda.c lists first is the last of as many as there are. */
static unsigned bus_of(int index) {
  int count = (int)NUMBER(COUNT);
  return index == count - 1 ? 0x41u : (unsigned)(0x0b - (count - 2) + index);
}

/* As in cuda.c: the last byte counts from the device that CUDA lists first. */
static unsigned uuid_end(int index) { return 0x84u + (unsigned)((int)NUMBER(COUNT) - 1 - index); }

static int answer(const char *function, int device) {
  int fails_for = (int)fake_number("FAKE_NVML_FAIL_DEVICE", -1);
  if (!strcmp(function, fake_text("FAKE_NVML_FAIL", "")) && (fails_for < 0 || fails_for == device)) {
    return (int)fake_number("FAKE_NVML_FAIL_CODE", 999);
  }
  return device < DEVICES ? 0 : INVALID_ARGUMENT;
}

int fake_open(void) { return open_count; }

int nvmlInit_v2(void) {
  if (getenv("FAKE_NVML_HANG")) {
    fake_hang();
  }
  if (getenv("FAKE_NVML_ABORT")) {
    abort();
  }
  if (getenv("FAKE_NVML_PRINT")) {
    puts("WARNING: You should always run with libnvidia-ml.so that is installed with your NVIDIA Display Driver.");
    fflush(stdout);
  }
  int code = (int)NUMBER(INIT);
  open_count += code == 0;
  return code;
}

int nvmlShutdown(void) {
  open_count--;
  return 0;
}

const char *nvmlErrorString(int code) { return code == 23 ? "Insufficient Resources" : "Unknown Error"; }

int nvmlSystemGetDriverVersion(char *version, unsigned length) {
  int code = answer("nvmlSystemGetDriverVersion", 0);
  if (!code) {
    fake_copy(version, fake_text("FAKE_NVML_DRIVER", DRIVER), length);
  }
  return code;
}

int nvmlSystemGetNVMLVersion(char *version, unsigned length) {
  int code = answer("nvmlSystemGetNVMLVersion", 0);
  if (!code) {
    fake_copy(version, "13.580.65.06", length);
  }
  return code;
}

int nvmlSystemGetCudaDriverVersion_v2(int *version) {
  int code = answer("nvmlSystemGetCudaDriverVersion_v2", 0);
  if (!code) {
    *version = (int)NUMBER(CUDA);
  }
  return code;
}

int nvmlDeviceGetCount_v2(unsigned *count) {
  int code = answer("nvmlDeviceGetCount_v2", 0);
  if (!code) {
    *count = (unsigned)NUMBER(COUNT);
  }
  return code;
}

int nvmlDeviceGetHandleByIndex_v2(unsigned index, void **device) {
  int code = answer("nvmlDeviceGetHandleByIndex_v2", (int)index);
  if (!code) {
    *device = &devices[index];
  }
  return code;
}

int nvmlDeviceGetName(nvml_device device, char *name, unsigned length) {
  int code = answer("nvmlDeviceGetName", device->index);
  if (!code) {
    fake_copy(name, fake_text("FAKE_NVML_NAME", NAME), length);
  }
  return code;
}

int nvmlDeviceGetUUID(nvml_device device, char *uuid, unsigned length) {
  int code = answer("nvmlDeviceGetUUID", device->index);
  if (!code) {
    snprintf(uuid, length, "GPU-eaf23aa1-4d3d-596c-da66-b86b0e5db5%02x", uuid_end(device->index));
  }
  return code;
}

int nvmlDeviceGetPciInfo_v3(nvml_device device, nvml_pci_info *info) {
  int code = answer("nvmlDeviceGetPciInfo_v3", device->index);
  if (!code) {
    info->bus = bus_of(device->index);
    info->pci_device = 0x233010de;
    info->pci_subsystem = 0x16c110de;
    snprintf(info->legacy, sizeof info->legacy, "0000:%02X:00.0", info->bus);
    snprintf(info->address, sizeof info->address, "00000000:%02X:00.0", info->bus);
  }
  return code;
}

int nvmlDeviceGetMemoryInfo(nvml_device device, unsigned long long *total_free_used) {
  int code = answer("nvmlDeviceGetMemoryInfo", device->index);
  if (!code && !NUMBER(MEMORY)) {
    return NOT_SUPPORTED;
  }
  if (!code) {
    total_free_used[0] = (unsigned long long)NUMBER(MEMORY);
  }
  return code;
}

#ifndef OLD
int nvmlDeviceGetCudaComputeCapability(nvml_device device, int *major, int *minor) {
  int code = answer("nvmlDeviceGetCudaComputeCapability", device->index);
  if (!code) {
    *major = (int)(NUMBER(CC) / 10);
    *minor = (int)(NUMBER(CC) % 10);
  }
  return code;
}

int nvmlDeviceGetMigMode(nvml_device device, unsigned *current, unsigned *pending) {
  int code = answer("nvmlDeviceGetMigMode", device->index);
  if (!code && NUMBER(MIG) < 0) {
    return NOT_SUPPORTED;
  }
  if (!code) {
    *current = *pending = (unsigned)NUMBER(MIG);
  }
  return code;
}

int nvmlDeviceGetMaxMigDeviceCount(nvml_device device, unsigned *count) {
  int code = answer("nvmlDeviceGetMaxMigDeviceCount", device->index);
  if (!code) {
    *count = 7;
  }
  return code;
}

int nvmlDeviceGetMigDeviceHandleByIndex(nvml_device device, unsigned index, void **instance) {
  int code = answer("nvmlDeviceGetMigDeviceHandleByIndex", device->index);
  if (code || index >= (unsigned)NUMBER(INSTANCES)) {
    return code ? code : NOT_FOUND;
  }
  *instance = device;
  return 0;
}
#endif
#endif
