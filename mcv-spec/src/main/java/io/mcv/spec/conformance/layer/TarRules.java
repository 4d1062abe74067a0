package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.LayerFault.Kind;
import io.mcv.spec.conformance.rule.Rule;
import java.util.List;

/** Whether a layer is a whole stream and a tar that all readers understand alike. */
final class TarRules {
  private static final Rule STREAM_01 =
      FaultCheck.rule(
          "LAYER-STREAM-01",
          "The compressed stream of a layer MUST be whole and end with its blob.",
          Kind.CORRUPT_STREAM,
          "a whole gzip or zstd stream, nothing after it",
          "compress the layer anew");

  private static final Rule TAR_01 =
      FaultCheck.rule(
          "LAYER-TAR-01",
          "The checksum of every header MUST be right.",
          Kind.CHECKSUM,
          "a header with its checksum",
          "write the tar anew");

  private static final Rule TAR_02 =
      FaultCheck.rule(
          "LAYER-TAR-02",
          "A header MUST be of POSIX ustar or GNU tar, its numbers octal or in base 256.",
          Kind.HEADER,
          "ustar of POSIX or GNU, with numbers",
          "write the tar with --format=posix or --format=gnu");

  private static final Rule TAR_03 =
      FaultCheck.rule(
          "LAYER-TAR-03",
          "PAX records MUST be well-formed, and none of them come twice for one entry.",
          Kind.PAX_RECORD,
          "records LENGTH KEY=VALUE, no key twice",
          "write the tar anew");

  private static final Rule TAR_04 =
      FaultCheck.rule(
          "LAYER-TAR-04",
          "An entry MUST NOT have two PAX headers, two GNU long names, or both kinds.",
          Kind.AMBIGUOUS_HEADERS,
          "one PAX header or GNU long name before an entry",
          "write the tar anew");

  private static final Rule TAR_05 =
      FaultCheck.rule(
          "LAYER-TAR-05",
          "A global PAX header MUST NOT set a name or a size.",
          Kind.GLOBAL_HEADER,
          "no path, linkpath or size in a global header",
          "leave the global header out");

  private static final Rule TAR_06 =
      FaultCheck.rule(
          "LAYER-TAR-06",
          "A layer MUST NOT have sparse files.",
          Kind.SPARSE,
          "a file with all its bytes",
          "write the tar without --sparse");

  private static final Rule TAR_07 =
      FaultCheck.rule(
          "LAYER-TAR-07",
          "The type flag of an entry MUST be that of a file, folder, link, device or FIFO.",
          Kind.UNKNOWN_TYPE,
          "a type flag from 0 to 6",
          "write the tar anew");

  private static final Rule TAR_08 =
      FaultCheck.rule(
          "LAYER-TAR-08",
          "An entry that is not a file MUST NOT have content.",
          Kind.CONTENT,
          "a size of 0",
          "write the tar anew");

  private static final Rule TAR_09 =
      FaultCheck.rule(
          "LAYER-TAR-09",
          "A tar MUST NOT end inside an entry.",
          Kind.TRUNCATED,
          "an entry with all its bytes",
          "make the layer again");

  private static final Rule TAR_10 =
      FaultCheck.rule(
          "LAYER-TAR-10",
          "Two blocks of zeros MUST end the tar.",
          Kind.TRAILER,
          "two blocks of zeros",
          "make the layer again, or append the blocks");

  private static final Rule TAR_11 =
      FaultCheck.rule(
          "LAYER-TAR-11",
          "Only zeros MUST follow the end of a tar.",
          Kind.TRAILING_DATA,
          "zeros, or nothing",
          "cut what follows the two blocks of zeros");

  static final List<Rule> ALL =
      List.of(
          STREAM_01, TAR_01, TAR_02, TAR_03, TAR_04, TAR_05, TAR_06, TAR_07, TAR_08, TAR_09, TAR_10,
          TAR_11);

  private TarRules() {}
}
