/*
 * Stands in for libamd_smi.so: MI300Xs, the first at 0000:0c:00.0, each on a socket of its own and
 * beside a network card.
 *
 * Macros, for what the compiler must know:
 *   AMDSMI_GEN=70    ROCm of the structures: 57, 60, 61, 62, 63, 64 or 70
 *   AMDSMI_SHIFT=8   bytes before the first field of asic info: a layout of no release; 0 if not set
 *   AMDSMI_BARE      only functions that all releases have
 *
 * Variables, with what they are if not set:
 *   FAKE_AMDSMI_INIT=0            what amdsmi_init answers
 *   FAKE_AMDSMI_HANG              set to anything: amdsmi_init never returns
 *   FAKE_AMDSMI_ABORT             set to anything: amdsmi_init ends the process with SIGABRT
 *   FAKE_AMDSMI_SOCKETS=0         what amdsmi_get_socket_handles answers
 *   FAKE_AMDSMI_PROCESSORS=0      what amdsmi_get_processor_handles answers
 *   FAKE_AMDSMI_ASIC=0            what amdsmi_get_gpu_asic_info answers
 *   FAKE_AMDSMI_FACTS=0           what the functions for other facts answer
 *   FAKE_AMDSMI_GPUS=1            how many GPUs there are, up to 64
 *   FAKE_AMDSMI_GROWS=0           how many more there are at each call
 *   FAKE_AMDSMI_COUNT             what is told as the number of handles, whatever is written
 *   FAKE_AMDSMI_PARTS=1           how many partitions each GPU has: 1, 2, 3, 4 or 8
 *   FAKE_AMDSMI_FUNCTIONS=1       0: partitions have the same address
 *   FAKE_AMDSMI_PARTITION_IDS=1   0: partitions do not know their numbers
 *   FAKE_AMDSMI_TYPE=1            type of the GPUs: 6 is an APU
 *   FAKE_AMDSMI_DOMAIN=0          PCI domain
 *   FAKE_AMDSMI_DEVICE=0x74a1     PCI device
 *   FAKE_AMDSMI_GFX               target_graphics_version; gfx942 as the release writes it
 *   FAKE_AMDSMI_UNITS=304         compute units
 *   FAKE_AMDSMI_NAME, FAKE_AMDSMI_VENDOR, FAKE_AMDSMI_DRIVER=6.12.12    texts
 */
#define _GNU_SOURCE
#include "fake.h"

#include <malloc.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifndef AMDSMI_GEN
#define AMDSMI_GEN 70
#endif
#ifndef AMDSMI_SHIFT
#define AMDSMI_SHIFT 0
#endif
#define NUMBER(knob, otherwise) fake_number("FAKE_AMDSMI_" #knob, otherwise)
#define TEXT(knob, otherwise) fake_text("FAKE_AMDSMI_" #knob, otherwise)
#if AMDSMI_GEN >= 64
#define GFX942 0x942
#else
#define GFX942 942
#endif

enum { SUCCESS = 0, INVAL = 1, NOT_INIT = 32, INSUFFICIENT_SIZE = 41, MAX_GPUS = 64, MAX_PARTS = 8 };

#if AMDSMI_GEN >= 62
#define MARKET_BYTES 256
#else
#define MARKET_BYTES 64
#endif
#if AMDSMI_GEN >= 64
#define TEXT_BYTES 256
#define SERIAL_BYTES 256
#else
#define TEXT_BYTES 64
#define SERIAL_BYTES 32
#endif

typedef struct {
#if AMDSMI_SHIFT > 0
  char shift[AMDSMI_SHIFT];
#endif
  char market_name[MARKET_BYTES];
  uint32_t vendor_id;
#if AMDSMI_GEN >= 60
  char vendor_name[TEXT_BYTES];
#endif
  uint32_t subvendor_id;
  uint64_t device_id;
  uint32_t rev_id;
  char asic_serial[SERIAL_BYTES];
#if AMDSMI_GEN == 60 || AMDSMI_GEN == 61
  uint16_t oam_id;
  uint32_t reserved[18];
#elif AMDSMI_GEN == 62
  uint32_t oam_id;
  uint32_t reserved[18];
#elif AMDSMI_GEN == 63
  uint32_t oam_id;
  uint32_t num_of_compute_units;
  uint64_t target_graphics_version;
  uint32_t reserved[16];
#elif AMDSMI_GEN >= 64
  uint32_t oam_id;
  uint32_t num_of_compute_units;
  uint64_t target_graphics_version;
  uint32_t reserved[22];
#else
  uint32_t reserved[3];
#endif
} asic_info;

typedef struct {
#if AMDSMI_GEN <= 60
  char name[TEXT_BYTES];
  char version[TEXT_BYTES];
  char date[TEXT_BYTES];
#else
  char version[TEXT_BYTES];
  char date[TEXT_BYTES];
  char name[TEXT_BYTES];
#endif
} driver_info;

