package io.mcv.client.candidate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Feeds vectors to an extractor, each in a throw-away folder of its own.
 *
 * @param extractor that is tried
 * @param workspace folder in which those folders are made
 */
public record CandidateRun(CandidateExtractor extractor, Path workspace) {
  /**
   * Runs all cases of a suite, one after the other.
   *
   * @param watcher is told of each
   * @throws IOException if a folder cannot be made or read, or the tool cannot be run at all
   */
  public CandidateReport run(VectorSuite suite, Consumer<CaseResult> watcher) throws IOException {
    List<CaseResult> results = new ArrayList<>();
    for (VectorCase each : suite.cases()) {
      CaseResult result = run(each, suite.tag());
      watcher.accept(result);
      results.add(result);
    }
    return new CandidateReport(results);
  }

  private CaseResult run(VectorCase vector, String tag) throws IOException {
    if (!Files.isDirectory(vector.layout())) {
      return new CaseResult(
          vector, Judgement.NOT_JUDGED, "there is no folder " + vector.layout(), "");
    }
    try (Sandbox sandbox = Sandbox.ofImage(workspace, vector.layout())) {
      Sandbox.Surroundings before = sandbox.surroundings();
      CommandOutcome outcome =
          extractor.extract(sandbox.layout(), tag, sandbox.target(), sandbox.work());
      return new ExtractionJudge(vector, outcome)
          .judge(before.firstChange(sandbox.surroundings()), sandbox.targetState());
    }
  }
}
