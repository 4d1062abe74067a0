package io.mcv.cli;

import io.mcv.client.ValidateResult;
import io.mcv.spec.conformance.RuleResult;
import io.mcv.spec.conformance.rule.Level;
import io.mcv.spec.conformance.rule.Outcome;
import io.mcv.spec.conformance.rule.RuleGroup;
import io.mcv.spec.conformance.rule.Violation;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * What came of validating an image, in the XML that CI servers read: a suite for each group of
 * rules, a case for each rule. Only what breaks a MUST is a failure there.
 */
final class JUnitReport {
  private static final String CASE = "testcase";
  private static final String MESSAGE = "message";

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document, in UTF-8. */
  static byte[] of(ValidateResult result) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      new JUnitReport(xml).write(result);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("XML cannot be written to memory", e);
    }
    return out.toByteArray();
  }

  private void write(ValidateResult result) throws XMLStreamException {
    line("");
    xml.writeStartElement("testsuites");
    attribute("name", "mcv-tool validate " + result.name());
    for (RuleGroup group : RuleGroup.values()) {
      suite(group, result.report().results(group));
    }
    line("");
    xml.writeEndElement();
    line("");
  }

  private void suite(RuleGroup group, List<RuleResult> results) throws XMLStreamException {
    RuleCounts counts = RuleCounts.of(results);
    line("  ");
    xml.writeStartElement("testsuite");
    attribute("name", group.id());
    attribute("tests", String.valueOf(counts.rules()));
    attribute("failures", String.valueOf(counts.errors()));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(counts.notApplicable()));
    for (RuleResult each : results) {
      testCase(group, each);
    }
    line("  ");
    xml.writeEndElement();
  }

  private void testCase(RuleGroup group, RuleResult result) throws XMLStreamException {
    line("    ");
    xml.writeStartElement(CASE);
    attribute("classname", group.id());
    attribute("name", result.rule().id());
    switch (result.outcome().verdict()) {
      case PASS -> {}
      case FAIL -> failure(result);
      case NOT_APPLICABLE -> {
        xml.writeEmptyElement("skipped");
        attribute(MESSAGE, result.outcome().evidence());
      }
    }
    xml.writeEndElement();
  }

  private void failure(RuleResult result) throws XMLStreamException {
    if (result.rule().level() == Level.ERROR) {
      xml.writeStartElement("failure");
      attribute(MESSAGE, result.rule().statement());
      attribute("type", result.rule().level().id());
      xml.writeCharacters(XmlText.of(violations(result.outcome())));
    } else {
      xml.writeStartElement("system-out");
      String head = result.rule().level().id() + ": " + result.rule().statement() + "\n";
      xml.writeCharacters(XmlText.of(head + violations(result.outcome())));
    }
    xml.writeEndElement();
  }

  private static String violations(Outcome outcome) {
    return outcome.violations().stream().map(JUnitReport::line).collect(Collectors.joining("\n"))
        + (outcome.count() > outcome.violations().size()
            ? "\nand " + (outcome.count() - outcome.violations().size()) + " more"
            : "");
  }

  private static String line(Violation violation) {
    return violation.place()
        + ": expected "
        + violation.expected()
        + ", found "
        + violation.found()
        + "; "
        + violation.remedy();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, XmlText.of(value));
  }

  private void line(String indent) throws XMLStreamException {
    xml.writeCharacters("\n" + indent);
  }
}