typedef struct {
  uint64_t kfd_id;
  uint32_t node_id;
  uint32_t current_partition_id;
  uint32_t reserved[12];
} kfd_info;

typedef struct {
  uint32_t drm_render;
  uint32_t drm_card;
  uint32_t hsa_id;
  uint32_t hip_id;
  char hip_uuid[256];
} enumeration_info;

typedef struct {
  int gpu;
  int part;
  uint32_t type;
} processor;

static processor processors[MAX_GPUS][MAX_PARTS + 1];
static int open_count;
static int asic_calls;
static int listings;

/* For the tests: the sizes and offsets that the compiler gives. */
size_t fake_asic_size(void) { return sizeof(asic_info); }
size_t fake_vendor_id_offset(void) { return offsetof(asic_info, vendor_id); }
size_t fake_device_id_offset(void) { return offsetof(asic_info, device_id); }
#if AMDSMI_GEN >= 63
size_t fake_units_offset(void) { return offsetof(asic_info, num_of_compute_units); }
size_t fake_gfx_offset(void) { return offsetof(asic_info, target_graphics_version); }
#endif
/* For the tests: how often it was started without being ended, and asked for asic info. */
int fake_open_count(void) { return open_count; }
int fake_asic_calls(void) { return asic_calls; }

/* Zeros a whole structure, as the library does; a buffer that is too small is told, not overrun. */
static int cleared(void *structure, size_t size) {
  if (open_count <= 0) {
    return NOT_INIT;
  }
  if (structure == NULL) {
    return INVAL;
  }
  if (malloc_usable_size(structure) < size) {
    return INSUFFICIENT_SIZE;
  }
  memset(structure, 0, size);
  return SUCCESS;
}

static int parts(void) {
  int told = (int)NUMBER(PARTS, 1);
  return told < 1 || told > MAX_PARTS ? 1 : told;
}

int amdsmi_init(uint64_t flags) {
  if (getenv("FAKE_AMDSMI_HANG")) {
    fake_hang();
  }
  if (getenv("FAKE_AMDSMI_ABORT")) {
    abort();
  }
  if (flags != 2) {
    return INVAL;
  }
  int status = (int)NUMBER(INIT, 0);
  if (status != SUCCESS) {
    return status;
  }
  for (int gpu = 0; gpu < MAX_GPUS; gpu++) {
    for (int part = 0; part < parts(); part++) {
      processors[gpu][part] = (processor){gpu, part, (uint32_t)NUMBER(TYPE, 1)};
    }
    /* A network card, which is no GPU. */
    processors[gpu][parts()] = (processor){gpu, 0, 7};
  }
  open_count++;
  return SUCCESS;
}

int amdsmi_shut_down(void) {
  open_count--;
  return SUCCESS;
}

/* Writes handles as far as there is room for them, or counts them where there is none. */
static int list(uint32_t *count, void **handles, uint32_t size, char *first, size_t step) {
  if (open_count <= 0 || count == NULL) {
    return open_count <= 0 ? NOT_INIT : INVAL;
  }
  if (handles != NULL) {
    if (*count < size) {
      size = *count;
    }
    for (uint32_t i = 0; i < size; i++) {
      handles[i] = first + i * step;
    }
  }
  *count = (uint32_t)NUMBER(COUNT, size);
  return SUCCESS;
}

int amdsmi_get_socket_handles(uint32_t *count, void **handles) {
  uint32_t gpus = (uint32_t)(NUMBER(GPUS, 1) + NUMBER(GROWS, 0) * listings++);
  int status = (int)NUMBER(SOCKETS, 0);
  return status != SUCCESS
             ? status
             : list(count, handles, gpus, (char *)processors, sizeof processors[0]);
}

int amdsmi_get_processor_handles(void *socket, uint32_t *count, void **handles) {
  int status = (int)NUMBER(PROCESSORS, 0);
  return status != SUCCESS
             ? status
             : list(count, handles, (uint32_t)parts() + 1, socket, sizeof(processor));
}

int amdsmi_get_processor_type(processor *handle, uint32_t *type) {
  *type = handle->type;
  return SUCCESS;
}

int amdsmi_get_gpu_device_bdf(processor *handle, uint64_t *bdf) {
  uint64_t function = NUMBER(FUNCTIONS, 1) ? (uint64_t)handle->part : 0;
  *bdf = (uint64_t)NUMBER(DOMAIN, 0) << 16 | (uint64_t)(0x0c + handle->gpu) << 8 | function;
  return SUCCESS;
}

