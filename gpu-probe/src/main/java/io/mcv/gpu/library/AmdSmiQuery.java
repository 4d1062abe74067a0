package io.mcv.gpu.library;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks amdsmi, AMD's management library, of ROCm 5.7 to 7.x. It lists sockets, each with its
 * processors; a GPU is a processor, and so is each of its compute partitions.
 */
final class AmdSmiQuery implements LibraryQuery {
  /** {@code AMDSMI_INIT_AMD_GPUS}. */
  private static final long AMD_GPUS = 2;

  private static final int MAX_PROCESSORS = 512;

  @Override
  public Source source() {
    return Source.AMDSMI;
  }

  @Override
  public List<String> fileNames() {
    return List.of(
        "libamd_smi.so",
        "libamd_smi.so.26",
        "libamd_smi.so.25",
        "libamd_smi.so.24",
        "libamd_smi.so.23");
  }

  @Override
  public SourceFacts ask(NativeFunctions library, Map<PciAddress, Integer> deviceIds)
      throws MissingFunctionException {
    LibraryCalls calls = new LibraryCalls(library, new AmdSmiErrors(library));
    try {
      calls.require("amdsmi_init", AMD_GPUS);
    } catch (CallFailedException e) {
      return SourceFacts.none(calls.report(source(), null, e));
    }
    try {
      return started(calls, deviceIds);
    } finally {
      library.call("amdsmi_shut_down");
    }
  }

  private SourceFacts started(LibraryCalls calls, Map<PciAddress, Integer> deviceIds)
      throws MissingFunctionException {
    // Before ROCm 6.4 it is not told until the library is started.
    String version = version(calls);
    try {
      Partitions partitions = new Partitions();
      for (Pointer processor : processors(calls)) {
        new AmdSmiProcessor(calls, processor, version).addTo(partitions, deviceIds);
      }
      return new SourceFacts(calls.report(source(), version), Map.of(), partitions.devices());
    } catch (CallFailedException e) {
      return SourceFacts.none(calls.report(source(), version, e));
    }
  }

  private static List<Pointer> processors(LibraryCalls calls)
      throws CallFailedException, MissingFunctionException {
    Memory count = NativeFunctions.buffer();
    Memory sockets = roomForHandles(count);
    calls.require("amdsmi_get_socket_handles", count, sockets);
    List<Pointer> processors = new ArrayList<>();
    for (Pointer socket : handles(count, sockets)) {
      Memory listed = roomForHandles(count);
      if (processors.size() < MAX_PROCESSORS
          && calls.attempt("amdsmi_get_processor_handles", socket, count, listed)) {
        processors.addAll(handles(count, listed));
      }
    }
    return processors.size() > MAX_PROCESSORS ? processors.subList(0, MAX_PROCESSORS) : processors;
  }

  /**
   * Room for handles, its size written as their count. There is room for many from the start, since
   * their number may change between a call that counts them and one that lists them.
   */
  private static Memory roomForHandles(Memory count) {
    Memory room = NativeFunctions.buffer();
    count.setInt(0, capacity(room));
    return room;
  }

  private static List<Pointer> handles(Memory count, Memory room) {
    long size = Math.min(Integer.toUnsignedLong(count.getInt(0)), capacity(room));
    List<Pointer> handles = new ArrayList<>();
    for (long i = 0; i < size; i++) {
      Pointer handle = room.getPointer(i * Long.BYTES);
      if (handle != null) {
        handles.add(handle);
      }
    }
    return handles;
  }

  private static int capacity(Memory room) {
    return Math.toIntExact(room.size() / Long.BYTES);
  }

  /**
   * The version, {@code 24.6.2} or {@code 26.1.0}: year, major and minor before ROCm 7, then major,
   * minor and release. The text beside them is not read: it is behind a pointer, which a next
   * layout may have elsewhere.
   */
  private static @Nullable String version(LibraryCalls calls) {
    Memory version = NativeFunctions.buffer();
    if (!calls.has("amdsmi_get_lib_version") || !calls.attempt("amdsmi_get_lib_version", version)) {
      return null;
    }
    return Integer.toUnsignedString(version.getInt(0))
        + "."
        + Integer.toUnsignedString(version.getInt(Integer.BYTES))
        + "."
        + Integer.toUnsignedString(version.getInt(2 * Integer.BYTES));
  }
}
