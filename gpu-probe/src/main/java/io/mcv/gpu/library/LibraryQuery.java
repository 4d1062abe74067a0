package io.mcv.gpu.library;

import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import java.util.List;
import java.util.Map;

/** Knows how to ask one library. */
interface LibraryQuery {
  /** Which source it is. */
  Source source();

  /** What the file may be called, the first that is found is taken. */
  List<String> fileNames();

  /**
   * Asks the library. What it answers is not trusted: texts are bounded, and made printable by
   * whoever shows them.
   *
   * @param library that was loaded
   * @param deviceIds PCI device ids of the functions on the buses, as sysfs tells them
   * @return what it tells; an error of the library is a report with its code and advice
   * @throws MissingFunctionException if it lacks a function that all versions have
   * @throws StubLibraryException if it is a stand-in for linking, so that the next one is tried
   */
  SourceFacts ask(NativeFunctions library, Map<PciAddress, Integer> deviceIds)
      throws MissingFunctionException, StubLibraryException;
}