int amdsmi_get_gpu_asic_info(processor *handle, asic_info *info) {
  int status = cleared(info, sizeof *info);
  asic_calls++;
  if (status == SUCCESS) {
    status = (int)NUMBER(ASIC, 0);
  }
  if (status != SUCCESS) {
    return status;
  }
  fake_copy(info->market_name, TEXT(NAME, "AMD Instinct MI300X"), sizeof info->market_name);
  info->vendor_id = 0x1002;
  info->subvendor_id = 0x1002;
  info->device_id = (uint64_t)NUMBER(DEVICE, 0x74a1);
  info->rev_id = 0;
  snprintf(info->asic_serial, sizeof info->asic_serial, "0x%016x", 0x1234 + handle->gpu);
#if AMDSMI_GEN >= 60
  const char *vendor = TEXT(VENDOR, "Advanced Micro Devices, Inc. [AMD/ATI]");
  fake_copy(info->vendor_name, vendor, sizeof info->vendor_name);
  info->oam_id = (uint16_t)handle->gpu;
#endif
#if AMDSMI_GEN >= 63
  info->num_of_compute_units = (uint32_t)NUMBER(UNITS, 304);
  info->target_graphics_version = (uint64_t)NUMBER(GFX, GFX942);
#endif
  return SUCCESS;
}

#ifndef AMDSMI_BARE

/* As cleared, for functions that fail together. */
static int fact(void *structure, size_t size) {
  int status = cleared(structure, size);
  return status != SUCCESS ? status : (int)NUMBER(FACTS, 0);
}

typedef struct {
  uint32_t first;
  uint32_t second;
  uint32_t third;
  uint32_t fourth;
  const char *build;
} lib_version;

int amdsmi_get_lib_version(lib_version *version) {
  if (malloc_usable_size(version) < sizeof *version) {
    return INSUFFICIENT_SIZE;
  }
#if AMDSMI_GEN >= 70
  *version = (lib_version){26, 1, 0, 0, "26.1.0"};
#elif AMDSMI_GEN == 64
  *version = (lib_version){25, 4, 2, 0, "25.4.2"};
#elif AMDSMI_GEN == 63
  *version = (lib_version){24, 7, 1, 0, "24.7.1.0"};
#elif AMDSMI_GEN == 62
  *version = (lib_version){24, 6, 2, 0, "24.6.2.0"};
#elif AMDSMI_GEN == 61
  *version = (lib_version){24, 5, 1, 0, "24.5.1.0"};
#elif AMDSMI_GEN == 60
  *version = (lib_version){23, 4, 2, 0, "23.4.2.0"};
#else
  *version = (lib_version){23, 2, 1, 0, "23.2.1.0"};
#endif
  return SUCCESS;
}

int amdsmi_status_code_to_string(uint32_t status, const char **text) {
  *text = status == 50 ? "AMDSMI_STATUS_HSMP_TIMEOUT: HSMP message timed out" : NULL;
  return status == 50 ? SUCCESS : INVAL;
}

int amdsmi_get_gpu_device_uuid(processor *handle, unsigned int *length, char *uuid) {
  int status = fact(uuid, 38);
  if (status != SUCCESS) {
    return status;
  }
  if (*length < 38) {
    return INVAL;
  }
  *length = 38;
  snprintf(uuid, 38, "%02xff74a1-0000-1000-80e2-0000000000%02x", handle->gpu, handle->part);
  return SUCCESS;
}

int amdsmi_get_gpu_memory_total(processor *handle, int type, uint64_t *bytes) {
  (void)handle;
  *bytes = UINT64_C(206141652992) / (uint64_t)parts();
  return type == 0 ? (int)NUMBER(FACTS, 0) : INVAL;
}

int amdsmi_get_gpu_driver_info(processor *handle, driver_info *info) {
  int status = fact(info, sizeof *info);
  (void)handle;
  if (status != SUCCESS) {
    return status;
  }
  fake_copy(info->name, "amdgpu", sizeof info->name);
  fake_copy(info->version, TEXT(DRIVER, "6.12.12"), sizeof info->version);
  fake_copy(info->date, "20150101", sizeof info->date);
  return SUCCESS;
}

int amdsmi_get_gpu_compute_partition(processor *handle, char *mode, uint32_t size) {
  static const char *const modes[] = {"?", "SPX", "DPX", "TPX", "QPX", "?", "?", "?", "CPX"};
  (void)handle;
  if (size < 4) {
    return INSUFFICIENT_SIZE;
  }
  fake_copy(mode, modes[parts()], size);
  return (int)NUMBER(FACTS, 0);
}

#if AMDSMI_GEN >= 63
int amdsmi_get_gpu_kfd_info(processor *handle, kfd_info *info) {
  int status = fact(info, sizeof *info);
  if (status != SUCCESS) {
    return status;
  }
  info->kfd_id = 18421;
  info->node_id = (uint32_t)(1 + handle->gpu * parts() + handle->part);
  info->current_partition_id = NUMBER(PARTITION_IDS, 1) ? (uint32_t)handle->part : UINT32_MAX;
  return SUCCESS;
}
#endif

#if AMDSMI_GEN >= 64
int amdsmi_get_gpu_enumeration_info(processor *handle, enumeration_info *info) {
  int status = fact(info, sizeof *info);
  if (status != SUCCESS) {
    return status;
  }
  info->drm_render = 128;
  snprintf(info->hip_uuid, sizeof info->hip_uuid, "GPU-%016x", 0x1234 + handle->gpu);
  return SUCCESS;
}
#endif

#endif
