package io.mcv.oci.image;

import io.mcv.oci.json.GoJson;
import io.mcv.oci.json.GoNil;
import io.mcv.oci.json.GoStruct;
import io.mcv.oci.model.Descriptor;
import io.mcv.oci.model.ImageConfig;
import io.mcv.oci.model.ImageManifest;
import io.mcv.oci.model.MediaType;
import io.mcv.oci.model.OciException;
import io.mcv.oci.model.Platform;
import io.mcv.oci.model.Printable;
import io.mcv.oci.model.RawManifest;
import io.mcv.oci.model.UnsupportedFormatException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code skopeo inspect} prints of an image, byte for byte. Immutable: {@link #withPlatform}
 * and {@link #withSizes} give a report with more.
 *
 * <table>
 * <caption>Fields in their order</caption>
 * <tr><td>Name</td><td>repository without tag, where the reference has a docker name; else left out</td></tr>
 * <tr><td>Tag</td><td>never set; a template may name it</td></tr>
 * <tr><td>Digest</td><td>of what was addressed: for an index, that of the index</td></tr>
 * <tr><td>RepoTags</td><td>tags in the order of the registry, else {@code []}</td></tr>
 * <tr><td>Created, DockerVersion, Labels, Architecture, Os, Env</td>
 *   <td>from the configuration; {@code null} differs from empty</td></tr>
 * <tr><td>Layers, LayersData</td><td>from the manifest of the instance</td></tr>
 * <tr><td>Platform, CompressedSize, UnpackedSize</td><td>our own, only where asked for</td></tr>
 * </table>
 */
public final class InspectReport {
  private static final String INDENT = "    ";

  private static final OffsetDateTime GO_ZERO_TIME =
      OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final GoStruct fields;
  private final SkopeoDialect dialect;

  private InspectReport(GoStruct fields, SkopeoDialect dialect) {
    this.fields = fields;
    this.dialect = dialect;
  }

  /**
   * The report of an image.
   *
   * @param addressed what the reference names, a manifest or index
   * @param instance the manifest itself, or the one that was chosen from the index
   * @param config the configuration blob of the instance
   * @param name repository without tag: of {@code docker://}, of {@code docker-archive:} with a
   *     name; else null
   * @param repoTags tags of the repository
   * @param dialect whose report it is
   * @throws UnsupportedFormatException if the instance is an artifact and not an image
   */
  public static InspectReport of(
      RawManifest addressed,
      ImageManifest instance,
      byte[] config,
      @Nullable String name,
      List<String> repoTags,
      SkopeoDialect dialect)
      throws OciException {
    requireImage(instance);
    ImageConfig image = ImageConfig.parse(config);
    Map<String, String> labels = image.config().labels();
    List<String> env = image.config().env();
    GoStruct fields =
        new GoStruct()
            .putUnlessEmpty("Name", name == null ? "" : name)
            .putUnlessEmpty("Tag", "")
            .put("Digest", addressed.digest().toString())
            .put("RepoTags", List.copyOf(repoTags))
            .put("Created", created(instance, image))
            .put("DockerVersion", image.dockerVersion())
            .put("Labels", labels == null ? GoNil.MAP : labels)
            .put("Architecture", image.architecture())
            .put("Os", image.os())
            .put(
                "Layers",
                instance.layers().stream().map(each -> each.digest().toString()).toList());
    if (dialect.knowsLayersData()) {
      fields.put("LayersData", instance.layers().stream().map(InspectReport::layer).toList());
    }
    return new InspectReport(fields.put("Env", env == null ? GoNil.SLICE : env), dialect);
  }

  /**
   * Says no to an artifact, before its configuration is fetched.
   *
   * @throws UnsupportedFormatException if the configuration is not that of an image
   */
  public static void requireImage(ImageManifest manifest) throws UnsupportedFormatException {
    MediaType config = manifest.config().mediaType();
    if (manifest.mediaType().equals(MediaType.OCI_MANIFEST)
        && !config.equals(MediaType.OCI_CONFIG)) {
      MediaType artifactType = manifest.artifactType();
      MediaType type = artifactType == null ? config : artifactType;
      throw new UnsupportedFormatException(
          "unsupported image-specific operation on artifact with type \""
              + Printable.of(type.value())
              + "\"");
    }
  }

  /** What {@code skopeo inspect --config} prints, with a newline at its end. */
  public static byte[] configReport(ImageConfig config, SkopeoDialect dialect) {
    return lines(config.toStruct(dialect.config()), dialect);
  }

  /** The reports of several images as a JSON array, with a newline at its end. */
  public static byte[] toJson(List<InspectReport> reports, SkopeoDialect dialect) {
    return lines(reports.stream().map(InspectReport::fields).toList(), dialect);
  }

  /** The configurations of several images as {@link #configReport} prints one, in a JSON array. */
  public static byte[] configReports(List<ImageConfig> configs, SkopeoDialect dialect) {
    return lines(configs.stream().map(each -> each.toStruct(dialect.config())).toList(), dialect);
  }

  /** The same with {@code Platform}, such as {@code linux/arm64/v8}. */
  public InspectReport withPlatform(Platform platform) {
    return new InspectReport(fields.copy().put("Platform", platform.toString()), dialect);
  }

  /**
   * The same with {@code CompressedSize} and {@code UnpackedSize}.
   *
   * @param compressed bytes of the layers as stored
   * @param unpacked bytes of their tars
   */
  public InspectReport withSizes(long compressed, long unpacked) {
    return new InspectReport(
        fields.copy().put("CompressedSize", compressed).put("UnpackedSize", unpacked), dialect);
  }

  /** The report as JSON, with a newline at its end. */
  public byte[] toJson() {
    return lines(fields, dialect);
  }

  /** Whose report it is. */
  SkopeoDialect dialect() {
    return dialect;
  }

  /** The fields by the names that a template uses. */
  GoStruct fields() {
    return fields;
  }

  /** Of docker's form skopeo keeps the time by value, so one that is not there is Go's zero. */
  private static @Nullable OffsetDateTime created(ImageManifest instance, ImageConfig image) {
    OffsetDateTime created = image.created();
    boolean docker = instance.mediaType().equals(MediaType.DOCKER_MANIFEST);
    return created == null && docker ? GO_ZERO_TIME : created;
  }

  static byte[] lines(Object value, SkopeoDialect dialect) {
    byte[] json = GoJson.indented(value, INDENT, dialect.go());
    byte[] line = Arrays.copyOf(json, json.length + 1);
    line[json.length] = '\n';
    return line;
  }

  private static GoStruct layer(Descriptor layer) {
    Map<String, String> annotations = layer.annotations();
    return new GoStruct()
        .put("MIMEType", layer.mediaType().value())
        .put("Digest", layer.digest().toString())
        .put("Size", layer.size())
        .put("Annotations", annotations == null ? GoNil.MAP : annotations);
  }
}
