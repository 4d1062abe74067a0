package io.mcv.gpu.process;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a process is to ask, as its arguments: {@code libcuda=/usr/lib64/libcuda.so.1} for each
 * candidate of a source, the best first, and {@code 0000:41:00.0=2330} for each PCI function.
 *
 * @param requests the libraries
 * @param deviceIds PCI device ids of the functions on the buses
 */
public record ProbeArguments(List<LibraryRequest> requests, Map<PciAddress, Integer> deviceIds) {
  private static final int HEX = 16;

  /** Copies both. */
  public ProbeArguments {
    requests = List.copyOf(requests);
    deviceIds = Map.copyOf(deviceIds);
  }

  /** The arguments for these. */
  static List<String> of(List<LibraryRequest> requests, Map<PciAddress, Integer> deviceIds) {
    List<String> arguments = new ArrayList<>();
    for (LibraryRequest request : requests) {
      request.candidates().forEach(path -> arguments.add(request.source().id() + "=" + path));
    }
    new TreeMap<>(deviceIds)
        .forEach((address, id) -> arguments.add(address + "=" + Integer.toHexString(id)));
    return arguments;
  }

  /** Reads arguments; what is none is passed over. */
  public static ProbeArguments parse(String... arguments) {
    Map<Source, List<Path>> candidates = new EnumMap<>(Source.class);
    Map<PciAddress, Integer> deviceIds = new TreeMap<>();
    for (String argument : arguments) {
      int equals = Math.max(0, argument.indexOf('='));
      String key = argument.substring(0, equals);
      String value = argument.substring(Math.min(argument.length(), equals + 1));
      PciAddress.parse(key).ifPresent(address -> deviceIds.put(address, hex(value)));
      for (Source source : Source.values()) {
        if (source.id().equals(key)) {
          candidates.computeIfAbsent(source, any -> new ArrayList<>()).add(Path.of(value));
        }
      }
    }
    List<LibraryRequest> requests = new ArrayList<>();
    candidates.forEach((source, paths) -> requests.add(new LibraryRequest(source, paths)));
    return new ProbeArguments(requests, deviceIds);
  }

  private static int hex(String value) {
    return Integer.parseInt(value.toLowerCase(Locale.ROOT), HEX);
  }
}
