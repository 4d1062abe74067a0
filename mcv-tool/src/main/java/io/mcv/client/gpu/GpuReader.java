package io.mcv.client.gpu;

import static io.mcv.client.gpu.GpuReportReader.Numbers.optionalInt;
import static io.mcv.client.gpu.GpuReportReader.Numbers.optionalLong;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.GfxArch;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.Vendor;
import io.mcv.oci.json.JsonException;
import io.mcv.oci.json.JsonObject;
import io.mcv.spec.GpuTarget;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one GPU of a report. What follows from the rest may be left out. */
final class GpuReader {
  private static final String CUDA = Vendor.NVIDIA.backend();
  private static final String HIP = Vendor.AMD.backend();

  /** What ROCm's tools, and some caches, call {@code hip}. */
  private static final String ROCM = "rocm";

  private static final Pattern BACKEND = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

  /** A GPU has no suffix, but code for it may have one: {@code sm_90a}, {@code sm_100f}. */
  private static final Pattern CUDA_ARCH = Pattern.compile("(?:sm_)?([1-9][0-9]{1,2})[af]?");

  private static final Pattern OTHER_ARCH = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:+-]{0,63}");
  private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]{1,6}");
  private static final int CUDA_WARP_SIZE = 32;
  private static final int MAX_WARP_SIZE = 1024;
  private static final int MAX_ID = 65_535;
  private static final int MAX_MULTIPROCESSORS = 1_000_000;
  private static final long MEBIBYTE = 1 << 20;

  private final JsonObject json;

  GpuReader(JsonObject json) {
    this.json = json;
  }

  Gpu read(int place) throws JsonException {
    PciIdentity pci = pci();
    Vendor vendor = vendor(pci);
    String backend = backend(vendor);
    Vendor maker = vendor == null ? ofBackend(backend) : vendor;
    String arch = arch(backend);
    return new Gpu(
        id(place),
        pci,
        maker,
        name(maker, arch),
        text("uuid"),
        text("amdsmi_uuid"),
        backend,
        arch,
        archSource(),
        checked(backend, "arch_override", text("arch_override")),
        warpSize(backend, arch),
        optionalInt(json, "multiprocessors", 0, MAX_MULTIPROCESSORS),
        memory(),
        json.flag("integrated"),
        driver(),
        cudaDriver(),
        partition(),
        hiddenBy(),
        Objects.requireNonNullElse(json.optionalStrings("warnings"), List.of()));
  }

  private int id(int place) throws JsonException {
    // MCV writes it in capitals.
    Integer id = optionalInt(json, json.has("id") ? "id" : "ID", 0, MAX_ID);
    return id == null ? place : id;
  }

  private String name(Vendor vendor, @Nullable String arch) throws JsonException {
    String name = text("name");
    return name != null ? name : vendor.label() + " GPU" + (arch == null ? "" : " " + arch);
  }

  private @Nullable Vendor vendor(@Nullable PciIdentity pci) throws JsonException {
    String name = text("vendor");
    if (name == null) {
      return pci == null ? null : Vendor.ofPciId(pci.vendor());
    }
    for (Vendor vendor : Vendor.values()) {
      if (vendor.name().equals(name.toUpperCase(Locale.ROOT))) {
        return vendor;
      }
    }
    throw wrong("vendor", "a vendor such as nvidia or amd", name);
  }

  private static Vendor ofBackend(String backend) {
    for (Vendor vendor : Vendor.values()) {
      if (vendor.backend().equals(backend) && !backend.equals(GpuTarget.UNKNOWN)) {
        return vendor;
      }
    }
    return Vendor.OTHER;
  }

  private String backend(@Nullable Vendor vendor) throws JsonException {
    String backend = vendor == null ? json.string("backend") : text("backend");
    if (backend == null) {
      return Objects.requireNonNull(vendor).backend();
    }
    if (!BACKEND.matcher(backend).matches()) {
      throw wrong("backend", "a backend such as cuda or hip", backend);
    }
    return backend.equals(ROCM) ? HIP : backend;
  }

  private @Nullable String arch(String backend) throws JsonException {
    // Triton writes those of CUDA as numbers.
    String text = json.get("arch") instanceof Long number ? number.toString() : text("arch");
    if (GpuTarget.UNKNOWN.equals(text)) {
      return null;
    }
    String arch = checked(backend, "arch", text);
    String capability = backend.equals(CUDA) ? text("compute_capability") : null;
    if (capability == null) {
      return arch;
    }
    String ofCapability = checked(backend, "compute_capability", capability.replace(".", ""));
    if (arch != null && !arch.equals(ofCapability)) {
      throw wrong("compute_capability", "that of arch " + arch, capability);
    }
    return ofCapability;
  }

  private @Nullable String checked(String backend, String key, @Nullable String text)
      throws JsonException {
    if (text == null) {
      return null;
    }
    if (backend.equals(CUDA)) {
      return cudaArch(key, text);
    }
    if (backend.equals(HIP) && GfxArch.warpSize(withoutFeatures(text)).isEmpty()) {
      throw wrong(key, "an architecture of AMD such as gfx942", text);
    }
    if (!OTHER_ARCH.matcher(text).matches()) {
      throw wrong(key, "an architecture", text);
    }
    return text;
  }

  private String cudaArch(String key, String text) throws JsonException {
    Matcher arch = CUDA_ARCH.matcher(text);
    if (!arch.matches()) {
      throw wrong(key, "an architecture of CUDA such as 90", text);
    }
    return arch.group(1);
  }

  private @Nullable ArchSource archSource() throws JsonException {
    String id = text("arch_source");
    if (id == null) {
      return null;
    }
    for (ArchSource source : ArchSource.values()) {
      if (source.id().equals(id)) {
        return source;
      }
    }
    throw wrong("arch_source", "a source of this version such as libcuda", id);
  }

  private int warpSize(String backend, @Nullable String arch) throws JsonException {
    Integer size = optionalInt(json, "warp_size", 0, MAX_WARP_SIZE);
    if (size != null) {
      return size;
    }
    if (backend.equals(HIP) && arch != null) {
      return GfxArch.warpSize(withoutFeatures(arch)).orElse(0);
    }
    return backend.equals(CUDA) ? CUDA_WARP_SIZE : 0;
  }

  private @Nullable Long memory() throws JsonException {
    Long mebibytes = optionalLong(json, "memory_total_mb", 0, Long.MAX_VALUE / MEBIBYTE);
    Long bytes = optionalLong(json, "memory_bytes", 0, Long.MAX_VALUE);
    return bytes == null && mebibytes != null ? Long.valueOf(mebibytes * MEBIBYTE) : bytes;
  }

  private Gpu.@Nullable Driver driver() throws JsonException {
    JsonObject driver = json.optionalObject("driver");
    return driver == null
        ? null
        : new Gpu.Driver(driver.string("name"), driver.optionalString("version"));
  }

  private @Nullable Integer cudaDriver() throws JsonException {
    String text = text("cuda_driver_version");
    if (text == null) {
      return null;
    }
    Integer version = CudaVersion.parse(text);
    if (version == null) {
      throw wrong("cuda_driver_version", "a version of CUDA such as 12.8", text);
    }
    return version;
  }

  private Gpu.@Nullable Partition partition() throws JsonException {
    JsonObject partition = json.optionalObject("partition");
    return partition == null
        ? null
        : new Gpu.Partition(
            optionalInt(partition, "index", 0, MAX_ID),
            partition.optionalString("compute"),
            partition.optionalString("memory"),
            partition.optionalString("mig"));
  }

  /** Whoever plans may set {@code visible} and leave the reason as it was. */
  private @Nullable String hiddenBy() throws JsonException {
    String reason = text("hidden_by");
    if (json.get("visible") == null) {
      return reason;
    }
    return json.flag("visible") ? null : Objects.requireNonNullElse(reason, "its report says so");
  }

  private @Nullable PciIdentity pci() throws JsonException {
    JsonObject pci = json.optionalObject("pci");
    if (pci == null) {
      return null;
    }
    String address = pci.string("address");
    return new PciIdentity(
        PciAddress.parse(address)
            .orElseThrow(
                () ->
                    new JsonException(
                        pci.path("address") + " is not such as 0000:41:00.0: " + address)),
        hex(pci, "class", pci.string("class")),
        hex(pci, "vendor_id", pci.string("vendor_id")),
        hex(pci, "device_id", pci.string("device_id")),
        hex(pci, "subsystem_vendor_id", pci.optionalString("subsystem_vendor_id")),
        hex(pci, "subsystem_device_id", pci.optionalString("subsystem_device_id")),
        hex(pci, "revision", pci.optionalString("revision")),
        optionalInt(pci, "numa_node", 0, MAX_ID));
  }

  private static int hex(JsonObject pci, String name, @Nullable String text) throws JsonException {
    if (text == null) {
      return 0;
    }
    if (!HEX.matcher(text).matches()) {
      throw new JsonException(pci.path(name) + " is not such as 0x10de: " + text);
    }
    return Integer.decode(text);
  }

  /** Go's tools write what they do not know as an empty text. */
  private @Nullable String text(String name) throws JsonException {
    String text = json.optionalString(name);
    return text == null || text.isEmpty() ? null : text;
  }

  private static String withoutFeatures(String arch) {
    int features = arch.indexOf(':');
    return features < 0 ? arch : arch.substring(0, features);
  }

  private JsonException wrong(String key, String expected, String found) {
    return new JsonException(json.path(key) + " is not " + expected + ": " + found);
  }
}
