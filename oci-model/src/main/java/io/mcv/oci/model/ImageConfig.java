package io.mcv.oci.model;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoStruct;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of an image: OCI's, or as much of docker's as OCI has. Texts and lists are
 * empty where they are absent.
 *
 * @param created when the image was made, or null
 * @param author who made it
 * @param architecture for example {@code amd64}
 * @param os for example {@code linux}
 * @param osVersion version of the operating system
 * @param osFeatures features of the operating system that are needed
 * @param variant variant of the architecture, such as {@code v8}
 * @param config how a container is run
 * @param rootfs the layers
 * @param history how the layers came to be, lowest first
 * @param dockerVersion the docker that made it; docker's alone, read but never written
 * @see <a href="https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md">config.md</a>
 */
public record ImageConfig(
    @Nullable OffsetDateTime created,
    String author,
    String architecture,
    String os,
    String osVersion,
    List<String> osFeatures,
    String variant,
    ContainerConfig config,
    RootFs rootfs,
    List<HistoryEntry> history,
    String dockerVersion) {
  /** The largest configuration that is read, in bytes. Whoever fetches one stops there. */
  public static final int MAX_CONFIG_BYTES = 8 * 1024 * 1024;

  /** Whose order of fields is written. */
  public enum Dialect {
    /** image-spec 1.0, as buildah 1.28 and skopeo 1.9: variant before os. */
    IMAGE_SPEC_1_0,
    /** image-spec 1.1: variant after the features of the operating system. */
    IMAGE_SPEC_1_1
  }

  /** Copies what is mutable. */
  public ImageConfig {
    osFeatures = List.copyOf(osFeatures);
    history = List.copyOf(history);
  }

  /**
   * Reads a configuration. As in Go unknown fields are passed over and no field is required; unlike
   * in Go the case of names matters, and digests are checked.
   *
   * @throws MalformedDocumentException if it is not a JSON object, or a field is of a wrong type
   * @throws LimitExceededException if it has more than {@link #MAX_CONFIG_BYTES}
   */
  public static ImageConfig parse(byte[] json) throws OciException {
    return ConfigReader.read(json);
  }

  /**
   * The bytes that Go writes.
   *
   * @throws java.time.DateTimeException if a time is not in the years 0000 to 9999
   */
  public byte[] toBytes(Dialect dialect) {
    return GoJson.compact(toStruct(dialect));
  }

  /** The Go struct that {@link #toBytes} writes, with the names of JSON. */
  public GoStruct toStruct(Dialect dialect) {
    return ConfigWriter.write(this, dialect);
  }
}
