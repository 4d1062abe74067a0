package io.mcv.gpu.sysfs;

import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import org.jspecify.annotations.Nullable;

/** How reading a folder went. */
final class Reports {
  private Reports() {}

  /**
   * A report about a folder: {@code OK} if it can be listed, {@code FAILED} if it is there and
   * cannot.
   *
   * @param missing what it means that there is no such folder
   * @param message about a missing folder, or null
   */
  static SourceReport of(
      SystemRoot root, Source source, String folder, Status missing, @Nullable String message) {
    if (root.isFolder(folder)) {
      return report(root, source, folder, Status.OK, null);
    }
    if (root.exists(folder)) {
      return report(root, source, folder, Status.FAILED, "cannot list the folder /" + folder);
    }
    return report(root, source, folder, missing, message);
  }

  private static SourceReport report(
      SystemRoot root, Source source, String folder, Status status, @Nullable String message) {
    String path = root.path().resolve(folder).toString();
    return new SourceReport(source, status, path, null, null, message, null);
  }
}
