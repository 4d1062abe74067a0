package io.mcv.spec.conformance.layer;

import io.mcv.spec.conformance.image.LayerFault.Kind;
import io.mcv.spec.conformance.rule.Rule;
import java.util.List;

/** What a layer may ask of whoever reads it. */
final class LimitRules {
  private static final Rule LIMIT_01 =
      FaultCheck.rule(
          "LAYER-LIMIT-01",
          "A path or link target MUST have at most 4096 bytes.",
          Kind.LONG_PATH,
          "4096 bytes at most",
          "shorten the path");

  private static final Rule LIMIT_02 =
      FaultCheck.rule(
          "LAYER-LIMIT-02",
          "A component of a path MUST have at most 255 bytes.",
          Kind.LONG_NAME,
          "255 bytes at most",
          "shorten the name");

  private static final Rule LIMIT_03 =
      FaultCheck.rule(
          "LAYER-LIMIT-03",
          "PAX records or a GNU long name MUST have at most 1 MiB.",
          Kind.LARGE_HEADER,
          "1 MiB at most",
          "leave large attributes out");

  private static final Rule LIMIT_04 =
      FaultCheck.rule(
          "LAYER-LIMIT-04",
          "The layers of an image MUST have at most 200,000 entries with 64 Mi characters of names.",
          Kind.MANY_ENTRIES,
          "no more entries than the limits allow",
          "pack several caches; who trusts the image raises --max-entries");

  private static final Rule LIMIT_05 =
      FaultCheck.rule(
          "LAYER-LIMIT-05",
          "The layers of an image MUST unpack to at most 64 GiB, and one of more than 64 MiB to at most 200 times its size.",
          Kind.EXPANSION,
          "no more growth than the limits allow",
          "leave out what is all zeros, or pack several caches; who trusts the image raises --max-unpacked or --max-ratio");

  private static final Rule LIMIT_06 =
      FaultCheck.rule(
          "LAYER-LIMIT-06",
          "A zstd frame MUST ask for a window of at most 128 MiB.",
          Kind.ZSTD_WINDOW,
          "a window of 128 MiB at most",
          "compress without --long or --ultra");

  static final List<Rule> ALL = List.of(LIMIT_01, LIMIT_02, LIMIT_03, LIMIT_04, LIMIT_05, LIMIT_06);

  private LimitRules() {}
}
