package io.mcv.gpu.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcv.gpu.model.DeviceFacts;
import io.mcv.gpu.model.Fact;
import io.mcv.gpu.model.OneLine;
import io.mcv.gpu.model.PciAddress;
import io.mcv.gpu.model.Source;
import io.mcv.gpu.model.SourceFacts;
import io.mcv.gpu.model.SourceReport;
import io.mcv.gpu.model.SourceReport.Status;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactLinesTest {
  private static final SourceFacts FULL =
      new SourceFacts(
          new SourceReport(
              Source.LIBCUDA,
              Status.FAILED,
              "/usr/lib64/libcuda.so.1",
              "12.8",
              -3,
              "a\\b é 😀",
              7L),
          Map.of(Fact.CUDA_DRIVER, "12080"),
          List.of(
              new DeviceFacts(
                  new PciAddress(0x10000, 0x41, 0, 1),
                  3,
                  Map.of(Fact.NAME, "NVIDIA H100 80GB HBM3", Fact.ARCH, "90")),
              new DeviceFacts(null, null, Map.of(Fact.WARNING, ""))));

  @Test
  void whatIsWrittenIsRead() {
    FactReader reader = new FactReader();
    Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);

    read(reader, answers, FactLines.asking(Source.LIBCUDA, "/lib/ä") + FactLines.of(FULL));

    assertThat(answers).containsExactly(Map.entry(Source.LIBCUDA, FULL));
    assertThat(reader.asked(Source.LIBCUDA)).isEqualTo("/lib/ä");
    assertThat(reader.asked(Source.NVML)).isNull();
  }

  @Test
  void linesOfALibraryInBetweenArePassedOver() {
    FactReader reader = new FactReader();
    Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);

    read(
        reader,
        answers,
        "loading…" + FactLines.of(FULL).replace("\n@gpu device", "\nnoise\n\0\n@gpu device"));

    assertThat(answers).containsValue(FULL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status GREAT",
        "code 1e3",
        "millis -1",
        "millis 9999999999999999999",
        "path \\u12",
        "path \\uzzzz",
        "host NOTHING x",
        "device 0000:41:20.0 -",
        "device - 12345",
        "device",
        "fact NAME early",
        "end nvml",
        "unknown x"
      })
  void aSourceWithALineThatCannotBeIsNoAnswer(String line) {
    FactReader reader = new FactReader();
    Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);

    read(
        reader,
        answers,
        "@gpu begin libcuda\n@gpu status OK\n@gpu " + line + "\n@gpu end libcuda\n");

    assertThat(answers).isEmpty();
    read(reader, answers, FactLines.of(FULL));
    assertThat(answers).containsValue(FULL);
  }

  @Test
  void aSourceIsNoAnswerBeforeItsEndNorWithoutAStatus() {
    FactReader reader = new FactReader();
    Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);
    String lines = FactLines.of(FULL);

    read(reader, answers, "@gpu end libcuda\n@gpu begin libcuda\n@gpu end libcuda\n");
    read(reader, answers, lines.substring(0, lines.length() - "@gpu end libcuda\n".length()));

    assertThat(answers).isEmpty();
  }

  @Test
  void textsAreBoundedAndPrintable() {
    FactReader reader = new FactReader();
    Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);

    String text = "\\u001b[31mred\\u202e" + "x".repeat(2000);
    read(
        reader,
        answers,
        "@gpu begin hip\n@gpu status OK\n@gpu device - -\n@gpu fact NAME "
            + text
            + "\n@gpu end hip\n");

    assertThat(answers.values())
        .singleElement()
        .extracting(facts -> facts.devices().get(0).get(Fact.NAME))
        .asString()
        .startsWith("\ufffd[31mred\ufffdxxx")
        .hasSize(OneLine.MAX_LENGTH);
  }

  @Test
  void tooManyDevicesAreNoAnswer() {
    FactReader reader = new FactReader();
    Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);

    read(
        reader,
        answers,
        "@gpu begin hip\n@gpu status OK\n"
            + "@gpu device - -\n".repeat(FactReader.MAX_DEVICES + 1)
            + "@gpu end hip\n");

    assertThat(answers).isEmpty();
  }

  @Test
  void noGarbageBreaksTheReader() {
    Random random = new Random(6);
    String lines = FactLines.of(FULL);
    for (int run = 0; run < 2000; run++) {
      StringBuilder broken = new StringBuilder(lines);
      for (int change = 0; change < 3; change++) {
        broken.setCharAt(random.nextInt(lines.length()), (char) random.nextInt(0x100));
      }
      FactReader reader = new FactReader();
      Map<Source, SourceFacts> answers = new EnumMap<>(Source.class);
      read(reader, answers, broken.toString());
      assertThat(answers.size()).isLessThanOrEqualTo(1);
    }
  }

  private static void read(FactReader reader, Map<Source, SourceFacts> answers, String lines) {
    lines
        .lines()
        .forEach(
            line ->
                reader
                    .accept(line)
                    .ifPresent(facts -> answers.putIfAbsent(facts.report().source(), facts)));
  }
}
