package io.mcv.gpu.library;

import com.sun.jna.Memory;
import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Asks HIP, AMD's runtime, of ROCm 6 and later. It is slow and big, and so comes last. */
final class HipQuery implements LibraryQuery {
  @Override
  public Source source() {
    return Source.HIP;
  }

  @Override
  public List<String> fileNames() {
    return List.of("libamdhip64.so", "libamdhip64.so.7", "libamdhip64.so.6", "libamdhip64.so.5");
  }

  @Override
  public SourceFacts ask(NativeFunctions library, Map<PciAddress, Integer> deviceIds)
      throws MissingFunctionException {
    LibraryCalls calls = new LibraryCalls(library, new HipErrors(library));
    try {
      if (!calls.has(HipDevice.PROPERTIES)) {
        throw new CallFailedException(
            null, library.path() + " is older than ROCm 6, and cannot be asked; update ROCm");
      }
      calls.require("hipInit", 0);
      Map<Fact, String> host = new EnumMap<>(Fact.class);
      List<DeviceFacts> devices = devices(calls, host);
      return new SourceFacts(calls.report(source(), null), host, devices);
    } catch (CallFailedException e) {
      return SourceFacts.none(calls.report(source(), null, e));
    }
  }

  private static List<DeviceFacts> devices(LibraryCalls calls, Map<Fact, String> host)
      throws CallFailedException, MissingFunctionException {
    Memory number = NativeFunctions.buffer();
    calls.require("hipGetDeviceCount", number);
    int count = calls.checkedCount("hipGetDeviceCount", number.getInt(0));
    Partitions partitions = new Partitions();
    for (int ordinal = 0; ordinal < count; ordinal++) {
      new HipDevice(calls, ordinal).addTo(partitions);
    }
    List<DeviceFacts> devices = partitions.devices();
    LibraryCalls.tellUnplaced(count - devices.size(), host);
    return devices;
  }
}
