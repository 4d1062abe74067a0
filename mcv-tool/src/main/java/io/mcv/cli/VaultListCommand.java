package io.mcv.cli;

import io.mcv.client.VaultImage;
import io.mcv.oci.json.GoStruct;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code vault ls}: the images of the vault, in docker's columns. */
final class VaultListCommand extends Command {
  private static final int SHORT_ID = 12;
  private static final String NONE = "<none>";

  private final Mark json = flags.mark("--json", "Print the result as JSON.");

  private final Mark whole = flags.mark("--no-trunc", "Show whole image ids.");

  VaultListCommand(Context context) {
    super(context, "ls", "List the images of the vault.");
    spec().usageMessage().sortOptions(true);
  }

  @Override
  int run() throws IOException {
    List<VaultImage> images = client().vault().images();
    if (json.given()) {
      console().printJson(images.stream().map(VaultListCommand::json).toList());
      return ExitCode.OK;
    }
    Table table = new Table("REPOSITORY", "TAG", "IMAGE ID", "CREATED", "SIZE");
    for (VaultImage image : images) {
      table.row(
          Objects.requireNonNullElse(image.repository(), NONE),
          Objects.requireNonNullElse(image.tag(), NONE),
          image.id() == null ? NONE : shortened(image.id().hex()),
          day(image.created()),
          Sizes.of(image.size()));
    }
    table.lines().forEach(console()::print);
    return ExitCode.OK;
  }

  @Override
  String doing() {
    return "listing the vault";
  }

  private String shortened(String hex) {
    return whole.given() ? hex : hex.substring(0, SHORT_ID);
  }

  /** A date rather than an age: images are dated 1970 unless somebody says otherwise. */
  private static String day(@Nullable OffsetDateTime created) {
    return created == null ? NONE : DateTimeFormatter.ISO_LOCAL_DATE.format(created);
  }

  private static Object json(VaultImage image) {
    return new GoStruct()
        .put("repository", image.repository())
        .put("tag", image.tag())
        .put("digest", image.digest().toString())
        .put("id", image.id() == null ? null : image.id().toString())
        .put(
            "created",
            image.created() == null
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(image.created()))
        .put("size", image.size())
        .fields();
  }
}
