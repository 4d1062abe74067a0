import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import java.nio.file.Path;

/** Writes a folder as the one layer of an image with jib-core, into a tar. */
public final class JibWriter {
  public static void main(String[] arguments) throws Exception {
    Path out = Path.of(arguments[1]);
    java.nio.file.Files.createDirectories(out);
    Jib.fromScratch()
        .setFormat(ImageFormat.OCI)
        .addFileEntriesLayer(
            FileEntriesLayer.builder()
                .addEntryRecursive(
                    Path.of(arguments[0]), AbsoluteUnixPath.get("/io.triton.cache"))
                .build())
        .containerize(
            Containerizer.to(TarImage.at(out.resolve("image.tar")).named("b/b"))
                .setBaseImageLayersCache(out.resolve("base"))
                .setApplicationLayersCache(out.resolve("layers"))
                .setOfflineMode(true));
  }
}
