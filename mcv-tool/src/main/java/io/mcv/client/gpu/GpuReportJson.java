package io.mcv.client.gpu;

import io.mcv.gpu.model.ArchSource;
import io.mcv.gpu.model.Gpu;
import io.mcv.gpu.model.GpuReport;
import io.mcv.gpu.model.PciIdentity;
import io.mcv.gpu.model.SourceReport;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.json.JsonException;
import io.mcv.spec.fit.PtxVersion;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report of a host's GPUs as JSON, which {@code gpu-info --json} prints and {@code --gpu-stub}
 * reads.
 *
 * <p>Each GPU begins with the record of MCV, {@code TritonGPUInfo}, in its order; {@code fleet} has
 * the keys of MCV's {@code GPUFleetSummary}. A value that is not known is null.
 */
public final class GpuReportJson {
  private static final int MEBIBYTE_BITS = 20;

  private GpuReportJson() {}

  /** The report as objects of {@link io.mcv.oci.json.GoJson}. */
  public static Map<String, @Nullable Object> write(GpuReport report) {
    return new GoStruct()
        .put("gpus", report.gpus().stream().map(gpu -> gpu(gpu).fields()).toList())
        .put("fleet", report.fleet().stream().map(group -> group(group).fields()).toList())
        .put("sources", report.sources().stream().map(source -> source(source).fields()).toList())
        .put("environment", report.environment())
        .put("warnings", report.warnings())
        .fields();
  }

  /**
   * Reads a report. A file that was written by hand needs no more than {@code backend} and {@code
   * arch} of each GPU, in a list or under {@code gpus}.
   *
   * @throws JsonException if it is none; the message names GPU and key
   */
  public static GpuReport read(byte[] utf8) throws JsonException {
    return GpuReportReader.read(utf8);
  }

  private static GoStruct gpu(Gpu gpu) {
    Long memory = gpu.memoryBytes();
    ArchSource archSource = gpu.archSource();
    PtxVersion ptx =
        gpu.cudaDriver() == null ? null : PtxVersion.ofDriver(gpu.cudaDriver()).orElse(null);
    return new GoStruct()
        .put("name", gpu.name())
        .put("uuid", gpu.uuid())
        .put("compute_capability", gpu.computeCapability())
        .put("arch", gpu.arch())
        .put("warp_size", gpu.warpSize())
        .put("memory_total_mb", memory == null ? null : memory >> MEBIBYTE_BITS)
        .put("ptx_version", ptx == null ? null : ptx.number())
        .put("backend", gpu.backend())
        .put("id", gpu.id())
        .put("vendor", gpu.vendor().name().toLowerCase(Locale.ROOT))
        .put("pci", gpu.pci() == null ? null : pci(gpu.pci()))
        .put("arch_source", archSource == null ? null : archSource.id())
        .put("arch_override", gpu.archOverride())
        .put("multiprocessors", gpu.multiprocessors())
        .put("memory_bytes", memory)
        .put("integrated", gpu.integrated())
        .put("driver", gpu.driver() == null ? null : driver(gpu.driver()))
        .put("cuda_driver_version", CudaVersion.text(gpu.cudaDriver()))
        .put("max_ptx_version", ptx == null ? null : ptx.toString())
        .put("partition", gpu.partition() == null ? null : partition(gpu.partition()))
        .put("visible", gpu.visible())
        .put("hidden_by", gpu.hiddenBy())
        .put("amdsmi_uuid", gpu.amdsmiUuid())
        .put("warnings", gpu.warnings());
  }

  /** Also of devices that are no GPUs. */
  static GoStruct pci(PciIdentity pci) {
    return new GoStruct()
        .put("address", pci.address().toString())
        .put("class", hex(pci.classCode(), 6))
        .put("vendor_id", hex(pci.vendor(), 4))
        .put("device_id", hex(pci.device(), 4))
        .put("subsystem_vendor_id", hex(pci.subsystemVendor(), 4))
        .put("subsystem_device_id", hex(pci.subsystemDevice(), 4))
        .put("revision", hex(pci.revision(), 2))
        .put("numa_node", pci.numaNode());
  }

  private static GoStruct driver(Gpu.Driver driver) {
    return new GoStruct().put("name", driver.name()).put("version", driver.version());
  }

  private static GoStruct partition(Gpu.Partition partition) {
    return new GoStruct()
        .put("index", partition.index())
        .put("compute", partition.compute())
        .put("memory", partition.memory())
        .put("mig", partition.mig());
  }

  private static GoStruct group(GpuReport.Group group) {
    return new GoStruct()
        .put("gpuType", group.gpuType())
        .put("driverVersion", group.driverVersion())
        .put("ids", group.ids());
  }

  private static GoStruct source(SourceReport source) {
    return new GoStruct()
        .put("name", source.source().id())
        .put("path", source.path())
        .put("version", source.version())
        .put("status", source.status().id())
        .put("code", source.code())
        .put("message", source.message())
        .put("millis", source.millis());
  }

  private static String hex(int value, int digits) {
    return "0x" + String.format(Locale.ROOT, "%0" + digits + "x", value);
  }
}
